"""The held-out problems that ship with the model, the paraphrases written by hand, and the examples of the lab.

In a held-out set, half of the wordings are templates that training never sees.
"""

import os
import random
import re
from typing import NamedTuple

import splits
from families import chain_problems, countdown, equations, sums
from families.registry import FAMILIES, text_of

HERE = os.path.dirname(os.path.abspath(__file__))
COUNT = 500
EXAMPLES_SEED = "examples/15"
STEMS = {"last-digit-chain": "chain", "sum": "sum", "equation": "equation", "countdown": "countdown"}
LEVELS = {"last-digit-chain": (3, 4, 5), "sum": (2, 3), "equation": (1, 2, 3, 3, 3, 3), "countdown": (1, 2, 3) * 6 + (2, 3)}


class Asked(NamedTuple):
    family: str
    problem: object
    text: str
    new: bool = False


def item(name, asked):
    """One line of a task file. Countdown is graded by its numbers and target; `wording` tells new templates apart."""
    line = {"id": name, "problem": asked.text, "answer": asked.problem.answer, "family": asked.family,
            "level": asked.problem.level, "wording": "new" if asked.new else "known"}
    if asked.family == countdown.NAME:
        line |= {"numbers": list(asked.problem.numbers), "target": asked.problem.target}
    return line


def held_out(family, split, count=COUNT, seed=0):
    """`count` different problems of one held-out split, the levels in turn."""
    rng, found, levels = random.Random(f"{family.NAME}/{split}/{seed}"), {}, LEVELS[family.NAME]
    while len(found) < count:
        problem = splits.draw_from(family, rng, split, levels[len(found) % len(levels)])
        found.setdefault(problem.key, problem)
    # All levels once in known words, then all levels once in new ones.
    new = [index // len(levels) % 2 == 1 for index in range(count)]
    return [Asked(family.NAME, problem, text_of(family.say(rng, problem, new=is_new)), is_new)
            for problem, is_new in zip(found.values(), new)]


def read_key(key):
    """(family, problem) of the short form in paraphrases.tsv, such as 3+4*5-2, 47+38, 3(x+4)=27 or 3,7,8:29."""
    if ":" in key:
        numbers, target = key.split(":")
        return countdown.NAME, countdown.Problem(tuple(map(int, numbers.split(","))), int(target))
    if "=" in key:
        return equations.NAME, equations.read(key)
    if match := re.fullmatch(r"(\d{2,3})([-+])(\d{2,3})", key):
        return sums.NAME, sums.Problem(int(match[1]), match[2], int(match[3]))
    steps = re.findall(r"([-+*])(\d)", key)
    return "last-digit-chain", chain_problems.Problem(int(key[0]), tuple((op, int(n)) for op, n in steps))


def paraphrases():
    with open(os.path.join(HERE, "paraphrases.tsv"), encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return [Asked(*read_key(key), text, True) for key, text in lines]


def outside_prompts():
    with open(os.path.join(HERE, "outside_prompts.txt"), encoding="utf-8") as file:
        return file.read().splitlines()


def examples():
    """Three held-out problems of each family in turn, the first in the plainest wording: the hardest, but of Countdown
    one with three numbers.

    The seeds were chosen so that the opening of the page shows a slip that is repaired, and that no example is odd to read.
    """
    rounds = []
    for family in FAMILIES:
        drawn = held_out(family, "test", 3, seed=EXAMPLES_SEED)[::1 if family is countdown else -1]
        texts = [family.plain(drawn[0].problem), *(family.say(random.Random(11 + i), drawn[i].problem) for i in (1, 2))]
        rounds.append([asked._replace(text=text_of(text)) for asked, text in zip(drawn, texts)])
    kept = ("id", "problem", "answer", "numbers", "target")
    return [{k: v for k, v in item(f"example-{i}", asked).items() if k in kept}
            for i, asked in enumerate(asked for turn in zip(*rounds) for asked in turn)]


def task_files():
    """path -> items, of everything under problems/."""
    files = {f"problems/{STEMS[family.NAME]}-{split}.jsonl":
             [item(f"{STEMS[family.NAME]}-{split}-{i}", a) for i, a in enumerate(held_out(family, split))]
             for family in FAMILIES for split in ("test", "tuning")}
    files["problems/paraphrases.jsonl"] = [item(f"paraphrase-{i}", a) for i, a in enumerate(paraphrases())]
    return files
