"""Story files as clerks write them: read when they are right, explained when they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.account import SPECIAL
from simulator.story.errors import BadStory
from simulator.story.model import Does, Expected, Hears, Message, Operate, Together, Wait
from simulator.story.names import fill
from simulator.story.reading import read_story

STORY = """\
故事: 灯坏了
人物:
  王阿姨: xingfu-1
  小张:
  路人: 未关注
能力: customer_service kf
经过:
  - 王阿姨说: 1
    回: [物业, yes]
    不含: 居委会
    记住: 单号
  - 王阿姨连发: [漏水了, {照片: 天花板}, {语音: }]
    条数: 1
  - 工作人员: 受理 $单号
    备注: 好 $单号末四位
  - 王阿姨收到客服消息: $单号
  - 路人没收到:
  - 过: 3 小时
  - 同时:
      - 小张说: 停水了
      - 路人关注: anning
        没回:
"""
HEAD = "故事: 灯坏了\n人物:\n  王阿姨:\n经过:\n"


def read(text: str) -> str:
    """What is wrong with it."""
    with pytest.raises(BadStory) as caught:
        read_story(text, "灯.yaml")
    return str(caught.value)


def test_a_story_is_read_as_it_is_meant() -> None:
    story = read_story(STORY, "灯.yaml")
    assert story.people == {"王阿姨": "xingfu-1", "小张": "", "路人": None}
    assert story.abilities == frozenset({"customer_service", "kf"})
    assert f"{story.starts_at:%a %H:%M}" == "Mon 10:00"
    wanted = Expected(contains=("物业", "yes"), lacks=("居委会",), something=True, remember="单号")
    burst = (
        Message("say", {"text": "漏水了"}),
        Message("photo", {}),
        Message("voice", {"recognition": ""}),
    )
    assert story.steps == (
        Does(8, "王阿姨", (Message("say", {"text": "1"}),), wanted),
        Does(12, "王阿姨", burst, Expected(count=1)),
        Operate(14, "受理 $单号", "好 $单号末四位"),
        Hears(16, "王阿姨", "service", Expected(contains=("$单号",), something=True)),
        Hears(17, "路人", "", Expected(nothing=True)),
        Wait(18, 3 * 3600.0, "3 小时"),
        Together(
            19,
            (
                Does(20, "小张", (Message("say", {"text": "停水了"}),), Expected()),
                Does(21, "路人", (Message("follow", {"scene": "anning"}),), Expected(nothing=True)),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("head", "abilities"), [("能力: 全部", SPECIAL), ("能力: 无", frozenset()), ("", None)]
)
def test_what_the_account_may_do_can_be_said(head: str, abilities: frozenset[str] | None) -> None:
    story = read_story(f"{head}\n{HEAD}  - 王阿姨说: 你好\n", "灯.yaml")
    assert story.abilities == abilities


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "先写“故事：”"),
        ("故事: 灯\n", 1, "少了“人物:”"),
        ("故事: 灯\n人物: 王阿姨\n经过: []\n", 2, "每行一个名字"),
        (HEAD, 4, "至少一步"),
        (HEAD.replace("故事", "题目"), 1, "不认识“题目”，这里可以写故事"),
        (HEAD + "  - 王阿姨说：你好\n", 5, "冒号是英文的"),
        (HEAD + "  - 王阿姨想: 你好\n", 5, "王阿姨后面写"),
        (HEAD + "  - 小张说: 你好\n", 5, "开头要是人物：王阿姨"),
        (HEAD + "  - 王阿姨说:\n", 5, "“说”要写内容"),
        (HEAD + "  - 王阿姨取消关注: 烦\n", 5, "后面要空着"),
        (HEAD + "  - 王阿姨说: 你好\n    会: 您好\n", 6, "不认识“会”，这里可以写回"),
        (HEAD + "  - 王阿姨说: 你好\n    回: {单号}\n", 6, "“回”后面写一句"),
        (HEAD + "  - 王阿姨说: 你好\n    条数: 两\n", 6, "1 到 99"),
        (HEAD + "  - 王阿姨说: 你好\n    没回:\n    回: 您好\n", 6, "不能和别的一起写"),
        (HEAD + "  - 王阿姨说: 你好\n    记住: 单 号\n", 6, "起一个没用过的名字"),
        (HEAD + "  - 王阿姨说: 进度 $单号\n", 5, "还没有“记住”过 $单号"),
        (HEAD + "  - 王阿姨连发: [{歌: 茉莉花}]\n", 5, "连发写成"),
        (HEAD + "  - 过: 一会儿\n", 5, "40 分钟"),
        (HEAD + "  - 同时:\n      - 过: 1 天\n", 6, "只能写人物做的事"),
        (HEAD + "  - 王阿姨说: 你好\n    王阿姨说: 你好\n", 6, "写了两次"),
        (HEAD + "  - 王阿姨说: @物业\n", 5, "加引号"),
        (HEAD + "  - 王阿姨说: &a 物业\n", 5, "加引号"),
        (HEAD + "  - 王阿姨说: [[[[[[[[[你好]]]]]]]]]\n", 5, "套得太深"),
        ("能力: 飞\n" + HEAD, 1, "“能力”写 全部、无"),
        ("开始: 明天\n" + HEAD, 1, "“开始”写成"),
        ("故事: \x00", 1, "不能用的字符"),
        ("故事: " + "长" * 70_000, 1, "最多"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, told: str) -> None:
    said = read(text)
    assert said.startswith(f"灯.yaml 第 {line} 行：")
    assert told in said


@given(st.text())
def test_any_text_is_a_story_or_is_told_what_it_lacks(text: str) -> None:
    with pytest.raises(BadStory) as caught:
        read_story(text, "灯.yaml")
    assert 1 <= caught.value.line <= text.count("\n") + 2
    assert caught.value.expected


@given(st.integers(0, len(STORY) - 1), st.integers(0, 12), st.text(max_size=6))
def test_a_slip_of_the_pen_never_breaks_the_reading(at: int, gone: int, typed: str) -> None:
    text = STORY[:at] + typed + STORY[at + gone :]
    try:
        assert read_story(text, "灯.yaml").steps
    except BadStory as error:
        assert 1 <= error.line <= len(text.splitlines()) + 2  # noqa: PT017 (either may happen)


def test_the_longest_name_that_fits_is_filled_in() -> None:
    known = {"单号": "20261123-0001", "单号末四位": "0001"}
    assert fill("进度 $单号末四位，$单号的灯", known) == "进度 0001，20261123-0001的灯"
