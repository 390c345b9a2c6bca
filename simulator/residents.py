"""The people on the phones: who they are, and what WeChat remembers about each of them."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from simulator.windows import Window


@dataclass(frozen=True, slots=True)
class Starter:
    """A resident of the first start; `scene` is the QR code they followed by, empty for none.

    `face` and `big_text` are how their phone looks, `hints` what a visitor may try on it.
    """

    nickname: str
    about: str
    scene: str
    face: str
    hints: tuple[str, ...]
    big_text: bool = False


# The scenes are those of the starter areas of the community on the other side.
STARTERS = (
    Starter(
        "王阿姨",
        "72 岁，幸福里东区，字要大一点",
        "xingfu-1",
        "wang",
        ("楼道灯坏了找谁", "楼下漏水", "进度"),
        big_text=True,
    ),
    Starter(
        "小张",
        "24 岁，刚搬来幸福里西区",
        "xingfu-2",
        "zhang",
        ("居住证怎么办", "半夜装修太吵了", "进度"),
    ),
    Starter(
        "老李", "58 岁，安宁社区，爱管闲事", "anning", "li", ("电梯又停了", "老年卡咋办", "人工")
    ),
    Starter(
        "路人",
        "路过，还没说住在哪儿",
        "",
        "luren",
        ("你是谁", "停水了吗", "绑定"),
    ),
)


# Codes on the walls of the starter areas, by their scenes: what can be scanned from the start.
POSTERS = (
    ("幸福里东区", "xingfu-1"),
    ("幸福里西区", "xingfu-2"),
    ("安宁社区", "anning"),
    ("白云村", "baiyun"),
)


@dataclass(frozen=True, slots=True)
class Resident:
    """One WeChat user of this account; times are Unix seconds.

    `windows` are keyed by trigger, `consents` (one-time notices left) by "scene template",
    `read_seq` is the last chat item seen on the phone.
    """

    openid: str
    nickname: str
    about: str = ""
    scene: str = ""
    face: str = "luren"
    hints: tuple[str, ...] = ()
    big_text: bool = False
    follows: bool = False
    followed_at: float = 0.0
    greeted: bool = False
    read_seq: int = 0
    windows: Mapping[str, Window] = field(default_factory=dict)
    consents: Mapping[str, int] = field(default_factory=dict)

    def with_window(self, trigger: str, window: Window) -> "Resident":
        """The resident with a window in place of the trigger's former one."""
        return replace(self, windows={**self.windows, trigger: window})

    def consenting(self, key: str, *, agrees: bool = True) -> "Resident":
        """The resident with one notice agreed to under that key, or none: a second yes to the same
        scene does not add up (WeChat's page about 一次性订阅消息)."""
        rest = {name: each for name, each in self.consents.items() if name != key}
        return replace(self, consents={**rest, key: 1} if agrees else rest)

    def as_dict(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Resident":
        """The inverse of `as_dict`."""
        windows = {name: Window(**each) for name, each in values["windows"].items()}
        return cls(**{**values, "windows": windows, "hints": tuple(values["hints"])})


def make_openid(appid: str, nickname: str) -> str:
    """An openid of WeChat's form (28 characters), the same for the same name and account."""
    digest = hashlib.sha256(f"{appid} {nickname}".encode()).digest()
    return "oLin" + base64.urlsafe_b64encode(digest)[:24].decode()


def make_starters(appid: str, starters: Iterable[Starter] = STARTERS) -> list[Resident]:
    """The residents of the first start, not following yet."""
    return [
        Resident(
            make_openid(appid, each.nickname),
            each.nickname,
            each.about,
            each.scene,
            each.face,
            each.hints,
            each.big_text,
        )
        for each in starters
    ]
