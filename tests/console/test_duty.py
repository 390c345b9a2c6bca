"""值班: words of suicide reach who has the duty, and nobody else; who reads them leaves a trace."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.models import AccessRow
from accounts.permissions import ROLES
from accounts.residents import get_resident
from core.audit import AuditRow
from duty.models import Concern, ConcernStep
from privacy.erasure import erase_resident
from tests.console.crying import cry, says
from tests.console.office import PHONE, PLACE, Desk, Office

WORDS = "我真的不想活了，药都买好了"
WAITS = re.compile(r'class="waits">(\d+)<')


def area(office: Office, key: str = "xingfuli") -> int:
    """The area of that key."""
    return next(one.id for one in office.setup.areas if one.key == key)


def waits(desk: Desk) -> list[str]:
    """The number beside the duty's name in the navigation."""
    return WAITS.findall(desk.get("/me").text.partition('<nav class="side"')[2])


def reveal(desk: Desk, one: Concern, shown: str = "said", purpose: str = "emergency") -> str:
    """Ask to see it."""
    return desk.post(f"/duty/{one.public_id}/reveal", shown=shown, purpose=purpose).text


def test_the_words_are_shown_to_who_says_why_and_that_is_written_down(office: Office) -> None:
    one = cry(office, "王阿姨", WORDS, area_id=area(office))
    zhou = office.signed_in("小周", "duty")
    assert waits(zhou) == ["1"]
    assert "条值班提醒" in zhou.get("/").text
    listed = zhou.get("/duty/").text
    page = zhou.get(f"/duty/{one.public_id}").text
    assert "幸福里社区" in listed
    assert "未看" in listed
    for told in (listed, page):
        assert "12356" in told
        assert "药都买好了" not in told
    assert "请选一个查看的原因" in reveal(zhou, one, purpose="")
    assert WORDS in reveal(zhou, one)
    with office.sessions() as db:
        (row,) = db.scalars(select(AccessRow))
        assert (row.shown, row.purpose, row.role, row.resident_id) == (
            "said",
            "emergency",
            "duty",
            one.resident_id,
        )
        (act,) = db.scalars(select(AuditRow).where(AuditRow.action == "concern.reveal"))
        assert act.facts == {"shown": "said", "purpose": "emergency"}
        assert WORDS not in str(act.facts)
    assert "已看，还没联系" in zhou.get("/duty/").text
    assert waits(zhou) == ["1"], "reading is not helping"


def test_what_was_done_is_added_and_never_changed(office: Office) -> None:
    one = cry(office, "王阿姨", WORDS, area_id=area(office))
    zhou, wu = office.signed_in("小周", "duty"), office.signed_in("小吴", "duty", area="xingfuli")
    reveal(zhou, one)
    answer = zhou.post(f"/duty/{one.public_id}/mark", state="handed_on", note="")
    assert (answer.status_code, "请写明交给了谁" in answer.text) == (400, True)
    assert zhou.post(f"/duty/{one.public_id}/mark", state="solved").status_code == 400
    note = "打通了，女儿在身边"
    zhou.post(f"/duty/{one.public_id}/mark", state="contacted", note=note)
    office.later(minutes=20)
    wu.post(f"/duty/{one.public_id}/mark", state="handed_on", note="交给社区医生")
    page = wu.get(f"/duty/{one.public_id}").text
    for told in (note, "交给社区医生", "小周", "小吴", "11:00", "11:20"):
        assert told in page
    assert waits(zhou) == []
    with office.sessions() as db:
        steps = list(db.scalars(select(ConcernStep.state).order_by(ConcernStep.id)))
        assert steps == ["seen", "contacted", "handed_on"]
        acts = list(db.scalars(select(AuditRow).where(AuditRow.action == "concern.mark")))
        assert [act.facts["state"] for act in acts] == ["contacted", "handed_on"]
        assert note not in str([act.facts for act in acts])


def test_how_he_is_reached_is_revealed_like_the_words(quick_office: Office) -> None:
    quick_office.case("王阿姨")
    one = cry(quick_office, "王阿姨", WORDS, area_id=area(quick_office))
    zhou = quick_office.signed_in("小周", "duty")
    page = zhou.get(f"/duty/{one.public_id}").text
    assert PHONE not in page
    assert PLACE not in page
    assert f'href="tel:{PHONE}"' in reveal(zhou, one, "phone")
    assert PLACE in reveal(zhou, one, "place")
    stranger = cry(quick_office, "路人", WORDS)
    assert "没有在工单里留过电话" in zhou.get(f"/duty/{stranger.public_id}").text
    gone = zhou.post(f"/duty/{stranger.public_id}/reveal", shown="phone", purpose="contact")
    assert gone.status_code == 404


def test_who_reads_the_cry_reads_what_was_said_around_it(quick_office: Office) -> None:
    """Where he is he often says in other words."""
    says(quick_office, "王阿姨", "昨天的事", before=timedelta(hours=30))
    says(quick_office, "王阿姨", "儿子又走了", before=timedelta(minutes=5))
    says(quick_office, "李叔", "路灯不亮")
    first = cry(quick_office, "王阿姨", WORDS)
    quick_office.later(minutes=2)
    second = cry(quick_office, "王阿姨", "活着没意思")
    quick_office.later(minutes=1)
    says(quick_office, "王阿姨", "我在6号楼顶上")
    zhou = quick_office.signed_in("小周", "duty")
    told = reveal(zhou, first)
    for words in ("儿子又走了", WORDS, "活着没意思", "我在6号楼顶上"):
        assert words in told
    assert "昨天的事" not in told
    assert "路灯不亮" not in told
    quick_office.later(hours=30)
    later = cry(quick_office, "王阿姨", "还是不想活")
    zhou = quick_office.signed_in("小周", "duty")
    answer = zhou.post(f"/duty/{first.public_id}/mark", state="contacted", note="")
    assert answer.status_code == 303
    with quick_office.sessions() as db:
        states = {row.id: row.state for row in db.scalars(select(Concern))}
    assert states == {first.id: "contacted", second.id: "contacted", later.id: "new"}
    assert "同一位居民还有" in zhou.get(f"/duty/{later.public_id}").text


@pytest.mark.parametrize("role", [role for role in ROLES if role != "duty"])
def test_nobody_else_sees_that_there_was_anything(quick_office: Office, role: str) -> None:
    one = cry(quick_office, "王阿姨", WORDS, area_id=area(quick_office))
    office = "xingfuli-property" if role == "partner" else None
    desk = quick_office.signed_in("小李", role, office=office)
    assert desk.get("/duty/").status_code == 403
    assert desk.get(f"/duty/{one.public_id}").status_code == 403
    for act in ("reveal", "mark"):
        answer = desk.post(f"/duty/{one.public_id}/{act}", shown="said", purpose="emergency")
        assert answer.status_code == 403
        assert "药都买好了" not in answer.text
    assert "值班" not in desk.get("/").text
    with quick_office.sessions() as db:
        assert list(db.scalars(select(AccessRow))) == []


def test_the_duty_of_another_community_sees_only_whose_home_nobody_knows(
    quick_office: Office,
) -> None:
    here = cry(quick_office, "王阿姨", WORDS, area_id=area(quick_office))
    unknown = cry(quick_office, "路人", "活着没意思")
    there = quick_office.signed_in("老周", "duty", area="anning")
    listed = there.get("/duty/").text
    assert (here.public_id in listed, unknown.public_id in listed) == (False, True)
    assert there.get(f"/duty/{here.public_id}").status_code == 404
    assert "活着没意思" in reveal(there, unknown)
    assert waits(there) == ["1"]


def test_who_leaves_takes_words_and_notes_along_and_only_the_fact_stays(office: Office) -> None:
    office.case("王阿姨")
    one = cry(office, "王阿姨", WORDS, area_id=area(office))
    zhou = office.signed_in("小周", "duty")
    zhou.post(f"/duty/{one.public_id}/mark", state="contacted", note="女儿在身边")
    with office.sessions.begin() as db:
        erase_resident(db, get_resident(db, one.resident_id or 0), now=office.now)
    page = zhou.get(f"/duty/{one.public_id}").text
    assert "已经取消关注" in page
    assert "女儿在身边" not in page
    for told in ("幸福里社区", "已联系", "小周"):
        assert told in page
    for shown in ("said", "phone", "place"):
        answer = zhou.post(f"/duty/{one.public_id}/reveal", shown=shown, purpose="emergency")
        assert answer.status_code == 404
    assert "不再知道是谁" in zhou.get("/duty/").text


def test_a_longer_list_is_read_page_by_page(quick_office: Office) -> None:
    made = [cry(quick_office, f"居民{n}", WORDS).public_id for n in range(53)]
    zhou = quick_office.signed_in("小周", "duty")
    path, seen = "/duty/", list[str]()
    while path:
        page = zhou.get(path).text
        seen += re.findall(r'/duty/([\w-]{22})"', page)
        further = re.search(r'rel="next" href="/console([^"]+)"', page)
        path = further[1].replace("&amp;", "&") if further else ""
    assert seen == made[::-1]
