"""A sentence encoder small enough to be made in a test: it knows which characters are alike."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, models, pre_tokenizers


def make_encoder(folder: Path, *groups: str, **weights: float) -> Path:
    """A folder with a model for which the characters of each group mean the same."""
    characters = sorted(set("".join(groups)))
    vocabulary = {"[PAD]": 0, "[UNK]": 1} | {one: at + 2 for at, one in enumerate(characters)}
    table = np.zeros((len(vocabulary), len(groups) + 1), dtype=np.float32)
    table[1, -1] = 0.1
    for place, group in enumerate(groups):
        table[[vocabulary[one] for one in group], place] = 1.0
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    onnx.save(_model(table), str(folder / "model.onnx"))
    (folder / "1_Pooling").mkdir()
    pooling = json.dumps({"pooling_mode_mean_tokens": True})
    (folder / "1_Pooling" / "config.json").write_text(pooling)
    if weights:
        (folder / "weights.json").write_text(json.dumps(weights))
    return folder


def _model(table: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> onnx.ModelProto:
    shape, width = ["batch", "length"], table.shape[1]
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, shape)
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, shape)
    out = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*shape, width])
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["hidden"])]
    graph = helper.make_graph(
        nodes, "tiny", [ids, mask], [out], [numpy_helper.from_array(table, "table")]
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
