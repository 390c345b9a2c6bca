"""The account's menu: every entry sends a command of the chat, so that none needs a page."""

from typing import Any

# Name on the phone, and the entries under it: (name, command).
MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "我要报事",
        (("报修", "报修"), ("投诉", "投诉"), ("求助", "求助"), ("提个建议", "建议")),
    ),
    (
        "我的工单",
        (("办到哪了", "进度"), ("催一催", "催办"), ("补充几句", "补充"), ("撤销工单", "撤销")),
    ),
    (
        "更多",
        (
            ("找工作人员", "人工"),
            ("我住哪里", "绑定"),
            ("我的数据", "我的数据"),
            ("隐私说明", "隐私"),
            ("怎么用", "帮助"),
        ),
    ),
)


def menu() -> dict[str, Any]:
    """The menu in the form of WeChat's call menu/create."""
    return {
        "button": [
            {
                "name": name,
                "sub_button": [
                    {"type": "click", "name": label, "key": command} for label, command in entries
                ],
            }
            for name, entries in MENU
        ]
    }
