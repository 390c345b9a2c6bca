"""归谁管, where no entry answers it: the office that the catalogue names, and a case for it."""

from cases.catalogue import Route, is_about_office, resolve
from cases.recognise import kind_in
from cases.speech import asks_whose
from community.texts import ask as texts
from community.texts import home as home_texts
from community.topics import TopicFacts
from faq.knowledge import KnownEntry
from handlers import home
from handlers.context import Asked, Context


def whose(
    text: str, context: Context, *, near: KnownEntry | None = None, ask_area: bool = True
) -> str | None:
    """The office that sees to what the words name, None where they don't ask that or nobody is
    named for it; `near`: an entry that can be read instead. The area is asked where it decides."""
    topic = context.likely_topic(text)
    if topic is None or not asks_whose(text):
        return None
    area_id = home.area_of(text, context)
    areas = [area.id for area in context.setup.areas.neighbourhoods()]
    routes = [_route(text, topic, own, context) for own in ([area_id] if area_id else areas)]
    offices = {route.office_id if route.rule else None for route in routes}
    if len(offices) > 1 and ask_area:
        content = {"then": "ask", "text": text, "words": text}
        return home.ask_area(context, content, context.say(home_texts.WHICH_AREA))
    office_id = offices.pop() if len(offices) == 1 else None
    if office_id is None:
        return None
    office = context.setup.offices[office_id].name
    lines = [context.say(texts.WHOSE, topic=topic.name, office=office)]
    lines.append(context.say(texts.REPORT_OFFER))
    if near is not None:
        lines.append(context.say(texts.READ_INSTEAD, question=near.question))
    lines.append(context.say(texts.NO_THANKS))
    known = {"text": text, "topic_id": topic.id, "entry_id": near.id if near else None}
    return context.ask(Asked.OFFER, "\n".join(lines), known)


def _route(text: str, topic: TopicFacts, area_id: int, context: Context) -> Route:
    kind = kind_in(text) or topic.kind
    complaint = is_about_office(kind, topic)
    return resolve(context.catalogue, context.setup, topic, area_id, complaint=complaint)
