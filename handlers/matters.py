"""Several things said in one message: the first is seen to now, the others come up after it."""

import re
from itertools import pairwise

from cases.clauses import Clause, Joint, begins_another_matter, clauses
from cases.intents import Intent, guess
from cases.parts import parts_of
from cases.speech import Speech
from community.subjects import alike, is_clear
from core.language import simplify
from handlers import manners
from handlers.context import Context

# What is said of how we understood is no matter of its own.
_OF_THE_TALK = re.compile(
    r"只(?:记|登|听)|(?:少|漏|没)(?:记|登)|(?:没|不)(?:有)?(?:看|听|搞|弄|读)?(?:明白|懂|清楚|对)|答非所问|[看听搞弄](?:错|岔)|我(?:问|说)的(?:是|不是)"
)
# 三样都要管, 都给我登记: what is only named before is a list.
_ALL_OF_THEM = re.compile(
    r"(?:[两二三四五六几]|[2-6])(?:样|件|个|桩|项|宗)(?:事情?|东西|问题)?(?:都|全|统统|一起|你们?)*(?:要|得|给我?)*(?:管|办|处理|登记|解决|反映|投诉|弄|记)"
    r"|^(?:[两二三四五六几]|[2-6])(?:样|件|个|桩)(?:不同的?|不一样的?)?(?:事情?|问题)$"
    r"|(?:都|全部?|样样|统统)(?:都|要|得|给我?|请|帮我?)*(?:管|处理|登记|解决|记上)"
)
# Two short clauses are a report as often as a list.
MOST_NAMED, MOST_UNCOUNTED = 8, 2
HALF, LIKELY, SURE, HARDLY = 0.5, 0.6, 0.85, 0.05
MATTERS = (Intent.ASKS, Intent.REPORTS)
SIGNS = " \t\r\n。！!？?；;，,、：:"


def first_of(text: str, context: Context) -> str:
    """What of the words is seen to now, which is all of them where they speak of one thing; the
    rest is kept in `context.later`. A question comes first: it is answered and asks nothing."""
    matters = matters_in(text, context)
    if len(matters) == 1:
        return text
    # What is counted is to be seen to where he says before all of it that he lives.
    before = text[: counted[0].start] if (counted := _counted_in(text)) else matters[0]
    placed = [
        _with_place(words, before, context)
        for words in matters
        if words is matters[0] or not _OF_THE_TALK.search(simplify(words))
    ]
    # 你好我又来了 before a question greets.
    own = [words for words in placed if manners.said_to(words, context) is None] or placed
    first, *later = sorted(own, key=lambda words: context.speech(words) is not Speech.ASKS)
    context.later += later
    return first


def matters_in(text: str, context: Context) -> list[str]:
    """The things a text asks or reports, in its order; [text] where it is one.

    In doubt it is one: two in one case are read by whoever handles it.
    """
    counted = _counted_in(text)
    if counted:
        return _counted(text, counted, context)
    said = clauses(text)
    listed = _listed(said, context)
    if listed:
        return listed
    apart = _apart(text)
    if apart:
        return apart
    found: list[str] = []
    begin = 0
    for at, clause in enumerate(said[1:], 2):
        before = text[begin : clause.start].strip(SIGNS)
        if before and (
            _is_another(before, clause, context) or _is_one_more(before, clause, said[at:], text)
        ):
            found.append(before)
            begin = clause.end - len(clause.words)
    return [*found, text[begin:].strip(SIGNS)] if found else [text]


def _apart(text: str) -> list[str]:
    """What surely asks and what surely reports, each in words of its own (办居住证带啥 另外快递柜
    打不开); [] where it is one thing."""
    parts = [part for part in parts_of(text) if part.words.strip(SIGNS)]
    is_sure = all(part.intent in MATTERS and part.guess.share >= SURE for part in parts)
    if len(parts) == 1 or not is_sure or len({part.intent for part in parts}) == 1:
        return []
    words = [part.words.strip(SIGNS) for part in parts]
    is_apart = all(_is_of_another(one, other) for one, other in pairwise(words))
    return words if is_apart else []


def _is_of_another(words: str, other: str) -> bool:
    """Whether the second says so itself, or both are clear and of different subjects: 找谁修 goes
    with whatever is broken."""
    if begins_another_matter(other):
        return True
    return is_clear(words) and is_clear(other) and alike(words, other) < HARDLY


def _listed(said: list[Clause], context: Context) -> list[str]:
    """桌子占道 油烟 垃圾桶 三样都要管: what is only named, as many things as there are topics; []
    where it is no list."""
    is_said_so = any(_ALL_OF_THEM.search(simplify(clause.words)) for clause in said)
    is_short = len(said) > MOST_UNCOUNTED and all(len(one.words) <= MOST_NAMED for one in said)
    if not is_said_so and not is_short:
        return []
    found: dict[int, list[str]] = {}
    last: int | None = None
    for clause in said:
        plain, topic = simplify(clause.words), context.topic_of(clause.words)
        if topic is None and (_ALL_OF_THEM.search(plain) or _OF_THE_TALK.search(plain)):
            continue
        if topic is None and not is_said_so:
            return []
        last = topic.id if topic is not None else last
        found.setdefault(last or 0, []).append(clause.words)
    before = found.pop(0, [])
    matters = ["，".join(words) for words in found.values()]
    if len(matters) < (MOST_UNCOUNTED if is_said_so else len(said)):
        return []
    return ["，".join([*before, matters[0]]), *matters[1:]]


def _counted_in(text: str) -> list[Clause]:
    """The clauses that are counted as one thing after the other, [] where fewer than two are."""
    counted = [clause for clause in clauses(text) if clause.joint is Joint.COUNTED]
    return counted if len(counted) > 1 else []


def _counted(text: str, counted: list[Clause], context: Context) -> list[str]:
    """What was counted as one thing after the other; what is only said before is no matter."""
    starts = [clause.end - len(clause.words) for clause in counted]
    ends = [*(clause.start for clause in counted[1:]), len(text)]
    found = [text[start:end].strip(SIGNS) for start, end in zip(starts, ends, strict=True)]
    before = text[: counted[0].start].strip(SIGNS)
    is_matter = before and context.topic_of(before) is not None
    return [one for one in ([before] if is_matter else []) + found if one]


def _is_another(before: str, clause: Clause, context: Context) -> bool:
    """Whether a clause begins another matter than the words before it."""
    if clause.joint is Joint.COMMA:
        return _is_elsewhere(before, clause.words, context)
    speech = context.speech(clause.words)
    if speech is Speech.REPORTS:
        return _reports_another(before, clause.words, context)
    is_aside = clause.joint in (Joint.END, Joint.MORE)
    return speech is Speech.ASKS and is_aside and _asks_another(before, clause.words, context)


def _is_elsewhere(before: str, words: str, context: Context) -> bool:
    """5号楼电梯晃得厉害，2号楼路灯不亮: behind a comma, another topic at a place of its own."""
    place, known = context.heard(words).place, context.heard(before).place
    topic = context.topic_of(before)
    if None in (place, known, topic) or place == known:
        return False
    return context.speech(words) is Speech.REPORTS and _reports_another(before, words, context)


def _reports_another(before: str, words: str, context: Context) -> bool:
    topic, known = context.topic_of(words), context.topic_of(before)
    if topic is None or topic == known:
        return False
    if known is not None or context.speech(before) is Speech.REPORTS:
        return True
    return context.speech(before) is Speech.ASKS and context.is_confident(before)


def _is_one_more(before: str, clause: Clause, after: list[Clause], text: str) -> bool:
    """…也能在你们那领吗？还有吃饭，社区有老年食堂没: he says himself that it is one more question,
    after one or after what he wants done."""
    if clause.joint is not Joint.MORE:
        return False
    end = next((one.start for one in after if one.joint in (Joint.END, Joint.MORE)), len(text))
    words = text[clause.end - len(clause.words) : end]
    shares = guess(before).shares
    is_first = shares[Intent.ASKS] + shares[Intent.ORDERS] + shares[Intent.REPORTS] >= HALF
    if is_first and guess(words).is_surely(Intent.ASKS, least=LIKELY):
        return True
    # 扶手松动；另外，桂花树枝伸到了窗前: of another subject, both of them clear.
    is_report = guess(words).is_surely(Intent.REPORTS, least=LIKELY)
    is_other = is_clear(before) and is_clear(words) and alike(before, words) < HARDLY
    return shares[Intent.REPORTS] >= HALF and is_report and is_other


def _asks_another(before: str, words: str, context: Context) -> bool:
    """A question of its own after a report or a question; 找谁修 belongs to what is broken."""
    speech = context.speech(before)
    if speech is Speech.UNCLEAR or not context.is_confident(words):
        return False
    if speech is Speech.ASKS:
        first, second = context.ranked(before), context.ranked(words)
        return context.is_confident(before) and first[0].entry.id != second[0].entry.id
    known = context.topic_of(before)
    return known is None or context.ranked(words)[0].entry.topic_id != known.id


def _with_place(words: str, before: str, context: Context) -> str:
    """The words, where they name no place with the one that was named before."""
    place = context.heard(before).place
    if place is None or words == before or context.heard(words).place:
        return words
    return words if context.speech(words) is Speech.ASKS else f"{place}，{words}"
