"""A campaign is put together on one page: what it opens is shown before anything is sent (R1, R8)."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Office
from pes_partnerships.accounts.once import once
from pes_partnerships.lib.dates import add_months
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_keys
from reviews.campaigns.forms import CampaignForm
from reviews.campaigns.services.opening import AlreadyInCampaign, NothingToOpen, open_campaign
from reviews.campaigns.services.planning import (
    CLOSING,
    IN_CAMPAIGN,
    LATER,
    PROPOSED,
    CampaignPlan,
    LeftOut,
    plan_campaign,
)
from reviews.shared.views import actor

MONTHS_AHEAD = 4
OF_THE_CAMPAIGN = ("title", "due_until", "partners_by", "office_by", "confirm_by", "message")


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def campaign_new(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    plan, chosen = None, set(row_keys(request.POST.getlist("chosen")))
    if request.method == "POST" and form.is_valid():
        if "open" in request.POST and (opened := _open(request, form, chosen)):
            return opened
        plan = _plan(request, form)
        form.is_arranging = not form.errors
    context = {
        "crumbs": [
            {"url": reverse("reviews:list"), "label": _("Reviews")},
            {"url": reverse("reviews:campaigns"), "label": _("Review campaigns")},
        ],
        "form": form,
        "plan": plan,
        "rows": _rows(plan, chosen) if plan else [],
        "left_out": [_left_out(each) for each in plan.left_out] if plan else [],
        "sentence": _sentence(plan) if plan else "",
        "button": _button(plan) if plan else "",
    }
    return form_page(request, "reviews/campaigns/campaign_new.html", form, context)


def _form(request: HttpRequest) -> CampaignForm:
    today = timezone.localdate()
    offices = Office.objects.filter(service=request.membership.service)
    if request.membership.office_id:
        offices = offices.filter(pk=request.membership.office_id)
    initial = {
        "title": _("Reviews %(year)s") % {"year": today.year},
        "due_until": add_months(today, MONTHS_AHEAD),
        "partners_by": today + datetime.timedelta(days=21),
        "office_by": today + datetime.timedelta(days=35),
        "confirm_by": today + datetime.timedelta(days=56),
    }
    has_head_office = request.membership.office_id is None
    return CampaignForm(posted(request), offices=offices, has_head_office=has_head_office, initial=initial)


def _plan(request: HttpRequest, form: CampaignForm) -> CampaignPlan:
    return plan_campaign(
        membership=request.membership,
        due_until=form.cleaned_data["due_until"],
        common=form.common,
        today=timezone.localdate(),
        offices=form.office_keys,
    )


def _open(request: HttpRequest, form: CampaignForm, chosen: set[int]) -> HttpResponse | None:
    """To the campaign; None with the reason in the form."""
    values = {name: form.cleaned_data[name] for name in OF_THE_CAMPAIGN}
    try:
        campaign = open_campaign(membership=request.membership, reviews=chosen, by=actor(request), **values)
    except AlreadyInCampaign as refused:
        words = _("A chosen review belongs to the campaign “%(title)s” already. Nothing was opened.")
        form.add_error(None, words % {"title": refused.title})
        return None
    except NothingToOpen:
        form.add_error(None, _("Choose at least one review."))
        return None
    count = campaign.rows.count()
    words = ngettext("%(count)s review has been opened.", "%(count)s reviews have been opened.", count)
    messages.success(request, words % {"count": count})
    return redirect("reviews:campaign", pk=campaign.pk)


def _rows(plan: CampaignPlan, chosen: set[int]) -> list[dict[str, Any]]:
    return [
        {
            "key": each.review.pk,
            "title": each.review.series.partnership.title,
            "office": each.review.series.partnership.office,
            "due_on": each.review.due_on,
            "days": each.days,
            "partners": len(each.to_ask),
            "unreached": each.unreached,
            "checked": not chosen or each.review.pk in chosen,
        }
        for each in plan.chosen
    ]


def _left_out(each: LeftOut) -> dict[str, Any]:
    reasons = {
        LATER: _("It is due after the day that you chose."),
        CLOSING: _("The partnership has ended; its closing review has days of its own."),
        IN_CAMPAIGN: _("It belongs to the campaign “%(title)s”.") % {"title": each.campaign},
        PROPOSED: _("Its outcome has been proposed."),
    }
    return {"title": each.review.series.partnership.title, "due_on": each.review.due_on, "why": reasons[each.reason]}


def _sentence(plan: CampaignPlan) -> str:
    """“24 reviews, with 87 e-mails to partners. Six have days of their own.”"""
    reviews = ngettext("%(count)s review is opened.", "%(count)s reviews are opened.", len(plan.chosen))
    mails = ngettext("%(count)s partner is asked by e-mail.", "%(count)s partners are asked by e-mail.", plan.mails)
    return f"{reviews % {'count': len(plan.chosen)}} {mails % {'count': plan.mails}}"


def _button(plan: CampaignPlan) -> str:
    text = ngettext("Open %(count)s chosen review", "Open the chosen reviews (%(count)s)", len(plan.chosen))
    return text % {"count": len(plan.chosen)}
