"""Symmetric 4-bit quantisation in blocks of 32 along the input dimension: the layout of MatMulNBits.

The value of largest magnitude in a block becomes exactly code 0 (that is -8 steps), so the scale carries
its sign. Codes are stored plus 8, two to a byte, the even column in the low half.
"""

import numpy as np

BLOCK = 32


def quantise(weight):
    """weight float32 [N, K] -> (packed uint8 [N, K/32, 16], scales float32 [N, K/32])."""
    rows, columns = weight.shape
    if columns % BLOCK:
        raise ValueError(f"{columns} columns do not divide into blocks of {BLOCK}")
    blocks = weight.reshape(rows, columns // BLOCK, BLOCK).astype(np.float32)
    peak = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)[..., 0]
    scales = (peak / -8).astype(np.float32)
    safe = np.where(scales == 0, np.float32(1), scales)
    codes = np.clip(np.rint(blocks / safe[..., None]) + 8, 0, 15).astype(np.uint8)
    return codes[..., 0::2] | codes[..., 1::2] << 4, scales


def dequantise(packed, scales):
    """The float32 [N, K] matrix that the packed form stands for."""
    codes = np.empty((*packed.shape[:2], BLOCK), np.float32)
    codes[..., 0::2] = packed & 15
    codes[..., 1::2] = packed >> 4
    return ((codes - 8) * scales[..., None]).reshape(packed.shape[0], -1)


def rounded(weight):
    return dequantise(*quantise(weight))
