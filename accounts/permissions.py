"""Who may do what: one table from roles to rights. Area and office narrow them, per person."""

from collections.abc import Iterable

from core.actor import Right

_SEE = {"case.see", "entry.see", "area.see"}
_HANDLE = {"case.open", "case.handle", "case.reveal"}
_EDIT = {"entry.see", "entry.edit", "entry.publish", "question.see", "case.topic"}

# An admin sets the desk up and sees no case; whoever needs both has both roles.
ROLES: dict[str, frozenset[str]] = {
    "admin": frozenset(
        {"community.edit", "area.see", "catalogue.edit", "staff.edit", "setting.edit", "menu.edit"}
    ),
    "supervisor": frozenset(
        {*_SEE, *_HANDLE, "case.supervise", "question.see", "report.see", "access.see"}
    ),
    "editor": frozenset({*_EDIT, "area.see"}),
    "officer": frozenset({*_SEE, *_HANDLE}),
    "viewer": frozenset({*_SEE, "report.see"}),
    "auditor": frozenset({"audit.see", "access.see"}),
    "partner": frozenset({"case.see", "case.handle"}),
}

# A partner's rights without an office would be rights to every office's cases.
NEEDS_OFFICE = frozenset({"partner"})

ROLE_NAMES = {
    "admin": "管理员",
    "supervisor": "主管",
    "editor": "编辑",
    "officer": "经办人",
    "viewer": "查看",
    "auditor": "审计",
    "partner": "合作单位",
}


def rights_of(role: str, area_path: str = "", office_id: int | None = None) -> Iterable[Right]:
    """The rights a role gives within an area ('' everywhere) and office (None any)."""
    return [Right(name, area_path, office_id) for name in sorted(ROLES.get(role, ()))]
