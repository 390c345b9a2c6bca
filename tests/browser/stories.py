"""What must go well on the phone page whatever the account may do."""

import re

from tests.browser.product import NUMBER, Visit, number_in

# Whichever is in doubt by the matching of the day; that is for other tests to judge.
AMBIGUOUS = ("怎么报名", "办证", "补贴怎么申请", "户口怎么办", "老人补贴", "医保", "老人证")
PLACE = "幸福里 3 号楼 2 单元"
DATE = re.compile(r"(今天|明天|\d{1,2}月\d{1,2}日（周.）)前给您结果")


def questions_are_answered(visit: Visit) -> None:
    """Three questions in residents' own words, each with a phrase of its right answer."""
    assert "住满半年" in visit.says("小张", "居住证咋弄啊")
    assert "打12333挂失" in visit.says("小张", "我社保卡弄丢了，咋补")
    assert "装修垃圾要单独袋装" in visit.says("小张", "家里旧沙发不要了，扔哪里好")


def a_choice_is_made_by_digit_and_by_click(visit: Visit) -> None:
    """Words that several entries answer, settled both ways with those entries' own answers."""
    words = next(words for words in AMBIGUOUS if len(_choices(visit, "老李", words)) > 1)
    first, *_ = _choices(visit, "老李", words)
    by_digit = visit.says("老李", "1")
    # The same answer given twice running ends with a way to a person.
    again = visit.says("老李", first)
    assert again.startswith(by_digit), (by_digit, again)
    # Behind an answer such words would be about that: somebody else says them.
    _, second, *_ = _choices(visit, "王阿姨", words)
    by_click = visit.clicks("王阿姨", second)
    assert visit.says("王阿姨", second).startswith(by_click)
    assert by_digit != by_click


def _choices(visit: Visit, nickname: str, words: str) -> list[str]:
    """The questions that a resident may pick from after such words."""
    if "0 都不是" not in visit.says(nickname, words):
        return []
    return visit.bubbles(nickname).last.get_by_role("button").all_inner_texts()


def a_report_gets_place_and_photo(visit: Visit, nickname: str) -> str:
    """A report without a place, which is asked for, then a photo; what was said to the report."""
    said = visit.says(nickname, "报修 路灯不亮")
    assert "由幸福街道城市管理科负责" in said
    assert DATE.search(said)
    assert "在哪个位置" in said
    placed = visit.sends_place(nickname, PLACE)
    assert PLACE in placed
    assert "拍张照片" in placed
    assert number_in(said) in visit.sends_photo(nickname)
    return said


def a_stranger_learns_nothing(visit: Visit, number: str) -> None:
    """A stranger who names the number reads what anybody reads who invents one."""
    told = visit.says("路人", f"进度 {number}")
    assert told == visit.says("路人", f"进度 {number[:-4]}9999")
    assert "没有查到" in told
    assert not any(NUMBER.search(said) for said in visit.bubbles("路人").all_inner_texts())
