"""Characters that sound alike are known, so that a slip of the keyboard can be seen as one."""

from core.sounds import heard_as, nearly_heard_as


def test_a_character_has_others_of_the_same_sound_but_not_itself() -> None:
    assert {"证", "政", "整"} <= set(heard_as("正"))
    assert "正" not in heard_as("正")


def test_a_character_with_two_readings_sounds_like_both() -> None:
    assert {"航", "形"} <= set(heard_as("行"))


def test_some_speakers_blur_sounds() -> None:
    assert "是" not in heard_as("四")
    assert "是" in nearly_heard_as("四")
    assert "新" in nearly_heard_as("星")
    assert "男" in nearly_heard_as("兰")
    assert set(heard_as("正")) <= set(nearly_heard_as("正"))


def test_what_is_no_chinese_character_sounds_like_nothing() -> None:
    assert heard_as("a") == nearly_heard_as("😀") == heard_as("") == ""
