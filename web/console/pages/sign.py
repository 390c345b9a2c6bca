"""Signing in and out."""

from flask import Response, request

from accounts import attempts, sessions, totp
from accounts.models import Staff
from accounts.passwords import is_password
from accounts.roles import actor_with
from accounts.sessions import CODE, FULL
from accounts.staff import find_staff
from core.audit import record
from core.errors import LinliError
from web.console import cookies, kept, origins
from web.console.forms import Form, SignInForm, text
from web.console.visit import Visit, safe_path

# The same for a wrong name, a wrong password and a disabled account.
WRONG = "姓名或密码不对。"
MOST_CODES = 5


class CodeForm(Form):
    """The second factor."""

    code = text("验证码", most=20, hint="手机上的 6 位数字，或一个恢复码")


def sign_in(visit: Visit) -> Response:
    """Ask for name and password, and go on to the code or the page that was wanted."""
    if request.method == "GET":
        if visit.signed and visit.signed.session.stage == FULL:
            return visit.go(_next())
        return _asked(visit, SignInForm())
    form = SignInForm()
    if not form.is_sent_well():
        return _asked(visit, form, 400)
    try:
        return _signed_in(visit, form)
    except LinliError as error:
        form.form_errors.append(error.sentence)
        return _asked(visit, form, 429 if isinstance(error, attempts.LockedOut) else 503)


def _signed_in(visit: Visit, form: SignInForm) -> Response:
    name = form.name.data.strip()
    origin = origins.origin_of(visit, name)
    origins.take(visit, name, origin)
    with visit.tools.reading() as db:
        known = find_staff(db, name)
    # No transaction is open here: a hash takes long.
    fits = is_password(form.password.data, known.password_hash if known else None)
    if not (known and fits and known.active):
        form.form_errors.append(WRONG)
        return _asked(visit, form, 400)
    staff = visit.db.get_one(Staff, known.id)
    if staff.password_hash != known.password_hash or not staff.active:
        form.form_errors.append(WRONG)
        return _asked(visit, form, 400)
    stage = CODE if staff.totp_sealed else FULL
    if stage == FULL:
        origins.forgive(visit, name, origin)
    _start(visit, staff, stage)
    visit.db.commit()
    if stage == CODE:
        return _code_asked(visit, CodeForm())
    return _done(visit)


def code(visit: Visit) -> Response:
    """Ask for the second factor; right, it ends the half session and begins a whole one."""
    assert visit.signed is not None  # noqa: S101 (the guard let only half-signed-in ones through)
    if visit.signed.session.stage == FULL:
        return visit.go(_next())
    form = CodeForm()
    if request.method == "GET" or not form.is_sent_well():
        return _code_asked(visit, form, 200 if request.method == "GET" else 400)
    staff, origin = visit.staff, origins.origin_of(visit, visit.signed.staff.name)
    try:
        origins.take(visit, f"code {staff.public_id}", origin)
    except LinliError as error:
        form.form_errors.append(error.sentence)
        return _code_asked(visit, form, 429)
    if not totp.take_code(visit.db, staff, form.code.data, now=visit.now):
        visit.db.commit()
        form.form_errors.append(totp.WRONG)
        return _code_asked(visit, form, 400)
    origins.forgive(visit, f"code {staff.public_id}", origin)
    origins.forgive(visit, staff.name, origin)
    sessions.end_one(
        visit.db, staff, visit.signed.session.public_id, actor=visit.actor, now=visit.now
    )
    _start(visit, staff, FULL)
    visit.db.commit()
    return _done(visit)


def sign_out(visit: Visit) -> Response:
    """End this session."""
    if visit.signed:
        sessions.end_one(
            visit.db,
            visit.staff,
            visit.signed.session.public_id,
            actor=visit.actor,
            now=visit.now,
        )
        visit.db.commit()
    visit.keep(cookies.SESSION, "", 0)
    return visit.redirect("sign_in", "您已退出登录。")


def _start(visit: Visit, staff: Staff, stage: str) -> None:
    """A new session with a token of its own: whatever the browser brought is worth nothing."""
    token = sessions.start_session(
        visit.db,
        staff,
        stage,
        address=request.remote_addr or "",
        browser=request.headers.get("User-Agent", ""),
        now=visit.now,
    )
    visit.keep(cookies.SESSION, token)
    visit.binding = token
    if stage == FULL:
        actor = actor_with(staff, ())
        record(visit.db, actor, "session.start", f"staff:{staff.id}", now=visit.now)
        origins.remember(visit, staff.name)


def _done(visit: Visit) -> Response:
    """To the page that was wanted, or to the form that came too late."""
    found = kept.opened(request.form.get("kept", ""))
    if found:
        path, fields = found
        return visit.page("kept.html", path=path, fields=fields)
    return visit.go(_next())


def _asked(visit: Visit, form: SignInForm, status: int = 200) -> Response:
    return visit.page("sign_in.html", status, form=form, again=False, **_carried())


def _code_asked(visit: Visit, form: CodeForm, status: int = 200) -> Response:
    return visit.page("code.html", status, form=form, **_carried())


def _carried() -> dict[str, str]:
    return {"next": _next(), "kept": request.form.get("kept", "")}


def _next() -> str:
    return safe_path(request.values.get("next", ""))
