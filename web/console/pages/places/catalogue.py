"""派单目录: which one office answers for what and where, looked through before it is saved."""

from dataclasses import dataclass
from typing import Any

from flask import Response, request

from cases import catalogue_editing as editing
from cases.catalogue import Catalogue, load_catalogue, resolve
from cases.catalogue_changes import line_changes, moved_topics
from cases.catalogue_check import new_problems, problems
from cases.catalogue_editing import EDIT
from community.area_editing import SEE
from community.areas import AreaFacts
from community.setup import Setup, load_setup
from community.topics import TopicFacts
from core.errors import Conflict, Invalid, NotFound, Unavailable
from web.console.edit_form import Difference
from web.console.pages.faq.naming import names_of_staff
from web.console.pages.places.catalogue_form import LinesForm, make_form, values_of
from web.console.pages.places.naming import area_options, in_order, place_name, rule_name
from web.console.visit import Visit

MOST_TOLD = 20
CHECK = "check"


def catalogue(visit: Visit) -> Response:
    """The lines of one area, and who gets what there."""
    setup, found = load_setup(visit.db), load_catalogue(visit.db)
    return _page(visit, setup, found, _area(visit, setup))


def save(visit: Visit) -> Response:
    """Say what the lines would do, or save them."""
    visit.actor.require(EDIT)
    setup, found = load_setup(visit.db), load_catalogue(visit.db)
    area = _area(visit, setup)
    form = make_form(setup, found, area)
    if not form.is_sent_well():
        return _page(visit, setup, found, area, form, status=400)
    try:
        rules = form.rules(area, found)
        if form.version_read != found.edition:
            raise Conflict()
        if request.form.get("step") == CHECK:
            new = Catalogue(found.edition, tuple(rules))
            return _page(visit, setup, found, area, form, **_effects(found, new, setup))
        editing.publish_rules(
            visit.db,
            rules,
            actor=visit.actor,
            setup=setup,
            now=visit.now,
            read=form.version_read,
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return _page(visit, setup, found, area, form, status=400)
    except Conflict:
        visit.db.rollback()
        found = load_catalogue(visit.db)
        newer = form.meet_newer(values_of(found, area, form.functions))
        return _page(visit, setup, found, area, form, status=409, newer=newer)
    visit.db.commit()
    return visit.redirect("catalogue", "已保存，新登记的工单马上照这样派。", area=area.key)


def history(visit: Visit) -> Response:
    """Every edition: when and by whom."""
    rows = editing.list_editions(visit.db, actor=visit.actor)
    names = names_of_staff(visit.db, [row.staff_id for row in rows])
    return visit.page("places/catalogue_history.html", rows=rows, names=names)


def edition(visit: Visit, edition: int) -> Response:
    """What an edition says, and what bringing it back would change."""
    old, setup = editing.get_edition(visit.db, edition, actor=visit.actor), load_setup(visit.db)
    now = load_catalogue(visit.db)
    return visit.page(
        "places/catalogue_edition.html",
        edition=edition,
        present=now.edition,
        contents=_contents(old, setup),
        **_effects(now, old, setup),
    )


def restore(visit: Visit, edition: int) -> Response:
    """Bring it back."""
    editing.get_edition(visit.db, edition, actor=visit.actor)
    read = request.form.get("version", "")
    editing.restore_edition(
        visit.db,
        edition,
        actor=visit.actor,
        setup=load_setup(visit.db),
        now=visit.now,
        read=int(read) if read.isdecimal() and len(read) < len(str(2**31)) else 0,
    )
    visit.db.commit()
    return visit.redirect("catalogue", f"已恢复第 {edition} 版，新登记的工单马上照这样派。")


def _area(visit: Visit, setup: Setup) -> AreaFacts:
    """The area that the address names, else the first that the visitor may see."""
    mine = [area for area in setup.areas if visit.actor.may(SEE, area=area.path)]
    key = request.args.get("area", "")
    chosen = [area for area in mine if area.key == key or not key]
    if not chosen:
        raise NotFound("没有这个区域。")
    return chosen[0]


@dataclass(frozen=True)
class Contents:
    """The lines of one area: what, and to which office."""

    name: str
    lines: list[tuple[str, str]]


def _contents(found: Catalogue, setup: Setup) -> list[Contents]:
    """What an edition says, area by area as they lie in one another, functions before topics."""
    topics = dict(setup.topics)
    order = {area.id: number for number, area in enumerate(in_order(setup.areas))}
    rules = sorted(
        found.rules, key=lambda rule: (order.get(rule.area_id, len(order)), rule.id or 0)
    )
    lines: dict[int, list[tuple[str, str]]] = {}
    for rule in sorted(rules, key=lambda rule: rule.topic_id is not None):
        office = setup.offices.get(rule.office_id)
        own = lines.setdefault(rule.area_id, [])
        own.append((rule_name(rule, topics), office.name if office else "已取消的单位"))
    areas = dict.fromkeys(rule.area_id for rule in rules)
    return [Contents(place_name(setup.areas, one), lines[one]) for one in areas]


def _effects(before: Catalogue, after: Catalogue, setup: Setup) -> dict[str, Any]:
    """What the other rules would do, in words."""
    offices = {one.id: one.name for one in setup.offices.values()}
    topics = dict(setup.topics)
    lines = [
        (
            place_name(setup.areas, one.rule.area_id),
            rule_name(one.rule, topics),
            offices.get(one.before or 0, ""),
            offices.get(one.after or 0, ""),
        )
        for one in line_changes(before.rules, after.rules)
    ]
    moved = [
        (
            one.topic.name,
            one.areas,
            offices.get(one.before or 0, ""),
            offices.get(one.after or 0, ""),
        )
        for one in moved_topics(before, after, setup)
    ]
    faults = new_problems(before.rules, after.rules, setup)
    return {"checked": True, "lines": lines, "moved": moved, "faults": faults[:MOST_TOLD]}


def _page(
    visit: Visit,
    setup: Setup,
    found: Catalogue,
    area: AreaFacts,
    form: LinesForm | None = None,
    *,
    status: int = 200,
    newer: list[Difference] | None = None,
    **effects: Any,
) -> Response:
    may_edit = visit.actor.may(EDIT)
    mine = [one for one in setup.areas if visit.actor.may(SEE, area=one.path)]
    shown = {"checked": False, "lines": [], "moved": [], "faults": []} | effects
    return visit.page(
        "places/catalogue.html",
        status,
        area=area,
        areas=[(setup.areas.get(int(id_)).key, name) for id_, name in area_options(mine)],
        edition=found.edition,
        gaps=problems(found.rules, setup)[:MOST_TOLD] if may_edit else [],
        owners=[(topic, *_owner(found, setup, topic, area)) for topic in _active(setup)],
        form=(form or make_form(setup, found, area)) if may_edit else None,
        newer=newer,
        may_edit=may_edit,
        **shown,
    )


def _active(setup: Setup) -> list[TopicFacts]:
    topics = [topic for topic in setup.topics.values() if topic.active]
    return sorted(topics, key=lambda topic: (topic.kind, topic.id))


def _owner(
    found: Catalogue, setup: Setup, topic: TopicFacts, area: AreaFacts
) -> tuple[str, str, str]:
    """Who gets a new case there: the office's name and key, and by which line."""
    try:
        route = resolve(found, setup, topic, area.id)
    except Unavailable:
        return "", "", ""
    office = setup.offices[route.office_id]
    if route.rule is None:
        return office.name, office.key, "没有写，先由受理岗接下"
    where = place_name(setup.areas, route.rule.area_id)
    return office.name, office.key, f"{where}：{rule_name(route.rule, dict(setup.topics))}"
