"""Residents' words about their troubles: topic, kind, area and place, or rather nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.places import place_corrected, place_in
from cases.recognise import kind_in, recognise, topic_in
from community.models import Kind
from community.topics import TopicWords
from tests.cases.pack import area_id, starter

SETUP = starter()
TOPICS = list(SETUP.topics.values())
WORDS = SETUP.topic_words

# What is said · its topic · its place; "-" for none.
SAID = """
3号楼2单元电梯坏了 · lift · 3号楼2单元
五号楼三单元的楼道灯不亮 · stair_light · 五号楼三单元
12栋地下车库漏水 · leak · 12栋地下车库
报修：东门口路灯坏了 · street_light · 东门口
201室水管爆了 · leak · 201室
12-3-401马桶堵了 · drain · 12-3-401
我家在二号楼四单元六零二，下水道堵了 · drain · 二号楼四单元六零二
8幢1单元1203室没水 · water_supply · 8幢1单元1203室
第10栋302停电了 · power_supply · 第10栋302
B座电梯停了 · lift · B座
5#楼门口有人占车位 · parking · 5#楼门口
负一楼积水 · drain · 负一楼
三楼厕所堵了 · drain · 三楼
三号楼十二层1203室漏水 · leak · 三号楼十二层1203室
地库的消防栓坏了 · fire_lane · 地库
3栋楼下乱停车 · parking · 3栋楼下
村口井盖没了 · manhole · 村口
3号楼电梯又坏了你们管不管 · lift · 3号楼
12栋楼道灯一直不亮 · stair_light · 12栋
201室昨晚停电了 · power_supply · 201室
老槐树下的健身器材断了 · facilities · 老槐树下
幸福路12号旁边摆摊堵路口 · street_stall · 幸福路12号旁边
活动中心门口有流浪狗 · pets · 活动中心门口
小区南门口的道闸不动 · gate · 小区南门口
菜市场旁边有人卖东西占道经营 · street_stall · 菜市场旁边
2单元门口垃圾没人收 · garbage · 2单元门口
6号楼顶楼漏雨 · leak · 6号楼
楼上半夜吵得睡不着 · noise · -
楼上空调外机滴水滴到我家窗台 · air_conditioner · -
隔壁空调外机噪音太大，晚上睡不着 · air_conditioner · -
对门的外机嗡嗡响 · air_conditioner · -
空調的水滴到樓下被子上 · air_conditioner · -
我家空调坏了 · - · -
电梯里空调不凉 · - · -
空调外机松了 · wall · -
广场舞太吵了 · noise · -
电动车把消防通道堵了 · fire_lane · -
有人在楼道里给电瓶车充电 · ebike · -
装修垃圾堆在楼下 · garbage · -
隔壁中午装修用电钻 · construction · -
物业不管事，打电话也不接 · property_service · -
物业费为什么涨了 · property_fee · -
居住证怎么办 · residence · -
老人的低保怎么申请 · subsistence · -
楼上老往下扔烟头 · falling_objects · -
隔壁养鸡，公鸡打鸣 · pets · -
大树挡光，能不能修树 · greenery · -
楼上加盖了一层，是违建 · illegal_building · -
家里停气了 · gas_supply · -
家里老鼠太多 · pests · -
对面饭店油烟味大 · fumes · -
房东押金不退 · renting · -
孩子上幼儿园怎么报名 · schooling · -
医保怎么报销 · insurance · -
残疾证在哪里办 · disability · -
想找工作，有没有招聘 · jobs · -
外墙瓷砖掉下来了 · wall · -
空巢老人没人照顾 · lonely_elder · -
社区食堂几点开 · elder_care · -
居委会不管，推来推去 · staff_service · -
又停水又停电 · - · -
在吗 · - · -
你们好辛苦 · - · -
12月5号楼道灯坏了 · stair_light · -
6月3号开始没水 · water_supply · -
两栋楼之间堆杂物 · street_stall · -
窗台有一层灰 · - · -
我有三楼的钥匙 · - · -
电话13812345678，没有别的 · - · -
樓道燈壞了 · stair_light · -
電梯壞了，3號樓 · lift · 3号楼
3号楼2单元 二楼到三楼楼道灯不亮 · stair_light · 3号楼2单元 二楼到三楼
地下车库负一层B-117车位被人占了 · parking · 地下车库负一层B-117车位
我是7号楼3单元1002的业主，车位B-117被占了 · parking · 车位B-117
5号楼1单元402漏水，402楼下是302 · leak · 5号楼1单元402
幸福小学正门右边文具店门口井盖松了 · manhole · 幸福小学正门右边文具店门口
12号楼底商 老钱五金店门口路灯不亮 · street_light · 12号楼底商 老钱五金店门口
去镇上的土路冲了个大豁子 三轮都过不去 孩子上学都没法走 · - · -
""".strip().splitlines()


@pytest.mark.parametrize("line", SAID)
def test_topic_and_place_are_heard(line: str) -> None:
    text, topic_key, place = line.split(" · ")
    heard = recognise(text, SETUP)
    key = SETUP.topics[heard.topic_id].key if heard.topic_id else "-"
    assert (key, heard.place or "-") == (topic_key, place)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("报修 电梯坏了", Kind.REPAIR),
        ("我要投诉楼上太吵", Kind.COMPLAINT),
        ("你好，我想投诉物业", Kind.COMPLAINT),
        ("举报有人私搭乱建", Kind.COMPLAINT),
        ("求助：老人摔倒没人管", Kind.HELP),
        ("提个建议，加装健身器材", Kind.SUGGESTION),
        ("咨询一下居住证", Kind.CONSULT),
        ("灯坏了，我要报修", Kind.REPAIR),
        ("物业建议我找社区", None),
        ("电梯坏了", None),
        ("投诉热线是多少", None),
        ("我昨天投诉过了", None),
    ],
)
def test_the_kind_is_what_the_resident_calls_it(text: str, kind: Kind | None) -> None:
    assert kind_in(text) == kind


def test_between_two_equal_topics_the_named_kind_decides() -> None:
    text = "电梯坏了物业不管"
    assert topic_in(text, WORDS) is None
    complained = topic_in(text, WORDS, Kind.COMPLAINT)
    repaired = topic_in(text, WORDS, Kind.REPAIR)
    assert complained is not None
    assert complained.key == "property_service"
    assert repaired is not None
    assert repaired.key == "lift"


@pytest.mark.parametrize(
    ("text", "home", "area"),
    [
        ("幸福里小区3号楼2单元门禁坏了", None, "xingfuli-1-b3"),
        ("安宁小区垃圾没人收", None, "anning"),
        ("白云村村口井盖没了", None, "baiyun"),
        ("村东头路灯不亮", None, "baiyun-1"),
        ("幸福里东区路灯坏了", None, "xingfuli-1"),
        # Every community has a 3号楼.
        ("3号楼电梯坏了", None, None),
        ("3号楼电梯坏了", "xingfuli", "xingfuli-1-b3"),
        ("3号楼电梯坏了", "xingfuli-2", "xingfuli-1-b3"),
        ("3号楼电梯坏了", "anning", None),
        ("安宁小区3号楼电梯坏了", "xingfuli", "anning"),
        # The street says less than the home.
        ("街道办态度差", "xingfuli", None),
        ("幸福里居委会真好", "xingfuli", None),
        # Two communities are none.
        ("幸福里小区和安宁小区都停水", None, None),
        ("电梯坏了", "xingfuli", None),
    ],
)
def test_an_area_is_heard_only_when_it_is_sure(
    text: str, home: str | None, area: str | None
) -> None:
    heard = recognise(text, SETUP, area_id(home) if home else None)
    assert heard.area_id == (area_id(area) if area else None)


def test_every_word_of_every_topic_is_heard_alone_as_that_topic() -> None:
    missed = {
        (topic.key, word)
        for topic in TOPICS
        for word in topic.words
        if topic_in(word, WORDS) not in (topic, None)
    }
    assert missed == set()


def test_a_retired_topic_is_not_heard() -> None:
    lift = next(topic for topic in TOPICS if topic.key == "lift")
    others = [topic for topic in TOPICS if topic is not lift]
    retired = [*others, replace(lift, active=False)]
    assert topic_in("电梯坏了", TopicWords(others)) is None
    assert topic_in("电梯坏了", TopicWords(retired)) is None


@given(st.text(max_size=700))
def test_nothing_a_resident_writes_breaks_it(text: str) -> None:
    heard = recognise(text, SETUP)
    assert heard == recognise(text, SETUP)
    place = place_in(text)
    assert place is None or 0 < len(place) <= 60


@pytest.mark.parametrize(
    ("text", "known", "place"),
    [
        ("其实不是5号楼 是3号楼 102 哈哈 骗你的 还是5号楼", "5号楼 102", None),
        ("是3号楼 开玩笑的 还是5号楼", None, "5号楼"),
        ("在2单元 不对 在4单元", "7栋2单元", "7栋4单元"),
        ("是3号楼，打错了", "5号楼", "3号楼"),
        ("不是5号楼，是2号楼", "5号楼东门口", "2号楼东门口"),
        ("不是五号楼，在东门口", "五号楼", "东门口"),
        # However the first one was ordered, what is not set right stays.
        ("错了 不是3楼 是5楼 501，301是我闺女家", "3楼 3号楼1单元 301", "3号楼1单元5楼501"),
        ("不是3楼是5楼", "3号楼1单元3楼301", "3号楼1单元5楼"),
        ("那个楼号忘了说 是3号楼1单元501", "5楼 501", "3号楼1单元5楼501"),
        ("地址咋还是4栋 是14栋", "阳光小区 4栋1203", "阳光小区14栋1203"),
        ("不是502是602 502是我家", "6号楼2单元502", "6号楼2单元602"),
        ("村东头老槐树，别写错", "村东头", "村东头老槐树"),
        ("就在6号楼前面草坪", "6号楼", "6号楼前面草坪"),
    ],
)
def test_of_two_places_the_one_that_he_stands_by_is_taken(
    text: str, known: str | None, place: str | None
) -> None:
    assert place_corrected(text, known) == place
