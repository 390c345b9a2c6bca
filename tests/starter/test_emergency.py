"""The danger words find danger, and leave fees, drills and last year's fire alone."""

from collections.abc import Callable
from typing import Any

import pytest

from community.emergency import SHARED
from community.pack import starter_emergency
from tests.each import for_each

Load = Callable[[str], dict[str, Any]]
Read = Callable[[str], str]
Words = dict[str, Any]

DANGER = {
    "fire": "3号楼着火了 / 电瓶车烧起来了快来人 / 去年着过火，今天又着火了 / "
    "消防演练的时候真着火了 / 是不是着火了，好大的烟 / 保险丝着火了 / 不是演习，着火了",
    "smoke": "楼道里冒浓烟 / 昨天买的电瓶冒烟了 / 电视冒烟了 / 火没灭，还在冒烟",
    "gas": "厨房煤气泄漏 / 一开门全是燃气味 / 是不是漏气了呀 / 闻到煤气味头晕 / 不小心跑煤气了",
    "electric": "有人触电了 / 不小心触电了 / 路灯杆漏电，电到人 / 水里有电",
    "lift": "我妈困在电梯里了 / 电梯把人困住了 / 孩子卡在电梯出不来 / 电梯突然往下掉，电梯往下掉",
    "medical": "我爸晕倒了 / 老人没有呼吸了 / 怕是中风了 / 快来，叫不醒了 / "
    "小孩掉水里了 / 一口气上不来了",
    "crime": "有人抢劫 / 楼下有人拿刀砍人 / 家里进贼了 / 老公打我 / 外面有人撬门",
    "beating": "楼上男的昨晚打他老婆，女的一直哭喊 / 娃身上青一块紫一块，怕是家里打的 / 保姆掐老人",
    "unseen": "对门独居的大爷三天没露面了 / 给王奶奶送饭敲门没人应 / 邻居老头门也敲不开",
    "traffic": "门口出车祸了 / 电动车撞倒老人 / 盲道上有电动车撞人了 / 盲人走盲道被车撞了",
    "missing": "孩子不见了 / 我爷爷走失了",
    "cry": "救命啊 / 救命",
    "wet_power": "水滴到插座上了 / 灯泡往下滴水",
    "seizure": "孩子发烧39度8，抽了一下 / 宝宝抽起来了 / 我爸浑身抽 / 孩子抽搐了 / "
    "隔壁大爷口吐白沫 / 娃一抽一抽的翻白眼",
    "falling": "小区里的大树歪了快倒了 / 围墙要塌 / 广告牌快掉下来了 / "
    "院墙快倒了，下面有人走 / 枯枝要砸到人",
    "ask_ambulance": "救护车几号 / 救护车电话多少 / 急救电话是多少 / 120怎么打",
    "ask_fire": "火警电话多少 / 消防队电话是几号",
    "ask_police": "报警电话多少 / 怎么报警",
    "ask_whether": "要不要报警 / 这种事该不该打110 / 我能报警吗",
    "suicide": "我不想活了 / 活着没意思 / 楼顶有人要跳楼 / 上次就想自杀 / 他写遗书了 / 不如死了",
}
HARMLESS = (
    "药店门口盲道停了电动车我撞上了 / 盲道上停的电动车撞了我的腿 / "
    "燃气缴费怎么弄 / 燃气灶打不着火 / 灭火器年检 / 消防通道被堵了 / 消防演练几点开始 / "
    "上次着火的事谁处理 / 去年触电的赔偿 / 火已经扑灭了 / 没有着火 / 不是着火，是做饭 / "
    "并没有漏气 / 飞线充电怕着火 / 堆杂物容易起火 / 万一触电怎么办 / 漏电保护器跳了 / "
    "轮胎漏气哪里补 / 大火收汁 / 跳楼价甩卖 / 想死你们了 / 气炸了 / 打我电话 / 反诈宣传 / "
    "孩子发烧着凉 / 我家老人中风瘫了能办残疾证不 / 没气了做不了饭 / 停气 / 防溺水讲座 / "
    "猫走丢了 / 交通事故认定书去哪拿 / 电梯坏了 / 停电了 / 漏水了 / 落水管堵了 / 救命药能报销吗 / "
    "抽油烟机坏了 / 孩子去抽血要空腹吗 / 救护车占了车位 / 救护车多少钱一趟 / "
    "消防检查电话通知了 / 派出所电话多少 / "
    "树倒了没人清 / 墙皮掉了 / 店快倒闭了 / 电梯抽风了似的停停走走 / "
    "报警器响个不停 / 急救培训在哪报名 / "
    "停车费太贵，简直是抢钱了 / 再不管我去砸门 / 我翻墙进去行不行 / 快递敲门没人应，是给老人买的 / "
    "好几天没见保洁了 / 老公动手修的水龙头又漏了 / 气得我想踹门 / "
    "被打扰得睡不着 / 煤气表坏了 / 暖气上不来 / 火灾赔偿怎么申请 / 未见冒烟"
)


@pytest.fixture(scope="module")
def words(load: Load) -> Words:
    return load("community/starter/emergency.toml")


@pytest.fixture(scope="module")
def danger_in() -> Read:
    """A function from a sentence to the key of the group it belongs to, or ""."""
    emergency = starter_emergency()

    def read(text: str) -> str:
        alarm = emergency.check(text)
        return alarm.key if alarm else ""

    return read


def test_every_group_has_the_described_fields(words: Words) -> None:
    fields = {"key", "name", "numbers", "words", "not_with"}
    assert set(words["shared"]) == set(SHARED)
    for group in words["group"]:
        assert set(group) - {"gentle", "calm", "still", "asks", "about", "lasting"} == fields
        assert set(group["numbers"]) <= {"110", "119", "120", "122", "12356"}
        assert all(len(word) >= 2 for word in [*group["words"], *group["not_with"]])
    keys = [group["key"] for group in words["group"]]
    assert keys[0] == "suicide"
    assert set(keys) == set(DANGER)
    assert len(set(keys)) == len(keys)


def test_only_words_of_suicide_are_met_gently(words: Words) -> None:
    gentle = {g["key"]: g["numbers"] for g in words["group"] if g.get("gentle")}
    assert gentle == {"suicide": ["12356", "120", "110"]}


def test_no_word_stands_twice_and_no_harmless_saying_is_a_danger_word(words: Words) -> None:
    for group in words["group"]:
        assert len(set(group["words"])) == len(group["words"]), group["key"]
        assert not set(group["words"]) & set(group["not_with"]), group["key"]


@for_each(
    ("group", "text"),
    [(group, text) for group, texts in DANGER.items() for text in texts.split(" / ")],
)
def test_danger_is_heard(danger_in: Read, group: str, text: str) -> None:
    assert danger_in(text) == group


@for_each("text", HARMLESS.split(" / "))
def test_harmless_words_raise_no_alarm(danger_in: Read, text: str) -> None:
    assert danger_in(text) == ""


def test_no_phrasing_of_an_entry_raises_an_alarm(danger_in: Read, load: Load) -> None:
    entries = load("faq/starter/entries.toml")["entry"]
    texts = [text for entry in entries for text in [entry["question"], *entry["similar"]]]
    assert [text for text in texts if danger_in(text)] == []


def test_words_of_topics_raise_an_alarm_only_where_people_are_in_danger(
    danger_in: Read, load: Load
) -> None:
    topics = load("community/starter/topics.toml")["topic"]
    alarming = {word for topic in topics for word in topic["words"] if danger_in(word)}
    assert alarming == {"电梯往下掉", "老人走失"}
