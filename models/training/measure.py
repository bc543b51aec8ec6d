"""Answers many problems in batches with the shipped weights and sums up what came out."""

import math
from typing import NamedTuple

import judge
import samples
import sampling
from thinking import REFLECTIONS

LIMIT = 400
BATCH = 250


class Outcome(NamedTuple):
    asked: object
    text: str
    tokens: int
    thinking: int   # of these tokens, before </think>
    right: bool

    @property
    def reflections(self):
        return sum(p.startswith(REFLECTIONS) for p in self.text.split("\n\n"))


def ids_of(model, tokenizer, asked, bias=sampling.constant(0), words=sampling.WIDE, seed=11, temperature=0.6):
    """The generated ids of one response per problem. Conditions with the same seed draw the same random numbers, row by row."""
    found = []
    for begin in range(0, len(asked), BATCH):
        prompts = [tokenizer.encode(samples.prompt(a.text)) for a in asked[begin:begin + BATCH]]
        found += sampling.sample(model, tokenizer, prompts, bias, words, seed + begin, LIMIT, temperature)
    return found


def answer_all(model, tokenizer, asked, *options, **named):
    """One outcome per problem; the options are those of `ids_of`."""
    outcomes, close = [], tokenizer.added["</think>"]
    for a, ids in zip(asked, ids_of(model, tokenizer, asked, *options, **named)):
        text = tokenizer.decode(ids)
        outcomes.append(Outcome(a, text, len(ids), (ids + [close]).index(close), judge.is_right(a, judge.boxed(text))))
    return outcomes


def wilson(right, count, z=1.959964):
    """The 95 % interval of a rate, in percent (Wilson, 1927)."""
    rate = right / count
    middle = (rate + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(rate * (1 - rate) / count + z * z / (4 * count * count))
    return 100 * (middle - half), 100 * (middle + half)


def paired(plain, other):
    """Mean difference other - plain in percentage points and its 95 % interval over the same problems."""
    differences = [int(b.right) - int(a.right) for a, b in zip(plain, other)]
    count, mean = len(differences), sum(differences) / len(differences)
    error = (sum((d - mean) ** 2 for d in differences) / (count - 1) / count) ** 0.5
    return 100 * mean, 100 * (mean - 1.959964 * error), 100 * (mean + 1.959964 * error)


def summary(outcomes):
    count, right = len(outcomes), sum(o.right for o in outcomes)
    return {"n": count, "accuracy": round(100 * right / count, 1),
            "interval": [round(v, 1) for v in wilson(right, count)],
            "tokens": round(sum(o.tokens for o in outcomes) / count, 1),
            "thinking": round(sum(o.thinking for o in outcomes) / count, 1),
            "reflections": round(sum(o.reflections for o in outcomes) / count, 2),
            "cut_off": round(100 * sum(o.tokens == LIMIT for o in outcomes) / count, 1)}


def repairs(outcomes):
    """How many results were wrong as first stated, how many of these a reflection repaired, how many right ones it broke."""
    steps = [step for o in outcomes for step in judge.steps(o.asked, o.text)]
    wrong = [step for step in steps if step[1] != step[0]]
    return {"steps": len(steps), "wrong": len(wrong), "repaired": sum(last == truth for truth, _, last in wrong),
            "broken": sum(last != truth for truth, first, last in steps if first == truth)}
