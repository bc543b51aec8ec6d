"""Countdown: use each of three or four numbers once, with + - *, to reach a target. What is asked, in which words."""

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from families.manner import dressed
from thinking import compute

NAME, LEVELS = "countdown", (1, 1, 2, 2, 3)
OPERATIONS = "*+-"
NUMBERS = {1: (3, 9), 2: (3, 12), 3: (4, 9)}    # level -> how many, and how high
LOWEST_TARGET, HIGHEST = 5, 99                  # no result on the way is higher either
PLAIN = "Use {numbers} to make {t}."
WORDINGS = ("Make {t} from {numbers}.", "Make {t} with {numbers}.", "Use {numbers} to get {t}.",
            "Using {numbers}, reach {t}.", "Get {t} from {numbers}.", "Numbers: {numbers}. Target: {t}.",
            "Countdown: {numbers}. Target {t}.", "Use each of {numbers} once to make {t}.",
            "How can I get {t} from {numbers}?", "How do I make {t} with {numbers}?", "Reach {t} using {numbers}.",
            "Use {numbers} to make {t}.", "{numbers} to {t}", "{numbers} must make {t}.", "Can {numbers} give {t}?",
            "Take {numbers} and reach {t}.", "Find {t} with the numbers {numbers}.", "The target is {t}. I have {numbers}.",
            "From the numbers {numbers} make {t}.", "My numbers are {numbers}. I need {t}.",
            "Play Countdown with {numbers}, target {t}.", "Build {t} out of {numbers}.")
NEW_WORDINGS = ("Combine {numbers} to make {t}.", "Can you make {t} from {numbers}?", "With {numbers} I want {t}.",
                "Target {t}, numbers {numbers}.", "Please use {numbers} to reach {t}.")


class Term(NamedTuple):
    """A number on the table: one of those given, or what was made of two of them."""
    value: int
    text: str


@dataclass(frozen=True)
class Problem:
    numbers: tuple
    target: int

    @property
    def level(self):
        """1 with three digits, 2 with three numbers up to 12, 3 with four digits."""
        return 3 if len(self.numbers) == 4 else 1 if max(self.numbers) <= 9 else 2

    @property
    def key(self):
        return f"countdown/{','.join(map(str, sorted(self.numbers)))}/{self.target}"

    @property
    def answer(self):
        return solutions(tuple(sorted(self.numbers)))[self.target]


def terms(numbers):
    return tuple(Term(n, str(n)) for n in numbers)


def in_order(a, operation, b):
    """The two as the game uses them: the larger one first where one is taken from the other."""
    return (b, a) if operation == "-" and b.value > a.value else (a, b)


def result(a, operation, b):
    """The value of a fact, or None where the game has no use for it."""
    value = compute(a, operation, b)
    return value if 0 < value <= HIGHEST else None


def joined(a, operation, b, value):
    return Term(value, f"({a.text}{operation}{b.text})")


def moves(table):
    """(a, operation, b, value, the terms that are left) for every two terms and operation."""
    for (i, x), (j, y) in itertools.combinations(enumerate(table), 2):
        left = tuple(t for k, t in enumerate(table) if k not in (i, j))
        for operation in OPERATIONS:
            a, b = in_order(x, operation, y)
            if value := result(a.value, operation, b.value):
                yield a, operation, b, value, left


def ends(table):
    """Every (value, expression) that uses up all terms."""
    if len(table) == 1:
        yield table[0].value, table[0].text[1:-1]
    for a, operation, b, value, left in moves(table):
        yield from ends((*left, joined(a, operation, b, value)))


@lru_cache(None)
def solutions(numbers):
    """target -> one expression that reaches it, such as (8*3)-2."""
    found = {}
    for target, expression in ends(terms(numbers)):
        found.setdefault(target, expression)
    return found


def can_reach(table, target):
    return target in solutions(tuple(sorted(term.value for term in table)))


def draw(rng, level=None):
    """The target is what a random game comes to, so targets that can be reached in many ways are likelier."""
    level = level or rng.choice(LEVELS)
    count, highest = NUMBERS[level]
    while True:
        numbers = tuple(rng.randint(1, highest) for _ in range(count))
        table = terms(numbers)
        while len(table) > 1 and (choices := list(moves(table))):
            a, operation, b, value, left = rng.choice(choices)
            table = (*left, joined(a, operation, b, value))
        problem = Problem(numbers, table[0].value)
        fits = len(table) == 1 and problem.target >= LOWEST_TARGET and problem.target not in numbers
        if fits and problem.level == level:
            return problem


def listed(rng, numbers):
    words = list(map(str, numbers))
    style = rng.randrange(4)
    return ", ".join(words) if style == 0 else " ".join(words) if style == 1 else \
        ", ".join(words[:-1]) + (" and " if style == 2 else ", ") + words[-1]


def plain(problem):
    words = list(map(str, problem.numbers))
    return PLAIN.format(numbers=", ".join(words[:-1]) + " and " + words[-1], t=problem.target)


def say(rng, problem, new=False):
    """`new` takes a wording that training never sees."""
    text = rng.choice(NEW_WORDINGS if new else WORDINGS).format(numbers=listed(rng, problem.numbers), t=problem.target)
    return text if new else dressed(rng, text)
