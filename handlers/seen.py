"""谁看过我: who has looked at a resident's personal fields, when and why."""

from accounts.access import PURPOSES, SHOWN, accesses_of, count_accesses
from accounts.models import AccessRow
from accounts.permissions import ROLE_NAMES
from community.texts import desk as texts
from core.clock import day_of, spoken_time
from handlers.context import Context
from handlers.turn import Turn

LINES = 5


def who_saw(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """The last few looks, one a line, and how many there were before."""
    own = context.resident.id
    rows = accesses_of(context.db, own, limit=LINES)
    if not rows:
        return context.say(texts.WHO_SAW)
    lines = [context.say(texts.SEEN), *(_line(row, context) for row in rows)]
    earlier = count_accesses(context.db, own) - len(rows)
    if earlier > 0:
        lines.append(context.say(texts.SEEN_EARLIER, count=earlier))
    return "\n".join(lines)


def _line(row: AccessRow, context: Context) -> str:
    office = context.setup.offices.get(row.office_id or 0)
    return context.say(
        texts.SEEN_LINE,
        day=spoken_time(row.at, day_of(context.now)),
        office=office.name if office else context.say(texts.NAME_UNKNOWN),
        role=ROLE_NAMES.get(row.role, context.say(texts.STAFF)),
        what=SHOWN.get(row.shown, row.shown),
        purpose=PURPOSES.get(row.purpose, row.purpose),
    )
