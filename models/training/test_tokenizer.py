import random
import unittest

import tokenizer
import vocabulary


class Encoding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tokenizer = tokenizer.from_generator()

    def test_any_text_round_trips(self):
        rng = random.Random(6)
        pools = [range(32, 127), range(1, 0x300), range(0x4E00, 0x4F00), range(0x1F600, 0x1F650), range(0x0590, 0x0900),
                 [9, 10, 13, 32, 32, 10], range(0x10000, 0x10FFFF)]
        for _ in range(10000):
            pool = rng.choice(pools)
            text = "".join(chr(rng.choice(pool)) for _ in range(rng.randint(0, 30)))
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_reflection_words_and_paragraph_ends_are_single(self):
        for word in vocabulary.wanted_words():
            self.assertEqual(len(self.tokenizer.encode(word)), 1, word)
        self.assertEqual(self.tokenizer.encode("x.\n\n")[-1], self.tokenizer.encode("\n\n")[0])

    def test_vocabulary_has_no_gaps_and_the_planned_size(self):
        ids = sorted([*self.tokenizer.vocab.values(), *self.tokenizer.added.values()])
        self.assertEqual(ids, list(range(vocabulary.VOCABULARY)))

    def test_numbers_are_single_digits(self):
        self.assertEqual(len(self.tokenizer.encode("1234")), 4)

    def test_building_twice_gives_the_same_file(self):
        self.assertEqual(tokenizer.from_generator().spec, self.tokenizer.spec)


if __name__ == "__main__":
    unittest.main()
