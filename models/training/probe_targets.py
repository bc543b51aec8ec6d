"""Which answer should an early end ask for? The trained weights are taught a little more of one target."""

import random

import checkpoint as checkpoints
from samples import WHOLE
from train import Training, batches

STEPS, RATE = 600, 0.1      # the share of the full learning rate falls from RATE to zero
EARLY = 0.6                 # more samples end early than in training, so that a short lesson tells


def taught(path, target, steps=STEPS):
    """The model of the checkpoint after `steps` more; the file stays as it is. The same samples but for the target."""
    _, tokenizer, state = checkpoints.load(path)
    training = Training(tokenizer, path, state["seed"], steps, None)
    training.resume()
    training.model.four_bit = True
    lessons = [lesson if lesson.family is None else lesson._replace(early=EARLY, target=target) for lesson in WHOLE]
    stream = batches(random.Random("targets"), tokenizer, lambda: lessons)
    for step in range(steps):
        training.learn(*next(stream), rate=RATE * (1 - step / steps))
        if step % 100 == 0:
            print(f"step {step} of {steps}  loss {training.loss:.4f}", flush=True)
    return training.model.eval()
