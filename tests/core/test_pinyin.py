"""Words written by their sound are read; whatever else is in Latin letters stays."""

import pytest

from core.pinyin import read_pinyin


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("我的 jüzhuzheng 到期了", "我的 居住证 到期了"),
        ("没有 hu kou", "没有 户口"),
        ("xièxie", "谢谢"),
        ("要Yanqi，去 nali", "要延期，去 哪里"),
        ("the woman can help me", "the woman can help me"),
        ("www.hukou.com hukou@qq.com hukou123", "www.hukou.com hukou@qq.com hukou123"),
        ("A座1203 WiFi坏了", "A座1203 WiFi坏了"),
    ],
)
def test_listed_words_alone_are_read(text: str, read: str) -> None:
    assert read_pinyin(text) == read
