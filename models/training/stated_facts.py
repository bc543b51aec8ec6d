"""How sure the model is of the facts that it states, right ones and wrong ones: entropies at the digits of their values."""

import re
from typing import NamedTuple

import torch

import samples
from thinking import compute

FACT = re.compile(r"(\d+)([-+*/])(\d+)(\+1)?(=| gives )(-?\d+)")


class Fact(NamedTuple):
    entropy: float  # nats, temperature 1; the largest over the tokens of the value
    right: bool


def values(text):
    """(first character, one past the last, right?) of the value of every fact; "gives" states a last digit."""
    for match in FACT.finditer(text):
        a, operation, b, carried, says, value = match.groups()
        true = compute(int(a), operation, int(b)) + (1 if carried else 0)
        yield match.start(6), match.end(6), (true % 10 if says == " gives " else true) == int(value)


def facts_of(model, tokenizer, asked, text):
    """The facts of one thinking, each with its entropy."""
    thought = text.split(samples.CLOSE)[0]
    prompt, answer = tokenizer.encode(samples.prompt(asked.text)), tokenizer.encode(thought)
    logits = model.logits(torch.tensor([prompt + answer]))[0].log_softmax(-1)
    entropies = -(logits.exp() * logits).sum(-1)[len(prompt) - 1:-1]  # of the distribution each token was drawn from
    ends, length = [], 0
    for token in answer:
        length += len(tokenizer.decode([token]))
        ends.append(length)
    for begin, end, right in values(thought):
        inside = [i for i, stop in enumerate(ends) if begin < stop <= end]
        yield Fact(max(entropies[i].item() for i in inside), right)
