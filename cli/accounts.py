"""Who may sign in to a demonstration."""

STAFF_NAME = "示例管理员"
# One for each sort of work; they share the password.
COLLEAGUES = {
    "示例主管": "supervisor",
    "示例编辑": "editor",
    "示例经办人": "officer",
    "示例值班": "duty",
}
PASSWORD = "staff_password"  # noqa: S105 (the name under which it is kept)
