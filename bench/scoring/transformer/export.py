"""Writes a fine-tuned MiniLM (see finetune.py) as a folder that Transformers.js opens, in float32 and in int8.

    python export.py MODEL.npz FOLDER
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic

from finetune import HEADS, LABELS, LAYERS, MODEL, WIDTH


class Graph:
    """Nodes and constants of an ONNX graph; an operator takes names of values, or arrays."""

    def __init__(self, weights):
        self.weights, self.nodes, self.constants = weights, [], {}

    def constant(self, name, value):
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name):
        return self.constant(name, self.weights[name])

    def op(self, kind, *inputs, **attributes):
        name = f"{kind}{len(self.nodes)}"
        inputs = [x if isinstance(x, str) else self.constant(f"{name}.{i}", x) for i, x in enumerate(inputs)]
        self.nodes.append(helper.make_node(kind, inputs, [name], name, **attributes))
        return name

    def dense(self, x, name):
        kernel = self.constant(f"{name}.kernel", self.weights[f"{name}.weight"].T)
        return self.op("Add", self.op("MatMul", x, kernel), self.weight(f"{name}.bias"))

    def norm(self, x, name):
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", x, scale, bias, epsilon=1e-12)

    def embedding(self, name, ids):
        return self.op("Gather", self.weight(f"embeddings.{name}_embeddings.weight"), ids)

    def attention(self, x, away, at):
        def heads(part, order):
            split = self.op("Reshape", self.dense(x, f"{at}.self.{part}"), integers(0, 0, HEADS, WIDTH // HEADS))
            return self.op("Transpose", split, perm=order)

        scores = self.op("MatMul", heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]))
        scores = self.op("Add", self.op("Div", scores, number((WIDTH / HEADS) ** 0.5)), away)
        mixed = self.op("MatMul", self.op("Softmax", scores, axis=-1), heads("value", [0, 2, 1, 3]))
        joined = self.op("Reshape", self.op("Transpose", mixed, perm=[0, 2, 1, 3]), integers(0, 0, WIDTH))
        return self.dense(joined, f"{at}.output.dense")

    def gelu(self, x):
        erf = self.op("Erf", self.op("Div", x, number(2**0.5)))
        return self.op("Mul", self.op("Mul", x, self.op("Add", erf, number(1))), number(0.5))


def number(value):
    return np.array(value, np.float32)


def integers(*values):
    return np.array(values, np.int64)


def build(weights):
    """The network of finetune.py."""
    g = Graph(weights)
    length = g.op("Shape", "input_ids", start=1, end=2)
    positions = g.op("Slice", g.weight("embeddings.position_embeddings.weight"), integers(0), length)
    x = g.op("Add", g.embedding("word", "input_ids"), g.embedding("token_type", "token_type_ids"))
    x = g.norm(g.op("Add", x, positions), "embeddings.LayerNorm")
    mask = g.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    away = g.op("Mul", g.op("Sub", number(1), g.op("Unsqueeze", mask, integers(1, 2))), number(-1e9))
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        x = g.norm(g.op("Add", x, g.attention(x, away, f"{at}.attention")), f"{at}.attention.output.LayerNorm")
        wide = g.gelu(g.dense(x, f"{at}.intermediate.dense"))
        x = g.norm(g.op("Add", x, g.dense(wide, f"{at}.output.dense")), f"{at}.output.LayerNorm")
    weight = g.op("Unsqueeze", mask, integers(2))
    total = g.op("ReduceSum", g.op("Mul", x, weight), integers(1), keepdims=0)
    logits = g.dense(g.op("Div", total, g.op("ReduceSum", weight, integers(1), keepdims=0)), "classifier")
    g.nodes.append(helper.make_node("Identity", [logits], ["logits"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["posts", "length"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["posts", len(LABELS)])]
    return helper.make_graph(g.nodes, "minilm", inputs, outputs, list(g.constants.values()))


def main(source, folder):
    folder = Path(folder)
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    graph = build(dict(np.load(source)))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    save(model, folder / "onnx/model.onnx")
    quantize_dynamic(
        folder / "onnx/model.onnx", folder / "onnx/model_quantized.onnx", weight_type=QuantType.QInt8
    )
    config = json.loads((MODEL / "config.json").read_text()) | {
        "architectures": ["BertForSequenceClassification"],
        "id2label": dict(enumerate(LABELS)),
        "label2id": {label: i for i, label in enumerate(LABELS)},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1))
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(MODEL / name, folder / name)


if __name__ == "__main__":
    main(*sys.argv[1:])
