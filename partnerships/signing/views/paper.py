"""Signatures on paper: recorded with their scan (S2)."""

import datetime

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.models import Signature
from partnerships.shared.services.kept_files import Tampered, kept_content
from partnerships.shared.views.drafts import crumbs_of, visible_part
from partnerships.signing.forms.signing import PaperForm
from partnerships.signing.services.checking import who_may_check
from partnerships.signing.services.signing import sign_on_paper
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .signatures import visible_signatory


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def signatory_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a signature that was given on paper, with its scan."""
    signatory = visible_signatory(request, pk)
    party, contact = signatory.party, signatory.contact
    known = {"name": contact.name, "office_held": contact.office_held, "mandate": contact.mandate}
    form = PaperForm(
        posted(request), request.FILES or None, initial=known, since=timezone.localdate(party.agreement.frozen_at)
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        day = values.pop("signed_on")
        noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
        try:
            by = Actor.user(request.user)
            kept = sign_on_paper(signatory=signatory, by=by, signed_at=min(noon, timezone.now()), **values)
        except MoveRefused:
            form.add_error(None, _("This party has already signed, or the text is not out for signature."))
        else:
            if kept.waits_for_check:
                words = _("The signature on paper has been recorded. It counts when a colleague has compared it.")
            else:
                words = _("The signature on paper has been recorded. It counts now: no colleague could compare it.")
            messages.success(request, words)
            return redirect("partnerships:signatures", party.agreement_id)
    second = who_may_check(party.agreement.partnership, request.user)
    context = {
        "is_compared": bool(second),
        "agreement": party.agreement,
        "party": party,
        "form": form,
        "crumbs": crumbs_of(party.agreement),
    }
    return form_page(request, "partnerships/signing/signatory_paper.html", form, context)


@role_required("read_portfolio")
@require_safe
def signature_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a paper signature, as an attachment."""
    signature = visible_part(request, Signature, pk)
    if not signature.scan:
        raise Http404
    try:
        if signature.scan_sha256:
            content = ContentFile(kept_content(signature.scan, signature.scan_sha256))
        else:  # from before scans had a fingerprint
            content = signature.scan.open()
    except (OSError, Tampered):  # lost, changed, or its storage is away
        messages.error(request, _("The scan cannot be read. Contact your administrator. The signature remains valid."))
        return redirect("partnerships:signatures", signature.agreement_id)
    return FileResponse(content, as_attachment=True, filename=signature.scan.name.rsplit("/", 1)[-1])
