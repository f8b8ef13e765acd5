"""What days that pass bring about for messages: deleted, reminded of, told (D3)."""

from collections.abc import Callable
from datetime import datetime, time

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from directory.contact import mails
from directory.correspondence.services import give_link, present, scope_of, sender_of
from directory.models import ContactRequest
from directory.rules.messages import ANSWER_WITHIN, CONFIRM_WITHIN, TELL_SENDER_AFTER, MessageStatus, Side
from directory.visits.services.reporting import ask_for_reports, close_without_person
from pes_partnerships.ledger.services import Actor, erase_person, one_act
from pes_partnerships.lib.dates import add_months
from pes_partnerships.outbox.models import OutboxMail

SLICE = 200


def sweep_messages(*, now: datetime) -> None:
    """May run twice: each step asks what is due, and writes down that it was done."""
    if not ContactRequest.objects.exists():
        return
    _forget_unconfirmed(now)
    _each(_waiting(now - ANSWER_WITHIN).filter(reminded_at=None), remind, now)
    _each(_waiting(now - TELL_SENDER_AFTER).filter(told_at=None), tell_sender, now)
    ask_for_reports(now=now)
    _each(ContactRequest.objects.confirmed().filter(moved_at__lt=kept_since(now)), forget, now)


def kept_since(now: datetime) -> datetime:
    """What was last touched before this moment is deleted."""
    first = add_months(timezone.localdate(now), -settings.MESSAGES_KEPT_MONTHS)
    return timezone.make_aware(datetime.combine(first, time.min))


def _waiting(before: datetime) -> QuerySet[ContactRequest]:
    return ContactRequest.objects.waiting().filter(sent_at__lte=before)


def _each(rows: QuerySet[ContactRequest], act: Callable[[ContactRequest, datetime], None], now: datetime) -> None:
    for row in rows.select_related("entry__service", "entry__partnership").order_by("pk")[:SLICE]:
        with scope_of(row.entry):
            act(row, now)


@one_act()
def _forget_unconfirmed(now: datetime) -> None:
    old = ContactRequest.objects.filter(status=MessageStatus.UNCONFIRMED, asked_at__lt=now - CONFIRM_WITHIN)
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:SLICE])
    _without_mails(keys)
    ContactRequest.objects.filter(pk__in=keys).delete()


@one_act()
def remind(request: ContactRequest, now: datetime) -> None:
    """Once: the people of the entry, with a new link."""
    claimed = ContactRequest.objects.filter(pk=request.pk, status=MessageStatus.SENT, reminded_at=None)
    if claimed.update(reminded_at=now):
        for each in present(request, Side.OWNER):
            mails.reminder(to=each, token=give_link(each, now))


@one_act()
def tell_sender(request: ContactRequest, now: datetime) -> None:
    """Once: that there is no answer, and what else can be done."""
    claimed = ContactRequest.objects.filter(pk=request.pk, status=MessageStatus.SENT, told_at=None)
    if claimed.update(told_at=now):
        sender = sender_of(request)
        mails.no_answer(to=sender, token=give_link(sender, now))


@one_act()
def forget(request: ContactRequest, now: datetime) -> None:
    """The message, its people, its mails, and their names in the ledger; what both agreed to show of a visit stays."""
    for each in request.correspondents.all():
        erase_person(person=each, by=Actor.clock())
    close_without_person(request=request)
    _without_mails([request.pk])
    request.delete()


def _without_mails(keys: list[int]) -> None:
    """Their words are the message again."""
    about = ContactRequest._meta.model_name
    OutboxMail.objects.filter(about_type=about, about_id__in=[str(key) for key in keys]).delete()
