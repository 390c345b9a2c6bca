"""Every sentence the product says, by where it is said."""

from collections.abc import Mapping

from community.texts import (
    ask,
    bursts,
    cards,
    cases,
    desk,
    home,
    notices,
    outages,
    progress,
    report,
    words,
)
from community.texts.sentence import Sentence

PARTS = {
    "服务台：欢迎、帮助、隐私、收到各种消息": desk,
    "提问与回答": ask,
    "登记与办理": report,
    "查进度": progress,
    "自己的词是什么意思": words,
    "工单有变化时通知居民": cases,
    "住在哪里": home,
    "临时通知": outages,
    "一口气发来几条": bursts,
    "主动发出的通知": notices,
    "印出来的二维码卡片": cards,
}

BY_PART: Mapping[str, tuple[Sentence, ...]] = {
    name: tuple(value for value in vars(module).values() if isinstance(value, Sentence))
    for name, module in PARTS.items()
}
SENTENCES: Mapping[str, Sentence] = {one.key: one for own in BY_PART.values() for one in own}
