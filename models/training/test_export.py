import unittest

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import checkpoint
import export_onnx
from model import Ponder, Shape
from quantise import dequantise


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.manual_seed(0)
        cls.model = Ponder(Shape(vocab_size=64, layers=2)).eval()
        weights = {name: tensor.numpy() for name, tensor in cls.model.state_dict().items()}
        data = export_onnx.build(weights, cls.model.shape, cls.model.cos.numpy(), cls.model.sin.numpy())
        cls.file = onnx.load_model_from_string(data)
        cls.constants = {c.name: numpy_helper.to_array(c) for c in cls.file.graph.initializer}

    def test_names_and_versions_are_those_of_public_exports(self):
        graph, past = self.file.graph, [f"{i}.{part}" for i in range(2) for part in ("key", "value")]
        self.assertEqual([i.name for i in graph.input],
                         ["input_ids", "attention_mask"] + ["past_key_values." + p for p in past])
        self.assertEqual([o.name for o in graph.output],
                         ["logits", "hidden_states"] + ["present." + p for p in past])
        self.assertEqual(self.file.ir_version, 8)
        self.assertEqual({o.domain: o.version for o in self.file.opset_import}, {"": 17, "com.microsoft": 1})

    def test_every_name_read_is_written_once_before(self):
        known = {i.name for i in self.file.graph.input} | set(self.constants)
        for node in self.file.graph.node:
            self.assertLessEqual(set(node.input), known, node.name)
            self.assertFalse(set(node.output) & known, node.name)
            known |= set(node.output)
        self.assertLessEqual({o.name for o in self.file.graph.output}, known)

    def test_the_file_holds_the_weights_that_are_measured(self):
        shipped = checkpoint.Shipped(self.model)
        for name, matrix in (("/lm_head", shipped.head),
                             ("/model/layers.1/mlp/down_proj", shipped.model.layers[1].down)):
            held = dequantise(self.constants[name + ".weight_Q4"], self.constants[name + ".weight_scales"])
            np.testing.assert_array_equal(held, matrix.detach().numpy())


if __name__ == "__main__":
    unittest.main()
