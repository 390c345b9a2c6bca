"""The admin words what residents read, sees it as they will, and takes it back."""

from community.texts.ask import ACTION
from tests.console.faq import words
from tests.console.office import Desk, Office

PAGE = "/texts/ask.action"
OWN = "想让我帮您登记，回复 1。"


def admin(office: Office, name: str = "老周") -> Desk:
    return office.signed_in(name, "admin")


def said(office: Office) -> str:
    """What residents are told now."""
    return office.parts.snapshots.setup.refresh().texts.say(ACTION)


def test_a_sentence_is_reworded_and_brought_back(office: Office) -> None:
    desk = admin(office)
    assert ACTION.default in desk.get("/texts/").text
    looked = desk.post(f"{PAGE}/live", text="回复 1 登记")
    assert "最长的一句 7 / 40 个字" in words(looked.text)
    assert said(office) == ACTION.default
    assert desk.post(PAGE, text=OWN, version="0").status_code == 303
    assert said(office) == OWN
    assert [OWN in desk.get(f"/texts/?own=1&q={q}").text for q in ("登记", "没有")] == [True, False]
    assert OWN in desk.get(PAGE).text
    assert desk.post(f"{PAGE}/shipped").status_code == 303
    assert said(office) == ACTION.default
    assert "第 2 版" in desk.get(PAGE).text
    again = desk.get(f"{PAGE}?from=1").text
    assert f">{OWN}</textarea>" in again.replace("\r\n", "")
    assert said(office) == ACTION.default, "it is only in the form"


def test_words_that_would_leave_residents_lost_are_said_and_kept(quick_office: Office) -> None:
    desk = admin(quick_office)
    answer = desk.post(PAGE, text="要登记吗？", version="0")
    assert answer.status_code == 400
    assert "少了“1”：居民要照着它回复或拨打。" in answer.text
    assert ">要登记吗？</textarea>" in answer.text.replace("\r\n", "")
    assert said(quick_office) == ACTION.default


def test_two_admins_never_overwrite_each_other_unseen(quick_office: Office) -> None:
    zhou, wu = admin(quick_office), admin(quick_office, "老吴")
    assert wu.post(PAGE, text="老吴说：回复 1。", version="0").status_code == 303
    stale = zhou.post(PAGE, text=OWN, version="0")
    assert stale.status_code == 409
    assert "老吴说：回复 1。" in stale.text
    assert OWN in stale.text
    assert zhou.post(PAGE, text=OWN, version="1").status_code == 303
    assert said(quick_office) == OWN
