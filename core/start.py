"""How a process starts: quickly."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Thread


@contextmanager
def starting(*beside: str) -> Iterator[None]:
    """While a process imports and reads what it works with, no garbage is looked for.

    Nearly all that is made then stays: looking through it again and again took a quarter of the
    time. Nor is it looked through later, and a fork shares its memory.

    `beside`: modules that load for long without holding the interpreter, each in a thread
    meanwhile; none is left behind, which a fork could not share.
    """
    gc.disable()
    threads = [Thread(target=import_module, args=(name,)) for name in beside]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()
        gc.freeze()
        gc.enable()
