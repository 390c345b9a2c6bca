"""区域: the tree, and what is said and filled in for each of its areas."""

from typing import Any

from flask import Response, request
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from cases.area_moving import move_area, places_for
from cases.catalogue import load_catalogue
from cases.catalogue_check import problems
from cases.wholeness import keep_whole
from community import area_editing as editing
from community.area_editing import EDIT, SEE
from community.areas import AreaFacts, Areas, load_areas
from community.kinds import area_kinds_below
from community.models import Area
from community.offices import load_offices
from community.setup import load_setup
from core.errors import Conflict, Invalid
from faq.unfilled import unfilled
from web.console.edit_form import Difference, EditForm
from web.console.forms import NEEDED, Form, choose, form_status, options, stripped
from web.console.pages.places.area_form import AreaForm, make_form, values_of
from web.console.visit import Visit


class NewForm(Form):
    """Areas of one kind below another."""

    kind = choose("类型", needed=True)
    names = TextAreaField(
        "名称",
        [InputRequired(NEEDED)],
        filters=[stripped],
        description="一行一个。连着的可以写一行：1-20号楼",
    )


class MoveForm(EditForm):
    """Another area to lie in."""

    parent = choose("放到哪个区域下面", needed=True)


def listing(visit: Visit) -> Response:
    """All areas the visitor may see, as a tree."""
    areas = load_areas(visit.db)
    seen = [one for one in areas if _may(visit, one, SEE)]
    tops = [one for one in seen if one.parent_id not in {other.id for other in seen}]
    return visit.page(
        "places/areas.html",
        tops=tops,
        areas=areas,
        missing=unfilled(visit.db, areas),
        retired=[one for one in areas.retired() if _may(visit, one, SEE)],
        may_add=visit.actor.may(EDIT),
    )


def new(visit: Visit) -> Response:
    """Add areas below the one that the address names, or at the top."""
    key = request.args.get("parent", "")
    parent = editing.get_area(visit.db, key, EDIT, actor=visit.actor) if key else None
    if parent is None:
        visit.actor.require(EDIT)
    form = NewForm()
    form.kind.choices = options(
        (kind, kind) for kind in area_kinds_below(parent.kind if parent else None)
    )
    if not form.is_sent_well():
        return visit.page("places/area_new.html", form_status(), form=form, parent=parent)
    names = (form.names.data or "").splitlines()
    try:
        made = editing.create_areas(
            visit.db, parent, form.kind.data, names, actor=visit.actor, now=visit.now
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return visit.page("places/area_new.html", 400, form=form, parent=parent)
    gaps = problems(load_catalogue(visit.db).rules, load_setup(visit.db))
    visit.db.commit()
    said = f"已添加 {len(made)} 个{form.kind.data}，马上生效。"
    if any(one.name in gap for one in made for gap in gaps):
        said += "派单目录里这里还有缺口，请去补上。"
    return visit.redirect("area", said, area_key=(parent or made[0]).key)


def area(visit: Visit, area_key: str) -> Response:
    """One area, with its form."""
    found = editing.get_area(visit.db, area_key, SEE, actor=visit.actor)
    return _page(visit, found)


def save(visit: Visit, area_key: str) -> Response:
    """Change it."""
    found = _mine(visit, area_key)
    form = make_form(visit.db, found, load_areas(visit.db))
    if not form.is_sent_well():
        return _page(visit, found, form)
    try:
        editing.change_area(
            visit.db,
            found,
            form.content(),
            version=form.version_read,
            actor=visit.actor,
            now=visit.now,
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse_value(error)
        return _page(visit, found, form)
    except Conflict:
        visit.db.rollback()
        found = _mine(visit, area_key)
        return _page(visit, found, form, form.meet_newer(values_of(found, form.placeholders)))
    visit.db.commit()
    return visit.redirect("area", "已保存，马上生效。", area_key=area_key)


def retire(visit: Visit, area_key: str) -> Response:
    """Nobody shall find it any more."""
    found = _mine(visit, area_key)
    editing.retire_area(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("areas", f"“{found.name}”已停用，以前的工单照样看得到它的名字。")


def restore(visit: Visit, area_key: str) -> Response:
    """It is back."""
    found = _mine(visit, area_key)
    editing.restore_area(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("area", "已恢复。", area_key=area_key)


def move(visit: Visit, area_key: str) -> Response:
    """Put it below another area."""
    found = _mine(visit, area_key)
    form = _move_form(visit, found)
    if not form.is_sent_well():
        return _page(visit, found, moving=form, status=400)
    parent = _mine(visit, form.parent.data)
    try:
        keep_whole(
            visit.db,
            "parent",
            lambda: move_area(
                visit.db,
                found,
                parent,
                version=form.version_read,
                actor=visit.actor,
                now=visit.now,
            ),
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        form.refuse(error if isinstance(error, Invalid) else Invalid("parent", error.sentence))
        return _page(visit, found, moving=form, status=400)
    visit.db.commit()
    return visit.redirect("area", f"已放到{parent.name}下面。", area_key=area_key)


def _move_form(visit: Visit, found: Area, *, unsent: bool = False) -> MoveForm:
    form = MoveForm(unsent=unsent, prefix="move-", data={"version": found.version})
    places = places_for(visit.db, found, actor=visit.actor)
    form.parent.choices = options([("", "请选择"), *((one.key, one.name) for one in places)])
    return form


def _mine(visit: Visit, key: str) -> Area:
    return editing.get_area(visit.db, key, EDIT, actor=visit.actor)


def _may(visit: Visit, one: AreaFacts, right: str) -> bool:
    return visit.actor.may(right, area=one.path)


def _page(
    visit: Visit,
    found: Area,
    form: AreaForm | None = None,
    newer: list[Difference] | None = None,
    moving: MoveForm | None = None,
    status: int = 0,
) -> Response:
    areas = load_areas(visit.db)
    status = status or (200 if form is None else 409 if newer is not None else 400)
    return visit.page(
        "places/area.html",
        status,
        area=found,
        above=_above(areas, found),
        below=areas.children(found.id),
        form=form or make_form(visit.db, found, areas),
        newer=newer,
        moving=moving or _move_form(visit, found, unsent=True),
        values=areas.placeholders(found.id),
        missing=unfilled(visit.db, areas).get(found.id, {}),
        offices=[one for one in load_offices(visit.db).values() if one.area_id == found.id],
        may_edit=visit.actor.may(EDIT, area=found.path),
        may_have_below=bool(area_kinds_below(found.kind)),
    )


def _above(areas: Areas, found: Area) -> list[Any]:
    """What it lies in, the widest first."""
    return areas.ancestors(found.parent_id)[::-1]
