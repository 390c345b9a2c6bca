"""What several writings of one matter have in common."""

import pytest

from faq.pieces import common_piece


@pytest.mark.parametrize(
    ("texts", "piece"),
    [
        (["快递柜坏了找谁", "我家楼下快递柜坏了"], "快递柜坏了"),
        (["请问桂花树什么时候修剪"], "桂花树什么时候修剪"),
        (["围棋班", "象棋课"], ""),
        (["谢谢你吗", "？"], ""),
        ([], ""),
    ],
)
def test_the_longest_run_of_words_that_all_hold(texts: list[str], piece: str) -> None:
    assert common_piece(texts) == piece
