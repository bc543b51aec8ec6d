"""Turns problems and thinkings into training ids with a loss mask, from first lessons to the whole of it.

A part of the samples stops early: at a random paragraph end the thinking is closed, or a probe for the answer is
put in, in the exact words of the methods that do so. The target is the true final answer, whatever the
thinking believes: what cannot be known yet stays uncertain, and certainty rises as the thinking comes closer.
Two other targets are there to be compared with it (probe_targets.py).
The inserted text carries no loss, otherwise the model would learn to give up.
"""

from typing import NamedTuple

import outside
import splits
from families import countdown
from families.registry import FAMILIES, SHARES, text_of
from judge import reaches

# What CGRS, DEER and Dynasor put in, and with what the answer then begins.
PROBES = (("\n**Final Answer**\n\\boxed", "{"),
          ("... Oh, I suddenly got the answer to the whole problem, **Final Answer**\n\n\\[ \\boxed{", ""))
CLOSE = "</think>"
END = "<|im_end|>"
CLOSED_SHARE = 0.4
TARGETS = ("final", "running", "mixed")     # the true answer; what the thinking believes so far; one of these by chance


class Lesson(NamedTuple):
    """What is taught of one family at one time of the training; a `family` of None stands for prompts of no family."""
    family: object
    share: float            # of the samples, against the other lessons
    variety: float = 1.0    # of them in wordings other than the plainest
    slips: float = 1.0      # of them with slips and second thoughts
    early: float = 0.28     # of them stopped early
    target: str = "final"   # asked for at an early end


WHOLE = (*(Lesson(family, SHARES[family.NAME]) for family in FAMILIES), Lesson(None, 0.3))


def prompt(text):
    return f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n<think>\n"


def closing(answer):
    return f"\n\nThe final answer is \\boxed{{{answer}}}.{END}"


def declined():
    return f"{outside.THOUGHT}\n\n{CLOSE}\n\n{outside.ANSWER}{END}"


def true_answer(problem, trace):
    """Of the many right answers in Countdown the one that the thinking comes to, where it does."""
    found = isinstance(problem, countdown.Problem) and reaches(trace.answer, problem)
    return trace.answer if found else problem.answer


def belief_after(thought, trace):
    """The running answer at the last paragraph end of a thinking that was cut, or None."""
    paragraphs = thought.count("\n\n")
    return trace.beliefs[paragraphs - 1] if paragraphs else None


def early(rng, problem, trace, target):
    """The pieces [text, learnt?] of a thinking cut at a random paragraph end."""
    cut = rng.randrange(len(trace.paragraphs))
    thought = "\n\n".join(trace.paragraphs[:cut + 1]) + "\n\n"
    closed = rng.random() < CLOSED_SHARE
    probe, opening = rng.choice(PROBES)
    if not closed and not opening:  # Dynasor asks anywhere, not only at paragraph ends
        words = thought.rstrip().split(" ")
        thought = " ".join(words[:rng.randint(1, len(words))])
    running = target == "running" or target == "mixed" and rng.random() < 0.5
    answer = running and belief_after(thought, trace) or true_answer(problem, trace)
    if closed:
        return [(thought, True), (CLOSE, False), (closing(answer), True)]
    return [(thought, True), (probe, False), (f"{opening}{answer}}}{END}", True)]


def pieces(rng, lesson):
    """[text, learnt?] of one sample."""
    family = lesson.family
    if family is None:
        return [(prompt(outside.say(rng)), False), (declined(), True)]
    problem = splits.draw_from(family, rng, "training")
    worded = family.say(rng, problem) if rng.random() < lesson.variety else family.plain(problem)
    options = {} if rng.random() < lesson.slips else {"slip": 0}
    trace = family.think(rng, problem, worded, **options)
    asked = (prompt(text_of(worded)), False)
    if rng.random() < lesson.early:
        return [asked, *early(rng, problem, trace, lesson.target)]
    return [asked, (trace.text() + CLOSE + closing(trace.answer), True)]


def choose(rng, lessons=WHOLE):
    return rng.choices(lessons, [lesson.share for lesson in lessons])[0]


def sample(rng, tokenizer, lessons=WHOLE):
    """(ids, mask): mask[i] says whether ids[i] is a target. Pieces are tokenised on their own, as forced text is."""
    ids, mask = [], []
    for text, learnt in pieces(rng, choose(rng, lessons)):
        part = tokenizer.encode(text)
        ids += part
        mask += [learnt] * len(part)
    return ids, mask
