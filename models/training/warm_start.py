"""Begins from an earlier version of the model instead of random weights.

The blocks are taken over as they are, dequantised; the embedding of a token that the earlier vocabulary lacks is
the mean of its pieces there. Digits, words and the habit of reading off a problem need not be learnt again.
"""

import json
import os

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from quantise import dequantise
from tokenizer import Tokenizer

NAMES = {"q": "attn/q_proj", "k": "attn/k_proj", "v": "attn/v_proj", "o": "attn/o_proj",
         "gate": "mlp/gate_proj", "up": "mlp/up_proj", "down": "mlp/down_proj"}


def embedding(held, before, after):
    """`held` [old vocabulary, width] carried over to the vocabulary of the tokenizer `after`."""
    ids = [[] for _ in range(len(after))]
    for text, i in after.added.items():
        ids[i] = [before.added[text]]
    for symbols, i in after.vocab.items():
        ids[i] = [before.vocab[s] for s in before.merge(tuple(symbols))]
    return np.stack([held[rows].mean(0) for rows in ids])


def load(model, tokenizer, folder):
    """Fills `model` from the files of `folder`, which must have the same shape."""
    path = os.path.join(folder, "onnx", "model_q4.onnx")
    constants = {c.name: numpy_helper.to_array(c) for c in onnx.load(path).graph.initializer}
    with open(os.path.join(folder, "tokenizer.json"), encoding="utf-8") as file:
        before = Tokenizer(json.load(file))
    state = {"embedding": embedding(constants["model.embed_tokens.weight"], before, tokenizer),
             "final.weight": constants["/model/norm.weight"]}
    for i in range(model.shape.layers):
        path = f"/model/layers.{i}"
        for ours, theirs in NAMES.items():
            name = f"{path}/{theirs}"
            state[f"layers.{i}.{ours}"] = dequantise(constants[name + ".weight_Q4"], constants[name + ".weight_scales"])
        state[f"layers.{i}.before_attention.weight"] = constants[path + "/input_layernorm.weight"]
        state[f"layers.{i}.before_mlp.weight"] = constants[path + "/post_attention_layernorm.weight"]
    model.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in state.items()})
