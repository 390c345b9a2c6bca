"""An operator's own sentence encoder: texts as directions that lie close when they mean alike."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.errors import BadSetting
from faq.matching.tokens import Floats

Vectors = NDArray[np.float32]

BATCH = 32
MOST_TOKENS = 128
TRIED = "居住证怎么办"


@dataclass(frozen=True, slots=True)
class SemanticWeights:
    """How a likeness of meaning joins the log-odds found without it.

    `ahead` weighs how far an entry's likeness lies above its best rival's. As they stand here
    only that counts, by hand: no encoder has been measured yet.
    """

    constant: float = 0.0
    odds: float = 1.0
    likeness: float = 0.0
    ahead: float = 6.0


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def width(self) -> int:
        """How many numbers a vector has."""

    @property
    def weights(self) -> SemanticWeights:
        """How its likenesses count."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 for each text."""


class OnnxEncoder:
    """`model.onnx` with `tokenizer.json`, in one thread.

    Takes the first token's vector, or the mean when `1_Pooling/config.json` says so, or what the
    model gives when that is one vector a text already.
    """

    def __init__(self, session: Any, tokenizer: Any, is_mean: bool, weights: SemanticWeights):
        self._session, self._tokenizer, self._is_mean = session, tokenizer, is_mean
        self._inputs = [given.name for given in session.get_inputs()]
        self.weights = weights
        self.width = self.encode([TRIED]).shape[1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 for each text; worked through in batches."""
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        found = [self._encode(batch) for batch in batches]
        return np.concatenate(found) if found else np.zeros((0, self.width), dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        # The tokenizer takes no lone halves of characters.
        written = [text.encode("utf-8", "ignore").decode("utf-8") for text in texts]
        coded = self._tokenizer.encode_batch(written)
        given = {
            "input_ids": np.array([one.ids for one in coded], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in coded], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in coded], dtype=np.int64),
        }
        answer = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        vectors = self._pooled(np.asarray(answer, dtype=np.float32), given["attention_mask"])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _pooled(self, answer: Vectors, mask: NDArray[np.int64]) -> Vectors:
        if answer.ndim == 2:
            return answer
        if not self._is_mean:
            return answer[:, 0]
        counted = mask[:, :, None].astype(np.float32)
        return np.asarray(
            (answer * counted).sum(axis=1) / np.maximum(counted.sum(axis=1), 1.0), dtype=np.float32
        )


def open_encoder(folder: Path) -> OnnxEncoder:
    """The encoder of that folder, tried once; raises `BadSetting` saying what is wrong."""
    for name in ("model.onnx", "tokenizer.json"):
        if not (folder / name).is_file():
            raise BadSetting(f"EMBEDDING_MODEL_DIR: there is no {name} in {folder}.")
    try:
        runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
    except ImportError as error:
        wanted = "the extra `semantic` (pip install 'linli[semantic]')"
        raise BadSetting(f"EMBEDDING_MODEL_DIR needs {wanted}: {error}.") from None
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(MOST_TOKENS)
        tokenizer.enable_padding()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = runtime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        is_mean = bool(_read(folder / "1_Pooling" / "config.json").get("pooling_mode_mean_tokens"))
        weights = SemanticWeights(**_read(folder / "weights.json"))
        return OnnxEncoder(session, tokenizer, is_mean, weights)
    except Exception as error:
        # Both libraries raise bare exceptions of many kinds.
        reason = " ".join(str(error).split())[:200]
        raise BadSetting(f"EMBEDDING_MODEL_DIR: {folder} can't be used: {reason}") from None


def _read(path: Path) -> Mapping[str, Any]:
    found = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found if isinstance(found, dict) else {}


def with_likeness(odds: Floats, likeness: Floats, weights: SemanticWeights) -> Floats:
    """The log-odds of entries together with the likenesses of their phrasings to the question."""
    if len(likeness) > 1:
        second, first = np.partition(likeness, -2)[-2:]
        ahead = likeness - np.where(likeness == first, second, first)
    else:
        ahead = np.zeros(len(likeness))
    joined = weights.constant + weights.odds * odds + weights.likeness * likeness
    return np.asarray(joined + weights.ahead * ahead)
