"""Countdown: how the search for the target is written down. See countdown_problems.py."""

from families import countdown_problems
from families.countdown_problems import OPERATIONS, can_reach, in_order, joined, moves, result, terms
from thinking import Thinker

NAME, LEVELS = countdown_problems.NAME, countdown_problems.LEVELS
SLIP = 0.12
GUIDED = 0.65           # openings with an operation that leads to the target
GUIDED_JOIN = 0.8       # joinings of two of four numbers after which the target is in reach
STOP, STOP_LATER = 0.04, 0.4  # chance of giving up after a failed attempt; after many
MANY = {3: 8, 4: 6}     # by how many numbers there are
JOIN_ANEW = 0.4         # of four numbers two others, once two attempts have failed
DOUBT = 0.06            # looking again at an attempt that fits
NOTICE = 0.5            # looking again where only a slip hid the target
JUMP = 0.12             # attempts out of order
PAIRS = ((0, 1), (0, 2), (1, 2))
Problem, draw, plain, say = (countdown_problems.Problem, countdown_problems.draw, countdown_problems.plain,
                             countdown_problems.say)


def stated(facts):
    return ", ".join("{}{}{}={}".format(*fact) for fact in facts)


class Countdown(Thinker):
    """A search in order: three numbers have nine openings, two of them and an operation, each followed up with the
    third. Of four numbers two are joined first. A slip is taken over by what follows.

    `first` is the opening that was stated, (Term, operation, Term, value); `last` the follow-up, in the same form.
    """

    def __init__(self, rng, problem, slip):
        super().__init__(rng, slip)
        self.problem, self.target = problem, problem.target
        self.table = terms(problem.numbers)     # three terms, once two of four are joined
        self.joining = ""                       # how that was said, until it is written
        self.first = self.last = self.missed = None
        if len(problem.numbers) == 4:
            self.join()
        else:
            self.set_out()

    def join(self):
        """Joins two of the four numbers that were given."""
        given = terms(self.problem.numbers)
        choices = list(moves(given))
        if not self.slip or self.rng.random() < GUIDED_JOIN:
            choices = [(a, operation, b, value, left) for a, operation, b, value, left in choices
                       if can_reach((*left, joined(a, operation, b, value)), self.target)]
        a, operation, b, right, left = self.rng.choice(choices)
        value = self.stated_value(a, operation, b)
        value = value if 0 < value <= countdown_problems.HIGHEST else right
        self.table = (*left, joined(a, operation, b, value))
        values = ", ".join(str(term.value) for term in self.table)
        self.joining = f"{a.value}{operation}{b.value}={value}, so {values}. "
        self.set_out()

    def set_out(self):
        """The order of the openings: pairs and operations in turn, begun anywhere or where an operation leads on."""
        begin, turn = self.rng.randrange(3), self.rng.randrange(3)
        good = [operation for i in range(3) for operation in OPERATIONS if self.leads(i, operation)]
        if good and self.rng.random() < GUIDED:
            turn = OPERATIONS.index(self.rng.choice(good))
        operations = OPERATIONS[turn:] + OPERATIONS[:turn]
        order = [((begin + i) % 3, operation) for i in range(3) for operation in operations]
        self.order = [place for place in order if self.goes_on(place)]
        self.place, self.tried = self.order[0], []

    def goes_on(self, place):
        """Whether the opening, and something after it, stays within what the game allows."""
        opening = self.opening(*place)
        value = self.value_of(*opening)
        return bool(value and self.follow_ups(place[0], joined(*opening, value)))

    def value_of(self, a, operation, b):
        return result(a.value, operation, b.value)

    def stated_value(self, a, operation, b, slip=None):
        return max(1, self.fact(a.value, operation, b.value, slip))

    def opening(self, pair, operation):
        a, b = in_order(self.table[PAIRS[pair][0]], operation, self.table[PAIRS[pair][1]])
        return a, operation, b

    def follow_ups(self, pair, first):
        """What can be tried with the first result and the number that is left."""
        other = self.table[3 - sum(PAIRS[pair])]
        facts = [(*in_order(first, operation, other), operation) for operation in "+-*"]
        return [(a, operation, b) for a, b, operation in facts if self.value_of(a, operation, b)]

    def leads(self, pair, operation):
        opening = self.opening(pair, operation)
        value = self.value_of(*opening)
        return value and any(self.value_of(*fact) == self.target
                             for fact in self.follow_ups(pair, joined(*opening, value)))

    def belief(self):
        if self.last is None:
            return None
        a, operation, b, _ = self.last
        return f"{a.text}{operation}{b.text}"

    def is_wrong(self):
        return self.last[3] != self.target

    def attempt(self, word):
        """Writes one opening and its follow-ups, up to the one that fits."""
        self.tried.append(self.place)
        opening = self.opening(*self.place)
        value = self.stated_value(*opening)
        if not self.follow_ups(self.place[0], joined(*opening, value)):
            value = self.value_of(*opening)
        self.first, tries, self.missed = (*opening, value), [], None
        for fact in self.follow_ups(self.place[0], joined(*self.first)):
            tries.append((*fact, self.stated_value(*fact)))
            if tries[-1][3] == self.target:
                break
            if self.value_of(*fact) == self.target:
                self.missed = tries[-1]
        self.last = tries[-1]
        facts = stated((a.value, operation, b.value, value) for a, operation, b, value in (self.first, *tries))
        self.write(word + self.joining + facts.replace(", ", ": ", 1) + ".")
        self.joining = ""

    def move_on(self):
        """To the next opening in order that was not tried; with four numbers sooner or later to another joining."""
        untried = [place for place in self.order if place not in self.tried]
        if len(self.problem.numbers) == 4 and (not untried or (
                self.slip and len(self.tried) > 1 and self.rng.random() < JOIN_ANEW)):
            self.join()
            self.attempt("Alternatively, ")
            return
        if not untried:
            self.tried, untried = [], self.order
        here = self.order.index(self.place)
        following = [place for place in self.order[here + 1:] + self.order[:here + 1] if place in untried]
        jump = self.slip and self.rng.random() < JUMP
        before, self.place = self.place, self.rng.choice(following) if jump else following[0]
        self.attempt("Hmm, " if jump else "But " if before[0] == self.place[0] else "Alternatively, ")

    def think(self):
        self.write(", ".join(map(str, self.problem.numbers)) + f" to {self.target}.")
        self.attempt("")
        looks = attempts = 0
        while True:
            if not self.is_wrong():
                if not self.slip or self.rng.random() >= (0.4 if self.brooding else DOUBT):
                    break
                self.wait(looks)
                looks += 1
            elif self.missed and self.rng.random() < NOTICE:
                self.last = self.missed
                self.wait(looks)
            else:
                attempts += 1
                if self.slip and self.rng.random() < (STOP if attempts < MANY[len(self.problem.numbers)] else STOP_LATER):
                    break
                self.move_on()
        self.trace.answer = self.belief()
        self.write(f"The result is {self.trace.answer}.")
        return self.trace

    def wait(self, k):
        """Works both facts out once more."""
        a, operation, b, _ = self.first
        self.first = (a, operation, b, self.stated_value(a, operation, b, self.careful(k)))
        first, other = joined(*self.first), self.table[3 - sum(PAIRS[self.place[0]])]
        a, b = in_order(first, self.last[1], other)
        self.last = (a, self.last[1], b, self.stated_value(a, self.last[1], b, self.careful(k)))
        self.missed = None
        self.write("Wait, " + stated((a.value, operation, b.value, value)
                                     for a, operation, b, value in (self.first, self.last)) + ".")


def think(rng, problem, _worded, slip=SLIP):
    return Countdown(rng, problem, slip).think()


def truths(problem):
    """The right value of each step: there is one, reaching the target."""
    return [problem.target]
