"""What a resident's words are about: topic, kind, area and place; pure.

In doubt nothing is recognised: the office that receives what is unclear then decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.places import place_in
from community.areas import AreaFacts, Areas
from community.models import Kind
from community.setup import Setup
from community.subjects import shares_of, subjects
from community.topics import TopicFacts, TopicWords
from core.language import normalise

MOST_CHARACTERS = 500
# Fewer tell nothing of what is not named, and nothing against what is.
FEWEST_CHARACTERS, STORY_CHARACTERS = 6, 9
# How likely what words are about must be to be believed where they name nothing, and to doubt what
# they name, which itself is less likely than the third; less than the fourth is not looked at.
LIKELY, OTHERWISE, MAY_BE, HARDLY = 0.75, 0.7, 0.02, 0.01
SEVERAL = 2
OF_THE_DESK = ("chat", "committee_info", "committee_complaint", "this_account", "petition")
# Whoever is angry sounds so; it says nothing against a thing that is named.
OF_OFFICIALS = "village_cadre"
# Every community has a 3号楼: said alone it names none of them.
BUILDING = "楼栋"
_KINDS = {
    "报修": Kind.REPAIR,
    "维修": Kind.REPAIR,
    "投诉": Kind.COMPLAINT,
    "举报": Kind.COMPLAINT,
    "求助": Kind.HELP,
    "建议": Kind.SUGGESTION,
    "提议": Kind.SUGGESTION,
    "咨询": Kind.CONSULT,
}
# How often and since when it is so, which stands between a thing and its trouble: 电梯又坏了.
_AGAIN = re.compile(r"又|也|突然|一直|总是|老是|已经|昨天|昨晚|今天|今早")
_KIND = re.compile(
    r"(?:^|[\s,，.。!！?？;；:：、])(?:您好|你好)?(?:我们?|咱们?|俺)?(?:在这里|在此)?"
    r"(?:想要|需要|必须|要|想|来|请求|申请|再|正式|实名)*(?:提一?个|打个|反映)?"
    rf"(?P<word>{'|'.join(_KINDS)})(?!热线|电话过|过了|无门)"
)


@dataclass(frozen=True)
class Recognised:
    """What was understood; None where the words don't say it clearly. `likely_topic_id`: what they
    are about where they name no topic."""

    topic_id: int | None = None
    kind: Kind | None = None
    area_id: int | None = None
    place: str | None = None
    likely_topic_id: int | None = None


def recognise(
    text: str,
    setup: Setup,
    home_id: int | None = None,
    kind: Kind | None = None,
    *,
    without: int | None = None,
) -> Recognised:
    """What the words say; `home_id` is the area in which a bare 3号楼 is meant, `kind` the one
    that is known already, `without` the topic that is said not to be meant."""
    text = text[:MOST_CHARACTERS]
    kind = kind or kind_in(text)
    fitting = topics_in(text, setup.topic_words, kind, without=without)
    named, likely = topic_by_subject(text, fitting, setup, kind, without=without)
    area = area_in(text, setup.areas, home_id)
    return Recognised(
        named.id if named else None,
        kind,
        area.id if area else None,
        place_in(text),
        likely.id if likely else None,
    )


def topic_by_subject(
    text: str,
    fitting: Sequence[TopicFacts],
    setup: Setup,
    kind: Kind | None = None,
    *,
    without: int | None = None,
) -> tuple[TopicFacts | None, TopicFacts | None]:
    """The topic that the words name, of those that fit, unless they are not about it at all: 我在
    送餐 is no matter of meals for the old; and the one they are about, named or not
    (`community.subjects`)."""
    named = fitting[0] if len(fitting) == 1 else None
    place = place_in(text)
    told = text.replace(place, " ").strip() if place else text
    # Of two that are named the office has to say which.
    is_told = len(told) >= FEWEST_CHARACTERS and len(fitting) < SEVERAL
    if not is_told or (named is not None and named.kind == kind):
        return named, named
    shares = shares_of(told)
    likely: dict[str, float] = {}
    of_named = 0.0
    # 路冲断了，孩子上学没法走 tells of the road: a word of what one only asks about names nothing.
    is_asked_about = named is not None and named.kind == Kind.CONSULT and kind is None
    for at in (shares > HARDLY).nonzero()[0].tolist():
        keys = [key for key in subjects()[at].topics if key in setup.topic_by_key]
        own_keys = keys[:1] if is_asked_about else keys
        of_named += shares[at] if named is not None and named.key in own_keys else 0.0
        # No topic is called so.
        own = keys[0] if keys else f"={subjects()[at].key}"
        if subjects()[at].key in OF_THE_DESK or (named and subjects()[at].key == OF_OFFICIALS):
            # 你们管不管, or a word of thanks around it, says nothing against what is named.
            continue
        likely[own] = likely.get(own, 0.0) + float(shares[at])
    best = max(likely, key=likely.__getitem__, default="")
    is_other = of_named < MAY_BE and bool(likely) and likely[best] >= OTHERWISE
    if named is not None and not (is_other and len(told) >= STORY_CHARACTERS):
        return named, named
    least = OTHERWISE if named is not None else LIKELY
    topic = setup.topic_by_key.get(best) if likely and likely[best] >= least else None
    return None, None if topic is None or topic.id == without else topic


def kind_in(text: str) -> Kind | None:
    """The kind a resident names: 我要投诉, 报修：…; not 物业建议我."""
    found = _KIND.search(text)
    return _KINDS[found["word"]] if found else None


def topic_in(
    text: str, words: TopicWords, kind: Kind | None = None, *, without: int | None = None
) -> TopicFacts | None:
    """The one topic that the words name; None when they name none, or two equally well."""
    found = topics_in(text, words, kind, without=without)
    return found[0] if len(found) == 1 else None


def topics_in(
    text: str, words: TopicWords, kind: Kind | None = None, *, without: int | None = None
) -> list[TopicFacts]:
    """The topic with the longest words in the text, then the most; several when they fit equally
    well, unless only one is of the named kind."""
    scores: dict[int, tuple[int, int]] = {}
    by_id: dict[int, TopicFacts] = {}
    # 2单元门口 is a place, not a broken 单元门, and who wants 工作人员 wants no 工作.
    plain = normalise(text).replace("门口", "口").replace("找工作人员", "找人员")
    plain = _AGAIN.sub("", plain)
    for found in words.found(plain):
        if found.topic.id == without:
            continue
        by_id[found.topic.id] = found.topic
        longest, covered = scores.get(found.topic.id, (0, 0))
        length = found.end - found.start
        scores[found.topic.id] = (max(longest, length), covered + length)
    best = max(scores.values(), default=None)
    first = [by_id[topic_id] for topic_id, score in scores.items() if score == best]
    named = [topic for topic in first if topic.kind == kind]
    return named if len(named) == 1 else first


def area_in(text: str, areas: Areas, home_id: int | None = None) -> AreaFacts | None:
    """The one area the words name, if it says more than the home does."""
    named = areas.named(text)
    home_ids = {area.id for area in areas.ancestors(home_id)}
    clear = [area for area in named if _is_clear(area, named, areas, home_id)]
    # The names of what an area lies in add nothing, nor does what the home lies in.
    wider = {above.id for area in clear for above in areas.ancestors(area.id)[1:]} | home_ids
    finest = [area for area in clear if area.id not in wider]
    return finest[0] if len(finest) == 1 else None


def _is_clear(area: AreaFacts, named: list[AreaFacts], areas: Areas, home_id: int | None) -> bool:
    """Whether a name used below a community is tied to one, by the words or by the home."""
    own = areas.neighbourhood_of(area.id)
    if own is None or own == area or own in named:
        return True
    home = areas.neighbourhood_of(home_id)
    if home is not None or area.kind == BUILDING:
        return own == home
    return [other.kind for other in named].count(area.kind) == 1
