"""Where a resident lives: bound by a scene, by typing, or asked once when it matters."""

from collections.abc import Mapping

from accounts.homes import Source, bind_home
from community.areas import AreaFacts
from community.texts import home as texts
from handlers.context import Asked, Context
from handlers.turn import Turn

MOST_CHOICES = 8
OTHER = 9


def bind(turn: Turn, context: Context) -> str:
    """绑定, alone or with the name of the place."""
    named = turn.command.rest if turn.command else ""
    area = find_area(named, context) if named else None
    if area is None:
        return ask_area(context, {"then": "bind"}, context.say(texts.WHICH_AREA))
    return bound(area, context)


def told(turn: Turn, context: Context) -> str:
    """A home said in passing."""
    area = find_area(turn.text, context)
    return bound(area, context) if area else ""


def ask_area(context: Context, content: Mapping[str, object], prompt: str) -> str:
    """Ask for the area: up to eight choices and 9 for any other place."""
    choices = context.setup.areas.neighbourhoods()[:MOST_CHOICES]
    lines = [f"{digit} {area.name}" for digit, area in enumerate(choices, 1)]
    listed = "\n".join([prompt, *lines, context.say(texts.OTHER_AREA)])
    return context.ask(Asked.AREA, listed, {**content, "areas": [area.id for area in choices]})


def chosen_area(turn: Turn, context: Context) -> AreaFacts | None:
    """The area an answer names by digit or in words."""
    areas: list[int] = context.content.get("areas", [])
    if turn.digit is not None:
        within = 1 <= turn.digit <= len(areas)
        return context.setup.areas.find(areas[turn.digit - 1]) if within else None
    return find_area(turn.text, context)


def is_elsewhere(turn: Turn) -> bool:
    """Whether the answer is 其他, none, or skipped."""
    return turn.digit in (0, OTHER) or turn.is_command("跳过", "取消") or turn.text == "其他"


def remember(area: AreaFacts, context: Context, *, source: Source = "typed") -> None:
    """Keep the area as the resident's current home."""
    bind_home(
        context.db,
        context.resident.id,
        area.id,
        source=source,
        actor=context.actor,
        now=context.now,
    )
    context.forget_home()


def find_area(text: str, context: Context) -> AreaFacts | None:
    """The area that words name best."""
    named = context.setup.areas.named(text)
    return named[0] if named else None


def bound(area: AreaFacts, context: Context) -> str:
    """Remember the area and say so."""
    remember(area, context)
    return context.say(texts.BOUND, area=context.setup.areas.name_of(area.id))
