"""The counts of the page that looks through a portfolio, in words (O6)."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.portfolio.rules.pictures import shade
from pes_partnerships.lib.numbers import display_number
from reviews.warnings.rules.published import Severity, Subject
from reviews.warnings.services.look_through import Counted

TINTS = {Severity.STOPS: "error", Severity.DECISION: "warning", Severity.ADVICE: "info"}


def lede(every: list[Counted], figures: Counter[str]) -> str:
    count, stops = figures["findings"], sum(each.count for each in every if each.check.severity == Severity.STOPS)
    if not count:
        return _("No check found anything.") if not failed(every) else _("Some checks could not be run.")
    words = ngettext("%(count)s finding", "%(count)s findings", count) % {"count": display_number(count)}
    where = ngettext("in %(count)s partnership.", "in %(count)s partnerships.", figures["with_findings"])
    stopped = ngettext("%(count)s of them stops something.", "%(count)s of them stop something.", stops)
    return " ".join([
        words,
        where % {"count": display_number(figures["with_findings"])},
        stopped % {"count": display_number(stops)},
    ])  # fmt: skip


def failed(every: list[Counted]) -> list[Counted]:
    return [each for each in every if each.failed]


def matrix(sums: dict[Subject, Counter[Severity]]) -> dict[str, Any]:
    """Subjects by severity; each number narrows the list to exactly these findings."""
    most = max((number for counts in sums.values() for number in counts.values()), default=0)
    here = reverse("reviews:look_through")
    return {
        "severities": [severity.label for severity in Severity],
        "rows": [
            {
                "label": subject.label,
                "url": f"{here}?subject={subject}",
                "cells": [
                    {
                        "count": counts[severity],
                        "shade": shade(counts[severity], most),
                        "url": f"{here}?subject={subject}&severity={severity}#findings",
                        "label": severity.label,
                    }
                    for severity in Severity
                ],
                "total": sum(counts.values()),
            }
            for subject, counts in sums.items()
        ],
        "totals": [sum(counts[severity] for counts in sums.values()) for severity in Severity],
        "total": sum(sum(counts.values()) for counts in sums.values()),
    }


def check_line(each: Counted) -> dict[str, Any]:
    """A check with its number, what it says, and how many it found; what could not be run is never a 0."""
    check = each.check
    return {
        "number": check.number,
        "label": check.label,
        "fires": check.fires,
        "source": check.source,
        "severity": check.severity.label,
        "tint": TINTS[check.severity],
        "subject": check.subject.label,
        "url": reverse("reviews:look_through_check", args=[check.number]),
        "count": each.count,
        "count_words": _count_words(each),
        "failed": _failed_words(each.failed),
        "acceptable": bool(check.code),
    }


def _count_words(each: Counted) -> str:
    words = ngettext("%(count)s finding", "%(count)s findings", each.count)
    return words % {"count": display_number(each.count)}


def _failed_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "It could not be run for %(count)s partnership; what it would find there is not known.",
        "It could not be run for %(count)s partnerships; what it would find there is not known.",
        count,
    )
    return words % {"count": display_number(count)}


def rest_words(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("%(count)s more", "%(count)s more", count) % {"count": display_number(count)}


def count_line(found: list[Counted], every: list[Counted]) -> str:
    words = ngettext(
        "%(found)s of %(count)s check found something. The most serious and the oldest first.",
        "%(found)s of %(count)s checks found something. The most serious and the oldest first.",
        len(every),
    )
    return words % {"found": display_number(sum(bool(each.count) for each in found)), "count": len(every)}


def checks_line(count: int) -> str:
    words = ngettext(
        "%(count)s check; one that finds nothing stays in the list.",
        "%(count)s checks; one that finds nothing stays in the list.",
        count,
    )
    return words % {"count": display_number(count)}
