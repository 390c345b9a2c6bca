"""Where a resident lives: bound by a scene, by typing, or asked once when it matters."""

import re
from collections.abc import Mapping

from accounts.homes import Source, bind_home, leave_home
from community.areas import AreaFacts
from community.texts import home as texts
from core.language import simplify
from handlers.answers import Meaning
from handlers.context import Asked, Context
from handlers.turn import Turn

MOST_CHOICES = 8
OTHER = 9
# 我住幸福里, 屋企喺幸福里: where he lives, not where something is.
_AT_HOME = re.compile(
    r"(?:我|我们?|我家|咱家|家|屋企|我哋)(?:里)?(?:是|就|都|系)?(?:住|搬|在|喺|系)(?:在|到|喺)?"
)
_ELSEWHERE = re.compile(
    r"^.{0,8}?我?(?:不是|不在|不住|没住)(?:在)?"
    r"(?:(?P<there>那|那里|那儿|那边|这里|这儿|这边)[的了啊呀。！!]*$|.{2,8}$)"
)


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


def learn(text: str, context: Context) -> None:
    """Remember the home that somebody names along with what he asks, where none is known."""
    if context.area_id is not None or not _AT_HOME.search(simplify(text)):
        return
    area_id = context.heard(text).area_id
    area = context.setup.areas.find(area_id) if area_id else None
    if area is not None:
        remember(area, context)


def denies(turn: Turn, context: Context) -> bool:
    """我不在白云村: he does not live where we think."""
    if context.area is None or turn.command is not None:
        return False
    found = _ELSEWHERE.search(turn.text)
    if found is None:
        return False
    named = context.setup.areas.named(turn.text)
    own = {area.id for area in context.setup.areas.ancestors(context.area_id)}
    return bool(found["there"]) or any(area.id in own for area in named)


def move_out(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Forget that he lives there."""
    name = context.setup.areas.name_of(context.area_id)
    leave_home(context.db, context.resident.id, actor=context.actor)
    context.forget_home()
    return context.say(texts.MOVED_OUT, area=name)


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
    is_kept_back = turn.meaning in (Meaning.SKIP, Meaning.NO) or turn.is_command("跳过", "取消")
    return turn.digit in (0, OTHER) or is_kept_back or turn.text == "其他"


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
