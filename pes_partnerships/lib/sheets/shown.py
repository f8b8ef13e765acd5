"""A number of a workbook as the sheet shows it, where the format is part of what it says: 005123456, 46.5 %. Pure."""

import re
from decimal import Decimal

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours and conditions, and blanks as wide as a letter
_DIGITS = re.compile(r"[0# \-/()+]*[0#][0# \-/()+]*")


def as_shown(value: int | float, number_format: str) -> str | None:
    """None where the format says nothing that the number does not.

    A whole number with leading zeros (000000000), or with fixed places between its digits (00 00 00 00 00), is a
    number of a register or a telephone; a share in per cent is stored as a part of one.
    """
    first = _ASIDE.sub("", number_format.split(";")[0])
    if "%" in _QUOTED.sub("", first):
        return f"{_plain(Decimal(repr(value)) * 100)}\u00a0%"
    bare = _QUOTED.sub(lambda found: found[1] if found[1] is not None else found[2], first).strip()
    is_whole = float(value).is_integer() and value >= 0
    if not is_whole or not _DIGITS.fullmatch(bare) or bare in ("0", "#"):
        return None
    return _placed(str(int(value)), bare)


def _placed(digits: str, form: str) -> str:
    """The digits put into the form from its right end, as a spreadsheet does."""
    left, out = list(digits), []
    for place, sign in reversed(list(enumerate(form))):
        if sign not in "0#":
            out.append(sign)
        elif left:
            out.append(left.pop())
        elif sign == "0":
            out.append("0")
        if not any(each in "0#" for each in form[:place]):
            out += reversed(left)
            left = []
    return "".join(reversed(out)).strip(" -/")


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
