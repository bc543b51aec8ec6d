"""Turns a problem and its thinking into training ids with a loss mask.

A third of the samples stop early: at a random paragraph end the thinking is closed, or a probe for the
answer is put in, and the target is the true value of the steps done so far. Controllers that ask a model
for its current answer need this. The token that closes the thinking early carries no loss, otherwise the
model would learn to give up.
"""

import problems
import traces
import wording

PROBE = "\n**Final Answer**\n\\boxed"
CLOSE = "</think>"
END = "<|im_end|>"
EARLY_SHARE, PROBE_SHARE = 0.35, 0.4


def prompt(text):
    return f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n<think>\n"


def closing(digit):
    return f"\n\nThe final answer is \\boxed{{{digit}}}.{END}"


def early(rng, problem, trace):
    """The pieces [text, learnt?] of a thinking cut at a random paragraph end."""
    # The cut never falls behind "The result is", where closing is the normal thing to do.
    ends = [i for i, p in enumerate(trace.paragraphs) if not p.startswith("The result")]
    cut = rng.choice(ends)
    value = problems.running_values(problem)[trace.settled[cut]]
    thought = "\n\n".join(trace.paragraphs[:cut + 1]) + "\n\n"
    if rng.random() < PROBE_SHARE:
        return [(thought, True), (PROBE, False), (f"{{{value}}}", True)]
    return [(thought, True), (CLOSE, False), (closing(value), True)]


def first_lesson(rng, problem, plain):
    """A thinking without slips or second thoughts; `plain` is the share of the plainest wording."""
    worded = wording.canonical(problem) if rng.random() < plain else wording.say(rng, problem)
    thought = traces.flawless(problem, worded.phrases).text()
    return [(prompt(worded.text), False), (thought + CLOSE + closing(problems.answer(problem)), True)]


def pieces(rng, problem):
    worded = wording.say(rng, problem)
    trace = traces.think(rng, problem, worded.phrases)
    if rng.random() < EARLY_SHARE:
        response = early(rng, problem, trace)
    else:
        response = [(trace.text() + CLOSE + closing(trace.answer), True)]
    return [(prompt(worded.text), False)] + response


def sample(rng, tokenizer, easy=0.0):
    """(ids, mask): mask[i] says whether ids[i] is a target. Pieces are tokenised on their own, as forced text is.

    `easy` is the share of first lessons: reading off the operations in order is found sooner where nothing else varies. While all are first lessons, all are in the
    plainest wording.
    """
    problem, ids, mask = problems.draw_training(rng), [], []
    for text, learnt in first_lesson(rng, problem, easy ** 2) if rng.random() < easy else pieces(rng, problem):
        part = tokenizer.encode(text)
        ids += part
        mask += [learnt] * len(part)
    return ids, mask
