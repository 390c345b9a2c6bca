"""Photos, voices, places, and what can't be read: every message has a sensible end."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot import ledger
from bot.messages import ImageMessage, LocationMessage, VoiceMessage
from cases import attachments
from cases.models import Case
from cases.queries import open_cases
from cases.service import fill_in
from community.texts import desk as desk_texts
from community.texts import report as texts
from handlers.context import Asked, Context, Lead
from handlers.turn import Turn

# A photo this soon after a case belongs to it; photos this close together get one answer.
JOINS_WITHIN = timedelta(minutes=30)
TOGETHER = timedelta(seconds=20)


def photo(turn: Turn, context: Context) -> str:
    """A photo without a question for one: into the case just opened, or kept for its words."""
    assert isinstance(turn.message, ImageMessage)  # noqa: S101 (the route's own condition)
    together = _is_together(turn, context)
    content = context.content
    is_offered = context.is_asked(Asked.OFFER, Asked.CHOICE) and bool(content.get("text"))
    case = None if is_offered else _recent_case(context)
    context.leads = Lead(case.id if case else None)
    if is_offered:
        keep("photo", turn.message.media_id, context)
        prompt = context.say(texts.PHOTO_OFFERED)
        if together and context.is_asked(Asked.OFFER):
            return ""
        return context.ask(Asked.OFFER, prompt, {**content, "report": True})
    if case is not None:
        attach(turn.message, case, context)
        return "" if together else context.say(texts.PHOTO_ADDED, number=case.number)
    keep("photo", turn.message.media_id, context)
    if together and context.is_asked(Asked.DESCRIBE):
        return ""
    return context.ask(Asked.DESCRIBE, context.say(texts.PHOTO_ALONE), context.content)


def voice(turn: Turn, context: Context) -> str:
    """A voice nobody has put into words: into the case just opened, or kept and handed to the
    staff on 1."""
    assert isinstance(turn.message, VoiceMessage)  # noqa: S101 (the route's own condition)
    case = None if context.question else _recent_case(context)
    if case is not None:
        keep_any(turn, case, context)
        return context.say(texts.PHOTO_ADDED, number=case.number)
    keep("voice", turn.message.media_id_16k or turn.message.media_id, context)
    content = {"text": context.say(texts.VOICE_TEXT), "fixed": True}
    return context.ask(Asked.OFFER, context.say(texts.VOICE_ALONE), content)


def location(turn: Turn, context: Context) -> str:
    """A place on the map: of the demand offered, of the case just opened when that has
    none, else kept for its words."""
    assert isinstance(turn.message, LocationMessage)  # noqa: S101 (the route's own condition)
    place = place_of(turn.message)
    if context.is_asked(Asked.OFFER):
        content = {**context.content, "place": place}
        return context.ask(Asked.OFFER, context.say(texts.PLACE_OFFERED), content)
    case = _recent_case(context)
    if case is not None and not case.place:
        fill_in(
            context.db,
            case,
            place=place,
            actor=context.actor,
            setup=context.setup,
            catalogue=context.catalogue,
            now=context.now,
        )
        return context.say(texts.PLACE_KEPT, place=place)
    said = context.say(texts.PLACE_ALONE, place=place)
    return context.ask(Asked.DESCRIBE, said, {**context.content, "place": place})


def link(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """A shared page can't be opened here."""
    return context.say(desk_texts.LINK)


def video(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """Videos are not kept."""
    return context.say(desk_texts.VIDEO)


def unknown(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """Something of a kind we don't know."""
    return context.say(desk_texts.UNKNOWN_KIND)


def attach(message: ImageMessage, case: Case, context: Context) -> None:
    """Put a photo into a case; the worker fetches its bytes."""
    keep("photo", message.media_id, context, case_id=case.id)


def keep(kind: str, media_id: str, context: Context, *, case_id: int | None = None) -> None:
    """Note a photo or voice, to be fetched by the worker."""
    attachments.note_attachment(
        context.db,
        context.resident.id,
        kind,
        media_id,
        case_id=case_id,
        actor=context.actor,
        now=context.now,
    )


def keep_any(turn: Turn, case: Case, context: Context) -> None:
    """Put the photo or voice of this turn, if it is one, into the case."""
    message = turn.message
    if isinstance(message, ImageMessage):
        keep("photo", message.media_id, context, case_id=case.id)
    elif isinstance(message, VoiceMessage):
        keep("voice", message.media_id_16k or message.media_id, context, case_id=case.id)


def has_photos(db: Session, case_id: int) -> bool:
    """Whether the case has a photo already."""
    return attachments.count_photos(db, case_id) > 0


def let_go(context: Context) -> str:
    """Photos that were sent for what is not wanted go into no other case; what is said of them."""
    if context.later:
        return ""
    since, now = context.now - JOINS_WITHIN, context.now
    aside = attachments.put_aside(context.db, context.resident.id, since=since, now=now)
    return context.say(texts.PHOTOS_LET_GO) if aside else ""


def take_back(context: Context) -> None:
    """The photos of what is wanted after all."""
    attachments.take_back(context.db, context.resident.id, now=context.now)


def place_of(message: LocationMessage) -> str:
    """The map's words for the place with its coordinates."""
    label = message.label.strip()[:60]
    where = f"{message.latitude:.5f},{message.longitude:.5f}"
    return f"{label}（{where}）" if label else where


def _recent_case(context: Context) -> Case | None:
    newest = open_cases(context.db, context.actor, limit=1)
    if newest and newest[0].opened_at > context.now - JOINS_WITHIN:
        return newest[0]
    return None


def _is_together(turn: Turn, context: Context) -> bool:
    """Whether another photo came just before, and nothing in between."""
    if not ledger.follows_another(context.db, turn.message):
        return False
    last = attachments.last_received_at(context.db, context.resident.id)
    return last is not None and last > context.now - TOGETHER
