"""What everybody sees on the phones, and the raw exchanges behind it."""

import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from typing import Any

from simulator.history import History
from simulator.links import spans_of

_KEPT = 5_000

# Where an item came from.
PUSH, PASSIVE, SERVICE, NOTICE, LINE = "push", "passive", "service", "notice", "line"
HANDED_OVER = "transfer_customer_service"  # WeChat's MsgType of a chat given to a person
AGENT = "agent"  # a person at WeChat's customer service
WAITING = "waiting"  # the outcome of an exchange that is not over
UNASKED = (SERVICE, NOTICE)  # what comes from the account by itself
UNREAD = (*UNASKED, AGENT)  # what raises the badge


@dataclass(frozen=True, slots=True)
class Item:
    """One bubble or line on a phone; `via` says how it came, `kind` is WeChat's MsgType.

    `exchange` is the raw exchange it belongs to, 0 for none; `card` a news card or a notice; `by`
    the agent who speaks.
    """

    seq: int
    openid: str
    at: float
    via: str
    kind: str
    text: str = ""
    media_id: str = ""
    card: Mapping[str, str] = field(default_factory=dict)
    exchange: int = 0
    tries: int = 0
    by: str = ""

    def as_json(self) -> dict[str, Any]:
        """The item with its text cut into spans, for a page that builds no HTML from text."""
        return {**asdict(self), "spans": [asdict(span) for span in spans_of(self.text)]}


@dataclass(frozen=True, slots=True)
class RawTry:
    """One try as the raw view shows it; `body` as it came, `plain` decrypted."""

    number: int
    seconds: float
    status: int | None
    problem: str
    duplicate: bool
    body: str
    plain: str


@dataclass(slots=True)
class Exchange:
    """Everything that went over the wire for one push, or one call of the account (`call`)."""

    id: int
    openid: str
    at: float
    name: str
    url: str
    plain: str
    body: str
    call: bool = False
    outcome: str = WAITING
    tries: list[RawTry] = field(default_factory=list)


class Chat:
    """All items and exchanges, oldest first, at most 5,000 of each; safe for threads."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._news = threading.Condition()
        self._items: deque[Item] = deque(maxlen=_KEPT)
        self._own: defaultdict[str, deque[Item]] = defaultdict(deque)
        self._exchanges: dict[int, Exchange] = {}
        self._open: dict[int, Exchange] = {}
        self._seq = 0
        self._exchange = 0
        self._version = 0

    def restore(self, kinds: Mapping[str, Mapping[str, Any]]) -> None:
        """Takes up what an earlier process left."""
        for value in kinds.get("item", {}).values():
            self._append(Item(**value))
        for value in kinds.get("exchange", {}).values():
            tries = [RawTry(**each) for each in value["tries"]]
            exchange = Exchange(**{**value, "tries": tries})
            self._exchanges[exchange.id] = exchange
        self._seq = max((item.seq for item in self._items), default=0)
        self._exchange = max(self._exchanges, default=0)

    @property
    def seq(self) -> int:
        """The number of the newest item."""
        return self._seq

    def add(self, openid: str, at: float, via: str, kind: str, **fields: Any) -> Item:
        """Adds an item (fields of Item) and wakes everybody who waits for news."""
        with self._news:
            self._seq += 1
            item = Item(self._seq, openid, at, via, kind, **fields)
            self._append(item)
            self._history.write("item", item.seq, item)
            self.touch()
            return item

    def since(self, seq: int, *, openid: str = "") -> list[Item]:
        """The items after `seq`, of one resident or all."""
        with self._news:
            known = self._own.get(openid, ()) if openid else self._items
            new = list(takewhile(lambda item: item.seq > seq, reversed(known)))
        return new[::-1]

    def touch(self) -> None:
        """Wakes everybody who waits for news: something that the phones show has changed."""
        with self._news:
            self._version += 1
            self._news.notify_all()

    def wait(self, version: int, seconds: float) -> int:
        """The current version as soon as it is not `version`, or when `seconds` are over."""
        with self._news:
            self._news.wait_for(lambda: self._version != version, seconds)
            return self._version

    def wait_for_end(self, exchange: Exchange, seconds: float) -> bool:
        """Whether an exchange is over, which is waited for no longer than so many seconds."""
        with self._news:
            return self._news.wait_for(lambda: exchange.outcome != WAITING, seconds)

    def try_of(self, openid: str) -> int:
        """The number of the try that a resident's oldest unanswered push is in, 0 for none."""
        with self._news:
            mine = [each for each in self._open.values() if each.openid == openid]
            return len(mine[0].tries) + 1 if mine else 0

    def open_exchange(
        self, openid: str, at: float, name: str, url: str, plain: str, body: str
    ) -> Exchange:
        """Starts the record of a push."""
        with self._news:
            exchange = self._new_exchange(openid, at, name, url, plain, body)
            self._open[exchange.id] = exchange
            self.touch()
            return exchange

    def add_call(self, openid: str, at: float, path: str, sent: str, answer: str) -> Exchange:
        """Records a finished call of the account to WeChat's API."""
        with self._news:
            exchange = self._new_exchange(openid, at, path, path, sent, "")
            exchange.call = True
            exchange.tries.append(RawTry(1, 0.0, 200, "", False, answer, ""))
            exchange.outcome = "called"
            self._history.write("exchange", exchange.id, exchange)
            return exchange

    def note(self, exchange: Exchange, attempt: RawTry | None = None, outcome: str = "") -> None:
        """Adds a try to an exchange, or ends it."""
        with self._news:
            if attempt:
                exchange.tries.append(attempt)
            if outcome:
                exchange.outcome = outcome
                self._open.pop(exchange.id, None)
                self._history.write("exchange", exchange.id, exchange)
            self.touch()

    def exchanges(self, openid: str, *, limit: int = 50) -> list[Exchange]:
        """The newest exchanges of a resident, newest first."""
        with self._news:
            mine = [each for each in self._exchanges.values() if each.openid == openid]
        return mine[: -limit - 1 : -1]

    def get_exchange(self, number: int) -> Exchange | None:
        """One exchange by its id."""
        with self._news:
            return self._exchanges.get(number)

    def _append(self, item: Item) -> None:
        if len(self._items) == _KEPT:
            self._own[self._items[0].openid].popleft()
        self._items.append(item)
        self._own[item.openid].append(item)

    def _new_exchange(
        self, openid: str, at: float, name: str, url: str, plain: str, body: str
    ) -> Exchange:
        self._exchange += 1
        exchange = Exchange(self._exchange, openid, at, name, url, plain, body)
        self._exchanges[exchange.id] = exchange
        self._exchanges.pop(exchange.id - _KEPT, None)
        return exchange
