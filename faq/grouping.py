"""Putting questions of one meaning together: pure.

A text is what it is about (concepts of the lexicon) and, weaker, its pairs of characters, each
weighted by how rare it is. Texts are compared in blocks by short sketches of these weights, and
what comes near is then weighed exactly: so twenty thousand take about a second.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from core.language import normalise
from faq.matching.lexicon import Lexicon, civic

SAME_MEANING = 0.35
"""Mean likeness (0 to 1) to a group's texts from which a text belongs to it.

Of 500 mixed questions of the matcher's tuning set, eight in ten pairs put together ask the same,
and half of those that ask the same are put together: as the matcher itself would do it, at a
twentieth of its work.
"""
WEIGHTS = {"topic": 2.0, "person": 0.7, "act": 0.7}
"""How much a concept of that role tells; `ask` and `talk` only say how something is said."""
BROADER_WEIGHT, PAIR_WEIGHT = 0.7, 0.5
ELSEWHERE = 300
"""So many texts are taken to exist beside the given ones: what few of few say is still rare."""

BLOCK, SKETCH = 512, 256
SKETCH_ERROR = 0.12
"""So much less a sketch may say than is true: about two of its standard deviations."""
MOST_WEIGHED = 4
"""So many groups are weighed exactly for a text, those that sketches say are nearest."""
SPREAD = 2654435761
"""Knuth's multiplier: spreads numbers that follow each other over a sketch."""

Vector = dict[int, float]
Floats = NDArray[np.float32]
Progress = Callable[[int], None]


def group_texts(
    texts: Sequence[str], tell: Progress = lambda _: None, lexicon: Lexicon | None = None
) -> list[list[int]]:
    """Positions of the texts in groups of one meaning, each group's first text its oldest.

    Earlier texts settle what a group is about, so give the weightiest first. The same texts in
    the same order always give the same groups. `tell` hears how far it is, in percent; they are
    read with the civic lexicon where none is given.
    """
    vectors = _vectors(texts, lexicon or civic())
    groups = _Groups()
    for start in range(0, len(vectors), BLOCK):
        groups.add(vectors[start : start + BLOCK])
        tell(100 * min(start + BLOCK, len(vectors)) // len(vectors))
    return groups.members


class _Groups:
    """The groups so far, each as the sum of its texts' weights, exact and as a sketch."""

    def __init__(self) -> None:
        self.members: list[list[int]] = []
        self._sums: list[Vector] = []
        self._sketches: Floats = np.zeros((BLOCK, SKETCH), dtype=np.float32)
        self._count = 0

    def add(self, vectors: Sequence[Vector]) -> None:
        """Put each of them into the group it is most like, or into one of its own."""
        sketches = _sketches(vectors)
        before = len(self.members)
        sizes = np.fromiter(map(len, self.members), dtype=np.float32)
        near = _near(sketches, self._sketches[:before] / sizes[:, np.newaxis])
        beside = _near(sketches, sketches)
        # Groups that this block begins are found by the text that began them.
        begun: dict[int, int] = {}
        for place, vector in enumerate(vectors):
            new = (begun[other] for other in beside[place] if other in begun)
            group = self._best(vector, [*near[place][:MOST_WEIGHED], *islice(new, MOST_WEIGHED)])
            if group == len(self.members):
                begun[place] = group
            self._put(group, vector, sketches[place])

    def _best(self, vector: Vector, candidates: Iterable[int]) -> int:
        """The group it belongs to; the number of the next one when there is none."""
        best, most = len(self.members), SAME_MEANING
        for group in candidates:
            own = self._sums[group].get
            total = sum([weight * own(token, 0.0) for token, weight in vector.items()])
            likeness = total / len(self.members[group])
            if likeness >= most:
                best, most = group, likeness
        return best

    def _put(self, group: int, vector: Vector, sketch: Floats) -> None:
        if group == len(self.members):
            self.members.append([])
            self._sums.append({})
            if group == len(self._sketches):
                self._sketches = np.concatenate([self._sketches, np.zeros_like(self._sketches)])
        self.members[group].append(self._count)
        self._count += 1
        self._sketches[group] += sketch
        own = self._sums[group]
        for token, weight in vector.items():
            own[token] = own.get(token, 0.0) + weight


def _near(some: Floats, others: Floats) -> list[list[int]]:
    """For each of some, which of the others may be like it, the likest first."""
    likeness = some @ others.T
    rows, columns = np.nonzero(likeness >= SAME_MEANING - SKETCH_ERROR)
    order = np.lexsort((columns, -likeness[rows, columns], rows))
    ends = np.searchsorted(rows, np.arange(1, len(some)))
    return [one.tolist() for one in np.split(columns[order], ends)]


def _sketches(vectors: Sequence[Vector]) -> Floats:
    """The weights added up in a few columns, with signs: products come out nearly the same."""
    tokens = np.fromiter(chain.from_iterable(vectors), dtype=np.uint64)
    weights = np.fromiter(chain.from_iterable(one.values() for one in vectors), dtype=np.float64)
    spread = (tokens + 1) * SPREAD % 2**32 >> 16
    rows = np.repeat(np.arange(len(vectors)), [len(one) for one in vectors])
    places = rows * SKETCH + (spread >> 1).astype(np.int64) % SKETCH
    summed = np.bincount(places, np.where(spread & 1, weights, -weights), len(vectors) * SKETCH)
    return summed.reshape(len(vectors), SKETCH).astype(np.float32)


def _vectors(texts: Sequence[str], lexicon: Lexicon) -> list[Vector]:
    """What each text says, weighted by rarity, each of length 1 (or 0 when it says nothing)."""
    numbers: dict[str, int] = {}
    said = [_numbered(_said(text, lexicon), numbers) for text in texts]
    found = np.zeros(len(numbers) + 1)
    np.add.at(found, list(chain.from_iterable(said)), 1.0)
    rarity = np.log((len(texts) + ELSEWHERE) / np.maximum(found, 1.0)).tolist()
    return [
        _of_length_one({token: own * rarity[token] for token, own in one.items()}) for one in said
    ]


def _numbered(said: dict[str, float], numbers: dict[str, int]) -> Vector:
    return {numbers.setdefault(token, len(numbers)): weight for token, weight in said.items()}


def _of_length_one(vector: Vector) -> Vector:
    length = math.hypot(*vector.values())
    return {token: weight / length for token, weight in vector.items()} if length else {}


def _said(text: str, lexicon: Lexicon) -> dict[str, float]:
    """The text's concepts and pairs of characters, without those of asking and chatting."""
    normal = normalise(text)
    pairs = list(map("".join, pairwise(normal)))
    said: dict[str, float] = {}
    for one in lexicon.find(normal):
        weights = [(key, WEIGHTS.get(lexicon.role_of[key], 0.0)) for key in one.concepts]
        telling = {f"concept {key}": weight for key, weight in weights if weight}
        said.update(telling)
        if not telling:
            pairs[one.start : one.end - 1] = [""] * (one.end - 1 - one.start)
        for key in one.broader:
            if lexicon.role_of[key] == "topic":
                said.setdefault(f"broader {key}", BROADER_WEIGHT)
    said.update(dict.fromkeys(pairs, PAIR_WEIGHT))
    said.pop("", None)
    return said
