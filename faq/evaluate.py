"""How well matching does on questions whose right entry is known."""

import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from faq import measures
from faq.evaluation_rows import KnowledgeRow, QueryRow, read_knowledge, read_queries
from faq.matching import Index, Match


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured; shares from 0 to 1, None where nothing could be measured.

    `auroc` tells a right first answer from all others by confidence. A coverage is the share of
    answerable questions answered right when so many of all given answers are right.
    """

    entries: int
    phrasings: int
    queries: int
    answerable: int
    hit_at_1: float | None
    hit_at_3: float | None
    hit_at_5: float | None
    mrr: float | None
    auroc: float | None
    coverage_at_95: float | None
    coverage_at_98: float | None
    calibration_error: float
    median_ms: float
    p99_ms: float
    build_ms: float
    memory_mb: float


def run(kb_path: Path, queries_path: Path) -> Evaluation:
    """Read both files and evaluate; raises `Invalid` naming file and line."""
    return evaluate(read_knowledge(kb_path), read_queries(queries_path))


def evaluate(kb_rows: Sequence[KnowledgeRow], query_rows: Sequence[QueryRow]) -> Evaluation:
    """Build an index of the rows and ask it every question once."""
    phrasings = [(row.entry_id, row.question) for row in kb_rows]
    memory_mb = _memory_mb(phrasings)
    began = time.perf_counter()
    index = Index(phrasings)
    build_ms = _ms_since(began)
    answers, durations = _ask_all(index, query_rows)
    ranks = [_rank(row, found) for row, found in zip(query_rows, answers, strict=True)]
    known = [rank for row, rank in zip(query_rows, ranks, strict=True) if row.entry_id]
    confidences = [found[0].confidence if found else 0.0 for found in answers]
    right = [rank == 1 for rank in ranks]
    return Evaluation(
        entries=len({row.entry_id for row in kb_rows}),
        phrasings=len(kb_rows),
        queries=len(query_rows),
        answerable=len(known),
        hit_at_1=_share_within(known, 1),
        hit_at_3=_share_within(known, 3),
        hit_at_5=_share_within(known, 5),
        mrr=sum(1 / rank for rank in known if rank) / len(known) if known else None,
        auroc=measures.auroc(confidences, right),
        coverage_at_95=_coverage(confidences, right, 0.95, len(known)),
        coverage_at_98=_coverage(confidences, right, 0.98, len(known)),
        calibration_error=measures.calibration_error(confidences, right),
        median_ms=measures.quantile(durations, 0.5),
        p99_ms=measures.quantile(durations, 0.99),
        build_ms=build_ms,
        memory_mb=memory_mb,
    )


def render(evaluation: Evaluation) -> str:
    """The measures as a table for the terminal, one line each."""
    lines = [f"{name:<18} {_worded(value):>10}" for name, value in as_json(evaluation).items()]
    return "\n".join(lines)


def as_json(evaluation: Evaluation) -> dict[str, float | int | None]:
    """The measures by name, ready for `json.dumps`."""
    return asdict(evaluation)


def _ask_all(index: Index, query_rows: Sequence[QueryRow]) -> tuple[list[list[Match]], list[float]]:
    answers, durations = [], []
    for row in query_rows:
        began = time.perf_counter()
        answers.append(index.match(row.query))
        durations.append(_ms_since(began))
    return answers, durations


def _rank(row: QueryRow, found: Sequence[Match]) -> int:
    """The place of the right entry from 1; 0 when it is missing or there is none."""
    places = [place for place, match in enumerate(found, 1) if match.entry_id == row.entry_id]
    return places[0] if row.entry_id and places else 0


def _share_within(ranks: Sequence[int], places: int) -> float | None:
    return sum(1 <= rank <= places for rank in ranks) / len(ranks) if ranks else None


def _coverage(
    confidences: Sequence[float], right: Sequence[bool], precision: float, answerable: int
) -> float | None:
    if not answerable:
        return None
    found = measures.best_threshold(confidences, right, precision)
    return found[1] / answerable if found else 0.0


def _memory_mb(phrasings: list[tuple[str, str]]) -> float:
    """What the index itself takes; built once more, because tracing slows building down."""
    tracemalloc.start()
    index = Index(phrasings)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del index
    return taken / 1e6


def _ms_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _worded(value: float | int | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
