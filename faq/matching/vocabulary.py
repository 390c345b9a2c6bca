"""The numbers of tokens: those of a base are settled, new ones are added as they come."""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from faq.matching.tokens import KINDS, Flags, Keys, is_light, key_of

NOWHERE = -1


class Vocabulary:
    """Gives each token of a kind its number; a number once given stays, so old readers agree.

    `keys`, `kinds` and `light` describe the base's tokens in order of their keys; what is added
    later is kept apart. One thread adds at a time, any number read.
    """

    def __init__(self, keys: Keys, kinds: NDArray[np.uint8], light: Flags) -> None:
        self.keys, self._base_kinds, self._base_light = keys, kinds, light
        self._numbers: tuple[dict[str, int], ...] = tuple({} for _ in KINDS)
        self._kinds, self._light, self._added = bytearray(), bytearray(), array("Q")

    def __len__(self) -> int:
        return len(self.keys) + len(self._added)

    def number(self, kind: int, token: str) -> int:
        """The token's number, a new one for a new token."""
        own = self._numbers[kind]
        found = own.get(token)
        if found is None:
            key = key_of(kind, token)
            found = self._in_base(key)
            if found == NOWHERE:
                found = len(self)
                self._kinds.append(kind)
                self._light.append(is_light(token))
                self._added.append(key)
            own[token] = found
        return found

    def find(self, tokens: Sequence[Sequence[str]]) -> NDArray[np.intp]:
        """The numbers of these tokens, given by kind; NOWHERE where there is none."""
        numbers = self._find_numbered(tokens)
        if not len(self.keys) or not len(numbers):
            return numbers
        keys = np.array(
            [key_of(kind, token) for kind, many in enumerate(tokens) for token in many],
            dtype=np.uint64,
        )
        places = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, places, numbers)

    def _find_numbered(self, tokens: Sequence[Sequence[str]]) -> NDArray[np.intp]:
        """As `find` among those that were given their numbers here."""
        if not any(self._numbers):
            return np.full(sum(map(len, tokens)), NOWHERE, dtype=np.intp)
        added = [
            own.get(token, NOWHERE)
            for own, many in zip(self._numbers, tokens, strict=True)
            for token in many
        ]
        return np.array(added, dtype=np.intp)

    def _in_base(self, key: int) -> int:
        place = int(np.searchsorted(self.keys, np.uint64(key)))
        is_here = place < len(self.keys) and int(self.keys[place]) == key
        return place if is_here else NOWHERE

    def all_keys(self) -> Keys:
        """The keys in order of the numbers."""
        return np.concatenate([self.keys, np.array(self._added, dtype=np.uint64)])

    def all_kinds(self) -> NDArray[np.uint8]:
        """The kinds in order of the numbers."""
        return np.concatenate([self._base_kinds, np.frombuffer(bytes(self._kinds), dtype=np.uint8)])

    def all_light(self) -> Flags:
        """Which ones say little, in order of the numbers."""
        return np.concatenate([self._base_light, np.frombuffer(bytes(self._light), dtype=np.bool_)])


def empty_vocabulary() -> Vocabulary:
    """One that knows nothing yet."""
    return Vocabulary(
        np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.bool_)
    )
