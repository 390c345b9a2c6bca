"""One's own account: password, second factor, where one is signed in."""

import io

import segno
from flask import Response, jsonify, make_response, request

from accounts import sessions, staff, totp
from accounts.passwords import is_password
from accounts.sessions import FULL, SignedIn
from core.errors import Invalid, NotFound
from web.console import cookies, origins
from web.console.forms import Form, form_status, password, text
from web.console.visit import Visit


class PasswordForm(Form):
    """The old one, and the new one twice."""

    old = password("现在的密码")
    new = password("新密码", hint="12 个字符以上，不要用姓名")
    again = password("再输一遍新密码")


class FirstCodeForm(Form):
    """The first code of a new secret."""

    code = text("手机上显示的 6 位数字", most=10)


class AgainForm(Form):
    """The password once more, before the second factor changes."""

    password = password("现在的密码")


def me(visit: Visit) -> Response:
    """Everything about the own account."""
    here = _signed(visit)
    return visit.page(
        "me.html",
        here=here.session,
        sessions=sessions.live_sessions(visit.db, here.staff, now=visit.now),
        codes_left=totp.codes_left(visit.db, here.staff),
    )


def left(visit: Visit) -> Response:
    """How many seconds are left until the session ends, for the page that warns of it."""
    session = _signed(visit).session
    until = sessions.ends_at(session) - visit.now
    return make_response(
        jsonify(
            seconds=int(until.total_seconds()),
            can_stay=session.ends_at > sessions.ends_at(session),
        )
    )


def stay(visit: Visit) -> Response:
    """Go on working: the guard has counted the time anew already."""
    return left(visit) if _wants_json() else visit.redirect("home")


def change_password(visit: Visit) -> Response:
    """Choose another password; all sessions end and a new one begins here."""
    form, signed = PasswordForm(), _signed(visit)
    if not form.is_sent_well():
        return visit.page(
            "password.html", form_status(), form=form, forced=signed.staff.password_expired
        )
    try:
        if form.new.data != form.again.data:
            raise Invalid("again", "两次输入的新密码不一样。")
        changed = visit.staff
        origin = origins.origin_of(visit, changed.name)
        origins.take(visit, changed.name, origin)
        staff.change_password(
            visit.db, changed, form.old.data, form.new.data, actor=visit.actor, now=visit.now
        )
    except Invalid as error:
        form.refuse(error)
        return visit.page("password.html", 400, form=form, forced=signed.staff.password_expired)
    origins.forgive(visit, changed.name, origin)
    _begin_anew(visit, signed)
    visit.db.commit()
    return visit.redirect("me", "密码已更换，其他地方的登录都已退出。")


def second_factor(visit: Visit) -> Response:
    """The QR code of a new secret, its first code, and then the recovery codes, once."""
    form, own = FirstCodeForm(), visit.staff
    if not form.is_sent_well():
        return _second_factor(visit, form, form_status())
    try:
        codes = totp.confirm(visit.db, own, form.code.data, actor=visit.actor, now=visit.now)
    except Invalid as error:
        form.refuse(error)
        return _second_factor(visit, form, 400)
    sessions.end_all(visit.db, own, actor=visit.actor, now=visit.now, but=_signed(visit).session)
    visit.db.commit()
    return visit.page("recovery_codes.html", codes=codes)


def begin_second_factor(visit: Visit) -> Response:
    """Make a new secret; the one before counts until the new one is confirmed.

    Who has one already gives his password again: a browser left open is no proof.
    """
    form = AgainForm()
    if visit.staff.totp_sealed and not _is_himself(visit, form):
        return _second_factor(visit, FirstCodeForm(unsent=True), 400, again=form)
    totp.begin(visit.db, visit.staff, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("me_totp")


def qr_code(visit: Visit) -> Response:
    """The new secret as a QR code, as long as it is not confirmed."""
    own = visit.staff
    if own.totp_next is None:
        raise NotFound()
    picture = io.BytesIO()
    code = segno.make(totp.address_of(own, own.totp_next), error="m")
    code.save(picture, kind="svg", scale=6, border=4, light="white", xmldecl=True)
    return Response(picture.getvalue(), mimetype="image/svg+xml")


def renew_codes(visit: Visit) -> Response:
    """Ten new recovery codes, shown once, for who gives his password again."""
    form = AgainForm()
    if not _is_himself(visit, form):
        return _second_factor(visit, FirstCodeForm(unsent=True), 400, again=form)
    codes = totp.renew_codes(visit.db, visit.staff, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.page("recovery_codes.html", codes=codes)


def end_session(visit: Visit, session_id: str) -> Response:
    """Sign out in another browser."""
    sessions.end_one(visit.db, visit.staff, session_id, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("me", "那次登录已退出。")


def end_others(visit: Visit) -> Response:
    """Sign out everywhere but here."""
    ended = sessions.end_all(
        visit.db, visit.staff, actor=visit.actor, now=visit.now, but=_signed(visit).session
    )
    visit.db.commit()
    return visit.redirect("me", f"已退出其他 {ended} 处登录。")


def _second_factor(
    visit: Visit, form: FirstCodeForm, status: int, again: AgainForm | None = None
) -> Response:
    own = visit.staff
    return visit.page(
        "second_factor.html",
        status,
        form=form,
        again=again or AgainForm(unsent=True),
        own=own,
        secret=own.totp_next,
        codes_left=totp.codes_left(visit.db, own),
    )


def _is_himself(visit: Visit, form: AgainForm) -> bool:
    """Whether the password is right; wrong ones count as wrong sign-ins do."""
    if not form.is_sent_well():
        return False
    origin = origins.origin_of(visit, visit.staff.name)
    origins.take(visit, visit.staff.name, origin)
    if not is_password(form.password.data, visit.staff.password_hash):
        form.refuse(Invalid("password", "密码不对。"))
        return False
    origins.forgive(visit, visit.staff.name, origin)
    return True


def _begin_anew(visit: Visit, signed: SignedIn) -> None:
    token = sessions.start_session(
        visit.db,
        visit.staff,
        FULL,
        address=signed.session.address,
        browser=signed.session.browser,
        now=visit.now,
    )
    visit.keep(cookies.SESSION, token)


def _signed(visit: Visit) -> SignedIn:
    if visit.signed is None:
        raise NotFound()
    return visit.signed


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
