"""Where a story is played: a protocol, and the stage that is a running simulator."""

import shlex
import subprocess
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import requests

from simulator.actions import BREATH_SECONDS
from simulator.person import Phone, RemotePhone
from simulator.story.errors import CannotPlay

_DEED_SECONDS = 60.0
_CALL_SECONDS = 10.0
_LOOK_SECONDS = 0.2


class Stage(Protocol):
    """What the player needs of the world that a story is told in."""

    @property
    def phone(self) -> Phone:
        """The phones of all residents."""

    def begin(self, at: datetime, abilities: frozenset[str] | None) -> None:
        """It is that time in Shanghai, and the account has these abilities (None: any).

        Raises CannotPlay where that can't be had.
        """

    def arrive(self, name: str) -> str:
        """Somebody new with a phone, who does not follow yet; the openid."""

    def breathe(self) -> None:
        """The moment between two messages that somebody sends in one breath."""

    def settle(self, until: Callable[[], bool]) -> None:
        """Return when what had to happen by itself has happened, at the latest when `until`
        holds."""

    def wait(self, seconds: float) -> None:
        """Let so much time pass. Raises CannotPlay."""

    def operate(self, deed: str, note: str) -> None:
        """Do what somebody of the office does. Raises CannotPlay when it can't be done."""


class RunningStage:
    """A simulator that runs at `url` with the desk behind it; time there passes by itself.

    `operator` is a command that gets the deed's words and `--note`; without it `ask` is called
    with the deed and returns when a person has done it. `patience`: seconds until everything
    that comes by itself has come. `sleeps`: whether waiting is done in earnest.
    """

    def __init__(
        self,
        url: str,
        *,
        operator: str = "",
        ask: Callable[[str], None],
        sleeps: bool = False,
        patience: float = 4.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._url = url.rstrip("/")
        self._operator = shlex.split(operator)
        self._ask, self._sleeps, self._patience, self._sleep = ask, sleeps, patience, sleep
        self.phone: Phone = RemotePhone(self._url)

    def begin(self, at: datetime, abilities: frozenset[str] | None) -> None:  # noqa: ARG002
        """The time is what it is; other abilities than the account's are refused."""
        granted = frozenset(self._call("GET", "/sim/state")["grants"])
        if abilities is not None and abilities != granted:
            raise CannotPlay(
                f"故事里的账号能做：{_list(abilities)}；这里的能做：{_list(granted)}。"
                "请照故事设置 WECHAT_CAN 再启动"
            )

    def arrive(self, name: str) -> str:
        """A phone of that name, with a number behind it when there are others."""
        taken = {each["nickname"] for each in self._call("GET", "/sim/state")["residents"]}
        names = (name if number == 1 else f"{name} {number}" for number in range(1, 10_000))
        fresh = next(each for each in names if each not in taken)
        made = self._call("POST", "/sim/residents", json={"nickname": fresh, "about": "故事里的人"})
        return str(made["openid"])

    def breathe(self) -> None:
        """As long as a quick thumb takes."""
        self._sleep(BREATH_SECONDS)

    def settle(self, until: Callable[[], bool]) -> None:
        """Look until it holds, as long as messages take to come by themselves."""
        for _ in range(int(self._patience / _LOOK_SECONDS)):
            if until():
                return
            self._sleep(_LOOK_SECONDS)

    def wait(self, seconds: float) -> None:
        """Really wait, or say that it would take so long."""
        if not self._sleeps:
            raise CannotPlay("这里时间不能快进：加上 --wait 就真的等，或者在测试里跑这个故事")
        self._sleep(seconds)

    def operate(self, deed: str, note: str) -> None:
        """Call the operator's command, or ask the person in front of the screen."""
        if not self._operator:
            self._ask(f"{deed}（{note}）" if note else deed)
            return
        more = ["--note", note] if note else []
        command = [*self._operator, *deed.split(), *more]
        try:
            done = subprocess.run(  # noqa: S603 - the command is the caller's own
                command, capture_output=True, text=True, timeout=_DEED_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CannotPlay(f"“{self._operator[0]}”不能运行：{type(error).__name__}") from error
        if done.returncode:
            raise CannotPlay(f"“{deed}”没有做成：{done.stderr.strip()[-200:]}")

    def _call(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        with requests.Session() as session:
            session.trust_env = False  # A proxy of the environment has no business on loopback.
            try:
                answer = session.request(
                    method, self._url + path, timeout=_CALL_SECONDS, **arguments
                )
                answer.raise_for_status()
                found: dict[str, Any] = answer.json()
            except (requests.RequestException, ValueError) as error:
                raise CannotPlay(f"{self._url} 没有模拟器：先用 ./run 启动") from error
        return found


def _list(abilities: frozenset[str]) -> str:
    return "、".join(sorted(abilities)) or "只能回复"
