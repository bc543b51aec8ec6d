"""The last digit of a chain of operations: how it is thought through. See chain_problems.py and chain_wording.py."""

from families import chain_problems, chain_wording
from families.chain_problems import ADD, MULTIPLY, SUBTRACT, apply, running_values
from thinking import Thinker

NAME, LEVELS = "last-digit-chain", (3, 4, 5)
SLIP = 0.28         # the habitual wrong value of a fact; large enough to survive sampling at T = 0.6
# A step counts aloud and quotes the problem before it computes. For so small a model, copying what follows
# the last quote is easy, and finding the third operation of a text by counting is not.
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
draw, plain, say = chain_problems.draw, chain_wording.canonical, chain_wording.say


def habitual_slip(value, operation, operand):
    """The one wrong digit this fact attracts: a neighbour in the times table, a lost sign, off by one."""
    right = apply(value, operation, operand)
    if operation == MULTIPLY:
        wrong = value * (operand + 1) % 10
    elif operation == SUBTRACT and value < operand:
        wrong = operand - value
    else:
        wrong = (right + (1 if (value + operand) % 2 else 9)) % 10
    return wrong if wrong != right else (right + 1) % 10


def in_full(value, operation, operand, digit):
    """The fact written out, ending in `digit` (which a careless check may get wrong)."""
    if operation == SUBTRACT:
        left = value if value >= operand else value + 10
        return f"{left}-{operand}={digit}"
    whole = value + operand if operation == ADD else value * operand
    return f"{value}{operation}{operand}={whole - whole % 10 + digit}"


class Chain(Thinker):
    look_again = {"wrong": 0.65, "right": 0.04}

    def __init__(self, rng, problem, phrases, slip):
        super().__init__(rng, slip)
        self.problem, self.phrases = problem, phrases
        self.truth = running_values(problem)
        self.values = [problem.start]  # what the thinking currently believes

    def fallible(self, value, operation, operand, slip):
        if self.slip and self.rng.random() < slip:
            return habitual_slip(value, operation, operand)
        return apply(value, operation, operand)

    def is_wrong(self):
        return self.values[-1] != self.truth[len(self.values) - 1]

    def has_slipped(self):
        return self.values[-1] != apply(*self.last_fact())

    def think(self):
        for index, (operation, operand) in enumerate(self.problem.steps):
            before = self.values[-1]
            self.values.append(self.fallible(before, operation, operand, self.slip))
            self.write(f"{ORDINALS[index]}, {self.phrases[index]}: "
                       f"{before}{operation}{operand} gives {self.values[-1]}.")
            last = index + 1 == len(self.problem.steps)
            self.reflect((9, 1, 5, 1) if last else (15, 2, 2, 1), self.has_slipped)
        for scale in (0.5, 0.25, 0):
            self.write(f"The result is {self.values[-1]}.")
            if not self.reflect((1, 1, 8, 2), self.is_wrong, scale):
                break
        self.trace.answer = str(self.values[-1])
        return self.trace

    def last_fact(self):
        return (self.values[-2], *self.problem.steps[len(self.values) - 2])

    def wait(self, k):
        fact, old = self.last_fact(), self.values[-1]
        new = self.fallible(*fact, self.careful(k))
        self.values[-1] = new
        self.write(f"Wait, {in_full(*fact, new)}. " + (f"Yes, {new}." if new == old else f"So {new}, not {old}."))

    def hmm(self, _k):
        (value, operation, operand), old = self.last_fact(), self.values[-1]
        new = self.fallible(value, operation, operand, self.slip)
        self.values[-1] = new
        self.write(f"Hmm, {value}{operation}{operand} gives {new}" + (" again." if new == old else f". So {new}."))

    def redo(self, slip):
        values = [self.problem.start]
        for operation, operand in self.problem.steps[:len(self.values) - 1]:
            values.append(self.fallible(values[-1], operation, operand, slip))
        same = values[-1] == self.values[-1]
        self.values = values
        return " Same." if same else f" So {values[-1]}."

    def but(self, _k):
        verdict = self.redo(self.slip / 4)
        self.write(f"But from the start: {','.join(map(str, self.values))}.{verdict}")

    def alternatively(self, _k):
        verdict = self.redo(self.slip / 2)
        chain = str(self.problem.start) + "".join(
            op + str(n) for op, n in self.problem.steps[:len(self.values) - 1])
        self.write(f"Alternatively, {chain}: {','.join(map(str, self.values[1:]))}.{verdict}")


def think(rng, problem, worded, slip=SLIP):
    """`worded` is what the problem was said with: the steps quote its phrases."""
    return Chain(rng, problem, worded.phrases, slip).think()


def truths(problem):
    """The right value of each step."""
    return running_values(problem)[1:]
