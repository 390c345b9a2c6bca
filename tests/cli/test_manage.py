"""An operator at the terminal: each command's exit status, and what it says."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Staff, StaffRole
from accounts.passwords import is_password
from accounts.residents import meet
from bot.models import Message, MessageState
from cases.catalogue import load_catalogue
from cases.models import Case, CaseEvent
from cases.service import Demand, open_case
from community.models import Area
from community.setup import load_setup
from core.actor import resident_actor
from core.audit import AuditRow, seal_chain
from core.database import Sessions, make_engine, make_sessions
from duty.models import Concern
from notices.models import Notice, NoticeState
from tests.cli.conftest import ON_BOTH_DATABASES, Operate, set_up
from tests.cli.linli import PRODUCTION, Linli

pytestmark = ON_BOTH_DATABASES
NOON = datetime.now(UTC)
ACCOUNT = PRODUCTION["WECHAT_APPID"]


@pytest.fixture
def sessions(linli: Linli) -> Iterator[Sessions]:
    """Sessions on the installation's database, migrated, with the starter set in it."""
    set_up(linli, demo=True)
    engine = make_engine(linli.database)
    made = make_sessions(engine)
    with made.begin() as db:
        seal_chain(db)  # as a worker would have done meanwhile
    yield made
    engine.dispose()


def _report(db: Session, words: str) -> str:
    """王阿姨 reports it; the number she gets."""
    aunt = meet(db, ACCOUNT, "o-wang", now=NOON)
    area = db.scalars(select(Area).where(Area.key == "xingfuli")).one()
    demand = Demand(ACCOUNT, words, "wechat", area_id=area.id, resident_id=aunt.id)
    opened = open_case(
        db,
        demand,
        actor=resident_actor(aunt.id),
        setup=load_setup(db),
        catalogue=load_catalogue(db),
        now=NOON,
    )
    db.commit()
    return str(opened.case.number)


def test_a_case_goes_from_the_list_to_its_end(operate: Operate, sessions: Sessions) -> None:
    with sessions() as db:
        number = _report(db, "3号楼楼道灯坏了")
    listed = operate("manage", "case", "list")
    assert listed.status == 0
    assert listed.said.startswith(f"{number}  待受理  ")
    assert "楼道灯坏" not in listed.said
    accepted = operate("manage", "case", "step", number, "accept", "--note", "下午就去")
    assert (accepted.status, accepted.complained) == (0, "")
    assert accepted.said.startswith(f"{number}  已受理  ")
    words = ("--note", "灯泡换好了", "--outcome", "done")
    assert operate("manage", "case", "step", number, "resolve", *words).status == 0
    again = operate("manage", "case", "step", number, "accept")
    assert (again.status, again.said) == (1, "")
    assert "不能受理" in again.complained
    with sessions() as db:
        steps = db.scalars(select(CaseEvent.step).order_by(CaseEvent.seq)).all()
        assert steps[-2:] == ["accept", "resolve"]
        assert len(db.scalars(select(Notice)).all()) == 2
    assert operate("manage", "case", "list").said == ""
    assert number in operate("manage", "case", "list", "--state", "resolved").said


def test_what_a_story_names_is_done(operate: Operate, sessions: Sessions) -> None:
    with sessions() as db:
        number = _report(db, "3号楼楼道灯坏了")
    assert operate("manage", "deed", "受理", number).status == 0
    assert operate("manage", "deed", "办结", number, "--note", "灯泡换好了").status == 0
    assert number in operate("manage", "case", "list", "--state", "resolved").said
    assert operate("manage", "deed", "发布", "全部", "书法班哪天上课", "--note", "周二").status == 0
    refusals = {
        ("唱歌", number): "不认识“唱歌”，可以写：",
        ("受理",): "没有写完整",
        ("受理", number): "不能受理",
        ("受理", "20260101-9999"): "没有",
        ("发布", "无此地", "书法班"): "没有“无此地”",
    }
    for words, sentence in refusals.items():
        refused = operate("manage", "deed", *words)
        assert refused.status == 1
        assert sentence in refused.complained


def test_steps_that_need_more_say_what(operate: Operate, sessions: Sessions) -> None:
    with sessions() as db:
        number = _report(db, "3号楼楼道灯坏了")
    refusals = {
        ("ask",): "问居民要写明内容",
        ("transfer", "--to", "nowhere"): "没有键为 nowhere 的承办单位。",
        ("transfer",): "请选一个在用的单位。",
        ("assign", "--staff", "路人"): "没有名叫 路人 的工作人员。",
    }
    operate("manage", "case", "step", number, "accept")
    for words, sentence in refusals.items():
        refused = operate("manage", "case", "step", number, *words)
        assert refused.status == 1
        assert sentence in refused.complained
    assert operate("manage", "case", "step", "20260101-9999", "accept").status == 1
    assert operate("manage", "case", "step", number, "dance").status == 2


def test_staff_are_added_with_a_password_shown_once(operate: Operate, sessions: Sessions) -> None:
    words = ("manage", "staff", "create", "小李", "--role", "officer", "--area", "xingfuli")
    made = operate(*words)
    found = re.fullmatch(r"小李 can sign in with (\S+)\n", made.said)
    assert found, made
    with sessions() as db:
        staff = db.scalars(select(Staff)).one()
        role = db.scalars(select(StaffRole)).one()
        area = db.scalars(select(Area).where(Area.key == "xingfuli")).one()
    assert is_password(found[1], staff.password_hash)
    assert (role.role, role.area_path, role.office_id) == ("officer", area.path, None)
    assert operate(*words).status == 1
    assert operate("manage", "staff", "create", "小王", "--role", "king").status == 2
    nowhere = operate(*words[:3], "小王", "--role", "officer", "--area", "nowhere")
    assert (nowhere.status, nowhere.complained) == (1, "没有键为 nowhere 的区域。\n")
    partner = operate(*words[:3], "物业小张", "--role", "partner")
    assert (partner.status, "承办单位" in partner.complained) == (1, True)


@pytest.mark.usefixtures("on_duty")
def test_check_finds_nothing_wrong_and_then_all_that_is(
    linli: Linli, operate: Operate, sessions: Sessions
) -> None:
    whole = operate("manage", "check")
    assert (whole.status, whole.said, whole.complained) == (0, "Nothing is wrong.\n", "")
    with sessions.begin() as db:
        number = _report(db, "3号楼楼道灯坏了")
    with sessions.begin() as db:
        _spoil(db)
    linli.settings = {
        **PRODUCTION,
        "SECRET_KEY": "short",
        "WECHAT_SECRET": "a-secret",
        "WECHAT_API_URL": "http://127.0.0.1:1",
    }
    found = operate("manage", "check")
    assert found.status == 1
    for sentence in (
        "SECRET_KEY is missing or shorter than 32 characters.",
        "WeChat gives no access token now",
        "audit rows are not chained yet",
        f"Case {number} does not fit at event 1.",
        "{社区电话} is not filled",
        "1 messages failed and wait for staff (待人工): ./run manage message list",
        "1 messages are stranded",
        "1 notices were given up in the last 7 days (45015).",
    ):
        assert sentence in found.said
    linli.settings = {**PRODUCTION, "DATA_KEY": "b3RoZXIga2V5IG9mIHRoaXJ0eS10d28gYnl0ZXMgISE="}
    assert "DATA_KEY does not open what is sealed" in operate("manage", "check").said


def test_check_says_who_has_no_duty_and_what_waits_for_it(
    operate: Operate, sessions: Sessions
) -> None:
    nobody = operate("manage", "check").said
    assert "Nobody has the duty (值班) of 幸福里社区、安宁社区" in nobody
    words = ("manage", "staff", "create")
    property_office = ("--role", "duty", "--office", "xingfuli-property")
    refused = operate(*words, "物业小张", *property_office)
    assert (refused.status, "不分单位" in refused.complained) == (1, True)
    assert operate(*words, "小周", "--role", "duty", "--area", "xingfuli").status == 0
    assert "Nobody has the duty (值班) of 安宁社区" in operate("manage", "check").said
    assert operate(*words, "小吴", "--role", "duty").status == 0
    with sessions.begin() as db:
        wang, done = meet(db, ACCOUNT, "o-wang", now=NOON), _message(MessageState.DONE, NOON)
        db.add(done)
        db.flush()
        db.add(Concern(message_id=done.id, resident_id=wang.id, said_at=NOON))
    assert operate("manage", "check").said == (
        "1 cries for help wait for who has the duty: see 值班 in the console.\n"
    )


def _message(state: MessageState, at: datetime) -> Message:
    return Message(
        account=ACCOUNT,
        key_hash=state.value,
        kind="TextMessage",
        sent_at=at,
        received_at=at,
        state=state,
    )


def _spoil(db: Session) -> None:
    past = NOON - timedelta(hours=1)
    db.execute(update(CaseEvent).values(facts={"changed": True}))
    db.execute(update(AuditRow).values(at=past, chain_no=None, hash=None))
    db.execute(update(Area).values(filled={}))
    for state in (MessageState.FAILED, MessageState.WORKING):
        db.add(_message(state, past))
    case = db.scalars(select(Case)).one()
    aunt = meet(db, ACCOUNT, "o-wang", now=NOON)
    notice = Notice(
        resident_id=aunt.id,
        cause=f"case:{case.id}",
        kind="case",
        state=NoticeState.GIVEN_UP,
        reason="45015",
        created_at=past,
        due_at=past,
    )
    db.add(notice)


def test_matching_is_measured_on_two_tables(operate: Operate, tmp_path: Path) -> None:
    kb, queries, out = (tmp_path / name for name in ("kb.tsv", "queries.tsv", "out.json"))
    kb.write_text(
        "entry_id\tquestion\tkind\n1\t楼道灯坏了找谁\tstandard\n2\t怎么办居住证\tstandard\n"
    )
    queries.write_text("query\tentry_id\ttype\n楼道的灯不亮了\t1\tpara\n今天吃什么\t\tother\n")
    done = operate("manage", "faq", "evaluate", str(kb), str(queries), "--json", str(out))
    assert done.status == 0
    assert "hit_at_1" in done.said
    assert json.loads(out.read_text())["queries"] == 2
    queries.write_text("query\n")
    assert operate("manage", "faq", "evaluate", str(kb), str(queries)).status == 1
    assert operate("manage", "faq", "evaluate", str(kb), "missing.tsv").status == 2


def test_what_is_not_built_is_wrong_usage(linli: Linli, operate: Operate) -> None:
    assert operate("manage", "fly").status == 2
    assert operate("fly").status == 2
    assert operate("manage", "--help").status == 0
    # The process says so too.
    assert linli.do("manage", "fly").status == 2
