"""Several things said in one message are taken at once: 全部登记, 第二、第三件也登记."""

import re
from collections.abc import Mapping
from typing import Any

from core.language import normalise, simplify
from handlers import later, report
from handlers.context import Asked, Context
from handlers.matters import matters_in
from handlers.turn import Turn

Matter = tuple[str, Mapping[str, Any]]
# A longer sentence says something else.
MOST_CHARACTERS = 30
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九", 1)}
_ALL = re.compile(
    r"(?:全部|全都|统统|通通|一起|一并|一同|一齐|一块儿?|[两二三四五几]件(?:事情?)?都?|都)"
    r"(?:给我?|帮我?|请|要|想|都|也|一起|一并|替我|予以)*(?:登|记|报|办|要|受理)"
)
_ORDINAL = re.compile(r"第([一二三四五六七八九1-9])(?=[件个桩条项、,，和与及跟]|也|都)")
_REGISTERS = re.compile(r"登|记|报|办|受理")
_ALSO = re.compile(r"也|亦|都|一并|一起|同样|还")
_REST = re.compile(
    r"(?:第[二三四五2-5]|剩下的?|其[他它余]的?|另外的?|别的|后面的?)[那]?[一两二三四几]*(?:件|个|条|项|样|桩|事|问题|的)"
    r"(?:事情?|问题)?(?:(?:和|跟|与|、|及|，)?第[三四五3-5](?:件|个|条|项|样|桩)(?:事情?|问题)?)*"
    r"(?:你们?|您|怎么|都|还)*(?:呢|怎么说|怎么办|怎么样|咋办|咋说|咋样|没(?:有)?(?:说|答|回|讲))"
)
_NOT = re.compile(r"[不没别未?？]|[吗么呢]$|了$")


def chosen_in(words: str, context: Context) -> list[str]:
    """Which of what was said besides is to be registered, too, in its order; [] for none."""
    waiting = context.later
    if not waiting or not words or len(words) > MOST_CHARACTERS:
        return []
    plain = simplify(words)
    if _NOT.search(plain):
        return []
    ordinals = {_NUMERALS.get(one) or int(one) for one in _ORDINAL.findall(plain)}
    if not ordinals:
        return list(waiting) if _ALL.search(plain) else []
    if not _REGISTERS.search(plain):
        return []
    # What is seen to first is the first of them.
    last = len(waiting) + 1
    if max(ordinals) > last:
        return list(waiting)
    return [one for number, one in enumerate(waiting, 2) if number in ordinals]


def asks_for_rest(turn: Turn, context: Context) -> bool:
    """那么第二件和第三件呢, while they wait."""
    if not context.later or turn.digit is not None or len(turn.text) > MOST_CHARACTERS:
        return False
    is_answer = context.is_asked(Asked.OFFICER, Asked.ADD)
    return not is_answer and _REST.search(simplify(turn.text)) is not None


def go_on(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """What waits comes up now; the list that is open can still be picked from until then."""
    context.keep_quietly()
    return "\n\n".join(later.next_matter(context))


def _offered_together(words: str, context: Context) -> list[str]:
    """The things that one offer holds, where all of them are to be registered; [] for one."""
    if context.later or len(words) > MOST_CHARACTERS or not context.is_asked(Asked.OFFER):
        return []
    plain, offered = simplify(words), context.content.get("text")
    if not offered or _NOT.search(plain) or not _ALL.search(plain):
        return []
    matters = matters_in(str(offered), context)
    return matters if len(matters) > 1 else []


def is_wanted(turn: Turn, context: Context) -> bool:
    """Whether several, or another than that of which is spoken now, are to be registered."""
    if turn.digit is not None:
        return False
    return bool(chosen_in(turn.text, context) or _offered_together(turn.text, context))


def take(turn: Turn, context: Context) -> str:
    """Each becomes a case of its own, and so does what is just offered, where it is meant, too."""
    together = _offered_together(turn.text, context)
    if together:
        matters = _each_once([(words, {}) for words in together], context)
        return report.open_several(context, matters, context.content.get("back"))
    chosen = chosen_in(turn.text, context)
    is_offered = context.is_asked(Asked.OFFER, Asked.CHOICE) and context.content.get("text")
    is_meant = _ALL.search(simplify(turn.text)) or _ALSO.search(turn.text)
    return take_all(chosen, context, with_offered=bool(is_offered and is_meant))


def take_all(chosen: list[str], context: Context, *, with_offered: bool) -> str:
    """Register them, first what is just offered, and go on with what is left."""
    context.later = [words for words in context.later if words not in chosen]
    content = context.content
    back = content.get("back") if with_offered else context.interrupted()
    offered: list[Matter] = [(report.words_offered(context), content)] if with_offered else []
    matters = _each_once([*offered, *((words, {}) for words in chosen)], context)
    if len(matters) == 1:
        words, known = matters[0]
        return report.open_with(context, words, {**known, "back": back})
    return report.open_several(context, matters, back)


def _each_once(matters: list[Matter], context: Context) -> list[Matter]:
    """The matters without any twice: of one topic, at no other place, they are one."""
    found: dict[tuple[object, str | None], Matter] = {}
    for words, known in matters:
        topic = known.get("topic_id") or context.heard(words).topic_id
        place = context.heard(words).place
        same = next(
            (key for key in found if topic and key[0] == topic and place in (None, key[1])), None
        )
        key = same or (topic or words, place)
        before = found.get(key)
        if before is None:
            found[key] = words, known
        elif normalise(words) not in normalise(before[0]):
            found[key] = f"{before[0]}，{words}", before[1]
    return list(found.values())
