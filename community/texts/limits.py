"""How long a sentence may be, and what may stand in its places: pure."""

import re
from dataclasses import dataclass

from community.texts.sentence import Sentence, Texts, check_wording
from core.errors import Invalid

MOST_CHARACTERS, MOST_BYTES = 40, 1900
"""Of one part, read at once by the old (its places not counted); of all with the longest values."""

BREAKS = re.compile(r"[。！？；：\n]")
_FIELD = re.compile(r"\{\w+\}")
# What residents answer with (1 登记, 回复 0), and numbers they call.
_REPLIES = re.compile(r"(?m)^(\d) |回复 ?(\d)(?!\d)|(?<!\d)(\d{3,5})(?!\d)")


@dataclass(frozen=True)
class Place:
    """What stands in a place of that name: what it is, an example, the longest it can be."""

    meaning: str
    example: str
    longest: str


PLACES = {
    "number": Place("工单号", "20261122-0007", "20261231-123456"),
    "topic": Place("事项", "路灯", "公共设施和健身器材损坏"),
    "office": Place("承办单位", "幸福里物业", "某某街道办事处城市管理和平安建设办公室"),
    "area": Place("区域", "幸福里社区", "某某街道某某社区第十二网格"),
    "name": Place("本号是谁的", "幸福里社区", "某某街道某某社区"),
    "homes": Place("登记的住处", "幸福里社区", "、".join(["某某街道某某社区第十二网格三号楼"] * 8)),
    "place": Place("地点", "3号楼2单元", "某" * 42),
    "question": Place("居民问的话或知识的标准问", "居住证怎么办理？", "问" * 80),
    "day": Place("日期", "11月24日（星期二）", "2026年12月31日（星期四）"),
    "weekday": Place("星期几", "二", "日"),
    "time": Place("几点", "18:00", "23:59"),
    "wrong": Place("放错了的工单号", "20261122-0007", "20261231-123456"),
    "before": Place("改以前的事项或地点", "噪音扰民", "某" * 42),
    "tail": Place("电话的末四位", "0000", "0000"),
    "until": Place("到什么时候", "11月24日18:00", "2026年12月31日（星期四）23:59"),
    "status": Place("办到哪一步", "正在办理", "正在确认由谁办"),
    "dates": Place(
        "期限那一句", "预计11月24日前有结果", "已超过原定的2026年12月31日（星期四），我们在催办"
    ),
    "note": Place("工作人员写的话", "灯已换好，晚上亮着。", "话" * 400),
    "text": Place("通知的内容", "水管爆裂，正在抢修", "话" * 120),
    "words": Place("居民说的话", "三楼着火了", "话" * 500),
    "phone": Place("电话", "000-0000", "示例电话 000-0000，夜间 000-0001"),
    "hours": Place("办公时间", "工作日9:00-17:30", "工作日上午九点到十二点，下午一点半到五点半"),
    "numbers": Place("报警电话", "119、120", "119、120、110、122"),
    "dangers": Place("几样险情", "燃气泄漏、电梯困人", "燃气泄漏、电梯困人、急病和受伤、快要倒塌"),
    "count": Place("几件、几份", "3", "10000"),
    "cases": Place("几件工单", "3", "10000"),
    "waiting": Place("几件等居民确认", "1", "10000"),
    "digit": Place("居民要回复的数字", "2", "9"),
    "first": Place("能选的数字，最后一个除外", "1、2", "1、2、3、4、5、6、7、8、9"),
    "last": Place("能选的最后一个数字", "0", "9"),
    "what": Place("发来了什么", "2 张照片", "10000 句话、10000 张照片"),
    "role": Place("角色", "经办人", "督办主管和值班管理员"),
    "purpose": Place("原因", "联系居民", "因" * 80),
    "link": Place("可以点的链接", "办结通知我", "x" * 480),
    "aspects": Place("问的是哪几样", "要带什么、收不收钱", "要带什么、收不收钱、去哪里办、要多久"),
    "open": Place("几件在办", "1", "10000"),
    "url": Place("网址", "https://example.cn/x", "https://" + "x" * 300),
}


def longest_part(words: str) -> str:
    """The part that takes longest to read, its places left out."""
    return max(BREAKS.split(_FIELD.sub("", words)), key=len)


def example_of(sentence: Sentence, words: str) -> str:
    """The words with an example in each place."""
    return _filled(sentence, words, {name: PLACES[name].example for name in sentence.fields})


def most_bytes_of(sentence: Sentence, words: str) -> int:
    """Bytes of the words with the longest value in each place."""
    values = {name: PLACES[name].longest for name in sentence.fields}
    return len(_filled(sentence, words, values).encode())


def replies_in(words: str) -> set[str]:
    """The digits residents are told to answer with, and the numbers they may call."""
    return {number for found in _REPLIES.findall(words) for number in found if number}


def check_text(sentence: Sentence, words: str) -> None:
    """Raises `Invalid` unless the words may stand in place of the sentence's own."""
    check_wording(sentence, words)
    if not words.strip():
        raise Invalid("text", "不能是空的：居民会收不到这一句。")
    for number in sorted(replies_in(sentence.default) - replies_in(words)):
        raise Invalid("text", f"少了“{number}”：居民要照着它回复或拨打。")
    part = longest_part(words)
    if len(part) > MOST_CHARACTERS:
        raise Invalid(
            "text", f"“{part[:10]}……”这一句有 {len(part)} 个字，最多 {MOST_CHARACTERS} 个。"
        )
    size = most_bytes_of(sentence, words)
    if size > MOST_BYTES:
        raise Invalid("text", f"填上最长的内容有 {size} 字节，微信最多发 {MOST_BYTES} 字节。")


def _filled(sentence: Sentence, words: str, values: dict[str, str]) -> str:
    return Texts({sentence.key: words}).say(sentence, **values)
