"""The rhythms of a partnership: what runs, what is proposed, and the record of a report or meeting (R1, R2, R5, R7)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Max, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.models import Agreement, Partnership
from partnerships.rules.vocabulary import Counting
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_enter_value, can_hold, can_plan
from reviews.models import Meeting, Review, Series
from reviews.results.rules.reviewed import judgement_words
from reviews.results.services.reading import value_in_words
from reviews.results.services.results import results_of
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.forms import OccurrenceForm, PerformanceForm, RhythmForm
from reviews.schedule.rules.proposing import Around, Rhythm, proposed_rhythms
from reviews.schedule.services.rhythms import add_rhythm, end_rhythm, hold_occurrence
from reviews.shared.rules import occurrence_name, rhythm_words
from reviews.shared.views import actor, crumbs_to, occurrence_url, title_of

COLUMNS = [
    Column(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    Column(gettext_lazy("Rhythm"), lambda row: rhythm_words(row.every_months)),
    Column(gettext_lazy("Led by"), "led_by"),
    Column(gettext_lazy("Last done"), "last_done"),
    Column(gettext_lazy("Next due"), lambda row: row.coming[0].due_on if row.coming else None),
]
RECORD = {
    SeriesKind.PERFORMANCE: gettext_lazy("Record the performance review"),
    SeriesKind.STATISTICAL_REPORT: gettext_lazy("Record the report"),
    SeriesKind.EXTERNAL_EVALUATION: gettext_lazy("Record the evaluation"),
    SeriesKind.BEFORE_RENEWAL: gettext_lazy("Record the review before renewal"),
    SeriesKind.MEETING: gettext_lazy("Record the meeting"),
}


@role_required("read_portfolio")
@require_http_methods(["GET"])
def rhythms(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    rows = list(_running(partnership))
    if file := file_response(request.GET.get("format", ""), _("rhythms"), COLUMNS, rows):
        return file
    today = timezone.localdate()
    may_plan = can_plan(request.membership, partnership)
    governing = partnership.agreements.in_force().first()
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "rows": [_row(row, governing, may_plan) for row in rows],
        "today": today,
        "may_plan": may_plan,
        "proposed": [_proposal(each, partnership) for each in _proposed(partnership, governing, rows, today)],
    }
    return render(request, "reviews/schedule/rhythms.html", context)


def _running(partnership: Partnership) -> QuerySet[Series]:
    coming = Prefetch("reviews", Review.objects.open().select_related("series"), to_attr="coming")
    found = Series.objects.filter(partnership=partnership, ended_on=None).prefetch_related(coming)
    return found.annotate(last_done=Max("reviews__held_on")).order_by("pk")


def _row(series: Series, governing: Agreement | None, may_plan: bool) -> dict[str, Any]:
    coming = series.coming[0] if series.coming else None
    may_end = may_plan and not (series.kind == SeriesKind.REVIEW and governing)
    is_closing = coming is not None and coming.is_closing
    name = occurrence_name(series.kind, series.every_months, is_closing=is_closing)
    return {
        "series": series,
        "name": name[:1].upper() + name[1:],
        "rhythm": rhythm_words(0 if is_closing else series.every_months),
        "coming": coming,
        "url": occurrence_url(coming) if coming else "",
        "change_url": reverse("reviews:rhythm_change", args=[series.pk]) if may_plan else "",
        "end_url": reverse("reviews:rhythm_end", args=[series.pk]) if may_end else "",
    }


def _proposed(
    partnership: Partnership, governing: Agreement | None, running: list[Series], today: date
) -> list[Rhythm]:
    if partnership.ended_on or (governing and governing.has_lapsed(today)):
        return []
    counted = governing.objectives.filter(counting__in=(Counting.TOTAL, Counting.SUM)).count() if governing else 0
    around = Around(
        model=governing.model if governing else "",
        counted=counted,
        since=governing.governs_since if governing else None,
        ends_on=governing.ends_latest if governing else None,
        is_written=governing is not None,
        today=today,
    )
    return proposed_rhythms(around, running=frozenset(each.kind for each in running))


def _proposal(rhythm: Rhythm, partnership: Partnership) -> dict[str, Any]:
    name = occurrence_name(rhythm.kind, rhythm.every_months)
    add = reverse("reviews:rhythm_new", args=[partnership.pk])
    return {
        "name": name[:1].upper() + name[1:],
        "rhythm": rhythm_words(rhythm.every_months),
        "first_on": rhythm.first_on,
        "reason": rhythm.reason,
        "url": f"{add}?kind={rhythm.kind}",
    }


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def rhythm_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    back = reverse("reviews:rhythms", args=[pk])
    if not can_plan(request.membership, partnership):
        messages.info(request, _("This partnership has ended. Nothing is planned for it any more."))
        return not_saved(redirect(back))
    today, running = timezone.localdate(), list(_running(partnership))
    governing = partnership.agreements.in_force().first()
    proposed = {each.kind: each for each in _proposed(partnership, governing, running, today)}
    taken = {each.kind for each in running}
    kinds = [kind for kind in SeriesKind.values if kind not in taken]
    wish = proposed.get(request.GET.get("kind", ""))
    initial = {"kind": wish.kind, "every_months": wish.every_months, "first_on": wish.first_on} if wish else {}
    form = RhythmForm(posted(request), kinds=kinds, today=today, initial={"every_months": 3, **initial})
    if request.method == "POST" and form.is_valid():
        try:
            add_rhythm(partnership=partnership, by=actor(request), **form.cleaned_data)
            messages.success(request, _("Planned. It is shown in the list of reviews."))
            return redirect(back)
        except MoveRefused:
            messages.info(request, _("Nothing was planned: a rhythm of this kind runs already, or all has ended."))
            return not_saved(redirect(back))
    context = {
        "partnership": partnership,
        "crumbs": [*crumbs_to(partnership), {"url": back, "label": _("Rhythms")}],
        "title": _("Plan a rhythm"),
        "submit": _("Plan the rhythm"),
        "back": back,
    }
    return form_page(request, "reviews/follow_up/work_form.html", form, context)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def rhythm_end(request: HttpRequest, pk: int) -> HttpResponse:
    series = get_object_or_404(
        Series.objects.filter(partnership__in=Partnership.objects.visible_to(request.membership)).select_related(
            "partnership__service"
        ),
        pk=pk,
    )
    back = reverse("reviews:rhythms", args=[series.partnership_id])
    if request.method == "POST":
        try:
            end_rhythm(series=series, by=actor(request))
            messages.success(request, _("Ended. What was planned of it is cancelled; what was done stays on record."))
            return redirect(back)
        except MoveRefused:
            words = _("Nothing was ended: it has ended already, or the agreement in force asks for these reviews.")
            messages.info(request, words)
            return not_saved(redirect(back))
    context = {
        "partnership": series.partnership,
        "crumbs": [*crumbs_to(series.partnership), {"url": back, "label": _("Rhythms")}],
        "name": occurrence_name(series.kind, series.every_months),
        "rhythm": rhythm_words(series.every_months),
        "back": back,
    }
    return render(request, "reviews/schedule/rhythm_end.html", context)


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def occurrence(request: HttpRequest, pk: int) -> HttpResponse:
    """A report, a meeting, an evaluation: when it was done and what came of it. A review has its own pages."""
    visible = Review.objects.visible_to(request.membership).exclude(series__kind=SeriesKind.REVIEW)
    visible = visible.select_related("series__partnership__service", "series__agreement", "logged_by")
    found = get_object_or_404(visible, pk=pk)
    partnership, today = found.series.partnership, timezone.localdate()
    may_hold = can_hold(request.membership, found)
    form = _form(request, found, today) if may_hold else None
    if request.method == "POST":
        if form is None:
            messages.info(request, _("Nothing was changed: it has been recorded or cancelled already."))
            return not_saved(redirect("reviews:occurrence", pk))
        if form.is_valid():
            try:
                values = {name: form.cleaned_data[name] for name in ("held_on", "note")}
                assessed = getattr(form, "assessed", ())
                following = hold_occurrence(review=found, by=actor(request), **values, assessed=assessed)
                messages.success(request, _recorded(following))
            except MoveRefused:
                messages.info(request, _("Nothing was changed: it has been recorded or cancelled already."))
                return not_saved(redirect("reviews:occurrence", pk))
            if found.series.kind == SeriesKind.PERFORMANCE:  # what was said stays in sight, with the way to an action
                return redirect("reviews:occurrence", pk)
            return redirect("reviews:rhythms", partnership.pk)
    context = {
        "occurrence": found,
        "partnership": partnership,
        "crumbs": [
            *crumbs_to(partnership),
            {"url": reverse("reviews:rhythms", args=[partnership.pk]), "label": _("Rhythms")},
        ],
        "title": title_of(found),
        "today": today,
        "is_meeting": found.series.kind == SeriesKind.MEETING,
        "meeting": Meeting.objects.filter(occurrence=found).first(),
        "is_report": found.series.kind == SeriesKind.STATISTICAL_REPORT,
        "assessed": _assessed(found),
        "action_url": _action_url(request, found),
        "submit": RECORD[SeriesKind(found.series.kind)],
        "grid_url": _grid_url(request, partnership),
        "back": reverse("reviews:rhythms", args=[partnership.pk]),
    }
    return form_page(request, "reviews/schedule/occurrence.html", form, context)


def _recorded(following: Review | None) -> str:
    if following is None:
        return _("Recorded. It was the last one: no other is planned.")
    return _("Recorded. The next one is due on %(day)s.") % {"day": display_date(following.due_on)}


def _grid_url(request: HttpRequest, partnership: Partnership) -> str:
    """Where those who may enter values do it for several objectives."""
    return reverse("reviews:values_grid", args=[partnership.pk]) if can_enter_value(request.membership) else ""


def _form(request: HttpRequest, found: Review, today: date) -> OccurrenceForm:
    """A performance review asks about each objective of the text in force."""
    values: dict[str, Any] = {"today": today, "initial": {"held_on": today}}
    governing = found.series.partnership.agreements.in_force().first()
    if found.series.kind != SeriesKind.PERFORMANCE or governing is None:
        return OccurrenceForm(posted(request), **values)
    return PerformanceForm(posted(request), results=results_of(governing, today), **values)


def _assessed(found: Review) -> list[dict[str, Any]]:
    rows = found.assessments.select_related("objective", "measurement__objective", "measurement__quota")
    return [
        {
            "objective": row.objective,
            "value": value_in_words(row.measurement) if row.measurement else "",
            "as_of": row.measurement.as_of if row.measurement else None,
            "words": judgement_words(row.judgement, row.objective.target_kind),
            "comment": row.comment,
        }
        for row in rows
    ]


def _action_url(request: HttpRequest, found: Review) -> str:
    """Where those who may record it write down what is to be done about it."""
    partnership = found.series.partnership
    is_done = found.series.kind == SeriesKind.PERFORMANCE and found.status == ReviewStatus.HELD
    if not is_done or partnership.ended_on or not can_enter_value(request.membership):
        return ""
    return reverse("reviews:action_new", args=[partnership.pk])


def visible_partnership(request: HttpRequest, pk: int) -> Partnership:
    visible = Partnership.objects.visible_to(request.membership).select_related("service", "office", "manager")
    return get_object_or_404(visible, pk=pk)
