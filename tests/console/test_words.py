"""陈编辑 teaches the desk a word of the place, tries it, and takes it back."""

import re

from tests.console.faq import resident_hears, words
from tests.console.office import Desk, Office

WORD = re.compile(r'href="/console/words/([\w-]{22})"')
GREEN = {"word": "绿本本", "same_as": "居住证"}


def editor(office: Office, name: str = "陈编辑") -> Desk:
    return office.signed_in(name, "editor")


def test_a_word_is_taught_tried_and_taken_back(office: Office) -> None:
    office.stock()
    desk = editor(office)
    assert "居住证" not in "".join(resident_hears(office, "绿本本怎么办"))
    tried = desk.post("/words/new", **GREEN, tried="绿本本怎么办", act="try")
    shown = words(tried.text)
    assert tried.status_code == 200
    assert "本地词" in shown
    assert re.search(r"这样改以后.*居住证", shown)
    assert resident_hears(office, "绿本本怎么办") == [], "trying keeps nothing"
    assert desk.post("/words/new", **GREEN, act="save").status_code == 303
    assert "居住证" in resident_hears(office, "绿本本怎么办")[0]
    listed = desk.get("/words/?words=绿本本怎么办").text
    assert "没有本地词时" in listed
    word = WORD.findall(listed)[0]
    desk.post(f"/words/{word}/retire")
    assert resident_hears(office, "绿本本怎么办") == []
    assert "停用的" in desk.get("/words/").text
    again = desk.get(f"/words/{word}").text
    assert 'value="居住证"' in again


def test_what_is_wrong_is_said_beside_and_kept(quick_office: Office) -> None:
    desk = editor(quick_office)
    for wrong, sentence in (
        ({"word": ""}, "请填写这一项。"),
        ({"same_as": ""}, "两样选一样。"),
        ({"nothing": "y"}, "两样选一样。"),
        ({"word": "什么"}, "不能当本地词。"),
        ({"word": "证" * 21}, "最多 20 个字。"),
    ):
        answer = desk.post("/words/new", **{**GREEN, "note": "老地名", **wrong})
        assert (wrong, answer.status_code, sentence in answer.text) == (wrong, 400, True)
        assert 'value="老地名"' in answer.text


def test_two_editors_never_overwrite_each_other_unseen(quick_office: Office) -> None:
    chen, li = editor(quick_office), editor(quick_office, "小李")
    chen.post("/words/new", **GREEN)
    word = WORD.findall(chen.get("/words/").text)[0]
    address = f"/words/{word}"
    assert li.post(address, word="绿本本", same_as="房产证", version="1").status_code == 303
    stale = chen.post(address, word="绿本本", same_as="结婚证", version="1")
    assert stale.status_code == 409
    assert re.search("现在存着的：绿本本 . 房产证", words(stale.text))
    assert 'value="结婚证"' in stale.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', stale.text)
    assert version
    assert (
        chen.post(address, word="绿本本", same_as="结婚证", version=version[1]).status_code == 303
    )


def test_who_works_in_one_area_reads_and_changes_nothing(quick_office: Office) -> None:
    editor(quick_office).post("/words/new", **GREEN)
    local = quick_office.signed_in("小赵", "editor", area="xingfuli")
    page = local.get("/words/").text
    assert ("绿本本" in page, "教一个词" in page) == (True, False)
    assert local.post("/words/new", word="红本本", same_as="房产证").status_code == 403
