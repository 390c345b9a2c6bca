"""Arrays one after the other in one run of bytes: a line of JSON that says where each begins, and
what else belongs to them, then the arrays; mapped from a file, their pages are shared by all."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

ALIGNED = 64


def parts_of(arrays: Mapping[str, NDArray[Any]], head: Any = None) -> Iterator[bytes]:
    """The bytes, in order; `head`: what is kept beside the arrays, as JSON can hold it."""
    places, offset = {}, 0
    for name, array in arrays.items():
        places[name] = (offset, array.dtype.str, array.shape)
        offset += -(-array.nbytes // ALIGNED) * ALIGNED
    written = json.dumps([places, head]).encode() + b"\n"
    yield written + b"\n" * (-len(written) % ALIGNED)
    for array in arrays.values():
        yield np.ascontiguousarray(array).tobytes()
        yield bytes(-array.nbytes % ALIGNED)


def arrays_in(kept: memoryview) -> tuple[dict[str, NDArray[Any]], Any]:
    """What `parts_of` wrote: views of those bytes, not copies, and the head."""
    whole = np.frombuffer(kept, dtype=np.uint8)
    end = int(np.argmax(whole == ord("\n")))
    own = whole[-(-(end + 1) // ALIGNED) * ALIGNED :]
    places, head = json.loads(whole[:end].tobytes())
    return {name: _array(own, *place) for name, place in places.items()}, head


def _array(own: NDArray[np.uint8], offset: int, kind: str, shape: list[int]) -> NDArray[Any]:
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    return own[offset : offset + size].view(kind).reshape(shape)
