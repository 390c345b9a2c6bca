"""A story as it was read: who takes part, who does what, and what must come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that a resident sends or does: an action of the phone and its values."""

    action: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come back; texts may hold `$name` of something remembered.

    contains, lacks: each of them in (in none of) the words; exact: the words as they stand;
    nothing, something: no message at all, one at least; count: so many messages; choices: each
    on a numbered line of its own; handed_over: the chat goes to customer service; remember: the
    name of the one new case number from here on.
    """

    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    exact: str | None = None
    nothing: bool = False
    something: bool = False
    count: int | None = None
    choices: tuple[str, ...] = ()
    handed_over: bool = False
    remember: str = ""


@dataclass(frozen=True, slots=True)
class Does:
    """A resident sends or does these things, several at once; replies come to each of them."""

    line: int
    who: str
    messages: tuple[Message, ...]
    expected: Expected


@dataclass(frozen=True, slots=True)
class Hears:
    """What has come to a resident by itself since it was last looked at.

    via: "service" (a customer-service message), "notice" (a one-time notice), "" either.
    """

    line: int
    who: str
    via: str
    expected: Expected


@dataclass(frozen=True, slots=True)
class Together:
    """Several people at the same moment."""

    line: int
    parts: tuple[Does, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """Nobody does anything for so many seconds."""

    line: int
    seconds: float
    words: str


@dataclass(frozen=True, slots=True)
class Operate:
    """Somebody of the office does something; what it may be, the stage knows."""

    line: int
    deed: str
    note: str


@dataclass(frozen=True, slots=True)
class Sign:
    """The agents of WeChat's customer service sign in, or out."""

    line: int
    online: bool


Step = Sign | Does | Hears | Together | Wait | Operate


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story. people: name to the scene they follow by ("": none), None: not following;
    abilities: what the account may do, None: whatever it may; backends: where it is told, ():
    everywhere; starts_at: local time of Shanghai; pack: the example data it needs, as STARTER
    names it."""

    file: str
    title: str
    people: Mapping[str, str | None]
    abilities: frozenset[str] | None
    backends: tuple[str, ...]
    starts_at: datetime
    steps: tuple[Step, ...]
    pack: str = "community"
