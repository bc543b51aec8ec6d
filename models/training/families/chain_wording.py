"""Says a problem in English, in many ways.

The model only has to understand this one family, but people type it in words of their own; so starts,
operations, joints and questions vary independently, and some texts get small accidents of real typing.
"""

from typing import NamedTuple

from families.chain_problems import ADD, MULTIPLY, SUBTRACT

NUMBER_WORDS = "zero one two three four five six seven eight nine".split()
STARTS = ("Start with {n}", "Start at {n}", "Start from {n}", "Begin with {n}", "Begin at {n}", "Take {n}",
          "Take the number {n}", "Pick {n}", "I have {n}", "You have {n}", "Say we have {n}", "Let x be {n}",
          "The number is {n}", "My number is {n}", "Think of {n}", "We start with {n}", "I start with {n}")
PHRASES = {
    ADD: ("add {n}", "plus {n}", "increase it by {n}", "add {n} to it", "add {n} more", "put {n} on top"),
    SUBTRACT: ("subtract {n}", "minus {n}", "take away {n}", "remove {n}", "decrease it by {n}", "take {n} off"),
    MULTIPLY: ("multiply by {n}", "times {n}", "multiply it by {n}", "multiply the result by {n}"),
}
SPECIAL = {(MULTIPLY, 2): ("double it", "double the result"), (MULTIPLY, 3): ("triple it",)}
QUESTIONS = ("What is the last digit?", "What is the last digit of the result?", "What's the last digit?",
             "Which digit is last?", "What digit does it end in?", "Find the last digit.", "Give the last digit.",
             "Last digit?", "What is the final digit?", "What is the ones digit?", "What is the units digit?",
             "What is the result modulo 10?", "What is the result mod 10?", "What do I get, mod 10?",
             "Tell me the last digit of the answer.", "What number do we get? Only the last digit.")
LEADS = ("Find the last digit: ", "What is the last digit? ", "Last digit only: ", "Please find the last digit. ",
         "Work modulo 10. ", "Keep only the last digit. ", "Solve this: ", "Hi! ", "Please help: ", "A quick one: ")
IFS = ("What is the last digit if I {body}?", "What's the last digit when you {body}?",
       "Which last digit do we get if we {body}?")
SYMBOLIC = ("What is the last digit of {e}?", "Find the last digit of {e}.", "Compute {e} mod 10.",
            "{e}. What is the last digit?", "Last digit of {e}?", "{e} modulo 10")
SYMBOLIC_SHARE, IF_SHARE = 0.08, 0.08
# Training never sees these.
NEW_STARTS = ("Go from {n}", "First take {n}", "Write down {n}", "Imagine {n}", "Use {n} first")
NEW_QUESTIONS = ("Which is the last digit now?", "What digit is at the end?", "Please give the last digit.",
                 "What is its last digit?", "Only the last digit, please.")


class Worded(NamedTuple):
    text: str
    phrases: tuple  # one per step, as the thinking quotes them


def number(rng, value, words):
    return NUMBER_WORDS[value] if words and rng.random() < 0.8 else str(value)


def canonical(problem):
    """The plainest wording; also the one of common last-digit chain data sets."""
    verbs = {ADD: "add {}", SUBTRACT: "subtract {}", MULTIPLY: "multiply by {}"}
    said = tuple(verbs[op].format(n) for op, n in problem.steps)
    return Worded(", ".join((f"Start with {problem.start}", *said)) + ". What is the last digit?", said)


def symbolic(rng, problem):
    """Brackets everywhere: without them the usual precedence would give another problem."""
    spaced = rng.random() < 0.5
    sign = {ADD: "+", SUBTRACT: "-", MULTIPLY: rng.choice("*x")}
    text, said = str(problem.start), []
    for index, (operation, operand) in enumerate(problem.steps):
        joint = f" {sign[operation]} " if spaced else sign[operation]
        text = (f"({text})" if index else text) + joint + str(operand)
        said.append((joint + str(operand)).strip())
    return Worded(rng.choice(SYMBOLIC).format(e=text), tuple(said))


def phrases(rng, problem, words):
    """One phrase per step. Most people keep to one way of saying a thing, so a habit is drawn first."""
    habit = {operation: rng.choice(options) for operation, options in PHRASES.items()}
    said = []
    for operation, operand in problem.steps:
        phrase = habit[operation] if rng.random() < 0.75 else rng.choice(PHRASES[operation])
        if (operation, operand) in SPECIAL and rng.random() < 0.2:
            phrase = rng.choice(SPECIAL[operation, operand])
        said.append(phrase.format(n=number(rng, operand, words)))
    return said


def joined(rng, start, said):
    style = rng.randrange(7)
    if style == 0:
        return start + ", " + ", ".join(said)
    if style == 1:
        return start + ", " + ", ".join(said[:-1]) + rng.choice((" and ", ", and ", ", then ")) + said[-1]
    if style == 2:
        sentences = [", then ".join(said[i:i + 2]) for i in range(0, len(said), 2)]
        return ". ".join([start] + [s[0].upper() + s[1:] for s in sentences])
    if style == 3:
        return start + "; " + "; ".join(said)
    if style == 4:
        return start + ". " + ". ".join(rng.choice(("Then ", "Next, ", "Now ")) + s for s in said)
    if style == 5:
        return start + "".join(", then " + s for s in said)
    return start + " " + " ".join(rng.choice(("and ", "then ", "and then ")) + s for s in said)


def stranger(rng):
    """A made-up name, so that letters the templates never use are not foreign to the model."""
    name = "".join(rng.choice("bcdfghjklmnpqrstvwz") + rng.choice("aeiouy") for _ in range(rng.randint(2, 3)))
    return rng.choice(("My friend {} asks: ", "{} wants to know: ", "{}: ", "Dear {}, ")).format(name.capitalize())


def typed(rng, text):
    """Small accidents: no capitals, no final mark, thanks."""
    if rng.random() < 0.12:
        text = text.lower()
    if rng.random() < 0.08:
        text = text.rstrip(".?")
    if rng.random() < 0.04:
        text += rng.choice((" Thanks!", " Please.", " Thank you."))
    return text


def say(rng, problem, new=False):
    """`new` takes a start and a question that training never sees."""
    if new:
        start = rng.choice(NEW_STARTS).format(n=problem.start)
        said = phrases(rng, problem, False)
        return Worded(joined(rng, start, said) + ". " + rng.choice(NEW_QUESTIONS), tuple(said))
    kind = rng.random()
    if kind < SYMBOLIC_SHARE:
        text, said = symbolic(rng, problem)
        return Worded(typed(rng, text), said)
    words = rng.random() < 0.12
    start = rng.choice(STARTS).format(n=number(rng, problem.start, words))
    said = phrases(rng, problem, words)
    if kind < SYMBOLIC_SHARE + IF_SHARE:
        start = rng.choice(("start with {n}", "begin with {n}", "take {n}")).format(n=number(rng, problem.start, words))
        body = start + ", " + ", ".join(said[:-1]) + " and " + said[-1]
        return Worded(typed(rng, rng.choice(IFS).format(body=body)), tuple(said))
    lead = rng.choice(LEADS) if rng.random() < 0.12 else stranger(rng) if rng.random() < 0.08 else ""
    return Worded(typed(rng, lead + joined(rng, start, said) + ". " + rng.choice(QUESTIONS)), tuple(said))
