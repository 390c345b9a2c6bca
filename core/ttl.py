"""How long a key of the store lives."""

import math


def milliseconds(ttl: float) -> int:
    """A time to live in whole milliseconds, rounded up; raises `ValueError` unless above 0."""
    if not 0 < ttl < math.inf:
        raise ValueError("a time to live is above 0 seconds")
    return math.ceil(ttl * 1000)
