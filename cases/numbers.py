"""Case numbers: giving the next one, and reading one out of whatever a resident writes."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from cases.models import CaseDay
from core.numerals import spoken_digits
from core.upsert import insert_into

MOST_CHARACTERS = 500
SHORT_CHARACTERS = 8
# Most messages hold none.
_ANY = re.compile(r"\d")
_SEP = r"[\s\-\u2010-\u2015\u2212_./#]{0,3}"
# A serial is no hour, house or price.
_SERIAL = r"(\d{1,6})(?!\d)(?!\s*(?:[点时年月日元人个岁天米栋幢座层楼室户]|:\d|号楼|单元|分钟))"
_COMPACT = re.compile(rf"(?<!\d)(20\d\d)[\s\-]?(\d\d)(\d\d){_SEP}{_SERIAL}")
_SPACED = re.compile(
    r"(?<!\d)(20\d\d)\s*[-年/. ]\s*(\d\d?)\s*[-月/. ]\s*(\d\d?)(?!\d)"
    rf"[日号]?[\s\-#第]{{1,3}}{_SERIAL}"
    rf"|(?<!\d)(20\d\d)年(\d\d?)月(\d\d?)[日号]第?{_SERIAL}"
)
_NO_YEAR = re.compile(
    r"(?<![\d年\-])(\d\d)(\d\d)[\s\-\u2010-\u2015]{1,3}(\d{4})(?![\d\-])"
    r"|(?<![\d年])(\d\d?)月(\d\d?)[日号][\s\-#第的]{0,3}(\d{4})(?!\d)"
)
_ALL_DIGITS = re.compile(r"(\d\d)(\d\d)(\d{4})")
# 338是车牌, 0571是区号: he says himself what else it is.
_IS_ELSE = (
    r"(?!\s*号?(?:是|才是|系|为)(?:[我你他她它那这]们?|个|辆|台|家|的|人家|楼[上下])*"
    r"(?:车|牌|手机|电话|座机|号码|区号|邮编|门牌|房|卡|证|户号|表|杆|电梯|快递|价|钱|密码))"
)
_MARKED = re.compile(
    rf"(?:工单(?:编?号)?|(?<![递运货订保帐账])单号)[是为:\s]{{0,3}}(\d{{1,6}})(?!\d)(?!-){_IS_ELSE}"
    r"|(?<![\d-])(\d{4})\s*号?的?(?:工单|单子|那件|这件|那单)"
)
# These tell of any number: the end of a plate, of a telephone, the number on a pole.
_ENDING = re.compile(
    r"(?<![车牌机话卡证表杆梯箱栋递运货])(?<!车牌的)(?:尾号|末尾|后四位|编号)[是为:\s]{0,3}(\d{1,6})(?!\d)(?!-)"
    + _IS_ELSE
)
_FILLER = re.compile(
    r"工单|编号|单号|尾号|后四位|进度|查询|查一下|查|看看|看|我的|是|号|的|了|吗|呢|[\s?？!！。，,:：#]"
)


def next_number(db: Session, day: date) -> str:
    """The next number of the day, by one statement; its lock is held until the commit."""
    insert = insert_into(db, CaseDay.__table__).values(day=day, last=1)
    raised = insert.on_conflict_do_update(
        index_elements=["day"], set_={"last": CaseDay.last + 1}
    ).returning(CaseDay.last)
    return _written(day, db.execute(raised).scalar_one())


def read_numbers(text: str, today: date) -> list[str]:
    """The case numbers the words may mean, likeliest first, without repeats.

    Full ones as 20261122-0007; a serial alone as 0007, where nothing tells its day.
    """
    plain = _plain(text)
    if not _ANY.search(plain):
        return []
    return list(dict.fromkeys([*_dated(plain), *_without_year(plain, today), *_short(plain)]))


def says_of_case(text: str) -> bool:
    """Whether words with a serial alone say that it is that of a case: 工单0007到哪了, or 0007 and
    nothing else; 尾号338 may be a car's."""
    plain = _plain(text)
    return _MARKED.search(plain) is not None or _FILLER.sub("", plain).isdigit()


def is_short(number: str) -> bool:
    """Whether it is a serial alone."""
    return len(number) <= SHORT_CHARACTERS


def _plain(text: str) -> str:
    return spoken_digits(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]))


def _dated(plain: str) -> Iterator[str]:
    for pattern in (_COMPACT, _SPACED):
        for found in pattern.finditer(plain):
            year, month, day, serial = (int(part) for part in found.groups() if part)
            yield from _valid(year, month, day, serial)


def _without_year(plain: str, today: date) -> Iterator[str]:
    whole = _ALL_DIGITS.fullmatch(_FILLER.sub("", plain))
    for found in [*_NO_YEAR.finditer(plain), *([whole] if whole else [])]:
        month, day, serial = (int(part) for part in found.groups() if part)
        year = today.year - ((month, day) > (today.month, today.day))
        yield from _valid(year, month, day, serial)


def _short(plain: str) -> Iterator[str]:
    rest = _FILLER.sub("", plain)
    if re.fullmatch(r"\d{1,6}", rest):
        yield rest.zfill(4)
    for found in _MARKED.finditer(plain):
        yield (found[1] or found[2]).zfill(4)
    for found in _ENDING.finditer(plain):
        yield found[1].zfill(4)


def _valid(year: int, month: int, day: int, serial: int) -> Iterator[str]:
    try:
        of_day = date(year, month, day)
    except ValueError:
        return
    if serial:
        yield _written(of_day, serial)


def _written(day: date, serial: int) -> str:
    return f"{day:%Y%m%d}-{serial:04d}"
