"""What was said along with something else comes up as soon as nothing else is asked."""

from community.texts import ask as texts
from handlers import ask
from handlers.belonging import nearest, things_shared
from handlers.context import CHANGED_WITHIN, Asked, Context
from handlers.filling import shown
from handlers.talked_of import of_topic

MOST_CHARACTERS = 18
# 油烟, 垃圾桶.
BARE_CHARACTERS = 4


def next_matter(context: Context) -> list[str]:
    """The next thing that was said besides, with its answer or the offer of a case; its lines,
    [] while something is asked or nothing waits."""
    waits = context.question is not None and not context.content.get("quiet")
    if not context.later or context.has_asked or waits:
        return []
    lines = []
    while context.later and not context.has_asked:
        words = context.later.pop(0)
        if _is_registered(words, context):
            continue
        context.comes_once = True
        said = context.say(texts.SAID_TOO, words=_called(words, context))
        lines.append(f"{said}\n{ask.respond(words, context, words=words)}")
    context.comes_once = False
    return lines


def _is_registered(words: str, context: Context) -> bool:
    """Whether an open case of his holds it by now, or is what it only names."""
    topic = context.topic_of(words)
    is_bare = topic is not None and len(words) <= len(topic.name)
    if is_bare and topic is not None and of_topic(topic.id, context):
        return True
    return any(words in case.description for case in context.own_cases)


def go_on(context: Context) -> list[str]:
    """The next thing that was said besides, and that the rest of it is not forgotten."""
    were_said_now = context.were_later == 0
    come = next_matter(context)
    return [*come, *(put_off(context, has_begun=bool(come)) if were_said_now or not come else [])]


def forget_said_again(text: str, context: Context) -> None:
    """What waited and is spoken of anew, by itself, has been seen to with that."""
    old, fresh = context.later[: context.were_later], context.later[context.were_later :]
    kept = [words for words in old if not _is_of_same(text, words, context)]
    context.later, context.were_later = [*kept, *fresh], len(kept)


def keep_what_waits(context: Context) -> None:
    """An open question that was not asked anew keeps only what still waits: nothing comes twice;
    and what was changed in a case, which can be had back."""
    question, content = context.question, context.content
    if question is None and not context.has_asked and context.changed is not None:
        # Nothing is asked; 9 is still understood.
        context.ask(Asked.UNDO, "", {"quiet": True}, lives=CHANGED_WITHIN)
    if question is None or context.has_asked:
        return
    if content.get("later", []) != context.later or content.get("changed") != context.changed:
        question.content = {**content, "later": context.later, "changed": context.changed}


def _is_of_same(text: str, words: str, context: Context) -> bool:
    if things_shared(text, [words]):
        return True
    entry = nearest(text, context)
    return entry is not None and entry == nearest(words, context)


def put_off(context: Context, *, has_begun: bool = False) -> list[str]:
    """That what was said besides, just now, is not forgotten; `has_begun`: one of it came up."""
    fresh = context.later[context.were_later :]
    if not fresh:
        return []
    if len(fresh) > 1 and not has_begun:
        listed = [f"{at} {_called(words, context)}" for at, words in enumerate(fresh, 2)]
        said = context.say(texts.LATER_SEVERAL, count=len(fresh) + 1, words="\n".join(listed))
        return [said]
    return [
        context.say(texts.LATER, words="、".join(f"“{_called(words, context)}”" for words in fresh))
    ]


def _called(words: str, context: Context) -> str:
    """A matter by its topic, where nothing is said of it but that; else by its words."""
    topic = context.topic_of(words)
    is_bare = topic is not None and len(words) <= BARE_CHARACTERS
    return topic.name if topic is not None and is_bare else _short(words)


def _short(words: str) -> str:
    cut = words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS]}…"
    return shown(cut)
