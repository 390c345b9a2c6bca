"""Somebody speaks of a case of his own, in his own words: 路灯那个修好没有, 催一下房租那个.

Such words are heard whatever is being asked just then, and before any entry could answer them; but
only of who has cases, and only where it is clear that one of them is meant.
"""

import re
from dataclasses import dataclass

from cases.mentions import Act, Mention, Pointing, mention_in
from cases.models import Case, CaseState
from cases.numbers import is_short, read_numbers
from cases.places import place_in
from cases.speech import Speech
from cases.workflow import OPEN
from community.texts import progress as texts
from community.texts import report as report_texts
from handlers import progress
from handlers.answers import Meaning, meaning_of, verdict_of
from handlers.context import Asked, Context
from handlers.deeds import DEEDS, topic_called
from handlers.filling import shown
from handlers.progress import MOST_LISTED
from handlers.talked_of import in_talk, named, naming_words, said_last
from handlers.turn import Turn

# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD)
RESULTS = (Asked.SOLVED, Asked.RATING)
# Commands that see to the rest of the words themselves.
WITH_WORDS = ("补充", "催办", "进度", "查询")
CALLING_OFF = ("撤销", "取消")
NAME_CHARACTERS = 12
SHORT_BESIDES = 4
DEED_OF = {
    Act.CALLS_OFF: "撤销",
    Act.WHETHER: "登记",
    Act.PLACE: "地点",
    Act.TOPIC: "事项",
    Act.ADDS: "补充",
    Act.URGES: "催办",
    Act.WHAT: "说明",
    Act.NOT_DONE: "没解决",
    Act.STATE: "进度",
    Act.DONE: "已解决",
    Act.WISHES: "补充",
    Act.NEWS: "补充",
}
# These also mean a case that is over.
OF_ALL = (Act.WHETHER, Act.WHAT, Act.NOT_DONE, Act.STATE, Act.DONE)
# Said without a name or a 那个 they still mean the case that is talked of, or the only one.
PLAIN = (Act.URGES, Act.PLACE, Act.ADDS, Act.WISHES, Act.WHETHER, Act.NOT_DONE)
# What is said of a case holds words that name nothing: 有老人昨晚摔了.
WORDY = (Act.PLACE, Act.TOPIC, Act.ADDS, Act.WISHES, Act.NEWS, Act.NOT_DONE, Act.DONE)
_SERIAL = re.compile(r"(?<!\d)0\d{2,5}(?!\d)")


@dataclass(frozen=True)
class Spoken:
    """What is wanted, and of which: of one that is clear, of several to pick from, of none."""

    mention: Mention
    cases: list[Case]


def is_meant(turn: Turn, context: Context) -> bool:
    """Whether the words speak of a case of his own."""
    return spoken_of(turn, context) is not None


def answer(turn: Turn, context: Context) -> str:
    """Do at once what is wanted of the case, or ask which of them is meant."""
    spoken = spoken_of(turn, context)
    assert spoken is not None  # noqa: S101 (the route's own condition)
    mention, cases = spoken.mention, spoken.cases
    if mention.act is Act.COUNTS:
        return progress.own_cases(context)
    deed = DEED_OF[mention.act]
    words = _words(turn, mention)
    if len(cases) == 1:
        _no_longer_asked(mention.act, cases[0], context)
        return DEEDS[deed](cases[0], words, context)
    if not cases:
        return _not_registered(mention, context)
    head = context.say(report_texts.WHICH_CASE)
    return progress.list_cases(cases[:MOST_LISTED], context, head, {"deed": deed, "words": words})


def _words(turn: Turn, mention: Mention) -> str:
    """What of the words is for the case."""
    if mention.act is Act.TOPIC:
        return mention.instead or turn.text
    # 催一下 says nothing that whoever handles it would have to read.
    is_bare = mention.act is Act.URGES and not mention.says_more
    return "" if is_bare else turn.text


def spoken_of(turn: Turn, context: Context) -> Spoken | None:
    """What the words say of which of his cases; None where they are about something else."""
    if not turn.text or turn.digit is not None or context.is_asked(*ANSWERS_ONLY):
        return None
    if not context.has_cases or _is_demand(turn):
        return None
    mention = mention_in(turn.text)
    if mention is None:
        return None
    if mention.act is Act.COUNTS:
        return Spoken(mention, [])
    cases = _meant(turn, mention, context)
    return None if cases is None else Spoken(mention, cases)


def _is_demand(turn: Turn) -> bool:
    """A command with words of its own: 报修 电梯又坏了; not 取消12栋那张."""
    if turn.command is None:
        return False
    if turn.is_command(*CALLING_OFF) and turn.command.rest:
        return False
    return turn.is_command_alone or turn.command.apart or turn.is_command(*WITH_WORDS)


def _meant(turn: Turn, mention: Mention, context: Context) -> list[Case] | None:
    """The case that is meant, or those it may be; [] for one that is not registered, None where
    none is."""
    numbered = _numbered(turn.text, context)
    if numbered is not None:
        return numbered or None
    pool = [case for case in context.own_cases if mention.act in OF_ALL or case.state in OPEN]
    found = named(mention.name or turn.text, pool, context) if pool else []
    if found:
        return _by_name(found, turn, mention, context)
    if mention.act is Act.WHETHER and mention.pointing is not Pointing.NOTHING and mention.name:
        return [] if naming_words(mention.name) else _unnamed(turn, mention, pool, context)
    if mention.act not in WORDY and naming_words(mention.name):
        return None
    return _unnamed(turn, mention, pool, context)


def _numbered(text: str, context: Context) -> list[Case] | None:
    """The case whose number the words hold, [] for a number that is none of his, None for none."""
    serials = [found.zfill(4) for found in _SERIAL.findall(text)]
    numbers = [*read_numbers(text, context.today), *serials]
    for number in numbers:
        for case in context.own_cases:
            if case.number == number or (is_short(number) and _ends(case, number)):
                return [case]
    return [] if any(not is_short(number) for number in numbers) else None


def _ends(case: Case, serial: str) -> bool:
    return case.number is not None and case.number.endswith(f"-{serial}")


def _by_name(
    found: list[Case], turn: Turn, mention: Mention, context: Context
) -> list[Case] | None:
    """Of the cases that the words name: the open ones, those at the place they name, the one that
    is talked of."""
    if not _fits_what_is_asked(found, turn, mention, context):
        return None
    here = place_in(turn.text) if mention.act is not Act.PLACE else None
    if here and mention.act in (Act.NOT_DONE, Act.NEWS):
        found = [case for case in found if not case.place or _is_near(here, case.place)]
        if not found:
            return None
    found = [case for case in found if case.state in OPEN] or found[:1]
    if len(found) > 1 and here:
        found = [case for case in found if case.place and here in case.place] or found
    if len(found) > 1 and mention.pointing is not Pointing.NOTHING:
        last = in_talk(found, context)
        found = [last] if last is not None else found
    return found


def _is_near(one: str, other: str) -> bool:
    return one in other or other in one


def _fits_what_is_asked(found: list[Case], turn: Turn, mention: Mention, context: Context) -> bool:
    """Whether words that name a case without pointing at it mean it, and neither ask nor report
    something else."""
    if mention.act in (Act.DONE, Act.NEWS, Act.NOT_DONE, Act.WISHES) and context.is_asked(*RESULTS):
        question = context.question
        return question is not None and all(case.id != question.case_id for case in found)
    if mention.pointing is not Pointing.NOTHING:
        return True
    if mention.act is Act.DONE:
        return verdict_of(turn.text) is Meaning.SOLVED
    if mention.act in (Act.NEWS, Act.NOT_DONE):
        return _is_same_topic(found[0], turn, context)
    return not (mention.act is Act.STATE and context.is_confident(turn.text))


def _is_same_topic(case: Case, turn: Turn, context: Context) -> bool:
    topic = context.topic_of(turn.text)
    return topic is None or case.topic_id in (None, topic.id)


def _unnamed(turn: Turn, mention: Mention, pool: list[Case], context: Context) -> list[Case] | None:
    """The case that is talked of, or the only one, for words that name none."""
    act, pointing = mention.act, mention.pointing
    own = [case for case in pool if case.state in OPEN]
    if act in (Act.NOT_DONE, Act.DONE):
        return _of_result(turn, mention, context)
    if act is Act.TOPIC:
        return _topic_meant(turn.text, mention, own, context)
    asked = context.question.case_id if context.question else None
    about = next((case for case in own if case.id == asked), None)
    if pointing is not Pointing.CASE and _is_offered(context):
        return None
    if pointing is Pointing.NOTHING:
        if context.is_asked(Asked.PLACE) and act is Act.PLACE:
            return None
        is_state = act in (Act.STATE, Act.WHAT) and about is not None
        if act not in PLAIN and not is_state:
            return None
        if act is Act.WISHES and context.speech(turn.text) is Speech.REPORTS:
            return None
    if not own:
        return None
    one = about or in_talk(own, context) or (own[0] if len(own) == 1 else None)
    if one is None:
        return own if act in (Act.URGES, Act.STATE, Act.WHETHER, Act.CALLS_OFF) else None
    return [one] if _is_same_topic(one, turn, context) else None


def _is_offered(context: Context) -> bool:
    """Whether a case is offered, or being described, that is not registered yet: the words are
    about that one. Where only a question was not answered they are not."""
    content = context.content
    if context.is_asked(Asked.DESCRIBE):
        return True
    if not context.is_asked(Asked.OFFER, Asked.CHOICE) or content.get("quiet"):
        return False
    text = content.get("text") or ""
    return bool(content.get("report")) or context.speech(text) is not Speech.ASKS


def _of_result(turn: Turn, mention: Mention, context: Context) -> list[Case] | None:
    """Which result is meant by words that name none: 没修好, 还是老样子."""
    if context.is_asked(*RESULTS) or verdict_of(turn.text) not in (
        Meaning.NOT_SOLVED,
        Meaning.PARTLY,
        Meaning.SOLVED,
    ):
        return None
    done = [case for case in context.own_cases if case.state == CaseState.RESOLVED]
    if mention.act is Act.DONE or not done:
        return None
    talked = said_last(done, context)
    one = talked or (done[0] if _tells_of_result(turn, context) else None)
    return [one] if one is not None and _is_same_topic(one, turn, context) else None


def _tells_of_result(turn: Turn, context: Context) -> bool:
    """Whether words are those of somebody who has looked at a result; no new report."""
    is_whole = meaning_of(turn.text) in (Meaning.NOT_SOLVED, Meaning.PARTLY)
    return is_whole or (place_in(turn.text) is None and context.topic_of(turn.text) is None)


def _topic_meant(
    text: str, mention: Mention, own: list[Case], context: Context
) -> list[Case] | None:
    """我说的是狗, right behind 已登记: the case just told of is about something else."""
    if not mention.instead or topic_called(mention.instead, context) is None:
        one = said_last(own, context)
        return [one] if one is not None and mention.pointing is not Pointing.NOTHING else None
    one = said_last(own, context)
    if one is None and mention.pointing is not Pointing.NOTHING:
        return own or None
    # 是电梯 answers only what nobody knew yet.
    is_short = len(text) - len(mention.instead) < SHORT_BESIDES
    return [one] if one is not None and not (is_short and one.topic_id) else None


def _no_longer_asked(act: Act, case: Case, context: Context) -> None:
    """Of a case that is called off nothing more is asked, nor of what 2 was to be added to."""
    content = context.content
    is_of_it = context.question is not None and case.id in (
        context.question.case_id,
        content.get("case_id"),
        content.get("add_to"),
    )
    if is_of_it and act in (Act.CALLS_OFF, Act.NOT_DONE, Act.DONE):
        context.close()


def _not_registered(mention: Mention, context: Context) -> str:
    """It is not registered: what was offered is offered again, else it is asked what is wrong."""
    offered = progress.unregistered(context)
    if offered is not None:
        return context.ask(Asked.OFFER, context.say(texts.NOT_YET), offered)
    name = mention.name[:NAME_CHARACTERS]
    prompt = context.say(texts.NOT_REGISTERED, words=shown(name))
    return context.ask(Asked.DESCRIBE, prompt, {"named": name})
