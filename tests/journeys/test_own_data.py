"""What residents give away about themselves: only after a yes, and gone when they say so."""

from accounts.models import Consent, Contact, Home, OpenQuestion, Resident
from accounts.roles import actor_of
from accounts.staff import create_staff, find_staff
from bot.ledger import sender_hash_of
from bot.models import Message
from cases.models import CaseReporter
from cases.reveal import log_reveal, masked_fields
from core.actor import OPERATOR
from simulator.person import Person
from tests.journeys.reading import count, number_in, rows
from tests.journeys.town import Town

PHONE = "13800138000"


def asks_for_meals(town: Town) -> tuple[Person, str]:
    """Somebody whose case needs a telephone, and its number."""
    wang = town.newcomer()
    said = wang.says("求助 老人助餐")
    assert "留个电话吗" in said
    return wang, number_in(said)


def phone_of(town: Town, number: str) -> str | None:
    """The telephone kept with a case."""
    with town.sessions() as db:
        (reporter,) = rows(db, CaseReporter, case_id=town.case(db, number).id)
        return reporter.phone


def consents(town: Town, person: Person) -> list[tuple[str, bool]]:
    """Each purpose agreed to and whether the yes still stands."""
    with town.sessions() as db:
        own = rows(db, Consent, resident_id=town.resident(db, person).id)
        return [(consent.purpose, consent.withdrawn_at is None) for consent in own]


def test_a_phone_is_kept_only_with_its_consent(street: Town) -> None:
    wang, number = asks_for_meals(street)
    assert "电话发号码就行" in wang.says("你们猜")
    assert (phone_of(street, number), consents(street, wang)) == (None, [])
    assert "电话记下了" in wang.says(f"我的号码是{PHONE}")
    assert (phone_of(street, number), consents(street, wang)) == (PHONE, [("phone", True)])
    assert "您同意过用于联系" in wang.says("我的数据")


def test_who_skips_the_phone_has_given_none(street: Town) -> None:
    wang, number = asks_for_meals(street)
    assert number in wang.says("0")
    assert (phone_of(street, number), consents(street, wang)) == (None, [])


def test_a_consent_is_taken_back_and_the_phone_leaves_the_case(street: Town) -> None:
    wang, number = asks_for_meals(street)
    wang.says(PHONE)
    assert "已撤回" in wang.says("撤回同意")
    assert (phone_of(street, number), consents(street, wang)) == (None, [("phone", False)])
    assert "电话：没有" in wang.says("我的数据")
    assert "不用撤回" in wang.says("撤回同意")


def test_a_phone_within_a_report_stays_out_of_its_description(street: Town) -> None:
    wang = street.newcomer()
    said = wang.says(f"报修 3号楼2单元路灯不亮，我电话{PHONE}")
    assert "号码已单独保密存放" in said
    with street.sessions() as db:
        case = street.case(db, number_in(said))
        assert PHONE not in case.description
        assert case.cut == [PHONE]


def test_who_leaves_is_forgotten_but_for_his_open_case(street: Town) -> None:
    wang, number = asks_for_meals(street)
    wang.says(PHONE)
    with street.sessions() as db:
        own = street.resident(db, wang).id
        said = rows(db, Message, sender_hash=sender_hash_of(wang.openid))
        assert any(PHONE in str(message.body) for message in said)
    wang.unfollows()
    with street.sessions() as db:
        resident = db.get_one(Resident, own)
        assert (resident.openid, resident.openid_hash) == (None, None)
        assert resident.erased_at is not None
        for table in (Home, OpenQuestion, Contact):
            assert count(db, table, resident_id=own) == 0
        assert street.case(db, number).closed_at is None
        assert count(db, Message, sender_hash=sender_hash_of(wang.openid)) == 0
        for message in said:
            kept = db.get(Message, message.id)
            assert kept is None or (kept.body, kept.reply) == (None, None)
    # Until the case is over it must be possible to call.
    assert phone_of(street, number) == PHONE


def test_who_comes_back_is_somebody_new(street: Town) -> None:
    wang, number = asks_for_meals(street)
    wang.unfollows()
    wang.follows("anning")
    assert "没有查到" in wang.says(f"进度 {number}")
    assert "您还没有工单" in wang.says("进度")


def test_she_reads_who_has_looked_at_her_data_and_why(street: Town) -> None:
    wang, number = asks_for_meals(street)
    wang.says(PHONE)
    assert "还没有人查看" in wang.says("谁看过我")
    for _ in range(6):
        looks_at_phone(street, number)
    said = wang.says("谁看过我")
    assert said.count("看了电话：联系居民") == 5
    assert "经办人" in said
    assert "更早的还有 1 次" in said
    assert PHONE not in said
    assert "还没有人查看" in street.newcomer().says("谁看过我")


def looks_at_phone(town: Town, number: str) -> None:
    """An officer looks at the telephone of a case, as on its page."""
    setup = town.parts.snapshots.setup.now()
    with town.sessions.begin() as db:
        case = town.case(db, number)
        li = find_staff(db, "小李") or create_staff(
            db, "小李", "officer", password="mifuza-peroba-dokane", actor=OPERATOR, now=town.clock()
        )
        (field,) = [one for one in masked_fields(db, case) if one.shown == "phone"]
        log_reveal(
            db,
            case.public_id,
            field.shown,
            field.reporter_id,
            "contact",
            actor=actor_of(db, li),
            setup=setup,
            now=town.clock(),
        )
