"""保存期限: how long what is kept, within its bounds, and what is over it by now."""

from typing import Any

from flask import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired

from core.errors import Conflict, Invalid
from privacy.periods import FIXED, PERIODS, Period
from privacy.retention import RIGHT, count_over, load_periods, set_periods, version_now
from web.console.forms import NEEDED, form_status
from web.console.pages.desk.form import VersionedForm
from web.console.visit import Visit


def _field(period: Period) -> IntegerField:
    hint = f"{period.least} 到 {period.most} {period.unit}，原来是 {period.shipped}。{period.why}。"
    label = f"{period.name}（{period.unit}）"
    return IntegerField(label, [InputRequired(NEEDED)], description=hint)


PeriodsForm: type[VersionedForm] = type(
    "PeriodsForm", (VersionedForm,), {period.key: _field(period) for period in PERIODS}
)


def periods(visit: Visit) -> Response:
    """See and set the periods."""
    values: dict[str, Any] = {**load_periods(visit.db), "version": str(version_now(visit.db))}
    form = PeriodsForm(data=values)
    if not form.is_sent_well():
        return _page(visit, form, form_status())
    sent = {period.key: int(form[period.key].data) for period in PERIODS}
    try:
        set_periods(visit.db, sent, version=form.read_version, actor=visit.actor, now=visit.now)
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        status = form.refuse_or_stand_beside(error, version_now(visit.db))
        return _page(visit, form, status)
    visit.db.commit()
    return visit.redirect("retention", "已保存，下一个整理（一小时内）就照新的期限。")


def _page(visit: Visit, form: VersionedForm, status: int) -> Response:
    return visit.page(
        "retention/periods.html",
        status,
        form=form,
        periods=PERIODS,
        values=load_periods(visit.db),
        over=count_over(visit.db, now=visit.now),
        fixed=FIXED,
        may_edit=visit.actor.may(RIGHT),
    )
