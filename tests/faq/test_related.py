"""What is suggested has to do with the question: a subject is shared, not only words of asking."""

import pytest

from faq.matching import Index
from faq.related import is_related, is_same_subject

ENTRIES = {
    "outage": ("停水停电找谁", "停电打什么电话", "水停了多久能来"),
    "doctor": ("家庭医生怎么签约", "医生能上门给老人看病吗"),
    "birth": ("生育登记怎么办", "生育登记网上怎么办"),
    "permit": ("居住证怎么办理", "居住证多久能办下来"),
    "fee": ("物业费怎么交", "物业费一个月多少钱"),
    "stairs": ("楼道灯坏了找谁", "楼梯的灯不亮"),
}


@pytest.fixture(scope="module")
def index() -> Index:
    """A few entries, read with the civic lexicon."""
    return Index([(key, text) for key, texts in ENTRIES.items() for text in texts])


@pytest.mark.parametrize(
    ("text", "key", "related"),
    [
        ("什么时候会打我的电话", "outage", False),
        ("多久能给我回啊", "outage", False),
        ("有人上门吗", "doctor", False),
        ("不要登记了", "birth", False),
        ("住宿登记可以网上做吗", "birth", False),
        ("家里停电多久能好", "outage", True),
        ("医生上门要预约吗", "doctor", True),
        ("没合同居住证能办吗", "permit", True),
        ("物业费能少交吗", "fee", True),
        ("楼梯黑咕隆咚的", "stairs", True),
    ],
)
def test_a_light_word_alone_relates_nothing(
    index: Index, text: str, key: str, related: bool
) -> None:
    (found,) = index.match(text, among={key})
    common = index.common(text, found.phrasing)
    assert is_related(common, found.confidence, index.lexicon.role_of) is related


def test_with_no_word_in_common_only_the_confidence_counts(index: Index) -> None:
    assert index.common("", "物业费怎么交") == ()
    assert not is_related((), 0.2, index.lexicon.role_of)
    assert is_related((), 0.8, index.lexicon.role_of)


def test_what_is_common_is_what_an_explanation_shows(index: Index) -> None:
    explained = index.explain("家里停电多久能好", "outage")
    assert explained
    assert index.common("家里停电多久能好", explained.match.phrasing) == explained.common


@pytest.mark.parametrize(
    ("text", "key", "same"),
    [
        ("洗衣机坏了谁修", "stairs", False),
        ("楼梯灯坏了谁修", "stairs", True),
        ("停电打什么电话啊", "outage", True),
        ("电影院停业没", "outage", False),
        ("医生看病多大年纪", "doctor", True),
    ],
)
def test_a_short_question_shares_its_subject_and_not_only_what_is_wrong(
    index: Index, text: str, key: str, same: bool
) -> None:
    (found,) = index.match(text, among={key})
    common = index.common(text, found.phrasing)
    is_same = is_same_subject(text, common, found.confidence, ENTRIES[key], index.lexicon)
    assert (is_same and bool(common)) is same
