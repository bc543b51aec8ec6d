"""Turns problems and thinkings into training ids with a loss mask, from first lessons to the whole of it.

A part of the samples stops early: at a random paragraph end the thinking is closed, or a probe for the answer is
put in, in the exact words of the methods that do so. The target is the true final answer, whatever the
thinking believes: what cannot be known yet stays uncertain, and certainty rises as the thinking comes closer.
The inserted text carries no loss, otherwise the model would learn to give up.
"""

from typing import NamedTuple

import outside
import splits
from families.registry import FAMILIES, SHARES, text_of

# What CGRS, DEER and Dynasor put in, and with what the answer then begins.
PROBES = (("\n**Final Answer**\n\\boxed", "{"),
          ("... Oh, I suddenly got the answer to the whole problem, **Final Answer**\n\n\\[ \\boxed{", ""))
CLOSE = "</think>"
END = "<|im_end|>"
CLOSED_SHARE = 0.4


class Lesson(NamedTuple):
    """How much of everything there is at one time of the training, each from 0 to 1."""
    variety: float = 1.0    # wordings other than the plainest
    slips: float = 1.0      # thinkings with slips and second thoughts
    early: float = 0.28     # stopped early
    outside: float = 0.07   # prompts of no family


def prompt(text):
    return f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n<think>\n"


def closing(answer):
    return f"\n\nThe final answer is \\boxed{{{answer}}}.{END}"


def declined():
    return f"{outside.THOUGHT}\n\n{CLOSE}\n\n{outside.ANSWER}{END}"


def early(rng, problem, trace):
    """The pieces [text, learnt?] of a thinking cut at a random paragraph end."""
    cut = rng.randrange(len(trace.paragraphs))
    thought = "\n\n".join(trace.paragraphs[:cut + 1]) + "\n\n"
    if rng.random() < CLOSED_SHARE:
        return [(thought, True), (CLOSE, False), (closing(problem.answer), True)]
    probe, opening = rng.choice(PROBES)
    if not opening:  # Dynasor asks anywhere, not only at paragraph ends
        words = thought.rstrip().split(" ")
        thought = " ".join(words[:rng.randint(1, len(words))])
    return [(thought, True), (probe, False), (f"{opening}{problem.answer}}}{END}", True)]


def pieces(rng, lesson, family=None):
    """[text, learnt?] of one sample."""
    if family is None and rng.random() < lesson.outside:
        return [(prompt(outside.say(rng)), False), (declined(), True)]
    family = family or rng.choices(FAMILIES, SHARES)[0]
    problem = splits.draw_from(family, rng, "training")
    worded = family.say(rng, problem) if rng.random() < lesson.variety else family.plain(problem)
    options = {} if rng.random() < lesson.slips else {"slip": 0}
    trace = family.think(rng, problem, worded, **options)
    asked = (prompt(text_of(worded)), False)
    if rng.random() < lesson.early:
        return [asked, *early(rng, problem, trace)]
    return [asked, (trace.text() + CLOSE + closing(trace.answer), True)]


def sample(rng, tokenizer, lesson=Lesson()):
    """(ids, mask): mask[i] says whether ids[i] is a target. Pieces are tokenised on their own, as forced text is."""
    ids, mask = [], []
    for text, learnt in pieces(rng, lesson):
        part = tokenizer.encode(text)
        ids += part
        mask += [learnt] * len(part)
    return ids, mask
