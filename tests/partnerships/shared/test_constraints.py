"""What the database refuses by itself, whoever writes (style rule 6)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import Agreement, Contribution, Party, Section, Signature, SigningRequest
from tests.factories import ready_agreement, send_out
from tests.lending import lent_agreement

NAMED = {
    "one_version_in_force": "partnership_id",
    "one_version_on_the_way": "partnership_id",
    "agreement_version_once": "version",
    "one_signature_per_signatory": "signatory_id",
    "one_open_link_per_signatory": "signatory_id",
}


rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def sent(in_scope, draft):
    return send_out(draft, in_scope)


def refused(constraint: str):
    """SQLite names the column of a unique constraint, and a check by its own name."""
    return pytest.raises(IntegrityError, match=f"{constraint}|{NAMED.get(constraint, constraint)}")


def another(draft: Agreement, **fields: object) -> Agreement:
    given = {"version": 2, "snapshot": "{}", "snapshot_sha256": "0" * 64, **fields}
    return Agreement.objects.create(partnership=draft.partnership, title="Another", **given)


def test_one_version_is_in_force(draft):
    """A15: exactly one version governs."""
    Agreement.objects.filter(pk=draft.pk).update(status="in_force", snapshot_sha256="0" * 64)
    another(draft, status="superseded")

    with refused("one_version_in_force"):
        another(draft, version=3, status="in_force")


@pytest.mark.parametrize("status", ["draft", "out_for_signature", "signed"])
def test_one_version_is_on_the_way(draft, status):
    with refused("one_version_on_the_way"), transaction.atomic():
        another(draft, status=status)
    assert another(draft, status="withdrawn").version == 2


def test_a_version_number_is_used_once(draft):
    with refused("agreement_version_once"):
        another(draft, version=1, status="withdrawn")


@pytest.mark.parametrize("status", ["out_for_signature", "signed", "in_force", "superseded", "ended"])
def test_what_went_out_is_frozen(draft, status):
    with refused("signed_text_is_frozen"):
        Agreement.objects.filter(pk=draft.pk).update(status=status, snapshot_sha256="")


@pytest.mark.parametrize("months", [0, 13, 24])
def test_reviews_come_at_least_yearly(draft, months):
    """R1."""
    with refused("agreement_reviews_at_least_yearly"), transaction.atomic():
        Agreement.objects.filter(pk=draft.pk).update(review_every_months=months)
    assert Agreement.objects.filter(pk=draft.pk).update(review_every_months=12) == 1


def signature(party: Party, **fields: object) -> Signature:
    given = {"at": timezone.now(), "name": "Rasa", "text_sha256": party.agreement.snapshot_sha256, **fields}
    return Signature.objects.create(agreement=party.agreement, party=party, signatory=party.signatories.get(), **given)


def test_a_signatory_signs_once(sent):
    """S1; a signature that was taken back with its text does not count."""
    party = sent.parties.first()
    signature(party, withdrawn_at=timezone.now())
    signature(party)

    with refused("one_signature_per_signatory"), transaction.atomic():
        signature(party)
    assert signature(party, kind="declined", reason="Too dear").kind == "declined"


def test_a_refusal_has_a_reason(sent):
    with refused("refusal_has_a_reason"):
        signature(sent.parties.first(), kind="declined")


def test_a_signatory_has_one_open_link(sent):
    names = ("agreement_id", "party_id", "signatory_id", "text_sha256", "email", "last_day")
    given = sent.signing_requests.values(*names).first()
    now = timezone.now()

    with refused("one_open_link_per_signatory"), transaction.atomic():
        SigningRequest.objects.create(**given, token_hash="a", created_at=now, expires_at=now)
    SigningRequest.objects.create(**given, token_hash="b", created_at=now, expires_at=now, closed_at=now)


def test_money_has_a_currency(draft):
    """A10: amounts stand in their own currency."""
    Contribution.objects.create(agreement=draft, kind="money", description="An amount to be agreed")

    with refused("money_has_a_currency"):
        Contribution.objects.create(agreement=draft, kind="money", amount=10)


def test_an_objective_stands_once_in_a_version(draft):
    first = draft.objectives.first()

    with pytest.raises(IntegrityError, match=r"objective_once_per_version|lineage"):
        draft.objectives.create(title="Again", lineage=first.lineage)


def test_a_part_stands_once_in_a_version(draft):
    with pytest.raises(IntegrityError, match=r"section_once_per_agreement|key"):
        Section.objects.create(agreement=draft, key="purpose")


def test_an_organisation_is_a_party_once_unless_by_programmes(draft):
    first = draft.parties.first()
    Party.objects.create(agreement=draft, participation=first.participation, programme="Skills Denmark")

    with pytest.raises(IntegrityError, match=r"party_once_per_agreement|programme"):
        Party.objects.create(agreement=draft, participation=first.participation)
