"""What the parties and others put in (A10)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.agreements.forms.contribution import contribution_form
from partnerships.drafting.services.writing import remove_part, save_contribution
from partnerships.models import Contribution
from partnerships.shared.views.drafts import crumbs_of, refused, save_part, visible_agreement, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("write_agreement")
@require_safe
def agreement_contributions(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.may_be_written:
        return refused(request, agreement)
    rows = agreement.contributions.select_related("party__participation__organisation").prefetch_related(
        "given_with__organisation"
    )
    context = {"agreement": agreement, "contributions": rows, "crumbs": crumbs_of(agreement)}
    return render(request, "partnerships/agreements/agreement_contributions.html", context)


def _contribution_page(request: HttpRequest, row: Contribution, here: str) -> HttpResponse:
    form = contribution_form(row, posted(request))
    existing = row if row.pk else None
    return save_part(
        request,
        row.agreement,
        form,
        save=lambda by: save_contribution(agreement=row.agreement, by=by, contribution=existing, **form.values()),
        context={
            "here": here,
            "page": form,
            "rows": form.lists["years"],
            "list_title": _("Amounts by year"),
            "list_help": _("In the currency or unit of the contribution. Together they may not exceed its amount."),
            "cancel_url": reverse("partnerships:agreement", args=[row.agreement.pk]),
            "notes": [
                {
                    "source": "PAPER, annex",
                    "text": _(
                        "Each source with its own amount, currency and period. Different currencies are never added up."
                    ),
                }
            ],
            "remove_url": reverse("partnerships:contribution_remove", args=[row.pk]) if existing else "",
        },
        stored=lambda: contribution_form(visible_part(request, Contribution, row.pk)),
        template="partnerships/agreements/part_with_list.html",
        done_url=reverse("partnerships:agreement_contributions", args=[row.agreement.pk]),
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def contribution_new(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    return _contribution_page(request, Contribution(agreement=agreement), _("Add a contribution"))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    return _contribution_page(request, visible_part(request, Contribution, pk), _("Contribution"))


@role_required("write_agreement")
@require_POST
@once
def contribution_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_part(request, Contribution, pk)
    try:
        remove_part(part=row, by=Actor.user(request.user))
    except MoveRefused as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("The contribution has been removed from the draft."))
    return redirect("partnerships:agreement_contributions", row.agreement_id)
