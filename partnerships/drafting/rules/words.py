"""A value of a text in words, in the language that is active."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.numbers import display_number


def in_words(value: Any) -> str:
    """Empty for what is not stated; yes or no is always stated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, (Decimal, int, float)):
        return display_number(value)
    if isinstance(value, (datetime.date, PartialDate)):
        return display_date(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(each) for each in value)
    return str(value)
