"""The account's menu as it is shipped: every entry sends a command of the chat, so that none needs
a page."""

from community.menu import Menu, MenuEntry, MenuKey

SHIPPED: Menu = (
    MenuKey(
        "我要报事",
        (
            MenuEntry("报修", "报修"),
            MenuEntry("投诉", "投诉"),
            MenuEntry("求助", "求助"),
            MenuEntry("提个建议", "建议"),
        ),
    ),
    MenuKey(
        "我的工单",
        (
            MenuEntry("办到哪了", "进度"),
            MenuEntry("催一催", "催办"),
            MenuEntry("补充几句", "补充"),
            MenuEntry("撤销工单", "撤销"),
        ),
    ),
    MenuKey(
        "更多",
        (
            MenuEntry("找工作人员", "人工"),
            MenuEntry("我住哪里", "绑定"),
            MenuEntry("我的数据", "我的数据"),
            MenuEntry("隐私说明", "隐私"),
            MenuEntry("怎么用", "帮助"),
        ),
    ),
)
