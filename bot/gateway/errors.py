"""What can go wrong when we call WeChat, by what the caller should do about it."""

import re
from collections.abc import Iterable

from core.errors import LinliError

_RID = re.compile(r"\brid:?\s*([0-9a-zA-Z-]{8,64})")
_SECRET = re.compile(r"(?i)\b(access_token|secret|appsecret|openid|touser)([=:\s]+)[^\s&,;\"']+")
_LONGEST_DETAIL = 200


class WeChatError(LinliError):
    """Base of all; WeChat refused for a reason that has no class of its own.

    errcode: WeChat's number, None where it gave none; rid: its number for this request, for its
    support; detail: its own words or what was seen, without secrets and openids.
    """

    code = "wechat"
    default_sentence = "微信暂时没有回应，请稍后再试。"

    def __init__(self, errcode: int | None = None, detail: str = "", rid: str = "") -> None:
        super().__init__()
        self.errcode, self.detail, self.rid = errcode, detail, rid

    def __str__(self) -> str:
        return f"{type(self).__name__} errcode={self.errcode} rid={self.rid} {self.detail}".strip()


class TokenRejected(WeChatError):
    """The access token is not accepted, not even a fresh one."""


class Busy(WeChatError):
    """WeChat has no time now; it may have in a minute."""


class NotSent(WeChatError):
    """The request surely never reached WeChat."""


class NoAnswer(WeChatError):
    """Nobody knows whether WeChat did it: the request went out and no clear answer came."""


class Unreachable(WeChatError):
    """This openid is wrong or does not follow the account (any more)."""


class RefusesMessages(WeChatError):
    """The resident blocked the account or is blocked by it."""


class WindowClosed(WeChatError):
    """No customer-service message until the resident does something."""


class QuotaSpent(WeChatError):
    """The account's calls of this kind are used up until midnight."""


class TooFast(WeChatError):
    """Too many calls within a minute."""


class TooOften(WeChatError):
    """This resident got too many notices lately; do not try again."""


class ConsentMissing(WeChatError):
    """The resident has not agreed to this notice, or the consent is used up."""


class BadContent(WeChatError):
    """WeChat will never take this content: too long, empty or with a bad value."""


class Misconfigured(WeChatError):
    """Only an operator can help: appid, secret, IP list, a right the account lacks, a ban."""


class MediaGone(WeChatError):
    """The medium does not exist or its three days are over."""


class TooBig(NoAnswer):
    """The answer is larger than any medium that WeChat lets residents send."""


MEANINGS: dict[type[WeChatError], tuple[int, ...]] = {
    Busy: (-1,),
    TokenRejected: (40001, 40014, 42001),
    Unreachable: (40003, 43004, 50005),
    RefusesMessages: (43019, 48002),
    WindowClosed: (45015, 45047),
    QuotaSpent: (45009,),
    TooFast: (45011,),
    TooOften: (43117,),
    ConsentMissing: (43101,),
    BadContent: (44004, 45002, 45008, 47003),
    Misconfigured: (
        *(40013, 40125, 41002, 41004, 40164, 61004, 40243),
        *(48001, 48004, 50002, 89503, 40200),
    ),
    MediaGone: (40007,),
}
_BY_CODE = {code: kind for kind, codes in MEANINGS.items() for code in codes}


def from_answer(errcode: int, errmsg: object, hidden: Iterable[str]) -> WeChatError:
    """The error for WeChat's answer; `hidden` are values that must not show in it."""
    words = str(errmsg)
    rid = _RID.search(words)
    kind = _BY_CODE.get(errcode, WeChatError)
    return kind(errcode, scrub(words, hidden), rid.group(1) if rid else "")


def scrub(words: str, hidden: Iterable[str]) -> str:
    """The words, at most 200 characters, with every hidden value and named secret as ***."""
    for value in sorted(filter(None, hidden), key=len, reverse=True):
        words = words.replace(value, "***")
    return _SECRET.sub(r"\1\2***", words)[:_LONGEST_DETAIL]
