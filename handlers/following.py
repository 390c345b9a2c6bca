"""Half a question is about what was just answered: of 要带什么 the sentence that names papers, and
where the entry says nothing of it the truth, with whom to ask."""

import re
from datetime import datetime

from cases.clauses import begins_another_matter, clauses
from cases.intents import Intent, guess
from cases.queries import newest_cases
from cases.speech import Speech, speech_of
from community.texts import ask as texts
from core.language import normalise, simplify
from faq.aspects import (
    DWELLING,
    WHETHER,
    Aspect,
    aspects_in,
    is_half,
    names_subject,
    of_papers,
    tell,
)
from faq.knowledge import KnownEntry
from faq.models import Outcome
from faq.questions import subject_in_talk
from handlers.belonging import nearest
from handlers.context import Asked, Context
from handlers.offers import report_offer
from handlers.talked_of import naming_words, things_in
from handlers.undecided import desk_to_ask, keep, names_of, of_what_is_open, text_here

_ASKED_OF_IT = re.compile(
    r"(?:怎么|如何|在哪|去哪|到哪|找谁|多久|多少|什么|要不要|能不能|有没有).*$"
)
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
# A number to be asked; not one for danger.
_NUMBER = re.compile(r"(?:电话|打|问).{0,12}\d{3}")
_DANGER = re.compile(r"(?<!\d)1(?:10|19|20|22)(?!\d)")
# 你说了两遍了, 还是这几句
_HEARD_IT = re.compile(
    r"说了?(?:好几|[两三四几]|\d)(?:遍|次|回)|(?:又|还|老)是(?:这|那)(?:几?句|些?话|一套)"
    r"|(?:一样|同样|相同|重复)的?(?:话|回答|答案|内容)|等于没(?:说|讲|答)|复读|车轱辘话"
)
# 社区电话多少 asks for that of the community, whatever was spoken of.
_OWN_NUMBER = re.compile("(?:社区|居委会?|村委会?|街道)的?电话")
# 没说时间啊, of what he has read.
_LACKS = re.compile(r"(?:没有?|冇)(?:说|写|讲|提)(?:到|过)?(?!完)")
_UNANSWERED = re.compile("没人接|打不通|没打通|不接(?!受)|占线|无人接听|接不通|冇人听")
# A word that is known in no other writing may be any thing: 有WiFi吗.
FOREIGN = re.compile("(?<![A-Za-z])(?!reply)[A-Za-z]{3,}")
_DONE = re.compile("[交缴试看查关开打问等报](?:过|完|清)?了(?:也|还|都|$)|没有?欠费|不欠费")
MOST_CHARACTERS = 500
# What asks, how likely at least, and what does not, whatever sign it holds: 不是不是.
ASKING = (Intent.ASKS, Intent.DESK, Intent.STATUS)
NO_QUESTION = (Intent.DENIES, Intent.SOCIAL, Intent.THANKS, Intent.NO, Intent.YES)
LIKELY = 0.6
# Asks whether it will do as it is with him.
OF_HIM, VISIT = (WHETHER, DWELLING), "visit"


def subject_of(entry: KnownEntry) -> str:
    """What an entry's question asks about: of 老年卡怎么办 the 老年卡."""
    return _ASKED_OF_IT.sub("", entry.question) or entry.question


def follow(text: str, context: Context) -> str | None:
    """What the words get that go on about the entry at hand; None where they don't."""
    if _UNANSWERED.search(normalise(text)) and _NUMBER.search(context.last_said()):
        return _call_again(text, context)
    return _by_aspects(text, context) or _of_nothing_else(text, context)


def _by_aspects(text: str, context: Context) -> str | None:
    aspects = aspects_in(text)
    if not aspects:
        return None
    where = _where(text, context)
    is_bare, is_sure = is_half(text, where), context.is_likely(text)
    if is_sure and _names_what_is_found(text, context):
        return None
    if is_sure and _OWN_NUMBER.search(normalise(text)):
        return None
    entry = at_hand(context)
    if entry is None:
        return None if is_sure else of_what_is_open(text, aspects, where, context)
    known = _known(entry)
    if is_sure and not is_half(text, where + known):
        return None
    if not is_bare and not (is_half(text, where + known) or _is_near(text, entry, context)):
        text = what_is_asked(text)
        aspects = aspects_in(text)
        if not aspects or not is_half(text, where + known) or context.is_confident(text):
            return None
    told = tell(aspects, text_here(entry, context))
    if told.sentences and _has_done_it(text, context):
        return report_offer(
            f"{subject_of(entry)}：{text}", context, context.likely_topic(text), None
        )
    if is_sure and not told.sentences:
        # 几点上班: the desk knows it otherwise.
        return None
    _note(entry, text, context, is_told=bool(told.sentences))
    return say_of(entry, text, aspects, context)


def _call_again(text: str, context: Context) -> str | None:
    """What who got no answer at the number he was told gets: when there is one, and somebody who
    calls him about the same. None where something else does not answer."""
    entry, hours = at_hand(context), context.phone("办公时间")
    if entry is None or things_in(text) - {"电话"} or not hours:
        return None
    said = context.say(texts.CALL_AGAIN, hours=hours)
    return "\n".join([said, *_offer(entry, text, context, again=True)])


def _of_nothing_else(text: str, context: Context) -> str | None:
    """What a question of no known aspect gets that is of the entry at hand: it names nothing else
    (能先把水阀关了吗, behind what to do about a leak), or no entry is nearer. What the entry says
    of that very thing, else that it does not; of two things where another entry is likely: 养老金
    报停是去社保还是社区, after 养老金先报停."""
    if context.speech(text) is not Speech.ASKS or context.is_confident(text):
        return None
    entry, asked = at_hand(context), what_is_asked(text)
    if entry is None or begins_another_matter(text):
        return None
    is_likely, ranked = context.is_likely(text), context.ranked(text)[:1]
    suggest = context.rules.thresholds.suggest
    is_open = is_likely or any(one.entry == entry and one.confidence < suggest for one in ranked)
    known = _where(text, context) + _known(entry)
    if not is_open and (names_subject(asked, known) or FOREIGN.search(asked)):
        return None
    answer = text_here(entry, context)
    # Who asks on, with all of it before him, did not find it there.
    is_read = not is_likely and answer in context.last_said() and _asks(text)
    told = "" if is_read else _speaking_of(asked, entry, answer, least=2 if is_likely else 1)
    if not told:
        is_other = is_likely or nearest(text, context) not in (None, entry)
        return None if is_other else _not_in_it(entry, text, context)
    _note(entry, text, context, is_told=True)
    return "\n".join([told, *_offer(entry, text, context)])


def _speaking_of(asked: str, entry: KnownEntry, answer: str, *, least: int) -> str:
    """The sentences that speak of so many things which the words name beside the subject."""
    named = naming_words(asked) if least > 1 else things_in(asked)
    own = {word for word in named if len(word) > 1 and word not in entry.question}
    return "".join(
        one for one in _SENTENCE.findall(answer) if sum(word in one for word in own) >= least
    )


def lacking(text: str, context: Context) -> str | None:
    """What who says that something is not in what he read gets: that it is not; None where he does
    not say so, or has read nothing."""
    entry = at_hand(context) if _LACKS.search(simplify(text)) else None
    # 没说清楚，我问的是… asks for it anew.
    if entry is None or context.speech(text) is Speech.ASKS:
        return None
    return _not_in_it(entry, text, context)


def _not_in_it(entry: KnownEntry, text: str, context: Context) -> str:
    _note(entry, text, context, is_told=False)
    whom = _whom_to_ask(text_here(entry, context), context)
    return "\n".join([context.say(texts.NOT_SAID_THIS), *whom, *_offer(entry, text, context)])


def _has_done_it(text: str, context: Context) -> bool:
    """我钱交了, after what to try first: who has done what he was told wants it seen to."""
    return _DONE.search(normalise(text)) is not None and context.speech(text) is not Speech.ASKS


def _names_what_is_found(text: str, context: Context) -> bool:
    """Whether a thing of the words stands in the question of the entry that would answer them: of
    外地户口的能不能上公办 none says that a primary school is meant."""
    asked = context.ranked(text)[0].entry.asked
    return any(thing in asked for thing in things_in(text))


def what_is_asked(text: str) -> str:
    """The clauses that ask, where the others only tell of himself: of 修要不要钱啊，我退休金也不多
    the first. All of it where another reports something: whose wheelchair is broken wants that seen
    to."""
    told = [clause.words for clause in clauses(text)]
    reports = any(guess(one).intent is Intent.REPORTS for one in told if not _asks(one))
    return text if reports else asking_in(text)


def asking_in(text: str) -> str:
    """The clauses that ask, all where none does."""
    return "，".join(one.words for one in clauses(text) if _asks(one.words)) or text


def _asks(words: str) -> bool:
    likely = guess(words)
    if likely.is_surely(*ASKING, least=LIKELY):
        return True
    # 我问谁去劝 denies what he was told, and asks.
    is_open = likely.intent not in NO_QUESTION or "问" in words
    return is_open and speech_of(words, None) is Speech.ASKS


def at_hand(context: Context) -> KnownEntry | None:
    """The entry that he was told of last, unless he has reported something since."""
    content = context.content
    if context.last_reply.sealed is None:
        return None
    if context.is_asked(Asked.AREA) and content.get("entry_id"):
        return context.knowledge.entries.get(content["entry_id"])
    if _talks_of_case(context):
        return None
    found = subject_in_talk(context.db, context.resident.id, now=context.now)
    if found is None or _has_reported_since(found[1], context):
        return None
    return context.knowledge.entries.get(found[0])


def say_again(entry: KnownEntry, text: str, context: Context) -> str | None:
    """What who asks by name of what he has just read gets: the same once more answers nothing.
    None where he has not read it, or reads what he asks for in all of it."""
    aspects = aspects_in(text)
    answer = text_here(entry, context)
    if entry.id in context.told or answer in context.last_said():
        return say_of(entry, text, aspects, context) if aspects else _said_all(entry, text, context)
    if not aspects or tell(aspects, answer).sentences or at_hand(context) != entry:
        return None
    return say_of(entry, text, aspects, context)


def say_of(entry: KnownEntry, text: str, aspects: tuple[Aspect, ...], context: Context) -> str:
    """What the entry says of these aspects; of what it doesn't say the truth, and whom to ask."""
    answer = text_here(entry, context)
    told = tell(aspects, answer)
    of_him = [aspect for aspect in aspects if aspect.key in OF_HIM]
    named = of_papers(text, answer, besides=entry.question) if of_him else ""
    sentences = named or told.sentences
    if sentences and not _HEARD_IT.search(simplify(text)):
        if not _has_just_read(sentences, answer, context):
            context.keep_quietly()
            # Who cannot come wants somebody to.
            can_not = any(one.key == VISIT for one in aspects) and told_of_him(text, context)
            return "\n".join([sentences, *(_offer(entry, text, context) if can_not else ())])
        only = context.say(texts.ONLY_THIS)
        # What holds for everybody is said again to whoever tells more of himself, but once.
        if of_him and not context.last_said().startswith(only):
            return "\n".join([f"{only}{sentences}", *_offer(entry, text, context)])
    said = context.say(texts.NOT_SAID, aspects=names_of(told.silent or aspects))
    return "\n".join([said, *_whom_to_ask(answer, context), *_offer(entry, text, context)])


def told_of_him(text: str, context: Context) -> bool:
    """Whether words tell how it is with him, and ask nothing: 我腿不好 走不到社区."""
    return context.speech(text) is not Speech.ASKS


def _has_just_read(sentences: str, answer: str, context: Context) -> bool:
    """Whether these sentences alone are what he was just told: who asks again did not find in them
    what he asks for."""
    last = context.last_said()
    known = last.removeprefix(context.say(texts.ONLY_THIS))
    return known.startswith(sentences) and answer not in last


def _said_all(entry: KnownEntry, text: str, context: Context) -> str:
    said = context.say(texts.KNOWN_SO_FAR, question=entry.question)
    return "\n".join([said, *_offer(entry, text, context)])


def _offer(entry: KnownEntry, text: str, context: Context, *, again: bool = False) -> list[str]:
    """To have somebody answer it; what he asks further of the same joins it without a word, but
    where it is to be said again."""
    content = context.content
    is_open = context.is_asked(Asked.OFFER) and content.get("about") == entry.id
    if is_open and context.question is not None:
        words = f"{content['text']}，{text}"[:MOST_CHARACTERS]
        context.question.content = {**content, "text": words, "quiet": True}
        return [context.say(texts.HAVE_IT_ANSWERED)] if again else []
    if context.question is not None and not context.is_asked(Asked.OFFER, Asked.CHOICE):
        # What is being asked comes back; another offer would stand before it.
        return []
    said = context.say(texts.HAVE_IT_ANSWERED)
    words = f"{subject_of(entry)}：{text}"
    known = {"text": words, "topic_id": entry.topic_id, "about": entry.id, "quiet": True}
    return [context.ask(Asked.OFFER, said, known)]


def _whom_to_ask(answer: str, context: Context) -> list[str]:
    """The sentence with the number that the entry itself names, else the community's."""
    named = [
        one for one in _SENTENCE.findall(answer) if _NUMBER.search(one) and not _DANGER.search(one)
    ]
    if named:
        return [named[-1]]
    return desk_to_ask(context)


def _note(entry: KnownEntry, text: str, context: Context, *, is_told: bool) -> None:
    """Keep the question, with its subject: what an entry does not say is for its editors."""
    words = f"{subject_of(entry)} {text}"
    if is_told:
        keep(words, Outcome.ANSWERED, context, entry_id=entry.id)
    else:
        keep(words, Outcome.MISSED, context, suggested=(entry.id,))


def _known(entry: KnownEntry) -> str:
    return normalise(" ".join([*entry.content.texts, entry.content.answer]))


def _where(text: str, context: Context) -> str:
    """The places that the words name: where somebody lives is not what he asks about."""
    places = [area.name for area in context.setup.areas.named(text)]
    return normalise("".join([*places, context.heard(text).place or ""]))


def _is_near(text: str, entry: KnownEntry, context: Context) -> bool:
    """Whether the words name the entry themselves, though not clearly enough to be answered."""
    ranked = context.ranked(text)[:1]
    return any(
        one.entry.id == entry.id and one.confidence >= context.rules.thresholds.suggest
        for one in ranked
    )


def _talks_of_case(context: Context) -> bool:
    """Whether a case, or the offer of one for what was reported, is being talked of."""
    question, content = context.question, context.content
    if question is None or content.get("quiet"):
        return False
    return bool(question.case_id or content.get("case_id") or content.get("report"))


def _has_reported_since(at: datetime, context: Context) -> bool:
    newest = newest_cases(context.db, context.actor, limit=1) if context.has_cases else []
    return any(case.opened_at > at for case in newest)
