"""What a resident says in his own words: a question is answered, or gets a choice of two or
three; a report gets the offer of a case, and so does what nothing answers."""

import re

from cases.clauses import Joint, clauses
from cases.denying import Denied, names_any
from cases.speech import Speech, is_another_matter, wants_it_seen_to, without_another
from community.texts import ask as texts
from community.topics import TopicFacts
from core.language import normalise
from faq.knowledge import KnownEntry
from faq.questions import asked_in_talk
from handlers import home, of_case, report
from handlers.belonging import (
    STILL_TALKING,
    STORY_CHARACTERS,
    case_nearest,
    case_talked_of,
    denied,
    denies_offer,
    names_own_things,
    nearest,
    said_before_it,
    tells_story,
    topic_denied,
)
from handlers.context import Asked, Context, is_likely
from handlers.courtesies import without_abuse
from handlers.entries import answer_to
from handlers.following import at_hand, follow, lacking, subject_of
from handlers.matters import first_of
from handlers.offers import added, addition, leave_place, report_offer
from handlers.talked_of import of_topic, things_in
from handlers.turn import Turn

# 算了 还有…: what was offered is not wanted any more.
_LETS_GO = re.compile(r"算了|不说了|不管了|不报了")
_MEANS = re.compile("(?:我|俺|咱)(?:是说|(?:说|问|讲|报)的?(?:是|系))")
# Less than this beside what is denied says nothing by itself.
FEWEST_CHARACTERS = 4
# So many entries that he may not mean are looked at.
MOST_DENIED = 3


def ask(turn: Turn, context: Context) -> str:
    """Answer a question and offer a case for a report, unless the words go on about a case just
    opened; what begins with a command's word can still be registered with 1."""
    learned, rest = home.learn(turn.text, context)
    # Of a report the place stays: where he lives it is most often to be seen to.
    said = _said(turn, rest if context.speech(rest) is Speech.ASKS else turn.text, context)
    return f"{learned}\n{said}" if learned else said


def _said(turn: Turn, text: str, context: Context) -> str:
    """What is said to `text`, which is what is asked or told in the turn's words."""
    behind = _behind_letting_go(without_abuse(text))
    is_apart = is_another_matter(turn.text) or is_another_matter(behind)
    whole = without_another(behind)
    # A question as it stands in the knowledge is one, whatever it lists.
    plain = whole if context.is_certain(whole) else first_of(whole, context)
    words = turn.text if plain == whole else plain
    # 不是绿化！是狗屎！养狗的不捡: what is set right of an offer is one thing.
    is_of_offer = plain != whole and denies_offer(whole, context)
    if is_of_offer:
        context.later = context.later[: context.were_later]
    unmeant = denied(whole if is_of_offer else plain, context) or _meant_instead(plain, context)
    of_talk = None
    if not is_apart:
        of_talk = (unmeant is None and of_case.answer(plain, context)) or lacking(plain, context)
    if of_talk:
        return of_talk
    if unmeant is not None:
        return _not_that(unmeant, context)
    case = None if is_apart else case_talked_of(plain, context)
    if case is not None:
        return added(words, case, context)
    followed = follow(plain, context)
    if followed is not None:
        return followed
    context.is_apart = is_apart
    lets_go = _LETS_GO.match(turn.text) is not None and context.is_asked(Asked.OFFER)
    if context.is_apart and (lets_go or _is_behind_answer(context)):
        context.end()
    said = respond(plain, context, words=words)
    if turn.command is None or context.has_asked:
        return said
    known = {"text": turn.command.rest, "kind": report.KIND_OF_COMMAND.get(turn.command.word)}
    return f"{said}\n{context.ask(Asked.OFFER, context.say(texts.REGISTER_INSTEAD), known)}"


def _behind_letting_go(text: str) -> str:
    """算了 等你们回我 对了 …: from 对了 on, where all before it lets go of something else."""
    if not _LETS_GO.search(text):
        return text
    for clause in clauses(text):
        if clause.joint is Joint.MORE and _LETS_GO.search(text, 0, clause.start):
            return text[clause.start :]
    return text


def _meant_instead(text: str, context: Context) -> Denied | None:
    """谁去世了呀 我是说女儿上学: what was offered was not meant, whatever that was."""
    if not context.is_asked(Asked.OFFER, Asked.CHOICE) or not context.is_recent(STILL_TALKING):
        return None
    return Denied((), text) if _MEANS.search(normalise(text)) else None


def _not_that(unmeant: Denied, context: Context) -> str:
    """What is denied is not asked for: the rest is looked at, without what was denied."""
    near = context.ranked(unmeant.rest)[:MOST_DENIED]
    context.refuse(one.entry.id for one in near if names_any(one.entry.question, unmeant.subjects))
    context.deny(unmeant.subjects, topic_denied(unmeant, context))
    words, draft = _of_same_matter(unmeant.rest, context), context.content
    entry = at_hand(context)
    if entry is not None and context.speech(unmeant.rest) is Speech.UNCLEAR:
        # 我是换法人 不是换地址, behind what a 营业执照 needs.
        whole = f"{subject_of(entry)}{unmeant.rest}"
        others = [one for one in context.ranked(whole)[:MOST_DENIED] if one.entry.id != entry.id]
        if not context.is_likely(unmeant.rest) and any(map(is_likely, others)):
            context.refuse([entry.id])
            return answer_to(whole, context, words=words)
    if context.is_asked(Asked.CHOICE, Asked.OFFER):
        context.refuse(context.content.get("entries", ()))
        context.end()
    if words != unmeant.rest and context.topic_of(unmeant.rest) is None:
        # 我说的是狗, of what was told before and taken for something else.
        topic = context.likely_topic(words)
        return report_offer(words, context, topic, None)
    is_told = len(normalise(unmeant.rest)) >= FEWEST_CHARACTERS
    if is_told or context.topic_of(unmeant.rest) is not None:
        said = respond(unmeant.rest, context, words=words)
        if words != unmeant.rest and not context.has_asked:
            # 那帮我登记吧, behind the answer, means all of it.
            known = {"text": words, "topic_id": draft.get("topic_id"), "quiet": True}
            context.ask(Asked.OFFER, "", known)
        return said
    return context.say(texts.NOT_THAT, words="、".join(unmeant.subjects))


def _of_same_matter(rest: str, context: Context) -> str:
    """The rest behind what an open offer was made for, where both are about one topic, or where he
    only sets right what we took his report for."""
    content, topic = context.content, context.topic_of(rest)
    before = str(content.get("text") or "")
    is_same = topic is not None and topic.id == content.get("topic_id")
    is_report = context.is_asked(Asked.OFFER) and content.get("report")
    is_ours = bool(is_report) and not names_any(before, context.denied)
    return f"{before}，{rest}" if before and rest and (is_same or is_ours) else rest


def respond(text: str, context: Context, *, words: str) -> str:
    """The offer of a case for a report, else what `answer_to` says; `words` are the resident's
    own, of which `text` is what the matter is."""
    is_story = tells_story(text, context)
    if is_story or context.speech(text) is Speech.REPORTS:
        # What a long story is near to, it only has words of.
        near = None if is_story else nearest(text, context)
        topic = context.likely_topic(text) or _topic_of_sure(near, text, context)
        if topic is None and not things_in(text) and not context.is_confident(text):
            asked, topic = _of_talk(context)
            if asked:
                return report_offer(f"{asked}，{words}", context, topic, None)
        if topic is None and _goes_on_from_answer(context) and not names_own_things(text, context):
            # 楼上没人, after what to do about a leak: still the leak.
            topic = context.setup.topics.get(context.content["topic_id"])
            words = f"{context.content['text']}，{words}"
        if topic is not None and wants_it_seen_to(text) and not of_topic(topic.id, context):
            return _open_unasked(words, topic, context)
        if topic is not None or near is not None:
            return report_offer(words, context, topic, near)
    elif context.speech(text) is Speech.UNCLEAR and _tells(text) and not context.is_confident(text):
        case = case_nearest(text, context)
        if case is not None:
            return addition(case, {"text": words, "topic_id": None, "report": True}, context)
    return answer_to(text, context, words=words)


def _open_unasked(words: str, topic: TopicFacts, context: Context) -> str:
    """The case that he wants in so many words, with what he told of it before; how to undo it."""
    leave_place(words, context)
    told = said_before_it({"text": words, "before": context.before}, context)
    known = {"topic_id": topic.id, "unasked": True, "back": context.interrupted()}
    return report.open_with(context, "，".join([*told, words]), known)


def _of_talk(context: Context) -> tuple[str, TopicFacts | None]:
    """What 叫人来修 is about: what he has asked just now, and its topic; '' for nothing."""
    entry = at_hand(context)
    if entry is None:
        return "", None
    asked = asked_in_talk(context.db, context.resident.id, now=context.now)
    own = context.setup.topics.get(entry.topic_id or 0)
    return asked, context.likely_topic(asked) or own or context.topic_of(entry.question)


def _goes_on_from_answer(context: Context) -> bool:
    """Whether a case of a known topic was offered a moment ago, along with an answer."""
    content = context.content
    is_known = bool(content.get("topic_id")) and bool(content.get("text"))
    return is_known and context.is_recent(STILL_TALKING) and _is_behind_answer(context)


def _is_behind_answer(context: Context) -> bool:
    """Whether the case that is offered is no report, but goes with an answer or a miss."""
    content = context.content
    is_other = content.get("fixed") or content.get("urgent") or content.get("report")
    return context.is_asked(Asked.OFFER) and not is_other


def _tells(text: str) -> bool:
    """Whether the words tell what happened, and don't just name a subject."""
    return len(text) >= STORY_CHARACTERS and "了" in text


def _topic_of_sure(near: KnownEntry | None, text: str, context: Context) -> TopicFacts | None:
    """The topic of the entry that would surely answer, where the words themselves name none."""
    if near is None or not context.is_confident(text):
        return None
    return context.setup.topics.get(near.topic_id or 0)
