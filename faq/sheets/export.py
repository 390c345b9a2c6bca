"""All entries as a sheet: XLSX or CSV, with cells that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy.orm import Session

from community.setup import Setup
from core.actor import Actor
from faq.models import Entry, EntryState
from faq.sheets.columns import COLUMNS, harmless
from faq.sheets.known import visible_entries

STATES = {
    EntryState.DRAFT: "草稿",
    EntryState.REVIEW: "待审核",
    EntryState.PUBLISHED: "已发布",
    EntryState.RETIRED: "已下线",
}
Lines = Iterable[list[str]]


def lines_of(db: Session, *, setup: Setup, actor: Actor) -> Iterator[list[str]]:
    """The heading, then a line for each entry the actor may see, as it was last saved."""
    yield list(COLUMNS.values())
    areas = {area.id: area.key for area in setup.areas}
    offices = {one.id: one.key for one in setup.offices.values()}
    topics = {one.id: one.key for one in setup.topics.values()}
    for entry in visible_entries(db, areas=setup.areas, actor=actor):
        ids = (
            areas.get(entry.area_id or 0, ""),
            offices.get(entry.office_id or 0, ""),
            topics.get(entry.topic_id or 0, ""),
        )
        yield [harmless(cell) for cell in _cells(entry, ids)]


def as_csv(lines: Lines) -> bytes:
    """The lines as CSV that office software opens in the right writing (UTF-8 with a mark)."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Lines) -> bytes:
    """The lines as a workbook; every cell is text."""
    # Only where it is used: the library takes long to load.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("知识")
    for line in lines:
        cells = [WriteOnlyCell(sheet, cell) for cell in line]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


FORMATS: dict[str, Callable[[Lines], bytes]] = {"xlsx": as_xlsx, "csv": as_csv}


def _cells(entry: Entry, ids: tuple[str, str, str]) -> list[str]:
    days = (entry.valid_from, entry.valid_until)
    return [
        entry.key or entry.public_id,
        entry.question,
        "\n".join(phrasing.text for phrasing in entry.phrasings),
        entry.answer,
        entry.category,
        *ids,
        *(day.isoformat() if day else "" for day in days),
        STATES[EntryState(entry.state)],
    ]
