"""What is a command though no command word stands at its start."""

import pytest

from handlers.commands import Command, read_command


@pytest.mark.parametrize(
    "text",
    [
        "我就要跟人说", "我要找人 别给我整机器的", "你们有没有一个活人", "让工作人员给我打电话",
        "打电话给我", "能不能找个真人", "换个人来说", "转人工", "找负责的同志",
        "我想跟工作人员谈谈",
        "我都说了八百遍了你们一直踢皮球气死我了，你能不能找个真人来",
        "问了三次都答非所问，烦死了你能不能找个真人来跟我说",
        "你们这是什么破系统，说了半天都听不懂，给我换个活人来说话",
        "老是让我选一选二，看不懂，叫个工作人员来跟我讲行不行",
        "别跟我扯了，人工客服在哪里，赶紧给我转人工", "講來講去都係呢幾句，幫我轉人工",
    ],
)  # fmt: skip
def test_who_asks_for_a_person_gets_one(text: str) -> None:
    assert read_command(text) == Command("人工", "")


@pytest.mark.parametrize(
    "text",
    [
        "我要找人修水管", "楼上有人跟我吵架", "有没有人管", "打电话给物业没人接", "找人搬家",
        "负责人态度差", "叫人来修", "人呢", "能不能找个真人来看看我家的漏水，说话不算话",
        "不要给我转人工了，我就问居住证怎么办", "打12333怎么转人工，一直占线打不进去啊",
        "找个工作人员来看看楼道的灯，坏了三天了", "修个马桶材料不贵，人工多少钱",
    ],
)  # fmt: skip
def test_who_speaks_of_people_asks_for_none(text: str) -> None:
    assert read_command(text) is None


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("轮椅坏了登记一下", "轮椅坏了"),
        ("劳烦登记：书法班何时开课", "书法班何时开课"),
        ("书法班之事仍请登记", "书法班之事"),
        ("楼道灯坏了，请登记。在5号楼", "楼道灯坏了 在5号楼"),
        ("請幫我登記 電梯壞了", "電梯壞了"),
        ("押金你帮我登记吧 房东姓王 押金1800", "押金 房东姓王 押金1800"),
        ("漏水那个 登记嘛", "漏水"),
        ("充电位不够，你们给登记一下吧", "充电位不够"),
        ("狗屎 登记", "狗屎"),
        ("说过多少遍了 登记！6号楼2单元502", "说过多少遍了 6号楼2单元502"),
        ("路灯灭了一个多礼拜，帮报一下，在村东头", "路灯灭了一个多礼拜 在村东头"),
        ("围墙歪了，麻烦给报上去", "围墙歪了"),
        ("那你给我登记巴", ""),
    ],
)
def test_who_asks_to_register_something_has_asked_for_just_that(text: str, demand: str) -> None:
    command = read_command(text)
    assert command is not None
    assert command.word == "登记"
    assert command.rest.replace("，", "").replace("。", "").split() == demand.split()


@pytest.mark.parametrize(
    "text",
    [
        "结婚 登记",
        "结婚 怎么 登记",
        "户口 登记 在哪",
        "要不要 登记",
        "帮我报个名",
        "帮我报警",
        "不用，登记？",
        "生育登记怎么办",
        "登记过了！停车！",
        "报修过好几次了",
        "投诉过没人理",
        "租房要登记吗",
        "不要登记了",
        "不用登记",
        "我没登记",
        "怎么登记",
        "您登记的是什么",
    ],
)
def test_who_speaks_of_registering_asks_for_nothing(text: str) -> None:
    command = read_command(text)
    assert command is None or command.word != "登记"
