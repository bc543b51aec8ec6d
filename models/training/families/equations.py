"""Linear equations with one small whole unknown: what they are, in which words, and how they are thought through."""

import random
import re
from dataclasses import dataclass

from families.manner import dressed
from thinking import Thinker, compute

NAME, LEVELS = "equation", (1, 1, 2, 3, 3)
SLIP = 0.3
LETTERS = "xxxxxxynatkm"
PLAIN = "Solve {e}."
WORDINGS = ("Solve {e} for {v}.", "Find {v} if {e}.", "If {e}, what is {v}?", "{e}. What is {v}?", "{e}, {v} = ?",
            "What is {v} if {e}?", "Solve for {v}: {e}", "Solve the equation {e}.", "{e}", "Find {v}: {e}",
            "Compute {v} from {e}.", "{e}. Tell me {v}.", "Work out {v} in {e}.", "Determine {v} when {e}.",
            "For which {v} is {e}?", "We know that {e}. What is {v}?", "Equation: {e}", "I have {e}. What is {v}?",
            "When {e}, {v} is?", "Get {v}: {e}.", "Do {e}.", "How much is {v} if {e}?", "Say {e}. Then {v} is?")
STORIES = ("{a} times a number {plus} {b} is {c}. What is the number?",
           "I think of a number, multiply it by {a} and {add} {b}. I get {c}. What is my number?",
           "{a} times x {plus} {b} equals {c}. What is x?",
           "If I multiply x by {a} and {add} {b}, I have {c}. Find x.")
NEW_WORDINGS = ("Which {v} makes {e} true?", "Given {e}, find {v}.", "Please solve {e}.",
    "What number is {v} when {e}?", "{v} is a number with {e}. Find {v}.")


@dataclass(frozen=True)
class Problem:
    """Level 1: a*x+b=c. Level 2: a*(x+b)=c. Level 3: a*x+b=d*x+c. b and c may be negative."""
    level: int
    a: int
    b: int
    c: int
    d: int
    x: int

    @property
    def key(self):
        return f"equation/{self.level}/{self.a}/{self.b}/{self.c}/{self.d}"

    @property
    def answer(self):
        return str(self.x)


def draw(rng, level=None):
    level = level or rng.choice(LEVELS)
    while True:
        a, x, d = rng.randint(2, 9), rng.randint(1, 9), 0
        b = rng.randint(1, 9) * rng.choice((1, 1, -1))
        if level == 1:
            c = a * x + b
        elif level == 2:
            c = a * (x + b)
        else:
            d = rng.randint(1, a - 1)
            c = a * x + b - d * x
        if 0 < c < 100 and (level != 3 or a - d > 1):
            return Problem(level, a, b, c, d, x)


def signed(b):
    return f"+{b}" if b > 0 else str(b)


def formal(problem, letter="x"):
    a, b, c, d = problem.a, signed(problem.b), problem.c, problem.d
    if problem.level == 2:
        return f"{a}({letter}{b})={c}"
    right = f"{letter if d == 1 else f'{d}{letter}'}+{c}" if problem.level == 3 else c
    return f"{a}{letter}{b}={right}"


def read(text):
    """The problem of a formal text such as 3x+4=19, 3(x+4)=27 or 5y+2=y+10, solved by trying numbers."""
    if match := re.fullmatch(r"(\d+)\([a-z]([-+]\d+)\)=(\d+)", text):
        level, (a, b, c), d = 2, map(int, match.groups()), 0
    else:
        match = re.fullmatch(r"(\d+)[a-z]([-+]\d+)=(?:(\d*)([a-z])\+)?(\d+)", text)
        a, b, c = int(match[1]), int(match[2]), int(match[5])
        level, d = (3, int(match[3] or 1)) if match[4] else (1, 0)
    x = next(x for x in range(100) if (a * (x + b) == c if level == 2 else a * x + b == c + d * x))
    return Problem(level, a, b, c, d, x)


def typeset(rng, problem, letter):
    text = formal(problem, letter)
    if rng.random() < 0.7:
        for sign in "+-=":
            text = text.replace(sign, f" {sign} ")
    if rng.random() < 0.1 and problem.level == 1:
        text = text.replace(f"{problem.a}{letter}", f"{problem.a}*{letter}")
    return text


def plain(problem):
    text = formal(problem)
    for sign in "+-=":
        text = text.replace(sign, f" {sign} ")
    return PLAIN.format(e=text)


def say(rng, problem, new=False):
    """`new` takes a wording that training never sees."""
    if problem.level == 1 and not new and rng.random() < 0.15:
        words = {"plus": "plus", "add": "add"} if problem.b > 0 else {"plus": "minus", "add": "subtract"}
        return dressed(rng, rng.choice(STORIES).format(a=problem.a, b=abs(problem.b), c=problem.c, **words))
    letter = rng.choice(LETTERS)
    text = rng.choice(NEW_WORDINGS if new else WORDINGS).format(e=typeset(rng, problem, letter), v=letter)
    return text if new else dressed(rng, text)


class Equation(Thinker):
    """Each step is (left side, a, operation, b): what stands alone after it, and the fact that gives its value."""

    look_again = {"wrong": 0.55, "right": 0.04}

    def __init__(self, rng, problem, slip):
        super().__init__(rng, slip)
        self.problem, self.values = problem, []
        p = problem
        if p.level == 2:
            self.steps = [(f"x{signed(p.b)}", p.c, "/", p.a), ("x", None, *self.inverse(p.b))]
        else:
            self.steps = [(f"{p.a - p.d}x", p.c, *self.inverse(p.b)), ("x", None, "/", p.a - p.d)]
        self.truth = []
        for _, a, operation, b in self.steps:
            self.truth.append(compute(self.truth[-1] if a is None else a, operation, b))

    @staticmethod
    def inverse(b):
        return ("-", b) if b > 0 else ("+", -b)

    def operands(self, index):
        _, a, operation, b = self.steps[index]
        return (self.values[index - 1] if a is None else a), operation, b

    def is_wrong(self):
        return self.values[-1] != self.truth[len(self.values) - 1]

    def has_slipped(self):
        return self.values[-1] != compute(*self.operands(len(self.values) - 1))

    def think(self):
        p = self.problem
        self.write(formal(p) + ".")
        if p.level == 3:
            self.write(f"{p.a}-{p.d}={p.a - p.d}, {p.a - p.d}x{signed(p.b)}={p.c}.")
        for index, (left, *_) in enumerate(self.steps):
            a, operation, b = self.operands(index)
            self.values.append(self.fact(a, operation, b))
            self.write(f"{left}={a}{operation}{b}={self.values[-1]}.")
            last = index + 1 == len(self.steps)
            self.reflect((8, 1, 5, 1) if last else (13, 2, 1, 2), self.has_slipped)
        for scale in (0.5, 0.25, 0):
            self.write(f"The result is {self.values[-1]}.")
            if not self.reflect((1, 1, 8, 1), self.is_wrong, scale):
                break
        self.trace.answer = str(self.values[-1])
        return self.trace

    def settle(self, text, new):
        same = new == self.values[-1]
        self.values[-1] = new
        self.write(f"{text}. " + (f"Yes, {new}." if same else f"So {new}."))

    def wait(self, k):
        a, operation, b = self.operands(len(self.values) - 1)
        new = self.fact(a, operation, b, self.careful(k))
        self.settle(f"Wait, {a}{operation}{b}={new}", new)

    def hmm(self, _k):
        a, operation, b = self.operands(len(self.values) - 1)
        new = self.fact(a, operation, b, self.slip)
        self.settle(f"Hmm, {new}", new)

    def alternatively(self, k):
        """The inverse fact: 19-4=15 because 15+4=19."""
        a, operation, b = self.operands(len(self.values) - 1)
        new = self.fact(a, operation, b, 2 * self.careful(k))
        back = {"+": "-", "-": "+", "/": "*"}[operation]
        self.settle(f"Alternatively, {new}{back}{b}={compute(new, back, b)}", new)

    def but(self, k):
        """Substitution where x is known, then all steps again if it does not fit."""
        x, p = self.values[-1], self.problem
        verdict = "From the start"
        if len(self.values) == len(self.steps):
            inner = x + p.b if p.level == 2 else (p.a - p.d) * x
            total = p.a * inner if p.level == 2 else inner + p.b
            shown = f"{x}{signed(p.b)}={inner}, {p.a}*{inner}={total}" if p.level == 2 else \
                f"{p.a - p.d}*{x}={inner}, {inner}{signed(p.b)}={total}"
            if total == p.c:
                self.write(f"But {shown}. Yes, {x}.")
                return
            verdict = f"{shown}, not {p.c}"
        done, self.values = len(self.values), []
        for index in range(done):
            self.values.append(self.fact(*self.operands(index), self.slip / 4))
        self.write(f"But {verdict}. Again {','.join(map(str, self.values))}. So {self.values[-1]}.")


def think(rng, problem, _worded, slip=SLIP):
    return Equation(rng, problem, slip).think()


def truths(problem):
    """The right value of each step."""
    return Equation(random.Random(0), problem, 0).truth
