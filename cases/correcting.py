"""What somebody sets right of what he said himself: an amount, a name, a time, or the words that a
case holds of his; pure.

不对 是押金2000 写错了 tells what is right now, 押金2000; a place or a topic set right is read by
`mentions.py`. The signs are data: `cases/starter/correcting.toml`.
"""

import re
import unicodedata
from collections.abc import Iterator

from cases.places import place_in
from cases.signs import group, read_signs
from core.language import simplify
from core.shipped import read_once

MOST_CHARACTERS = 120
# Every message is looked at.
_MAY = re.compile(
    "错|錯|改|更正|纠正|糾正|不对|不對|不是|不姓|不叫|应该|應|其实|其實|写的|寫的|记的|登的|明明"
)
_NOT_BUT = re.compile(r"(不[是姓叫][^\s,，、]{1,12})[\s,，、]+(?=而?[是姓叫])")
_CLAUSES = re.compile(r"[^\s,，.。!！;；:：、~～…?？]+[?？]?")


def correction_in(text: str, *, is_meant: bool = False) -> str | None:
    """What is right now, in his words; None where nothing of the kind is set right. `is_meant`: it
    is known that a fact is, so that a number alone is one."""
    if len(text) > MOST_CHARACTERS or not _MAY.search(text):
        return None
    plain = simplify(unicodedata.normalize("NFKC", text))
    # 不是三次，是五次 is one.
    clauses = _CLAUSES.findall(_NOT_BUT.sub(r"\1", plain))
    wrong = [found for clause in clauses if (found := _signs()["wrong"].search(clause))]
    said = [one for clause in clauses for one in _values(clause, is_wrong=bool(wrong))]
    right = [one for one in said if _is_fact(one, plain, is_meant=is_meant)]
    if right and place_in(plain) is None:
        subject = next((one for found in wrong if (one := group(found, "of"))), "")
        return _with_subject(right[-1], subject, plain)
    return _instead_of_mangled(clauses)


def _values(clause: str, *, is_wrong: bool) -> Iterator[str]:
    if _signs()["nothing"].search(clause) or _signs()["wrong"].search(clause):
        return
    for sign in ("values", "after_wrong") if is_wrong else ("values",):
        found = _signs()[sign].search(clause)
        if found is not None:
            yield f"{group(found, 'of')}{group(found, 'what')}"
            return


def _is_fact(value: str, plain: str, *, is_meant: bool) -> bool:
    if _signs()["facts"].search(value):
        return True
    is_amount = is_meant or _signs()["amounts"].search(plain) is not None
    return is_amount and _signs()["number"].search(value) is not None


def _with_subject(value: str, subject: str, plain: str) -> str:
    """2000 is told with what it is: 押金2000."""
    if not value.isdigit():
        return value
    named = _signs()["amounts"].search(plain)
    return f"{subject or (named[0] if named and len(named[0]) > 1 else '')}{value}"


def _instead_of_mangled(clauses: list[str]) -> str | None:
    """What he says that he said, where he does not know his words again."""
    if not any(_signs()["mangled"].search(clause) for clause in clauses):
        return None
    found = (_signs()["meant"].search(clause) for clause in clauses)
    said = [
        one for own in found if own and not _signs()["nothing"].search(one := group(own, "what"))
    ]
    return said[0] if said else None


@read_once
def _signs() -> dict[str, re.Pattern[str]]:
    return read_signs("correcting")
