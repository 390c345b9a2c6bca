"""Talks between residents and agents as they happen: on the phone, and told to the account."""

from collections.abc import Callable

from simulator import pushes
from simulator.agents import Agents
from simulator.chat import AGENT, LINE, Chat
from simulator.errors import BadAction
from simulator.pushes import Push


class Talks:
    """Begins and ends talks; `tell` delivers an event of a resident's to the account."""

    def __init__(
        self,
        agents: Agents,
        chat: Chat,
        clock: Callable[[], float],
        tell: Callable[[str, Push], object],
    ) -> None:
        self._agents, self._chat, self._clock, self._tell = agents, chat, clock, tell

    def open(self, openid: str, agent: str) -> None:
        """An agent takes a resident on, waiting or not."""
        self._agents.open(openid, agent)
        self._note("kf_create_session", openid, agent)

    def accept(self, openid: str, agent: str) -> None:
        """An agent who is online takes a resident on. Raises BadAction."""
        self._agents.accept(openid, agent)
        self._note("kf_create_session", openid, agent)

    def speak(self, openid: str, words: str) -> None:
        """The agent who talks with the resident says something. Raises BadAction."""
        session = self._agents.with_human(openid)
        if session is None:
            raise BadAction("这位居民没有在和客服说话")
        self._agents.touch(openid)
        name = self._agents.get(session.agent).nickname
        self._chat.add(openid, self._clock(), AGENT, "text", text=words, by=name)

    def close(self, openid: str) -> None:
        """The talk, or the waiting for one, is over."""
        session = self._agents.close(openid)
        if session and session.open:
            self._note("kf_close_session", openid, session.agent)

    def end_silent(self) -> None:
        """Ends those in which nobody has said anything for half an hour."""
        for session in self._agents.silent():
            self.close(session.openid)

    def _note(self, event: str, openid: str, agent: str) -> None:
        words = {"kf_create_session": "来接待您了", "kf_close_session": "结束了接待"}[event]
        text = f"客服{self._agents.get(agent).nickname}{words}"
        self._chat.add(openid, self._clock(), LINE, "session", text=text)
        self._tell(openid, pushes.human_session(event, agent))
