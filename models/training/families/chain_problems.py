"""Chain-arithmetic problems: what they are, how they are drawn.

A problem is a start digit and three to five operations, each applied to the running value from left to
right. Only the last digit is kept, in the sense of arithmetic modulo 10, so a negative intermediate
result wraps around: 3 - 9 is 4, not 6. (Subtraction on an odometer wheel.)
"""

from dataclasses import dataclass

ADD, SUBTRACT, MULTIPLY = "+", "-", "*"
OPERATIONS = (ADD, SUBTRACT, MULTIPLY)
MIN_OPERATIONS, MAX_OPERATIONS = 3, 5


@dataclass(frozen=True)
class Problem:
    start: int
    steps: tuple  # of (operation, operand)

    @property
    def level(self):
        return len(self.steps)

    @property
    def key(self):
        return str(self.start) + "".join(op + str(n) for op, n in self.steps)

    @property
    def answer(self):
        return str(running_values(self)[-1])


def apply(value, operation, operand):
    if operation == ADD:
        return (value + operand) % 10
    if operation == SUBTRACT:
        return (value - operand) % 10
    return value * operand % 10


def running_values(problem):
    """The value after the start and after every step; the last one is the answer."""
    values = [problem.start]
    for operation, operand in problem.steps:
        values.append(apply(values[-1], operation, operand))
    return values


def draw(rng, operations=None):
    """One problem. Multiplying by 0 or 1 is left out: it would make the chain trivial."""
    count = operations or rng.randint(MIN_OPERATIONS, MAX_OPERATIONS)
    steps = []
    for _ in range(count):
        operation = rng.choice(OPERATIONS)
        steps.append((operation, rng.randint(2 if operation == MULTIPLY else 1, 9)))
    return Problem(rng.randint(1, 9), tuple(steps))
