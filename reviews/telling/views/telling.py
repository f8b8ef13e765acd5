"""One partner without an address: what to do, and the record that it was told (R3, R7)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Partnership
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Untold
from reviews.shared.views import actor, crumbs_to
from reviews.telling.forms import ToldForm
from reviews.telling.services.telling import mark_told, partner_of, tell_by_mail

from .words import name_of, url_of

BY_MAIL = "mail"
ROWS = (
    "participation__organisation",
    "participation__partnership__service",
    "review__series__partnership",
    "note__meeting__partnership__service",
)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def partner_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """By e-mail, once an address is known; or a record of how it was told."""
    visible = Partnership.objects.visible_to(request.membership)
    rows = Untold.objects.filter(participation__partnership__in=visible).select_related(*ROWS)
    untold: Untold = get_object_or_404(rows, pk=pk)
    back = url_of(untold)
    if untold.told_on:
        return _told_before(request, back)
    by_mail = request.method == "POST" and BY_MAIL in request.POST
    since = timezone.localdate(untold.since)
    typed = None if by_mail else posted(request)
    form = ToldForm(typed, since=since, initial={"told_on": timezone.localdate()})
    if by_mail or (request.method == "POST" and form.is_valid()):
        try:
            if by_mail:
                tell_by_mail(untold=untold, by=actor(request))
            else:
                mark_told(untold=untold, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return _told_before(request, back)
        words = _("The e-mail is being sent to %(partner)s.") if by_mail else _("It is recorded: %(partner)s was told.")
        messages.success(request, words % {"partner": untold.party_name})
        return redirect(back)
    partner = partner_of(untold)
    partnership = untold.participation.partnership
    organisation = untold.participation.organisation
    context = {
        "untold": untold,
        "partnership": partnership,
        "name": name_of(untold),
        "crumbs": [*crumbs_to(partnership), {"url": back, "label": name_of(untold)}],
        "back": back,
        "contact": partner.contact if partner else None,
        "organisation": organisation,
        "contact_url": reverse("partnerships:organisation", args=[organisation.pk]),
    }
    return form_page(request, "reviews/telling/tell.html", form, context)


def _told_before(request: HttpRequest, back: str) -> HttpResponse:
    messages.info(request, _("Nothing was changed: the partner was told before, or has no address."))
    return not_saved(redirect(back))
