"""Knowledge bases of many sizes with questions to them, made from a folder of benchmark sets."""

import gzip
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faq.evaluation_rows import KnowledgeRow, QueryRow, read_knowledge, read_queries

SIZES = (40, 100, 300)
LARGEST_TO_CUT = 2000
UNANSWERABLE_SHARE = 0.35
STARTER_WEIGHT = 3.0
CIVIC_WEIGHT = 3.0
GROWN_WEIGHT = 0.3
"""The lexicon grew on these questions, so they look easier than what is still to come."""
CIVIC_SHARES = (0.5, 0.7, 0.85)
FEWEST_OF_A_KIND = 40
SPEAKERS = ("young", "old", "spoken", "story")
BROKEN_SHARE = 0.1
WRAPPED_SHARE = 0.15
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主"
AROUND = (
    ("", "，急，在线等"),
    ("你好，我是3号楼的，", ""),
    ("昨天去问了没人理，", ""),
    ("我家老人问，", "，谢谢"),
    ("", "？大家知道吗"),
    ("那个，", "，我们小区的"),
    ("我刚搬来不久，", ""),
)
"""What people say around their question; our own words."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A knowledge base and what is asked of it.

    Parts of one set share its name; `weight` is what one question counts in fitting; thresholds
    are taken from whole sets only, since parts cut at random lack questions near their topics.
    """

    name: str
    knowledge: list[tuple[str, str]]
    queries: list[QueryRow]
    weight: float = 1.0
    whole: bool = False


def all_of(folder: Path, starter: Path, civic: Path, chance: random.Random) -> Iterator[Situation]:
    """All situations that a folder of sets and pairs, and a starter set, can yield."""
    for whole in read_sets(folder):
        yield whole
        yield Situation(f"{whole.name}~", whole.knowledge, disturb(whole.queries, chance))
        yield from small_parts(whole, chance)
    pairs = folder / "train_pairs.tsv.gz"
    yield from from_pairs(pairs, chance, size=40, parts=8)
    yield from from_pairs(pairs, chance, size=200, parts=3)
    yield from from_starter(starter, chance, parts=10)
    yield from from_civic(civic, chance, parts=5)
    yield from from_aspects(civic, chance, parts=2)


def read_sets(folder: Path) -> list[Situation]:
    """Every sub-folder that holds `kb.tsv` and `queries.tsv`."""
    return [
        Situation(
            path.parent.name,
            _pairs(read_knowledge(path)),
            read_queries(path.parent / "queries.tsv"),
            whole=True,
        )
        for path in sorted(folder.glob("*/kb.tsv"))
    ]


def small_parts(whole: Situation, chance: random.Random) -> Iterator[Situation]:
    """Small knowledge bases cut from a larger one, as a community's desk would have."""
    ids = sorted({entry_id for entry_id, _ in whole.knowledge})
    for size in (size for size in SIZES if 3 * size <= len(ids) <= LARGEST_TO_CUT):
        for _ in range(max(1, 240 // size)):
            kept = set(chance.sample(ids, size))
            inside = [row for row in whole.queries if row.entry_id in kept]
            outside = [row for row in whole.queries if row.entry_id not in kept]
            wanted = int(len(inside) * UNANSWERABLE_SHARE / (1 - UNANSWERABLE_SHARE))
            nothing = chance.sample(outside, min(wanted, len(outside)))
            queries = inside + [QueryRow(row.query, "", row.kind) for row in nothing]
            knowledge = [row for row in whole.knowledge if row[0] in kept]
            yield Situation(f"{whole.name}-{size}", knowledge, queries)


def from_pairs(path: Path, chance: random.Random, size: int, parts: int) -> Iterator[Situation]:
    """Knowledge bases with many phrasings an entry, from groups of questions that mean the same.

    The file holds `q1<TAB>q2<TAB>label<TAB>source` lines under a header, gzipped.
    """
    groups = [group for group in _same_meaning(path) if 4 <= len(group) <= 12]
    for _ in range(parts):
        chosen = chance.sample(groups, min(len(groups), size + size // 2))
        knowledge, queries = [], []
        for number, group in enumerate(chosen):
            asked, *kept = chance.sample(group, len(group))
            known = number < size
            queries.append(
                QueryRow(asked, f"p{number}" if known else "", "in" if known else "domain")
            )
            knowledge += [(f"p{number}", text) for text in kept[:7] if known]
        yield Situation(f"pairs-{size}", knowledge, queries)


def from_starter(path: Path, chance: random.Random, parts: int) -> Iterator[Situation]:
    """The starter set asked its own phrasings, each held out once, some entries left out whole."""
    entries = tomllib.loads(path.read_text("utf-8"))["entry"]
    for _ in range(parts):
        missing = set(chance.sample(range(len(entries)), int(len(entries) * UNANSWERABLE_SHARE)))
        knowledge, queries = [], []
        for number, entry in enumerate(entries):
            texts = [entry["question"], *entry["similar"]]
            asked, *kept = chance.sample(texts, len(texts))
            known = number not in missing
            queries.append(QueryRow(asked, entry["key"] if known else "", "in"))
            knowledge += [(entry["key"], text) for text in kept if known]
        yield Situation("starter", knowledge, queries, weight=STARTER_WEIGHT, whole=True)


def from_civic(path: Path, chance: random.Random, parts: int) -> Iterator[Situation]:
    """The civic tuning set as a whole and in parts, where what is left out has no answer."""
    table = tomllib.loads(path.read_text("utf-8"))
    near = _nothing(table, ("near",))
    other = _nothing(table, ("chat", "far"))
    intents = table["intent"]
    for part in range(parts):
        share = 1.0 if part == 0 else chance.choice(CIVIC_SHARES)
        kept = {one["key"] for one in chance.sample(intents, int(share * len(intents)))}
        knowledge: list[tuple[str, str]] = []
        grown: list[QueryRow] = []
        later: list[QueryRow] = []
        for one in intents:
            known = one["key"] in kept
            texts = _lines(one["phrasings"])
            texts = texts if part == 0 else chance.sample(texts, chance.choice((2, 3, 4)))
            knowledge += [(one["key"], text) for text in texts if known]
            entry_id = one["key"] if known else ""
            grown += [QueryRow(t, entry_id, "in") for key in SPEAKERS for t in _lines(one[key])]
            later += [QueryRow(text, entry_id, "in") for text in _lines(one["later"])]
        answerable = sum(bool(row.entry_id) for row in later)
        wanted = int(answerable * UNANSWERABLE_SHARE / (1 - UNANSWERABLE_SHARE))
        missing = max(wanted - (len(later) - answerable), FEWEST_OF_A_KIND)
        later += chance.sample(near, min(missing, len(near)))
        later += chance.sample(other, FEWEST_OF_A_KIND)
        yield Situation("civic", knowledge, later, CIVIC_WEIGHT, whole=True)
        yield Situation("civic-grown", knowledge, grown, GROWN_WEIGHT)


def from_aspects(path: Path, chance: random.Random, parts: int) -> Iterator[Situation]:
    """Several entries to each topic, one for each thing that can be asked about it."""
    table = tomllib.loads(path.read_text("utf-8"))["aspects"]
    topics = _lines(table.pop("topics"))
    for _ in range(parts):
        knowledge, queries = [], []
        for topic in topics:
            missing = chance.choice(list(table))
            for aspect, texts in table.items():
                known = f"{topic} {aspect}" if aspect != missing else ""
                asked = [text.format(topic) for text in _lines(texts["asked"])]
                queries += [QueryRow(text, known, "in" if known else "hard") for text in asked]
                phrasings = [text.format(topic) for text in _lines(texts["phrasings"])]
                knowledge += [(known, text) for text in phrasings if known]
        yield Situation("aspects", knowledge, queries)


def _nothing(table: dict[str, Any], kinds: tuple[str, ...]) -> list[QueryRow]:
    return [
        QueryRow(text, "", "domain" if group["kind"] == "near" else "far")
        for group in table["nothing"]
        if group["kind"] in kinds
        for text in _lines(group["asked"])
    ]


def _lines(text: str) -> list[str]:
    return text.strip().split("\n")


def disturb(queries: Sequence[QueryRow], chance: random.Random) -> list[QueryRow]:
    """Some of the questions with a wrong character or with words around them."""
    return [row._replace(query=_disturbed(row.query, chance)) for row in queries]


def _disturbed(text: str, chance: random.Random) -> str:
    dice = chance.random()
    if dice < BROKEN_SHARE:
        place = chance.randrange(len(text))
        return text[:place] + chance.choice(COMMON) + text[place + 1 :]
    if dice < BROKEN_SHARE + WRAPPED_SHARE:
        before, after = chance.choice(AROUND)
        return before + text + after
    return text


def _pairs(rows: Iterable[KnowledgeRow]) -> list[tuple[str, str]]:
    return [(row.entry_id, row.question) for row in rows]


def _same_meaning(path: Path) -> list[list[str]]:
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            one, other, label, _ = line.rstrip("\n").split("\t")
            if label == "1":
                parent[root(one)] = root(other)
    groups = defaultdict(list)
    for text in list(parent):
        groups[root(text)].append(text)
    return list(groups.values())
