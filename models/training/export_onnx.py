"""Assembles the ONNX graph node by node, in the layout that public ONNX language models use.

No tracing: every node is one that onnxruntime has a WebGPU and a CPU kernel for, and the names of inputs
and outputs are the usual ones, so a loader made for models from the hub reads this file unchanged. One
extra output, `hidden_states`, is what lm_head reads: all positions, after the final norm.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from quantise import BLOCK, quantise

CONTRIB = "com.microsoft"


class Graph:
    """Collects nodes and initialisers; every method returns the name of what it made."""

    def __init__(self, shape):
        self.shape, self.nodes, self.constants = shape, [], []

    def constant(self, name, array):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind, inputs, name, domain="", outputs=None, **attributes):
        outputs = outputs or [name + "/output_0"]
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=name, domain=domain, **attributes))
        return outputs[0]

    def linear(self, name, x, weight, output=None):
        packed, scales = quantise(weight)
        inputs = [x, self.constant(name + ".weight_Q4", packed), self.constant(name + ".weight_scales", scales)]
        return self.node("MatMulNBits", inputs, name + "/MatMul_Q4", CONTRIB, [output] if output else None,
                         K=weight.shape[1], N=weight.shape[0], bits=4, block_size=BLOCK, accuracy_level=0)

    def norm(self, name, x, weight, output=None):
        scale = self.constant(name + ".weight", weight)
        return self.node("SimplifiedLayerNormalization", [x, scale], name + "/LayerNorm", "",
                         [output] if output else None, axis=-1, epsilon=self.shape.epsilon, stash_type=1)

    def lengths(self):
        """attention_mask -> the two counts that GroupQueryAttention wants: last index per row, total length."""
        path = "/model/attn_mask_reformat"
        total = self.node("ReduceSum", ["attention_mask", self.constant("one_axis", np.array([1], np.int64))],
                          path + "/ReduceSum", keepdims=1)
        last = self.node("Sub", [total, self.constant("one", np.array([1], np.int64))], path + "/Sub")
        seqlens = self.node("Cast", [last], path + "/Cast", to=TensorProto.INT32)
        size = self.node("Shape", ["attention_mask"], path + "/Shape")
        wide = self.node("Gather", [size, self.constant("axis_one", np.array(1, np.int64))], path + "/Gather", axis=0)
        return seqlens, self.node("Cast", [wide], path + "/Cast_1", to=TensorProto.INT32)

    def layer(self, i, x, weights, lengths):
        path, shape = f"/model/layers.{i}", self.shape
        n = self.norm(path + "/input_layernorm", x, weights["before_attention.weight"])
        q, k, v = (self.linear(f"{path}/attn/{name}_proj", n, weights[name]) for name in "qkv")
        present = [f"present.{i}.key", f"present.{i}.value"]
        mixed = self.node("GroupQueryAttention",
                          [q, k, v, f"past_key_values.{i}.key", f"past_key_values.{i}.value", *lengths,
                           "cos_cache", "sin_cache"], path + "/attn/GroupQueryAttention", CONTRIB,
                          [path + "/attn/GroupQueryAttention/output_0", *present], num_heads=shape.heads,
                          kv_num_heads=shape.kv_heads, do_rotary=1, rotary_interleaved=0,
                          scale=shape.head_dim ** -0.5)
        x = self.node("Add", [x, self.linear(path + "/attn/o_proj", mixed, weights["o"])], path + "/attn/Add")
        n = self.norm(path + "/post_attention_layernorm", x, weights["before_mlp.weight"])
        gate = self.linear(path + "/mlp/gate_proj", n, weights["gate"])
        up = self.linear(path + "/mlp/up_proj", n, weights["up"])
        act = self.node("Mul", [gate, self.node("Sigmoid", [gate], path + "/mlp/Sigmoid")], path + "/mlp/SiLU")
        act = self.node("Mul", [act, up], path + "/mlp/Mul")
        return self.node("Add", [x, self.linear(path + "/mlp/down_proj", act, weights["down"])], path + "/mlp/Add")


def value(name, kind, dims):
    return helper.make_tensor_value_info(name, kind, dims)


def build(weights, shape, cos, sin):
    """weights: name -> float32 array, named as in the torch model. Returns the bytes of the model file."""
    g = Graph(shape)
    g.constant("cos_cache", cos)
    g.constant("sin_cache", sin)
    table = g.constant("model.embed_tokens.weight", weights["embedding"])
    x = g.node("Gather", [table, "input_ids"], "/model/embed_tokens/Gather")
    lengths = g.lengths()
    for i in range(shape.layers):
        prefix = f"layers.{i}."
        x = g.layer(i, x, {k[len(prefix):]: w for k, w in weights.items() if k.startswith(prefix)}, lengths)
    hidden = g.norm("/model/norm", x, weights["final.weight"], "hidden_states")
    g.linear("/lm_head", hidden, weights["embedding"], "logits")

    batch, length = "batch_size", "sequence_length"
    past = [batch, shape.kv_heads, "past_sequence_length", shape.head_dim]
    total = [batch, shape.kv_heads, "total_sequence_length", shape.head_dim]
    inputs = [value("input_ids", TensorProto.INT64, [batch, length]),
              value("attention_mask", TensorProto.INT64, [batch, "total_sequence_length"])]
    outputs = [value("logits", TensorProto.FLOAT, [batch, length, shape.vocab_size]),
               value("hidden_states", TensorProto.FLOAT, [batch, length, shape.hidden])]
    for i in range(shape.layers):
        for part in ("key", "value"):
            inputs.append(value(f"past_key_values.{i}.{part}", TensorProto.FLOAT, past))
            outputs.append(value(f"present.{i}.{part}", TensorProto.FLOAT, total))
    graph = helper.make_graph(g.nodes, "ponder", inputs, outputs, g.constants)
    model = helper.make_model(graph, ir_version=8, producer_name="second-thought",
                              opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)])
    return model.SerializeToString()
