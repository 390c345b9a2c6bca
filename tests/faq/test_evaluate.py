"""Whoever changes matching or knowledge measures before and after."""

import json
from pathlib import Path

import pytest

from core.errors import Invalid
from faq import evaluate, measures
from faq.evaluation_rows import KnowledgeRow, QueryRow, read_knowledge, read_queries
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_desk_is_measured_from_two_files(tmp_path: Path) -> None:
    kb = write(
        tmp_path / "kb.tsv",
        "entry_id\tquestion\tkind",
        *(f"{entry_id}\t{text}\tsimilar" for entry_id, text in KNOWLEDGE),
    )
    queries = write(
        tmp_path / "queries.tsv",
        "query\tentry_id\ttype\tnote",
        *(f"{asked}\t{entry_id}\tin\tx" for asked, entry_id in ANSWERED.items()),
        *(f"{asked}\t\tfar\tx" for asked in NOTHING_ANSWERS),
    )
    found = evaluate.run(kb, queries)
    assert (found.entries, found.answerable) == (20, len(ANSWERED))
    assert found.queries == len(ANSWERED) + len(NOTHING_ANSWERS)
    assert found.hit_at_1 == found.hit_at_3 == found.mrr == 1
    assert found.auroc is not None
    assert found.auroc > 0.95
    assert found.coverage_at_95 is not None
    assert found.coverage_at_95 > 0.9
    assert 0 < found.median_ms <= found.p99_ms
    assert found.build_ms > 0
    assert found.memory_mb > 0


def test_the_table_and_the_json_name_every_measure() -> None:
    found = evaluate.evaluate(
        [KnowledgeRow("lift", "电梯坏了", "standard")], [QueryRow("电梯坏了", "lift", "in")]
    )
    table = evaluate.render(found)
    plain = json.loads(json.dumps(evaluate.as_json(found)))
    assert all(name in table for name in plain)
    assert plain["hit_at_1"] == 1
    assert plain["auroc"] is None


def test_a_wrong_first_entry_is_no_hit() -> None:
    kb = [
        KnowledgeRow("lift", "电梯坏了", "standard"),
        KnowledgeRow("lamp", "路灯坏了", "standard"),
    ]
    found = evaluate.evaluate(
        kb, [QueryRow("电梯坏了", "lamp", "in"), QueryRow("水管", "lamp", "in")]
    )
    assert found.hit_at_1 == 0
    assert found.hit_at_3 == 0.5
    assert found.mrr == 0.25
    assert found.coverage_at_95 == 0


def test_questions_without_an_entry_leave_the_hits_unmeasured() -> None:
    found = evaluate.evaluate(
        [KnowledgeRow("lift", "电梯坏了", "standard")], [QueryRow("股票", "", "far")]
    )
    assert found.hit_at_1 is None
    assert found.coverage_at_95 is None


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (["question\tentry_id\tkind"], "第 1 行"),
        (["entry_id\tquestion\tkind", "lift\t电梯坏了"], "第 2 行"),
        (["entry_id\tquestion\tkind", "lift\t电梯坏了\tstandard", "\t电梯\tsimilar"], "第 3 行"),
        (["entry_id\tquestion\tkind", "", "lift\t电梯坏了\tother"], "第 3 行"),
    ],
)
def test_a_bad_line_is_named_with_its_file(tmp_path: Path, lines: list[str], where: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_knowledge(write(tmp_path / "kb.tsv", *lines))
    assert "kb.tsv" in caught.value.sentence
    assert where in caught.value.sentence


def test_files_that_cannot_be_read_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "gbk.tsv").write_bytes("query\tentry_id\ttype\n电梯\t\tfar\n".encode("gbk"))
    for name in ("missing.tsv", "gbk.tsv"):
        with pytest.raises(Invalid, match=name):
            read_queries(tmp_path / name)
    with pytest.raises(Invalid, match="第 2 行"):
        read_queries(write(tmp_path / "queries.tsv", "query\tentry_id\ttype", "\tlift\tin"))


def test_windows_files_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "queries.tsv"
    path.write_bytes("\ufeffquery\tentry_id\ttype\r\n电梯坏了\t\tfar\r\n".encode())
    assert read_queries(path) == [QueryRow("电梯坏了", "", "far")]


def test_auroc_counts_pairs_in_the_right_order() -> None:
    assert measures.auroc([0.9, 0.1], [True, False]) == 1
    assert measures.auroc([0.1, 0.9], [True, False]) == 0
    assert measures.auroc([0.5, 0.5], [True, False]) == 0.5
    assert measures.auroc([0.9, 0.4, 0.6, 0.1], [True, True, False, False]) == 0.75


def test_the_best_threshold_keeps_the_precision() -> None:
    confidences = [0.9, 0.8, 0.7, 0.6, 0.0]
    assert measures.best_threshold(confidences, [True, True, False, True, False], 0.75) == (0.6, 3)
    assert measures.best_threshold(confidences, [True, True, False, True, False], 0.95) == (0.8, 2)
    assert measures.best_threshold(confidences, [False] * 5, 0.5) is None


def test_a_threshold_never_divides_equal_confidences() -> None:
    assert measures.best_threshold([0.8, 0.8], [True, False], 0.95) is None


def test_calibration_error_is_the_distance_from_what_came_true() -> None:
    assert measures.calibration_error([1.0, 0.0], [True, False]) == 0
    assert measures.calibration_error([0.8, 0.8], [True, False]) == pytest.approx(0.3)
    assert measures.calibration_error([], []) == 0
