"""An operator may bring a sentence encoder; the nearest entries are then ranked by meaning, too."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import BadSetting
from faq.matching import Index
from faq.matching.change import folded, on_base
from faq.matching.encoder import BATCH, OnnxEncoder, open_encoder
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE
from tests.faq.matching.encoders import make_encoder

BALCONY = [("balcony", "阳台漏水怎么办"), ("cellar", "地窖漏水怎么办")]
ASKED = "露台棚漏水怎么办"


@pytest.fixture
def encoder(tmp_path: Path) -> OnnxEncoder:
    """For it 窖 is as good as 露 or 棚."""
    return open_encoder(make_encoder(tmp_path / "tiny", "窖露棚", "阳", "漏水"))


def test_what_means_the_same_comes_first_whatever_the_words(encoder: OnnxEncoder) -> None:
    assert Index(BALCONY).match(ASKED)[0].entry_id == "balcony"
    found = Index(BALCONY, encoder).match(ASKED)
    assert [match.entry_id for match in found] == ["cellar", "balcony"]
    assert found[0].confidence > Index(BALCONY).match(ASKED)[1].confidence


def test_without_an_encoder_not_a_digit_changes(tmp_path: Path) -> None:
    folder = make_encoder(tmp_path / "idle", "窖露", likeness=0.0, ahead=0.0)
    with_one, without = Index(KNOWLEDGE, open_encoder(folder)), Index(KNOWLEDGE)
    for asked in ANSWERED:
        assert with_one.match(asked) == without.match(asked)


def test_weights_beside_the_model_are_its_own(tmp_path: Path) -> None:
    folder = make_encoder(tmp_path / "own", "窖露棚", "阳", constant=-2.0, ahead=0.0)
    before = {match.entry_id: match.confidence for match in Index(BALCONY).match(ASKED)}
    for match in Index(BALCONY, open_encoder(folder)).match(ASKED):
        assert match.confidence < before[match.entry_id]


def test_an_exact_phrasing_stays_certain(encoder: OnnxEncoder) -> None:
    assert Index(BALCONY, encoder).match("阳台漏水怎么办")[0].confidence == 1.0


def test_replacing_and_folding_keep_the_meanings(encoder: OnnxEncoder) -> None:
    index = Index([("balcony", "阳台漏水怎么办")], encoder)
    index.replace("cellar", ["地窖漏水怎么办"])
    expected = Index(BALCONY, encoder).match(ASKED)
    assert index.match(ASKED) == expected
    index._snapshot = on_base(folded(index._snapshot))
    assert index.match(ASKED) == expected
    index.replace("cellar", [])
    index.replace("roof", ["屋顶漏水怎么办"])
    assert {match.entry_id for match in index.match(ASKED)} == {"balcony", "roof"}
    assert index.explain(ASKED) is not None


def test_a_text_means_the_same_alone_and_among_many(encoder: OnnxEncoder) -> None:
    texts = ["地窖", "", "\ud800", "阳" * 1000, *("漏水",) * (2 * BATCH)]
    many = encoder.encode(texts)
    assert many.shape == (len(texts), encoder.width)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.allclose(many, alone, atol=1e-6)
    assert encoder.encode([]).shape == (0, encoder.width)


def test_a_broken_folder_is_named_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"no model\.onnx in"):
        open_encoder(tmp_path)
    folder = make_encoder(tmp_path / "tiny", "窖露")
    (folder / "weights.json").write_text('{"unheard_of": 1}')
    with pytest.raises(BadSetting, match=r"can't be used: .*unheard_of"):
        open_encoder(folder)
    (folder / "weights.json").unlink()
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(BadSetting, match="can't be used"):
        open_encoder(folder)
    (folder / "tokenizer.json").unlink()
    with pytest.raises(BadSetting, match=r"no tokenizer\.json"):
        open_encoder(folder)
