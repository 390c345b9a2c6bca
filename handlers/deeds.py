"""What is done with a case of somebody's own, once it is clear which he means; by name, so that a
list to pick from can keep what is to be done."""

import re
from collections.abc import Callable

from rapidfuzz import fuzz, process

from cases.correcting import correction_in
from cases.denying import denied_in
from cases.intents import Intent
from cases.mentions import mention_in
from cases.models import Case, CaseState
from cases.place_set import place_set
from cases.queries import last_urged_at
from cases.recognise import topic_in
from cases.service import answer_question, urge
from cases.speech import Speech, is_impatient
from cases.stopping import asks_whether_stopped
from cases.verdicts import can_reopen
from cases.whereabouts import whereabouts_in
from cases.workflow import OPEN
from community.texts import ask as ask_texts
from community.texts import report as texts
from community.topics import TopicFacts
from core.clock import SHANGHAI, spoken_day
from core.language import normalise, simplify
from handlers import home, progress, withdrawing
from handlers.answers import Meaning, rating_in
from handlers.context import Asked, Context
from handlers.filling import (
    add_to,
    asked_on,
    keep_area,
    keep_place,
    keep_said,
    put_topic,
    quoted,
    shown,
    take_place,
)
from handlers.joining import join, twin_of
from handlers.progress import topic_of
from handlers.rating import ask_stars, give_stars, judge_result
from handlers.result_meant import verdict_said
from handlers.said_areas import area_said

# Less than this beside 收到没 says nothing that whoever handles it would have to read.
FEWEST_CHARACTERS = 6
# 收到没 asks of what was said, not of the case.
_ARRIVED = re.compile(
    r"(?:收到|看到|补上|加上|写上|改过来|转到|转过去|发过去|送到)了?(?:没|吗|么|未)"
)
_WHEN = re.compile(r"几号|哪天|几时|什么时候|啥时|多久|好久|准话|准信|准数|准日子|期限")
# 请补上：是不是政府代缴 is told, whatever it asks.
_ADDS = re.compile("补充|[补加写]上|[补加写记添]一?句|[写加]进|备注|注明")
# 给我念念，到底写没写 wants to hear it, and hurries nothing.
_READS = re.compile("念|写没写|写了没|写的?(?:啥|什么)")
_FOUND_WRONG = re.compile(
    "(?:怎么|咋|为什么|为啥).{0,6}(?:写|记|登|归|变|弄)成|不对|弄错|登错|记错|写错|登记错"
)
_NOT = "(?:不是|唔系|不算|不属|并非|非|别|不要)"
# What tells of the matter along with where it is.
TOLD, LIKELY = (Intent.REPORTS, Intent.UNSOLVED), 0.8
ASKED = (Intent.ASKS, Intent.DESK, Intent.STATUS, Intent.READS)
# A topic that is called nearly so: at least the beginning of its name is the same.
_INSTEAD = re.compile(
    "(?:改成|改为|改到|换成|应该?是|应当是|应属于?|属于|算是|归到?|就?是)(?:一种|那种|个)?"
    "(?P<what>[^，,。;；!！?？\\s的]{2,12})"
)
LIKE, BEGINNING = 60, 2
Deed = Callable[[Case, str, Context], str]


def tell(case: Case, words: str, context: Context) -> str:
    """How far it is; who asks so because he has waited too long has it hurried on as well, and who
    reads it a second time is told that he can."""
    if _READS.search(words):
        return explain(case, words, context)
    if is_impatient(words) and not asks_whether_stopped(words):
        return hurry_on(case, context)
    said = progress.described(case, context)
    is_again = case.state in OPEN and said.split("\n")[0] in context.last_said()
    is_urged = case.urged_on == context.today
    return f"{said}\n{context.say(texts.HURRY_IT)}" if is_again and not is_urged else said


def hurry_on(case: Case, context: Context) -> str:
    """By when there will be a result, and that it is hurried on: now, or already today."""
    if case.state not in OPEN or case.urged_on == context.today:
        return hurry(case, "", context)
    return f"{progress.dates_of(case, context)}\n{hurry(case, '', context)}"


def tell_registered(case: Case, words: str, context: Context) -> str:
    """That it is registered, and how far it is; or that what was said of it has arrived, along
    with what is said now."""
    if _ARRIVED.search(words) and case.state in OPEN:
        topic = topic_of(case, context)
        said = context.say(texts.RECEIVED, number=case.number, topic=topic)
        more = [clause for clause in words.split() if not _ARRIVED.search(clause)]
        placed = add_to(case, words, context) if len("".join(more)) >= FEWEST_CHARACTERS else None
        return f"{said}\n{placed}" if placed else said
    return f"{context.say(texts.IS_REGISTERED)}\n{progress.described(case, context)}"


def explain(case: Case, words: str, context: Context) -> str:  # noqa: ARG001
    """What was registered, and why it is called 求助 where nobody could tell what it is about."""
    said = progress.described(case, context, most=progress.MOST_WORDS)
    if case.topic_id is not None:
        return said
    return f"{said}\n{context.say(texts.WHY_GENERAL, topic=topic_of(case, context))}"


def hurry(case: Case, words: str, context: Context) -> str:
    """催办, with the words in the case; who has done so today reads how far it is, and who asks for
    the day reads that."""
    if case.state not in OPEN:
        return progress.described(case, context)
    day = f"{progress.dates_of(case, context)}\n" if _WHEN.search(words) else ""
    return f"{day}{_urged(case, words, context)}"


def _urged(case: Case, words: str, context: Context) -> str:
    added = add(case, words, context) if words else ""
    if case.urged_on == context.today:
        known = added or progress.described(case, context)
        at = last_urged_at(context.db, case) or context.now
        already = context.say(texts.URGED_ALREADY, time=f"{at.astimezone(SHANGHAI):%H:%M}")
        lines = [already, known]
        return "\n".join(reversed(lines) if added else lines)
    urge(context.db, case, actor=context.actor, setup=context.setup, now=context.now)
    office = context.setup.offices[case.office_id].name
    if added:
        return f"{added}\n{context.say(texts.URGED_TOO, office=office)}"
    topic = topic_of(case, context)
    return context.say(texts.URGED, number=case.number, topic=topic, office=office)


def add(case: Case, words: str, context: Context) -> str:
    """补充; without words it is asked for them."""
    if not words:
        prompt = context.say(texts.ADD_WHAT)
        return context.ask(Asked.ADD, prompt, {"case_id": case.id})
    if case.state not in OPEN:
        return still_wrong(case, words, context)
    if case.state == CaseState.WAITING:
        return answer_officer(case, words, context)
    is_told = _ADDS.search(simplify(words)) is not None
    if is_told and case.place:
        # 请补充：抽烟的是4楼那家 tells nothing of where it is.
        keep_said(case, words, context)
        placed = None
    else:
        placed = add_to(case, words, context)
    asks = context.speech(words) is Speech.ASKS and context.guess(words).intent in ASKED
    if placed is None and not is_told and asks:
        return asked_on(case, context)
    added = context.say(
        texts.ADDED, number=case.number, topic=topic_of(case, context), words=quoted(words)
    )
    if placed is not None and is_told and whereabouts_in(words).tells_more:
        # 补上：前房东不退押金 8号楼302 tells more than where it is.
        return f"{placed}\n{added}"
    return placed or added


def pass_on_whose(case: Case, words: str, context: Context) -> str:
    """Who should see to it is not his to say, but worth saying: whoever has it now reads so, and
    may send it on."""
    if case.state not in OPEN:
        return progress.described(case, context)
    keep_said(case, words, context)
    office = context.setup.offices[case.office_id].name
    return context.say(texts.WHOSE_PASSED_ON, number=case.number, office=office)


def left_to_office(case: Case, words: str, context: Context) -> str:
    """What only the office that has it at work may change: it is told, and he reads so."""
    if case.state == CaseState.WAITING:
        return answer_officer(case, words, context)
    add_to(case, words, context)
    office = context.setup.offices[case.office_id].name
    return context.say(texts.LEFT_TO_OFFICE, number=case.number, office=office)


def answer_officer(case: Case, words: str, context: Context) -> str:
    """What is said of a case in which an officer asked something is the answer."""
    answer_question(
        context.db, case, words, actor=context.actor, setup=context.setup, now=context.now
    )
    return context.say(texts.OFFICER_ANSWERED, number=case.number)


def call_off(case: Case, words: str, context: Context) -> str:
    """撤销; of one that is over it is said how it ended."""
    if case.state == CaseState.WITHDRAWN:
        return context.say(texts.WITHDRAWN_ALREADY, number=case.number)
    if case.state not in OPEN:
        return progress.described(case, context)
    return withdrawing.withdraw(case, words, context)


def keep_open(case: Case, words: str, context: Context) -> str:
    """别撤: it goes on, and what else is said is in it."""
    if case.state in OPEN and words:
        add_to(case, words, context)
    return f"{context.say(texts.TAKEN_BACK)}\n{progress.described(case, context)}"


def leave_as_is(case: Case, words: str, context: Context) -> str:  # noqa: ARG001
    """不用改: nothing is changed, and it is said so."""
    return context.say(texts.LEFT_AS_IS, number=case.number)


def ask_whether_meant(case: Case, words: str, context: Context) -> str:  # noqa: ARG001
    """我按错了: whether what was just registered is wanted at all."""
    return withdrawing.ask_still(case, context)


def set_place(case: Case, words: str, context: Context) -> str:
    """The place is another one, or is told more fully."""
    if case.state not in OPEN:
        return _done_elsewhere(case, words, context)
    before, place = case.place, place_set(words, case.place)
    if place is None and (before is None or correction_in(words, is_meant=True)):
        return correct(case, words, context)
    if place is None:
        return context.say(texts.PLACE_SAME, number=case.number, place=shown(before or ""))
    keep_place(place, case, context)
    sentence = texts.PLACE_CHANGED if before else texts.PLACE_ADDED
    said = context.say(sentence, place=shown(place), number=case.number)
    if context.guess(words).is_surely(*TOLD, least=LIKELY):
        # 五楼健身房哈 别搞错了 晚上十一点还在砸
        keep_said(case, words, context)
        said = f"{said}{context.say(texts.SAID_KEPT)}"
    return with_undo(said, before or "", {"case_id": case.id, "place": before}, context)


def with_undo(said: str, before: str, known: dict[str, object], context: Context) -> str:
    """What was changed, and how to have it as it was, unless something else is being asked; he can
    have it back in any case, as long as it is told what."""
    context.changed = {**known, "at": context.now.isoformat()}
    is_free = context.question is None or context.content.get("quiet")
    if not before or not is_free or context.has_asked:
        return said
    undo = context.say(texts.UNDO_CHANGE, before=shown(before))
    return f"{said}\n{context.ask(Asked.UNDO, undo, {'quiet': True})}"


def _done_elsewhere(case: Case, words: str, context: Context) -> str:
    """The place of what is done with was another one: it is to be done there."""
    place = place_set(words, case.place)
    if not can_reopen(case, context.now):
        return progress.described(case, context)
    if place is None:
        said = progress.described(case, context)
        return f"{said}\n{context.say(texts.NOT_DONE_THERE)}"
    if context.question is not None and context.question.case_id == case.id:
        context.close()
    judge_result(case, words, context, solved=False)
    keep_place(place, case, context)
    return context.say(texts.REOPENED_THERE, number=case.number, place=shown(place))


def correct(case: Case, words: str, context: Context) -> str:
    """An amount, a name, a time or his own words are set right: it is added as that, and he hears
    what holds now. Words that name another topic say what it is about."""
    if case.state not in OPEN:
        return progress.described(case, context)
    right = correction_in(words, is_meant=True)
    if right is None:
        return add(case, words, context)
    topic = context.topic_of(right)
    if topic is not None and topic.id != case.topic_id and case.state == CaseState.OPENED:
        return set_topic(case, words, context)
    keep_said(case, context.say(texts.CORRECTION, words=words), context)
    return context.say(texts.CORRECTED, number=case.number, words=shown(right))


def set_topic(case: Case, words: str, context: Context) -> str:
    """It is about something else than was understood; where staff has it already they are told."""
    mention = mention_in(words)
    instead = mention.instead if mention else ""
    topic = _topic_instead(case, words, context) or topic_called(instead or words, context)
    topic = topic or _topic_there(case, words, instead, context)
    if case.state not in OPEN or (topic is None and not instead):
        return explain(case, words, context)
    if topic is not None and topic.id == case.topic_id and _FOUND_WRONG.search(words):
        # 怎么写成健身器材了，他是走丢的事: that is what it is not.
        other = context.topic_of(words.replace(topic.name, " "))
        topic = other if other is not None and other.id != case.topic_id else None
        return _put_topic(case, words, topic, context)
    if topic is not None and topic.id == case.topic_id:
        return context.say(texts.TOPIC_SAME, number=case.number, topic=topic.name)
    before = topic_of(case, context)
    is_unclear = topic is None and not denies(words, before)
    if is_unclear:
        return add(case, words, context)
    return _put_topic(case, words, topic, context)


def _topic_instead(case: Case, words: str, context: Context) -> TopicFacts | None:
    """The topic of what stands behind 改为, 应该是 or 是: 事项改为公共设施维修; also one that is
    called nearly so."""
    plain = simplify(words)
    phrases = [found["what"] for found in _INSTEAD.finditer(plain)]
    for phrase in reversed(phrases):
        topic = topic_called(phrase, context) or _topic_like(phrase, context)
        if topic is not None and topic.id != case.topic_id and not denies(words, topic.name):
            return topic
    return None


def _topic_like(phrase: str, context: Context) -> TopicFacts | None:
    names = {topic.id: topic.name for topic in context.setup.topics.values() if topic.active}
    found = process.extractOne(phrase, names, scorer=fuzz.partial_ratio, score_cutoff=LIKE)
    begins = found is not None and phrase[:BEGINNING] == found[0][:BEGINNING]
    return context.setup.topics.get(found[2]) if found is not None and begins else None


def _put_topic(case: Case, words: str, topic: TopicFacts | None, context: Context) -> str:
    before = topic_of(case, context)
    # 不是施工扰民 是医院后门没路灯 tells of another lamp.
    may_be_twin = topic is not None and case.state in OPEN and not whereabouts_in(words).place
    twin = twin_of(case, topic.id, context) if topic and may_be_twin else None
    if twin is not None:
        return join(case, twin, words, context)
    if case.topic_id is not None and case.state != CaseState.OPENED:
        return left_to_office(case, words, context)
    known: dict[str, object] = {"case_id": case.id, "topic_id": case.topic_id}
    put_topic(case, topic.id if topic else None, context)
    office = context.setup.offices[case.office_id].name
    if topic is None:
        said = context.say(texts.TOPIC_DENIED, number=case.number, topic=before, office=office)
    else:
        said = context.say(texts.TOPIC_CHANGED, number=case.number, topic=topic.name, office=office)
    # What it is about is settled: nothing more is learned of that.
    keep_said(case, words, context)
    placed = take_place(case, words, context)
    return with_undo(f"{said}\n{placed}" if placed else said, before, known, context)


def _topic_there(case: Case, words: str, instead: str, context: Context) -> TopicFacts | None:
    """不是路灯，是楼里走廊: the same thing, elsewhere, may be of another topic: 楼里走廊灯不亮."""
    denied = denied_in(words, topic_of(case, context)) if instead else None
    for subject in denied.subjects if denied else ():
        if subject in case.description:
            there = case.description.replace(subject, f"{instead}{subject[-1]}")
            topic = context.likely_topic(there)
            return None if topic is None or topic.id == case.topic_id else topic
    return None


def set_area(case: Case, words: str, context: Context) -> str:
    """It is in another area; who has it at work already is told so."""
    said = area_said(words, context)
    if said is None or case.state not in OPEN:
        return progress.described(case, context)
    areas = context.setup.areas
    if said.area is not None and said.area in areas.ancestors(case.area_id):
        return context.say(texts.AREA_SAME, number=case.number, area=said.area.name)
    if case.area_id is not None and case.state != CaseState.OPENED:
        return left_to_office(case, words, context)
    if said.area is None:
        content: dict[str, object] = {"then": "case", "case_id": case.id}
        return home.ask_area(context, content, context.say(texts.ASK_ABOUT))
    lived = {area.id for area in areas.ancestors(context.area_id)}
    if said.denied & lived:
        home.remember(said.area, context)
    keep_area(said.area.id, case, context)
    office, area = context.setup.offices[case.office_id].name, areas.name_of(said.area.id)
    return context.say(texts.AREA_CHANGED, number=case.number, area=area, office=office)


def denies(words: str, topic: str) -> bool:
    """Whether the words say that it is not about that topic: 不是就业服务, 别放就业."""
    return re.search(rf"{_NOT}.{{0,4}}{topic[:2]}", simplify(words)) is not None


def topic_called(words: str, context: Context) -> TopicFacts | None:
    """The topic that words name, also by a piece of what it is called: 狗, 电梯."""
    topic = topic_in(words, context.setup.topic_words)
    if topic is not None:
        return topic
    plain = normalise(words)
    topics = [topic for topic in context.setup.topics.values() if plain and topic.active]
    called = [topic for topic in topics if plain in normalise(topic.name)]
    called = called or [
        topic for topic in topics if any(plain in normalise(word) for word in topic.words)
    ]
    return called[0] if len(called) == 1 else None


def still_wrong(case: Case, words: str, context: Context) -> str:
    """Not solved: what is done with lately is done again, what is at work is hurried on; for one
    that ended otherwise a new case is offered."""
    if case.state in OPEN:
        return hurry(case, words, context)
    if not can_reopen(case, context.now):
        day = spoken_day(case.resolved_at or case.closed_at or case.opened_at, context.today)
        prompt = context.say(texts.OVER_AGAIN, number=case.number, day=day)
        context.place = case.place
        known = {"text": words or case.description, "topic_id": case.topic_id, "report": True}
        return context.ask(Asked.OFFER, prompt, known)
    judge_result(case, words, context, solved=False)
    is_rest = verdict_said(words, context) is Meaning.PARTLY
    sentence = texts.REOPENED_REST if is_rest else texts.REOPENED
    return context.say(sentence, number=case.number)


def be_glad(case: Case, words: str, context: Context) -> str:
    """All is well, he says: of a result that is confirmed, and of an open case it is asked
    whether it is still wanted."""
    if case.state == CaseState.RESOLVED:
        stars = rating_in(words)
        if stars is not None:
            return give_stars(case, stars, words, context)
        judge_result(case, words, context, solved=True)
        return ask_stars(case, context)
    if case.state not in OPEN:
        return context.say(ask_texts.ALL_WELL)
    return f"{context.say(texts.GLAD)}{withdrawing.ask_still(case, context)}"


DEEDS: dict[str, Deed] = {
    "进度": tell,
    "登记": tell_registered,
    "说明": explain,
    "催办": hurry,
    "补充": add,
    "不撤": keep_open,
    "撤销": call_off,
    "不改": leave_as_is,
    "按错": ask_whether_meant,
    "地点": set_place,
    "更正": correct,
    "归属": pass_on_whose,
    "事项": set_topic,
    "区域": set_area,
    "没解决": still_wrong,
    "已解决": be_glad,
}
