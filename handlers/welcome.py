"""Following, scanning, leaving, and what the desk says about itself."""

from accounts.models import Resident
from bot.events import Scan, Subscribe
from community.areas import AreaFacts
from community.texts import desk as texts
from community.texts import home as home_texts
from handlers import home
from handlers.context import Asked, Context
from handlers.turn import Turn
from privacy.erasure import erase_resident


def follow(turn: Turn, context: Context) -> str:
    """The welcome; a scene in the code followed binds the area it stands for."""
    assert isinstance(turn.message, Subscribe)  # noqa: S101 (the route's own condition)
    context.resident.follows = True
    area = _bind(turn.message.scene, context)
    name = context.setup.areas.name_of(_neighbourhood_id(area, context))
    welcome = context.say(texts.WELCOME, name=name or context.say(texts.NAME_UNKNOWN))
    if area is None:
        return welcome
    at_home = context.say(texts.WELCOME_HOME, area=context.setup.areas.name_of(area.id))
    return f"{welcome}\n{at_home}"


def scan(turn: Turn, context: Context) -> str:
    """A follower scanned a code: bind its area, or just greet."""
    assert isinstance(turn.message, Scan)  # noqa: S101 (the route's own condition)
    area = _bind(turn.message.scene, context)
    if area is None:
        return context.say(texts.HELP)
    return context.say(home_texts.BOUND, area=context.setup.areas.name_of(area.id))


def leave(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """Somebody unfollowed: everything personal is erased, nothing is said."""
    erase_resident(context.db, context.resident, now=context.now)
    return ""


def help_me(turn: Turn, context: Context) -> str:  # noqa: ARG001
    """What can be done here: by digits, or by words while a question is open."""
    if context.question is not None:
        return context.say(texts.HELP)
    return context.ask(Asked.MENU, f"{context.say(texts.HELP_FIRST)}\n{context.say(texts.MENU)}")


def introduction(context: Context) -> str:
    """The line every resident reads once: who runs this, what is kept."""
    area = context.setup.areas.neighbourhood_of(context.area_id)
    name = area.name if area else context.say(texts.NAME_UNKNOWN)
    return context.say(texts.INTRODUCTION, name=name)


def is_new(resident: Resident) -> bool:
    """Whether he has never read the introduction."""
    return resident.introduced_at is None


def _bind(scene: str | None, context: Context) -> AreaFacts | None:
    area = context.setup.areas.by_scene(scene) if scene else None
    if area is not None:
        home.remember(area, context, source="scan")
    return area


def _neighbourhood_id(area: AreaFacts | None, context: Context) -> int | None:
    within = context.setup.areas.neighbourhood_of(area.id if area else context.area_id)
    return within.id if within else None
