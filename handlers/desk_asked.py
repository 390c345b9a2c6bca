"""What is asked of the desk itself: what a word of its own means (重新办是啥意思), who reads
what is told here, whether they learn who told it."""

import re

from cases.intents import Intent
from cases.speech import Speech
from community.texts import words as texts
from core.language import simplify
from handlers.context import Asked, Context
from handlers.feelings import CONFIDENTIAL, first_of
from handlers.turn import Turn

LIKELY, MOST_CHARACTERS = 0.5, 40
_MEANS = re.compile("(?:什么|啥子?|咩|么子|几个)意思|是指什么|指的是(?:什么|啥)")
_NAMED = re.compile("隐私|保密|匿名")
_KNOWN = re.compile("(?:知道|晓得|认出|猜到|查到|听出).{0,3}(?:是|出)?(?:我|俺|咱)|保密|匿名|暴露")
_READ = re.compile("(?:别人|人家|外人|谁|他们|邻居|楼上|楼下).{0,4}(?:看|听|知道)|隐私|公开|传出去")


def is_meant(turn: Turn, context: Context) -> bool:
    """Whether the words ask that."""
    return _said_to(turn, context) is not None


def say(turn: Turn, context: Context) -> str:
    """What it means, and who knows."""
    return str(_said_to(turn, context))


def _said_to(turn: Turn, context: Context) -> str | None:
    if not turn.text or len(turn.text) > MOST_CHARACTERS or turn.command is not None:
        return None
    if context.is_asked(Asked.OFFICER, Asked.ADD):
        return None
    plain = simplify(turn.text)
    means = _MEANS.search(plain)
    if means is not None:
        return _meaning(plain[: means.start()], context)
    is_known, is_read = _KNOWN.search(plain), _READ.search(plain)
    if not (is_known or is_read):
        return None
    is_named = _NAMED.search(plain) is not None and context.speech(turn.text) is Speech.ASKS
    if not is_named and not context.guess(turn.text).is_surely(Intent.DESK, least=LIKELY):
        return None
    return first_of(CONFIDENTIAL) if is_known else context.say(texts.READ_BY)


def _meaning(asked: str, context: Context) -> str | None:
    """What the first of the desk's own words among those that are asked about means."""
    found = next((sentence for word, sentence in texts.OWN_WORDS if word in asked), None)
    return context.say(found) if found is not None else None
