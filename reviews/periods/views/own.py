"""On a partner's own page: the figures that it reports, and the periods that it confirms as their owner (G5)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.hooks import Panel
from partnerships.models import Objective
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.lists import page_of
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.door.guards import by_contact_link, frame
from reviews.models import ContactLink
from reviews.periods.forms import ConfirmForm, StepForm
from reviews.periods.rules.checking import advice, obstacles
from reviews.periods.services.checking import Check, check_of, read_objective
from reviews.periods.services.confirming import confirm_period
from reviews.periods.services.own import own_objectives, owned_by
from reviews.rules.periods import period_of_slug
from reviews.shared.services import NotReady

from .confirming import capital, checks_of, line_row, period_row


def door_sections(*, link: ContactLink, token: str, today: date) -> list[Panel]:
    """Hook: the objectives whose figures this partner reports."""
    lines = own_objectives(link.participation, today)
    return [Panel("reviews/periods/_door.html", {"token": token, "lines": lines}, order=35)] if lines else []


def _own(link: ContactLink, pk: int) -> Objective:
    """Any other objective is a 404."""
    found = next((each for each in owned_by(link.participation) if each.pk == pk), None)
    if found is None:
        raise Http404
    return found


@require_safe
@by_contact_link
def own_periods(request: HttpRequest, link: ContactLink, token: str, pk: int) -> HttpResponse:
    """Every period that is over, with what it holds and lacks."""
    objective = _own(link, pk)
    read = read_objective(objective, timezone.localdate())
    form = StepForm(request.GET.get("step", ""), usual=read.step)
    page = page_of(request, checks_of(read, form.chosen), size=12)
    rows = [period_row(each) for each in page.object_list]
    context = {**_frame(link, token, objective), "choose": form, "page_obj": page, "rows": rows}
    return render(request, "reviews/periods/own_periods.html", context)


@require_http_methods(["GET", "POST"])
@by_contact_link
def own_period(request: HttpRequest, link: ContactLink, token: str, pk: int, period: str) -> HttpResponse:
    """The partner sees its figures and what they lack, then confirms them: the act is that of the office."""
    objective, wanted = _own(link, pk), period_of_slug(period)
    if wanted is None:
        raise Http404
    check = check_of(read_objective(objective, timezone.localdate()), wanted)
    form = ConfirmForm(posted(request), needs_word=False, initial={"seen": check.seen})
    context = {**_frame(link, token, objective), **_shown(check)}
    if request.method == "POST" and form.is_valid():
        by = Actor.link(link.contact.name, person=link.contact)
        try:
            confirm_period(objective=objective, period=wanted, by=by, seen=form.cleaned_data["seen"])
        except NotReady as refused:
            messages.info(request, " ".join(str(each.title) for each in refused.findings))
        except Conflict:
            again = ConfirmForm({"seen": check.seen}, needs_word=False)
            answer = form_page(
                request, "reviews/periods/own_period.html", again, context | {"is_overtaken": True}, keeps=False
            )
            answer.status_code = 409
            return answer
        else:
            messages.success(request, _("Thank you. The period is confirmed, and the office sees it."))
        return redirect("reviews:own_period", token=token, pk=pk, period=period)
    return form_page(request, "reviews/periods/own_period.html", form, context, keeps=False)


def _frame(link: ContactLink, token: str, objective: Objective) -> dict[str, Any]:
    return {**frame(link), "token": token, "objective": objective}


def _shown(check: Check) -> dict[str, Any]:
    found = obstacles(check.facts, check.read.today)
    return {
        "words": capital(check.period),
        "lines": [line_row(check, line) for line in check.lines if line.values or line.missing],
        "advice": advice(check.facts),
        "obstacles": [] if check.confirmed else found,
        "confirmed": check.confirmed,
        "may_confirm": not found,
    }
