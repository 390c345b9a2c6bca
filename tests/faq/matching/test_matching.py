"""Residents ask in their own words; the right entry comes first, and nonsense finds none."""

import threading

import pytest

from faq.matching import Index, Match
from faq.matching.thresholds import thresholds
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS, PHRASINGS


@pytest.fixture(scope="module")
def desk() -> Index:
    return Index(KNOWLEDGE)


def first(index: Index, text: str) -> Match:
    return index.match(text)[0]


@pytest.mark.parametrize(("asked", "entry_id"), ANSWERED.items())
def test_a_resident_finds_the_entry_in_her_own_words(
    desk: Index, asked: str, entry_id: str
) -> None:
    found = first(desk, asked)
    assert found.entry_id == entry_id
    assert found.confidence >= thresholds(0.05).suggest


def test_most_plain_questions_are_answered_outright(desk: Index) -> None:
    answered = [
        asked for asked in ANSWERED if first(desk, asked).confidence >= thresholds(0.05).answer
    ]
    assert len(answered) >= 0.8 * len(ANSWERED)


@pytest.mark.parametrize("asked", NOTHING_ANSWERS)
def test_what_nothing_answers_is_not_even_suggested(desk: Index, asked: str) -> None:
    assert all(match.confidence < thresholds(0.05).suggest for match in desk.match(asked))


@pytest.mark.parametrize(
    "said",
    ["谢谢", "修好了谢谢", "你真棒", "今天天气不错", "这里是哪里", "怎么办", "有人吗", "多少钱"],
)
def test_what_names_no_subject_finds_nothing(desk: Index, said: str) -> None:
    assert desk.match(said) == []


def test_even_words_without_a_subject_find_their_exact_phrasing() -> None:
    assert Index([("thanks", "谢谢")]).match("谢谢！") == [Match("thanks", "谢谢", 1.0)]


@pytest.mark.parametrize(
    "said",
    [
        "不要给我转人工了，我就问{}",
        "别再转真人，你就说{}",
        "我再问一遍，{}，别打官腔",
        "不想找人工客服，直接告诉我{}",
    ],
)
def test_impatience_says_nothing_of_what_is_asked(said: str) -> None:
    question = "居住证丢了怎么补"
    index = Index([("permit", "居住证怎么补办"), ("staff", "怎么找人工客服")])
    found, plain = index.match(said.format(question))[0], index.match(question)[0]
    assert found.entry_id == plain.entry_id
    # What is said around it may make it a little less clear what it is about.
    assert found.confidence == pytest.approx(plain.confidence, abs=0.03)


@pytest.mark.parametrize(
    ("asked", "entry_id"),
    [
        ("上户口", "newborn"),
        ("单元里黑灯瞎火的，好几天了", "stair_light"),
        ("家里揭不开锅了，国家管不管", "low_income"),
        ("小电驴哪里能充", "charging"),
        ("我跟你说，昨天又停了，爬了十八层，这个升降机啥时候能动", "lift"),
    ],
)
def test_other_words_for_the_same_thing_find_the_entry(
    desk: Index, asked: str, entry_id: str
) -> None:
    assert first(desk, asked).entry_id == entry_id


def test_an_exact_phrasing_is_certain_whatever_the_keyboard(desk: Index) -> None:
    assert first(desk, "居住证怎么办理") == Match("residence_permit", "居住证怎么办理", 1.0)
    assert first(desk, "居住證 怎麼辦理？？？") == Match("residence_permit", "居住证怎么办理", 1.0)
    assert first(desk, "居住证怎么办").confidence < 1


def test_entries_sharing_a_phrasing_come_in_order_of_their_ids() -> None:
    index = Index([("village", "停水找谁"), ("town", "停水找谁"), ("city", "停水了怎么办")])
    assert [match.entry_id for match in index.match("停水找谁")] == ["town", "village", "city"]
    assert [match.confidence for match in index.match("停水找谁")][:2] == [1.0, 1.0]


ASPECTS = {
    "terms": "申请低保要什么条件",
    "papers": "申请低保要什么材料",
    "steps": "申请低保的流程",
    "phone": "低保咨询电话",
    "place": "低保在哪里申请",
    "fee": "申请低保要多少钱",
}


@pytest.mark.parametrize(
    ("asked", "aspect"),
    [
        ("低保申请材料", "papers"),
        ("低保的条件", "terms"),
        ("低保申请怎么走流程", "steps"),
        ("低保去哪申请", "place"),
    ],
)
def test_aspects_of_one_topic_are_told_apart(asked: str, aspect: str) -> None:
    index = Index([row for row in KNOWLEDGE if row[0] != "low_income"] + list(ASPECTS.items()))
    found, rival = index.match(asked)[:2]
    assert found.entry_id == aspect
    assert found.confidence >= thresholds(0.05).answer
    assert rival.confidence < thresholds(0.05).suggest


def test_another_aspect_is_less_certain_than_the_one_asked_for(desk: Index) -> None:
    about_terms = first(desk, "申请低保需要什么条件啊")
    about_phone = desk.match("申请低保打什么电话")
    others = [match.confidence for match in about_phone if match.entry_id == "low_income"]
    assert all(other < about_terms.confidence for other in others)


def test_only_allowed_entries_are_found(desk: Index) -> None:
    among = {"lift", "noise", "unknown"}
    assert {match.entry_id for match in desk.match("楼道灯坏了找谁修", among=among)} <= among
    assert desk.match("电梯坏了找谁", among=among)[0].entry_id == "lift"
    assert desk.match("电梯坏了找谁", among=[]) == []


def test_no_more_than_the_limit_and_each_entry_once(desk: Index) -> None:
    assert len(desk.match("电动车在哪里办", limit=2)) == 2
    assert desk.match("电动车在哪里办", limit=0) == []
    found = [match.entry_id for match in desk.match("怎么办理", limit=50)]
    assert len(found) == len(set(found))


def test_an_empty_index_and_empty_questions_find_nothing(desk: Index) -> None:
    assert Index([]).match("电梯坏了") == []
    assert Index([("lift", "？？"), ("lift", "")]).match("电梯坏了") == []
    assert desk.match("") == desk.match("！？😀") == []


def test_new_phrasings_are_found_and_old_ones_forgotten() -> None:
    index = Index(KNOWLEDGE)
    index.replace("lift", ["升降机不动了"])
    assert first(index, "升降机不动了").entry_id == "lift"
    assert all(match.confidence < 1 for match in index.match("电梯老是响"))
    index.replace("lift", [])
    assert all(match.entry_id != "lift" for match in index.match("升降机不动了"))
    index.replace("pond", ["鱼塘承包怎么办"])
    assert first(index, "鱼塘怎么承包").entry_id == "pond"


def test_removing_the_last_entry_leaves_an_empty_index() -> None:
    index = Index([("lift", "电梯坏了")])
    index.replace("lift", [])
    assert index.match("电梯坏了") == []


def test_many_may_ask_while_an_editor_replaces() -> None:
    index = Index(KNOWLEDGE)
    found: list[Match] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            found.append(index.match("电梯坏了找谁")[0])

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for turn in range(20):
        index.replace("noise", [f"邻居吵闹{turn}", *PHRASINGS["noise"]])
    stop.set()
    for asker in askers:
        asker.join(10)
    assert set(found) == {Match("lift", "电梯坏了找谁", 1.0)}
    assert first(index, "邻居吵闹19").confidence == 1.0
