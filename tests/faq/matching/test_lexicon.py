"""The lexicon is consistent, knows residents' words, and isn't fooled by false friends."""

import tomllib
from collections import defaultdict
from importlib.resources import files

from core.language import normalise
from faq.matching.lexicon import GAP, ROLES, Concept, Lexicon, civic, read_concepts
from tests.each import for_each

FILES = sorted(
    (path for path in files("faq").joinpath("lexicon").iterdir() if path.name.endswith(".toml")),
    key=lambda path: path.name,
)

CONCEPTS = [
    concept for path in FILES for concept in read_concepts(tomllib.loads(path.read_text("utf-8")))
]


def meant(text: str) -> set[str]:
    found = civic().find(normalise(text))
    return {key for one in found for key in (*one.concepts, *one.broader)}


def test_hundreds_of_concepts_have_thousands_of_expressions() -> None:
    assert len({concept.key for concept in CONCEPTS}) >= 450
    assert sum(len(concept.words) for concept in CONCEPTS) >= 56_000


def test_each_expression_has_one_meaning_unless_it_says_otherwise() -> None:
    holders = defaultdict(list)
    for concept in CONCEPTS:
        for word in concept.words:
            holders[normalise(word)].append((concept.key, word in concept.shared))
    twice = {word: held for word, held in holders.items() if len(held) > 1}
    assert {w: held for w, held in twice.items() if not all(shared for _, shared in held)} == {}
    said_shared = {normalise(word) for concept in CONCEPTS for word in concept.shared}
    assert said_shared == set(twice)


def test_every_concept_has_a_role_and_knows_what_it_is_a_kind_of() -> None:
    roles = civic().role_of
    assert {concept.key for concept in CONCEPTS} == set(roles)
    assert set(roles.values()) <= set(ROLES)
    assert {above for concept in CONCEPTS for above in concept.kind_of} <= set(roles)


def test_every_false_friend_holds_one_of_its_words_and_means_nothing_itself() -> None:
    words: defaultdict[str, set[str]] = defaultdict(set)
    for concept in CONCEPTS:
        parts = (part for word in concept.words for part in (word, *word.split(GAP)))
        words[concept.key] |= set(map(normalise, parts))
    everything = {normalise(word) for concept in CONCEPTS for word in concept.words}
    for concept in CONCEPTS:
        for friend in map(normalise, concept.not_in):
            assert friend not in everything
            assert any(word in friend for word in words[concept.key]), f"{concept.key}: {friend}"


@for_each(
    ("said", "key"),
    [
        ("准生证还要办吗", "birth_registration"),
        ("暂住证在哪弄", "residence_permit"),
        ("楼道黑灯瞎火的", "stair_light"),
        ("我家马桶反水了", "drain"),
        ("小电驴哪里充", "ebike"),
        ("去邊度辦", "where"),
        ("啷个办嘛", "how"),
        ("居住正怎么办", "residence_permit"),
        ("吃低保要啥条件", "low_income"),
        ("灶打不着火", "gas_cut"),
        ("给狗上户口", "dog_licence"),
        ("楼上的水一直往我家滴", "leak"),
        ("我妈前天夜里走了", "death"),
        ("娃娃明年就该上小学了", "primary_school"),
        ("钱包叫人摸走身份证也在里头", "id_card_lost"),
        ("老板都三个月没给工钱", "wage_arrears"),
        ("包工头跑得没影了", "wage_arrears"),
        ("窗户那儿吊了根插排下来", "flying_wire"),
        ("来电话的人说我涉嫌洗钱", "fraud"),
        ("老家的医保在这边刷得了不", "remote_treatment"),
        ("门口那根杆子又不抬", "barrier"),
        ("屋里头揭不开锅了", "low_income"),
        ("拿盆接了一宿水", "leak"),
        ("娃放学没人接", "after_school"),
        ("拿我妈的存折要证明我是他儿子", "kinship_proof"),
        ("那根横杆见了车就是不抬", "barrier"),
        ("梭梭板裂个口子", "facility"),
        ("出门散步到现在没回来", "lost_child"),
        ("理发店充了五百关了门", "prepaid_card"),
        ("一下雨门口就成河", "flooded_road"),
        ("老公喝醉了就动手", "domestic_violence"),
    ],
)
def test_residents_words_are_understood(said: str, key: str) -> None:
    assert key in meant(said)


@for_each(
    ("said", "key"),
    [
        ("掉头发怎么办", "lose"),
        ("领导说的", "obtain"),
        ("坐公交去", "pay"),
        ("水平不行", "water"),
        ("今天天气不错", "gas"),
        ("小区红绿灯", "light"),
        ("我在打电话", "electricity"),
        ("给狗上户口", "newborn_household"),
        ("理发店几点关", "obtain"),
        ("装修到几点", "repair"),
        ("租房合同", "rent_act"),
        ("垃圾短信太多", "rubbish"),
        ("出租车", "car"),
        ("水落石出", "disaster_relief"),
        ("修改一下手机号", "repair_service"),
        ("这牌子的鞋能补吗", "ebike_plate"),
        ("我妈妈走路快", "death"),
        ("爷爷的轮椅被人借走了", "death"),
        ("昨天走的时候忘拿伞", "death"),
        ("水果店的苹果发黄了", "water_bad"),
        ("车厘子多少钱", "car"),
        ("薪水还没到账", "water_cut"),
        ("水果店停了", "water_cut"),
        ("儿子电脑停了", "power_cut"),
        ("公司网站打不开", "broadband"),
        ("仔细看一下", "child"),
    ],
)
def test_false_friends_mean_nothing_of_it(said: str, key: str) -> None:
    assert key not in meant(said)


def test_a_longer_expression_hides_those_within_it_but_not_its_neighbours() -> None:
    lexicon = Lexicon(
        [
            Concept("light", "topic", (), ("灯",), frozenset(), ("红绿灯",)),
            Concept("stair_light", "topic", ("light",), ("楼道灯",), frozenset(), ()),
            Concept("broken", "act", (), ("坏", "灯坏"), frozenset(), ()),
        ]
    )
    assert [(one.start, one.end, one.concepts) for one in lexicon.find("楼道灯坏了")] == [
        (0, 3, ("stair_light",)),
        (2, 4, ("broken",)),
    ]
    assert lexicon.find("楼道灯")[0].broader == ("light",)
    assert lexicon.find("红绿灯") == lexicon.find("") == []


def test_two_parts_that_stand_near_each_other_mean_something_together() -> None:
    rows = [{"key": "leak", "words": "楼上/屋顶…滴/漏", "not_in": "点滴 屋顶花园"}]
    lexicon = Lexicon(read_concepts({"role": "topic", "concept": rows}))

    def stretches(normal: str) -> list[str]:
        return [normal[one.start : one.end] for one in lexicon.find(normal)]

    assert stretches("楼上的水往下滴") == ["楼上", "滴"]
    assert stretches("屋顶漏") == ["屋顶漏"]
    assert stretches("漏到屋顶") == stretches("楼上人家说他们家里从来都没有漏") == []
    assert stretches("楼上点滴") == stretches("屋顶花园漏") == []


def test_a_single_character_is_no_part_when_it_is_a_piece_of_another_word() -> None:
    rows = [{"key": "repair", "words": "修…灯"}, {"key": "change", "words": "修改"}]
    lexicon = Lexicon(read_concepts({"role": "act", "concept": rows}))
    assert [one.concepts for one in lexicon.find("修改灯具")] == [("change",)]
    assert [one.concepts for one in lexicon.find("修楼道灯")] == [("repair",), ("repair",)]
