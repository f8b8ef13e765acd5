"""A signatory whom no mail reached: what the mail server said, what can be done, and every mail that went (S2, G7)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.models import Signatory
from partnerships.shared.views.drafts import crumbs_of
from partnerships.signing.services.asking import may_be_asked, next_link_from
from partnerships.signing.services.delivery import mails_to
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.outbox.models import OutboxMail

from .signatures import visible_signatory

State = OutboxMail.State


@dataclass(frozen=True)
class Sent:
    """A mail and what became of it, as far as that can be known."""

    mail: OutboxMail
    fate: str
    words: str = ""


@role_required("send_agreement")
@require_safe
def signatory_reach(request: HttpRequest, pk: int) -> HttpResponse:
    signatory = visible_signatory(request, pk)
    agreement = signatory.party.agreement
    asked = list(signatory.signing_requests.order_by("pk"))
    context = {
        "agreement": agreement,
        "party": signatory.party,
        "signatory": signatory,
        "newest": asked[-1] if asked else None,
        "is_open": may_be_asked(signatory, agreement),
        "again_from": next_link_from(asked, signatory.contact.email, timezone.now()),
        "mails": _sent(signatory),
        "crumbs": crumbs_of(agreement),
    }
    return render(request, "partnerships/signing/signatory_reach.html", context)


def _sent(signatory: Signatory) -> list[Sent]:
    return [_fate(mail) for mail in mails_to(signatory)]


def _fate(mail: OutboxMail) -> Sent:
    if mail.state == State.UNDELIVERED and mail.sent_at:
        words = _("Sent on %(sent)s, and returned on %(at)s")
        at = {"sent": display_datetime(mail.sent_at), "at": display_datetime(mail.undelivered_at)}
        return Sent(mail, words % at, mail.last_error)
    if mail.state == State.UNDELIVERED:
        words = _("Refused for good on %(at)s, not tried again") % {"at": display_datetime(mail.undelivered_at)}
        return Sent(mail, words, mail.last_error)
    if mail.state == State.FAILED:
        return Sent(mail, _("Given up after many tries"), mail.last_error)
    if mail.state == State.SENT:
        return Sent(mail, _("Handed to the mail server on %(at)s") % {"at": display_datetime(mail.sent_at)})
    if mail.state in (State.QUEUED, State.CLAIMED):
        return Sent(mail, _("Waiting to be sent"), mail.last_error)
    return Sent(mail, str(mail.get_state_display()))  # held after a restore, or not sent on purpose
