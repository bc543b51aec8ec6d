import itertools
import json
import random
import re
import unittest

import package
import problems
import wording


def by_whole_numbers(problem):
    """The answer computed another way: exact integers all along, the last digit taken once at the end."""
    value = problem.start
    for operation, operand in problem.steps:
        value = {"+": value + operand, "-": value - operand, "*": value * operand}[operation]
    return value % 10


class Answers(unittest.TestCase):
    def test_agree_with_exact_integers(self):
        rng = random.Random(0)
        for _ in range(5000):
            problem = problems.draw(rng)
            self.assertEqual(problems.answer(problem), by_whole_numbers(problem), problem.key)

    def test_negative_values_wrap(self):
        problem = problems.Problem(3, (("-", 9), ("+", 3), ("-", 4), ("-", 4)))
        self.assertEqual(problems.answer(problem), 9)

    def test_written_items_can_be_solved_from_their_text(self):
        # Only the plainest wording can be read back by a simple rule; it is about a third of the items.
        verbs = {"add": "+", "subtract": "-", "multiply by": "*"}
        read = 0
        for item in package.test_items():
            match = re.fullmatch(r"Start with (\d)((?:, (?:add|subtract|multiply by) \d)+)\. What is the last digit\?",
                                 item["problem"])
            if match:
                steps = re.findall(r", (add|subtract|multiply by) (\d)", match[2])
                problem = problems.Problem(int(match[1]), tuple((verbs[v], int(n)) for v, n in steps))
                self.assertEqual(item["answer"], str(by_whole_numbers(problem)))
                read += 1
        self.assertGreater(read, 100)


class HoldOut(unittest.TestCase):
    def test_training_never_meets_a_held_out_problem(self):
        rng = random.Random(1)
        test = {p.key for p, _ in package.worded(problems.TEST_SPLIT, package.TEST_COUNT, 0)}
        tuning = {p.key for p, _ in package.worded(problems.TUNING_SPLIT, package.TUNING_COUNT, 0)}
        self.assertEqual((len(test), len(tuning)), (package.TEST_COUNT, package.TUNING_COUNT))
        self.assertFalse(test & tuning)
        drawn = {problems.draw_training(rng).key for _ in range(20000)}
        self.assertFalse(drawn & (test | tuning))

    def test_held_out_means_the_operations_whatever_the_words(self):
        rng = random.Random(2)
        for problem, _ in itertools.islice(package.worded(problems.TEST_SPLIT, 50, 0), 50):
            self.assertFalse(problems.is_training(problem))
            self.assertEqual(len({wording.say(rng, problem) for _ in range(20)}) > 5, True)

    def test_items_are_reproducible_and_complete(self):
        items = package.test_items()
        self.assertEqual(json.dumps(items), json.dumps(package.test_items()))
        self.assertEqual({i["level"] for i in items}, {3, 4, 5})
        self.assertEqual(len(package.examples()), 10)


if __name__ == "__main__":
    unittest.main()
