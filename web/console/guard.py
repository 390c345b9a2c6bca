"""What stands before every page: whose request it is, its form's token, the right it asks for."""

from collections.abc import Callable
from urllib.parse import quote

from flask import Response, request

from accounts.permissions import RIGHTS
from accounts.sessions import CODE, FULL, SignedIn, find_signed_in, touch
from core.errors import LinliError, NotFound, Refused
from web.console import cookies, kept
from web.console.routes import ANYBODY, HALF, Route
from web.console.tools import Tools
from web.console.visit import Visit, is_htmx

# What somebody may do who still owes a second factor or a new password.
DUTY_PAGES = frozenset(
    {"sign_out", "me_password", "me_totp", "me_totp_begin", "me_totp_code", "me_stay"}
)


class BadForm(LinliError):
    """The form was not made for this browser, or long ago."""

    code = "bad_form"
    default_sentence = "这个页面放得太久了，请返回上一页刷新后再提交。"


class SignedOut(LinliError):
    """Nobody is signed in; for a part of a page, which can't be sent elsewhere."""

    code = "signed_out"
    default_sentence = "登录已过期，请重新登录。"


def guarded(route: Route, tools: Tools) -> Callable[..., Response]:
    """The route's view behind its guard, as Flask calls it."""

    def answer(**ids: str) -> Response:
        request.max_content_length = route.most_bytes
        with tools.place(is_outside=route.right == ANYBODY):
            return at_work(ids)

    def at_work(ids: dict[str, str]) -> Response:
        with tools.reading() as db:
            visit = _visit(tools, Visit(tools, tools.clock(), db))
            _require_form(visit)
            if turned_away := _turned_away(route, visit):
                return turned_away
            _require_right(route.right, route, visit, ids)
            if request.method != "POST":
                return route.view(visit, **ids)
        with tools.sessions() as db:
            visit.db = db
            return route.view(visit, **ids)

    return answer


def _visit(tools: Tools, visit: Visit) -> Visit:
    """The visit with what the cookies tell."""
    token = cookies.read(request, cookies.SESSION, secure=tools.secure)
    form = cookies.read(request, cookies.FORM, secure=tools.secure)
    if token:
        visit.signed = find_signed_in(visit.db, token, now=visit.now)
    visit.binding = token or form
    if not visit.binding:
        visit.binding = cookies.new_binding()
        visit.keep(cookies.FORM, visit.binding)
    if visit.signed and visit.signed.session.stage == FULL:
        _touch(tools, visit, visit.signed)
    if request.method == "GET" and not is_htmx():
        visit.take_said()
    return visit


def _touch(tools: Tools, visit: Visit, signed: SignedIn) -> None:
    # Looking how long is left is no use of the console.
    if request.endpoint == "console.me_left":
        return
    # Gives the connection back: nobody must hold one while waiting for another.
    visit.db.commit()
    with tools.sessions() as db:
        if touch(db, signed.session, now=visit.now):
            db.commit()


def _require_form(visit: Visit) -> None:
    """Raises `BadForm` for a POST that does not come from a page of ours in this browser."""
    if request.method in {"GET", "HEAD"}:
        return
    token = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    is_foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
    if is_foreign or not cookies.is_form_token(visit.tools.secret, visit.binding, token):
        raise BadForm()


def _turned_away(route: Route, visit: Visit) -> Response | None:
    """Where to go first, None for who may go on."""
    if route.right == ANYBODY:
        return None
    signed = visit.signed
    stages = {CODE, FULL} if route.right == HALF else {FULL}
    if signed is None or signed.session.stage not in stages:
        return _to_sign_in(visit, route)
    if route.right == HALF or route.name in DUTY_PAGES:
        return None
    if signed.staff.password_expired:
        return visit.redirect("me_password")
    if signed.needs_totp:
        return visit.redirect("me_totp")
    return None


def _to_sign_in(visit: Visit, route: Route) -> Response:
    if is_htmx():
        raise SignedOut()
    if request.method == "POST":
        return kept.sign_in_again(visit, keeps=route.right in RIGHTS)
    path = request.full_path.removesuffix("?")
    return visit.go(f"/console/sign-in?next={quote(path)}")


def _require_right(right: str, route: Route, visit: Visit, ids: dict[str, str]) -> None:
    """Raises `Refused` where the right is held nowhere, `NotFound` where the subject is not his."""
    if right not in RIGHTS:
        return
    if not visit.actor.may_somewhere(right):
        raise Refused()
    if route.scope:
        scope = route.scope(visit.db, visit.actor, ids)
        if not visit.actor.may(right, area=scope.area, office=scope.office):
            raise NotFound()
