"""Other ways to find the entry for a question, behind one face."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from math import log
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from core import language
from faq.matching import Index

Rows = Sequence[tuple[str, str]]
Ask = Callable[[str], list[tuple[str, float]]]
"""A question in; entry ids, each once, with scores out, best first."""

MOST = 5


class Peer(NamedTuple):
    """A matcher by name, what builds it from rows, and the package it needs ('' for none)."""

    name: str
    build: Callable[[Rows], Ask]
    package: str = ""


def ours(rows: Rows) -> Ask:
    """The project's own matcher."""
    index = Index(rows)
    return lambda text: [(match.entry_id, match.confidence) for match in index.match(text)]


def by_ratio(scorer: Callable[..., float]) -> Callable[[Rows], Ask]:
    """rapidfuzz over normalised phrasings, as its extract gives them."""

    def build(rows: Rows) -> Ask:
        texts = [language.normalise(text) for _, text in rows]

        def ask(text: str) -> list[tuple[str, float]]:
            asked = language.normalise(text)
            found = process.extract(asked, texts, scorer=scorer, limit=4 * MOST)
            return _once((rows[place][0], score / 100) for _, score, place in found)

        return ask

    return build


def by_bm25(cut: Callable[[str], list[str]]) -> Callable[[Rows], Ask]:
    """bm25s over tokens of normalised phrasings."""

    def build(rows: Rows) -> Ask:
        bm25s = import_module("bm25s")
        model = bm25s.BM25()
        tokens = [cut(language.normalise(text)) for _, text in rows]
        model.index(tokens, show_progress=False)
        most = min(4 * MOST, len(rows))

        def ask(text: str) -> list[tuple[str, float]]:
            asked = [cut(language.normalise(text)) or [""]]
            places, scores = model.retrieve(asked, k=most, show_progress=False)
            pairs = zip(places[0].tolist(), scores[0].tolist(), strict=True)
            return _once((rows[place][0], score) for place, score in pairs if score > 0)

        return ask

    return build


def by_tfidf(rows: Rows) -> Ask:
    """Cosine of tf-idf vectors over one to three characters in a row."""
    counted = [Counter(ngrams(language.normalise(text))) for _, text in rows]
    holders = Counter(gram for own in counted for gram in own)
    rarity = {gram: log((1 + len(rows)) / (1 + held)) + 1 for gram, held in holders.items()}
    lists: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, own in enumerate(counted):
        length = sum((count * rarity[gram]) ** 2 for gram, count in own.items()) ** 0.5
        for gram, count in own.items():
            lists[gram].append((place, count * rarity[gram] / length))
    postings = {gram: np.array(own) for gram, own in lists.items()}

    def ask(text: str) -> list[tuple[str, float]]:
        asked = Counter(ngrams(language.normalise(text)))
        unseen = log(1 + len(rows)) + 1
        weights = {gram: count * rarity.get(gram, unseen) for gram, count in asked.items()}
        length = sum(weight**2 for weight in weights.values()) ** 0.5
        scores = np.zeros(len(rows))
        for gram, weight in weights.items():
            if gram in postings:
                places = postings[gram][:, 0].astype(np.intp)
                scores[places] += postings[gram][:, 1] * weight / length
        best = np.argsort(-scores, kind="stable")[: 4 * MOST].tolist()
        return _once((rows[place][0], float(scores[place])) for place in best if scores[place] > 0)

    return ask


def by_tantivy(rows: Rows) -> Ask:
    """tantivy over one to three characters in a row."""
    tantivy = import_module("tantivy")
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("entry", stored=True, tokenizer_name="raw")
    schema.add_text_field("text", tokenizer_name="whitespace")
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for entry_id, text in rows:
        grams = " ".join(ngrams(language.normalise(text)))
        writer.add_document(tantivy.Document(entry=entry_id, text=grams))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[tuple[str, float]]:
        grams = ngrams(language.normalise(text))
        terms = [tantivy.Query.term_query(index.schema, "text", gram) for gram in grams]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        found = searcher.search(query, 4 * MOST).hits if terms else []
        return _once((searcher.doc(place)["entry"][0], score) for score, place in found)

    return ask


def ngrams(normal: str) -> list[str]:
    """Every run of one to three characters."""
    plain = normal.replace(" ", "")
    return [plain[at : at + size] for size in (1, 2, 3) for at in range(len(plain) - size + 1)]


PEERS = (
    Peer("邻里", ours),
    Peer("rapidfuzz ratio", by_ratio(fuzz.ratio)),
    Peer("rapidfuzz WRatio", by_ratio(fuzz.WRatio)),
    Peer("bm25s words", by_bm25(language.cut), "bm25s"),
    Peer("bm25s 1-3-grams", by_bm25(ngrams), "bm25s"),
    Peer("tf-idf 1-3-grams", by_tfidf),
    Peer("tantivy 1-3-grams", by_tantivy, "tantivy"),
)


def is_installed(peer: Peer) -> bool:
    """Whether the package that it needs is there."""
    return not peer.package or find_spec(peer.package) is not None


def _once(found: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    best: dict[str, float] = {}
    for entry_id, score in found:
        best.setdefault(entry_id, score)
    return list(best.items())[:MOST]
