"""What an error has left to staff is read, answered and off the list."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Resident
from bot import ledger
from bot.messages import Incoming, Reply, TextMessage, TextReply
from bot.models import Message, MessageState
from bot.order import Place
from bot.runs import Runs
from core.audit import AuditRow
from core.errors import Invalid
from duty.models import Concern
from handlers.desk import ResidentDesk, make_rules
from simulator.person import Person
from tests.console.faq import words
from tests.console.office import Desk, Office
from tests.journeys.reading import rows
from tests.journeys.town import Town

SAID = "我家 3 号楼 13900000000 的事"


def supervisor(town: Town, **where: str) -> Desk:
    """主管 at his desk."""
    return Office(town.app, town.sessions, town.clock()).signed_in("周主管", "supervisor", **where)


def fails(town: Town, person: Person) -> str:
    """The person's last message as one that an error has ended; its public id."""
    person.says(SAID)
    with town.sessions.begin() as db:
        last = db.scalars(select(Message).order_by(Message.id.desc())).first()
        assert last is not None
        last.state, last.error = MessageState.FAILED, "ValueError"
        return last.public_id


def audited(town: Town) -> list[str]:
    """What stands in the audit log about messages."""
    with town.sessions() as db:
        acts = db.scalars(select(AuditRow.action).order_by(AuditRow.id))
        return [act for act in acts if act.startswith("message.")]


class BrokenDesk(ResidentDesk):
    """One whose every handler breaks."""

    error: Exception = ZeroDivisionError()

    def answer(self, db: Session, message: Incoming, place: Place, *, now: datetime) -> Reply:
        """No reply, however it began."""
        super().answer(db, message, place, now=now)
        raise self.error


def broken(town: Town, person: Person, text: str, error: Exception | None = None) -> str:
    """What the person reads whose words a broken desk handles."""
    desk = BrokenDesk(town.parts.snapshots, make_rules(town.settings))
    desk.error = error or desk.error
    runs = Runs(town.sessions, desk, town.settings.wechat_appid, town.clock)
    at = int(town.clock().timestamp())
    message = TextMessage(
        sender=person.openid, account="gh_1", created_at=at, key=text, msg_id=at, text=text
    )
    key = ledger.key_hash_of(message)
    reply = runs.handle(runs.record(message, key), message, key)
    assert isinstance(reply, TextReply)
    return reply.text


@pytest.mark.parametrize("error", [ZeroDivisionError(), Invalid("text", "请写清楚。")])
def test_words_of_suicide_reach_the_duty_and_nobody_else_though_their_handler_broke(
    town: Town, error: Exception
) -> None:
    wang = town.newcomer()
    assert "12356" in broken(town, wang, "我不想活了", error)
    office = Office(town.app, town.sessions, town.clock())
    assert "幸福里社区" in office.signed_in("小周", "duty").get("/duty/").text
    assert "没有要处理的来信" in supervisor(town).get("/messages/").text
    with town.sessions() as db:
        own = town.resident(db, wang).id
        assert [one.state for one in rows(db, Concern, resident_id=own)] == ["new"]
    assert "12356" in wang.says("我在6号楼顶上")


def test_danger_gets_its_numbers_though_the_handler_broke(town: Town) -> None:
    wang = town.newcomer()
    said = broken(town, wang, "3号楼着火了")
    assert "119" in said.splitlines()[0]
    assert "工作人员会看" in said
    assert broken(town, wang, "路灯不亮") == "已记下您的话，工作人员会看。"
    page = supervisor(town).get("/messages/").text
    assert "没有要处理的来信" not in page


def test_a_message_is_read_answered_and_reaches_the_resident(town: Town) -> None:
    auntie = town.newcomer()
    message = fails(town, auntie)
    desk = supervisor(town)
    assert "3 号楼" not in desk.get("/messages/").text
    page = words(desk.post(f"/messages/{message}/read").text)
    assert "3 号楼" in page
    assert "13900000000" not in page
    assert audited(town) == ["message.read"]
    empty = desk.post(f"/messages/{message}/answer", words=" ")
    assert empty.status_code == 400
    done = desk.post(f"/messages/{message}/answer", words="师傅下午过去看。")
    assert done.status_code == 303
    town.work()
    assert "师傅下午过去看。" in auntie.inbox()[-1]
    assert "没有要处理的来信" in desk.get("/messages/").text
    assert "message.answer" in audited(town)
    again = desk.post(f"/messages/{message}/answer", words="再说一次")
    assert (again.status_code, "别人已经处理了" in again.text) == (400, True)


def test_who_has_left_is_not_written_to(town: Town) -> None:
    auntie = town.newcomer()
    message = fails(town, auntie)
    with town.sessions.begin() as db:
        for resident in db.scalars(select(Resident)):
            resident.erased_at = town.clock()
    desk = supervisor(town)
    done = desk.post(f"/messages/{message}/answer", words="师傅下午过去看。")
    assert "回不到他了" in words(desk.get(str(done.location).removeprefix("/console")).text)


def test_a_message_can_be_seen_to_in_another_way(town: Town) -> None:
    message = fails(town, town.newcomer())
    desk = supervisor(town)
    desk.post(f"/messages/{message}/seen")
    assert "没有要处理的来信" in desk.get("/messages/").text


def test_who_works_in_one_area_only_is_told_so(town: Town) -> None:
    message = fails(town, town.newcomer())
    desk = supervisor(town, area="xingfuli")
    assert "只有负责全部区域的主管能看" in desk.get("/messages/").text
    assert desk.post(f"/messages/{message}/read").status_code == 404
