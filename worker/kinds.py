"""Which function does which kind of long work."""

from collections.abc import Mapping
from functools import partial

from community.codes import KIND as CODES
from community.own_menu import KIND as MENU
from faq import checks, regrouping
from faq.sheets.service import CHECK, EXPORT, IMPORT
from worker.change_check import check
from worker.codes import MakeCode, make_codes
from worker.menus import PublishMenu, publish
from worker.misses import group
from worker.sheets import check_sheet, export_sheet, import_sheet
from worker.tasks import TaskFunction

FUNCTIONS: Mapping[str, TaskFunction] = {
    checks.KIND: check,
    regrouping.KIND: group,
    CHECK: check_sheet,
    IMPORT: import_sheet,
    EXPORT: export_sheet,
}


def functions(
    make_code: MakeCode | None, publish_menu: PublishMenu | None = None
) -> Mapping[str, TaskFunction]:
    """All of them; `make_code` asks WeChat for a code's address, `publish_menu` gives it a menu,
    None where it can't be asked."""
    return {
        **FUNCTIONS,
        CODES: partial(make_codes, make_code=make_code),
        MENU: partial(publish, publish_menu=publish_menu),
    }
