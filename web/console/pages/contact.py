"""The personal fields of a case: masked, and each shown only to who says why, after it is noted."""

from flask import Response, request

from accounts.access import PURPOSES, SHOWN
from cases.reveal import RIGHT, find_case, log_reveal, masked_fields, revealed
from cases.scope import area_path
from web.console.visit import Visit, is_htmx


def contact(visit: Visit, case_id: str) -> Response:
    """What is there, masked."""
    case = find_case(visit.db, case_id, actor=visit.actor, now=visit.now)
    may = visit.actor.may(RIGHT, area=area_path(case, visit.setup), office=case.office_id)
    return visit.page(
        "cases/contact.html",
        case=case,
        fields=masked_fields(visit.db, case),
        names=SHOWN,
        purposes=PURPOSES,
        may_reveal=may,
    )


def reveal(visit: Visit, case_id: str) -> Response:
    """Note who looks at what and why, commit that, and only then show it, on no other page."""
    shown, reporter_id = request.form.get("shown", ""), request.form.get("reporter", "")
    case = log_reveal(
        visit.db,
        case_id,
        shown,
        reporter_id,
        request.form.get("purpose", ""),
        actor=visit.actor,
        setup=visit.setup,
        now=visit.now,
    )
    visit.db.commit()
    plain = revealed(visit.db, case, shown, reporter_id)
    template = "cases/revealed_part.html" if is_htmx() else "cases/revealed.html"
    return visit.page(template, case=case, name=SHOWN[shown], plain=plain)
