"""What words alone say of manners: pure, from data (`community/starter/manners.toml`).

A sentence is a courtesy when it is one of the known ones (`exact`), or is put together of polite
words and such sentences (`heard`); `about` finds questions about the desk itself, and other turns
that have a form rather than a wording; `without_abuse` what is left of an insult.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from core.language import normalise, simplify
from core.shipped import read_once
from handlers.answers import without_politeness

THANKS, ABUSE = "thanks", "abuse"
# A longer sentence says something besides.
MOST_CHARACTERS = 60
FEWEST_FORWARDED = 20
REMEMBERED = 16
CHAT_CHARACTERS = 12
_ONLY_POINTS = re.compile(
    r"(?:[你我他她它们您这那一群帮个些的了就是真都太全给吧啊呀哦吗\W_]|东西|玩意|公众号|服务号|平台|系统|软件|客服|机器人)*"
)
_WECHAT_FACE = re.compile(r"\[[^\[\]\s]{1,6}\]")
_HEARSAY = re.compile(
    r"[\s【\[（(「]*(?:转发?[】\]）)」：:\s]|(?:刚|我|今天|昨天|这两天|业主|邻居|小区|家长|微信)*(?:群里?|朋友圈|网上|抖音|快手|圈里)(?:里|都|有人|在|又|上)*(?:说|发|传|讲|看到|转)"
    r"|(?:刚|我|今天|昨天)*听(?:人|别人|他们|人家|邻居)*(?:说|讲)|据说|传言|都在传|有人(?:说|传)|外面(?:都)?(?:说|传))"
)
_SEEN_ONESELF = re.compile(
    r"我家|我们?(?:这|楼|单元|家)|看[到见](?!.{0,4}(?:群|消息|转发))|闻到|救命|快来|怎么办|咋办|冒[烟火]|困"
)
_TWICE = re.compile(r"(.{2,})\1+")
_PARTS = re.compile(r"[\s,，.。!！?？、~～]+")
MOST_HEARD = 120
# Every message is looked at.
_MAY_BE_HEARSAY = re.compile(
    "[真假騙骗謠谣听聽]|群[里裡]|有人|都在|朋友圈|消息|靠谱|靠譜|中奖|中獎"
)
_PARTICLES = "呀啊哦啦呢吧嘛哈噢"


class Hearsay(StrEnum):
    """What somebody asks of that which others say."""

    RUMOUR = "rumour"  # 群里说停气三天，真的假的
    FRAUD = "fraud"  # 打电话说要交200块，是真的不


@dataclass(frozen=True)
class Heard:
    """The manners that the parts of a sentence have, in their order, and what is told besides."""

    manners: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def manner(self) -> str | None:
        """The one that counts: the first by the order of the data, else the last that was said."""
        return self.of(_words().order) or next(reversed(self.manners), None)

    def of(self, keys: Iterable[str]) -> str | None:
        """The first of the keys that is among them."""
        return next((key for key in keys if key in self.manners), None)


@dataclass(frozen=True)
class _Words:
    """The data, ready to be looked for; by key of a manner, or in one pattern for all of them."""

    examples: dict[str, str]
    replies: dict[str, str]
    cores: dict[str, re.Pattern[str]]
    order: tuple[str, ...]
    polite: re.Pattern[str]
    polite_end: re.Pattern[str]
    plan: re.Pattern[str]
    demand: re.Pattern[str]
    but: re.Pattern[str]
    abouts: re.Pattern[str]
    spread: re.Pattern[str]
    rumour: Mapping[str, re.Pattern[str]]
    upset: re.Pattern[str]
    abuse: re.Pattern[str]
    chat: tuple[str, ...]


def exact(text: str) -> str | None:
    """The manner of a whole sentence that is a known one."""
    plain = _TWICE.sub(r"\1", _plain(text))
    forms = (plain, plain.rstrip(_PARTICLES), *without_politeness(text))
    key = next((key for form in forms if (key := _words().examples.get(form))), None)
    return THANKS if key == "ok" and is_thanks(text) else key


def parts_of(text: str) -> Iterator[str]:
    """The parts of a sentence between its signs, in one writing; Latin letters alone are one."""
    parts = [text] if text.isascii() else _PARTS.split(text)
    return filter(None, map(normalise, parts))


@lru_cache(REMEMBERED)
def heard(text: str) -> Heard:
    """The manners of the parts of a sentence, and what it tells besides."""
    if len(text) > MOST_CHARACTERS:
        return Heard((), ())
    found: list[str] = []
    told: list[str] = []
    words = _words()
    for said in parts_of(text):
        part = words.abuse.sub("", said)
        found += [ABUSE] if part != said else []
        key = _of_part(part)
        if key is not None or not part:
            found += [key] if key else []
            continue
        begin, end = words.polite.match(part), words.polite_end.search(part)
        head = begin.end() if begin else 0
        tail = max(head, end.start() if end else len(part))
        rest = part[head:tail]
        polite = (part[:head], part[tail:])
        found += [key for key, core in words.cores.items() if any(map(core.search, polite))]
        key = _of_part(rest) if rest and rest != part else None
        if key is None and head and tail < len(part):
            # 刚才吓死我了: the 我了 behind it is a part of what is said.
            key = _of_part(part[head:])
        found += [key] if key else []
        if rest and key is None and not words.plan.search(part):
            told.append(rest)
    return Heard(tuple(found), tuple(told))


def _of_part(part: str) -> str | None:
    return exact(part) or about(_TWICE.sub(r"\1", part))


def demands(part: str) -> bool:
    """Whether words want something done or told."""
    return _words().demand.search(part) is not None


def contradicts(part: str) -> bool:
    """Whether words say 但是, or deny something."""
    return _words().but.search(part) is not None


def about(text: str) -> str | None:
    """Which question about the desk itself the words are: its head, who has complained."""
    if len(text) > MOST_CHARACTERS:
        return None
    matches = map(_words().abouts.fullmatch, without_politeness(text))
    return next((found.lastgroup for found in matches if found), None)


def is_thanks(text: str) -> bool:
    """Whether the words hold thanks, whatever else they hold."""
    return _words().cores[THANKS].search(normalise(text)) is not None


def is_forwarded(text: str) -> bool:
    """Whether words are a warning or notice that goes round: 【转发】…请转告亲友."""
    return len(text) >= FEWEST_FORWARDED and _words().spread.search(text) is not None


def is_hearsay(text: str) -> bool:
    """Whether words pass on what others say or what goes round, and nothing seen oneself."""
    return is_forwarded(text) or (
        _HEARSAY.match(text) is not None and _SEEN_ONESELF.search(text) is None
    )


def hearsay_in(text: str) -> Hearsay | None:
    """What he has heard or was told by others, and whether it is true or a swindle he asks."""
    if len(text) > MOST_HEARD or not _MAY_BE_HEARSAY.search(text):
        return None
    plain, signs = simplify(text), _words().rumour
    if signs["done"].search(plain):
        return None
    doubts = signs["doubt"].search(plain)
    if signs["fraud"].search(plain) or (doubts and signs["pay"].search(plain)):
        return Hearsay.FRAUD
    is_heard = signs["heard"].search(plain) is not None
    return Hearsay.RUMOUR if is_heard and (doubts or signs["alarm"].search(plain)) else None


def is_emoji(text: str) -> bool:
    """Nothing but pictures, ours or WeChat's own: 🙄, [捂脸]."""
    rest = _WECHAT_FACE.sub("", text)
    is_drawn = rest != text or any(unicodedata.category(sign) == "So" for sign in rest)
    return is_drawn and not normalise(rest)


def without_abuse(text: str) -> str:
    """The text without words that only insult, for finding out what it is about."""
    return _words().abuse.sub("", text).strip()


def is_abuse(text: str) -> bool:
    """Whether words insult and say nothing besides."""
    rest = without_abuse(text)
    return rest != text.strip() and _ONLY_POINTS.fullmatch(rest) is not None


def without_anger(text: str) -> str | None:
    """What is left of words that say how upset somebody is, None where they don't."""
    plain = normalise(text)
    rest = _words().upset.sub("", plain)
    return None if rest == plain else rest


def is_chat(text: str) -> bool:
    """Short words about the weather and the like."""
    plain = normalise(text)
    return len(plain) <= CHAT_CHARACTERS and any(word in plain for word in _words().chat)


def reply_to(key: str) -> str:
    """What is said back."""
    return _words().replies[key]


@read_once
def _words() -> _Words:
    text = (files("community") / "starter" / "manners.toml").read_text("utf-8")
    table = tomllib.loads(text)
    rows, abouts, content = table["manner"], table["about"], table["content"]
    cores = {row["key"]: row["core"] for row in rows if "core" in row}
    # Taken as a whole, without another try: no sentence can make it slow.
    polite = f"(?:{_any_of([*chain(*cores.values()), *table['trim']['words']])})++"
    return _Words(
        examples={_plain(text): row["key"] for row in rows for text in row["examples"]},
        replies={row["key"]: row["reply"] for row in [*abouts, *rows] if "reply" in row},
        cores={key: re.compile(_any_of(words)) for key, words in cores.items()},
        order=tuple(table["order"]["keys"]),
        polite=re.compile(polite),
        polite_end=re.compile(f"{polite}$"),
        plan=re.compile("|".join(content["plan"])),
        demand=re.compile("|".join(content["demand"])),
        but=re.compile("|".join(content["but"])),
        abouts=re.compile(
            "|".join(f"(?P<{row['key']}>{'|'.join(row['forms'])})" for row in abouts)
        ),
        spread=re.compile("|".join(table["forwarded"]["forms"]), re.DOTALL),
        rumour={name: re.compile("|".join(forms)) for name, forms in table["rumour"].items()},
        upset=re.compile(_any_of(table["upset"]["words"])),
        abuse=re.compile(_alternatives(table["abuse"]["words"]), re.IGNORECASE),
        chat=tuple(table["chat"]["words"]),
    )


def _any_of(words: Iterable[str]) -> str:
    return _alternatives({plain for word in words if (plain := normalise(word))})


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _plain(text: str) -> str:
    plain = normalise(text)
    # Signs alone (？？？) are an utterance of their own.
    return plain or text.strip()[:1]
