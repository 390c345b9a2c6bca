"""One call to WeChat, whatever it takes: a token, at most one new token, a few pauses."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import requests
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from bot.gateway.errors import Busy, Misconfigured, NoAnswer, NotSent, TokenRejected, WeChatError
from bot.gateway.errors import from_answer as error_of_answer
from bot.gateway.http import from_transport, make_session
from bot.gateway.tokens import Token, Tokens
from core.store import Store

Answer = TypeVar("Answer")
TOKEN_SECONDS = 4.0  # for fetching a token, so that a slow desk leaves time for the call


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for one call with all its tries, for one try of it, and between busy tries."""

    call: float = 9.0
    attempt: float = 7.0
    pauses: tuple[float, ...] = (0.3, 1.0)


class Caller:
    """Asks WeChat's server API; what comes back is an answer or a `WeChatError`."""

    def __init__(
        self,
        appid: str,
        secret: str,
        store: Store,
        *,
        api_url: str,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._appid, self._secret = appid, secret
        self._api = f"{api_url.rstrip('/')}/cgi-bin/"
        self._clock, self._sleep = clock, sleep
        self.http = make_session(api_url)
        self.tokens = Tokens(store, appid, self._fetch_token, clock=clock, sleep=sleep)

    def call(
        self, ask: Callable[[WeChatClient], Answer], patience: Patience, *, hidden: str = ""
    ) -> Answer:
        """What `ask` gets from wechatpy's client, which then has a token and a time limit.

        A refused token is replaced once, a busy WeChat asked again after each pause, nothing
        else is tried twice. hidden: a value of the call that no error may show.
        """
        deadline = self._clock() + patience.call
        pauses, may_renew = list(patience.pauses), True
        while True:
            token, outcome = self._attempt(ask, patience.attempt, deadline, hidden)
            if not isinstance(outcome, WeChatError):
                return outcome
            if isinstance(outcome, TokenRejected) and may_renew:
                may_renew = False
                self.tokens.reject(token)
            elif isinstance(outcome, Busy) and pauses and self._clock() + pauses[0] < deadline:
                self._sleep(pauses.pop(0))
            else:
                # Out here the error has no context, so no address with a token hangs on it.
                raise outcome

    def _attempt(
        self,
        ask: Callable[[WeChatClient], Answer],
        seconds: float,
        deadline: float,
        hidden: str,
    ) -> tuple[str, Answer | WeChatError]:
        """The token that was used, and the answer or why there is none."""
        token = ""
        try:
            token = self.tokens.get(deadline)
            left = deadline - self._clock()
            if left <= 0:
                return token, NotSent(detail="no time left")
            return token, ask(self._client(token, min(seconds, left)))
        except WeChatError as error:
            return token, error
        except WeChatClientException as error:
            return token, self._refusal(error, hidden, token)
        except requests.RequestException as error:
            return token, from_transport(error)
        except (ValueError, TypeError, KeyError, AttributeError):
            return token, NoAnswer(detail="an answer of an unknown shape")

    def _client(self, token: str, seconds: float) -> WeChatClient:
        # Without the secret, and with retries off: wechatpy's own never end.
        client = WeChatClient(
            self._appid, "", access_token=token, timeout=seconds, auto_retry=False
        )
        client.API_BASE_URL = self._api
        client._http = self.http
        return client

    def _refusal(self, error: WeChatClientException, hidden: str, token: str) -> WeChatError:
        if error.errcode is None:
            status = getattr(error.response, "status_code", "?")
            return NoAnswer(detail=f"HTTP {status}")
        return error_of_answer(error.errcode, error.errmsg, (hidden, token, self._secret))

    def _fetch_token(self, seconds: float) -> Token:
        wanted = {
            "grant_type": "client_credential",
            "appid": self._appid,
            "secret": self._secret,
        }
        limit = min(seconds, TOKEN_SECONDS)
        failure: WeChatError
        try:
            answer = self.http.post(f"{self._api}stable_token", json=wanted, timeout=limit)
            fields = answer.json() if answer.status_code == 200 else {}
            if not fields.get("errcode"):
                return _token_of(fields)
            failure = error_of_answer(int(fields["errcode"]), fields.get("errmsg"), (self._secret,))
        except (
            requests.RequestException,
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
        ) as error:
            failure = NotSent(detail=f"no access token: {type(error).__name__}")
        if isinstance(failure, TokenRejected):
            # WeChat says 40001 for a wrong secret, too.
            failure = Misconfigured(failure.errcode, failure.detail, failure.rid)
        raise failure


def _token_of(fields: Mapping[str, Any]) -> Token:
    """The token in an answer; ValueError when it is none (wechatpy would then ask by itself)."""
    text, seconds = fields["access_token"], float(fields.get("expires_in", 7200))
    if not isinstance(text, str) or not text:
        raise ValueError("no token")
    return Token(text, seconds)
