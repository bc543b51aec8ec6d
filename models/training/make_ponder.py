#!/usr/bin/env python3
"""Makes the embedded model: checks the machine, trains, exports, measures. See README.md beside this file."""

import argparse
import os
import sys

PARTS = ("accuracy", "dose", "waves", "probes", "facts", "targets", "understanding", "rounding")
HERE = os.path.dirname(os.path.abspath(__file__))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=12000, help="training steps of 16 traces (default 12000)")
    parser.add_argument("--minutes", type=float, help="train for this long instead of a number of steps")
    parser.add_argument("--warm", metavar="FOLDER", help="begin with the weights of an earlier version")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default=os.path.join(HERE, "..", "ponder"), help="where the model is written")
    parser.add_argument("--work", default=os.path.join(HERE, ".work"), help="checkpoints (not for version control)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --work")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", choices=("check", "train", "export", "manifest", "evaluate", "tables"),
                        help="one stage instead of all")
    parser.add_argument("--part", action="append", choices=PARTS, help="of the evaluation; can be repeated")
    return parser.parse_args()


def settle_environment(threads):
    """Both settings are read when a process starts, so the script starts itself again with them.

    glibc otherwise hands every large tensor back to the system after each use and fetches it anew for the
    next: keeping the memory made a training step 10 to 20 % faster.
    """
    wanted = {"OMP_NUM_THREADS": str(threads), "MALLOC_MMAP_THRESHOLD_": "1000000000",
              "MALLOC_TRIM_THRESHOLD_": "10000000000"}
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        os.environ.update(wanted)
        os.execv(sys.executable, [sys.executable, *sys.argv])


def main():
    options = arguments()
    settle_environment(options.threads)
    import requirements
    requirements.check(options.threads)
    checkpoint = os.path.join(options.work, "ponder.pt")
    if options.only in (None, "train"):
        import tokenizer
        from train import Training
        warm = options.warm
        words = tokenizer.load(os.path.join(warm, "tokenizer.json")) if warm else tokenizer.from_generator()
        training = Training(words, checkpoint, options.seed, options.steps, options.minutes, warm)
        if options.resume:
            training.resume()
        training.run()
    if options.only in (None, "export"):
        import package
        package.write(checkpoint, options.out)
    if options.only == "manifest":
        import package
        package.add_to_manifest(options.out)
    if options.only in (None, "evaluate"):
        import evaluate
        evaluate.run(checkpoint, options.work, options.part or PARTS)
    if options.only == "tables":
        import tables
        tables.write(options.work, options.out)


if __name__ == "__main__":
    sys.exit(main())
