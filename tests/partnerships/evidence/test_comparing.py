"""S3: the ledger is held beside what it speaks of; whoever changes a row and leaves the chain alone is found."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from partnerships.models import Agreement, Document, Signature
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import recall, sign
from pes_partnerships.ledger.models import LedgerEntry, LedgerHead, PrivateValue
from pes_partnerships.ledger.services import Actor, differences
from tests.factories import sent_agreement, signed_agreement
from tests.lending import lent_agreement

pytestmark = pytest.mark.slow

AT = datetime(2026, 12, 8, 9, 30, 5, tzinfo=UTC)
rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows):
    agreement = rows.agreement()
    seal(agreement=agreement)
    return agreement


def found() -> list[str]:
    return [each.reason for each in differences()]


def test_what_nobody_touched_agrees(signed):
    assert found() == []
    call_command("verify_ledger", stdout=StringIO())


@pytest.mark.parametrize(
    ("model", "change", "reason"),
    [
        (Signature, {"name": "Another"}, "its name is not the one in the ledger"),
        (Signature, {"mandate": "None"}, "its mandate is not the one in the ledger"),
        (Signature, {"office_held": "None"}, "its office_held is not the one in the ledger"),
        (Signature, {"at": AT}, "its at is not the one in the ledger"),
        (Signature, {"method": "paper"}, "its method is not the one in the ledger"),
        (Signature, {"counts_from": None}, "whether it counts is not what the ledger says"),
        (
            Signature,
            {"check_outcome": "compared", "check_basis": "It agrees."},
            "the result of its check is not the one in the ledger",
        ),
        (Document, {"sha256": "0" * 64}, "its sha256 is not the one in the ledger"),
        (Document, {"edition": 7}, "its edition is not the one in the ledger"),
        (Document, {"certificate_sha256": "0" * 64}, "its certificate_sha256 is not the one in the ledger"),
        (Agreement, {"snapshot": "{}"}, "the frozen text does not have its fingerprint"),
        (Agreement, {"snapshot_sha256": "0" * 64}, "its fingerprint is not the one in the ledger"),
    ],
)
def test_a_changed_row_is_named(signed, model, change, reason):
    model.objects.filter(pk=model.objects.first().pk).update(**change)

    assert reason in found()
    with pytest.raises(CommandError, match=model._meta.model_name + "/"):
        call_command("verify_ledger")


def test_a_row_that_was_taken_out_and_one_that_was_put_in_are_found(signed):
    signature = Signature.objects.first()
    Document.objects.all().delete()
    Signature.objects.filter(pk=signature.pk).delete()
    signature.pk = None
    signature.save()

    assert found() == [
        "the ledger does not know it",
        "the ledger knows it, and the row is gone",
        "the ledger knows it, and the row is gone",
    ]


def test_a_party_that_goes_after_a_recall_takes_its_withdrawn_signature_along(in_scope):
    out = sent_agreement(in_scope, at=AT)
    signature = sign(
        request=out.signing_requests.first(),
        name="Ona",
        office_held="Director",
        mandate="Articles",
        text_sha256=out.snapshot_sha256,
        at=AT,
    )
    recall(agreement=out, by=Actor.system(), reason="A party leaves")
    Signature.objects.filter(pk=signature.pk).delete()

    assert found() == []


def test_an_empty_ledger_beside_partnerships_is_broken(signed):
    PrivateValue.objects.all().delete()
    QuerySet.delete(LedgerEntry.objects.all())
    LedgerHead.objects.update(seq=0, hash="0" * 64)

    with pytest.raises(CommandError, match="it is empty, and there are partnerships"):
        call_command("verify_ledger")


def test_it_asks_no_more_often_when_there_is_more(signed, in_scope, count_queries):
    few = count_queries(found)
    seal(agreement=signed_agreement(in_scope, at=AT))

    assert count_queries(found) == few
