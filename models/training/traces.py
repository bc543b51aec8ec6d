"""Writes the visible thinking for a problem: steps, habitual slips, and reflections of four kinds.

Every "\\n\\n" is the one place where the next move is chosen, so a logit bias on the reflection words acts
exactly there. Each word has a job of its own:
  Wait           computes the last step in full; careful, but less so each time it is repeated
  Hmm            guesses the last step again; quick, and may break a right value
  But            goes through the chain from the start, twice as careful as the first pass
  Alternatively  writes the whole chain in one line and runs through it as quickly as the first pass
"""

from dataclasses import dataclass, field

from problems import ADD, MULTIPLY, SUBTRACT, apply, running_values

# A step counts aloud and quotes the problem before it computes. For so small a model, copying what follows
# the last quote is easy, and finding the third operation of a text by counting is not.
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
REFLECTIONS = ("Wait", "Hmm", "But", "Alternatively")
SLIP = 0.22          # the habitual wrong value of a fact; large enough to survive sampling at T = 0.6
NOISE = 0.03         # any wrong value
CARELESS_WAIT = 0.07
CAP = 5              # reflections in a row


@dataclass
class Trace:
    paragraphs: list = field(default_factory=list)
    settled: list = field(default_factory=list)  # per paragraph: how many steps of the chain are done
    answer: int = 0

    def text(self):
        return "\n\n".join(self.paragraphs) + "\n\n"


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


def fallible(rng, value, operation, operand, slip, noise=0.0):
    draw = rng.random()
    if draw < slip:
        return habitual_slip(value, operation, operand)
    if draw < slip + noise:
        return rng.randrange(10)
    return apply(value, operation, operand)


def in_full(value, operation, operand, digit):
    """The fact written out, ending in `digit` (which a careless check may get wrong)."""
    if operation == SUBTRACT:
        left = value if value >= operand else value + 10
        return f"{left}-{operand}={digit}"
    whole = value + operand if operation == ADD else value * operand
    return f"{value}{operation}{operand}={whole - whole % 10 + digit}"


def step_text(index, phrase, before, operation, operand, after):
    return f"{ORDINALS[index]}, {phrase}: {before}{operation}{operand} gives {after}."


def flawless(problem, phrases):
    values = running_values(problem)
    paragraphs = [step_text(i, phrases[i], values[i], *step, values[i + 1]) for i, step in enumerate(problem.steps)]
    return Trace(paragraphs + [f"The result is {values[-1]}."], list(range(1, len(values))), values[-1])


class Thinker:
    def __init__(self, rng, problem, phrases):
        self.rng, self.problem, self.phrases = rng, problem, phrases
        self.truth = running_values(problem)
        self.values = [problem.start]  # what the thinking currently believes
        self.trace = Trace()

    def write(self, paragraph):
        self.trace.paragraphs.append(paragraph)
        self.trace.settled.append(len(self.values) - 1)

    def think(self):
        for index, (operation, operand) in enumerate(self.problem.steps):
            before = self.values[-1]
            self.values.append(fallible(self.rng, before, operation, operand, SLIP, NOISE))
            self.write(step_text(index, self.phrases[index], before, operation, operand, self.values[-1]))
            last = index + 1 == len(self.problem.steps)
            self.reflect((0.62, 0.40) if last else (0.60, 0.33), (5, 2, 4, 2) if last else (10, 5, 3, 2))
        for chances in ((0.30, 0.12), (0.15, 0.06), (0, 0)):
            self.write(f"The result is {self.values[-1]}.")
            if not self.reflect(chances, (4, 1, 4, 3)):
                break
        self.trace.answer = self.values[-1]
        return self.trace

    def reflect(self, chances, weights):
        """A run of reflections. Whether to look again depends on being wrong, weakly: that is the skill to learn."""
        for k in range(CAP):
            wrong = self.values[-1] != self.truth[len(self.values) - 1]
            chance = chances[0] if wrong else chances[1]
            if k:
                chance = (0.38 if wrong else 0.24) * (0.5 if k >= 3 else 1)
            if self.rng.random() >= chance:
                return k > 0
            word = self.rng.choices(REFLECTIONS, weights)[0]
            {"Wait": self.wait, "Hmm": self.hmm, "But": self.but, "Alternatively": self.alternatively}[word](k)
        return True

    def last_fact(self):
        return (self.values[-2], *self.problem.steps[len(self.values) - 2])

    def wait(self, k):
        fact, old = self.last_fact(), self.values[-1]
        new = fallible(self.rng, *fact, CARELESS_WAIT * (1 + k))
        self.values[-1] = new
        self.write(f"Wait, {in_full(*fact, new)}. " + (f"Yes, {new}." if new == old else f"So {new}, not {old}."))

    def hmm(self, _k):
        (value, operation, operand), old = self.last_fact(), self.values[-1]
        new = fallible(self.rng, value, operation, operand, SLIP * 1.3)
        self.values[-1] = new
        self.write(f"Hmm, {value}{operation}{operand} gives {new}" + (" again." if new == old else f". So {new}."))

    def redo(self, slip):
        values = [self.problem.start]
        for operation, operand in self.problem.steps[:len(self.values) - 1]:
            values.append(fallible(self.rng, values[-1], operation, operand, slip))
        same = values[-1] == self.values[-1]
        self.values = values
        return " Same." if same else f" So {values[-1]}."

    def but(self, _k):
        verdict = self.redo(SLIP / 2)
        self.write(f"But from the start: {','.join(map(str, self.values))}.{verdict}")

    def alternatively(self, _k):
        verdict = self.redo(SLIP)
        chain = str(self.problem.start) + "".join(
            op + str(n) for op, n in self.problem.steps[:len(self.values) - 1])
        self.write(f"Alternatively, {chain}: {','.join(map(str, self.values[1:]))}.{verdict}")


def think(rng, problem, phrases):
    return Thinker(rng, problem, phrases).think()
