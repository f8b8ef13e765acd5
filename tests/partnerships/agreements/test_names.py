"""Names in another language than the text say so; seats and numbers of the parties stand below their names (S3)."""

from dataclasses import replace

import pytest

from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.services.wording import draft_text
from partnerships.models import Organisation
from partnerships.templatetags.agreement_text import table_body
from tests.factories import ready_agreement
from tests.factories.texts import CITY, READY

ATHENS = replace(CITY, name="Δήμος Αθηναίων & Co", language="el")


def shown(text):
    found = presented(text)
    clauses = [item.html for chapter in found.chapters for item in chapter.items if hasattr(item, "html")]
    return table_body(found.parties), " ".join(clauses)


def test_a_foreign_name_says_its_language_in_tables_and_in_clauses():
    parties, clauses = shown(replace(READY, parties=(ATHENS,), lead=ATHENS.key))

    assert '<span lang="el">Δήμος Αθηναίων &amp; Co</span>' in parties
    assert 'The lead partner is <span lang="el">Δήμος Αθηναίων &amp; Co</span>.' in clauses


def test_a_name_in_the_language_of_the_text_or_in_an_unknown_one_says_nothing():
    for language in ("en", "en-IE", ""):
        parties, clauses = shown(replace(READY, parties=(replace(ATHENS, language=language),), lead=ATHENS.key))
        assert "lang=" not in parties + clauses


def test_an_address_that_holds_the_name_stays_an_address():
    text = replace(READY, parties=(replace(ATHENS, name="example"),), sections=())
    section = replace(READY.sections[0], clauses=(), body="See [the statute](https://a.test/example), by example.")

    _parties, clauses = shown(replace(text, sections=(section,)))

    assert 'href="https://a.test/example"' in clauses
    assert 'by <span lang="el">example</span>.' in clauses


@pytest.mark.django_db
def test_seat_and_registration_number_are_frozen_with_the_party(in_scope):
    agreement = ready_agreement(in_scope)
    key = agreement.lead.participation.organisation_id
    Organisation.objects.filter(pk=key).update(
        street="Kranto g. 2", postcode="62147", place="Alytus", country="LT", registration_number="304859222"
    )

    party = draft_text(type(agreement).objects.get(pk=agreement.pk)).lead_party

    assert (party.seat, party.registration_number) == ("Kranto g. 2, 62147 Alytus, Lithuania", "304859222")
    note = presented(replace(READY, parties=(party,))).parties.rows[0][0].note
    assert note.startswith("Kranto g. 2, 62147 Alytus, Lithuania. Registration number: 304859222")
