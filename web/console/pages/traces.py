"""What the rows of the audit log say, in words: acts, whom they are about, what was changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.access import PURPOSES, SHOWN
from accounts.models import Staff
from accounts.permissions import ROLE_NAMES
from community.kinds import function_names
from community.own_dangers import group_names
from community.setup import Setup
from core.audit import AuditRow
from faq.models import Entry, Settled
from privacy.periods import BY_KEY
from web.console.pages.duty import STATES

EVERYWHERE, NOTHING = "全部", "没有"
# What acts are about, by the first word of their names.
ABOUT: Mapping[str, str] = {
    "staff": "工作人员",
    "session": "登录",
    "totp": "动态验证码",
    "case": "工单",
    "concern": "值班提醒",
    "entry": "知识",
    "sheet": "导入导出",
    "outage": "临时通知",
    "question": "用户问",
    "message": "来信",
    "area": "区域",
    "office": "承办单位",
    "topic": "事项",
    "calendar": "日历",
    "catalogue": "派单目录",
    "word": "本地词",
    "text": "文字",
    "danger": "危险词",
    "menu": "菜单",
    "retention": "保存期限",
    "resident": "居民",
    "community": "示例内容",
    "year": "日历",
}
ACTS: Mapping[str, str] = {
    "staff.create": "建账号",
    "staff.add_role": "加角色",
    "staff.take_role": "取消角色",
    "staff.disable": "停用账号",
    "staff.enable": "启用账号",
    "staff.reset_password": "重设密码",
    "staff.change_password": "改自己的密码",
    "session.start": "登录",
    "session.end": "结束登录",
    "totp.begin": "开始设动态验证码",
    "totp.confirm": "设好动态验证码",
    "totp.renew_codes": "换恢复码",
    "totp.reset": "清除动态验证码",
    "case.forget_phone": "居民撤回电话",
    "concern.reveal": "查看值班提醒",
    "concern.mark": "记下值班情况",
    "entry.create": "新建知识",
    "entry.save": "保存知识",
    "entry.publish": "发布知识",
    "entry.retire": "下线知识",
    "entry.submit": "送审知识",
    "entry.send_back": "退回知识",
    "entry.import": "导入知识",
    "sheet.import": "导入文件",
    "outage.create": "发临时通知",
    "outage.change": "修改临时通知",
    "outage.end": "结束临时通知",
    "question.settle": "处理未命中",
    "question.reopen": "撤销处理未命中",
    "message.read": "看待人工的来信",
    "message.seen": "标记来信已处理",
    "message.answer": "回复来信",
    "area.create": "添加区域",
    "area.change": "修改区域",
    "area.fill": "填写区域的电话、地址、时间",
    "area.move": "换上级区域",
    "area.retire": "停用区域",
    "area.restore": "恢复区域",
    "area.order_codes": "向微信要二维码",
    "office.create": "添加单位",
    "office.change": "修改单位",
    "office.retire": "停用单位",
    "office.restore": "恢复单位",
    "topic.create": "添加事项",
    "topic.change": "修改事项",
    "topic.retire": "停用事项",
    "topic.restore": "恢复事项",
    "topic.words": "给事项添减说法",
    "calendar.set": "写放假或调休",
    "calendar.confirm": "确认一年的日历",
    "catalogue.publish": "保存派单目录",
    "word.add": "教本地词",
    "word.change": "修改本地词",
    "word.retire": "停用本地词",
    "text.change": "修改文字",
    "danger.add": "加危险词",
    "danger.change": "修改危险词",
    "danger.retire": "停用危险词",
    "menu.save": "保存菜单",
    "menu.publish": "发布菜单",
    "retention.change": "修改保存期限",
    "retention.keep": "按期限清理",
    "resident.erase": "居民离开，删除资料",
    "community.load_starter": "装入示例内容",
}
FACTS: Mapping[str, str] = {
    "accept_within": "受理期限",
    "aliases": "别名",
    "area": "区域",
    "area_id": "区域",
    "as": "处理成",
    "asks": "登记时问",
    "cases": "工单数",
    "changed": "改动数",
    "clock": "期限怎样算",
    "complaint_about": "投诉的是谁",
    "days": "天数",
    "edition": "版",
    "first": "第一天",
    "function": "由谁办",
    "group": "哪一组",
    "harmless": "是例外",
    "kind": "类型",
    "last": "最后一天",
    "liaison": "联络人",
    "liaison_phone": "联络人电话",
    "lines": "改动",
    "more": "多了说法",
    "name": "名称",
    "names": "填了",
    "new": "新增数",
    "office": "单位",
    "parent": "上级",
    "partner": "合作单位",
    "phone": "电话",
    "place": "地点",
    "purpose": "原因",
    "questions": "问题数",
    "resolve_within": "办结期限",
    "restores": "恢复自第几版",
    "revision": "第几版",
    "role": "角色",
    "rows": "条数",
    "rules": "行数",
    "same_as": "和哪个词一样",
    "sessions": "登录数",
    "shipped": "换回自带的",
    "shown": "看了",
    "source": "依据",
    "state": "状态",
    "urgency": "急不急",
    "values": "改了",
    "version": "第几版",
    "word": "词",
    "words": "居民的说法",
    "year": "年",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "as": {
        Settled.PHRASING: "相似问",
        Settled.ENTRY: "新知识",
        Settled.TOPIC: "事项",
        Settled.IGNORED: "忽略",
    },
    "asks": {"place": "地点", "photo": "照片", "phone": "电话"},
    "clock": {"working": "上班时间", "round_the_clock": "日夜连着算"},
    "kind": {"holiday": "放假", "workday": "上班"},
    "purpose": PURPOSES,
    "role": ROLE_NAMES,
    "shown": SHOWN,
    "state": {state.value: words for state, words in STATES.items()},
    "urgency": {"normal": "平常", "urgent": "紧急"},
}


@dataclass(frozen=True)
class Teller:
    """Tells rows in words; `staff` and `entries` are names by id, `dangers` those of groups."""

    setup: Setup
    staff: Mapping[int, str] = field(default_factory=dict)
    entries: Mapping[int, str] = field(default_factory=dict)
    dangers: Mapping[str, str] = field(default_factory=dict)

    def act(self, row: AuditRow) -> str:
        """What was done, as a name that the code has where there are no words."""
        return ACTS.get(row.action, row.action)

    def subject(self, row: AuditRow) -> str:
        """Whom or what it is about: 工作人员 小李."""
        kind, _, key = row.subject.partition(":")
        if not key:
            return ""
        named = self._named(kind, int(key)) if key.isdecimal() else ""
        return f"{ABOUT.get(kind, kind)} {named or key}"

    def facts(self, row: AuditRow) -> list[str]:
        """What was changed, a phrase each."""
        facts = row.facts.items()
        return [phrase for name, value in facts for phrase in self._told(row, name, value)]

    def _named(self, kind: str, key: int) -> str:
        match kind:
            case "staff":
                return self.staff.get(key, "")
            case "entry":
                return self.entries.get(key, "")
            case "area":
                return self.setup.areas.name_of(key)
            case "office":
                return self._office(key)
            case "topic":
                topic = self.setup.topics.get(key)
                return topic.name if topic else ""
        return ""

    def _told(self, row: AuditRow, name: str, value: Any) -> Iterator[str]:
        if row.action.startswith("retention.") and name in BY_KEY:
            yield _period(name, value)
        elif name == "lines":
            yield from (self._line(*line) for line in value)
        elif value == "changed":
            yield f"{FACTS.get(name, name)}改了"
        elif isinstance(value, list) and _is_pair(row.action, name):
            before, after = (self._said(name, one) for one in value)
            yield f"{FACTS.get(name, name)}：{before} → {after}"
        elif value is not None or name in {"area", "office"}:
            yield f"{FACTS.get(name, name)}：{self._said(name, value)}"

    def _line(self, area: int, what: int | str, before: int | None, after: int | None) -> str:
        topic = self.setup.topics.get(what) if isinstance(what, int) else None
        about = topic.name if topic else function_names().get(str(what), str(what))
        names = [self._office(one) or NOTHING for one in (before, after)]
        return f"{self.setup.areas.name_of(area)} {about}：{names[0]} → {names[1]}"

    def _said(self, name: str, value: Any) -> str:
        if isinstance(value, list):
            return "、".join(self._said(name, one) for one in value) or NOTHING
        if isinstance(value, bool):
            return "是" if value else "否"
        if name in {"area", "area_id", "parent"}:
            return self._area(value)
        if name == "office":
            return self._office(value) or EVERYWHERE
        if name == "group":
            return self.dangers.get(value, value)
        if name in {"function", "complaint_about"}:
            return function_names().get(value, value) if value else NOTHING
        if name.endswith("_within"):
            return str(value).replace("d", " 天").replace("h", " 小时").replace("m", " 分钟")
        return WORDS.get(name, {}).get(value, str(value)) if value not in (None, "") else NOTHING

    def _area(self, value: int | str | None) -> str:
        """An area by its id, or by its path."""
        ids = [part for part in str(value or "").split("/") if part]
        return (self.setup.areas.name_of(int(ids[-1])) or ids[-1]) if ids else EVERYWHERE

    def _office(self, office_id: int | None) -> str:
        office = self.setup.offices.get(office_id or 0)
        return office.name if office else ""


def make_teller(db: Session, setup: Setup, rows: Iterable[AuditRow]) -> Teller:
    """A teller that knows the names these rows need."""
    ids: dict[str, set[int]] = {"staff": set(), "entry": set()}
    for row in rows:
        kind, _, key = row.subject.partition(":")
        if kind in ids and key.isdecimal():
            ids[kind].add(int(key))
        if row.actor_kind == "staff" and row.actor_id is not None:
            ids["staff"].add(row.actor_id)
    people = select(Staff.id, Staff.name).where(Staff.id.in_(ids["staff"]))
    entries = select(Entry.id, Entry.question).where(Entry.id.in_(ids["entry"]))
    return Teller(setup, _by_id(db, people), _by_id(db, entries), group_names(db))


def _by_id(db: Session, statement: Any) -> dict[int, str]:
    return {key: name for key, name in db.execute(statement)}  # noqa: C416 (typed so)


def _is_pair(action: str, name: str) -> bool:
    """Whether the fact is what was and what is."""
    if action == "area.move":
        return name == "parent"
    return action.endswith(".change") and name != "values"


def _period(key: str, value: Any) -> str:
    period = BY_KEY[key]
    if isinstance(value, list):
        return f"{period.name}：{value[0]} {period.unit} → {value[1]} {period.unit}"
    return f"{period.name}：{value} 条"
