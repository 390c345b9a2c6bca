"""Who may do what: one table from roles to rights. Area and office narrow them, per person."""

from collections.abc import Iterable

from core.actor import Right

# Every right there is, with what it allows.
RIGHTS: dict[str, str] = {
    "case.open": "登记工单",
    "case.see": "看工单",
    "case.handle": "办理工单，替居民催办、补充、撤销",
    "case.transfer": "改类、转办、请协办",
    "case.supervise": "督办、处理退单、重新办理、回访、归档",
    "case.reveal": "查看工单里的明文",
    "concern.handle": "看居民说不想活的话，记下怎样帮的",
    "entry.see": "看知识",
    "entry.edit": "修改知识",
    "entry.publish": "发布和下线知识",
    "word.edit": "教系统认本地的说法",
    "outage.edit": "发布、修改和结束临时通知",
    "question.see": "看居民问过什么",
    "message.handle": "看待人工的来信并处理",
    "area.see": "看区域、单位和事项",
    "topic.words": "给事项添居民的说法",
    "community.edit": "修改区域、单位、事项、日历，填占位词",
    "catalogue.edit": "修改派单目录",
    "staff.edit": "添加工作人员，给他们角色",
    "setting.edit": "修改设置",
    "menu.edit": "修改公众号菜单",
    "report.see": "看统计",
    "access.see": "看谁查过居民的信息",
    "audit.see": "看审计",
    # A resident's own, see `core.actor`; staff have no such right.
    "case.own": "居民自己的工单",
    "home.own": "居民自己的住处",
    "consent.own": "居民自己的同意",
    "data.own": "居民自己的数据",
}

# Given already, asked for by nothing yet: the pages they open are still to come.
WAITING = frozenset(
    {
        *("report.see", "data.own"),
    }
)

_SEE = {"case.see", "entry.see", "area.see"}
_PARTNER = {"case.see", "case.handle"}
_OUTAGE = {"outage.edit"}
_HANDLE = {"case.open", "case.handle", "case.transfer", "case.reveal"}
_SUPERVISE = {"case.supervise", "message.handle", "question.see", "report.see", "access.see"}
_EDIT = {
    *("entry.see", "entry.edit", "entry.publish", "word.edit", "topic.words"),
    *("question.see", "area.see"),
}

# An admin sets the desk up and sees no case; whoever needs both has both roles.
ROLES: dict[str, frozenset[str]] = {
    "admin": frozenset(
        {
            *("community.edit", "area.see", "catalogue.edit", "staff.edit"),
            *("setting.edit", "menu.edit", "word.edit"),
        }
    ),
    "supervisor": frozenset(_SEE | _HANDLE | _SUPERVISE | _OUTAGE),
    "editor": frozenset(_EDIT | _OUTAGE),
    "officer": frozenset(_SEE | _HANDLE | _OUTAGE),
    "viewer": frozenset(_SEE | {"report.see"}),
    "auditor": frozenset({"audit.see", "access.see"}),
    # Nobody else sees words of suicide.
    "duty": frozenset({"concern.handle"}),
    # Where a case goes from a partner is for the community to say.
    "partner": frozenset(_PARTNER),
}

# A partner's rights without an office would be rights to every office's cases.
NEEDS_OFFICE = frozenset({"partner"})
# What a resident cries out about belongs to his neighbourhood and to no office.
WITHOUT_OFFICE = frozenset({"duty"})
# Who may make accounts and change everything signs in with a second factor.
NEEDS_TOTP = frozenset({"admin"})

ROLE_NAMES = {
    "admin": "管理员",
    "supervisor": "主管",
    "editor": "编辑",
    "officer": "经办人",
    "viewer": "查看",
    "auditor": "审计",
    "duty": "值班",
    "partner": "合作单位",
}


def rights_of(role: str, area_path: str = "", office_id: int | None = None) -> Iterable[Right]:
    """The rights a role gives within an area ('' everywhere) and office (None any)."""
    return [Right(name, area_path, office_id) for name in sorted(ROLES.get(role, ()))]
