"""Who does what each command word says."""

from handlers import aftercare, entries, home, person, progress, report, seen, welcome
from handlers.conditions import is_command
from handlers.route import Handler, Route


def _line(handler: Handler, *, aside: bool = False) -> Route:
    return Route(is_command, handler, aside, repeats=True)


COMMANDS: dict[str, Route] = {
    "帮助": _line(welcome.help_me, aside=True),
    "进度": _line(progress.progress, aside=True),
    "查询": _line(progress.progress, aside=True),
    "登记": _line(report.report),
    "报修": _line(report.report),
    "投诉": _line(report.report),
    "求助": _line(report.report),
    "建议": _line(report.report),
    "催办": _line(aftercare.command),
    "补充": _line(aftercare.command),
    "撤销": _line(aftercare.command),
    "已解决": _line(aftercare.verdict),
    "没解决": _line(aftercare.verdict),
    "人工": _line(person.person),
    "没帮助": _line(entries.unhelpful),
    "绑定": _line(home.bind),
    "我的数据": _line(person.my_data, aside=True),
    "谁看过我": _line(seen.who_saw, aside=True),
    "隐私": _line(person.privacy, aside=True),
    "撤回同意": _line(person.withdraw_phone, aside=True),
    "取消": _line(person.cancel),
    "跳过": _line(person.skip, aside=True),
    "继续": _line(person.more, aside=True),
}
