"""Which function does which kind of long work."""

from collections.abc import Mapping

from faq import checks
from faq.sheets.service import CHECK, EXPORT, IMPORT
from worker.change_check import check
from worker.sheets import check_sheet, export_sheet, import_sheet
from worker.tasks import TaskFunction

FUNCTIONS: Mapping[str, TaskFunction] = {
    checks.KIND: check,
    CHECK: check_sheet,
    IMPORT: import_sheet,
    EXPORT: export_sheet,
}
