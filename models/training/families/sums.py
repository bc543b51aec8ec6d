"""Sums and differences of two numbers with two or three digits, column by column."""

import random
from dataclasses import dataclass

from families.manner import dressed
from thinking import Thinker, compute

NAME, LEVELS = "sum", (2, 2, 3)
SLIP = 0.29
COLUMNS = ("Ones", "Tens", "Hundreds")
PLAIN = "What is {a} {sign} {b}?"
WORDINGS = ("{a}{sign}{b}", "{a} {sign} {b} = ?", "{a}{sign}{b}=", "What is {a}{sign}{b}?",
            "Calculate {a} {sign} {b}.", "Compute {a} {sign} {b}.", "How much is {a} {sign} {b}?",
            "What is {a} {word} {b}?", "{a} {word} {b}?", "How much is {a} {word} {b}?",
            "Work out {a} {word} {b}.", "Give me {a} {sign} {b}.", "Evaluate {a}{sign}{b}.",
            "{a} {sign} {b} makes?", "I want {a} {word} {b}.", "The result of {a} {sign} {b}?",
            "Do {a} {sign} {b}.", "Count {a} {word} {b}.", "{a} {word} {b} equals?", "Let me have {a} {word} {b}.",
            "Solve {a} {sign} {b}.")
BY_SIGN = {
    "+": ("Add {a} and {b}.", "What is the sum of {a} and {b}?", "I have {a} {things} and get {b} more. How many?",
          "There are {a} {things} and {b} more come. How many {things} are there?", "Put {a} and {b} together.",
          "Add {b} on top of {a}.", "What is the total of {a} and {b}?", "Increase {a} by {b}.",
          "In a box are {a} {things}. I put in {b} more. How many now?",
          "We had {a} {things} and found {b}. How many?", "{a} {things} plus {b} {things}, how many?",
          "What do {a} and {b} sum to?", "A shop has {a} {things}, then buys {b}."),
    "-": ("Take {b} from {a}.", "Subtract {b} from {a}.", "I have {a} {things} and lose {b}. How many are left?",
          "There are {a} {things}. {b} go away. How many are left?", "Decrease {a} by {b}.",
          "Remove {b} from {a}.", "From {a} subtract {b}.", "What remains of {a} after {b} are gone?",
          "Take off {b} from {a}.", "A shop has {a} {things} and sells {b}. How many remain?",
          "What is the difference of {a} and {b}?", "{a} {things}, minus {b} {things}. How many?",
          "We had {a} {things} and lost {b}. How many now?"),
}
NEW_WORDINGS = {
    "+": ("Please add {b} to {a}.", "Can you calculate {a} {sign} {b}?", "Tell me {a} plus {b}.",
          "{a} {things} and {b} {things}: how many?"),
    "-": ("Please take {b} away from {a}.", "Can you calculate {a} {sign} {b}?", "Tell me {a} minus {b}.",
          "Of {a} {things} I lose {b}. How many have I left?"),
}
THINGS = ("apples", "books", "coins", "birds", "stamps", "cards", "eggs", "points")


@dataclass(frozen=True)
class Problem:
    a: int
    sign: str
    b: int

    @property
    def level(self):
        return len(str(self.a))

    @property
    def key(self):
        return f"sum/{self.a}{self.sign}{self.b}"

    @property
    def answer(self):
        return str(compute(self.a, self.sign, self.b))


def draw(rng, level=None):
    level = level or rng.choice(LEVELS)
    low, high = (11, 99) if level == 2 else (101, 999)
    while True:
        a, b, sign = rng.randint(low, high), rng.randint(low, high), rng.choice("+-")
        if sign == "+" or a > b:
            return Problem(a, sign, b)


def plain(problem):
    return PLAIN.format(a=problem.a, b=problem.b, sign=problem.sign)


def say(rng, problem, new=False):
    """`new` takes a wording that training never sees."""
    wordings = NEW_WORDINGS[problem.sign] if new else WORDINGS + BY_SIGN[problem.sign]
    text = rng.choice(wordings).format(a=problem.a, b=problem.b, sign=problem.sign, things=rng.choice(THINGS),
                                       word={"+": "plus", "-": "minus"}[problem.sign])
    return text if new else dressed(rng, text)


class Sum(Thinker):
    """`values` holds what each column gave, the ones first; a sum of ten or more carries."""

    look_again = {"wrong": 0.45, "right": 0.04}     # lapses are easily seen here, so looking again is made rarer
    brooding_share = 0.15       # and here most is right already: the family that shows overthinking

    def __init__(self, rng, problem, slip):
        super().__init__(rng, slip)
        self.problem, self.values, self.used = problem, [], []
        digits = problem.level
        self.columns = list(zip(*([int(d) for d in reversed(str(n).zfill(digits))] for n in (problem.a, problem.b))))
        self.exact = self.column_facts(0)

    def column_fact(self, index, carry):
        """(text, value, carry out) of one column, computed right."""
        top, bottom = self.columns[index]
        if self.problem.sign == "+":
            value = top + bottom + carry
            return f"{top}+{bottom}" + ("+1" if carry else ""), value, value > 9
        left = top - carry
        borrow = left < bottom
        left += 10 * borrow
        return f"{left}-{bottom}", left - bottom, borrow

    def column_facts(self, slip, count=None):
        """Values of the first `count` columns, one after another, each wrong with chance `slip`."""
        values, carry = [], False
        for index in range(count or len(self.columns)):
            text, value, carry = self.column_fact(index, carry)
            value, carry = self.slipped(index, value, carry, slip)
            values.append(value)
        return values

    def slipped(self, index, value, carry, slip):
        if not self.slip or self.rng.random() >= slip:
            return value, carry
        top, bottom = self.columns[index]
        value += 1 if (top + bottom) % 2 or value == 0 else -1
        return value, (value > 9 if self.problem.sign == "+" else carry)

    def carry_into(self, index):
        if index == 0:
            return False
        if self.problem.sign == "+":
            return self.values[index - 1] > 9
        return self.column_fact(index - 1, self.carry_into(index - 1))[2]

    def total(self, values=None):
        values = self.values if values is None else values
        last = len(self.columns) - 1
        return sum((v if i == last else v % 10) * 10 ** i for i, v in enumerate(values))

    def belief(self):
        return str(self.total()) if self.values else None

    def is_wrong(self):
        return self.values[-1] != self.exact[len(self.values) - 1] or \
            len(self.values) == len(self.columns) and self.values != self.exact

    def has_slipped(self):
        index = len(self.values) - 1
        return self.values[-1] != self.column_fact(index, self.carry_into(index))[1]

    def think(self):
        p = self.problem
        self.write(f"{p.a}{p.sign}{p.b}.")
        for index in range(len(self.columns)):
            text, value, carry = self.column_fact(index, self.carry_into(index))
            self.values.append(self.slipped(index, value, carry, self.slip)[0])
            self.write(f"{COLUMNS[index]}: {text}={self.values[-1]}.")
            last = index + 1 == len(self.columns)
            self.reflect((9, 1, 3, 2) if last else (13, 2, 0, 2), self.has_slipped)
        for scale in (0.5, 0.25, 0):
            self.write(f"The result is {self.total()}.")
            if not self.reflect((1, 1, 8, 1), self.is_wrong, scale):
                break
        self.trace.answer = str(self.total())
        return self.trace

    def settle(self, text, new):
        same = new == self.values[-1]
        self.values[-1] = new
        self.write(f"{text}. " + (f"Yes, {new}." if same else f"So {new}."))

    def again(self, slip):
        index = len(self.values) - 1
        text, value, carry = self.column_fact(index, self.carry_into(index))
        return text, self.slipped(index, value, carry, slip)[0]

    def wait(self, k):
        text, new = self.again(self.careful(k))
        self.settle(f"Wait, {text}={new}", new)

    def hmm(self, _k):
        _, new = self.again(self.slip)
        self.settle(f"Hmm, {new}", new)

    def but(self, _k):
        done = len(self.values)
        old, self.values = self.values, self.column_facts(self.slip / 4, done)
        self.write(f"But from the start: {', '.join(map(str, self.values))}." +
                   (" Same." if old == self.values else f" So {self.values[-1]}."))

    def alternatively(self, k):
        """The last column turned around: 8+7 for 7+8, and 4+8=12 for 12-8=4."""
        text, new = self.again(2 * self.careful(k))
        if self.problem.sign == "+":
            parts = text.split("+")
            shown = "+".join([parts[1], parts[0], *parts[2:]]) + f"={new}"
        else:
            bottom = int(text.split("-")[1])
            shown = f"{new}+{bottom}={new + bottom}"
        self.settle(f"Alternatively, {shown}", new)


def think(rng, problem, _worded, slip=SLIP):
    return Sum(rng, problem, slip).think()


def truths(problem):
    """The right value of each step."""
    return Sum(random.Random(0), problem, 0).exact
