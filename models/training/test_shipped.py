import hashlib
import json
import os
import random
import unittest

import problem_sets
import samples
import tokenizer

FOLDER = os.path.join(problem_sets.HERE, "..", "ponder")


class Shipped(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tokenizer = tokenizer.load(os.path.join(FOLDER, "tokenizer.json"))

    def test_problem_files_are_what_the_generator_writes(self):
        # So what test_samples.py says about held-out problems holds for the files.
        for path, items in problem_sets.task_files().items():
            with open(os.path.join(FOLDER, path), encoding="utf-8") as file:
                self.assertEqual([json.loads(line) for line in file], items, path)

    def test_every_problem_and_10000_random_texts_round_trip(self):
        rng = random.Random(10)
        texts = [item["problem"] for items in problem_sets.task_files().values() for item in items]
        for _ in range(10000):
            codes = (rng.choice((rng.randrange(0xD800), rng.randrange(0xE000, 0x110000), rng.randrange(128)))
                     for _ in range(rng.randint(0, 20)))
            texts.append("".join(map(chr, codes)))
        for text in texts:
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_what_the_methods_put_in_is_what_the_model_was_trained_on(self):
        for word in ("Wait", "Hmm", "But", "Alternatively", "\n\n", samples.CLOSE, samples.END):
            self.assertEqual(len(self.tokenizer.encode(word)), 1, word)

    def test_the_manifest_vouches_for_every_file(self):
        with open(os.path.join(FOLDER, "manifest.json"), encoding="utf-8") as file:
            listed = json.load(file)["files"]
        for entry in listed:
            with open(os.path.join(FOLDER, entry["path"]), "rb") as file:
                self.assertEqual(hashlib.sha256(file.read()).hexdigest(), entry["sha256"], entry["path"])
        self.assertLess(sum(entry["bytes"] for entry in listed if not entry["path"].startswith("problems/")), 8e6)


if __name__ == "__main__":
    unittest.main()
