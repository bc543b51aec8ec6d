"""Reads a training checkpoint and gives the model as it is shipped: every matrix rounded to 4 bits."""

import copy

import torch

from model import Ponder, Shape
from quantise import rounded
from tokenizer import Tokenizer


def load(path):
    state = torch.load(path, map_location="cpu")
    model = Ponder(Shape(**state["shape"])).eval()
    model.load_state_dict(state["model"])
    return model, Tokenizer(state["tokenizer"]), state


class Shipped:
    """The float model with the dequantised weights. The embedding table stays float; only the head is rounded."""

    def __init__(self, model):
        self.model = copy.deepcopy(model)
        with torch.no_grad():
            for layer in self.model.layers:
                for matrix in (p for p in layer.parameters() if p.dim() == 2):
                    matrix.copy_(torch.from_numpy(rounded(matrix.numpy())))
            self.head = torch.from_numpy(rounded(self.model.embedding.detach().numpy()))

    @torch.no_grad()
    def logits(self, ids, **options):
        """ids [batch, length] -> logits [batch, length, vocabulary]."""
        return self.model.head(self.model.hidden(ids, **options), self.head)


class Unrounded:
    """The float model as it was trained, for comparison."""

    def __init__(self, model):
        self.model = model

    @torch.no_grad()
    def logits(self, ids, **options):
        """ids [batch, length] -> logits [batch, length, vocabulary]."""
        return self.model.head(self.model.hidden(ids, **options))
