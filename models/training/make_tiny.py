"""Writes a random two-layer model in the same layout, for tests that only need a real graph: make_tiny.py FILE."""

import sys

import torch

import export_onnx
from model import Ponder, Shape

TINY = Shape(hidden=64, layers=2, heads=2, kv_heads=1, mlp=64, context=128)


def main():
    torch.manual_seed(0)
    model = Ponder(TINY).eval()
    # Random weights of the usual size give nearly flat logits; larger ones tell tokens apart.
    weights = {name: tensor.numpy() * 3 for name, tensor in model.state_dict().items()}
    with open(sys.argv[1], "wb") as file:
        file.write(export_onnx.build(weights, TINY, model.cos.numpy(), model.sin.numpy()))


if __name__ == "__main__":
    main()
