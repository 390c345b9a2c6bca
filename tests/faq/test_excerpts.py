"""Half a question about an answer just read gets the sentence that answers it, if there is one."""

import pytest

from faq.excerpts import excerpt

ANSWER = (
    "到派出所或街道便民服务中心办。一般带身份证和租房合同。15 天内办好。家里人可以代办。"
    "以窗口答复为准，可打 000-0000。"
)


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("要带什么", "一般带身份证和租房合同。"),
        ("那要多久", "15 天内办好。"),
        ("别人能代办吗", "家里人可以代办。"),
        ("那要钱吗", None),
        ("算不算数", None),
    ],
)
def test_only_what_is_asked_is_told(question: str, sentences: str | None) -> None:
    assert excerpt(question, ANSWER) == sentences


def test_all_sentences_of_it_are_told_in_their_order() -> None:
    told = excerpt("在哪办", ANSWER)
    assert told is not None
    assert told.startswith("到派出所或街道便民服务中心办。")
