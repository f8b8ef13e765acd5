"""The office opens a health check, asks one person again or no longer, and closes it (R6)."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_open_check
from reviews.door.services.reaching import colleagues_of, members_of
from reviews.health.forms.opening import OpenForm, usual
from reviews.health.rules.asking import USUAL_DAYS
from reviews.health.services import opening
from reviews.models import HealthCheck, HealthCheckPerson
from reviews.shared.services import NotReady
from reviews.shared.views import actor, crumbs_to

from .find import check_title, crumbs_of, visible_check, visible_partnership


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def health_check_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Members and colleagues, each by name; members whom no mail reaches are named beside."""
    partnership = visible_partnership(request, pk)
    running = HealthCheck.objects.filter(partnership=partnership, closed_at=None).first()
    is_running = running is not None and not running.is_over(timezone.localdate())
    if is_running or not can_open_check(request.membership, partnership):
        return _cannot_open(request, pk)
    members, colleagues = members_of(partnership), colleagues_of(partnership)
    ends_on = timezone.localdate() + datetime.timedelta(days=USUAL_DAYS)
    initial = {**usual(members, colleagues, partnership.manager_id), "ends_on": ends_on}
    form = OpenForm(posted(request), members=members, colleagues=colleagues, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            check = opening.open_check(
                partnership=partnership,
                people=form.people,
                ends_on=values["ends_on"],
                is_anonymous=form.is_anonymous,
                message=values["message"],
                by=actor(request),
            )
        except (MoveRefused, NotReady):
            return _cannot_open(request, pk)
        words = ngettext(
            "The health check is open. %(count)s e-mail with a link is being sent.",
            "The health check is open. %(count)s e-mails with a link are being sent.",
            len(form.people),
        )
        messages.success(request, words % {"count": len(form.people)})
        return redirect("reviews:health_check", check.pk)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "unreached": [member.participation.name for member in members if not member.people],
    }
    return form_page(request, "reviews/health/open.html", form, context)


def _cannot_open(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, _("No health check was opened: one is open already, or the partnership has ended."))
    return not_saved(redirect("reviews:health_checks", pk))


def _visible_person(request: HttpRequest, pk: int) -> HealthCheckPerson:
    rows = HealthCheckPerson.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related("check_round__partnership__service"), pk=pk)


@role_required("confirm_review")
@require_POST
@once
def health_ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    person = _visible_person(request, pk)
    try:
        opening.ask_again(person=person, by=actor(request))
    except MoveRefused:
        words = _("%(name)s was not asked again: the answers have been sent, or the check is over.")
        messages.info(request, words % {"name": person.name})
        return not_saved(redirect("reviews:health_check", person.check_round_id))
    words = _("A new link is being sent to %(name)s. The previous link no longer works.")
    messages.success(request, words % {"name": person.name})
    return redirect("reviews:health_check", person.check_round_id)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def health_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: the link ends and says so."""
    person = _visible_person(request, pk)
    check = person.check_round
    if request.method == "POST":
        try:
            opening.withdraw(person=person, by=actor(request))
        except MoveRefused:
            messages.info(request, _("The health check is over."))
            return not_saved(redirect("reviews:health_check", check.pk))
        messages.success(request, _("%(name)s is no longer asked.") % {"name": person.name})
        return redirect("reviews:health_check", check.pk)
    context = {"person": person, "check": check, "title": check_title(check), "crumbs": crumbs_of(check)}
    return render(request, "reviews/health/withdraw.html", context)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def health_check_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: links take no more answers, and what was saved and not sent is dropped."""
    check = visible_check(request, pk)
    if request.method == "POST":
        opening.close_check(check=check, by=actor(request))
        messages.success(request, _("The health check has been closed."))
        return redirect("reviews:health_check", pk)
    context = {
        "check": check,
        "title": check_title(check),
        "crumbs": crumbs_of(check),
        "answered": check.sheets.filter(sent_at__isnull=False).count(),
        "asked": check.people.count(),
    }
    return render(request, "reviews/health/close.html", context)
