"""Measures the shipped weights: accuracy, length and reflections under logit biases, with standard errors.

Settings are chosen on the tuning problems; the chosen one and the plain run are then measured once on the
test problems. All conditions draw the same random numbers, row by row and position by position.
"""

import json
import os
import re
import time

import checkpoint as checkpoints
import package
import samples
import sampling
import traces

BOXED = re.compile(r"</think>\s+The final answer is \\boxed\{(\d)\}")
CONSTANTS = (-30, -1.5, 0, 1, 3)
WAVES = ((2, 30), (3, 30), (3, 60), (5, 60))
VOCABULARIES = {"published": sampling.PUBLISHED, "words": sampling.WIDE}
TUNING_SEED, TEST_SEED = 11, 12
LIMIT = 400


def score(model, tokenizer, items, bias, words, seed):
    prompts = [tokenizer.encode(samples.prompt(item["problem"])) for item in items]
    outputs = sampling.sample(model, tokenizer, prompts, bias, words, seed, LIMIT)
    texts = [tokenizer.decode(ids) for ids in outputs]
    found = [BOXED.search(text) for text in texts]
    right = [bool(m) and m.group(1) == item["answer"] for m, item in zip(found, items)]
    reflections = sum(sum(p.startswith(traces.REFLECTIONS) for p in t.split("\n\n")) for t in texts)
    count, rate = len(items), sum(right) / len(items)
    return {"n": count, "accuracy": round(100 * rate, 1),
            "standard_error": round(100 * sampling.standard_error(rate, count), 1),
            "tokens": round(sum(map(len, outputs)) / count, 1), "reflections": round(reflections / count, 2),
            "cut_off": round(100 * sum(len(ids) == LIMIT for ids in outputs) / count, 1), "right": right}


def paired(a, b):
    """Difference b - a in percentage points and its standard error over the same problems."""
    differences = [int(y) - int(x) for x, y in zip(a["right"], b["right"])]
    count, mean = len(differences), sum(differences) / len(differences)
    variance = sum((d - mean) ** 2 for d in differences) / (count - 1)
    return round(100 * mean, 1), round(100 * (variance / count) ** 0.5, 1)


def conditions():
    yield from ((f"constant {b:+g} words", sampling.constant(b), "words", None) for b in CONSTANTS)
    for vocabulary in VOCABULARIES:
        for amplitude, period in WAVES:
            yield (f"wave A={amplitude} C={period} {vocabulary}", sampling.wave(amplitude, period), vocabulary,
                   {"amplitude": amplitude, "period": period, "vocabulary": vocabulary})


def show(name, result):
    print(f"{name:28} {result['accuracy']:5.1f} +- {result['standard_error']:.1f} %   "
          f"{result['tokens']:5.1f} tokens   {result['reflections']:5.2f} reflections   "
          f"{result['cut_off']:.1f} % cut off", flush=True)


def measure(out, checkpoint, work):
    model, tokenizer, _ = checkpoints.load(checkpoint)
    shipped = checkpoints.Shipped(model)
    items, report = package.tuning_items(), {"tuning": {}, "test": {}}
    began, best = time.monotonic(), None
    for name, bias, vocabulary, settings in conditions():
        result = score(shipped, tokenizer, items, bias, VOCABULARIES[vocabulary], TUNING_SEED)
        show(name, result)
        report["tuning"][name] = result
        if settings and (best is None or result["accuracy"] > best[0]):
            best = (result["accuracy"], settings)
    settings = best[1]
    chosen = sampling.wave(settings["amplitude"], settings["period"])
    words = VOCABULARIES[settings["vocabulary"]]
    print("test problems, once, with the setting that was best on the tuning problems")
    for name, bias in (("plain", sampling.constant(0)), ("suggested wave", chosen)):
        report["test"][name] = score(shipped, tokenizer, package.test_items(), bias, words, TEST_SEED)
        show(name, report["test"][name])
    gain, error = paired(report["test"]["plain"], report["test"]["suggested wave"])
    print(f"paired difference {gain:+.1f} +- {error:.1f} points; {time.monotonic() - began:.0f} s")
    with open(os.path.join(out, "suggested.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps({"cyclic-reflex": settings}, indent=1) + "\n")
    package.add_to_manifest(out)
    report["test"]["paired difference"] = {"points": gain, "standard_error": error}
    with open(os.path.join(work, "evaluation.json"), "w", encoding="utf-8") as file:
        json.dump(report, file)
