"""The audit log is read in words: every act, whom it is about, what was and what is."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from accounts.permissions import RIGHTS
from core.actor import OPERATOR, SYSTEM
from core.audit import record
from core.database import Base
from tests.console.faq import words
from tests.console.office import Office
from tests.servers.shared import ROOT
from tests.sweeps.asking import PACKAGES
from tests.sweeps.test_texts import SENTENCES
from web.console.pages.traces import ABOUT, ACTS

ACT = re.compile(rf"(?:{'|'.join(ABOUT)})\.[a-z_]+")


def acts_in_code() -> Iterator[str]:
    """What the code calls its acts: names like 'staff.create' that are nothing else."""
    columns = {f"{c.table.name}.{c.name}" for t in Base.metadata.tables.values() for c in t.c}
    others = {*RIGHTS, *columns, *(sentence.key for sentence in SENTENCES)}
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            if file.name == "traces.py":
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                said = node.value if isinstance(node, ast.Constant) else None
                if isinstance(said, str) and ACT.fullmatch(said) and said not in others:
                    yield said


def test_every_act_of_the_code_has_words_and_none_other() -> None:
    # Such rights are acts, too.
    shared = {"case.reveal"} & RIGHTS.keys()
    assert set(acts_in_code()) | (ACTS.keys() & RIGHTS.keys()) == ACTS.keys() - shared
    assert len(set(ACTS.values())) == len(ACTS)


def test_an_act_is_told_with_names_and_with_what_was_and_is(quick_office: Office) -> None:
    office = quick_office
    li = office.staff("小李", "officer", area="xingfuli")
    lift = next(one for one in office.setup.topics.values() if one.key == "lift")
    area = next(one for one in office.setup.areas if one.key == "xingfuli")
    old, new = office.office("xingfuli-property"), office.office("xingfuli-committee")
    told: dict[tuple[str, str], dict[str, Any]] = {
        ("staff.add_role", f"staff:{li.id}"): {"role": "duty", "area": area.path, "office": None},
        ("topic.change", f"topic:{lift.id}"): {
            "resolve_within": ["3d", "8h"],
            "asks": [["photo"], []],
        },
        ("office.change", f"office:{old}"): {"liaison": "changed", "partner": [False, True]},
        ("retention.change", ""): {"drafts": [90, 30]},
        ("catalogue.publish", ""): {"edition": 2, "lines": [[area.id, lift.id, old, new]]},
        ("danger.add", "danger:1"): {"word": "煤球炉子倒了", "group": "fire", "harmless": False},
        ("area.create", "area:987654"): {"name": "新村", "parent": None},
    }
    with office.sessions.begin() as db:
        for (act, subject), facts in told.items():
            record(db, OPERATOR, act, subject, facts, now=office.now)
        record(db, SYSTEM, "retention.keep", facts={"sheets": 3}, now=office.now)
        lines = [[area.id, lift.id, old, new]] * 6
        record(db, OPERATOR, "catalogue.publish", facts={"lines": lines}, now=office.now)
    page = words(office.signed_in("审计员", "auditor").get("/audit/").text)
    for said in (
        "加角色 工作人员 小李 角色：值班；区域：幸福里社区；单位：全部",
        f"修改事项 事项 {lift.name} 办结期限：3 天 → 8 小时；登记时问：照片 → 没有",
        "修改单位 承办单位 幸福里物业服务中心 联络人改了；合作单位：否 → 是",
        "修改保存期限 工作人员没保存的草稿：90 天 → 30 天",
        "版：2；",
        f"幸福里社区 {lift.name}：幸福里物业服务中心 → 幸福里社区居委会",
        "加危险词 危险词 1 词：煤球炉子倒了；哪一组：火灾；是例外：否",
        "添加区域 区域 987654 名称：新村",
        "按期限清理 导入导出的文件：3 条",
        "等 6 处",
    ):
        assert said in page, said
    assert not re.search(r"\w+=\w", page)


def test_a_subject_leads_to_all_that_was_done_about_it(quick_office: Office) -> None:
    li, chen = quick_office.staff("小李", "officer"), quick_office.staff("陈编辑", "editor")
    with quick_office.sessions.begin() as db:
        for one in (li, chen):
            record(db, OPERATOR, "staff.enable", f"staff:{one.id}", now=quick_office.now)
    auditor = quick_office.signed_in("审计员", "auditor")
    assert f'href="/console/audit/?subject=staff:{li.id}"' in auditor.get("/audit/").text
    page = auditor.get(f"/audit/?subject=staff:{li.id}").text
    assert ("工作人员 小李" in page, "工作人员 陈编辑" in page) == (True, False)
