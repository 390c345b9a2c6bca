"""The words of a story file: what stands in front of each colon, and what may stand behind it.

`docs/stories.zh.md` explains them to those who write stories.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.story.model import Message

TITLE, ABOUT, PEOPLE = "故事", "说明", "人物"
ABILITIES, BACKENDS, START, STEPS = "能力", "后端", "开始", "经过"
PACK = "示例"
HEAD = (TITLE, ABOUT, PEOPLE, ABILITIES, BACKENDS, START, PACK, STEPS)
PACKS: Mapping[str, str] = {"社区": "community", "村": "village"}

NOT_FOLLOWING, EVERYTHING, NO_ABILITY = "未关注", "全部", "无"

TOGETHER, WAIT, OPERATOR, NOTE = "同时", "过", "工作人员", "备注"
AGENTS, ONLINE, OFFLINE = "客服", "上线", "下线"
CONTAINS, LACKS, EXACT, NOTHING = "回", "不含", "原文", "没回"
COUNT, CHOICES, REMEMBER = "条数", "选项", "记住"
HANDED_OVER = "转人工"
EXPECTED = (CONTAINS, LACKS, EXACT, NOTHING, COUNT, CHOICES, HANDED_OVER, REMEMBER)

UNITS: Mapping[str, float] = {"秒": 1, "分钟": 60, "小时": 3_600, "天": 86_400}


class Needs(StrEnum):
    """Whether words stand behind the colon."""

    WORDS = "要写内容"
    MAYBE = "可以空着"
    NOTHING = "后面要空着"


@dataclass(frozen=True, slots=True)
class Verb:
    """What somebody does: a word behind the name, and the message that it makes of the value."""

    word: str
    needs: Needs
    make: Callable[[str], Message]


def _act(action: str, name: str = "") -> Callable[[str], Message]:
    """Makes the action with the value under `name`, or without it."""
    return lambda value: Message(action, {name: value} if name else {})


BURST = "连发"
VERBS = (
    Verb("说", Needs.WORDS, _act("say", "text")),
    Verb("点", Needs.WORDS, _act("click", "label")),
    Verb("按菜单", Needs.WORDS, _act("press", "name")),
    Verb("发照片", Needs.MAYBE, _act("photo")),
    Verb("发语音", Needs.MAYBE, _act("voice", "recognition")),
    Verb("发视频", Needs.MAYBE, _act("video")),
    Verb("发位置", Needs.WORDS, _act("location", "label")),
    Verb("发链接", Needs.WORDS, _act("link", "title")),
    Verb("发文件", Needs.MAYBE, _act("file", "title")),
    Verb("扫码", Needs.WORDS, _act("scan", "scene")),
    Verb("关注", Needs.MAYBE, _act("follow", "scene")),
    Verb("取消关注", Needs.NOTHING, _act("unfollow")),
    Verb("同意通知", Needs.NOTHING, _act("agree")),
    Verb("不要通知", Needs.NOTHING, _act("decline")),
    Verb("的客服接入", Needs.NOTHING, _act("accept")),
    Verb("的客服说", Needs.WORDS, _act("speak", "text")),
    Verb("的客服结束", Needs.NOTHING, _act("close")),
)
SENT = {verb.word.removeprefix("发"): verb for verb in VERBS if verb.word.startswith("发")}

# What somebody heard by itself: the word behind the name, and the way it came.
HEARD: Mapping[str, str] = {"收到": "", "收到客服消息": "service", "收到订阅通知": "notice"}
NOT_HEARD = "没收到"
