"""What lowered a confidence, in words for an editor."""

from collections.abc import Mapping

from faq.matching import words
from faq.matching.prepared import Prepared

ASKED = {
    "how": "怎么办",
    "where": "在哪里",
    "why": "为什么",
    "when": "什么时候",
    "long": "要多久",
    "much": "多少钱",
    "who": "找谁",
    "papers": "要什么材料",
    "terms": "要什么条件",
    "steps": "什么流程",
    "phone": "电话",
    "whether": "行不行",
    "what": "是什么",
    "buy": "哪里买",
    "origin": "来历",
    "career": "怎么考、怎么应聘",
    "leisure": "消遣",
}
"""The things a question may want to know (`words.ASKS`), as an editor says them."""

OPEN_IN_QUERY = "居民的话里还有没对上的内容"
OPEN_IN_PHRASING = "问法里的内容居民没有提到"
OTHER_ASPECT = "问的方面不一样"
RIVAL = "另一条知识也很接近"
BOTH_OPEN = "两边各有对方没有的词"
OTHER_TOPIC = "两边说的事项不一样"
OTHER_SUBJECT = "居民说的像是另一类事"
LITTLE = "对上的内容不多，或者太常见"

WORDED = {
    "in_order": "用字和顺序不一样",
    "any_order": "用字和顺序不一样",
    "both_covered": BOTH_OPEN,
    "both_left_over": BOTH_OPEN,
    "asks_the_same": OTHER_ASPECT,
    "asks_otherwise": OTHER_ASPECT,
    "asks_more": OTHER_ASPECT,
    "asks_elsewhere": OTHER_ASPECT,
    "denies_otherwise": "一边是否定的说法，另一边不是",
    "other_numbers": "两边的数字不一样",
    "other_topics": OTHER_TOPIC,
    "repaired": "居民的话里可能有错字",
    "lead": RIVAL,
    "lag": RIVAL,
    "crowd": RIVAL,
    "apart": "这条知识的其他问法不像居民的话",
    "other_phrasing": "这条知识的相似问不多",
    "opposed": OTHER_TOPIC,
    "opposed_alone": OTHER_TOPIC,
    "framed": "用字和顺序不一样",
    "framed_in_long": "用字和顺序不一样",
    "both_explained": BOTH_OPEN,
    "score": BOTH_OPEN,
    "standing": RIVAL,
    "entry_characters": OPEN_IN_QUERY,
    "entry_words": OPEN_IN_QUERY,
    "entry_topics": OPEN_IN_QUERY,
    "entry_concepts": OPEN_IN_QUERY,
    "entry_explained": OPEN_IN_QUERY,
    "entry_content": OPEN_IN_QUERY,
    "unexplained": OPEN_IN_QUERY,
    "unknown": OPEN_IN_QUERY,
    "explained_of_clause": OPEN_IN_QUERY,
    "evidence": LITTLE,
    "topic_evidence": LITTLE,
    "content_evidence": LITTLE,
    "no_topic": "居民的话里没有说到办什么事",
    "talk": "居民的话像是闲聊",
    "length": "居民的话太短或者太长",
    "content_length": "居民的话太短或者太长",
    "size": LITTLE,
    "phrasings": "这条知识的相似问不多",
    "about": OTHER_SUBJECT,
    "entry_about": OTHER_SUBJECT,
    "about_ahead": OTHER_SUBJECT,
    "about_sure": OTHER_SUBJECT,
}
"""What a feature's loss means, by the feature's name."""


def worded(feature: str) -> str | None:
    """What the loss of that feature means; None for one that nobody has put into words."""
    if feature in WORDED:
        return WORDED[feature]
    if feature.endswith("_of_query"):
        return OPEN_IN_QUERY
    return OPEN_IN_PHRASING if feature.endswith("_of_phrasing") else None


def tell(lost: Mapping[str, float], query: Prepared, phrasing: Prepared, rival: str) -> list[str]:
    """A sentence for each reason, the one that cost most first; `rival`: its phrasing, or ''."""
    costs: dict[str, float] = {}
    for feature, loss in lost.items():
        reason = worded(feature) or LITTLE
        if reason == RIVAL and not rival:
            reason = LITTLE
        costs[reason] = costs.get(reason, 0.0) + loss
    details = {
        OPEN_IN_QUERY: _quoted(_open(query, phrasing)),
        OPEN_IN_PHRASING: _quoted(_open(phrasing, query)),
        OTHER_ASPECT: _aspects(query, phrasing),
        RIVAL: _quoted([rival] if rival else []),
    }
    worst = sorted(costs, key=lambda reason: (-costs[reason], reason))
    return [f"{reason}{details.get(reason, '')}。" for reason in worst]


def _quoted(parts: list[str]) -> str:
    return "：" + "、".join(f"“{part}”" for part in parts) if parts else ""


def _open(one: Prepared, other: Prepared) -> list[str]:
    """Words of the one text that the other neither has nor has another word for."""
    covered = one.meant_by(other).union(other.characters, words.LIGHT)
    return [word for word in one.words if not covered.issuperset(word)]


def _aspects(query: Prepared, phrasing: Prepared) -> str:
    here, there = _names(query.asked), _names(phrasing.asked)
    if not here or not there or here == there:
        return ""
    return f"：居民问“{here}”，问法问“{there}”"


def _names(asked: int) -> str:
    return "、".join(ASKED[name] for bit, name in enumerate(words.ASKS) if asked >> bit & 1)
