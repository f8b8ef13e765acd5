"""A rhythm that runs is changed: how often, when next, and who leads it (R1, R2)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Partnership
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_plan
from reviews.models import Series
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.forms import RhythmChangeForm
from reviews.schedule.rules.rhythm import TooFarApart, latest_due
from reviews.schedule.services.days import last_held
from reviews.schedule.services.rhythms import change_rhythm, coming_of, is_agreed, seen_rhythm
from reviews.shared.rules import occurrence_name
from reviews.shared.views import actor, crumbs_to


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def rhythm_change(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Series.objects.filter(partnership__in=Partnership.objects.visible_to(request.membership))
    series = get_object_or_404(visible.select_related("partnership__service", "agreement"), pk=pk)
    back = reverse("reviews:rhythms", args=[series.partnership_id])
    if series.ended_on or not can_plan(request.membership, series.partnership):
        return _refused(request, back)
    form, name = _form(request, series, typed=True), occurrence_name(series.kind, series.every_months)
    context = {
        "partnership": series.partnership,
        "crumbs": [*crumbs_to(series.partnership), {"url": back, "label": _("Rhythms")}],
        "title": _("Change a rhythm"),
        "lede": name[:1].upper() + name[1:],
        "submit": _("Save the rhythm"),
        "back": back,
    }
    if request.method == "POST" and form.is_valid():
        try:
            change_rhythm(series=series, by=actor(request), **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, _form(request, conflict.theirs, typed=False), context)
        except (MoveRefused, TooFarApart):
            return _refused(request, back)
        messages.success(request, _("Saved. What was done before stays as it is."))
        return redirect(back)
    return form_page(request, "reviews/follow_up/work_form.html", form, context)


def _form(request: HttpRequest, series: Series, *, typed: bool) -> RhythmChangeForm:
    coming = coming_of(series)
    since = last_held(series) or series.starts_on if series.kind == SeriesKind.REVIEW else None
    initial: dict[str, Any] = {
        "every_months": series.every_months,
        "led_by": series.led_by,
        "seen": seen_rhythm(series),
    }
    return RhythmChangeForm(
        posted(request) if typed else None,
        series=series,
        coming=coming,
        latest=latest_due(since) if since else None,
        today=timezone.localdate(),
        agreed=is_agreed(series),
        initial={**initial, "due_on": coming.due_on if coming else None},
    )


def _refused(request: HttpRequest, back: str) -> HttpResponse:
    messages.info(request, _("Nothing was changed: it has ended, or the agreement in force says how often."))
    return not_saved(redirect(back))
