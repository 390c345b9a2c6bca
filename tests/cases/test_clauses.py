"""Where a sentence goes on, and how what follows is joined to it."""

import pytest

from cases.clauses import Joint, clauses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("楼道灯坏了", [("楼道灯坏了", Joint.COMMA)]),
        (
            "路灯坏了，还有垃圾也没人收",
            [("路灯坏了", Joint.COMMA), ("垃圾也没人收", Joint.MORE)],
        ),
        ("路灯坏了还有垃圾没人收", [("路灯坏了", Joint.COMMA), ("垃圾没人收", Joint.MORE)]),
        ("路燈壞了，另外電梯停了", [("路燈壞了", Joint.COMMA), ("電梯停了", Joint.MORE)]),
        ("灯坏了。电梯停了！", [("灯坏了", Joint.COMMA), ("电梯停了", Joint.END)]),
        ("灯坏了，电梯也坏了", [("灯坏了", Joint.COMMA), ("电梯也坏了", Joint.ALSO)]),
        ("灯坏了，还有多久能修好", [("灯坏了", Joint.COMMA), ("还有多久能修好", Joint.COMMA)]),
        ("灯坏了，还有人管吗", [("灯坏了", Joint.COMMA), ("还有人管吗", Joint.COMMA)]),
        (
            "1.灯坏了 2.垃圾没人收",
            [("灯坏了", Joint.COUNTED), ("垃圾没人收", Joint.COUNTED)],
        ),
        ("水压只有2.5公斤", [("水压只有2.5公斤", Joint.COMMA)]),
        ("一是灯坏了，二是太吵", [("灯坏了", Joint.COUNTED), ("太吵", Joint.COUNTED)]),
        (
            "兹有二事：一、路灯不亮；二、捐书百册",
            [
                ("兹有二事：", Joint.COMMA),
                ("路灯不亮", Joint.COUNTED),
                ("捐书百册", Joint.COUNTED),
            ],
        ),
        (
            "第一件，灯坏了；第二件为捐书",
            [("灯坏了", Joint.COUNTED), ("捐书", Joint.COUNTED)],
        ),
        ("东起第一、第三盏不亮", [("东起第一", Joint.COMMA), ("第三盏不亮", Joint.COMMA)]),
        ("一、二楼的灯坏了", [("一", Joint.COMMA), ("二楼的灯坏了", Joint.COMMA)]),
        ("。，", []),
        ("", []),
    ],
)
def test_clauses_and_their_joints(text: str, found: list[tuple[str, Joint]]) -> None:
    assert [(clause.words, clause.joint) for clause in clauses(text)] == found


def test_a_clause_knows_where_it_stands_in_the_text() -> None:
    text = "路灯坏了，还有垃圾也没人收。"
    assert [text[clause.start : clause.end] for clause in clauses(text)] == [
        "路灯坏了",
        "还有垃圾也没人收",
    ]
