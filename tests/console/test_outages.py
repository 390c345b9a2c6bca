"""小李 tells residents from his phone that the water is off, changes it, and ends it."""

import re
from typing import Any

from tests.console.faq import words
from tests.console.office import Desk, Office

SAID = "水管爆裂，正在抢修"
NOTE = re.compile(r'href="/console/outages/([\w-]{22})"')


def topic(office: Office, name: str = "漏水") -> str:
    """The id of the first topic whose name holds the word."""
    return next(str(one.id) for one in office.setup.topics.values() if name in one.name)


def area(office: Office, key: str = "xingfuli") -> str:
    return next(str(one.id) for one in office.setup.areas if one.key == key)


def form(office: Office, **more: Any) -> dict[str, Any]:
    """A note on a burst pipe in 幸福里, from eleven to three."""
    return {
        "text": SAID,
        "area_id": area(office),
        "topic_ids": [topic(office)],
        "from_at": "2026-11-23T11:00",
        "until_at": "2026-11-23T15:00",
        **more,
    }


def officer(office: Office) -> Desk:
    return office.signed_in("小李", "officer", area="xingfuli")


def holding(office: Office) -> list[str]:
    """What residents are told now."""
    return [one.text for one in office.parts.snapshots.outages.refresh().holding(office.now)]


def test_a_note_holds_changes_and_ends(office: Office) -> None:
    desk = officer(office)
    assert desk.post("/outages/new", **form(office)).status_code == 303
    assert holding(office) == [SAID]
    page = desk.get("/outages/")
    assert "2026-11-23 15:00" in words(page.text)
    note = NOTE.findall(page.text)[0]
    longer = form(office, text="还要修一会儿", until_at="2026-11-23T18:00", version="1")
    assert desk.post(f"/outages/{note}", **longer).status_code == 303
    assert holding(office) == ["还要修一会儿"]
    stale = desk.post(f"/outages/{note}", **longer)
    assert (stale.status_code, "内容刚被别人改过" in stale.text) == (400, True)
    desk.post(f"/outages/{note}/end")
    assert holding(office) == []


def test_a_form_is_filled_for_who_is_in_a_hurry(quick_office: Office) -> None:
    page = officer(quick_office).get("/outages/new").text
    assert 'value="2026-11-23T11:00"' in page
    assert 'value="2026-11-23T15:00"' in page


def test_what_is_wrong_is_said_and_kept(quick_office: Office) -> None:
    desk = officer(quick_office)
    for wrong, sentence in (
        ({"text": ""}, "请填写这一项。"),
        ({"topic_ids": []}, "请选至少一件有效的事项。"),
        ({"until_at": "2026-11-23T10:00"}, "结束时间要在开始和现在之后。"),
        ({"until_at": "明天"}, "invalid-feedback"),
        ({"text": "修" * 201}, "最多 200 个字。"),
    ):
        answer = desk.post("/outages/new", **form(quick_office, **wrong))
        assert (wrong, answer.status_code, sentence in answer.text) == (wrong, 400, True)
    kept = desk.post("/outages/new", **form(quick_office, topic_ids=[]))
    assert SAID in kept.text
    assert holding(quick_office) == []


def test_nobody_speaks_for_another_area(quick_office: Office) -> None:
    desk = officer(quick_office)
    for other in ("", area(quick_office, "anning")):
        answer = desk.post("/outages/new", **form(quick_office, area_id=other))
        assert answer.status_code == 400
    assert holding(quick_office) == []
