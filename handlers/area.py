"""The answer to which area, and what goes on with it: a question, a case, or just the home."""

from collections.abc import Callable

from community.areas import AreaFacts
from community.texts import home as texts
from handlers import entries, home, slots
from handlers.context import Asked, Context
from handlers.turn import Turn


def answer(turn: Turn, context: Context) -> str:
    """Remember the area and go on with what it was asked for."""
    return _THEN.get(context.content.get("then", ""), _bind)(turn, context)


def _bind(turn: Turn, context: Context) -> str:
    area = home.chosen_area(turn, context)
    context.end()
    return home.bound(area, context) if area else context.say(texts.NOT_HERE)


def _ask(turn: Turn, context: Context) -> str:
    area = home.chosen_area(turn, context)
    text, words = context.content["text"], context.content["words"]
    back = context.content.get("back") or {}
    if area is None:
        # What is remembered of it keeps us from asking the same of his next question.
        context.end()
    else:
        context.close()
    said = _answered(area, text, words, context)
    if area is None:
        return said
    told = context.say(texts.ANSWERED_FOR, area=context.setup.areas.name_of(area.id))
    lines = [f"{told}\n{said}"]
    if back.get("kind") == Asked.AREA and not context.has_asked:
        # A case waits for the same.
        lines.append(slots.place_case(area, context, back["content"]))
    return "\n\n".join(lines)


def _answered(area: AreaFacts | None, text: str, words: str, context: Context) -> str:
    """The answer for the area that was chosen, which is remembered."""
    if area is not None:
        home.remember(area, context)
    return entries.answer_to(text, context, words=words, ask_area=False)


_THEN: dict[str, Callable[[Turn, Context], str]] = {
    "bind": _bind,
    "ask": _ask,
    "case": slots.answer_area,
}
