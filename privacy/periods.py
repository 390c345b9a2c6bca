"""How long what is kept: the periods an office may set, and their bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.expiry import MESSAGE_WORDS
from cases.attachments import WITHOUT_CASE
from core.expiry import Expiry
from duty.expiry import CONCERN_LINK, CONCERN_NOTES
from faq.expiry import CHECKS, DRAFTS, QUESTION_LINK, QUESTION_TEXT, SHEETS
from notices.expiry import NOTICE_WORDS


@dataclass(frozen=True)
class Period:
    """One kind of thing, kept for `shipped` units unless the office says otherwise, from `least` to
    `most`; `after`: what is left then; `why`: the reason for the bounds."""

    key: str
    name: str
    after: str
    why: str
    expiry: Expiry
    shipped: int
    least: int
    most: int
    unit: str = "天"

    def span(self, value: int) -> timedelta:
        """The value as a span of time."""
        return timedelta(hours=value) if self.unit == "小时" else timedelta(days=value)


PERIODS: tuple[Period, ...] = (
    Period(
        "question_link",
        "一句提问是谁问的",
        "只剩遮盖过的问法，不再知道是谁",
        "48 小时内要能答复问过的人；再久就没有必要，不能超过 72 小时",
        QUESTION_LINK,
        72,
        48,
        72,
        "小时",
    ),
    Period(
        "question_text",
        "提问的文字（电话、证件号已遮盖）",
        "只剩数量和结果，用来统计",
        "改知识要对照最近问过的话；不能超过 180 天",
        QUESTION_TEXT,
        180,
        30,
        180,
    ),
    Period(
        "message_words",
        "聊天原话和回复（加密存放）",
        "只剩收到过一条消息；还没处理的待人工来信不删",
        "出了差错要能查；不能超过 180 天",
        MESSAGE_WORDS,
        180,
        7,
        180,
    ),
    Period(
        "notice_words",
        "发给居民的通知（加密存放）",
        "只剩发过一条通知；还没发出去的不删",
        "出了差错要能查；不能超过 180 天",
        NOTICE_WORDS,
        180,
        7,
        180,
    ),
    Period(
        "concern_link",
        "说过不想活的话的是谁",
        "只剩哪一天、哪个社区有过一次，谁处理的；还没处理的不删",
        "过一阵还要再去看看他；不能超过 365 天",
        CONCERN_LINK,
        180,
        30,
        365,
    ),
    Period(
        "concern_notes",
        "值班人员写下的情况（加密存放）",
        "只剩谁在什么时候联系过、交办过；还没处理的不删",
        "里面可能写着别人的姓名；不能超过 365 天",
        CONCERN_NOTES,
        180,
        30,
        365,
    ),
    Period(
        "loose_media",
        "没有归到工单的照片和语音",
        "文件删除",
        "微信的素材三天就失效，居民可能晚几天才说是什么事；不能超过 30 天",
        WITHOUT_CASE,
        30,
        3,
        30,
    ),
    Period(
        "drafts",
        "工作人员没保存的草稿",
        "草稿删除",
        "放久了的草稿和新的知识对不上",
        DRAFTS,
        90,
        7,
        365,
    ),
    Period(
        "checks",
        "发布前检查的结果",
        "结果删除，随时可以再检查",
        "里面有居民的问法（已遮盖），不必久留",
        CHECKS,
        90,
        1,
        180,
    ),
    Period(
        "sheets",
        "导入导出的文件",
        "文件删除，随时可以再导出",
        "够下载就行",
        SHEETS,
        7,
        1,
        30,
    ),
)
BY_KEY: Mapping[str, Period] = {period.key: period for period in PERIODS}

FIXED: tuple[tuple[str, str], ...] = (
    (
        "居民取消关注",
        "资料、聊天原话和身份马上删；没办完的工单，联系方式和地点留到办完，最多 30 天；"
        "值班提醒只剩哪一天、哪个社区有过一次，谁处理的",
    ),
    ("工单和办理过程", "不自动删，电话和证件号另外加密"),
    ("审计记录", "不删，法律要求至少 180 天"),
    ("谁看过居民信息的记录", "不删，居民随时能问"),
    ("登录失败的次数", "1 天"),
    ("结束了的登录", "90 天"),
)
"""What no setting changes."""
