"""A partnership whose texts were signed elsewhere, and their records as a person enters them."""

import datetime

import pytest
from django.urls import reverse

from partnerships.drafting.services.parties import save_party
from partnerships.elsewhere.services.recording import start_record
from partnerships.models import Agreement, Partnership
from tests.factories.forming import BY, make_organisation, make_participation, make_partnership
from tests.pages import typed_in


@pytest.fixture
def ia(cast, in_scope, time_machine) -> Partnership:
    time_machine.move_to(datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC))
    return make_partnership(cast.service, "Inclusive Working Life Agreement", office=cast.alytus, manager=cast.lina)


def page(name: str, *args: object) -> str:
    return reverse(f"partnerships:{name}", args=args)


def begun(partnership: Partnership, title: str = "Agreement 2025–2028", **parties: str) -> Agreement:
    record = start_record(partnership=partnership, by=BY, title=title)
    for name in parties.values():
        organisation = make_organisation(partnership.service, name, category="social_partner")
        save_party(agreement=record, by=BY, participation=make_participation(partnership, organisation), signatories=[])
    return record


def save(client, record: Agreement, **typed: str):
    path = page("record", record.pk)
    return client.post(path, {**typed_in(client.get(path), "signed_year"), **typed}, follow=True)
