"""Whether an entry may be given to residents: pure."""

from collections.abc import Iterable

from community.areas import AreaFacts, Areas
from core.actor import is_within
from core.errors import Invalid
from faq.content import EntryContent, fill, placeholders_of

MOST_BYTES = 1900


def check_publishable(content: EntryContent, areas: Areas, others: Iterable[EntryContent]) -> None:
    """Raises `Invalid` with the first thing that stands against it; `others` are published."""
    if not content.answer:
        raise Invalid("answer", "答复不能为空。")
    for area in covered(content.area_id, areas):
        _check_answer(content.answer, area, areas)
    _check_clashes(content, others)


def covered(area_id: int | None, areas: Areas) -> list[AreaFacts]:
    """The neighbourhoods an entry of that area speaks to; a smaller area speaks for itself."""
    if area_id is None:
        return areas.neighbourhoods()
    own = areas.get(area_id)
    below = [area for area in areas.neighbourhoods() if is_within(area.path, own.path)]
    return below or [own]


def _check_answer(answer: str, area: AreaFacts, areas: Areas) -> None:
    values = areas.placeholders(area.id)
    missing = [name for name in placeholders_of(answer) if name not in values]
    if missing:
        raise Invalid("answer", f"{area.name}还没有填写 {{{missing[0]}}}，不能发布。")
    size = len(fill(answer, values).encode())
    if size > MOST_BYTES:
        raise Invalid("answer", f"答复有 {size} 字节，一条消息最多 {MOST_BYTES} 字节。")


def _check_clashes(content: EntryContent, others: Iterable[EntryContent]) -> None:
    """The same words may lead to two entries only where one area lies within the other."""
    for other in others:
        if other.area_id == content.area_id:
            for normal, text in other.asked.items():
                if normal in content.asked:
                    raise Invalid("phrasings", f"“{text}”已经在“{other.question}”里。")
