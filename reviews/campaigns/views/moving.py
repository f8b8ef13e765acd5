"""The days of an open campaign are changed on one page, which says whom it concerns (R1, R8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.campaigns.forms import DaysForm
from reviews.campaigns.services.moving import Moved, can_move_days, move_days
from reviews.models import ReviewCampaign
from reviews.shared.services import NotReady
from reviews.shared.views import actor


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def campaign_days(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(ReviewCampaign.objects.visible_to(request.membership), pk=pk)
    if not can_move_days(request.membership, campaign):
        messages.info(request, _("The campaign has reviews of other offices: its days are moved by the head office."))
        return not_saved(redirect("reviews:campaign", pk=pk))
    form = DaysForm(posted(request), campaign=campaign)
    context: dict[str, Any] = {
        "campaign": campaign,
        "crumbs": [
            {"url": reverse("reviews:list"), "label": _("Reviews")},
            {"url": reverse("reviews:campaigns"), "label": _("Review campaigns")},
            {"url": reverse("reviews:campaign", args=[pk]), "label": campaign.title},
        ],
    }
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_days(campaign=campaign, by=actor(request), seen=form.cleaned_data["seen"], **form.days)
        except Conflict as conflict:
            return conflict_page(request, form, DaysForm(campaign=conflict.theirs), context)
        except NotReady as refusal:  # the day has ended while the page was open
            for finding in refusal.findings:
                form.add_error(finding.field, finding.title)
        else:
            messages.success(request, _said(moved))
            return redirect("reviews:campaign", pk=pk)
    return form_page(request, "reviews/campaigns/campaign_days.html", form, context)


def _said(moved: Moved) -> str:
    reviews = ngettext("%(count)s review has other days now.", "%(count)s reviews have other days now.", moved.reviews)
    told = ngettext("%(count)s partner is told by e-mail.", "%(count)s partners are told by e-mail.", moved.told)
    return f"{reviews % {'count': moved.reviews}} {told % {'count': moved.told}}"
