"""A yes to one notice of how a case ends, asked for along with its number."""

from cases.models import Case
from community.texts import notices as texts
from handlers.context import Context
from notices.subscriptions import offer, token_of
from privacy.wording import text_version


def ask_consent(case: Case, context: Context) -> list[str]:
    """The line with the link to WeChat's page, [] where the account has no such notices."""
    page, openid = context.rules.consent_page, context.resident.openid
    if page is None or openid is None:
        return []
    asked = offer(
        context.db,
        context.resident.id,
        f"case:{case.id}",
        text_version=text_version(context.setup.texts, "notice"),
        now=context.now,
    )
    url = page.url(asked.scene, token_of(asked, openid))
    link = f'<a href="{url}">{context.say(texts.ONE_TIME_LINK)}</a>'
    return [context.say(texts.ASK_ONE_TIME, link=link)]
