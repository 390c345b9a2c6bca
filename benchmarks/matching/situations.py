"""Knowledge bases of many sizes with questions to them, made from a folder of benchmark sets."""

import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.matching.pairs import joined, read_pairs
from core.sounds import heard_as
from faq.evaluation_rows import KnowledgeRow, QueryRow, read_knowledge, read_queries

One = TypeVar("One")

SIZES = (40, 100, 300)
LARGEST_TO_CUT = 2000
UNANSWERABLE_SHARE = 0.35
MOST_UNANSWERABLE = 0.25
"""More of a civic set's questions near what it lacks make confidences too low on all others; chat
and what is far from all of it come on top."""

STARTER_WEIGHT, YOUNG_WEIGHT = 0.5, 0.15
YOUNG_SIZES, FEW_PHRASINGS, MOST_OF_AN_ENTRY = (40, 60, 90, 120), (2, 3, 4), 3
"""How many entries a young desk has, with how many phrasings each, and how many it is asked."""

CIVIC_WEIGHT = 2.0
STRANGERS_WEIGHT = 3.0
GROWN_WEIGHT = 0.3
"""The lexicon grew on these questions, so they look easier than what is still to come."""
ASPECTS_WEIGHT = 2.0
STRANGERS_SHARES = (0.3, 0.45, 0.6, 0.75)
FEW, MOST_BESIDE_FEW = (1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12), 25
"""Sizes of knowledge bases that an office has begun with, asked mostly what they lack."""

MOST_QUERIES, MOST_DISTURBED = 5000, 800
LEAST_TO_JOIN, MOST_AMONG_OTHERS = 1000, 700
OTHERS = (10_000, 40_000)
STRANGE = ("atec", "bq", "simclue")
"""Sources of pairs with texts of which no set is made."""

CIVIC_SHARES = (0.5, 0.7, 0.85)
TANGLED = ("bq",)
"""Sources whose pairs chain to groups that do not mean one thing each."""

FEWEST_OF_A_KIND = 40
SPEAKERS = ("young", "old", "spoken", "story")
MISHEARD_SHARE = 0.2
BROKEN_SHARE = 0.1
WRAPPED_SHARE = 0.15
FIRST_RARE = b"\xd8\xa1"
"""From here on GB 2312 holds rarer characters."""

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
    """All situations that a folder of sets and pairs, a starter set and `civic` can yield.

    `civic` is the folder of the project's own civic questions.
    """
    for whole in read_sets(folder):
        yield replace(whole, queries=_sample(whole.queries, MOST_QUERIES, chance))
        asked = _sample(whole.queries, MOST_DISTURBED, chance)
        yield Situation(f"{whole.name}~", whole.knowledge, disturb(asked, chance))
        yield from small_parts(whole, chance)
    pairs = folder / "train_pairs.tsv.gz"
    yield from among_others(read_sets(folder), pairs, chance)
    yield from from_pairs(pairs, chance, size=40, parts=8)
    yield from from_pairs(pairs, chance, size=200, parts=3)
    yield from from_near_misses(pairs, chance, size=400)
    yield from from_starter(starter, chance, parts=8)
    yield from from_young_desks(starter, civic / "tune.toml", chance, parts=16)
    yield from from_civic(civic / "tune.toml", chance, parts=8)
    yield from from_aspects(civic / "tune.toml", chance, parts=4)
    yield from from_strangers(civic, chance)


def _sample(rows: Sequence[One], most: int, chance: random.Random) -> list[One]:
    return list(rows) if len(rows) <= most else chance.sample(rows, most)


def from_strangers(folder: Path, chance: random.Random) -> Iterator[Situation]:
    """Civic questions by one author to phrasings by another, who knew the intents only.

    As they are, misspelt, and with intents left out, so that their questions have no answer.
    """
    told = tomllib.loads((folder / "strangers_knowledge.toml").read_text("utf-8"))["intent"]
    asked = tomllib.loads((folder / "strangers_questions.toml").read_text("utf-8"))["question"]
    knowledge = [(one["key"], text) for one in told for text in _lines(one["phrasings"])]
    queries = [QueryRow(one["text"], one["key"], "in" if one["key"] else "domain") for one in asked]
    yield Situation("strangers", knowledge, queries, STRANGERS_WEIGHT, whole=True)
    yield Situation("strangers~", knowledge, disturb(queries, chance))
    for share in STRANGERS_SHARES:
        kept = {one["key"] for one in chance.sample(told, int(share * len(told)))}
        inside = [row for row in queries if row.entry_id in kept]
        outside = [row for row in queries if row.entry_id not in kept]
        nothing = [row._replace(entry_id="") for row in outside]
        part = [row for row in knowledge if row[0] in kept]
        part = chance.sample(part, int(0.7 * len(part)))
        left = {entry_id for entry_id, _ in part}
        inside = [row for row in inside if row.entry_id in left]
        yield Situation("strangers-part", part, _capped(inside + nothing, chance))
    for size in FEW:
        kept = {one["key"] for one in chance.sample(told, size)}
        part = [row for row in knowledge if row[0] in kept]
        inside = [row for row in queries if row.entry_id in kept]
        outside = [row for row in queries if row.entry_id not in kept]
        nothing = [row._replace(entry_id="") for row in _sample(outside, MOST_BESIDE_FEW, chance)]
        yield Situation("strangers-few", part, inside + nothing)


def read_sets(folder: Path) -> list[Situation]:
    """Every sub-folder that holds `kb.tsv` and `queries.tsv`."""
    return [
        Situation(
            path.parent.name,
            questions_of(read_knowledge(path)),
            read_queries(path.parent / "queries.tsv"),
            whole=True,
        )
        for path in sorted(folder.glob("*/kb.tsv"))
    ]


def among_others(
    sets: Iterable[Situation], path: Path, chance: random.Random
) -> Iterator[Situation]:
    """The sets of about a thousand entries together, among many texts from other sources of pairs.

    Large knowledge bases are few, and what tells a lead among many rivals has to be learned.
    """
    held = [one for one in sets if LEAST_TO_JOIN <= len(one.knowledge) <= 3 * LEAST_TO_JOIN]
    knowledge = [row for one in held for row in one.knowledge]
    known = {text for _, text in knowledge} | {row.query for one in held for row in one.queries}
    texts = {text for pair in read_pairs(path) if pair.source in STRANGE for text in pair[:2]}
    others = sorted(texts - known)
    for size in OTHERS:
        added = [(f"o{number}", text) for number, text in enumerate(_sample(others, size, chance))]
        queries = [row for one in held for row in _sample(one.queries, MOST_AMONG_OTHERS, chance)]
        yield Situation("among others", knowledge + added, queries)


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
    pairs = [pair for source, (same, _) in _by_source(path).items() for pair in same]
    groups = [group for group in joined(pairs) if 4 <= len(group) <= 12]
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


def from_near_misses(path: Path, chance: random.Random, size: int) -> Iterator[Situation]:
    """A knowledge base for each source of pairs that has groups, asked its near misses too.

    A pair that does not mean the same asks with one text what an entry says with the other.
    """
    by_source = sorted(_by_source(path).items())
    others = [pair for _, (_, other) in by_source for pair in other]
    for source, (same, _) in by_source:
        if source in TANGLED:
            continue
        groups = [group[:8] for group in joined(same) if len(group) >= 2]
        if len(groups) < size:
            continue
        chosen = chance.sample(groups, min(len(groups), 2 * size))
        knowledge, queries, known = [], [], set()
        for number, group in enumerate(chosen):
            asked, *kept = chance.sample(group, len(group))
            if number < size:
                knowledge += [(f"n{number}", text) for text in kept]
                queries.append(QueryRow(asked, f"n{number}", "in"))
                known |= {asked, *kept}
            elif number < size * 1.25:
                queries.append(QueryRow(asked, "", "domain"))
        near = [pair for pair in others if len(known.intersection(pair)) == 1]
        for one, another in chance.sample(near, min(len(near), size // 3)):
            queries.append(QueryRow(another if one in known else one, "", "hard"))
        yield Situation(f"{source}-near", knowledge, queries)


def from_starter(path: Path, chance: random.Random, parts: int) -> Iterator[Situation]:
    """The starter set asked its own phrasings, each held out once, some entries left out whole.

    No thresholds are taken from it: what is left out often has a sibling split off the same matter,
    whose answer serves as well although it counts as wrong here.
    """
    entries = tomllib.loads(path.read_text("utf-8"))["entry"]
    for _ in range(parts):
        missing = set(chance.sample(range(len(entries)), int(len(entries) * MOST_UNANSWERABLE)))
        knowledge, queries = [], []
        for number, entry in enumerate(entries):
            texts = [entry["question"], *entry["similar"]]
            asked, *kept = chance.sample(texts, len(texts))
            known = number not in missing
            queries.append(QueryRow(asked, entry["key"] if known else "", "in"))
            knowledge += [(entry["key"], text) for text in kept if known]
        yield Situation("starter", knowledge, queries, STARTER_WEIGHT)


def from_young_desks(
    starter: Path, civic: Path, chance: random.Random, parts: int
) -> Iterator[Situation]:
    """Some entries of the starter set with few phrasings each, asked some of their others, and chat
    and what is far from it out of the civic tuning set."""
    entries = tomllib.loads(starter.read_text("utf-8"))["entry"]
    other = _nothing(tomllib.loads(civic.read_text("utf-8")), ("chat", "far"))
    for _ in range(parts):
        kept = {one["key"] for one in chance.sample(entries, chance.choice(YOUNG_SIZES))}
        knowledge, queries = [], []
        for entry in entries:
            texts = chance.sample(entry["similar"], len(entry["similar"]))
            held = chance.choice(FEW_PHRASINGS)
            known = entry["key"] if entry["key"] in kept else ""
            queries += [
                QueryRow(text, known, "in" if known else "domain")
                for text in texts[held : held + MOST_OF_AN_ENTRY]
            ]
            knowledge += [(known, text) for text in (entry["question"], *texts[:held]) if known]
        queries = _capped(queries, chance) + chance.sample(other, FEWEST_OF_A_KIND)
        yield Situation("starter-young", knowledge, queries, YOUNG_WEIGHT)


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
        terse: list[QueryRow] = []
        for one in intents:
            known = one["key"] in kept
            texts = _lines(one["phrasings"])
            texts = texts if part == 0 else chance.sample(texts, chance.choice((2, 3, 4)))
            knowledge += [(one["key"], text) for text in texts if known]
            entry_id = one["key"] if known else ""
            grown += _asked(one, SPEAKERS, entry_id)
            later += _asked(one, ("later",), entry_id)
            terse += _asked(one, ("terse",), entry_id)
        later = _capped(later + chance.sample(near, len(later) // 2), chance)
        later += chance.sample(other, FEWEST_OF_A_KIND)
        yield Situation("civic", knowledge, later, CIVIC_WEIGHT, whole=part == 0)
        yield Situation("civic-grown", knowledge, _capped(grown, chance), GROWN_WEIGHT)
        yield Situation("civic-terse", knowledge, _capped(terse, chance))


def _capped(queries: Sequence[QueryRow], chance: random.Random) -> list[QueryRow]:
    """The questions with no more of those that nothing answers than `MOST_UNANSWERABLE`."""
    inside = [row for row in queries if row.entry_id]
    outside = [row for row in queries if not row.entry_id]
    most = int(len(inside) * MOST_UNANSWERABLE / (1 - MOST_UNANSWERABLE))
    return inside + _sample(outside, most, chance)


def _asked(intent: dict[str, str], keys: Iterable[str], entry_id: str) -> list[QueryRow]:
    texts = (text for key in keys if key in intent for text in _lines(intent[key]))
    return [QueryRow(text, entry_id, "in") for text in texts]


def from_aspects(path: Path, chance: random.Random, parts: int) -> Iterator[Situation]:
    """Entries for one or more of the things that can be asked about each topic.

    Whoever asks another one has no answer, however near the topic is.
    """
    table = tomllib.loads(path.read_text("utf-8"))["aspects"]
    topics = _lines(table.pop("topics"))
    for _ in range(parts):
        knowledge, queries = [], []
        for topic in topics:
            kept = chance.sample(list(table), chance.randint(1, len(table) - 1))
            for aspect, texts in table.items():
                known = f"{topic} {aspect}" if aspect in kept else ""
                asked = [text.format(topic) for text in _lines(texts["asked"])]
                queries += [QueryRow(text, known, "in" if known else "hard") for text in asked]
                phrasings = [text.format(topic) for text in _lines(texts["phrasings"])]
                knowledge += [(known, text) for text in phrasings if known]
        yield Situation("aspects", knowledge, queries, ASPECTS_WEIGHT)


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
    if dice < MISHEARD_SHARE:
        return misheard(text, chance)
    if dice < MISHEARD_SHARE + BROKEN_SHARE:
        return chance.choice((dropped, exchanged))(text, chance)
    if dice < MISHEARD_SHARE + BROKEN_SHARE + WRAPPED_SHARE:
        before, after = chance.choice(AROUND)
        return before + text + after
    return text


def misheard(text: str, chance: random.Random) -> str:
    """The text with one character typed as another common one that sounds the same."""
    places = [at for at, character in enumerate(text) if common_alike(character)]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + chance.choice(common_alike(text[at])) + text[at + 1 :]


def common_alike(character: str) -> str:
    """Characters of everyday writing that sound the same."""
    return "".join(other for other in heard_as(character) if other.encode("gb2312") < FIRST_RARE)


def dropped(text: str, chance: random.Random) -> str:
    """The text without one of its characters."""
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def exchanged(text: str, chance: random.Random) -> str:
    """The text with two neighbouring characters in each other's place."""
    at = chance.randrange(max(len(text) - 1, 1))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def questions_of(rows: Iterable[KnowledgeRow]) -> list[tuple[str, str]]:
    return [(row.entry_id, row.question) for row in rows]


Pairs = list[tuple[str, str]]


def _by_source(path: Path) -> dict[str, tuple[Pairs, Pairs]]:
    """Of each source the pairs that mean the same, and the others."""
    found: dict[str, tuple[Pairs, Pairs]] = {}
    for pair in read_pairs(path):
        found.setdefault(pair.source, ([], []))[not pair.same].append(pair[:2])
    return found
