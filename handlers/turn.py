"""One turn of a resident: the message as the routing table looks at it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from bot.events import Click
from bot.messages import Incoming, TextMessage, VoiceMessage
from core.language import simplify
from core.pinyin import read_pinyin
from handlers.answers import Meaning, meaning_of
from handlers.commands import Command, read_command

MOST_CHARACTERS = 2000
MOST_OF_AN_ITEM = 8
MOST_OF_A_DIGIT = 16  # characters around and with it
_DIGIT = re.compile(
    r"(?:(?:是的?|对的?|好的?|嗯+|行|系|要得|可以|那就?|哦+)[\s,，、.。呀啊哦吧]*){0,3}"
    r"(?:我?选|第|回复|按|我?要)?\s*([0-9])\s*(?:个|号|[.。、!！]*)?"
    r"[\s,，]*(?:吧|呀|啊|谢谢|谢了)?[.。!！]*"
)
# Every third word or more of a learner is one character, and none is long.
LEAST_ALONE, MOST_A_WORD = 3, 2.3
_WORD_APART = re.compile(r"\w+")
# A space beside Chinese or a sign; between two Latin words or numbers it stays.
_BETWEEN_WORDS = re.compile(r"(?<![a-zA-Z0-9])[ \u3000]+|[ \u3000]+(?![a-zA-Z0-9])")
# 一 一 让他联系我
_SAID_TWICE = re.compile(r"^([0-9零一二三四五六七八九])(?:[\s,，。!！]+\1)+(?=[\s,，。!！]|$)")
CHINESE_DIGITS = str.maketrans("零一二三四五六七八九两", "01234567892")


# 第二个那个你是啥意思
_OF_ITEM = re.compile(
    r"(?:你|那|这|刚才|上面|的|说)*第\s*([1-9])\s*(?:个|件|条|项|张|单)(?:工单|单子|那个|那件|的|呢|你|您|说|写|登记|讲)*"
    r"(?:是|系)?(?:啥子?|什么|么子|哪样|咩|乜嘢?|哪个|哪件|怎么样了?|咋样了?|到哪了)(?:意思|来着|东西|内容|事儿?|步)*"
    r"(?:啊|呀|呢|来的|吧|嘛)*[?？。]?"
)

# 那就第二个嘛
_PICKS = re.compile(
    r"(?:那|就|我|选|要|看|还是|是)*第\s*([1-9])\s*(?:个|条|项|件)(?:吧|嘛|噻|呗|啊|呀|哈|好了)*[。！!]?"
)


def item_picked(text: str) -> int | None:
    """Which item of a list the words pick, None where they say more."""
    return _item(_PICKS, text)


def item_in(text: str) -> int | None:
    """Which item of a list the words ask about, None where they ask about none."""
    return _item(_OF_ITEM, text)


def _item(shape: re.Pattern[str], text: str) -> int | None:
    if "第" not in text[:MOST_OF_AN_ITEM]:
        return None
    plain = simplify(unicodedata.normalize("NFKC", text)).translate(CHINESE_DIGITS).strip()
    found = shape.fullmatch(plain)
    return int(found[1]) if found else None


@dataclass(frozen=True)
class Turn:
    """A message with its words: typed, recognised by WeChat, or the key of a menu entry."""

    message: Incoming
    text: str

    @cached_property
    def command(self) -> Command | None:
        """The command it is or begins with."""
        return read_command(self.text) if self.text else None

    @cached_property
    def digit(self) -> int | None:
        """The single digit it consists of, in any width or as a numeral; 好，1 is one, too."""
        if len(self.text) > MOST_OF_A_DIGIT:
            return None
        folded = unicodedata.normalize("NFKC", self.text).strip()
        plain = simplify(folded).translate(CHINESE_DIGITS)
        # Signs around a keycap digit (1️⃣) are no digits of their own.
        found = _DIGIT.fullmatch(plain.replace("\ufe0f", "").replace("\u20e3", ""))
        return int(found.group(1)) if found else None

    @cached_property
    def meaning(self) -> Meaning | None:
        """What the whole sentence means as an answer, if it is a known one."""
        return meaning_of(self.text) if self.text else None

    def is_command(self, *words: str) -> bool:
        """Whether it is one of these commands, standing alone or not."""
        return self.command is not None and self.command.word in words

    @property
    def is_command_alone(self) -> bool:
        """Whether it is a command and nothing else."""
        return self.command is not None and not self.command.rest


def joined(text: str) -> str:
    """Words written one by one, as learners do (你 好 我 又 来 了), as one sentence; others, whose
    spaces stand between clauses, as they are."""
    if " " not in text and "\u3000" not in text:
        return text
    words = [word for word in _WORD_APART.findall(text) if not word.isascii()]
    alone = sum(len(word) == 1 for word in words)
    is_apart = alone * LEAST_ALONE >= len(words) > 1 and alone > 1
    if not is_apart or sum(map(len, words)) > len(words) * MOST_A_WORD:
        return text
    return _BETWEEN_WORDS.sub("", text)


def read_turn(message: Incoming) -> Turn:
    """The turn a message makes; its text is '' where nothing was said in words."""
    if isinstance(message, TextMessage):
        text = read_pinyin(message.text)
    elif isinstance(message, VoiceMessage):
        text = message.recognition or ""
    elif isinstance(message, Click):
        text = message.menu_key
    else:
        text = ""
    return Turn(message, _SAID_TWICE.sub(r"\1", joined(text.strip()[:MOST_CHARACTERS])))
