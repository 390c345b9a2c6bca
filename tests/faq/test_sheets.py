"""Sheets of entries: read whatever their writing, refused by row and sentence, all or nothing."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from community.setup import Setup
from core.actor import Actor, rights
from core.database import Sessions
from core.errors import Conflict, Invalid
from faq.entries import content_of, save_entry
from faq.models import Entry, EntryState, Revision
from faq.sheets import reading
from faq.sheets.columns import COLUMNS
from faq.sheets.plan import Plan
from faq.sheets.service import export_entries, import_plan, plan_import
from tests.faq.conftest import NOW, Publish

EDITOR = Actor("staff", 7, rights(["entry.see", "entry.edit", "entry.publish"]))
LOCAL = Actor("staff", 8, rights(["entry.see", "entry.edit"], "1/2/"))
HEAD = "标准问,答复,相似问,区域,截止日\n"
Planned = Callable[..., Plan]


@pytest.fixture
def planned(db: Session, sessions: Sessions, setup: Setup) -> Planned:
    """What a file would do."""

    def _planned(content: bytes | str, actor: Actor = EDITOR) -> Plan:
        file = content.encode() if isinstance(content, str) else content
        # SQLite has one writer, and reading waits for it.
        db.commit()
        return plan_import(sessions, file, setup=setup, actor=actor)

    return _planned


def workbook(*lines: list[object]) -> bytes:
    """An XLSX with these lines."""
    book = Workbook()
    for line in lines:
        book.active.append(line)  # type: ignore[union-attr]
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def told(plan: Plan) -> list[tuple[int, str]]:
    """Its problems."""
    return [(problem.row, problem.sentence) for problem in plan.problems]


def count(db: Session) -> int:
    """How many entries there are."""
    return db.scalar(select(func.count()).select_from(Entry)) or 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_whatever_writing_it_was_saved(planned: Planned, encoding: str) -> None:
    plan = planned(
        (HEAD + '楼顶装光伏？,可以。,"屋顶装板\n装太阳能",,2026/12/31\n').encode(encoding)
    )
    assert told(plan) == []
    assert plan.new[0].phrasings == ("屋顶装板", "装太阳能")
    assert str(plan.new[0].valid_until) == "2026-12-31"


def test_a_workbook_is_imported_as_drafts(db: Session, planned: Planned) -> None:
    heading: list[object] = ["标准问", "答复", "没用的一列", "区域"]
    plan = planned(workbook(heading, ["楼顶装光伏？", 12345, "x", "幸福里社区"], [None, None]))
    import_plan(db, plan, actor=EDITOR, now=NOW)
    entry = db.scalars(select(Entry)).one()
    assert (entry.state, entry.answer, entry.area_id) == (EntryState.DRAFT, "12345", 2)
    assert db.scalars(select(Revision)).one().number == 1


def test_each_fault_is_named_with_its_row_and_nothing_is_imported(
    db: Session, planned: Planned
) -> None:
    plan = planned(
        HEAD
        + "好的一行？,好。,,,\n"
        + ",没有问题,,,\n"
        + f"{'长' * 201},好。,,,\n"
        + "没有的区域？,好。,,月球,\n"
        + "公式？,=1+1,,,\n"
        + "日子？,好。,,,2026-02-30\n"
        + "好的一行,又一次,,,\n"
        + f"太长？,{'长' * 20001},,,\n"
    )
    rows = [row for row, _ in told(plan)]
    assert rows == [3, 4, 5, 6, 7, 8, 9]
    sentences = dict(told(plan))
    assert sentences[5] == "“区域”：没有叫“月球”的。"
    assert sentences[6] == "“答复”是公式，请改成文字。"
    assert "2026-12-31 这样" in sentences[7]
    assert sentences[8] == "和第 2 行是同一条。"
    with pytest.raises(Invalid):
        import_plan(db, plan, actor=EDITOR, now=NOW)
    assert count(db) == 0


def bomb() -> bytes:
    """A small file that unpacks to 200 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return packed.getvalue()


def with_entities() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 and nothing behind",
        bytes(range(256)) * 8,
        workbook(["标准问", "答复"])[:-400],
        with_entities(),
        "标准问,回答\n有,有\n".encode(),
        HEAD.encode(),
        "标准问,答复,答复\n有,有,有\n".encode(),
        (HEAD + '"没有收尾的引号,好\n').encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(planned: Planned, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        planned(content)
    assert refused.value.sentence.endswith("。")


def test_a_zip_bomb_is_not_unpacked(planned: Planned) -> None:
    with pytest.raises(Invalid, match="太大"):
        planned(bomb())


def test_too_many_rows_are_refused(planned: Planned) -> None:
    many = HEAD + "".join(f"第{n}问？,好。,,,\n" for n in range(reading.MOST_ROWS + 1))
    with pytest.raises(Invalid, match="最多"):
        planned(many)


def test_ten_thousand_rows_go_in_at_once(db: Session, planned: Planned) -> None:
    many = HEAD + "".join(f"第{n}问？,好。,第{n}件事,,\n" for n in range(10_000))
    import_plan(db, planned(many), actor=EDITOR, now=NOW)
    assert count(db) == 10_000
    assert planned(many).same == 10_000


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_comes_back_the_same(
    db: Session, setup: Setup, planned: Planned, publish: Publish, form: str
) -> None:
    publish("=HYPERLINK(1)怎么办？", "-1 到 +2 层\n打 {社区电话}", "@屋顶", area_id=2)
    publish("楼顶装光伏？", "可以。", "屋顶装板", "装太阳能", category="节能")
    db.commit()
    file = export_entries(db, form, setup=setup, actor=EDITOR)
    plan = planned(file)
    assert (told(plan), plan.new, plan.changed, plan.same) == ([], [], [], 2)
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(file)).worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert not [cell for cell in cells if str(cell.value)[0] in "=+-@"]
        assert [cell.value for cell in sheet[1]] == list(COLUMNS.values())


def test_a_change_keeps_what_the_sheet_has_no_column_for(
    db: Session, planned: Planned, publish: Publish
) -> None:
    entry = publish("楼顶装光伏？", "可以。", "屋顶装板", category="节能")
    db.commit()
    plan = planned(f"编号,标准问,答复\n{entry.public_id},楼顶装光伏？,不可以。\n")
    import_plan(db, plan, actor=EDITOR, now=NOW)
    db.commit()
    db.expire_all()
    content = content_of(entry)
    assert (content.answer, content.phrasings, content.category) == (
        "不可以。",
        ("屋顶装板",),
        "节能",
    )
    assert (entry.version, entry.published_revision) == (2, 1)


def test_a_change_in_between_stops_the_import(
    db: Session, planned: Planned, publish: Publish
) -> None:
    entry = publish("楼顶装光伏？", "可以。")
    plan = planned("标准问,答复\n楼顶装光伏？,不可以。\n又一条？,好。\n")
    db.refresh(entry)
    save_entry(db, entry, content_of(entry), version=1, actor=EDITOR, now=NOW)
    db.commit()
    with pytest.raises(Conflict):
        import_plan(db, plan, actor=EDITOR, now=NOW)
    db.rollback()
    assert count(db) == 1


def test_nobody_imports_for_another_area(planned: Planned) -> None:
    plan = planned(HEAD + "我这里？,好。,,happy,\n那里？,好。,,calm,\n到处？,好。,,,\n", LOCAL)
    assert told(plan) == [(3, "您不能改这个区域的知识。"), (4, "您不能改这个区域的知识。")]
