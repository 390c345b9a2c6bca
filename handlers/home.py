"""Where a resident lives: bound by a scene, by typing, or asked once when it matters."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.homes import Source, bind_home, leave_home
from cases.recognise import area_in
from community.areas import AreaFacts
from community.naming import NAME
from community.texts import home as texts
from faq.questions import area_in_talk
from handlers.answers import Meaning
from handlers.context import Asked, Context
from handlers.turn import Turn

MOST_CHOICES = 8
OTHER = 9
# So long an area that was named once is still meant.
IN_TALK = timedelta(minutes=30)
_SELF = "(?:您好|你好|我们?|咱们?|俺们?|阿拉|我哋|本人|自己|家里?|屋企|屋头|一家|现在|目前|就|都)"
# 我住幸福里的, 家在幸福里西区12栋: nothing but where he lives.
_ONLY_HOME = re.compile(
    rf"(?:{_SELF}|是|系|在|喺|住|搬|来|到|了|租|房子|的|你们)*{NAME}+(?:的|这边|那边|这里|里面?|[东西南北]区)*"
    rf"(?:第?[\d零一二三四五六七八九十]{{1,4}}(?:号楼|号院|单元|层|楼|室|号|户|组)?)*"
    r"(?:的|这边|这里|居民|村民|业主|租户|住户|老住户|人|嘛|啊|呀|呢|哈|哦|哟|噻)*"
)
# 我住幸福里想问…, 住安宁的: where he lives, whatever else he says; not where his mother lives.
_LIVES = re.compile(rf"{_SELF}*(?:是|系|租)?(?:住|搬到?|租房子?)(?:在|到|喺|进|的)*(?:你们)?{NAME}")
_TELLS_SELF = re.compile(r"我|咱|俺|阿拉|本人|家|屋|住|业主|租户|居民|村民|的$")
_LIKELY = re.compile(r"[我咱俺家屋住拉]|本人|业主|租户|民|的")
_CLAUSES = re.compile(r"[^,，.。!！?？;；、~～…\n]+[,，.。!！?？;；、~～…\n]*")
_DENIED = re.compile(
    r"(?:不是|不在|唔系|不系|并非|不属于?|別|别)(?:在|归|写|放)?[^\s,，。.!！;；是]{1,8}"
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


def learn(text: str, context: Context) -> tuple[str, str]:
    """Remember the home that somebody names along with what he asks, where none is known; what is
    said of it, '' for nothing, and the words without it."""
    areas = context.setup.areas
    if not _LIKELY.search(text) or not areas.named(text):
        return "", text
    clauses = _CLAUSES.findall(text)
    # 我住 安宁社区 is one clause, 俺家在白云村 合作医疗咋交 are two.
    if not any(_tells_home(areas.marked(clause)) for clause in clauses):
        clauses = text.split()
    told = [clause for clause in clauses if _tells_home(areas.marked(clause))]
    others = [one for one in clauses if one not in told or not tells_nothing_else(one, context)]
    area = area_in("，".join(told), areas) if told and context.area_id is None else None
    rest = "".join(others) if told else text
    return bound(area, context) if area else "", rest or text


def tells_nothing_else(text: str, context: Context) -> bool:
    """Whether words say where somebody lives, and nothing more."""
    if not _LIKELY.search(text):
        return False
    marked = context.setup.areas.marked(text)
    return _ONLY_HOME.fullmatch(marked) is not None and _tells_home(marked)


def names_it(text: str, context: Context) -> bool:
    """Whether words are nothing but the name of a place, for who was asked where he lives."""
    if context.area_id is not None or not context.was_asked_where:
        return False
    areas = context.setup.areas
    return bool(areas.named(text)) and _ONLY_HOME.fullmatch(areas.marked(text)) is not None


def _tells_home(marked: str) -> bool:
    is_only_home = _ONLY_HOME.fullmatch(marked) and _TELLS_SELF.search(marked)
    return bool(is_only_home or _LIVES.match(marked))


def area_of(text: str, context: Context) -> int | None:
    """Where he lives; of who has not said it the area that the words name, or that he has named a
    moment ago."""
    return context.area_id or context.heard(text).area_id or _area_in_talk(context)


def _area_in_talk(context: Context) -> int | None:
    offered = context.content.get("text")
    named = context.heard(offered).area_id if offered else None
    if named is not None:
        return named
    newest = context.own_cases[:1]
    of_case = next((case.area_id for case in newest if _is_in_talk(case.opened_at, context)), None)
    since = context.now - IN_TALK
    return of_case or area_in_talk(context.db, context.resident.id, since=since)


def _is_in_talk(at: datetime, context: Context) -> bool:
    return at > context.now - IN_TALK


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
    return find_area(without_denied(turn.text), context)


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


def without_denied(text: str) -> str:
    """The words without what they say it is not: 不是白云村，是幸福里."""
    return _DENIED.sub(" ", text)


def find_area(text: str, context: Context) -> AreaFacts | None:
    """The area that words name best."""
    named = context.setup.areas.named(text)
    return named[0] if named else None


def bound(area: AreaFacts, context: Context) -> str:
    """Remember the area and say so."""
    remember(area, context)
    return context.say(texts.BOUND, area=context.setup.areas.name_of(area.id))
