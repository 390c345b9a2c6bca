"""The words that are always commands, alone or at the start of a sentence."""

from dataclasses import dataclass

from core.language import normalise, simplify

WORDS = (
    "帮助",
    "进度",
    "查询",
    "登记",
    "报修",
    "投诉",
    "求助",
    "建议",
    "催办",
    "补充",
    "撤销",
    "人工",
    "取消",
    "跳过",
    "继续",
    "没帮助",
    "已解决",
    "没解决",
    "我的数据",
    "谁看过我",
    "隐私",
    "撤回同意",
    "绑定",
)
BY_LENGTH = sorted(WORDS, key=len, reverse=True)
LONGEST = len(BY_LENGTH[0])
SEPARATORS = " \t\r\n,，.。:：;；!！、-—~～"


@dataclass(frozen=True)
class Command:
    """A command word and what follows it, '' when it stands alone."""

    word: str
    rest: str


def read_command(text: str) -> Command | None:
    """The command a text is or begins with, the longest word that fits."""
    words = text.strip(SEPARATORS)
    begins = simplify(words[:LONGEST])
    for word in BY_LENGTH:
        if begins.startswith(word):
            return Command(word, words[len(word) :].strip(SEPARATORS))
    plain = normalise(words[:20])
    return Command(plain, "") if plain in WORDS else None
