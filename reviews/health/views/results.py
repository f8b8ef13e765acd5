"""The health checks of a partnership, and one check: who is asked while it runs, what came out once it is over (R6)."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.shared.views.lists import as_file, page_of, sort_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from reviews.access import can_open_check
from reviews.health.rules.chart import draw
from reviews.health.rules.counting import Line
from reviews.health.rules.ingredients import BY_NUMBER
from reviews.health.rules.letters import letters
from reviews.health.rules.talking import points
from reviews.health.services.facts import Result, result_of
from reviews.health.services.opening import note_read
from reviews.models import HealthCheck, Review
from reviews.rules.health_words import Scale
from reviews.shared.views import actor, crumbs_to, title_of

from .files import result_file
from .find import check_title, visible_check, visible_partnership
from .notes import notes_of
from .over_time import compared, compared_columns
from .words import change_words, described, group_names, participation_words

NUMBER = "number"  # the order of the questionnaire; the usual one is by disagreement


LIST = [
    Column(gettext_lazy("Health check"), lambda row: check_title(row)),
    Column(gettext_lazy("Opened"), lambda row: timezone.localdate(row.opened_at)),
    Column(gettext_lazy("Answers requested by"), "ends_on"),
    Column(gettext_lazy("Status"), lambda row: status_words(row)),
    Column(gettext_lazy("Anonymous"), "is_anonymous"),
    Column(gettext_lazy("People asked"), "asked"),
    Column(gettext_lazy("People who answered"), "answered"),
]


def status_words(check: HealthCheck) -> str:
    return (
        pgettext("health check", "Closed") if check.is_over(timezone.localdate()) else pgettext("health check", "Open")
    )


def _counted(rows: QuerySet[HealthCheck]) -> QuerySet[HealthCheck]:
    sent = Count("sheets", filter=Q(sheets__sent_at__isnull=False), distinct=True)
    return rows.annotate(asked=Count("people", distinct=True), answered=sent)


@role_required("read_portfolio")
@require_http_methods(["GET"])
def health_checks(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    rows = _counted(HealthCheck.objects.filter(partnership=partnership)).order_by("-number")
    over_time = compared(partnership)
    if over_time and request.GET.get("table") == "over-time":
        columns = compared_columns(over_time["titles"])
        if file := as_file(request, _("health checks over time"), columns, over_time["rows"]):
            return file
    if file := as_file(request, _("health checks"), LIST, rows):
        return file
    page = page_of(request, rows)
    today = timezone.localdate()
    newest = rows.first()
    may_open = can_open_check(request.membership, partnership) and (newest is None or newest.is_over(today))
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "page": page,
        "rows": [
            {
                "check": check,
                "title": check_title(check),
                "status": status_words(check),
                "tint": "neutral" if check.is_over(today) else "info",
                "participation": participation_words(check.answered, check.asked),
            }
            for check in page
        ],
        "may_open": may_open,
        "compared": over_time,
    }
    return render(request, "reviews/health/checks.html", context)


@role_required("read_portfolio")
@require_http_methods(["GET"])
def health_check(request: HttpRequest, pk: int) -> HttpResponse:
    check = visible_check(request, pk)
    is_over = check.is_over(timezone.localdate())
    if not is_over:
        return _running(request, check)
    result, notes = result_of(check), notes_of(check)
    if file := result_file(request, result, notes):
        return file
    order = sort_of(request, [NUMBER], "")
    lines = result.outcome.lines if order == NUMBER else result.outcome.by_spread
    context = {
        **_about(check, result.outcome.sheets, result.asked),
        **shown(result, lines),
        "sorted_as_asked": order == NUMBER,
        "notes": notes,
        "review": _review(check),
        "may_note_read": request.membership.may("confirm_review") and check.read_at is None,
    }
    return render(request, "reviews/health/result.html", context)


@role_required("confirm_review")
@require_POST
@once
def health_check_read(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager says that the result was read: from then on it waits for nobody."""
    check = visible_check(request, pk)
    if check.is_over(timezone.localdate()):
        note_read(check=check, by=actor(request))
        messages.success(request, _("Noted: the result has been read."))
    return redirect("reviews:health_check", pk)


def _review(check: HealthCheck) -> dict[str, str] | None:
    """The one that is open, where the result stands beside the question about working together."""
    rows = Review.objects.reviews_proper().open().filter(series__partnership=check.partnership_id)
    found = rows.select_related("series").order_by("due_on").first()
    return {"url": reverse("reviews:review", args=[found.pk]), "title": title_of(found)} if found else None


def _about(check: HealthCheck, answered: int, asked: int) -> dict[str, Any]:
    partnership = check.partnership
    said = {
        "participation": participation_words(answered, asked),
        "first": display_date(timezone.localdate(check.opened_at)),
        "last": display_date(timezone.localdate(check.closed_at) if check.closed_at else check.ends_on),
    }
    return {
        "check": check,
        "partnership": partnership,
        "title": check_title(check),
        "crumbs": crumbs_to(partnership),
        "participation": _("%(participation)s, from %(first)s to %(last)s.") % said,
        "answered": answered,
        "asked": asked,
    }


def _running(request: HttpRequest, check: HealthCheck) -> HttpResponse:
    """Who is asked, for who leads it. Where answers are anonymous, not who has answered."""
    may_lead = can_open_check(request.membership, check.partnership)
    people = list(check.people.select_related("sheet")) if may_lead else []
    answered = check.sheets.filter(sent_at__isnull=False).count()
    context = {
        **_about(check, answered, len(people) if may_lead else check.people.count()),
        "may_lead": may_lead,
        "people": [_person(each, check) for each in people],
    }
    return render(request, "reviews/health/running.html", context)


def _person(person: Any, check: HealthCheck) -> dict[str, Any]:
    sheet = getattr(person, "sheet", None)
    has_sent = not check.is_anonymous and sheet is not None and sheet.sent_at is not None
    if person.withdrawn_at:
        state, tint = _("No longer asked"), "neutral"
    elif has_sent:
        state, tint = _("Answered"), "success"
    else:
        state, tint = _("Asked"), "info"
    return {"person": person, "state": state, "tint": tint, "may_ask": not person.withdrawn_at and not has_sent}


def shown(result: Result, lines: Any) -> dict[str, Any]:
    """The picture, the table behind it, and what to talk about."""
    names = group_names(result.outcome.groups)
    signs = letters(names)
    before = check_title(result.before) if result.before else ""
    return {
        "points": points(result.outcome, names),
        "has_result": result.outcome.has_result,
        "before": before,
        "groups": [
            {"key": key, "name": names[key], "letter": signs[key], "count": size}
            for key, size in result.outcome.groups.items()
        ],
        "unshown": result.outcome.unshown,
        "lines": [_shown(line, names, signs, before) for line in lines],
        "columns": [{"name": names[key], "count": size} for key, size in result.outcome.groups.items()],
        "scale": [str(label) for label in Scale.labels],
    }


def _shown(line: Line, names: dict[str, str], signs: dict[str, str], before: str) -> dict[str, Any]:
    ingredient = BY_NUMBER[line.number]
    return {
        "line": line,
        "ingredient": ingredient,
        "picture": draw(line, signs),
        "picture_title": _("%(number)s. %(label)s") % {"number": line.number, "label": ingredient.label},
        "described": described(line, names, before),
        "cells": [{"name": names[key], "mean": line.groups.get(key)} for key in names],
        "steps": [
            {"label": label, "count": line.steps[place] if line.steps else "–"}
            for place, label in enumerate(Scale.labels)
        ],
        "change": change_words(line),
    }
