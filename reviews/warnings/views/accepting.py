"""All warnings of one partnership, and accepting one with a reason until a day (O6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.models import Partnership
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.lib.dates import add_months
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import WarningAcceptance
from reviews.shared.views import actor, crumbs_to, visible_partnership
from reviews.warnings.forms import AcceptForm
from reviews.warnings.rules.catalogue import BY_CODE
from reviews.warnings.services.accepting import accept_warning, acceptance_of, seen_acceptance, withdraw_acceptance
from reviews.warnings.services.current import Current, warnings_of

from .panels import title_of
from .words import accepted_words, shown

USUAL_MONTHS = 6


@role_required("read_portfolio")
@require_http_methods(["GET"])
def partnership_warnings(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    found = warnings_of([pk], timezone.localdate())[pk]
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "lede": title_of(len(found.waiting)) if found.warnings else "",
        "rows": [shown(each, request.membership) for each in found.waiting],
        "accepted": [shown(each, request.membership) for each in found.accepted],
        "failed": [BY_CODE[code].label for code in found.failed],
    }
    return render(request, "reviews/warnings/partnership_warnings.html", context)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def warning_accept(request: HttpRequest, pk: int, code: str, about: str) -> HttpResponse:
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    current = _current(partnership, code, about)
    if current is None:
        messages.info(request, _("This warning is gone: what caused it has changed."))
        return not_saved(redirect("reviews:partnership_warnings", pk))

    def form_of(typed: QueryDict | None, row: WarningAcceptance | None) -> AcceptForm:
        known = row if row and not row.withdrawn_at else None
        until = max(known.until, today) if known else add_months(today, USUAL_MONTHS)
        initial = {"reason": known.reason if known else "", "until": until, "seen": seen_acceptance(row)}
        return AcceptForm(typed, initial=initial)

    form = form_of(posted(request), acceptance_of(partnership, code, about))
    context = _page(partnership, current)
    if request.method == "POST" and form.is_valid():
        try:
            fields = with_seen(form, form.cleaned_data)
            accept_warning(partnership=partnership, code=code, about=about, by=actor(request), **fields)
        except Conflict as conflict:
            here = {"here": context["title"], "crumbs": context["crumbs"]}
            return conflict_page(request, form, form_of(None, conflict.theirs), here)
        messages.success(request, _("Accepted. After that day the warning is back, if its cause is still there."))
        return redirect("reviews:partnership_warnings", pk)
    return form_page(request, "reviews/warnings/accept.html", form, context)


def _current(partnership: Partnership, code: str, about: str) -> Current | None:
    found = warnings_of([partnership.pk], timezone.localdate())[partnership.pk]
    return next((each for each in found.warnings if (each.warned.code, each.warned.about) == (code, about)), None)


def _page(partnership: Partnership, current: Current) -> dict[str, Any]:
    back = reverse("reviews:partnership_warnings", args=[partnership.pk])
    return {
        "partnership": partnership,
        "crumbs": [*crumbs_to(partnership), {"url": back, "label": _("Warnings")}],
        "title": _("Change the acceptance") if current.acceptance else _("Accept a warning"),
        "warned": current.warned,
        "todo": current.check.todo,
        "accepted": accepted_words(current),
        "acceptance": current.acceptance,
        "back": back,
    }


@role_required("confirm_review")
@require_POST
@once
def acceptance_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(WarningAcceptance.objects.visible_to(request.membership), pk=pk)
    answer = redirect("reviews:partnership_warnings", found.partnership_id)
    try:
        withdraw_acceptance(acceptance=found, by=actor(request))
    except MoveRefused:
        messages.info(request, _("The acceptance was withdrawn already."))
        return not_saved(answer)
    messages.success(request, _("Withdrawn. The warning is back."))
    return answer
