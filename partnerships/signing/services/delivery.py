"""Whether the link to sign arrived: what a mail server said, beside the request, and whom that makes wait (S2, G7)."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import scope

from partnerships.hooks import Task, Wakes
from partnerships.models import Signatory, SigningRequest
from pes_partnerships.outbox.models import OutboxMail

KIND = "signature_requested"
UNREACHED = "signing.unreached"


def note_undelivered(mail: OutboxMail, at: datetime.datetime) -> None:
    """The row of the party says so; the history and the mail to the manager are those of every lost mail."""
    if mail.kind != KIND or not mail.dedupe_key:
        return
    with scope(service=mail.service):
        asked = SigningRequest.objects.filter(pk=mail.key_part(1))
        asked.update(undelivered_at=at, undelivered_words=mail.last_error)


def mails_to(signatory: Signatory) -> list[OutboxMail]:
    """Every mail about the text that went to an address at which the signatory was asked, the newest first."""
    addresses = set(signatory.signing_requests.exclude(email="").values_list("email", flat=True))
    mails = OutboxMail.objects.about(signatory.party.agreement).filter(to_address__in=addresses)
    names = set(signatory.signing_requests.values_list("name", flat=True))
    return list(mails.filter(to_name__in=names).defer("body_text", "body_html", "attachments"))


def unreached(partnerships: Sequence[int]) -> QuerySet[SigningRequest]:
    rows = SigningRequest.objects.usable(timezone.now()).unreached()
    return rows.filter(agreement__partnership__in=partnerships, agreement__partnership__ended_on=None)


def unreached_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """One query: each signatory whom no mail reached, until the link ends."""
    found: list[Task | Wakes] = []
    rows = unreached(partnerships).order_by("pk")
    for key, pk, since, last in rows.values_list("agreement__partnership", "pk", "undelivered_at", "last_day"):
        found.append(Task(key, UNREACHED, pk, asks="send_agreement", since=timezone.localdate(since)))
        found.append(Wakes(key, last + datetime.timedelta(days=1)))
    return found
