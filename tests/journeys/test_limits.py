"""Somebody who floods the desk is slowed down; danger is always heard."""

from bot.models import Message
from tests.journeys.town import Town

LIMIT = 60


def test_a_flood_is_told_once_and_kept_and_danger_is_still_heard(town: Town) -> None:
    zhang, wang = town.person("小张"), town.person("王阿姨")
    said = [zhang.says(f"喂 {number}") for number in range(LIMIT + 3)]
    assert sum("太快" in text for text in said) == 1
    assert said[-1] == ""
    assert "119" in zhang.says("着火了，快来人")
    assert wang.says("居住证怎么办") != ""
    with town.sessions() as db:
        assert db.query(Message).filter(Message.kind == "TextMessage").count() == LIMIT + 5
