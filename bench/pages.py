"""Pages of a large service: 20,000 organisations, 10,000 reviews, one agreement of 60 parties and 40 objectives."""

from typing import Any
from urllib.parse import urlsplit

from bench.measuring import Figure, beside, database, measured, page, signed_in, tell
from bench.portfolio import make as make_portfolio

PARTNERSHIPS, REVIEWS, ORGANISATIONS = 10_000, 10_000, 20_000
PARTIES, OBJECTIVES = 60, 40
OF_A_LIST, OF_AN_AGREEMENT = 60, 150
LISTS = (f"Organisations, {ORGANISATIONS:,}", f"Reviews, {REVIEWS:,}", f"At a glance, {PARTNERSHIPS:,} partnerships")
FORM = "Form of its signatories"
MOST = {**dict.fromkeys(LISTS, OF_A_LIST), FORM: None}  # the form holds its number of queries (tests)
SENT, DRAFT, MEASURED = "Sent to sixty", "Draft of sixty", "Measured monthly"
MONTHS = 60


def make() -> None:
    from django_scopes import scope

    from partnerships.models import Organisation
    from partnerships.signing.services.signing import send_for_signature
    from pes_partnerships.accounts.models import EmploymentService, User
    from pes_partnerships.ledger.services import Actor
    from tests.factories.agreements import wide_agreement

    make_portfolio(PARTNERSHIPS, REVIEWS, with_money=True)
    service = EmploymentService.objects.get(code="bench")
    manager = User.objects.get(email="m0@example.org")
    with scope(service=service):
        there = Organisation.objects.count()
        Organisation.objects.bulk_create(
            (
                Organisation(service=service, name=f"Body {n}", category="ngo", search_text=f"body {n}", country="LT")
                for n in range(ORGANISATIONS - there)
            ),
            batch_size=500,
        )
        wide_agreement(service, manager, DRAFT, parties=PARTIES, objectives=OBJECTIVES)
        sent = wide_agreement(service, manager, SENT, parties=PARTIES, objectives=OBJECTIVES)
        send_for_signature(agreement=sent, by=Actor.user(manager), at=sent.created_at)
        measured_monthly(wide_agreement(service, manager, MEASURED, parties=3, objectives=OBJECTIVES), manager)


def measured_monthly(agreement: Any, manager: Any) -> None:
    """In force, with a value of each objective in each month of five years."""
    from django.utils import timezone

    from partnerships import hooks
    from partnerships.signing.services.signing import send_for_signature
    from pes_partnerships.ledger.services import Actor
    from pes_partnerships.lib.dates import PartialDate
    from reviews.models import Measurement
    from tests.factories.agreements import sign_all

    by, at = Actor.user(manager), timezone.now()
    send_for_signature(agreement=agreement, by=by, at=at)
    sign_all(agreement, at=at)
    Measurement.objects.bulk_create(
        Measurement(
            objective=objective,
            value=30 + (month * 7 + objective.order) % 40,
            as_of=PartialDate(at.year - 1 - month // 12, 1 + month % 12),
            source="client register",
            entered_by=manager,
            entered_at=at,
        )
        for objective in agreement.objectives.all()
        for month in range(MONTHS)
    )
    hooks.partnership_changed(keys={agreement.partnership_id})


def run(rounds: int, *, postgres: bool) -> None:
    with database("pages", make, postgres=postgres) as server:
        found = measured(tasks(), rounds, server)
    hello = found.pop("hello")
    for name, spent in found.items():
        tell(Figure(name, spent.cpu / hello.cpu, most=MOST.get(name, OF_AN_AGREEMENT), note=beside(spent)))


def tasks() -> dict:
    from django.test import Client
    from django.urls import reverse
    from django_scopes import scopes_disabled

    from partnerships.models import Agreement
    from tests.pages import link_of

    with scopes_disabled():
        draft, sent, running = (Agreement.objects.get(partnership__title=title) for title in (DRAFT, SENT, MEASURED))
        asked = link_of(sent.signing_requests.order_by("pk").first().email)
    manager = signed_in("m0@example.org")
    size = f"{PARTIES} parties and {OBJECTIVES} objectives"
    return {
        LISTS[0]: page(manager, reverse("partnerships:organisations")),
        LISTS[1]: page(manager, reverse("reviews:list")),
        LISTS[2]: page(manager, reverse("reviews:glance")),
        f"Partnership of {size}": page(manager, reverse("partnerships:partnership", args=[sent.partnership_id])),
        f"Partnership with {MONTHS} monthly values of {OBJECTIVES} objectives": page(
            manager, reverse("partnerships:partnership", args=[running.partnership_id])
        ),
        "Task list of it": page(manager, reverse("partnerships:agreement", args=[draft.pk])),
        "Parties of it": page(manager, reverse("partnerships:agreement_parties", args=[draft.pk])),
        "Text of it": page(manager, reverse("partnerships:agreement_text", args=[draft.pk])),
        "Signatures of it": page(manager, reverse("partnerships:signatures", args=[sent.pk])),
        FORM: page(manager, reverse("partnerships:agreement_signatories", args=[draft.pk])),
        "Sign page of it": page(Client(), urlsplit(asked).path),
    }
