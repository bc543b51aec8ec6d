import unittest

import numpy as np
import torch

import sampling
from model import Ponder, RoundToFourBits, Shape
from quantise import dequantise, quantise, rounded


class Rounding(unittest.TestCase):
    def setUp(self):
        self.weight = np.random.default_rng(0).standard_normal((24, 96)).astype(np.float32)
        self.weight[3, :32] = 0

    def test_error_is_within_a_step(self):
        _, scales = quantise(self.weight)
        error = np.abs(rounded(self.weight) - self.weight).reshape(24, 3, 32)
        # Codes reach from -8 to 7 steps, so a value of the other sign as large as the peak loses a whole step.
        self.assertTrue((error <= np.abs(scales)[..., None] * 1.001).all())

    def test_the_rounded_matrix_is_a_fixed_point(self):
        once = rounded(self.weight)
        np.testing.assert_allclose(rounded(once), once, atol=1e-6)

    def test_nibbles_lie_as_documented(self):
        packed, scales = quantise(self.weight)
        row, column = 5, 77
        byte = packed[row].reshape(-1)[column >> 1]
        code = (int(byte) >> (4 * (column & 1))) & 15
        self.assertAlmostEqual(dequantise(packed, scales)[row, column], (code - 8) * scales[row, column >> 5], places=6)

    def test_training_rounds_exactly_as_the_export(self):
        ours = RoundToFourBits.apply(torch.from_numpy(self.weight))
        np.testing.assert_allclose(ours.numpy(), rounded(self.weight), atol=1e-6)


class Decoding(unittest.TestCase):
    def test_cache_and_padding_do_not_change_the_logits(self):
        torch.manual_seed(0)
        model = Ponder(Shape(vocab_size=64, layers=2)).eval()
        ids = torch.randint(0, 64, (1, 9))
        with torch.no_grad():
            whole = model.head(model.hidden(ids))[0, -1]
            cache, padded = sampling.Cache(12), torch.cat((torch.zeros(1, 3, dtype=torch.long), ids), 1)
            hide = torch.full((12, 12), -1e9).triu(1)
            hide[:, :3] = -1e9
            positions = (torch.arange(12) - 3).clamp(min=0)[None]
            model.hidden(padded[:, :-1], positions=positions[:, :-1], mask=hide[:11, :11], cache=cache)
            last = model.hidden(padded[:, -1:], positions=positions[:, -1:], mask=hide[11:, :], cache=cache)
            self.assertLess((model.head(last)[0, -1] - whole).abs().max().item(), 1e-4)

    def test_the_wave_rises_first_and_repeats(self):
        delta = sampling.wave(3, 40)
        self.assertEqual([delta(t) for t in (0, 10, 20, 30, 40, 50)], [0, 3, 0, -3, 0, 3])


if __name__ == "__main__":
    unittest.main()
