"""The console's pages, each with the right it asks for. What has no line here is not reached."""

from web.console.pages import audit, contact, duty, home, me, sign, staff
from web.console.pages.desk.table import DESK
from web.console.pages.faq.table import FAQ
from web.console.pages.places.table import PLACES
from web.console.routes import ANYBODY, HALF, SETTINGS, STAFF, Route

TRACES = "记录"

ROUTES = (
    Route("home", "/", "GET", STAFF, home.home, menu="首页"),
    # Signing in
    Route("sign_in", "/sign-in", "GET POST", ANYBODY, sign.sign_in),
    Route("sign_in_code", "/sign-in/code", "GET POST", HALF, sign.code),
    Route("sign_out", "/sign-out", "POST", ANYBODY, sign.sign_out),
    # One's own account
    Route("me", "/me", "GET", STAFF, me.me),
    Route("me_left", "/me/left", "GET", STAFF, me.left),
    Route("me_stay", "/me/stay", "POST", STAFF, me.stay),
    Route("me_password", "/me/password", "GET POST", STAFF, me.change_password),
    Route("me_totp", "/me/code", "GET POST", STAFF, me.second_factor),
    Route("me_totp_begin", "/me/code/begin", "POST", STAFF, me.begin_second_factor),
    Route("me_totp_code", "/me/code/qr.svg", "GET", STAFF, me.qr_code),
    Route("me_codes", "/me/code/recovery", "POST", STAFF, me.renew_codes),
    Route("me_end", "/me/sessions/<session_id>/end", "POST", STAFF, me.end_session),
    Route("me_end_others", "/me/sessions/end", "POST", STAFF, me.end_others),
    # Words of suicide
    Route(
        "duty",
        "/duty/",
        "GET",
        "concern.handle",
        duty.listing,
        menu="值班",
        waits=duty.waiting,
    ),
    Route("concern", "/duty/<concern_id>", "GET", "concern.handle", duty.concern),
    Route("concern_reveal", "/duty/<concern_id>/reveal", "POST", "concern.handle", duty.show),
    Route("concern_mark", "/duty/<concern_id>/mark", "POST", "concern.handle", duty.mark),
    *FAQ,
    # Personal fields of cases
    Route("case_contact", "/cases/<case_id>/contact", "GET", "case.see", contact.contact),
    Route("case_reveal", "/cases/<case_id>/reveal", "POST", "case.reveal", contact.reveal),
    # What the office has set up
    *PLACES,
    # Who works here
    Route("staff", "/staff/", "GET", "staff.edit", staff.listing, menu="工作人员", group=SETTINGS),
    Route("staff_new", "/staff/new", "GET POST", "staff.edit", staff.new),
    Route("staff_one", "/staff/<staff_id>", "GET", "staff.edit", staff.one),
    Route("staff_role", "/staff/<staff_id>/roles", "POST", "staff.edit", staff.give_role),
    Route(
        "staff_role_end",
        "/staff/<staff_id>/roles/<int:role_id>/end",
        "POST",
        "staff.edit",
        staff.end_role,
    ),
    Route("staff_disable", "/staff/<staff_id>/disable", "POST", "staff.edit", staff.disable),
    Route("staff_enable", "/staff/<staff_id>/enable", "POST", "staff.edit", staff.enable),
    Route("staff_password", "/staff/<staff_id>/password", "POST", "staff.edit", staff.password),
    Route("staff_totp", "/staff/<staff_id>/code/reset", "POST", "staff.edit", staff.reset_code),
    Route("staff_end", "/staff/<staff_id>/sessions/end", "POST", "staff.edit", staff.end_all),
    # What the desk understands and says
    *DESK,
    # What was done
    Route("audit", "/audit/", "GET", "audit.see", audit.listing, menu="审计记录", group=TRACES),
    Route("looks", "/looks/", "GET", "access.see", audit.looks, menu="查看记录", group=TRACES),
)
