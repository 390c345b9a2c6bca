"""陈编辑 uploads a sheet, reads what it would do, imports it, and gets it back."""

import io
from typing import Any

from faq.sheets.reading import MOST_BYTES
from tests.console.faq import words
from tests.console.office import Desk, Office
from worker.kinds import FUNCTIONS
from worker.tasks import do_next

GOOD = "标准问,答复,相似问\n楼顶装光伏？,可以。,屋顶装板\n又一条？,好。,\n"


def work(office: Office) -> None:
    """The worker does what was asked of it."""
    while do_next(office.sessions, FUNCTIONS, clock=lambda: office.now):
        pass


def upload(desk: Desk, content: str | bytes, name: str = "知识.csv") -> Any:
    """Send a file; the answer."""
    file = content.encode() if isinstance(content, str) else content
    return desk.post("/sheets/", file=(io.BytesIO(file), name))


def at(answer: Any) -> str:
    """Where a redirect leads, below the console."""
    assert answer.status_code == 303, answer.text
    return str(answer.location).removeprefix("/console")


def test_a_sheet_is_checked_imported_and_exported(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    page = at(upload(desk, GOOD))
    assert "正在检查" in desk.get(page).text
    work(office)
    assert "新增 2 条，修改 0 条" in words(desk.get(page).text)
    assert (
        "楼顶装光伏"
        not in desk.get("/entries/", query_string={"words": "光伏"}).text.split("rows")[1]
    )
    desk.post(f"{page}/import")
    work(office)
    assert "导入了：新增 2 条" in words(desk.get(page).text)
    assert desk.post(f"{page}/import").status_code == 409
    found = desk.get("/entries/", query_string={"words": "光伏"}).text
    assert ("楼顶装光伏？" in found, "草稿" in found) == (True, True)
    for form in ("csv", "xlsx"):
        made = at(desk.post("/sheets/order/export", form=form))
        assert desk.get(f"{made}/file").status_code == 404
        work(office)
        file = desk.get(f"{made}/file")
        assert f"entries.{form}" in file.headers["Content-Disposition"]
        again = at(upload(desk, file.data, f"知识.{form}"))
        work(office)
        assert "新增 0 条，修改 0 条，2 条没有变化" in words(desk.get(again).text)


def test_a_faulty_sheet_names_its_rows_and_imports_nothing(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    page = at(upload(desk, GOOD + "第三条？,=1+1,\n"))
    work(office)
    said = words(desk.get(page).text)
    assert "有 1 处要改，什么都没有导入" in said
    assert "4“答复”是公式，请改成文字。" in said
    assert desk.post(f"{page}/import").status_code == 409
    broken = at(upload(desk, b"PK\x03\x04 nothing", "知识.xlsx"))
    work(office)
    assert "这个文件打不开" in desk.get(broken).text


def test_what_is_no_file_or_too_large_is_said_at_once(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    assert "请选一个文件。" in desk.post("/sheets/").text
    assert "文件是空的。" in upload(desk, b"").text
    large = upload(desk, b"x" * (MOST_BYTES + 1))
    assert (large.status_code, "文件最大 10 MB" in large.text) == (400, True)
    assert upload(desk, b"x" * (MOST_BYTES + 200_000)).status_code == 413


def test_a_sheet_is_its_owners_alone(quick_office: Office) -> None:
    page = at(upload(quick_office.signed_in("陈编辑", "editor"), GOOD))
    other = quick_office.signed_in("小李", "editor")
    assert other.get(page).status_code == 404
    assert other.post(f"{page}/import").status_code == 404
