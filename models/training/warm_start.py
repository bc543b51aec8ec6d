"""Begins from an earlier version of the model instead of random weights.

The weights are taken over as they are, dequantised, and with them the tokenizer: digits, words and the habit of
reading off a problem need not be learnt again.
"""

import json
import os

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from quantise import dequantise

NAMES = {"q": "attn/q_proj", "k": "attn/k_proj", "v": "attn/v_proj", "o": "attn/o_proj",
         "gate": "mlp/gate_proj", "up": "mlp/up_proj", "down": "mlp/down_proj"}


def load(model, folder):
    """Fills `model` from the files of `folder`, which must have the same shape; gives the names of its families."""
    path = os.path.join(folder, "onnx", "model_q4.onnx")
    constants = {c.name: numpy_helper.to_array(c) for c in onnx.load(path).graph.initializer}
    state = {"embedding": constants["model.embed_tokens.weight"],
             "final.weight": constants["/model/norm.weight"]}
    for i in range(model.shape.layers):
        path = f"/model/layers.{i}"
        for ours, theirs in NAMES.items():
            name = f"{path}/{theirs}"
            state[f"layers.{i}.{ours}"] = dequantise(constants[name + ".weight_Q4"], constants[name + ".weight_scales"])
        state[f"layers.{i}.before_attention.weight"] = constants[path + "/input_layernorm.weight"]
        state[f"layers.{i}.before_mlp.weight"] = constants[path + "/post_attention_layernorm.weight"]
    model.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in state.items()})
    problems = os.path.join(folder, "problems")
    return tuple(sorted({json.loads(line)["family"] for name in os.listdir(problems)
                         for line in open(os.path.join(problems, name), encoding="utf-8")}))
