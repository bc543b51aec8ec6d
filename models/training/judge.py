"""Reads a response: its boxed answer, whether that is right, whether the problem was understood, what each step gave."""

import ast
import re

from families import countdown, equations
from families.registry import BY_NAME
from thinking import REFLECTIONS

BOXED = re.compile(r"</think>\s+The final answer is \\boxed\{([^{}]*)\}")
OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def boxed(text):
    found = BOXED.search(text)
    return found[1] if found else None


def value_and_numbers(node):
    """The value of a parsed expression of + - *, and the numbers in it; anything else raises ValueError."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value, [node.value]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        (a, left), (b, right) = value_and_numbers(node.left), value_and_numbers(node.right)
        return {"+": a + b, "-": a - b, "*": a * b}[OPERATORS[type(node.op)]], left + right
    raise ValueError("not an expression of whole numbers with + - *")


def reaches(answer, problem):
    try:
        value, numbers = value_and_numbers(ast.parse(answer, mode="eval").body)
    except (ValueError, SyntaxError):
        return False
    return value == problem.target and sorted(numbers) == sorted(problem.numbers)


def is_right(asked, answer):
    if answer is None:
        return False
    return reaches(answer, asked.problem) if asked.family == countdown.NAME else answer == asked.problem.answer


def first_paragraph(asked):
    """How the thinking reads the problem; None for chains, which quote it step by step."""
    problem = asked.problem
    if asked.family == countdown.NAME:
        return ", ".join(map(str, problem.numbers)) + f" to {problem.target}."
    if asked.family == equations.NAME:
        return equations.formal(problem) + "."
    return f"{problem.a}{problem.sign}{problem.b}."


def understood(asked, text):
    """The problem was read right and an answer of the right form given; whether it is right is another question."""
    answer, paragraphs = boxed(text), text.split("</think>")[0].split("\n\n")
    if answer is None:
        return False
    if asked.family == countdown.NAME:
        form = r"[\d()+*-]+"
    else:
        form = r"\d" if asked.family == "last-digit-chain" else r"-?\d+"
    if not re.fullmatch(form, answer):
        return False
    if asked.family != "last-digit-chain":
        return paragraphs[0] == first_paragraph(asked)
    steps = re.findall(r"^\w+, [^:]*: \d([-+*])(\d) gives \d\.$", "\n".join(paragraphs), re.M)
    return tuple((op, int(n)) for op, n in steps) == asked.problem.steps


def declined(text):
    return "\\boxed" not in text and "I only know" in text


STEP = {
    "last-digit-chain": re.compile(r"(?:First|Second|Third|Fourth|Fifth), .*gives (\d)\.$"),
    "sum": re.compile(r"(?:Ones|Tens|Hundreds): .*=(-?\d+)\.$"),
    "equation": re.compile(r"\d*x(?:[-+]\d+)?=.*=(-?\d+)\.$"),
    "countdown": re.compile(r"\d.*=(\d+)\.$"),
}
SETTLED = re.compile(r"(?:So|Yes,) (-?\d+)(?:, not -?\d+)?\.$")
AGAIN = re.compile(r"gives (\d) again\.$")
REACHED = re.compile(r"=(\d+)\.$")


def steps(asked, text):
    """(right value, value as first stated, value left standing after the reflections that follow) of each step.

    In Countdown the one step is reaching the target, and reflections are further attempts.
    """
    truths = BY_NAME[asked.family].truths(asked.problem)
    found, current = [], None
    for paragraph in text.split("</think>")[0].split("\n\n"):
        if match := STEP[asked.family].match(paragraph):
            current = int(match[1])
            found.append([current, current])
        elif found and paragraph.startswith(REFLECTIONS):
            match = SETTLED.search(paragraph) or AGAIN.search(paragraph) or REACHED.search(paragraph)
            found[-1][1] = int(match[1]) if match else found[-1][1]
    return [(truth, first, last) for truth, (first, last) in zip(truths, found)]
