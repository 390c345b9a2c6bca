"""What can be done here, by digits: for who cannot or will not type."""

from community.texts import desk as texts
from handlers.commanding import COMMANDS
from handlers.context import Context
from handlers.route import Said
from handlers.turn import Turn

# In the order of `texts.MENU`.
COMMANDS_BY_DIGIT = ("登记", "进度", "绑定", "人工", "隐私")

CHOICES = range(len(COMMANDS_BY_DIGIT) + 1)


def pick(turn: Turn, context: Context) -> Said:
    """The command of that digit."""
    context.close()
    if not turn.digit:
        return context.say(texts.NOTHING_PICKED)
    word = COMMANDS_BY_DIGIT[turn.digit - 1]
    return COMMANDS[word].handler(Turn(turn.message, word), context)
