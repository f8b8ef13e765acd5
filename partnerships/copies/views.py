"""A party's own electronically signed copy: uploaded, looked at, counted or discarded (S2)."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.copies.forms import REFUSED, CopyForm, CountForm
from partnerships.copies.rules import issuer_words
from partnerships.copies.services.taking import CopyRefused, count_copy, discard_copy, keep_copy
from partnerships.models import Agreement, Signatory, Signature, SignedCopy
from partnerships.shared.services.kept_files import Tampered, kept_content
from partnerships.shared.views.drafts import crumbs_of, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def copy_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The file is kept only where it is the very text that is out, with signatures that hold."""
    agreements = Agreement.objects.visible_to(request.membership)
    related = ("contact", "party__agreement__partnership__service", "party__participation__organisation")
    rows = Signatory.objects.filter(party__agreement__in=agreements).select_related(*related)
    signatory = get_object_or_404(rows, pk=pk)
    agreement = signatory.party.agreement
    form = CopyForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_copy(signatory=signatory, content=form.cleaned_data["copy"], by=Actor.user(request.user))
        except CopyRefused as refusal:
            form.add_error("copy", REFUSED[refusal.problem])
        except MoveRefused:
            form.add_error(None, _("The text is not out for signature."))
        else:
            return redirect("partnerships:copy", kept.pk)
    context = {"agreement": agreement, "party": signatory.party, "form": form, "crumbs": crumbs_of(agreement)}
    return form_page(request, "partnerships/copies/copy_new.html", form, context)


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed and with which certificate; it is the party's signature once somebody has confirmed that."""
    found = visible_part(request, SignedCopy, pk)
    signatures = [_shown(each) for each in found.verdict]
    form = None
    if found.is_open and found.signatory:
        person = found.signatory.contact
        known = {"name": signatures[-1]["name"], "office_held": person.office_held, "mandate": person.mandate}
        form = CountForm(posted(request), initial=known)
        if request.method == "POST" and form.is_valid():
            values = {name: form.cleaned_data[name] for name in ("name", "office_held", "mandate")}
            try:
                signature = count_copy(copy=found, by=Actor.user(request.user), **values)
            except MoveRefused:
                form.add_error(None, _("This party has already signed, or the text is not out for signature."))
            else:
                messages.success(request, _recorded(signature))
                return redirect("partnerships:signatures", found.agreement_id)
    context = {
        "agreement": found.agreement,
        "copy": found,
        "party": found.signatory.party if found.signatory else None,
        "signatures": signatures,
        "form": form,
        "crumbs": crumbs_of(found.agreement),
    }
    return form_page(request, "partnerships/copies/copy.html", form, context)


def _recorded(signature: Signature) -> str:
    if signature.waits_for_check:
        return _("The signature of the electronically signed copy has been recorded. A colleague checks it first.")
    return _("The signature of the electronically signed copy has been recorded.")


def _shown(said: dict[str, Any]) -> dict[str, Any]:
    moments = ("valid_from", "valid_until", "said_at", "stamped_at")
    read = {name: datetime.datetime.fromisoformat(said[name]) for name in moments if said[name]}
    return {**said, **read, "issuer_words": issuer_words(said["issuer"])}


@role_required("send_agreement")
@require_POST
@once
def copy_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_part(request, SignedCopy, pk)
    try:
        discard_copy(copy=found, by=Actor.user(request.user))
    except MoveRefused:
        messages.error(request, _("This copy was counted or discarded already."))
        return not_saved(redirect("partnerships:copy", pk))
    messages.success(request, _("The copy has been discarded. It stays in the record and is no signature."))
    return redirect("partnerships:signatures", found.agreement_id)


@role_required("read_portfolio")
@require_safe
def copy_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was taken in, as an attachment."""
    found = visible_part(request, SignedCopy, pk)
    try:
        content = kept_content(found.file, found.sha256)
    except (OSError, Tampered):
        messages.error(request, _("The signed copy cannot be read as it was stored. Contact your administrator."))
        return redirect("partnerships:signatures", found.agreement_id)
    name = f"{found.agreement.number}-signed-{found.sha256[:8]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
