import math
import unittest

import torch

from probing import Probe, auroc, by_thirds, calibration_error, listed_entropies
from stated_facts import values


def probe(certainty, right, position=0.0):
    return Probe(position, certainty, certainty, right)


class Figures(unittest.TestCase):
    def test_auroc_counts_pairs_in_order_and_ties_half(self):
        self.assertEqual(auroc([0.9], [0.1]), 1)
        self.assertEqual(auroc([0.1], [0.9]), 0)
        self.assertEqual(auroc([0.5], [0.5]), 0.5)
        self.assertEqual(auroc([0.8, 0.4], [0.6, 0.4]), 2.5 / 4)  # 2 pairs in order, 1 tie, 1 the wrong way round
        self.assertTrue(math.isnan(auroc([0.5], [])))

    def test_calibration_error_is_the_distance_between_confidence_and_success(self):
        def error(probes):
            return calibration_error(probes, lambda p: p.probability)
        self.assertAlmostEqual(error([probe(1.0, False)] * 40), 1)
        self.assertAlmostEqual(error([probe(0.5, i % 2 == 0) for i in range(40)]), 0)
        # Two kinds of 20: half of what was given 0.9 is right, all of what was given 0.2 is wrong.
        self.assertAlmostEqual(error([probe(0.9, i % 2 == 0) for i in range(20)] + [probe(0.2, False)] * 20), 0.3)

    def test_thirds_are_of_the_position(self):
        self.assertEqual(by_thirds([probe(0.2, True, 0.0), probe(0.4, True, 0.5), probe(0.6, True, 1.0)]), [0.2, 0.4, 0.6])

    def test_entropy_is_of_the_five_largest_as_they_are(self):
        even = torch.zeros(1, 10)
        self.assertAlmostEqual(listed_entropies(even)[0], 5 * 0.1 * math.log(10), places=5)

    def test_facts_are_found_with_their_values_and_judged_by_themselves(self):
        text = "Ones: 8+7+1=16.\n\nFirst, subtract 9: 3-9 gives 4.\n\nx=16/3=5.\n\nWait, 7*8=54. So 54."
        found = [(text[begin:end], right) for begin, end, right in values(text)]
        self.assertEqual(found, [("16", True), ("4", True), ("5", True), ("54", False)])


if __name__ == "__main__":
    unittest.main()
