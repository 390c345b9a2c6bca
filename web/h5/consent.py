"""Where WeChat's page for one-time notices leads back to: the resident's yes is kept."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, render_template, request

from community.setup import Setup
from community.texts import notices as texts
from core.database import Sessions
from handlers.desk import CONSENT_PATH
from notices.subscriptions import agree
from web.assets import make_asset


def make_consent(
    sessions: Sessions,
    setup: Callable[[], Setup],
    template_id: str,
    now: Callable[[], datetime],
) -> Blueprint:
    """The blueprint of that one page; whoever opens it without a token of ours changes nothing."""
    pages = Blueprint("h5_consent", __name__, template_folder="templates")

    @pages.get(CONSENT_PATH)
    def notice_agreed() -> tuple[str, int]:
        """What became of the answer, in one sentence."""
        fields = request.args.to_dict()
        said, status = texts.NOT_AGREED, 403
        if fields.get("action") != "confirm":
            said, status = texts.DISAGREED, 200
        elif template_id and fields.get("template_id") == template_id:
            with sessions.begin() as db:
                if agree(db, fields, now=now()):
                    said, status = texts.AGREED, 200
        sentence = setup().texts.say(said)
        return render_template("h5/said.html", sentence=sentence, asset=make_asset()), status

    return pages
