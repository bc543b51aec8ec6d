"""Countdown: use each of three numbers once, with + - *, to reach a target."""

import itertools
from dataclasses import dataclass
from functools import lru_cache

from thinking import Thinker, compute

NAME, LEVELS = "countdown", (1, 1, 2)
SLIP = 0.12
GUIDED = 0.5            # thinkings that begin with an operation that leads to the target
STOP, STOP_LATER, MANY = 0.05, 0.4, 10  # chance of giving up after a failed attempt; from the MANY-th on
DOUBT = 0.08            # looking again at an attempt that fits
JUMP = 0.12             # attempts out of order
PAIRS, OPERATIONS = ((0, 1), (0, 2), (1, 2)), "*+-"
HIGHEST_NUMBER, HIGHEST_TARGET = {1: 9, 2: 15}, 99
PLAIN = "Use {numbers} to make {t}."
WORDINGS = ("Make {t} from {numbers}.", "Make {t} with {numbers}.", "Use {numbers} to get {t}.",
            "Using {numbers}, reach {t}.", "Get {t} from {numbers}.", "Numbers: {numbers}. Target: {t}.",
            "Countdown: {numbers}. Target {t}.", "Use each of {numbers} once to make {t}.",
            "How can I get {t} from {numbers}?", "How do I make {t} with {numbers}?", "Reach {t} using {numbers}.")
NEW_WORDINGS = ("Combine {numbers} to make {t}.", "Can you make {t} from {numbers}?", "With {numbers} I want {t}.",
                "Target {t}, numbers {numbers}.", "Please use {numbers} to reach {t}.")


@dataclass(frozen=True)
class Problem:
    numbers: tuple
    target: int

    @property
    def level(self):
        """1 with digits alone, 2 with numbers up to 15."""
        return 1 if max(self.numbers) <= HIGHEST_NUMBER[1] else 2

    @property
    def key(self):
        return f"countdown/{','.join(map(str, sorted(self.numbers)))}/{self.target}"

    @property
    def answer(self):
        return expression(solutions(tuple(sorted(self.numbers)))[self.target])


def pair(value, operation, number):
    return (number, operation, value) if operation == "-" and number > value else (value, operation, number)


def result(a, operation, b):
    """The value of a fact, or None where the game has no use for it."""
    value = compute(a, operation, b)
    return value if 0 < value <= HIGHEST_TARGET else None


@lru_cache(None)
def solutions(numbers):
    """target -> one pair of facts (a, operation, b, value) that reaches it."""
    found = {}
    for pair_index, operation in itertools.product(range(3), OPERATIONS):
        first = opening(numbers, pair_index, operation)
        if first:
            for last in endings(numbers, pair_index, first[3]):
                found.setdefault(last[3], (first, last))
    return found


def opening(numbers, pair_index, operation):
    i, j = PAIRS[pair_index]
    fact = pair(numbers[i], operation, numbers[j])
    value = result(*fact)
    return value and (*fact, value)


def endings(numbers, pair_index, value):
    """What can be made of the first result and the number that is left."""
    left = numbers[3 - sum(PAIRS[pair_index])]
    facts = [pair(value, operation, left) for operation in "+-*"]
    return [(*fact, result(*fact)) for fact in facts if result(*fact)]


def expression(attempt):
    """(8*3)-2 for the facts 8*3=24 and 24-2=22: what has been reached so far is always in brackets."""
    (a, operation, b, value), (c, later, d, _) = attempt
    text = f"({a}{operation}{b})"
    return f"{text}{later}{d}" if c == value else f"{c}{later}{text}"  # on a tie either place is right


def draw(rng, level=None):
    level = level or rng.choice(LEVELS)
    while True:
        numbers = tuple(rng.randint(1, HIGHEST_NUMBER[level]) for _ in range(3))
        targets = [t for t in solutions(tuple(sorted(numbers))) if t >= 5 and t not in numbers]
        if targets and (level == 1 or max(numbers) > HIGHEST_NUMBER[1]):
            return Problem(numbers, rng.choice(sorted(targets)))


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
    wording = rng.choice(NEW_WORDINGS if new else WORDINGS)
    return wording.format(numbers=listed(rng, problem.numbers), t=problem.target)


class Countdown(Thinker):
    """A search through nine openings, two numbers and an operation; each is followed up with the third number.

    `first` and `last` are the facts as they were stated; a slip is taken over by what follows.
    """

    def __init__(self, rng, problem, slip):
        super().__init__(rng, slip)
        self.problem, self.numbers, self.target = problem, problem.numbers, problem.target
        begin = rng.randrange(3)
        operations = OPERATIONS[(turn := rng.randrange(3)):] + OPERATIONS[:turn]
        if rng.random() < GUIDED:
            good = [op for i, op in itertools.product(range(3), OPERATIONS) if self.leads(i, op)]
            turn = OPERATIONS.index(rng.choice(good))
            operations = OPERATIONS[turn:] + OPERATIONS[:turn]
        order = [((begin + i) % 3, op) for i in range(3) for op in operations]
        self.order = [place for place in order if opening(self.numbers, *place)]
        self.place, self.tried = self.order[0], []
        self.first = self.last = None

    def leads(self, pair_index, operation):
        first = opening(self.numbers, pair_index, operation)
        return first and any(last[3] == self.target for last in endings(self.numbers, pair_index, first[3]))

    def is_wrong(self):
        return self.last[3] != self.target

    def attempt(self, word):
        """Writes one opening and its follow-ups, up to the one that fits."""
        self.tried.append(self.place)
        a, operation, b, right = opening(self.numbers, *self.place)
        value = max(1, self.fact(a, operation, b))
        if not endings(self.numbers, self.place[0], value):
            value = right
        self.first, stated = (a, operation, b, value), []
        for c, later, d, _ in endings(self.numbers, self.place[0], value):
            stated.append((c, later, d, max(1, self.fact(c, later, d))))
            if stated[-1][3] == self.target:
                break
        self.last = stated[-1]
        facts = ", ".join("{}{}{}={}".format(*fact) for fact in stated)
        self.trace.write(f"{word}{a}{operation}{b}={value}: {facts}.")

    def move_on(self):
        """To the next opening in order that was not tried; after all of them, once more from there."""
        if len(set(self.tried)) == len(self.order):
            self.tried = []
        here = self.order.index(self.place)
        following = self.order[here + 1:] + self.order[:here + 1]
        untried = [place for place in following if place not in self.tried]
        jump = self.slip and self.rng.random() < JUMP
        before, self.place = self.place, self.rng.choice(untried) if jump else untried[0]
        self.attempt("Hmm, " if jump else "But " if before[0] == self.place[0] else "Alternatively, ")

    def think(self):
        p = self.problem
        self.trace.write(", ".join(map(str, p.numbers)) + f" to {p.target}.")
        self.attempt("")
        k = attempts = 0
        while True:
            if self.is_wrong():
                attempts += 1
                if self.slip and self.rng.random() < (STOP if attempts < MANY else STOP_LATER):
                    break
                self.move_on()
            else:
                if not self.slip or self.rng.random() >= (0.4 if self.brooding else DOUBT):
                    break
                self.wait(k)
                k += 1
        self.trace.answer = expression((self.first, self.last))
        self.trace.write(f"The result is {self.trace.answer}.")
        return self.trace

    def wait(self, k):
        """Works both facts out once more."""
        a, operation, b, _ = self.first
        value = max(1, self.fact(a, operation, b, self.careful(k)))
        left = self.numbers[3 - sum(PAIRS[self.place[0]])]
        fact = pair(value, self.last[1], left)
        self.first = (a, operation, b, value)
        self.last = (*fact, max(1, self.fact(*fact, self.careful(k))))
        self.trace.write("Wait, " + ", ".join("{}{}{}={}".format(*fact) for fact in (self.first, self.last)) + ".")


def think(rng, problem, _worded, slip=SLIP):
    return Countdown(rng, problem, slip).think()


def truths(problem):
    """The right value of each step: there is one, reaching the target."""
    return [problem.target]
