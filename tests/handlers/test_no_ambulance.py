"""不用120 is heard from who needs none, and from nobody whose people may be dying."""

from community.emergency import Alarm
from handlers.emergency import is_denied
from tests.each import for_each

MEDICAL = Alarm("medical", "急病和受伤", ("120",))


@for_each(
    "text",
    [
        *("不用120，就是破了皮", "摔骨折了，别叫救护车，已经到医院了", "烫伤了一小块，不用打120"),
        *("只破了点皮", "就擦破了皮", "又不是什么急病", "皮外伤，莫喊120"),
    ],
)
def test_who_needs_no_ambulance_is_believed(text: str) -> None:
    assert is_denied(text, MEDICAL)
    assert not is_denied(text, Alarm("fire", "火灾", ("119",)))


@for_each(
    "text",
    [
        *("要不要打120", "用不用打120啊", "需不需要叫救护车", "是不是急病", "摔骨折了不用打120吧"),
        *(
            "不用叫救护车吗",
            "别打120行不行",
            "骨折了，不用120？",
            "他说不用120，我该咋办",
            "不用120怎么弄",
        ),
    ],
)
def test_who_asks_whether_denies_nothing(text: str) -> None:
    assert not is_denied(f"我爸从楼梯上摔下来，{text}", MEDICAL)


@for_each(
    "text",
    [
        *("晕倒了", "昏过去了", "叫不醒", "喊不应", "喘不上气", "呼吸困难", "没反应", "没气了"),
        *("心梗了", "中风了", "抽搐起来", "流血不止", "吐血了", "喝了农药", "噎住了", "不省人事"),
        *("胸口疼", "胸闷得很"),
    ],
)
def test_who_is_in_grave_danger_is_fetched_whatever_is_said(text: str) -> None:
    assert not is_denied(f"老人{text}，她说不用120", MEDICAL)
    assert not is_denied(f"老人{text}，就破了点皮", MEDICAL)


@for_each("text", ["头也破了皮", "这不是皮外伤", "别找120以外的人", "马上打120"])
def test_what_only_has_the_words_denies_nothing(text: str) -> None:
    assert not is_denied(f"老人摔了，{text}", MEDICAL)
