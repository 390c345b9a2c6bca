"""Greetings, thanks, chat and abuse: short answers of their own, no misses and no offers."""

import re
from collections.abc import Callable

from cases.places import place_in
from cases.speech import Speech
from cases.stopping import Stop, stop_in
from cases.workflow import OPEN
from community.texts.desk import (
    BYE_AGAIN,
    BYE_STILL_OPEN,
    FORWARDED,
    HERE,
    LISTENING,
    NAME_UNKNOWN,
    PLAINLY,
    PLAINLY_ANEW,
    TODAY,
    WAITS_FOR,
    WAITS_FOR_NOTHING,
)
from community.texts.home import KEPT_HOME, KEPT_PLACE, NO_HOME_KEPT
from community.texts.progress import KEPT_NOW, NONE_CHANGED, NOT_YET
from core.clock import SHANGHAI
from handlers import courtesies, progress
from handlers.answers import Meaning, meaning_of
from handlers.context import Asked, Context
from handlers.courtesies import ABUSE, THANKS
from handlers.filling import shown
from handlers.talked_of import in_talk, things_in
from handlers.turn import Turn

# So much may stand around 气死我了 without saying anything besides.
UPSET_BESIDES = 8
# More than this beside politeness is a matter of its own.
MOST_TOLD = 30
CHAT, UPSET, EMOJI = "chat", "upset", "emoji"
SORRY, BYE, WAITS, TEASE = "sorry", "bye", "waits", "tease"
UNSAYS, NO_CASE, PLAIN = "unsays", "no_case", "plainly"
# Beside these something may be told that asks for nothing: 孩子退烧了，谢谢你们.
TELLING = (BYE, SORRY, THANKS, WAITS, "caring", "returns")
# Whoever says no more than this is waiting for what he was asked, and reads it again.
WAITING = ("greeting", "there", "puzzled", "handled", "hesitates", "again_here")
# What is offered for his words is not wanted by whoever says so.
LETS_GO = (UNSAYS, NO_CASE)
# What is said so is meant for the desk, even beside words about nothing that is known.
SCOLDING = ("doubt", "leader", "informer")
SPOKEN = (
    *("clock", "kept_home", "here", "recorded", "robot"),
    *(*SCOLDING, UNSAYS, "changed", NO_CASE, PLAIN, "asks", TEASE),
)
# What was done is judged by digit, whatever else is said of it.
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.DESCRIBE)
JUDGED = (Asked.SOLVED, Asked.RATING)
OFFERED = (Asked.OFFER, Asked.CHOICE, Asked.DESCRIBE)
SLOTS = (Asked.PLACE, Asked.PHOTO, Asked.PHONE, Asked.AREA)
DISTRESS = (UPSET, EMOJI, "anybody", "handled", "puzzled")
JOKE, WITHDRAWS = "笑话", "撤"
OK = "ok"
_UNHEARD = re.compile(
    r"(?:一直|都|老是?|也|根本|这么久|半天|还是?|我说的|反映了|说了)*"
    r"(?:没有?人?|不)(?:管|理|解决|处理|回)(?:我们?)?[了过]?"
)
_NUMBER = re.compile(r"\d{3}")
_FIRST_SENTENCE = re.compile(r"[^。！!？?\n]{4,40}[。！!？?]")
MOST_ECHOED = 16
_FACT = re.compile(
    r"(?:那|就|要|是|才|只|得|大概)*(?:(?:[\d一二两三四五六七八九十百千半几]+(?:块|元|毛|角|个?(?:工作日|月|小时|钟头|星期|礼拜)|天|年|点|号|日|分钟|岁|次|张|份)|(?:周|星期|礼拜)[一二三四五六日天]"
    r"|[今明后]天|上午|下午|早上|晚上)+(?:钱|之?前|以前|之?内|以后|左右)?)(?:就行|来|有|够)*(?:[了啊呀哦嘛哈的吧])*"
)


def is_manners(turn: Turn, context: Context) -> bool:
    """Whether the whole sentence is only that."""
    if not turn.text or turn.meaning in (Meaning.NO, Meaning.SKIP):
        return False
    return manner_of(turn.text, context) is not None


def is_distress(turn: Turn, context: Context) -> bool:
    """Fear or a call for somebody, which in danger belongs to it."""
    return bool(turn.text) and manner_of(turn.text, context) in DISTRESS


def is_thanks(turn: Turn, context: Context) -> bool:
    """Whether he only thanks."""
    return bool(turn.text) and manner_of(turn.text, context) == THANKS


def is_farewell(turn: Turn, context: Context) -> bool:
    """Whether he only takes leave."""
    return bool(turn.text) and manner_of(turn.text, context) == BYE


def answer(turn: Turn, context: Context) -> str:
    """A short word back."""
    key = manner_of(turn.text, context) or ABUSE
    reply = _reply(key, context)
    if key in LETS_GO and context.is_asked(*OFFERED) and not context.content.get("urgent"):
        context.end()
    elif key not in WAITING and not context.is_asked(*JUDGED):
        # Who thanks, scolds or leaves is not called back to a list; it can still be picked from.
        context.keep_quietly()
    if context.last_said() == reply:
        reply = context.say(BYE_AGAIN if key == BYE else LISTENING)
    # 先撤了 takes leave, and is also what many say of a case.
    may_withdraw = key == BYE and WITHDRAWS in turn.text and context.has_cases
    is_open = may_withdraw and any(case.state in OPEN for case in context.own_cases)
    return f"{reply}{context.say(BYE_STILL_OPEN)}" if is_open else reply


def is_forwarded(turn: Turn, context: Context) -> bool:
    """Whether he passes on a warning that goes round, and was not asked what the matter is."""
    return courtesies.is_forwarded(turn.text) and not context.is_asked(*ANSWERS_ONLY)


def thank_for_warning(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Thanks; whether it is true is for others to say."""
    return context.say(FORWARDED)


def says_well(text: str, context: Context) -> bool:
    """Whether words tell that what was wrong is well, and nothing besides but politeness."""
    found = stop_in(text)
    if found is None or found.stop is not Stop.OVER:
        return False
    return not found.rest or manner_of(found.rest, context) is not None


def said_in_manner(key: str, context: Context) -> str:
    """The short word back to a manner, in other words the second time."""
    said = _reply(key, context)
    return context.say(LISTENING) if context.last_said() == said else said


def said_to(text: str, context: Context) -> str | None:
    """The short word back to words that are only that, None for others."""
    key = manner_of(text, context)
    return _reply(key, context) if key else None


def _reply(key: str, context: Context) -> str:
    return REPLIES[key](context) if key in REPLIES else courtesies.reply_to(key)


def _today(context: Context) -> str:
    at = context.now.astimezone(SHANGHAI)
    day, weekday = f"{at.month}月{at.day}日", "一二三四五六日"[at.weekday()]
    return context.say(TODAY, day=day, weekday=weekday, time=f"{at:%H:%M}")


def _home_kept(context: Context) -> str:
    """Where he lives as far as it is known, and what place his newest case has."""
    area = context.area and context.setup.areas.name_of(context.area.id)
    lines = [context.say(KEPT_HOME, area=area)] if area else []
    case = next((case for case in context.own_cases if case.place), None)
    if case is not None:
        topic = progress.topic_of(case, context)
        lines.append(context.say(KEPT_PLACE, topic=topic, place=shown(case.place or "")))
    return "\n".join(lines) or context.say(NO_HOME_KEPT)


def _waited_for(context: Context) -> str:
    """That he can ask at any time; what is only offered so far is offered again."""
    if context.is_asked(Asked.OFFER) and context.content.get("report"):
        return context.ask(Asked.OFFER, context.say(NOT_YET), {**context.content})
    is_open = any(case.state in OPEN for case in context.own_cases)
    return context.say(WAITS_FOR if is_open else WAITS_FOR_NOTHING)


def _here(context: Context) -> str:
    """Whose desk this is."""
    area = context.setup.areas.neighbourhood_of(context.area_id)
    return context.say(HERE, name=area.name if area else context.say(NAME_UNKNOWN))


def _said_plainly(context: Context) -> str:
    """The first sentence of what was too long, or what is asked of his case."""
    if context.is_asked(*SLOTS):
        return f"{context.say(PLAINLY)}{context.content.get('prompt', '')}"
    first, head = _FIRST_SENTENCE.match(context.last_said()), context.say(PLAINLY)
    if first is None or first[0] in head:
        return context.say(PLAINLY_ANEW)
    return f"{head}{first[0]}"


def _changed(context: Context) -> str:
    """How the case that is talked of stands now."""
    case = in_talk(context.own_cases, context) or next(iter(context.own_cases), None)
    if case is None:
        return context.say(NONE_CHANGED)
    return f"{context.say(KEPT_NOW)}\n{progress.described(case, context)}"


# What is said back to these depends on the day, and on who says it.
REPLIES: dict[str, Callable[[Context], str]] = {
    "clock": _today,
    "kept_home": _home_kept,
    "here": _here,
    "changed": _changed,
    PLAIN: _said_plainly,
    WAITS: _waited_for,
}


def manner_of(text: str, context: Context) -> str | None:
    """The manner of words that are only that, None for others."""
    key = courtesies.exact(text)
    if key is None and courtesies.is_abuse(text):
        key = ABUSE
    key = key or _composed(text, context)
    if key is not None:
        return key
    if courtesies.is_emoji(text):
        return EMOJI
    if _is_upset(text, context):
        return UPSET
    is_chat = courtesies.is_chat(text) and not _is_known(text, context)
    return CHAT if is_chat else None


def _composed(text: str, context: Context) -> str | None:
    """The manner of words that are polite, or meant for the desk itself, and tell nothing besides
    that asks for something."""
    heard = courtesies.heard(text)
    if not heard.told:
        return heard.manner
    spoken = heard.of(SPOKEN)
    if spoken is not None:
        return spoken if _is_spoken(heard.told, spoken, text, context) else None
    key = heard.manner
    if (key is None or key == OK) and _echoes(text, context):
        return OK
    is_told = key in TELLING and sum(map(len, heard.told)) <= MOST_TOLD
    is_told = is_told and all(_asks_nothing(part, str(key), context) for part in heard.told)
    # The polite words themselves name nothing: 我态度不好，抱歉 complains of nobody.
    return key if is_told and _names_nothing(" ".join(heard.told), context) else None


def _echoes(text: str, context: Context) -> bool:
    """六块啊 要得, 哦 三个工作日 好: whether words only say back what he was told, with a yes."""
    said = context.last_said()
    parts = list(courtesies.parts_of(text)) if len(text) <= MOST_ECHOED else []
    told = [part for part in parts if meaning_of(part) is not Meaning.YES]
    told = [part for part in told if courtesies.exact(part) is None]
    if not said or not told or len(told) == len(parts) or courtesies.demands(text):
        return False
    for part in told:
        things = things_in(part)
        is_of_it = bool(things) and all(thing in said for thing in things)
        if not (_FACT.fullmatch(part) or is_of_it) or context.speech(part) is not Speech.UNCLEAR:
            return False
    return _names_nothing(text, context)


def _is_spoken(told: tuple[str, ...], key: str, text: str, context: Context) -> bool:
    """Whether words that are meant for the desk stand beside nothing that is a matter."""
    if not _names_nothing(text, context):
        return False
    left = [part for part in told if not _UNHEARD.fullmatch(part)]
    if key == TEASE:
        # What a joke tells is no matter.
        return JOKE in text
    matters = (Speech.REPORTS,) if key in SCOLDING else (Speech.REPORTS, Speech.ASKS)
    return not any(context.speech(part) in matters for part in left)


def _asks_nothing(part: str, key: str, context: Context) -> bool:
    """Whether what is told beside politeness is neither a matter nor a question."""
    if courtesies.demands(part) or _NUMBER.search(part):
        return False
    speech = context.speech(part)
    # 对不起，我三天没睡了 excuses; beside thanks the same would be a matter.
    is_matter = speech is Speech.REPORTS or courtesies.contradicts(part)
    return speech is not Speech.ASKS and (key == SORRY or not is_matter)


def _is_upset(text: str, context: Context) -> bool:
    """Anger at the desk, or at nothing that is named."""
    rest = courtesies.without_anger(courtesies.without_abuse(text))
    if rest is None or len(rest) > UPSET_BESIDES or context.speech(rest) is Speech.REPORTS:
        return False
    return _names_nothing(text, context)


def _names_nothing(text: str, context: Context) -> bool:
    """Whether the words name no place, no matter and no entry."""
    return not place_in(text) and not _is_known(text, context)


def _is_known(text: str, context: Context) -> bool:
    return context.topic_of(text) is not None or context.is_confident(text)
