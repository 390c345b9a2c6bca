"""The admin sees what is kept how long, and shortens it within its bounds."""

from privacy.periods import PERIODS
from privacy.retention import load_periods
from tests.console.faq import words
from tests.console.office import Desk, Office

SHIPPED = {period.key: str(period.shipped) for period in PERIODS}


def admin(office: Office, name: str = "老周") -> Desk:
    return office.signed_in(name, "admin")


def kept(office: Office) -> dict[str, int]:
    with office.sessions() as db:
        return load_periods(db)


def test_periods_are_seen_and_set(office: Office) -> None:
    desk = admin(office)
    page = words(desk.get("/retention/").text)
    assert "没有归到工单的照片和语音30 天" in page
    assert "审计记录不删" in page
    sent = {**SHIPPED, "loose_media": "10", "version": "0"}
    assert desk.post("/retention/", **sent).status_code == 303
    assert kept(office)["loose_media"] == 10
    assert "没有归到工单的照片和语音10 天" in words(desk.get("/retention/").text)


def test_what_goes_beyond_the_bounds_is_said_beside_and_kept(quick_office: Office) -> None:
    desk = admin(quick_office)
    for wrong, sentence in (
        ("31", "要在 3 到 30 天之间"),
        ("", "请填写这一项。"),
        ("很久", 'id="loose_media-error"'),
    ):
        sent = {**SHIPPED, "drafts": "77", "loose_media": wrong, "version": "0"}
        answer = desk.post("/retention/", **sent)
        assert (wrong, answer.status_code, sentence in answer.text) == (wrong, 400, True)
        assert 'value="77"' in answer.text
    assert kept(quick_office) == {period.key: period.shipped for period in PERIODS}


def test_two_admins_never_overwrite_each_other_unseen(quick_office: Office) -> None:
    zhou, wu = admin(quick_office), admin(quick_office, "老吴")
    wu.post("/retention/", **{**SHIPPED, "drafts": "30", "version": "0"})
    stale = zhou.post("/retention/", **{**SHIPPED, "drafts": "60", "version": "0"})
    assert stale.status_code == 409
    assert 'value="60"' in stale.text
    assert "工作人员没保存的草稿30 天" in words(stale.text)
    assert (
        zhou.post("/retention/", **{**SHIPPED, "drafts": "60", "version": "1"}).status_code == 303
    )
    assert kept(quick_office)["drafts"] == 60
