"""承办单位: who they are, how they are reached, and what the catalogue gives them."""

from typing import Any

from flask import Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from accounts.models import Staff, StaffRole
from cases.catalogue import load_catalogue
from cases.wholeness import keep_whole, retire_office
from community import office_editing as editing
from community.area_editing import EDIT, SEE
from community.areas import load_areas
from community.kinds import office_kinds
from community.models import Office
from community.office_editing import OfficeContent
from community.offices import OfficeFacts, load_offices
from community.topics import load_topics
from core.errors import Conflict, Invalid
from web.console.edit_form import Difference, EditForm
from web.console.forms import choose, form_status, options, stripped, text
from web.console.pages.places.naming import area_options, in_order, place_name, rule_name
from web.console.visit import Visit


def _line(label: str, most: int, hint: str = "") -> StringField:
    check = Length(max=most, message=f"最多 {most} 个字。")
    return StringField(label, [check], filters=[stripped], description=hint)


class OfficeForm(EditForm):
    """What staff say of an office."""

    name = text("名称", most=editing.LONGEST_NAME, hint="居民看到的名字")
    kind = choose("类型", needed=True)
    area_id = choose("所在区域", "投诉它的工单交给这个区域的上级", needed=True)
    phone = _line("办公电话", editing.LONGEST_PHONE)
    place = _line("办公地点", editing.LONGEST_PLACE)
    liaison = _line("联络人", editing.LONGEST_LIAISON, "它没有工作台账号时，谁替它接工单、报结果")
    liaison_phone = _line("联络人的工作电话", editing.LONGEST_PHONE)
    partner = BooleanField(
        "合作单位", description="不是街道、社区自己的人，如物业、水电气：只看得到派给它的工单"
    )

    def content(self) -> OfficeContent:
        """What was typed."""
        return OfficeContent(
            self.name.data or "",
            self.kind.data,
            int(self.area_id.data),
            bool(self.partner.data),
            self.phone.data or "",
            self.place.data or "",
            self.liaison.data or "",
            self.liaison_phone.data or "",
        )


def listing(visit: Visit) -> Response:
    """The offices the visitor may see, by area."""
    areas, rules = load_areas(visit.db), load_catalogue(visit.db).rules
    seen = [one for one in load_offices(visit.db).values() if _may_see(visit, one, areas)]
    active = [one for one in seen if one.active]
    manned, busy = _with_accounts(visit.db), {rule.office_id for rule in rules}
    return visit.page(
        "places/offices.html",
        by_area=[
            (area, here)
            for area in in_order(areas)
            if (here := [one for one in active if one.area_id == area.id])
        ],
        areas=areas,
        retired=[one for one in seen if not one.active],
        manned=manned,
        alone={
            one.id for one in active if one.id in busy - manned and not one.liaison and one.partner
        },
        may_add=visit.actor.may_somewhere(EDIT),
    )


def new(visit: Visit) -> Response:
    """Add one."""
    form = _form(visit, {})
    if not form.is_sent_well():
        return visit.page("places/office_new.html", form_status(), form=form)
    try:
        made = editing.create_office(visit.db, form.content(), actor=visit.actor, now=visit.now)
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return visit.page("places/office_new.html", 400, form=form)
    visit.db.commit()
    said = "已添加。要让它接工单，请到“派单目录”里写上它管什么。"
    return visit.redirect("office", said, office_key=made.key)


def office(visit: Visit, office_key: str) -> Response:
    """One office, with its form."""
    return _page(visit, editing.get_office(visit.db, office_key, SEE, actor=visit.actor))


def save(visit: Visit, office_key: str) -> Response:
    """Change it."""
    found = _mine(visit, office_key)
    form = _form(visit, _fields(found))
    if not form.is_sent_well():
        return _page(visit, found, form)
    try:
        keep_whole(
            visit.db,
            "",
            lambda: editing.change_office(
                visit.db,
                found,
                form.content(),
                version=form.version_read,
                actor=visit.actor,
                now=visit.now,
            ),
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return _page(visit, found, form)
    except Conflict:
        visit.db.rollback()
        found = _mine(visit, office_key)
        return _page(visit, found, form, form.meet_newer(_fields(found)))
    visit.db.commit()
    return visit.redirect("office", "已保存，马上生效。", office_key=office_key)


def retire(visit: Visit, office_key: str) -> Response:
    """It gets no case any more."""
    found = _mine(visit, office_key)
    retire_office(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("offices", f"“{found.name}”已停用，以前的工单照样看得到它的名字。")


def restore(visit: Visit, office_key: str) -> Response:
    """It is back."""
    found = _mine(visit, office_key)
    editing.restore_office(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("office", "已恢复。", office_key=office_key)


def _mine(visit: Visit, key: str) -> Office:
    return editing.get_office(visit.db, key, EDIT, actor=visit.actor)


def _may_see(visit: Visit, one: OfficeFacts, areas: Any) -> bool:
    return visit.actor.may(SEE, area=areas.path_of(one.area_id), office=one.id)


def _with_accounts(db: Session) -> set[int | None]:
    """The offices for which somebody works who can sign in."""
    given = select(StaffRole.office_id).join(Staff, Staff.id == StaffRole.staff_id)
    return set(db.scalars(given.where(Staff.active, StaffRole.office_id.is_not(None))))


def _fields(found: Office) -> dict[str, Any]:
    content = editing.content_of(found)
    return {**vars(content), "area_id": str(content.area_id), "version": found.version}


def _form(visit: Visit, fields: dict[str, Any]) -> OfficeForm:
    form = OfficeForm(data=fields)
    mine = [one for one in load_areas(visit.db) if visit.actor.may(EDIT, area=one.path)]
    form.area_id.choices = options([("", "请选择"), *area_options(mine)])
    kinds = dict.fromkeys([*office_kinds(), *([fields["kind"]] if fields else [])])
    form.kind.choices = options([("", "请选择"), *((kind, kind) for kind in kinds)])
    return form


def _page(
    visit: Visit,
    found: Office,
    form: OfficeForm | None = None,
    newer: list[Difference] | None = None,
) -> Response:
    areas, topics = load_areas(visit.db), load_topics(visit.db)
    rules = [rule for rule in load_catalogue(visit.db).rules if rule.office_id == found.id]
    status = 200 if form is None else 409 if newer is not None else 400
    return visit.page(
        "places/office.html",
        status,
        office=found,
        area=areas.find(found.area_id),
        form=form or _form(visit, _fields(found)),
        newer=newer,
        does=[(place_name(areas, rule.area_id), rule_name(rule, topics)) for rule in rules],
        manned=found.id in _with_accounts(visit.db),
        may_edit=visit.actor.may(EDIT, area=areas.path_of(found.area_id)),
    )
