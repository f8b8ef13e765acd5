"""An entry that people write to, a visitor, and the links that wait in the outbox."""

import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.contact.services.answering import answer_with_days
from directory.contact.services.passing_on import confirm
from directory.correspondence.services import scope_of
from directory.models import ContactRequest, Entry, ExchangeVisit
from directory.visits.services.moving import choose_day
from directory.visits.services.reporting import write_report
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import make_entry, make_running
from tests.pages import typed_in

READS_FOR = datetime.timedelta(seconds=40)  # nobody fills in a form within seconds
IVANA = "ivana.horvat@hzz.example"
TYPED = {
    "kind": "question", "message": "How do you share the desk with the town?", "name": "Ivana Horvat",
    "organisation": "HZZ, Čakovec office", "country": "HR", "language": "en", "email": IVANA, "may_see": "on",
}  # fmt: skip
VISIT = {
    "kind": "visit", "way": "place", "people": "4", "days": "2", "best": "March 2027", "see": ["work"],
    "languages": "English, Croatian",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def owned(cast) -> Entry:
    """Of a partnership of the Alytus office that Lina manages; its partner's contact agreed to be shown."""
    running = make_running(cast.service, office=cast.alytus, manager=cast.lina, agreed=True)
    return make_entry(
        "Career support", service=cast.service, partnership=running, contact_name="Rasa of City College",
        contact_email="rasa@city.example", challenge="Young people are passed from office to office.",
    )  # fmt: skip


@pytest.fixture
def orphan(db) -> Entry:
    """Made from published sources."""
    return make_entry("Pact of Carinthia", countries=["AT"])


def form_of(client: Client, entry: Entry, **typed) -> dict:
    page = client.get(reverse("directory:write", args=[entry.slug]))
    return typed_in(page, "message", **{**TYPED, **typed})


def write(client: Client, entry: Entry, *, reads_for=READS_FOR, **typed):
    """A visitor opens the page, types, and sends."""
    form = form_of(client, entry, **typed)
    with time_machine.travel(timezone.now() + reads_for):
        return client.post(reverse("directory:write", args=[entry.slug]), form)


def link_to(address: str, kind: str) -> str:
    mail = OutboxMail.objects.filter(kind=kind, to_address=address).latest("created_at")
    return urlsplit(mail.secrets["link"]).path


def confirmed(client: Client, entry: Entry, **typed) -> ContactRequest:
    """Written, and confirmed by the link in the mail."""
    assert write(client, entry, **typed).status_code == 302
    link = link_to(typed.get("email", IVANA), "message_confirm")
    client.post(link, typed_in(client.get(link), "once"))
    return ContactRequest.objects.latest("pk")


def mails(kind: str) -> list[str]:
    return list(OutboxMail.objects.filter(kind=kind).order_by("created_at").values_list("to_address", flat=True))


class AgreedVisit:
    """Asked for and agreed through the services; its last day lies so many days back, or ahead where it is below 0."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def __call__(self, *, days_ago: int = 0, own_entry: Entry | None = None) -> ContactRequest:
        request = sent(self.entry, kind="visit", own_entry=own_entry)
        first = timezone.localdate() + datetime.timedelta(days=5)
        host, guest = Actor.link("Rasa"), Actor.link("Ivana")
        with scope_of(self.entry):
            answer_with_days(request=request, by=host, email="rasa@city.example", words="Welcome.", days=[first])
            choose_day(request=request, by=guest, day=first)
        request.refresh_from_db()
        on = timezone.localdate() - datetime.timedelta(days=days_ago)
        ExchangeVisit.objects.filter(request=request).update(agreed_on=on)
        return ContactRequest.objects.select_related("entry__service", "visit").get(pk=request.pk)

    def report(self, request: ContactRequest, side: str, words: str, *, shows: bool) -> None:
        with scope_of(self.entry):
            write_report(request=request, by=Actor.link("Somebody"), side=side, report=words, shows=shows)


def sent(entry: Entry, *, days_ago: int = 0, own_entry: Entry | None = None, **fields) -> ContactRequest:
    """A message that was confirmed."""
    facts = {name: TYPED[name] for name in ("kind", "message", "name", "organisation", "country", "language", "email")}
    at = timezone.now() - datetime.timedelta(days=days_ago)
    row = ContactRequest.objects.create(entry=entry, asked_at=at, own_entry=own_entry, **{**facts, **fields})
    with scope_of(entry):
        return confirm(request=row, at=at)


@pytest.fixture
def agreed_visit(owned) -> AgreedVisit:
    return AgreedVisit(owned)
