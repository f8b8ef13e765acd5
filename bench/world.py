"""What is measured: a portfolio of fifty partnerships, a directory, and one signed agreement."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.test import Client
from django_scopes import scope

from partnerships.drafting.rules.freezing import read
from partnerships.models import Agreement
from partnerships.signing.services.documents import document_html, standing_signatures
from pes_partnerships.accounts.models import EmploymentService
from tests.cast import Cast, make_cast
from tests.factories import (
    make_organisation,
    make_participation,
    make_partnership,
    signed_agreement,
)

PARTNERSHIPS = 50
WITH_AGREEMENT = 10
AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class World:
    cast: Cast
    service: EmploymentService
    anonymous: Client
    manager: Client
    agreement_html: str


def make_world() -> World:
    cast = make_cast()
    signed: list[Agreement] = []
    for number in range(PARTNERSHIPS):
        if number < WITH_AGREEMENT:
            signed.append(signed_agreement(cast, at=AT))
            continue
        partnership = make_partnership(cast.service, f"Partnership {number}", office=cast.alytus)
        for place in range(3):
            organisation = make_organisation(cast.service, f"Organisation {number}.{place}")
            make_participation(partnership, organisation)
    manager = Client()
    manager.force_login(cast.lina, backend=BACKEND)
    with scope(service=cast.service):
        agreement = signed[0]
        signatures = standing_signatures(agreement)
        html = document_html(agreement, read(agreement.snapshot), signatures, edition=1, at=AT)
    return World(cast, cast.service, Client(), manager, html)
