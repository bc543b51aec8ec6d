import itertools
import random
import re
import unittest

import splits
from families import chain, countdown, equations, sums
from families.registry import FAMILIES, text_of
from judge import reaches
from thinking import REFLECTIONS


def solve_chain(problem):
    """Exact integers all along, the last digit taken once at the end."""
    value = problem.start
    for operation, operand in problem.steps:
        value = {"+": value + operand, "-": value - operand, "*": value * operand}[operation]
    return str(value % 10)


def solve_equation(problem):
    """The only whole number up to 100 that makes the formal text true, as Python reads it."""
    left, right = (re.sub(r"(\d)(?=[x(])", r"\1*", side) for side in equations.formal(problem).split("="))
    solutions = [x for x in range(100) if eval(left, {"x": x}) == eval(right, {"x": x})]
    return str(solutions[0]) if len(solutions) == 1 else None


def reachable(numbers):
    """All that can be made of `numbers`, by splitting them in every way into two groups."""
    if len(numbers) == 1:
        return {numbers[0]}
    found = set()
    for size in range(1, len(numbers)):
        for chosen in itertools.combinations(range(len(numbers)), size):
            left = reachable(tuple(numbers[i] for i in chosen))
            right = reachable(tuple(n for i, n in enumerate(numbers) if i not in chosen))
            found |= {v for a in left for b in right for v in (a + b, a - b, a * b)}
    return found


class Answers(unittest.TestCase):
    def draws(self, family, count=1500):
        rng = random.Random(family.NAME)
        return [family.draw(rng) for _ in range(count)]

    def test_chains_agree_with_exact_integers(self):
        for problem in self.draws(chain):
            self.assertEqual(problem.answer, solve_chain(problem), problem.key)

    def test_a_negative_chain_wraps(self):
        self.assertEqual(chain.chain_problems.Problem(3, (("-", 9), ("+", 3), ("-", 4), ("-", 4))).answer, "9")

    def test_sums_agree_with_python(self):
        for problem in self.draws(sums):
            self.assertEqual(problem.answer, str(eval(f"{problem.a}{problem.sign}{problem.b}")))

    def test_equations_have_one_solution_and_it_is_the_answer(self):
        for problem in self.draws(equations, 400):
            self.assertEqual(problem.answer, solve_equation(problem), problem.key)
            self.assertEqual(equations.read(equations.formal(problem)), problem)

    def test_countdown_answers_reach_the_target_with_each_number_once(self):
        for problem in self.draws(countdown, 150):
            self.assertTrue(reaches(problem.answer, problem), (problem, problem.answer))
            self.assertIn(problem.target, reachable(problem.numbers))

    def test_every_level_is_drawn(self):
        for family in FAMILIES:
            self.assertEqual({p.level for p in self.draws(family, 300)}, set(family.LEVELS), family.NAME)


class Thinkings(unittest.TestCase):
    def pairs(self, family, count, **options):
        rng = random.Random(f"thinkings/{family.NAME}")
        for _ in range(count):
            problem = family.draw(rng)
            worded = family.say(rng, problem)
            yield problem, worded, family.think(rng, problem, worded, **options)

    def right(self, family, problem, answer):
        return reaches(answer, problem) if family is countdown else answer == problem.answer

    def test_without_slips_every_answer_is_right(self):
        for family in FAMILIES:
            for problem, _, trace in self.pairs(family, 200, slip=0):
                self.assertTrue(self.right(family, problem, trace.answer), (family.NAME, trace.paragraphs))
                if family is not countdown:  # where searching is not a second thought
                    self.assertFalse([p for p in trace.paragraphs if p.startswith(REFLECTIONS)])

    def test_with_slips_answers_are_often_but_not_always_right(self):
        for family in FAMILIES:
            found = [self.right(family, problem, trace.answer) for problem, _, trace in self.pairs(family, 500)]
            self.assertTrue(0.5 < sum(found) / len(found) < 0.99, (family.NAME, sum(found) / len(found)))

    def test_each_word_opens_a_paragraph_in_every_family(self):
        for family in FAMILIES:
            opened = {p.split()[0].rstrip(",") for *_, trace in self.pairs(family, 500) for p in trace.paragraphs}
            self.assertLessEqual(set(REFLECTIONS), opened, family.NAME)

    def test_the_answer_is_what_the_thinking_says_last(self):
        for family in FAMILIES:
            for *_, trace in self.pairs(family, 200):
                self.assertEqual(trace.paragraphs[-1], f"The result is {trace.answer}.")

    def test_chain_steps_quote_the_problem_in_order(self):
        for _, worded, trace in self.pairs(chain, 300, slip=0):
            place = 0
            for phrase in worded.phrases:
                place = worded.text.lower().index(phrase.lower(), place) + len(phrase)

    def test_habitual_slips_are_always_wrong(self):
        for value, operation, operand in itertools.product(range(10), "+-*", range(1, 10)):
            self.assertNotEqual(chain.habitual_slip(value, operation, operand),
                                chain.chain_problems.apply(value, operation, operand))

    def test_countdown_attempts_state_true_facts_when_nothing_slips(self):
        for _, _, trace in self.pairs(countdown, 200, slip=0):
            for a, operation, b, value in re.findall(r"(\d+)([-+*])(\d+)=(\d+)", trace.paragraphs[1]):
                self.assertEqual(eval(a + operation + b), int(value))


class HeldOut(unittest.TestCase):
    def test_training_never_meets_a_held_out_problem(self):
        for family in FAMILIES:
            rng = random.Random(1)
            for _ in range(1000):
                self.assertEqual(splits.split_of(splits.draw_from(family, rng, "training")), "training")

    def test_rewording_keeps_the_split(self):
        rng = random.Random(2)
        for family in FAMILIES:
            problem = splits.draw_from(family, rng, "test")
            self.assertGreater(len({text_of(family.say(rng, problem)) for _ in range(30)}), 5)
        shuffled = countdown.Problem((9, 3, 4), 31), countdown.Problem((4, 9, 3), 31)
        self.assertEqual(*map(splits.split_of, shuffled))


if __name__ == "__main__":
    unittest.main()
