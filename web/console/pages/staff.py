"""Who works here: list, add, roles, sessions, passwords, disable."""

from typing import Any, TypeVar

from flask import Response

from accounts import sessions, totp
from accounts import staff as people
from accounts.models import Staff
from accounts.passwords import hash_password, make_password
from accounts.permissions import ROLE_NAMES
from accounts.roles import roles_of
from core.errors import Conflict, Invalid, Refused
from web.console.forms import Form, choose, form_status, options, text
from web.console.visit import Visit

EVERYWHERE, ANY = "", ""


class RoleForm(Form):
    """A role, where it holds and for which office."""

    role = choose("角色", needed=True)
    area = choose("区域（含下级）")
    office = choose("承办单位", "“合作单位”必须选一个，“值班”不选")


class NewForm(RoleForm):
    """Somebody new with a first role."""

    name = text("姓名", most=people.LONGEST_NAME, hint="登录时用，每人一个账号")


FormT = TypeVar("FormT", bound=RoleForm)


def listing(visit: Visit) -> Response:
    """Everybody whom the visitor may change."""
    rows = people.list_staff(visit.db, actor=visit.actor)
    return visit.page(
        "staff/list.html",
        rows=rows,
        **_names(visit),
    )


def new(visit: Visit) -> Response:
    """Add somebody; the password made for him is shown once."""
    form = _with_places(visit, NewForm())
    if not form.is_sent_well():
        return visit.page("staff/new.html", form_status(), form=form)
    password = make_password()
    try:
        made = people.create_staff(
            visit.db,
            form.name.data,
            form.role.data,
            password=password,
            actor=visit.actor,
            now=visit.now,
            must_change=True,
            **_place(form),
        )
    except (Invalid, Conflict, Refused) as error:
        form.refuse(error if isinstance(error, Invalid) else Invalid("name", error.sentence))
        return visit.page("staff/new.html", 400, form=form)
    visit.db.commit()
    return visit.page("staff/password.html", one=made, password=password)


def one(visit: Visit, staff_id: str) -> Response:
    """One of the staff with all that can be done about him."""
    return _page_of(visit, _get(visit, staff_id), _with_places(visit, RoleForm(unsent=True)))


def give_role(visit: Visit, staff_id: str) -> Response:
    """One role more."""
    found, form = _get(visit, staff_id), _with_places(visit, RoleForm())
    if not form.is_sent_well():
        return _page_of(visit, found, form, 400)
    try:
        people.add_role(
            visit.db, found, form.role.data, actor=visit.actor, now=visit.now, **_place(form)
        )
    except (Invalid, Conflict) as error:
        form.refuse(error if isinstance(error, Invalid) else Invalid("role", error.sentence))
        return _page_of(visit, found, form, 400)
    return _done(visit, found, "角色已加上，他需要重新登录。")


def end_role(visit: Visit, staff_id: str, role_id: int) -> Response:
    """One role less."""
    found = _get(visit, staff_id)
    people.take_role(visit.db, found, role_id, actor=visit.actor, now=visit.now)
    return _done(visit, found, "角色已取消，他需要重新登录。")


def disable(visit: Visit, staff_id: str) -> Response:
    """He can sign in no more."""
    found = _get(visit, staff_id)
    people.disable(visit.db, found, actor=visit.actor, now=visit.now)
    return _done(visit, found, "账号已停用，所做的记录都保留。")


def enable(visit: Visit, staff_id: str) -> Response:
    """He can sign in again."""
    found = _get(visit, staff_id)
    people.enable(visit.db, found, actor=visit.actor, now=visit.now)
    return _done(visit, found, "账号已启用。")


def password(visit: Visit, staff_id: str) -> Response:
    """A new password, shown once, that he must change."""
    made = make_password()
    hashed = hash_password(made)
    found = _get(visit, staff_id)
    people.reset_password(visit.db, found, hashed, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.page("staff/password.html", one=found, password=made)


def reset_code(visit: Visit, staff_id: str) -> Response:
    """Take away the second factor that he has lost."""
    found = _get(visit, staff_id)
    totp.reset(visit.db, found, actor=visit.actor, now=visit.now)
    sessions.end_all(visit.db, found, actor=visit.actor, now=visit.now)
    return _done(visit, found, "动态验证码已清除，他下次登录后可以重新设置。")


def end_all(visit: Visit, staff_id: str) -> Response:
    """End all his sessions."""
    found = _get(visit, staff_id)
    ended = sessions.end_all(visit.db, found, actor=visit.actor, now=visit.now)
    return _done(visit, found, f"已退出 {ended} 处登录。")


def _get(visit: Visit, staff_id: str) -> Staff:
    return people.get_staff(visit.db, staff_id, actor=visit.actor)


def _done(visit: Visit, found: Staff, said: str) -> Response:
    visit.db.commit()
    return visit.redirect("staff_one", said, staff_id=found.public_id)


def _page_of(visit: Visit, found: Staff, form: Form, status: int = 200) -> Response:
    return visit.page(
        "staff/one.html",
        status,
        one=found,
        roles=roles_of(visit.db, found),
        sessions=sessions.live_sessions(visit.db, found, now=visit.now),
        **_names(visit),
        form=form,
    )


def _with_places(visit: Visit, form: FormT) -> FormT:
    """The form with the roles, areas and offices there are to choose from."""
    areas = sorted(visit.setup.areas, key=lambda area: area.path)
    indented = [(area.path, "\u3000" * (area.depth - 1) + area.name) for area in areas]
    offices = [office for office in visit.setup.offices.values() if office.active]
    form.role.choices = options([("", "请选择"), *ROLE_NAMES.items()])
    form.area.choices = options([(EVERYWHERE, "全部区域"), *indented])
    form.office.choices = options([(ANY, "不限单位"), *((str(o.id), o.name) for o in offices)])
    return form


def _place(form: RoleForm) -> dict[str, Any]:
    return {
        "area_path": form.area.data,
        "office_id": int(form.office.data) if form.office.data else None,
    }


def _names(visit: Visit) -> dict[str, Any]:
    """What roles, areas (by path, '' is everywhere) and offices are called."""
    where = {EVERYWHERE: "全部区域", **{area.path: area.name for area in visit.setup.areas}}
    return {"role_names": ROLE_NAMES, "where": where, "offices": visit.setup.offices}
