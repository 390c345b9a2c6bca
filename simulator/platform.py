"""WeChat in small: residents, what they send, how it is delivered, and what they get to see."""

import itertools
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from simulator import pushes
from simulator.account import Account
from simulator.agents import Agents
from simulator.chat import HANDED_OVER, LINE, PASSIVE, PUSH, UNREAD, Chat, Exchange, Item, RawTry
from simulator.codes import Codes
from simulator.delivery import FAILED, Carrier, Try
from simulator.envelope import Envelope, verification, wrap
from simulator.errors import UnknownResident
from simulator.faults import Faults
from simulator.history import History
from simulator.media import Media
from simulator.pushes import Push
from simulator.replies import Reply, plain_of, understand
from simulator.residents import Resident, make_starters
from simulator.talks import Talks
from simulator.templates import Templates
from simulator.tokens import Tokens
from simulator.transport import Transport, http_transport
from simulator.windows import Window
from simulator.xml import Value, build

WITH_HUMAN = "human"  # the outcome of a message that a person got instead of the account
FAILURE_LINE = "该公众号提供的服务出现故障，请稍后再试"


class Platform:
    """One official account and its residents; safe for threads.

    `target` is the account's webhook, `time_scale` shortens the 5 s limit for tests, `data` a
    folder for keeping the chats, `clock` Unix seconds, `base_url` where photos can be fetched.
    """

    def __init__(
        self,
        account: Account,
        target: str,
        *,
        transport: Transport = http_transport,
        time_scale: float = 1.0,
        residents: Iterable[Resident] | None = None,
        data: Path | None = None,
        clock: Callable[[], float] = time.time,
        faults: Faults | None = None,
        base_url: str = "http://127.0.0.1:8001",
    ) -> None:
        self.account = account
        self.target = target
        self.base_url = base_url
        self.clock = clock
        self.carrier = Carrier(transport, time_scale, clock)
        self.faults = faults or Faults()
        self.tokens = Tokens(clock)
        self.history = History(data)
        self.chat = Chat(self.history)
        self.media = Media(clock, self.history)
        self.codes = Codes(clock, self.history)
        self.agents = Agents(clock, self.history)
        self.talks = Talks(self.agents, self.chat, clock, self.send)
        self.templates = Templates(clock)
        self.menu: Mapping[str, Any] = {}
        self.waiting = "等待服务启动"
        self._lock = threading.RLock()
        self._message_ids = itertools.count(int(clock() * 1000) << 22)
        self._residents: dict[str, Resident] = {}
        self._restore(make_starters(account.appid) if residents is None else residents)

    # Residents

    @property
    def residents(self) -> list[Resident]:
        """All residents in the order of their phones."""
        with self._lock:
            return list(self._residents.values())

    def get_resident(self, openid: str) -> Resident:
        """The resident. Raises UnknownResident."""
        with self._lock:
            if openid not in self._residents:
                raise UnknownResident("no such openid")
            return self._residents[openid]

    def change(self, openid: str, change: Callable[[Resident], Resident]) -> Resident:
        """Replaces what is known of a resident by `change` of it, alone under the lock."""
        with self._lock:
            return self.save(change(self.get_resident(openid)))

    def save(self, resident: Resident) -> Resident:
        """Adds a resident or what is new about one."""
        with self._lock:
            self._residents[resident.openid] = resident
            self.history.write("resident", resident.openid, resident)
            self.chat.touch()
            return resident

    def unread(self, openid: str) -> int:
        """How many messages came by themselves since the phone was last looked at."""
        read = self.get_resident(openid).read_seq
        return sum(item.via in UNREAD for item in self.chat.since(read, openid=openid))

    def set_menu(self, menu: Mapping[str, Any]) -> None:
        """Publishes the account's menu on every phone."""
        self.menu = menu
        self.history.write("menu", "", menu)
        self.chat.touch()

    # Pushes

    def send(self, openid: str, push: Push) -> Exchange:
        """Delivers a push and returns when its last try is over."""
        return self.finish(*self.begin(openid, push))

    def start(self, openid: str, push: Push) -> Exchange:
        """Begins to deliver a push; `chat.wait_for_end` tells when its last try is over."""
        begun = self.begin(openid, push)
        threading.Thread(target=self.finish, args=begun, daemon=True).start()
        return begun[0]

    def begin(self, openid: str, push: Push) -> tuple[Exchange, Envelope | None, Push]:
        """Shows the resident's own bubble, opens the window and wraps the push; sends nothing.

        There is no envelope when the resident talks with a person, who then gets it.
        """
        self.talks.end_silent()
        now = self.clock()
        self.change(openid, lambda resident: _after(resident, push, now))
        if push.name == "unsubscribe":
            self.agents.close(openid)
        if not push.is_event and self.agents.with_human(openid):
            self.agents.touch(openid)
            exchange = self.chat.open_exchange(openid, now, push.name, "", "", "")
            self._show_own(exchange, push, now)
            return exchange, None, push
        fields: dict[str, Value] = {
            "ToUserName": self.account.original_id,
            "FromUserName": openid,
            "CreateTime": int(now),
            "MsgType": push.type,
            **push.fields,
        }
        if not push.is_event:
            fields["MsgId"] = next(self._message_ids)
        envelope = wrap(self.account, self.target, openid, build(fields), at=int(now))
        exchange = self.chat.open_exchange(
            openid, now, push.name, envelope.url, envelope.plain, envelope.body.decode()
        )
        self._show_own(exchange, push, now)
        return exchange, envelope, push

    def finish(self, exchange: Exchange, envelope: Envelope | None, push: Push) -> Exchange:
        """Carries what `begin` made and shows what came of it."""
        if envelope is None:
            self.chat.note(exchange, outcome=WITH_HUMAN)
            return exchange
        result = self.carrier.carry(
            envelope,
            lambda body: understand(self.account, exchange.openid, push, body),
            copies=2 if self.faults.strikes("duplicate") else 1,
            noted=lambda attempt: self.chat.note(exchange, self._raw(attempt)),
        )
        tries = result.tries[-1].number
        if result.reply:
            self._show(exchange, push, result.reply, tries)
        elif result.outcome == FAILED and push.answerable:
            self._add(exchange, LINE, "text", text=FAILURE_LINE, tries=tries)
        self.chat.note(exchange, outcome=result.outcome)
        return exchange

    def replies_to(self, exchange: Exchange) -> list[Item]:
        """What the resident saw of an exchange: a reply, the failure line or nothing."""
        items = self.chat.since(0, openid=exchange.openid)
        return [item for item in items if item.exchange == exchange.id and item.via != PUSH]

    # The account's URL

    def verify(self) -> bool:
        """Whether the account's URL echoes a signed GET; `waiting` says why not."""
        url, echo = verification(self.account, self.target, at=int(self.clock()))
        try:
            status, body = self.carrier.transport(url, {}, None, 5.0)
        except OSError:
            return self._verified("等待服务启动")
        if status != 200 or body != echo.encode():
            return self._verified(f"服务地址验证失败（HTTP {status}），请核对 Token")
        return self._verified("")

    def greet(self) -> None:
        """Lets everybody who has never followed do so, each by the QR code of their home."""
        for resident in self.residents:
            if not resident.greeted:
                self.send(resident.openid, pushes.subscribe(resident.scene or None))

    # Inside

    def _verified(self, waiting: str) -> bool:
        if waiting != self.waiting:
            self.waiting = waiting
            self.chat.touch()
        return not waiting

    def _restore(self, residents: Iterable[Resident]) -> None:
        kinds = self.history.load()
        for resident in residents:
            self._residents[resident.openid] = resident
        for value in kinds.get("resident", {}).values():
            known = Resident.from_dict(value)
            self._residents[known.openid] = known
        self.menu = kinds.get("menu", {}).get("", {})
        self.chat.restore(kinds)
        self.media.restore(kinds)
        self.codes.restore(kinds)
        self.agents.restore(kinds)

    def _raw(self, attempt: Try) -> RawTry:
        return RawTry(
            attempt.number,
            attempt.seconds,
            attempt.status,
            attempt.problem,
            attempt.duplicate,
            attempt.body.decode(errors="replace"),
            plain_of(self.account, attempt.body) if attempt.body else "",
        )

    def _show(self, exchange: Exchange, push: Push, reply: Reply, tries: int) -> None:
        if reply.kind == HANDED_OVER:
            self._add(
                exchange, LINE, reply.kind, text=self._hand_over(exchange, reply), tries=tries
            )
            return
        if not push.answerable or push.name == "unsubscribe":
            return
        card = asdict(reply.article) if reply.article else {}
        self._add(
            exchange,
            PASSIVE,
            reply.kind,
            text=reply.text,
            media_id=reply.media_id,
            card=card,
            tries=tries,
        )

    def _hand_over(self, exchange: Exchange, reply: Reply) -> str:
        """What became of a chat that was handed over, for whoever looks at the phone."""
        if "kf" not in self.account.grants:
            return "转给了人工客服，但公众号没有开通客服功能，没人接"
        self.agents.queue(exchange.openid, reply.agent)
        return "已转给人工客服，排队中"

    def _show_own(self, exchange: Exchange, push: Push, now: float) -> None:
        if push.shown:
            self.chat.add(
                exchange.openid,
                now,
                PUSH,
                push.type,
                text=push.shown,
                media_id=push.media_id,
                exchange=exchange.id,
            )

    def _add(self, exchange: Exchange, via: str, kind: str, **fields: Any) -> Item:
        return self.chat.add(
            exchange.openid, self.clock(), via, kind, exchange=exchange.id, **fields
        )


def _after(resident: Resident, push: Push, now: float) -> Resident:
    """What WeChat remembers of a resident after a push."""
    if push.trigger:
        resident = resident.with_window(push.trigger, Window(now))
    if push.name == "subscribe":
        return replace(resident, follows=True, followed_at=now, greeted=True)
    if push.name == "unsubscribe":
        return replace(resident, follows=False, windows={})
    return resident
