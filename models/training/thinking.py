"""What the thinkings of all families share: facts with habitual slips, and runs of reflections.

Every "\\n\\n" is the one place where the next move is chosen, so a logit bias on the reflection words acts
exactly there. The words have the same kind of job in every family:
  Wait           computes the last step again; careful, but less so each time it is repeated
  Hmm            guesses the last step again; quick, and may break a right value
  But            contradicts: goes back to the start, or puts the result into the problem
  Alternatively  takes another way
"""

from dataclasses import dataclass, field

REFLECTIONS = ("Wait", "Hmm", "But", "Alternatively")
CARELESS_WAIT = 0.05
CAP = 5             # reflections in a row
AND_AGAIN = {"wrong": 0.60, "right": 0.02}      # chances of the second thoughts that follow one


@dataclass
class Trace:
    paragraphs: list = field(default_factory=list)
    beliefs: list = field(default_factory=list)  # after each paragraph, what the answer would be; None before there is one
    answer: str = ""

    def text(self):
        return "\n\n".join(self.paragraphs) + "\n\n"


def compute(a, operation, b):
    return {"+": a + b, "-": a - b, "*": a * b, "/": a // b if b else 0}[operation]


def habitual_slip(a, operation, b):
    """The one wrong value that this fact attracts: a neighbour in the times table, otherwise mostly one too low.

    One too high would be mended by the division that follows in equations: 16/5 is 3, like 15/5.
    """
    if operation == "*":
        return a * (b + 1) if a else 1
    right = compute(a, operation, b)
    return right + (1 if right == 0 or operation == "/" and (a + b) % 2 else -1)


class Thinker:
    """One thinking. A subclass says whether its present value is wrong and how each word looks again."""

    look_again: dict        # chances of a first second thought, after a wrong fact and after a right one
    brooding_share = 0.02   # of the thinkings: they look again at right values too, several times in a row

    def __init__(self, rng, slip):
        """`slip` is the chance of the habitual wrong value; 0 writes a flawless thinking without second thoughts."""
        self.rng, self.slip, self.trace = rng, slip, Trace()
        self.brooding = rng.random() < self.brooding_share

    def fact(self, a, operation, b, slip=None):
        slip = self.slip if slip is None else slip
        return habitual_slip(a, operation, b) if self.slip and self.rng.random() < slip else compute(a, operation, b)

    def careful(self, k):
        return CARELESS_WAIT * (1 + k)

    def write(self, paragraph):
        self.trace.paragraphs.append(paragraph)
        self.trace.beliefs.append(self.belief())

    def belief(self):
        """What the answer would be if the thinking ended here; None before there is one."""
        return str(self.values[-1]) if self.values else None

    def is_wrong(self):
        """Whether the present value is not the true one, for whatever reason."""
        raise NotImplementedError

    def has_slipped(self):
        """Whether the last fact is wrong by itself, given what came before."""
        raise NotImplementedError

    def reflect(self, weights, wrong, scale=1.0):
        """A run of reflections, drawn by `weights` over REFLECTIONS; says whether there was one.

        Being wrong, as `wrong()` tells, makes looking again likelier: that is the skill to learn.
        """
        for k in range(CAP):
            chance = (AND_AGAIN if k else self.look_again)["wrong" if wrong() else "right"] * scale
            if self.brooding and scale:
                chance = max(chance, 0.6)
            if k >= 3:
                chance *= 0.5
            if not self.slip or self.rng.random() >= chance:
                return k > 0
            word = self.rng.choices(REFLECTIONS, weights)[0]
            getattr(self, word.lower())(k)
        return True
