"""A decoder-only transformer of the Qwen2 shape (without the q/k/v biases), small enough for one CPU core.

Pre-norm RMSNorm, rotary positions (halves rotated), grouped-query attention, SwiGLU, tied embeddings.
Written without scaled_dot_product_attention, so that it runs on torch 1.13 as well as 2.x.
"""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

from quantise import BLOCK


@dataclass(frozen=True)
class Shape:
    vocab_size: int = 704
    hidden: int = 128
    layers: int = 4
    heads: int = 4
    kv_heads: int = 2
    mlp: int = 384
    theta: float = 10000.0
    epsilon: float = 1e-6
    context: int = 1024

    @property
    def head_dim(self):
        return self.hidden // self.heads

    as_dict = asdict


class RoundToFourBits(torch.autograd.Function):
    """The quantised weight forwards, the plain gradient backwards (straight-through)."""

    @staticmethod
    def forward(_ctx, weight):
        blocks = weight.view(weight.shape[0], -1, BLOCK)
        peak = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
        scale = peak / -8
        scale = torch.where(scale == 0, torch.ones_like(scale), scale)
        return (((blocks / scale).round() + 8).clamp(0, 15) - 8).mul(scale).view_as(weight)

    @staticmethod
    def backward(_ctx, gradient):
        return gradient


def rotary_tables(shape):
    """cos and sin, float32 [context, head_dim / 2]."""
    half = shape.head_dim // 2
    frequency = shape.theta ** (-torch.arange(half, dtype=torch.float64) / half)
    angle = torch.arange(shape.context, dtype=torch.float64)[:, None] * frequency
    return angle.cos().float(), angle.sin().float()


def rotate(x, cos, sin):
    """x [batch, heads, length, head_dim]; cos and sin broadcast to [..., length, head_dim / 2]."""
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Norm(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape.hidden))
        self.epsilon = shape.epsilon

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        width = {"q": (shape.hidden, shape.hidden), "k": (shape.kv_heads * shape.head_dim, shape.hidden),
                 "v": (shape.kv_heads * shape.head_dim, shape.hidden), "o": (shape.hidden, shape.hidden),
                 "gate": (shape.mlp, shape.hidden), "up": (shape.mlp, shape.hidden), "down": (shape.hidden, shape.mlp)}
        for name, (rows, columns) in width.items():
            scale = columns ** -0.5 / (math.sqrt(2 * shape.layers) if name in ("o", "down") else 1)
            self.register_parameter(name, nn.Parameter(torch.randn(rows, columns) * scale))
        self.before_attention, self.before_mlp = Norm(shape), Norm(shape)

    def forward(self, x, rope, mask, use, cache):
        """`mask` is added to the scores; `use` maps a weight to the form it is used in; `cache` holds k and v."""
        shape, (batch, length, _) = self.shape, x.shape
        n = self.before_attention(x)

        def split(weight, heads):
            return F.linear(n, use(weight)).view(batch, length, heads, shape.head_dim).transpose(1, 2)

        q, k = rotate(split(self.q, shape.heads), *rope), rotate(split(self.k, shape.kv_heads), *rope)
        v = split(self.v, shape.kv_heads)
        if cache is not None:
            k, v = cache.extend(self, k, v)
        # Queries of one group share a key head: fold the group into the query length.
        group = shape.heads // shape.kv_heads
        q = q.reshape(batch, shape.kv_heads, group * length, shape.head_dim)
        scores = (q @ k.transpose(-1, -2)) * shape.head_dim ** -0.5
        scores = scores.view(batch, shape.kv_heads, group, length, -1) + mask
        mixed = scores.softmax(-1).view(batch, shape.kv_heads, group * length, -1) @ v
        mixed = mixed.view(batch, shape.heads, length, shape.head_dim).transpose(1, 2).reshape(batch, length, -1)
        x = x + F.linear(mixed, use(self.o))
        n = self.before_mlp(x)
        return x + F.linear(F.silu(F.linear(n, use(self.gate))) * F.linear(n, use(self.up)), use(self.down))


class Ponder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.randn(shape.vocab_size, shape.hidden) * 0.05)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.final = Norm(shape)
        cos, sin = rotary_tables(shape)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.four_bit = False  # while training: compute with rounded weights

    def use(self, weight):
        return RoundToFourBits.apply(weight) if self.four_bit else weight

    def hidden(self, ids, positions=None, mask=None, cache=None):
        """ids [batch, length] -> the normalised last hidden states [batch, length, hidden]; causal by default."""
        length = ids.shape[1]
        if mask is None:
            mask = torch.full((length, length), -1e9).triu(1)
        rope = (self.cos[:length], self.sin[:length])
        if positions is not None:
            rope = (self.cos[positions][:, None], self.sin[positions][:, None])
        x = F.embedding(ids, self.embedding)
        for layer in self.layers:
            x = layer(x, rope, mask, self.use, cache)
        return self.final(x)

    def head(self, hidden, weight=None):
        return F.linear(hidden, self.use(self.embedding) if weight is None else weight)
