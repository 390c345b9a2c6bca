"""The cases of his own that words name by their numbers: 0003, 零零零三, 20261122-0007."""

import re

from cases.models import Case
from cases.numbers import is_short, read_numbers
from core.numerals import spoken_digits
from handlers.context import Context
from handlers.talked_of import naming_words

NO_AREA_CODE = "00"
_SERIAL = re.compile(r"(?<![\d-])0\d{2,5}(?!\d|[-—]\d)")


def numbered(text: str, context: Context) -> list[Case] | None:
    """Those whose numbers the words hold, in their order; [] for a number that is none of his,
    None for none."""
    serials = [found.zfill(4) for found in _SERIAL.findall(spoken_digits(text))]
    read = [number for number in read_numbers(text, context.today) if not is_short(number)]
    found = dict.fromkeys(
        case.id
        for number in (*read, *serials)
        for case in context.own_cases
        if case.number == number or (is_short(number) and _ends(case, number))
    )
    if found:
        by_id = {case.id: case for case in context.own_cases}
        return [by_id[case_id] for case_id in found]
    # 0571 88886666 beside 路灯那个催一下 is nobody's number of a case.
    is_surely = any(serial.startswith(NO_AREA_CODE) for serial in serials)
    is_number = bool(read) or is_surely or (bool(serials) and not naming_words(text))
    return [] if is_number else None


def _ends(case: Case, serial: str) -> bool:
    return case.number is not None and case.number.endswith(f"-{serial}")
