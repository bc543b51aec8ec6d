"""Says what the training needs and whether this machine has it, before anything long starts."""

import sys
import time

SLOW_GFLOPS = 20
HINT = ("On Debian or Ubuntu: apt install python3-torch python3-numpy python3-onnx libopenblas0-openmp, and run "
        "with /usr/bin/python3. Elsewhere: torch 1.13 or newer, numpy 1.24 or newer, onnx 1.12 or newer.")


def version(text):
    return tuple(int(part) for part in text.split("+")[0].split(".")[:2])


def check(threads):
    found, missing = {}, []
    if sys.version_info < (3, 9):
        raise SystemExit(f"Python 3.9 or newer is needed; this is {sys.version.split()[0]}.")
    for name, least in (("numpy", (1, 24)), ("torch", (1, 13)), ("onnx", (1, 12))):
        try:
            module = __import__(name)
        except ImportError:
            missing.append(name)
            continue
        found[name] = module.__version__
        if version(module.__version__) < least:
            missing.append(f"{name} {least[0]}.{least[1]} (found {module.__version__})")
    if missing:
        raise SystemExit(f"Missing for {sys.executable}: {', '.join(missing)}. {HINT}")
    import torch
    torch.set_num_threads(threads)
    speed = gflops(torch)
    print("python", sys.version.split()[0], *(f"{k} {v}" for k, v in found.items()),
          f"{threads} thread(s), {speed:.0f} GFLOP/s", flush=True)
    if speed < SLOW_GFLOPS:
        print("This matrix product is slow, probably the reference BLAS: libopenblas0-openmp makes it about "
              "twenty times as fast.", flush=True)


def gflops(torch):
    a = torch.randn(768, 768)
    a @ a
    began = time.perf_counter()
    for _ in range(4):
        a @ a
    return 4 * 2 * 768 ** 3 / (time.perf_counter() - began) / 1e9
