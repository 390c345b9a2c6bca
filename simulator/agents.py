"""WeChat's customer service (客服): agents, who waits for one, and who is talking with one."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.errors import ApiError, BadAction
from simulator.history import History

SILENCE_SECONDS = 30 * 60.0  # after so much silence WeChat ends a session by itself


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody of the office at WeChat's customer service."""

    account: str
    nickname: str
    number: str


@dataclass(frozen=True, slots=True)
class Session:
    """A resident who waits (`agent` empty, or the one wanted while not `open`) or talks."""

    openid: str
    agent: str
    began_at: float
    last_at: float
    open: bool = False


STARTERS = (Agent("xiaoli@linli", "小李", "1001"), Agent("xiaozhou@linli", "小周", "1002"))


class Agents:
    """The agents and their sessions; safe for threads. Who calls tells the account of changes."""

    def __init__(
        self,
        clock: Callable[[], float],
        history: History,
        agents: tuple[Agent, ...] = STARTERS,
    ) -> None:
        self._clock = clock
        self._history = history
        self._lock = threading.RLock()
        self._agents = {each.account: each for each in agents}
        self._online: set[str] = set()
        self._sessions: dict[str, Session] = {}

    def restore(self, kinds: Mapping[str, Mapping[str, Any]]) -> None:
        """Takes up what an earlier process left; everybody is offline after a start."""
        for openid, value in kinds.get("session", {}).items():
            if value:
                self._sessions[openid] = Session(**value)

    def all(self) -> list[Agent]:
        """All agents."""
        return list(self._agents.values())

    def get(self, account: str) -> Agent:
        """The agent. Raises BadAction."""
        if account not in self._agents:
            raise BadAction("没有这位客服")
        return self._agents[account]

    def is_online(self, account: str) -> bool:
        """Whether the agent has signed in."""
        with self._lock:
            return account in self._online

    def sign(self, account: str, *, online: bool) -> None:
        """Somebody signs in, or out; whoever talks with them is kept."""
        self.get(account)
        with self._lock:
            (self._online.add if online else self._online.discard)(account)

    def sessions(self, *, opened: bool) -> list[Session]:
        """Who talks with somebody, or waits for somebody, in order of time."""
        with self._lock:
            found = [each for each in self._sessions.values() if each.open is opened]
        return sorted(found, key=lambda each: each.began_at)

    def with_human(self, openid: str) -> Session | None:
        """The open session of a resident."""
        with self._lock:
            session = self._sessions.get(openid)
            return session if session and session.open else None

    def queue(self, openid: str, wanted: str) -> None:
        """The resident was handed over, to that agent or any ('')."""
        with self._lock:
            now = self._clock()
            if openid not in self._sessions:
                self._keep(Session(openid, wanted, now, now))

    def accept(self, openid: str, account: str) -> Session:
        """An agent who is online takes a resident on, whether he waits or the agent begins the
        talk. Raises BadAction."""
        with self._lock:
            session = self._sessions.get(openid)
            if not self.is_online(account):
                raise BadAction(f"{self.get(account).nickname}还没上线")
            if session and session.open:
                raise BadAction("这位居民已经在和客服说话")
            if session and session.agent not in {"", account}:
                raise BadAction(f"这位居民等的是{self.get(session.agent).nickname}")
            return self.open(openid, account)

    def open(self, openid: str, account: str) -> Session:
        """A session with that agent, whoever waited or talked before."""
        with self._lock:
            now = self._clock()
            return self._keep(Session(openid, account, now, now, open=True))

    def touch(self, openid: str) -> None:
        """One of the two has said something."""
        with self._lock:
            if session := self._sessions.get(openid):
                self._keep(replace(session, last_at=self._clock()))

    def close(self, openid: str) -> Session | None:
        """The session is over, or the waiting; what it was."""
        with self._lock:
            session = self._sessions.pop(openid, None)
            if session:
                self._history.write("session", openid, {})
            return session

    def silent(self) -> list[Session]:
        """Open sessions in which nobody has said anything for too long."""
        end = self._clock() - SILENCE_SECONDS
        return [each for each in self.sessions(opened=True) if each.last_at <= end]

    def _keep(self, session: Session) -> Session:
        self._sessions[session.openid] = session
        self._history.write("session", session.openid, session)
        return session


def known_agent(agents: Agents, account: Any) -> Agent:
    """The agent whom the account names. Raises ApiError."""
    try:
        return agents.get(str(account))
    except BadAction as error:
        raise ApiError(65401) from error
