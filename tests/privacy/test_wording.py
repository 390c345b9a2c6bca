"""What residents agree to is known by a version."""

from community.texts.report import ASK_PHONE
from community.texts.sentence import Texts
from privacy.wording import TEXT_VERSION, WORDS, digest, text_version

SHIPPED = {
    "2026-11": {
        "service": "d5cb60e80101",
        "notice": "306fe98db383",
        "phone": "49cc3d46c26b",
    },
}


def test_words_never_change_under_the_same_version() -> None:
    shipped = {
        purpose: digest([sentence.default for sentence in words])
        for purpose, words in WORDS.items()
    }
    assert SHIPPED[TEXT_VERSION] == shipped, "raise TEXT_VERSION and pin the new words here"


def test_the_shipped_words_have_the_shipped_version() -> None:
    assert {text_version(Texts(), purpose) for purpose in WORDS} == {TEXT_VERSION}


def test_an_offices_own_words_have_a_version_of_their_own() -> None:
    texts = Texts({ASK_PHONE.key: "请留个电话，回复 0 跳过。"})
    assert text_version(texts, "phone") not in (TEXT_VERSION, text_version(Texts(), "phone"))
    assert len(text_version(texts, "phone")) <= 20
    assert text_version(texts, "service") == TEXT_VERSION


def test_before_a_phone_is_given_its_purpose_is_told() -> None:
    assert "只为办这件事" in "".join(sentence.default for sentence in WORDS["phone"])
