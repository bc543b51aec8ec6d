import random
import re
import unittest

import problems
import samples
import tokenizer
import traces
import wording

FACT = re.compile(r"(\d+)([-+*])(\d)=(\d+)\.")

WORDS = tokenizer.from_generator()


def stated(paragraph, before):
    """The digit that a paragraph leaves standing; verdicts like "Same." leave the one before."""
    digits = re.findall(r"(?:gives|Yes,|So|The result is) (\d)", paragraph)
    return int(digits[-1]) if digits else before


class Traces(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        rng = random.Random(3)
        cls.pairs = [(p, traces.think(rng, p, wording.say(rng, p).phrases)) for p in (problems.draw(rng) for _ in range(3000))]

    def test_steps_go_on_from_what_was_said_last_and_so_does_the_answer(self):
        for problem, trace in self.pairs:
            current = problem.start
            for paragraph in trace.paragraphs:
                step = re.match(r"(?:First|Second|Third|Fourth|Fifth), [^:]+: (\d)[-+*]\d gives", paragraph)
                if step:
                    self.assertEqual(int(step[1]), current, trace.paragraphs)
                current = stated(paragraph, current)
            self.assertEqual(trace.answer, current, trace.paragraphs)
            self.assertEqual(trace.paragraphs[-1], f"The result is {current}.")

    def test_the_boxed_answer_is_what_the_thinking_says_last(self):
        rng = random.Random(8)
        whole = 0
        for _ in range(1000):
            problem = problems.draw(rng)
            parts = samples.pieces(rng, problem)
            if len(parts) == 2:  # otherwise stopped early
                current = problem.start
                for paragraph in parts[1][0].split("</think>")[0].split("\n\n"):
                    current = stated(paragraph, current)
                self.assertTrue(parts[1][0].endswith(f"\\boxed{{{current}}}.<|im_end|>"))
                whole += 1
        self.assertGreater(whole, 500)

    def test_quotes_are_in_the_problem_in_order(self):
        rng = random.Random(9)
        for _ in range(2000):
            text, phrases = wording.say(rng, problems.draw(rng))
            place = 0
            for phrase in phrases:
                place = text.lower().index(phrase.lower(), place) + len(phrase)

    def test_a_full_check_is_right_or_admitted_careless(self):
        wrong = total = 0
        for _, trace in self.pairs:
            for paragraph in trace.paragraphs:
                if paragraph.startswith("Wait"):
                    a, operation, b, c = FACT.search(paragraph).groups()
                    total += 1
                    wrong += {"+": int(a) + int(b), "-": int(a) - int(b), "*": int(a) * int(b)}[operation] != int(c)
        self.assertGreater(total, 1000)
        self.assertLess(wrong / total, 0.12)
        self.assertGreater(wrong, 0)

    def test_slips_are_always_wrong_and_reflection_helps(self):
        for value in range(10):
            for operation in problems.OPERATIONS:
                for operand in range(1, 10):
                    self.assertNotEqual(traces.habitual_slip(value, operation, operand),
                                        problems.apply(value, operation, operand))
        right = sum(trace.answer == problems.answer(p) for p, trace in self.pairs) / len(self.pairs)
        self.assertTrue(0.55 < right < 0.75, right)

    def test_each_reflection_word_opens_its_paragraph_and_is_one_token(self):
        for word in traces.REFLECTIONS:
            self.assertTrue(any(p.startswith(word) for _, t in self.pairs for p in t.paragraphs))
            self.assertEqual(len(WORDS.encode(word)), 1)


class Samples(unittest.TestCase):
    def test_early_stops_answer_with_the_true_running_value(self):
        rng = random.Random(4)
        probes = 0
        for _ in range(2000):
            problem = problems.draw(rng)
            trace = traces.think(rng, problem, wording.say(rng, problem).phrases)
            thought, inserted, target = samples.early(rng, problem, trace)
            done = sum(bool(re.match("|".join(traces.ORDINALS), p)) for p in thought[0].split("\n\n"))
            self.assertIn(f"{{{problems.running_values(problem)[done]}}}", target[0])
            self.assertFalse(inserted[1])
            probes += inserted[0] == samples.PROBE
        self.assertTrue(600 < probes < 1000)

    def test_prompts_and_inserted_text_are_not_targets(self):
        rng = random.Random(5)
        for _ in range(50):
            ids, mask = samples.sample(rng, WORDS)
            self.assertEqual(len(ids), len(mask))
            learnt = WORDS.decode([i for i, m in zip(ids, mask) if m])
            self.assertTrue(learnt.startswith("First, "))
            self.assertNotIn("<think>", learnt)


if __name__ == "__main__":
    unittest.main()
