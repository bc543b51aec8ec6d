import json
import random
import unittest

import outside
import problem_sets
import samples
import splits
import tokenizer
from families import countdown
from families.registry import FAMILIES
from judge import declined, is_right, reaches, understood


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.words = tokenizer.from_generator()

    def test_prompts_and_inserted_text_are_not_targets(self):
        rng = random.Random(5)
        for _ in range(100):
            ids, mask = samples.sample(rng, self.words)
            self.assertEqual(len(ids), len(mask))
            learnt = self.words.decode([i for i, m in zip(ids, mask) if m])
            for inserted in ("<|im_start|>", "<think>", "**Final Answer**"):
                self.assertNotIn(inserted, learnt)

    def test_early_stops_ask_for_the_true_final_answer(self):
        rng = random.Random(4)
        probed = 0
        for family in FAMILIES:
            for _ in range(100):
                pieces = samples.pieces(rng, samples.Lesson(family, 1, early=1))
                problem = pieces[-1][0]
                if pieces[-2][0] in [probe for probe, _ in samples.PROBES]:
                    probed += 1
                    self.assertRegex(problem, r"^\{?[^{}]+\}<\|im_end\|>$")
                self.assertFalse(pieces[-2][1])
        self.assertTrue(0.5 < probed / (100 * len(FAMILIES)) < 0.7, probed)

    def test_an_early_end_of_countdown_asks_for_the_answer_being_found(self):
        rng = random.Random(11)
        for _ in range(100):
            problem = countdown.draw(rng)
            trace = countdown.think(rng, problem, None)
            answer = samples.true_answer(problem, trace)
            self.assertTrue(reaches(answer, problem))
            if reaches(trace.answer, problem):
                self.assertEqual(answer, trace.answer)

    def test_an_early_end_may_ask_for_what_is_believed_instead(self):
        rng = random.Random(12)
        for family in FAMILIES:
            for _ in range(50):
                problem = family.draw(rng)
                trace = family.think(rng, problem, family.say(rng, problem))
                (thought, _), *_, (asked_for, _) = samples.early(rng, problem, trace, "running")
                believed = [None, *trace.beliefs][thought.count("\n\n")]
                self.assertIn(f"{{{believed or samples.true_answer(problem, trace)}}}", "{" + asked_for)

    def test_a_whole_sample_is_understood_and_a_prompt_of_no_family_declined(self):
        rng = random.Random(6)
        for family in FAMILIES:
            for asked in problem_sets.held_out(family, "test", 50):
                worded = family.plain(asked.problem)
                trace = family.think(rng, asked.problem, worded)
                text = trace.text() + samples.CLOSE + samples.closing(trace.answer)
                self.assertTrue(understood(asked, text), text)
        self.assertTrue(declined(samples.declined()))

    def test_no_sample_is_longer_than_the_context(self):
        rng = random.Random(7)
        self.assertLess(max(len(samples.sample(rng, self.words)[0]) for _ in range(1000)), 1024)


class ProblemSets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sets = {(f, split): problem_sets.held_out(f, split) for f in FAMILIES for split in ("test", "tuning")}

    def test_each_has_500_different_problems_of_its_split_and_of_all_levels(self):
        for (family, split), asked in self.sets.items():
            self.assertEqual(len({a.problem.key for a in asked}), 500)
            self.assertEqual({splits.split_of(a.problem) for a in asked}, {split})
            self.assertEqual({a.problem.level for a in asked}, set(family.LEVELS))

    def test_training_draws_none_of_them(self):
        for family in FAMILIES:
            held = {a.problem.key for split in ("test", "tuning") for a in self.sets[family, split]}
            rng = random.Random(3)
            drawn = {splits.draw_from(family, rng, "training").key for _ in range(3000)}
            self.assertFalse(held & drawn)

    def test_new_templates_are_never_used_in_training(self):
        rng = random.Random(8)
        known = {f.NAME: {self.shape(problem_sets.text_of(f.say(rng, f.draw(rng)))) for _ in range(2000)} for f in FAMILIES}
        for (family, _), asked in self.sets.items():
            new = [a for a in asked if a.new]
            self.assertTrue(200 < len(new) < 300)
            self.assertFalse([a.text for a in new if self.shape(a.text) in known[family.NAME]])

    @staticmethod
    def shape(text):
        return " ".join(word for word in text.split() if word.isalpha() and len(word) > 1)

    def test_items_are_reproducible_and_complete(self):
        files = problem_sets.task_files()
        self.assertEqual(json.dumps(files), json.dumps(problem_sets.task_files()))
        for items in files.values():
            self.assertEqual(len({item["id"] for item in items}), len(items))
            self.assertTrue(all(item["answer"] and item["family"] and item["level"] for item in items))

    def test_countdown_items_carry_what_their_grading_needs(self):
        for i, asked in enumerate(problem_sets.held_out(countdown, "test", 20)):
            item = problem_sets.item(str(i), asked)
            problem = countdown.Problem(tuple(item["numbers"]), item["target"])
            self.assertTrue(is_right(asked._replace(problem=problem), item["answer"]))

    def test_paraphrases_are_200_new_texts_with_true_answers(self):
        asked = problem_sets.paraphrases()
        self.assertEqual((len(asked), len({a.text for a in asked})), (200, 200))
        for a in asked:
            self.assertTrue(is_right(a, a.problem.answer))

    def test_outside_prompts_are_200_that_training_cannot_write(self):
        prompts, rng = set(problem_sets.outside_prompts()), random.Random(9)
        self.assertEqual(len(prompts), 200)
        self.assertFalse(prompts & {outside.say(rng) for _ in range(20000)})


if __name__ == "__main__":
    unittest.main()
