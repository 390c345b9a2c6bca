"""日历: the days off and the weekends worked, each with its source, and whether the year counts."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, request
from wtforms import DateField, HiddenField, StringField
from wtforms.validators import InputRequired

from community import calendar_editing as editing
from community.area_editing import EDIT
from community.calendar import AS_USUAL, HOLIDAY, SATURDAY, WORKDAY
from community.calendar_editing import Stretch
from community.models import CalendarDay
from core.clock import day_of
from core.errors import Conflict, Invalid
from web.console.edit_form import NEWER, EditForm
from web.console.forms import NEEDED, choose, options, stripped
from web.console.visit import Visit

KINDS = {HOLIDAY: "放假", WORKDAY: "调休上班", AS_USUAL: "照常（取消原来写的）"}
MARKS = {HOLIDAY: "休", WORKDAY: "班"}
CONFIRM = "confirm-"
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Cell:
    """A day in a month's picture: how it is marked, in a word and for the style sheet."""

    number: int
    mark: str = ""
    style: str = ""
    name: str = ""


class DaysForm(EditForm):
    """What some days are; `version` is the year's edition."""

    first = DateField("第一天", [InputRequired(NEEDED)])
    last = DateField("最后一天", [InputRequired(NEEDED)])
    kind = choose("是什么", needed=True)
    name = StringField("哪个节", [InputRequired(NEEDED)], filters=[stripped])
    source = StringField(
        "依据", [InputRequired(NEEDED)], filters=[stripped], description="通知的名称、文号、日期"
    )


class ConfirmForm(EditForm):
    """The notice by which a year is confirmed."""

    year = HiddenField()
    source = StringField(
        "依据",
        [InputRequired(NEEDED)],
        filters=[stripped],
        description="国务院办公厅那份通知的全名、文号和日期",
    )


def calendar(visit: Visit) -> Response:
    """A year."""
    year = request.args.get("year", type=int) or day_of(visit.now).year
    return _page(visit, _bounded(year))


def set_days(visit: Visit) -> Response:
    """Say what some days are."""
    form = _days_form()
    year = form.first.data.year if form.first.data else day_of(visit.now).year
    if not form.is_sent_well() or form.first.data is None or form.last.data is None:
        return _page(visit, _bounded(year), days=form, status=400)
    wanted = Stretch(
        form.first.data,
        form.last.data,
        form.kind.data,
        form.name.data or "",
        form.source.data or "",
    )
    try:
        editing.set_days(visit.db, wanted, read=form.version_read, actor=visit.actor, now=visit.now)
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        _refuse(visit, form, error, year)
        status = 409 if isinstance(error, Conflict) else 400
        return _page(visit, _bounded(year), days=form, status=status)
    visit.db.commit()
    return visit.redirect("calendar", "已保存，新登记的工单照这样算。", year=year)


def confirm(visit: Visit) -> Response:
    """The year counts from now on."""
    form = ConfirmForm(prefix=CONFIRM)
    sent = str(form.year.data)
    year = _bounded(int(sent) if sent.isdecimal() and len(sent) == len("2026") else 0)
    if not form.is_sent_well():
        return _page(visit, year, confirming=form, status=400)
    try:
        editing.confirm_year(
            visit.db,
            year,
            form.source.data or "",
            read=form.version_read,
            actor=visit.actor,
            now=visit.now,
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        _refuse(visit, form, error, year)
        status = 409 if isinstance(error, Conflict) else 400
        return _page(visit, year, confirming=form, status=status)
    visit.db.commit()
    return visit.redirect("calendar", f"{year} 年已确认，期限照它算。", year=year)


def _refuse(visit: Visit, form: EditForm, error: Invalid | Conflict, year: int) -> None:
    """Beside its field; where somebody was quicker, the page shows the newer year."""
    if isinstance(error, Invalid):
        form.refuse(error)
        return
    form.version.data = str(editing.edition_of(editing.rows_of(visit.db, year).values()))
    form.form_errors.append(NEWER.replace("不一样的地方", "现在的日历"))


def _bounded(year: int) -> int:
    return min(max(year, editing.FIRST_YEAR), editing.LAST_YEAR)


def _days_form(fields: dict[str, Any] | None = None) -> DaysForm:
    form = DaysForm(data=fields, unsent=fields is not None)
    form.kind.choices = options(KINDS.items())
    return form


def _page(
    visit: Visit,
    year: int,
    *,
    days: DaysForm | None = None,
    confirming: ConfirmForm | None = None,
    status: int = 200,
) -> Response:
    rows = editing.rows_of(visit.db, year)
    read = {"version": editing.edition_of(rows.values())}
    return visit.page(
        "places/calendar.html",
        status,
        year=year,
        confirmed=editing.is_confirmed(rows.values()),
        missing=editing.missing_holidays(rows.values()),
        months=[(month, _weeks(year, month, rows)) for month in range(1, 13)],
        weekdays=WEEKDAYS,
        stretches=editing.stretches(rows.values()),
        kinds=KINDS,
        form=days or _days_form(read),
        confirming=confirming
        or ConfirmForm(unsent=True, prefix=CONFIRM, data={**read, "year": year}),
        edition=read["version"],
        may_edit=visit.actor.may(EDIT),
        as_usual=AS_USUAL,
    )


def _weeks(year: int, month: int, rows: dict[date, CalendarDay]) -> list[list[Cell | None]]:
    weeks = Weeks().monthdatescalendar(year, month)
    return [[_cell(day, rows) if day.month == month else None for day in week] for week in weeks]


def _cell(day: date, rows: dict[date, CalendarDay]) -> Cell:
    row = rows.get(day)
    if row is not None and row.kind in MARKS:
        return Cell(day.day, MARKS[row.kind], row.kind, row.name)
    return Cell(day.day, style="weekend" if day.weekday() >= SATURDAY else "")
