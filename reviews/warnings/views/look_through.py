"""Look through the portfolio: every finding by severity and kind, and the published list of all checks (O6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.numbers import display_number
from reviews.warnings.forms import FindingFilter
from reviews.warnings.rules.published import SEVERITY_WORDS, Published
from reviews.warnings.services import look_through as reading
from reviews.warnings.services.listing import accepted_rows

from .finding_lines import Line, lines_of, shown
from .finding_words import TINTS, check_line, checks_line, count_line, lede, matrix, rest_words

FIRST, CHECKS_ON_A_PAGE = 3, 8
CHECKS, PARTNERSHIPS = "", "partnership"
COLUMNS = [
    Column(gettext_lazy("Check"), "check.number"),
    Column(gettext_lazy("Name of the check"), lambda line: str(line.check.label)),
    Column(gettext_lazy("Severity"), lambda line: line.check.severity.label),
    Column(gettext_lazy("Kind"), lambda line: line.check.subject.label),
    Column(gettext_lazy("Partnership"), "partnership.title"),
    Column(gettext_lazy("Reference"), "partnership.reference"),
    Column(gettext_lazy("Office"), lambda line: str(line.partnership.office or "")),
    Column(gettext_lazy("Figures"), lambda line: "\n".join(line.reasons)),
    Column(gettext_lazy("Due"), "due_on"),
]


@dataclass(frozen=True)
class Asked:
    """What the filter of the page narrows to."""

    severity: str = ""
    subject: str = ""
    office: int | None = None

    def fits(self, check: Published) -> bool:
        return self.severity in ("", check.severity) and self.subject in ("", check.subject)


@role_required("read_portfolio")
@require_http_methods(["GET"])
def look_through(request: HttpRequest) -> HttpResponse:
    membership, today = request.membership, timezone.localdate()
    form = FindingFilter(request.GET or None, membership=membership)
    asked = _asked(form)
    every, figures = reading.counted(membership, asked.office)
    found = reading.gravest_first([each for each in every if asked.fits(each.check)])
    is_file = bool(request.GET.get("format"))
    rows = _file_lines(membership, found, today, asked.office) if is_file else ()
    if file := as_file(request, _("findings"), COLUMNS, rows):
        return file
    view = PARTNERSHIPS if request.GET.get("view") == PARTNERSHIPS else CHECKS
    accepted = accepted_rows(membership, today, office=asked.office).count()
    context = {
        "form": form,
        "lede": lede(every, figures),
        "matrix": matrix(reading.by_subject(every)),
        "severity_words": [(each.label, TINTS[each], words) for each, words in SEVERITY_WORDS.items()],
        "tabs": _tabs(view, figures, accepted),
        "count_line": count_line(found, every),
        "catalogue": [(subject, list(own)) for subject, own in _by_subject(every)],
        "checks_line": checks_line(len(every)),
        "has_findings": bool(found),
        "may_accept": membership.may("confirm_review"),
        **(
            _partnerships(request, today, asked)
            if view == PARTNERSHIPS
            else _checks(request, membership, found, today, asked)
        ),
    }
    return render(request, "reviews/warnings/look_through.html", context)


def _asked(form: FindingFilter) -> Asked:
    chosen = form.chosen()
    office = chosen.get("office")
    return Asked(chosen.get("severity") or "", chosen.get("subject") or "", office.pk if office else None)


def _checks(
    request: HttpRequest, membership: Membership, found: list[reading.Counted], today: date, asked: Asked
) -> dict[str, Any]:
    """The first findings of each check on this page: so many queries as there are checks, however many findings."""
    page = page_of(request, found, size=CHECKS_ON_A_PAGE)
    parts = []
    for each in page:
        rows = list(reading.rows_of(membership, each.check, today, asked.office)[:FIRST]) if each.count else []
        lines = list(lines_of(each.check, rows, today))
        parts.append({
            **check_line(each),
            "lines": [shown(line, membership, today) for line in lines],
            "more": rest_words(each.count - len(rows)),
        })  # fmt: skip
    return {"parts": parts, "page_obj": page}


def _partnerships(request: HttpRequest, today: date, asked: Asked) -> dict[str, Any]:
    rows = reading.partnerships_with_findings(request.membership, asked.office)
    page = page_of(request, rows)
    lines = list(page)
    checks = reading.checks_of(lines, today)
    return {
        "page_obj": page,
        "partnership_columns": [
            {"label": _("Partnership")},
            {"label": _("Findings"), "num": True},
            {"label": _("Checks")},
            {"label": _("Office")},
        ],
        "partnership_rows": [
            [
                {"text": line.title, "url": reverse("partnerships:partnership", args=[line.pk])},
                display_number(line.findings),
                "; ".join(f"{check.number} {check.label}" for check in checks[line.pk]),
                str(line.office or "–"),
            ]
            for line in lines
        ],
    }


def _tabs(view: str, figures: Any, accepted: int) -> list[dict[str, Any]]:
    here = reverse("reviews:look_through")
    return [
        {"url": here, "label": _("By check"), "count": figures["findings"], "current": view == CHECKS},
        {
            "url": f"{here}?view={PARTNERSHIPS}",
            "label": _("By partnership"),
            "count": figures["with_findings"],
            "current": view == PARTNERSHIPS,
        },
        {
            "url": f"{reverse('reviews:warnings')}?view=accepted",
            "label": _("Accepted"),
            "count": accepted,
            "current": False,
        },
    ]


def _by_subject(every: list[reading.Counted]) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    for subject in dict.fromkeys(each.check.subject for each in every):
        yield subject.label, (check_line(each) for each in every if each.check.subject == subject)


def _file_lines(
    membership: Membership, found: list[reading.Counted], today: date, office: int | None
) -> Iterator[Line]:
    for check, rows in reading.every_row(membership, found, today, office):
        source = rows.iterator(reading.CHUNK)
        while part := list(islice(source, reading.CHUNK)):
            yield from lines_of(check, part, today)


@role_required("read_portfolio")
@require_http_methods(["GET"])
def look_through_check(request: HttpRequest, number: str) -> HttpResponse:
    """One check: when it fires, and everything that it found."""
    membership, today = request.membership, timezone.localdate()
    every, _figures = reading.counted(membership)
    each = next((each for each in every if each.check.number == number.upper()), None)
    if each is None:
        raise Http404
    rows = reading.rows_of(membership, each.check, today)
    is_file = bool(request.GET.get("format"))
    lines = _file_lines(membership, [each], today, None) if is_file else ()
    if file := as_file(request, _("findings of %(check)s") % {"check": each.check.number}, COLUMNS, lines):
        return file
    page = page_of(request, rows, known=each.count)
    context = {
        **check_line(each),
        "page_obj": page,
        "lines": [shown(line, membership, today) for line in lines_of(each.check, list(page), today)],
        "crumbs": [
            {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
            {"url": reverse("reviews:look_through"), "label": _("Look through")},
        ],
        "today": display_date(today),
    }
    return render(request, "reviews/warnings/look_through_check.html", context)
