"""Size and speed of an index: `python -m benchmarks.matching.scale KB [MORE]`, one JSON line.

Runs on one core in a process of its own, so that the memory is the index's alone. KB is a
`kb.tsv`; MORE, a file of pairs, fills it up to 100,000 questions with other entries.
"""

import argparse
import json
import os
import time
from pathlib import Path

from benchmarks.matching.pairs import read_pairs
from benchmarks.matching.situations import questions_of
from faq import measures
from faq.evaluation_rows import read_knowledge, read_queries
from faq.matching import Index

LARGEST = 100_000
ASKED = 1000
REPLACED = 30
PAGE = os.sysconf("SC_PAGE_SIZE")


def filled(rows: list[tuple[str, str]], pairs: Path, unlike: set[str]) -> list[tuple[str, str]]:
    """The rows and texts of the pairs as entries of their own, up to the largest size."""
    known = {text for _, text in rows} | unlike
    texts = (text for pair in read_pairs(pairs) for text in pair[:2])
    more = dict.fromkeys(text for text in texts if text not in known)
    wanted = max(LARGEST - len(rows), 0)
    return rows + [(f"more{number}", text) for number, text in enumerate(list(more)[:wanted])]


def measure(rows: list[tuple[str, str]], asked: list[str]) -> dict[str, float]:
    """Seconds to build, megabytes added, milliseconds of one question and of one entry added."""
    Index(rows[:10]).match(asked[0])
    before = _memory()
    began = time.perf_counter()
    index = Index(rows)
    built = time.perf_counter() - began
    index.match(asked[0])
    added = _memory() - before
    spent = [_spent(lambda text=text: index.match(text)) for text in asked]
    replaced = [
        _spent(lambda n=number: index.replace(f"new{n}", [f"第{n}号新事项怎么办", f"办新事项{n}"]))
        for number in range(REPLACED)
    ]
    return {
        "questions": len(rows),
        "build s": built,
        "memory MB": added / 1e6,
        "median ms": measures.quantile(spent, 0.5),
        "p99 ms": measures.quantile(spent, 0.99),
        "entry ms": measures.quantile(replaced, 0.5),
    }


def _spent(work: object) -> float:
    assert callable(work)
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _memory() -> int:
    """Resident bytes of this process."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kb", type=Path)
    parser.add_argument("more", type=Path, nargs="?")
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = questions_of(read_knowledge(options.kb))
    asked = [row.query for row in read_queries(options.kb.parent / "queries.tsv")]
    if options.more:
        rows = filled(rows, options.more, set(asked))
    print(json.dumps(measure(rows, asked[:ASKED])))


if __name__ == "__main__":
    main()
