"""A partnership in force with things that may be public and things that may not, and entries."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from django_scopes import scope

from directory.models import ContactConsent, Entry
from directory.publishing.services.publishing import refresh_search_text
from partnerships.models import (
    Agreement,
    Contact,
    Contribution,
    Objective,
    Organisation,
    Participation,
    Partnership,
    Party,
    TargetGroup,
)
from pes_partnerships.lib.links import hash_token
from reviews.models import Measurement

AT = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)


def make_running(service, title="Pilot on digital skills", *, agreed=False, **fields) -> Partnership:
    """In force, with one contact, one withheld and one open amount, and one objective with two values."""
    with scope(service=service):
        facts = {
            "challenge": "Adults without digital skills.",
            "countries": ["LT"],
            "source": "Agreement of 2026",
        }
        partnership = Partnership.objects.create(
            service=service,
            reference=title[:30],
            title=title,
            purpose="Teach. Test. Place.",
            **{**facts, **fields},
        )
        members = [_member(partnership, name, agreed) for name in ("City College", "Chamber of Crafts")]
        stranger = Organisation.objects.create(service=service, name="Hesitant Works", category="company")
        Participation.objects.create(partnership=partnership, organisation=stranger, status="invited")
        agreement = _agreement(partnership, members)
        _objective(agreement)
    return partnership


def _member(partnership: Partnership, name: str, agreed: bool) -> Participation:
    organisation = Organisation.objects.create(service=partnership.service, name=name, category="education")
    contact = Contact.objects.create(
        organisation=organisation, name=f"Rasa of {name}", email=f"rasa@{name.split()[0].lower()}.example",
        may_be_shown=agreed,
    )  # fmt: skip
    if agreed:
        agree(partnership, contact)
    return Participation.objects.create(partnership=partnership, organisation=organisation, status="member")


def agree(partnership: Partnership, contact: Contact) -> ContactConsent:
    """As if they had been asked by mail and had said yes."""
    return ContactConsent.objects.create(
        partnership=partnership, contact=contact, name=contact.name, email=contact.email,
        organisation=contact.organisation.name, token_hash=hash_token(f"token of {contact.pk}"), asked_at=AT,
        answer="yes", answered_at=AT, text="Yes.", ends_on=AT.date() + datetime.timedelta(days=1000),
    )  # fmt: skip


def _agreement(partnership: Partnership, members: list[Participation]) -> Agreement:
    agreement = Agreement.objects.create(
        partnership=partnership, version=1, title="Agreement on digital skills", status="in_force",
        model="agile", elements=["price"], formality="formal", effective="2026-01-15", is_open_ended=True,
        snapshot_sha256="a" * 64,
    )  # fmt: skip
    college, chamber = (Party.objects.create(agreement=agreement, participation=each) for each in members)
    money = {"agreement": agreement, "kind": "money", "currency": "EUR"}
    Contribution.objects.create(**money, party=college, amount=Decimal("12000"), period="2026", order=1)
    Contribution.objects.create(
        **money,
        party=chamber,
        amount=Decimal("98765"),
        description="98,765 for rooms",
        is_withheld=True,
        order=2,
    )
    return agreement


def _objective(agreement: Agreement) -> Objective:
    objective = Objective.objects.create(
        agreement=agreement, title="Certificates", statement="Adults can use digital services.",
        indicator="Certificates given", target=Decimal("20"), unit="people", due="2027",
    )  # fmt: skip
    for as_of, value in (("2026-03", 3), ("2026-09", 12)):
        Measurement.objects.create(
            objective=objective, value=Decimal(value), as_of=as_of, source="register", entered_at=AT
        )
    return objective


def make_entry(title="Career guidance centres", *, groups=(), days_ago=0, **fields) -> Entry:
    at = timezone.now() - datetime.timedelta(days=days_ago)
    facts = {
        "slug": title.lower().replace(" ", "-"),
        "title": title,
        "countries": ["HR"],
        "running": "running",
    }
    entry = Entry.objects.create(published_at=at, changed_at=at, **{**facts, **fields})
    for code in groups:
        group, _made = TargetGroup.objects.get_or_create(pk=code, defaults={"names": {"en": code.replace("-", " ")}})
        entry.target_groups.add(group)
    refresh_search_text(entry)
    return entry


@pytest.fixture
def running(cast) -> Partnership:
    return make_running(cast.service, office=cast.alytus, manager=cast.lina)


@pytest.fixture
def entry(db) -> Entry:
    return make_entry(lead="For young people in Đakovo.", groups=["young-people"], model="co_constructed")
