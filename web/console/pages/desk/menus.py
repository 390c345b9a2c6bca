"""菜单: the keys under the chat, edited, seen as on the phone, and given to WeChat."""

from typing import Any

from flask import Response
from wtforms import StringField
from wtforms.validators import Length

from community import own_menu
from community.menu import (
    MOST_ENTRIES,
    MOST_KEYS,
    Menu,
    MenuEntry,
    MenuKey,
    check_menu,
    said_by,
)
from community.models import MenuRevision
from community.own_menu import ABILITY, NO_RIGHT, RIGHT
from core.errors import Conflict, Invalid, Refused
from core.tasks import TaskState
from handlers.commands import WORDS, read_command
from handlers.menu import SHIPPED
from web.console.forms import form_status, stripped
from web.console.pages.desk.form import VersionedForm
from web.console.pages.faq.naming import names_of_staff
from web.console.visit import Visit, is_htmx

LONGEST_NAME, LONGEST_DOES = 40, 1024


def _line(label: str, most: int) -> StringField:
    return StringField(label, [Length(max=most, message=f"最多 {most} 个字。")], filters=[stripped])


def _fields() -> dict[str, Any]:
    """A name and what it does, for each key and each of its entries."""
    fields: dict[str, Any] = {}
    for place in range(MOST_KEYS):
        fields[f"name_{place}"] = _line(f"按钮 {place + 1} 的名字", LONGEST_NAME)
        fields[f"does_{place}"] = _line("没有下级时，点了做什么", LONGEST_DOES)
        for number in range(MOST_ENTRIES):
            of = f"按钮 {place + 1} 第 {number + 1} 项"
            fields[f"name_{place}_{number}"] = _line(f"{of}的名字", LONGEST_NAME)
            fields[f"does_{place}_{number}"] = _line(f"{of}点了做什么", LONGEST_DOES)
    return fields


class _MenuForm(VersionedForm):
    """Three keys of five entries, empty ones left out."""

    def menu(self) -> Menu:
        """What was typed; raises `Invalid` that names the field of this form."""
        keys: list[MenuKey] = []
        places: dict[str, str] = {}
        for place in range(MOST_KEYS):
            entries: list[MenuEntry] = []
            for number in range(MOST_ENTRIES):
                entry = MenuEntry(*self._pair(f"{place}_{number}"))
                if entry.name or entry.does:
                    here = f"{len(keys)}_{len(entries)}"
                    places |= _places(here, f"{place}_{number}")
                    entries.append(entry)
            name, does = self._pair(str(place))
            if name or does or entries:
                places |= _places(str(len(keys)), str(place))
                keys.append(MenuKey(name, tuple(entries), does))
        menu = tuple(keys)
        try:
            check_menu(menu)
        except Invalid as error:
            raise Invalid(places.get(error.field, error.field), error.sentence) from None
        return menu

    def typed(self) -> Menu:
        """The same as far as it has names, whatever is wrong with it; for the preview."""
        return tuple(
            MenuKey(
                self._pair(str(place))[0],
                tuple(
                    MenuEntry(*self._pair(f"{place}_{number}"))
                    for number in range(MOST_ENTRIES)
                    if self._pair(f"{place}_{number}")[0]
                ),
                self._pair(str(place))[1],
            )
            for place in range(MOST_KEYS)
            if self._pair(str(place))[0]
        )

    def _pair(self, place: str) -> tuple[str, str]:
        name, does = self._fields[f"name_{place}"].data, self._fields[f"does_{place}"].data
        return name or "", does or ""


MenuForm: type[_MenuForm] = type("MenuForm", (_MenuForm,), _fields())


def menu(visit: Visit) -> Response:
    """The menu as it was saved last, to be changed; as a part, how publishing goes."""
    row = own_menu.find_menu(visit.db)
    if is_htmx():
        return visit.page("menus/state.html", **_state(visit, row))
    form = MenuForm(data=_values(row))
    return _page(visit, form, 200, row)


def save(visit: Visit) -> Response:
    """Keep what was typed, over the version that was read."""
    row = own_menu.find_menu(visit.db)
    form = MenuForm()
    if not form.is_sent_well():
        return _page(visit, form, form_status(), row)
    try:
        own_menu.save_menu(
            visit.db, form.menu(), version=form.read_version, actor=visit.actor, now=visit.now
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        row = own_menu.find_menu(visit.db)
        status = form.refuse_or_stand_beside(error, row.number if row else 0)
        return _page(visit, form, status, row)
    visit.db.commit()
    return visit.redirect("menu", "已保存，发布以后居民才看到。")


def live(visit: Visit) -> Response:
    """While typing: the phone."""
    return visit.page("menus/live.html", **_looked_at(MenuForm()))


def shipped(visit: Visit) -> Response:
    """Back to the shipped menu, as a version to be published."""
    row = own_menu.find_menu(visit.db)
    version = row.number if row else 0
    own_menu.save_menu(visit.db, SHIPPED, version=version, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("menu", "已换回自带的菜单，发布以后居民才看到。")


def publish(visit: Visit) -> Response:
    """Have it given to WeChat."""
    row = own_menu.find_menu(visit.db)
    if row is None:
        row = own_menu.save_menu(visit.db, SHIPPED, version=0, actor=visit.actor, now=visit.now)
    try:
        own_menu.order_publishing(
            visit.db, row, abilities=visit.tools.abilities, actor=visit.actor, now=visit.now
        )
    except (Conflict, Refused) as error:
        visit.db.rollback()
        row = own_menu.find_menu(visit.db)
        form = MenuForm(unsent=True, data=_values(row))
        form.form_errors.append(error.sentence)
        status = 403 if isinstance(error, Refused) else 409
        return _page(visit, form, status, row)
    visit.db.commit()
    return visit.redirect("menu")


def _values(row: MenuRevision | None) -> dict[str, str]:
    values = {"version": str(row.number if row else 0)}
    for place, key in enumerate(own_menu.menu_of(row, SHIPPED)):
        values |= {f"name_{place}": key.name, f"does_{place}": key.does}
        for number, entry in enumerate(key.entries):
            values[f"name_{place}_{number}"] = entry.name
            values[f"does_{place}_{number}"] = entry.does
    return values


def _places(here: str, there: str) -> dict[str, str]:
    return {f"name_{here}": f"name_{there}", f"does_{here}": f"does_{there}"}


def _looked_at(form: _MenuForm) -> dict[str, Any]:
    """The phone, what is wrong, and what the desk would take for a question."""
    fault = ""
    try:
        form.menu()
    except Invalid as error:
        fault = error.sentence
    typed = form.typed()
    said = [one for one in said_by(typed) if one]
    return {
        "typed": typed,
        "fault": fault,
        "unknown": [one for one in said if not read_command(one)],
    }


def _state(visit: Visit, row: MenuRevision | None) -> dict[str, Any]:
    task = own_menu.task_of(visit.db, row) if row else None
    published = own_menu.last_published(visit.db)
    return {
        "row": row,
        "busy": task is not None and task.state in {TaskState.WAITING, TaskState.WORKING},
        "failed": task.outcome if task and task.state == TaskState.FAILED else "",
        "published": published,
        "is_out": row is not None and published is not None and published.number == row.number,
        "may_publish": visit.actor.may(RIGHT) and ABILITY in visit.tools.abilities,
        "hindrance": "" if ABILITY in visit.tools.abilities else NO_RIGHT,
    }


def _page(visit: Visit, form: _MenuForm, status: int, row: MenuRevision | None) -> Response:
    saved = own_menu.menu_of(row, SHIPPED)
    names = names_of_staff(visit.db, [row.staff_id if row else None])
    return visit.page(
        "menus/menu.html",
        status,
        form=form,
        saved=saved,
        saver=names.get(row.staff_id, "系统") if row else "",
        may_edit=visit.actor.may(RIGHT),
        keys=range(MOST_KEYS),
        entries=range(MOST_ENTRIES),
        commands=WORDS,
        **_looked_at(form),
        **_state(visit, row),
    )
