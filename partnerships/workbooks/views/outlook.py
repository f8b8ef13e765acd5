"""What the portfolio will hold once a workbook is written, in words (F2)."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import WorkbookImport
from partnerships.rules.lifecycle import EXPIRING_DAYS
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import display_number


def outlook_rows(found: WorkbookImport) -> list[dict[str, Any]]:
    """For ui/_summary_list.html."""
    checked = timezone.localdate(found.checked_at) if found.checked_at else timezone.localdate()
    said = found.outlook
    rows = [{"label": _("Partnerships"), "lines": list(_partnerships(said, checked))}]
    if records := found.counts.get("agreements", {}).get("new", 0):
        words = ngettext(
            "%(n)s, recorded from a text signed elsewhere. No signature is made up.",
            "%(n)s, recorded from texts signed elsewhere. No signature is made up.",
            records,
        )
        rows.append({"label": _("Agreements"), "value": words % {"n": display_number(records)}})
    if planned := said.get("in_force", 0):
        words = ngettext(
            "%(n)s is planned, counted from the last one held. It is not late on the day it comes in.",
            "%(n)s are planned, each counted from the last one held. None is late on the day it comes in.",
            planned,
        )
        rows.append({"label": _("Reviews"), "value": words % {"n": display_number(planned)}})
    if skipped := sum(each.get("skip", 0) for each in found.counts.values()):
        words = ngettext("%(n)s line, as you decided.", "%(n)s lines, as you decided.", skipped)
        rows.append({"label": _("Left out"), "value": words % {"n": display_number(skipped)}})
    rows.append({"label": _("Mail"), "value": _("None. An import sends no mail.")})
    return rows


def _partnerships(said: dict[str, int], checked: datetime.date) -> Iterator[str]:
    if n := said.get("in_force", 0):
        yield ngettext("%(n)s in force", "%(n)s in force", n) % {"n": display_number(n)}
    if n := said.get("ending", 0):
        day = display_date(checked + datetime.timedelta(days=EXPIRING_DAYS))
        yield ngettext("%(n)s of them ends by %(day)s", "%(n)s of them end by %(day)s", n) % {
            "n": display_number(n),
            "day": day,
        }
    if n := said.get("to_come", 0):
        yield ngettext("%(n)s whose agreement begins later", "%(n)s whose agreements begin later", n) % {
            "n": display_number(n)
        }
    if n := said.get("over", 0):
        yield ngettext("%(n)s ended or lapsed", "%(n)s ended or lapsed", n) % {"n": display_number(n)}
    if n := said.get("without", 0):
        yield ngettext("%(n)s in preparation, without an agreement", "%(n)s in preparation, without agreements", n) % {
            "n": display_number(n)
        }
