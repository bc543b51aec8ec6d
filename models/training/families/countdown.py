"""Countdown: use each of three or four small numbers once, with + - *, to reach a target."""

import itertools
from dataclasses import dataclass
from functools import lru_cache

from thinking import Thinker, Trace, compute

NAME, LEVELS = "countdown", (3, 3, 4)
SLIP = 0.05
GUIDED = {3: 0.45, 4: 0.45}     # attempts drawn from the solutions; the others at random
STOP, STOP_LATER, MANY = 0.07, 0.45, 6  # chance of giving up after a failed attempt; from the MANY-th on
DOUBT = 0.16                    # looking again at an attempt that fits
RECALL = 0.6                    # after a failed doubt, the result that fitted is taken after all
HIGHEST_NUMBER, HIGHEST_TARGET = {3: 12, 4: 9}, 99
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
        return len(self.numbers)

    @property
    def key(self):
        return f"countdown/{','.join(map(str, sorted(self.numbers)))}/{self.target}"

    @property
    def answer(self):
        return expression(solutions(tuple(sorted(self.numbers)))[self.target][0])


@lru_cache(None)
def solutions(numbers):
    """target -> attempts that reach it; `numbers` sorted. An attempt is a tuple of facts (a, operation, b, value)."""
    found = {}
    for attempt in attempts(numbers):
        found.setdefault(attempt[-1][3], []).append(attempt)
    return found


@lru_cache(None)
def attempts(numbers):
    """All ways of taking the numbers one after another; the larger minus the smaller, values up to 99."""
    every = set()
    for order in set(itertools.permutations(numbers)):
        if order[0] < order[1]:
            continue
        partial = [((), order[0])]
        for number in order[1:]:
            partial = [(facts + ((*pair(value, operation, number), result),), result)
                       for facts, value in partial for operation in "+-*"
                       for result in [compute(*pair(value, operation, number))]
                       if 0 < result < 100 and not (operation == "*" and 1 in (value, number))]
        every.update(facts for facts, _ in partial)
    return sorted(every)


def pair(value, operation, number):
    return (number, operation, value) if operation == "-" and number > value else (value, operation, number)


def expression(attempt):
    """(8*3)-2 for the facts 8*3=24 and 24-2=22: what has been reached so far is always in brackets."""
    (a, operation, b, value), *later = attempt
    text = f"{a}{operation}{b}"
    for a, operation, b, result in later:
        # On a tie either place is right.
        text = f"({text}){operation}{b}" if a == value else f"{a}{operation}({text})"
        value = result
    return text


def draw(rng, level=None):
    level = level or rng.choice(LEVELS)
    while True:
        numbers = tuple(rng.randint(1, HIGHEST_NUMBER[level]) for _ in range(level))
        targets = [t for t in solutions(tuple(sorted(numbers))) if 5 <= t <= HIGHEST_TARGET and t not in numbers]
        if targets:
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
    """`attempt` holds the facts as they were stated, `plan` the ones that were meant."""

    def __init__(self, rng, problem, slip):
        super().__init__(rng, slip)
        self.problem, self.target = problem, problem.target
        numbers = tuple(sorted(problem.numbers))
        self.every, self.good = attempts(numbers), solutions(numbers)[problem.target]
        self.tried, self.plan, self.attempt = [], None, None

    def is_wrong(self):
        return self.plan[-1][3] != self.target

    def fits(self):
        return self.attempt[-1][3] == self.target

    def choose(self, similar=None):
        lost = not self.slip and len(self.tried) >= MANY  # a flawless thinking finds it in the end
        guided = lost or self.rng.random() < GUIDED[self.problem.level]
        options = [a for a in (self.good if guided else self.every) if a not in self.tried]
        if similar:
            options = [a for a in options if similar(a)] or options
        self.plan = self.rng.choice(options or self.every)
        self.tried.append(self.plan)

    def state(self, opening, slip, closing="."):
        """Writes the plan, its facts worked out with slips that the next fact takes over."""
        stated, value, meant = [], None, None
        for a, operation, b, result in self.plan:
            if value is not None and value != meant:
                a, operation, b = pair(value, operation, b if a == meant else a)
            value, meant = max(1, self.fact(a, operation, b, slip)), result
            stated.append((a, operation, b, value))
        self.attempt = tuple(stated)
        self.trace.write(opening + ", ".join("{}{}{}={}".format(*fact) for fact in stated) + closing)

    def think(self):
        p = self.problem
        self.trace.write(", ".join(map(str, p.numbers)) + f" to {p.target}.")
        self.choose()
        self.state("", self.slip)
        found, k = None, 0
        while True:
            if self.fits():
                found = self.plan
                chance = 0 if not self.slip else 0.5 if self.brooding else DOUBT
                if self.rng.random() >= chance:
                    break
                word = self.rng.choices(("wait", "hmm", "alternatively"), (6, 1, 3))[0]
            else:
                if found and self.rng.random() < RECALL:
                    self.plan = found
                    break
                if self.slip and self.rng.random() < (STOP if len(self.tried) < MANY else STOP_LATER):
                    break
                word = self.rng.choices(("wait", "hmm", "but", "alternatively"), (1 if self.slip else 0, 4, 9, 5))[0]
            getattr(self, word)(k)
            k += 1
        self.trace.answer = expression(self.plan)
        self.trace.write(f"The result is {self.trace.answer}.")
        return self.trace

    def wait(self, k):
        self.state("Wait, ", self.slip / 3)

    def hmm(self, _k):
        """The same beginning with another last step."""
        self.choose(lambda a: a[:-1] == self.plan[:-1])
        self.state("Hmm, ", self.slip * 1.5)

    def but(self, _k):
        """Says what is wrong, then tries something else."""
        opening = f"But {self.attempt[-1][3]} is not {self.target}. "
        self.choose()
        self.state(opening, self.slip)

    def alternatively(self, _k):
        """Begins with other numbers."""
        first = self.plan[0]
        self.choose(lambda a: a[0] != first)
        self.state("Alternatively, ", self.slip)


def think(rng, problem, _worded, slip=SLIP) -> Trace:
    return Countdown(rng, problem, slip).think()


def truths(problem):
    """The right value of each step: there is one, reaching the target."""
    return [problem.target]
