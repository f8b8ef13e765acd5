"""The manager's side of signing: send, watch, ask again, take back, fetch the signed file."""

import datetime
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.agreements.rules.parts_findings import few_of_each, told_together
from partnerships.agreements.services.changes import told_changes
from partnerships.agreements.services.readiness import readiness
from partnerships.drafting.services.changes import changes_of
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, SealDelay, Signatory
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.views.anchors import linked
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from partnerships.signing.forms.sending import RecallForm, SendForm
from partnerships.signing.services.asking import TooSoon, ask_again
from partnerships.signing.services.notice import notice_of_previous
from partnerships.signing.services.signing import NotReady, recall, send_for_signature
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.findings import blocking
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .standing import shared_among, signing_state


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the whole text, then send it; with findings open it is refused, and all of them are named."""
    agreement = visible_agreement(request, pk)
    if not agreement.is_draft:
        return refused(request, agreement)
    text = agreement_text(agreement)
    findings = blocking(readiness(agreement, text, today=timezone.localdate()))
    last_day = timezone.localdate() + datetime.timedelta(days=settings.SIGNING_LINK_DAYS)
    form = SendForm(request.POST if request.method == "POST" else None, initial={"signing_ends_on": last_day})
    if request.method == "POST" and not findings and form.is_valid():
        try:
            asked = send_for_signature(
                agreement=agreement,
                by=Actor.user(request.user),
                signing_ends_on=form.cleaned_data["signing_ends_on"],
            )
        except NotReady as refusal:
            findings = refusal.findings
        except MoveRefused:
            return refused(request, agreement)
        else:
            words = ngettext(
                "The text has been finalised. %(count)s e-mail with a signing link is being sent.",
                "The text has been finalised. %(count)s e-mails with a signing link are being sent.",
                len(asked),
            )
            messages.success(request, words % {"count": len(asked)})
            return redirect("partnerships:signatures", pk)
    signing = [party for party in text.parties if party.must_sign]
    context = {
        "agreement": agreement,
        "text": text,
        "form": form,
        "findings": linked(few_of_each(told_together(findings)), agreement),
        "signing": signing,
        "told": told_changes(agreement, text),
        "shared": shared_among(agreement),
        "signatories": sum(len(party.signatories) for party in signing),
        "crumbs": crumbs_of(agreement),
    }
    return form_page(request, "partnerships/signing/agreement_send.html", form, context, keeps=False)


@role_required("read_portfolio")
@require_safe
def signatures(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed, who has not, and what to do next."""
    agreement = visible_agreement(request, pk)
    if agreement.is_draft or agreement.is_elsewhere:
        return redirect("partnerships:agreement", pk)
    state = signing_state(agreement, now=timezone.now())
    context = {
        "agreement": agreement,
        "state": state,
        "figures": [asdict(figure) for figure in state.figures],
        "crumbs": crumbs_of(agreement)[:2],
        "may_send": request.membership.may("send_agreement"),
        "governing": agreement.partnership.agreements.in_force().exclude(pk=pk).first(),
        "notice": notice_of_previous(agreement),
        "editions": (editions := list(agreement.documents.texts())),
        "document": editions[0] if editions else None,
        "waits_for_force": agreement.is_network and agreement.status == AgreementStatus.SIGNED,
        "delay": SealDelay.objects.filter(agreement=agreement).first(),
        "changes": changes_of(agreement, agreement_text(agreement)),
        "told": told_changes(agreement),
    }
    return render(request, "partnerships/signing/signatures.html", context)


def visible_signatory(request: HttpRequest, pk: int) -> Signatory:
    agreements = Agreement.objects.visible_to(request.membership)
    rows = Signatory.objects.filter(party__agreement__in=agreements)
    related = ("contact", "party__agreement__partnership__service", "party__participation__organisation")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@role_required("send_agreement")
@require_POST
@once
def signatory_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link by mail; the old one stops working."""
    signatory = visible_signatory(request, pk)
    party = signatory.party
    if not signatory.contact.email:
        messages.error(request, _("Party %(party)s has no signatory with an e-mail address.") % {"party": party.name})
        return not_saved(redirect("partnerships:signatures", party.agreement_id))
    try:
        ask_again(signatory=signatory, by=Actor.user(request.user))
    except TooSoon as refusal:
        words = _("Two links were sent to party %(party)s within a day. The next one can be sent from %(since)s.")
        messages.error(request, words % {"party": party.name, "since": display_datetime(refusal.since)})
        return not_saved(redirect("partnerships:signatures", party.agreement_id))
    except MoveRefused:
        messages.error(
            request,
            _("Party %(party)s cannot be asked: it has already signed, or the text is not out for signature.")
            % {"party": party.name},
        )
        return not_saved(redirect("partnerships:signatures", party.agreement_id))
    messages.success(
        request,
        _("A new link has been sent to party %(party)s. The previous link no longer works.") % {"party": party.name},
    )
    return redirect("partnerships:signatures", party.agreement_id)


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the text back: what this undoes is said before it is done."""
    agreement = visible_agreement(request, pk)
    if agreement.status != AgreementStatus.OUT_FOR_SIGNATURE:
        messages.error(request, _("Only a text that is out for signature can be recalled."))
        return redirect("partnerships:signatures", pk)
    form = RecallForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            recall(agreement=agreement, by=Actor.user(request.user), reason=form.cleaned_data["reason"])
        except MoveRefused as refusal:
            raise PermissionDenied from refusal
        messages.success(request, _("The text is a draft again. Everyone who was asked to sign has been informed."))
        return redirect("partnerships:agreement", pk)
    signed = agreement.signatures.given().count()
    context = {"agreement": agreement, "form": form, "signed": signed, "crumbs": crumbs_of(agreement)}
    return form_page(request, "partnerships/signing/agreement_recall.html", form, context)
