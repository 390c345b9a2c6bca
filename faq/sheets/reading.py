"""A file of somebody's as rows of text: XLSX or CSV, whatever its writing, never unbounded."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from core.errors import Invalid
from faq.sheets.columns import COLUMNS, NEEDED, meant

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 20_000
FIELD = "file"
BROKEN = "这个文件打不开，可能损坏了。请在表格软件里另存一次再试。"


class Row(NamedTuple):
    """One line of the sheet: its number as the spreadsheet shows it, and its cells by field."""

    number: int
    cells: dict[str, str]


class Problem(NamedTuple):
    """What is wrong with a row, in a sentence."""

    row: int
    sentence: str


def read_sheet(content: bytes) -> tuple[list[Row], list[Problem]]:
    """The rows with anything in them, and what is wrong with single cells; raises `Invalid` for a
    file that is none, too large, or lacks a column."""
    if not content:
        raise Invalid(FIELD, "文件是空的。")
    if len(content) > MOST_BYTES:
        raise Invalid(FIELD, f"文件最大 {MOST_BYTES // 1024 // 1024} MB。")
    lines = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    return _rows(lines)


def _rows(lines: Iterable[list[Any]]) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    fields: list[str | None] = []
    for number, line in enumerate(lines, 1):
        if not fields:
            fields = _heading(line) if any(map(_text, line)) else []
            continue
        cells = {}
        for field, value in zip(fields, line, strict=False):
            if field is not None:
                cells[field] = _cell(value, field, number, problems)
        if any(cells.values()):
            rows.append(Row(number, cells))
        if len(rows) > MOST_ROWS:
            raise Invalid(FIELD, f"最多 {MOST_ROWS} 行，请分成几个文件。")
    if not rows and not problems:
        raise Invalid(FIELD, "里面没有一行内容。")
    return rows, problems


def _heading(line: list[Any]) -> list[str | None]:
    """The field of each column, None for one that means nothing to us."""
    by_heading = {heading: field for field, heading in COLUMNS.items()}
    fields = [by_heading.get(_text(value)) for value in line[:MOST_COLUMNS]]
    for field in NEEDED:
        if field not in fields:
            raise Invalid(FIELD, f"第一行是列名，缺少“{COLUMNS[field]}”这一列。")
    for field in filter(None, fields):
        if fields.count(field) > 1:
            raise Invalid(FIELD, f"“{COLUMNS[field]}”这一列出现了两次。")
    return fields


def _cell(value: Any, field: str, number: int, problems: list[Problem]) -> str:
    text, heading = _text(value), COLUMNS[field]
    if text.startswith("="):
        problems.append(Problem(number, f"“{heading}”是公式，请改成文字。"))
        return ""
    if len(text) > LONGEST_CELL:
        problems.append(Problem(number, f"“{heading}”有 {len(text)} 个字，太长了。"))
        return ""
    return meant(text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    kept = (one for one in str(value) if one.isprintable() or one in "\n\t")
    return "".join(kept).strip()


def _csv(content: bytes) -> Iterator[list[Any]]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    mark = max(",\t;，", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    last = 0
    try:
        for line in reader:
            # A cell may hold several lines; the number counts rows as a spreadsheet does.
            last += 1
            yield list(line)
    except csv.Error:
        raise Invalid(FIELD, f"第 {last + 1} 行读不懂，请检查引号。") from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid(FIELD, "这不是 XLSX，也不是 CSV 表格。")


def _xlsx(content: bytes) -> Iterator[list[Any]]:
    _require_harmless(content)
    # Only where it is used: the library takes long to load.
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for line in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield list(line)
    except Invalid:
        raise
    except Exception as error:
        # openpyxl raises whatever its parts raise: KeyError, ParseError, BadZipFile, ValueError.
        raise Invalid(FIELD, BROKEN) from error


def _require_harmless(content: bytes) -> None:
    """Raises `Invalid` for what unpacks to too much, is encrypted, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Invalid(FIELD, "文件解开以后太大，不能导入。")
            if any(part.flag_bits & 1 for part in parts):
                raise Invalid(FIELD, "文件有密码，请去掉密码再导入。")
            for part in parts:
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2048):
                        raise Invalid(FIELD, BROKEN)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise Invalid(FIELD, BROKEN) from None
