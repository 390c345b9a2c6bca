"""From a fresh installation's drafts to answers, by commands alone."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from community.areas import load_areas
from community.models import Area
from community.setup import load_setup
from core import clock
from core.actor import OPERATOR
from core.audit import AuditRow
from core.database import Sessions, make_engine, make_sessions
from faq.content import EntryContent
from faq.entries import create_entry, publish_entry
from faq.knowledge import load_knowledge
from faq.matching.thresholds import thresholds
from faq.models import Entry, EntryState, Outcome
from faq.questions import note_question
from faq.service import ask
from tests.cli.conftest import ON_BOTH_DATABASES, Operate, set_up
from tests.cli.linli import Linli

pytestmark = ON_BOTH_DATABASES
VALUES = (
    *(
        "社区电话=0571-1",
        "值班电话=0571-2",
        "物业电话=0571-3",
        "社区地址=幸福路1号",
        "办公时间=九点到五点",
    ),
    *("街道服务中心地址=幸福路2号", "派出所电话=0571-4", "供水电话=0571-5", "供电电话=0571-6"),
    *("供气电话=0571-7", "助餐点地址=幸福路3号", "卫生服务中心地址=幸福路4号"),
    "大件垃圾投放点=南门东侧",
)
ROOTS = ("xingfu-street", "qingshui-town")


@pytest.fixture
def sessions(linli: Linli) -> Iterator[Sessions]:
    """The database of an installation that `./run serve` has just made: drafts only."""
    set_up(linli, demo=False)
    engine = make_engine(linli.database)
    made = make_sessions(engine)
    yield made
    engine.dispose()


def answer(sessions: Sessions, question: str, area: str) -> str:
    """What a resident of that area is answered now, '' when nothing is known."""
    with sessions() as db:
        home = db.scalars(select(Area.id).where(Area.key == area)).one()
        found = ask(
            db,
            question,
            resident_id=None,
            area_id=home,
            knowledge=load_knowledge(db),
            setup=load_setup(db),
            thresholds=thresholds(0.05),
            account="wx1",
            now=clock.now(),
        )
        return found.text


@pytest.mark.usefixtures("on_duty")
def test_a_new_desk_learns_to_answer(operate: Operate, sessions: Sessions) -> None:
    question = "楼道灯坏了找谁"
    assert answer(sessions, question, "xingfuli") == ""
    held_back = operate("manage", "faq", "publish", "stair_light")
    assert held_back.status == 1
    assert "stair_light  幸福里社区还没有填写 {物业电话}，不能发布。" in held_back.complained
    for root in ROOTS:
        assert operate("manage", "area", "fill", root, *VALUES).status == 0
    done = operate("manage", "faq", "publish", "--all")
    assert (done.status, done.complained) == (0, "")
    with sessions() as db:
        entries = db.scalars(select(Entry)).all()
        assert done.said == f"Published: {len(entries)}. Refused: 0.\n"
        assert {entry.state for entry in entries} == {EntryState.PUBLISHED}
    assert "0571-3" in answer(sessions, question, "xingfuli")
    assert operate("manage", "check").said == "Nothing is wrong.\n"
    assert operate("manage", "faq", "publish", "--all").said == "Published: 0. Refused: 0.\n"


def test_the_tree_shows_what_is_filled_and_what_is_not(
    operate: Operate, sessions: Sessions
) -> None:
    lines = operate("manage", "area", "list").said.splitlines()
    with sessions() as db:
        areas = list(load_areas(db))
    for area in areas:
        named = [line for line in lines if line.split()[0] == area.key]
        assert named == [
            "  " * (area.depth - 1) + f"{area.key}  {area.kind}  {area.name}  scene {area.scene}"
        ]
    assert len([line for line in lines if "not filled" in line]) == 3, "one a neighbourhood"
    filled = operate("manage", "area", "fill", "xingfuli", "{社区电话}= 0571-8 ", "办公时间=九点")
    assert filled.status == 0
    assert "  {社区电话} = 0571-8\n" in filled.said
    assert "not filled" in filled.said
    assert "社区电话 (" not in filled.said
    operate("manage", "area", "fill", "xingfuli", "社区电话=")
    again = operate("manage", "area", "list").said
    assert "{社区电话}" not in again
    assert "{办公时间} = 九点" in again
    with sessions() as db:
        acts = db.scalars(select(AuditRow).where(AuditRow.action == "area.fill")).all()
        assert [act.actor_kind for act in acts] == ["operator", "operator"]


def test_what_cannot_be_filled_is_said_in_words(operate: Operate, sessions: Sessions) -> None:
    refusals = {
        ("nowhere", "社区电话=1"): "没有键为 nowhere 的区域。",
        ("xingfuli", "社区 电话=1"): "占位符名称只能用文字和数字",
        ("xingfuli", "社区电话={物业电话}"): "不能有大括号",
        ("xingfuli", "办公时间=九点", f"社区电话={'1' * 101}"): "最多 100 个字",
    }
    for words, sentence in refusals.items():
        refused = operate("manage", "area", "fill", *words)
        assert (refused.status, refused.said) == (1, "")
        assert sentence in refused.complained
    assert operate("manage", "area", "fill", "xingfuli", "社区电话").status == 2
    assert operate("manage", "area", "fill", "xingfuli").status == 2
    with sessions() as db:
        assert not any(area.filled for area in load_areas(db)), "all of it or nothing"
    odd = operate("manage", "area", "fill", "xingfuli", "社区电活=1")
    assert (odd.status, odd.complained) == (
        0,
        "No entry uses {社区电活}: see that the name is right.\n",
    )


def test_the_list_says_what_hinders_each_entry(operate: Operate, sessions: Sessions) -> None:
    listed = operate("manage", "faq", "list").said.splitlines()
    with sessions() as db:
        assert len(listed) == len(db.scalars(select(Entry)).all())
    lines = {line.split()[0]: line for line in listed}
    assert lines["garbage_sorting"] == "garbage_sorting  draft  垃圾怎么分类"
    assert lines["lift"].endswith("找谁修  (幸福里社区还没有填写 {物业电话}，不能发布。)")
    operate("manage", "faq", "publish", "garbage_sorting", "noise")
    assert operate("manage", "faq", "list", "--state", "published").said.splitlines() == [
        "garbage_sorting  published  垃圾怎么分类",
        "noise  published  邻居太吵怎么办",
    ]
    with sessions() as db:
        category = db.scalars(select(Entry.category).where(Entry.key == "lift")).one()
    of_lift = operate("manage", "faq", "list", "--category", category).said
    assert "lift  draft" in of_lift
    assert len(of_lift.splitlines()) < len(listed)
    assert operate("manage", "faq", "list", "--category", "没有").said == ""
    assert operate("manage", "faq", "list", "--state", "lost").status == 2


def test_one_refused_entry_holds_no_other_back(operate: Operate, sessions: Sessions) -> None:
    done = operate("manage", "faq", "publish", "garbage_sorting", "lift", "nothing", "noise")
    assert (done.status, done.said) == (1, "Published: 2. Refused: 2.\n")
    assert done.complained.splitlines() == [
        "lift  幸福里社区还没有填写 {物业电话}，不能发布。",
        "nothing  没有这条知识。",
    ]
    with sessions() as db:
        chosen = select(Entry.key).where(Entry.published_revision.is_not(None))
        assert set(db.scalars(chosen)) == {"garbage_sorting", "noise"}


def test_a_dry_run_says_the_same_and_changes_nothing(operate: Operate, sessions: Sessions) -> None:
    with sessions.begin() as db:
        twins = [
            db.scalars(select(Entry).where(Entry.key == key)).one() for key in ("dog", "noise")
        ]
        twins[0].answer, twins[0].question = "不需要", twins[1].question
    tried = operate("manage", "faq", "publish", "noise", "dog", "--dry-run")
    assert (tried.status, tried.said) == (1, "Could be published: 1. Refused: 1.\n")
    assert "dog  “邻居太吵怎么办”已经在“邻居太吵怎么办”里。" in tried.complained
    with sessions() as db:
        assert not db.scalars(select(Entry).where(Entry.published_revision.is_not(None))).all()
    every = operate("manage", "faq", "publish", "--all", "--dry-run")
    assert every.status == 1
    assert every.said.startswith("Could be published: ")


@pytest.mark.usefixtures("sessions")
def test_keys_or_all_but_not_both_or_neither(operate: Operate) -> None:
    assert operate("manage", "faq", "publish").status == 2
    assert operate("manage", "faq", "publish", "noise", "--all").status == 2
    assert operate("manage", "faq", "retire").status == 2


def test_a_retired_entry_answers_no_more_and_all_leaves_it_so(
    operate: Operate, sessions: Sessions
) -> None:
    operate("manage", "faq", "publish", "garbage_sorting")
    assert answer(sessions, "垃圾怎么分类", "baiyun") != ""
    done = operate("manage", "faq", "retire", "garbage_sorting", "nothing")
    assert (done.status, done.said) == (1, "Retired: 1. Refused: 1.\n")
    assert "nothing  没有这条知识。" in done.complained
    assert answer(sessions, "垃圾怎么分类", "baiyun") == ""
    operate("manage", "faq", "publish", "--all")
    assert "garbage_sorting" in operate("manage", "faq", "list", "--state", "retired").said
    assert operate("manage", "faq", "publish", "garbage_sorting").status == 0


def test_an_entry_without_a_key_is_called_by_its_public_id(
    operate: Operate, sessions: Sessions
) -> None:
    with sessions.begin() as db:
        entry = db.scalars(select(Entry).where(Entry.key == "noise")).one()
        entry.key, entry.public_id = None, "-begins-like-an-option"
    assert "-begins-like-an-option  draft  邻居太吵怎么办" in operate("manage", "faq", "list").said
    assert operate("manage", "faq", "publish", "-begins-like-an-option").status == 0


def test_an_edit_that_residents_do_not_get_yet_is_marked(
    operate: Operate, sessions: Sessions
) -> None:
    operate("manage", "faq", "publish", "noise")
    with sessions.begin() as db:
        db.scalars(select(Entry).where(Entry.key == "noise")).one().version += 1
    line = "noise  published  邻居太吵怎么办"
    assert f"{line}  (edited since)\n" in operate("manage", "faq", "list").said
    operate("manage", "faq", "publish", "--all")
    assert f"{line}\n" in operate("manage", "faq", "list").said


def test_what_a_weeks_work_has_brought_is_told(sessions: Sessions, operate: Operate) -> None:
    before = operate("manage", "faq", "quality")
    assert before.status == 0
    assert "Messages compared: 0" in before.said
    with sessions() as db:
        note_question(
            db,
            "夜里几点之后不能装修",
            account="wx-desk",
            resident_id=None,
            area_id=None,
            outcome=Outcome.MISSED,
            now=clock.now(),
        )
        entry = create_entry(
            db, EntryContent("夜里几点之后不能装修", "十点。"), actor=OPERATOR, now=clock.now()
        )
        publish_entry(db, entry, areas=load_areas(db), actor=OPERATOR, now=clock.now())
        db.commit()
    told = operate("manage", "faq", "quality", "--days", "1").said
    assert "Answered now: 1\n  1 × 夜里几点之后不能装修" in told
    assert operate("manage", "faq", "quality", "--days", "0").status == 2
