"""The annexes of a text: their list, one annex, and its file (A8–A14)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.agreements.forms.annex import AnnexForm
from partnerships.drafting.services.annexes import save_annex
from partnerships.drafting.services.writing import remove_part
from partnerships.models import Annex
from partnerships.shared.views.annexes import annex_answer
from partnerships.shared.views.drafts import crumbs_of, refused, save_part, visible_agreement, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("write_agreement")
@require_safe
def agreement_annexes(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.may_be_written:
        return refused(request, agreement)
    context = {"agreement": agreement, "annexes": agreement.annexes.all(), "crumbs": crumbs_of(agreement)}
    return render(request, "partnerships/agreements/agreement_annexes.html", context)


def _annex_page(request: HttpRequest, row: Annex, here: str) -> HttpResponse:
    form = AnnexForm(posted(request), request.FILES or None, instance=row)
    existing = row if row.pk else None
    note = _("An annex is part of what is signed: its text, or the fingerprint of its file, is in the signed text.")
    return save_part(
        request,
        row.agreement,
        form,
        save=lambda by: save_annex(agreement=row.agreement, by=by, annex=existing, **form.values()),
        context={
            "here": here,
            "notes": [{"source": "", "text": note}],
            "remove_url": reverse("partnerships:annex_remove", args=[row.pk]) if existing else "",
        },
        done_url=reverse("partnerships:agreement_annexes", args=[row.agreement.pk]),
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def annex_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _annex_page(request, Annex(agreement=visible_agreement(request, pk)), _("Add an annex"))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def annex(request: HttpRequest, pk: int) -> HttpResponse:
    return _annex_page(request, visible_part(request, Annex, pk), _("Annex"))


@role_required("write_agreement")
@require_POST
@once
def annex_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_part(request, Annex, pk)
    try:
        remove_part(part=row, by=Actor.user(request.user))
    except MoveRefused as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("The annex has been removed from the draft."))
    return redirect("partnerships:agreement_annexes", row.agreement_id)


@role_required("read_portfolio")
@require_safe
def annex_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of an annex, as it was added."""
    return annex_answer(visible_part(request, Annex, pk))
