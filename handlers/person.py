"""What concerns the resident himself: a person to talk to, his data, privacy, giving up."""

import re

from accounts.consents import has_consent, withdraw_consent
from accounts.homes import homes
from accounts.presence import is_somebody_there
from bot import ledger
from bot.messages import Message, TextReply, TransferReply
from bot.wire.text import split_text
from cases.queries import count_cases, open_cases
from cases.service import forget_phone
from community.texts import ask as ask_texts
from community.texts import desk as texts
from community.texts.sentence import Sentence
from core.language import normalise
from faq.questions import asked_in_talk
from handlers import courtesies, report, slots
from handlers.belonging import said_before_it
from handlers.commands import PERSON_CHARACTERS
from handlers.context import Asked, Context
from handlers.following import at_hand
from handlers.route import Said
from handlers.turn import Turn

MOST_COUNTED = 99
ANYBODY = "anybody"
_SIX = re.compile("[6六]+")
LAUGH = 6
FEWEST_DIGITS = 2
SLOTS = (Asked.PLACE, Asked.PHOTO, Asked.PHONE)
# Lists that are still worth a pick when they are over.
LISTS = (Asked.CHOICE, Asked.OFFER, Asked.PICK, Asked.AREA)
WITH_DIGITS = (
    Asked.PERSON,
    Asked.MENU,
    Asked.CHOICE,
    Asked.OFFER,
    Asked.PICK,
    Asked.AREA,
    Asked.SOLVED,
    Asked.RATING,
)


def person(turn: Turn, context: Context) -> Said:
    """人工: a person of WeChat's customer service where one is there, else phone and hours, and a
    case on 1; with words, the case at once."""
    if turn.command and turn.command.rest:
        return report.report(turn, context)
    if context.is_asked(Asked.OFFER) and context.content.get("person"):
        # Who asks for a person twice has said yes.
        return report.accept_offer(turn, context)
    if _is_somebody_there(context):
        # WeChat hands over what was typed, not what was clicked in the menu.
        if isinstance(turn.message, Message):
            return hand_over(turn, context)
        return context.ask(Asked.PERSON, context.say(texts.PERSON_THERE))
    said = context.say(texts.PERSON)
    phone = context.phone("社区电话")
    if phone:
        said += "\n" + context.say(texts.PHONE_LINE, phone=phone)
    content = {**_matter(turn, context), "fixed": True, "person": True}
    return context.ask(Asked.OFFER, said, content)


def is_missed(turn: Turn, context: Context) -> bool:
    """人呢, of whoever was offered a person and has not said yes."""
    return bool(context.content.get("person")) and courtesies.exact(turn.text) == ANYBODY


def not_yet(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Nobody comes before he says yes: he is told so, and how to reach somebody at once."""
    said, phone = context.say(texts.PERSON_NOT_YET), context.phone("社区电话")
    if phone:
        said += "\n" + context.say(texts.PHONE_LINE, phone=phone)
    return context.ask(Asked.OFFER, said, context.content)


def _matter(turn: Turn, context: Context) -> dict[str, object]:
    """What the case is about: what he was speaking of, with what he says besides, or just that he
    wants to talk."""
    content = context.content
    is_of_talk = context.is_asked(Asked.OFFER, Asked.CHOICE) and not content.get("urgent")
    spoken_of = str(content.get("text") or "") if is_of_talk and not content.get("fixed") else ""
    if not spoken_of and context.question is None and at_hand(context) is not None:
        # What was answered, and not to his mind.
        spoken_of = asked_in_talk(context.db, context.resident.id, now=context.now)
    before = said_before_it(content, context) if spoken_of else []
    own = turn.text if len(turn.text) > PERSON_CHARACTERS else ""
    told = "，".join(filter(None, (*before, spoken_of, own)))
    if not told:
        return {"text": context.say(texts.PERSON_TEXT), "kind": "咨询"}
    topic = context.likely_topic(own) if own else None
    topic_id = topic.id if topic else content.get("topic_id") if spoken_of else None
    text = context.say(texts.PERSON_ABOUT, words=told) if spoken_of else told
    known: dict[str, object] = {"text": text, "gathered": bool(spoken_of)}
    # It takes the place of the offer it was made for.
    known |= {"back": content.get("back")} if spoken_of else {}
    return {**known, **({"topic_id": topic_id} if topic_id else {"kind": "咨询"})}


def _is_somebody_there(context: Context) -> bool:
    if "kf" not in context.rules.abilities or not context.setup.calendar.is_open(context.now):
        return False
    return is_somebody_there(context.db, context.rules.account, now=context.now)


def hand_over(turn: Turn, context: Context) -> TransferReply:  # noqa: ARG001
    """9: now that he has typed something, WeChat lets us hand the chat to a person."""
    context.close()
    return TransferReply()


def privacy(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """What is kept and for how long."""
    return context.say(texts.PRIVACY)


def my_data(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """What is kept about the one who asks."""
    none = context.say(texts.NONE_KEPT)
    areas = [home.area_id for home in homes(context.db, context.resident.id)]
    names = "、".join(context.setup.areas.name_of(area_id) for area_id in areas)
    agreed = has_consent(context.db, context.resident.id, "phone")
    listed = context.say(
        texts.MY_DATA,
        homes=names or none,
        cases=count_cases(context.db, context.actor),
        open=len(open_cases(context.db, context.actor, limit=MOST_COUNTED)),
        phone=context.say(texts.PHONE_AGREED) if agreed else none,
    )
    return f"{listed}\n{context.say(texts.MY_DATA_END)}"


def withdraw_phone(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """撤回同意: the phone leaves every case."""
    if not has_consent(context.db, context.resident.id, "phone"):
        return context.say(texts.NO_CONSENT)
    withdraw_consent(context.db, context.resident.id, "phone", actor=context.actor, now=context.now)
    forget_phone(context.db, actor=context.actor, now=context.now)
    return context.say(texts.CONSENT_WITHDRAWN)


def cancel(turn: Turn, context: Context) -> str:
    """取消: give up what is being asked; a case that exists stays."""
    if context.is_asked(*SLOTS) or context.content.get("case_id"):
        return slots.leave(turn, context)
    if context.question is None:
        return context.say(texts.NOTHING_TO_CANCEL)
    back = context.content.get("back")
    context.close()
    # What is asked about a case comes back; an offer is given up with the one that came over it.
    is_of_case = back is not None and back["kind"] != Asked.OFFER
    resumed = context.resume(back) if is_of_case else []
    return "\n\n".join([context.say(texts.CANCELLED), *resumed])


def skip(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """跳过 where nothing is asked."""
    return context.say(texts.NOTHING_TO_SKIP)


def more(turn: Turn, context: Context) -> str:
    """继续: the rest of the last reply, which WeChat's limit cut off."""
    last = ledger.last_reply(context.db, turn.message.sender)
    rest = split_text(last.text)[1] if isinstance(last, TextReply) else None
    return rest or context.say(texts.NOTHING_MORE)


def _digits_of(context: Context) -> list[int]:
    """What can be picked from the list that is open."""
    lines = str(context.content.get("prompt", "")).splitlines()
    return [int(line[0]) for line in lines if line[:1].isdigit() and line[1:2] == " "]


def is_laugh(turn: Turn, context: Context) -> bool:
    """6, which is 厉害 among the young, where no list is open to pick it from."""
    is_six = turn.digit == LAUGH and _SIX.fullmatch(normalise(turn.text)) is not None
    is_list = context.is_asked(*WITH_DIGITS, *SLOTS) and (
        not context.is_asked(Asked.OFFER) or bool(_digits_of(context))
    )
    return is_six and not is_list and context.over is None


def laugh(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """A laugh back; what was offered behind an answer can still be taken."""
    context.keep_quietly()
    return courtesies.reply_to("laugh")


def digit_alone(turn: Turn, context: Context) -> str:
    """A digit that answers nothing: the last list comes back once, then other ways are named."""
    if context.question is not None:
        comes_back = context.question.times_asked == 1 and not context.content.get("quiet")
        is_list = context.is_asked(*WITH_DIGITS)
        if not comes_back:
            return _either(ask_texts.PICK_HELP, ask_texts.PICK_HELP_AGAIN, context)
        digits = _digits_of(context) if is_list else []
        if len(digits) < FEWEST_DIGITS or turn.digit in digits:
            return context.say(ask_texts.CHOICES_AGAIN if is_list else texts.DIGIT_ALONE)
        first, last = "、".join(map(str, digits[:-1])), digits[-1]
        return context.say(ask_texts.NO_SUCH_DIGIT, digit=turn.digit, first=first, last=last)
    over = context.over
    if over is not None and over.kind in LISTS and over.times_asked == 1:
        return f"{context.say(ask_texts.LIST_OVER)}\n{context.bring_back(over)}"
    menu = f"{context.say(texts.DIGIT_ALONE)}\n{context.say(texts.MENU)}"
    return context.ask(Asked.MENU, menu)


def _either(first: Sentence, second: Sentence, context: Context) -> str:
    """The first sentence, the second when the first was just said."""
    said = context.say(first)
    return context.say(second) if context.last_said() == said else said


def nothing_needed(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """不用了 where nothing was offered."""
    return _either(ask_texts.NOT_NEEDED, ask_texts.NOT_NEEDED_AGAIN, context)


def too_many(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """Said once a minute; what comes on top of it is kept as it came, and not answered."""
    is_first = context.in_this_minute == context.rules.messages_a_minute + 1
    return context.say(texts.TOO_MANY) if is_first else ""
