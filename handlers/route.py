"""The shape of a routing table's line."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.messages import TransferReply
from handlers.context import Context
from handlers.turn import Turn

Fits = Callable[[Turn, Context], bool]
Said = str | TransferReply
Handler = Callable[[Turn, Context], Said]


def always(turn: Turn, context: Context) -> bool:  # noqa: ARG001 (a condition's shape)
    """It fits whatever is said."""
    return True


@dataclass(frozen=True)
class Route:
    """Who answers a message, and when.

    `aside`: an open question stays open and comes back once after this answer. `repeats`: the
    same words may be said twice running, because they state facts that have not changed.
    """

    fits: Fits
    handler: Handler
    aside: bool = False
    repeats: bool = False
