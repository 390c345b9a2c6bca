"""Where a resident means when he names a place."""

import pytest

from community.areas import AreaFacts, Areas
from community.naming import NAME
from core.errors import NotFound


def area(id_: int, parent: AreaFacts | None, kind: str, name: str, *aliases: str) -> AreaFacts:
    path = f"{parent.path if parent else ''}{id_}/"
    return AreaFacts(
        id_, f"a{id_}", kind, name, parent.id if parent else None, path, f"s{id_}", aliases
    )


STREET = area(1, None, "街道", "幸福街道")
HAPPY = area(2, STREET, "社区", "幸福里社区", "幸福里")
CALM = area(3, STREET, "社区", "安宁社区", "安宁")
HAPPY_3 = area(4, HAPPY, "楼栋", "3号楼", "三栋")
CALM_3 = area(5, CALM, "楼栋", "3号楼")
HAPPY_13 = area(6, HAPPY, "楼栋", "13号楼")
TOWN = area(7, None, "镇", "清水镇", "清水")
VILLAGE = area(8, TOWN, "村", "白云村", "白云")
GROUP = area(9, VILLAGE, "组", "一组")
AREAS = Areas([GROUP, VILLAGE, TOWN, HAPPY_13, CALM_3, HAPPY_3, CALM, HAPPY, STREET])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("3号楼 幸福里", [HAPPY_3, HAPPY]),
        ("幸福里三栋的楼道灯坏了", [HAPPY_3, HAPPY]),
        ("幸福里3#楼2单元", [HAPPY_3, HAPPY]),
        ("幸福里第３幢", [HAPPY_3, HAPPY]),
        ("安寧社區３號樓", [CALM_3, CALM]),
        ("3号楼", [HAPPY_3, CALM_3]),
        ("幸福里13号楼", [HAPPY_13, HAPPY]),
        ("十三号楼", [HAPPY_13]),
        ("白云村一组", [GROUP, VILLAGE]),
        ("我住白云", [VILLAGE]),
        ("安宁13号楼", [CALM]),
        ("幸福里和安宁社区", [CALM, HAPPY]),
        ("楼上吵得我们不得安宁", []),
        ("店在安宁路18号", []),
        ("我住安宁大道旁边", []),
        ("住安宁路灯坏了", [CALM]),
        ("发了一组照片", []),
        ("停水了", []),
        ("", []),
    ],
)
def test_residents_words_name_areas_deepest_first(words: str, meant: list[AreaFacts]) -> None:
    assert AREAS.named(words) == meant


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("我住幸福里西區3棟！", "我住#西区#"),
        ("安宁这边的路灯坏了", "#这边的路灯坏了"),
        ("楼上吵得我们不得安宁", "楼上吵得我们不得安宁"),
    ],
)
def test_where_names_stand_is_marked(words: str, marked: str) -> None:
    assert AREAS.marked(words).replace(NAME, "#") == marked


def test_an_area_is_known_with_all_it_lies_in() -> None:
    assert AREAS.ancestors(HAPPY_3.id) == [HAPPY_3, HAPPY, STREET]
    assert AREAS.ancestors(None) == []
    assert AREAS.children(HAPPY.id) == [HAPPY_3, HAPPY_13]
    assert AREAS.children(None) == [STREET, TOWN]
    assert AREAS.by_scene("s3") == CALM
    assert AREAS.by_scene("unknown") is None
    assert AREAS.find(99) is None
    with pytest.raises(NotFound):
        AREAS.get(99)


def test_a_resident_chooses_among_communities_and_villages() -> None:
    assert AREAS.neighbourhoods() == [HAPPY, CALM, VILLAGE]
    assert Areas([STREET]).neighbourhoods() == [STREET]
    assert AREAS.neighbourhood_of(HAPPY_3.id) == HAPPY
    assert AREAS.neighbourhood_of(STREET.id) is None


def test_a_name_says_in_which_community_a_building_stands() -> None:
    assert AREAS.name_of(HAPPY_3.id) == "幸福里社区3号楼"
    assert AREAS.name_of(HAPPY.id) == "幸福里社区"
    assert AREAS.name_of(STREET.id) == "幸福街道"
    assert AREAS.name_of(None) == ""


def test_the_nearest_value_of_a_placeholder_counts() -> None:
    street = AreaFacts(
        1, "s", "街道", "街", None, "1/", filled={"值班电话": "甲", "社区电话": "乙"}
    )
    home = AreaFacts(2, "h", "社区", "里", 1, "1/2/", filled={"社区电话": "丙", "值班电话": ""})
    other = AreaFacts(3, "o", "社区", "外", 1, "1/3/")
    areas = Areas([street, home, other])
    assert areas.placeholders(2) == {"值班电话": "甲", "社区电话": "丙"}
    assert areas.placeholders(3) == {"值班电话": "甲", "社区电话": "乙"}
    assert areas.placeholders(None) == {}, "nobody knows yet which of the two holds"
    assert Areas([street, home]).placeholders(None) == areas.placeholders(2)


def test_an_area_given_up_is_not_found_by_words_but_still_has_its_name() -> None:
    gone = AreaFacts(2, "h", "社区", "旧里", None, "2/", "old", active=False)
    areas = Areas([STREET, gone])
    assert areas.named("旧里") == []
    assert areas.by_scene("old") is None
    assert areas.name_of(2) == "旧里"
