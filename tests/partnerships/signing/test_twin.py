"""S3: the signed document has an accessible twin: a page with the same chapters, signatures and checks."""

import re

import pytest
from django.urls import reverse

from partnerships.models import Agreement
from partnerships.signing.services.sealed import stored_file
from partnerships.signing.services.sealing import seal
from partnerships.signing.services.signing import sign
from partnerships.signing.services.twin import twin_of
from tests.factories import sent_agreement, signed_agreement
from tests.lending import lent_agreement
from tests.pages import words_on
from tests.pdfs import words_of

pytestmark = pytest.mark.slow
rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows) -> Agreement:
    return rows.agreement()


def address(agreement: Agreement) -> str:
    return reverse("partnerships:twin", args=[agreement.pk])


def test_the_page_says_what_the_sealed_file_says(signed, in_scope, sign_in):
    file = words_of(stored_file(seal(agreement=signed)).read())
    page = sign_in(in_scope.lina).get(address(signed))
    said = words_on(page)

    for chapter in twin_of(signed.documents.get()).chapters:
        assert chapter.title in said
        assert chapter.title in file
    for signature in signed.signatures.all():
        assert signature.name in said
    records = re.findall(r"Record: ((?:[0-9a-f]{4} ){3}[0-9a-f]{4})", file)
    assert len(records) == 3
    assert all(record in said for record in records)
    assert signed.fingerprint in said
    assert b'<article class="contract agreement-text" lang="en">' in page.content
    linked = sign_in(in_scope.lina).get(reverse("partnerships:signatures", args=[signed.pk]))
    assert address(signed) in linked.content.decode()


def test_before_the_seal_there_is_no_twin_and_before_the_signatures_no_page(in_scope, sign_in, cast, signed):
    answer = sign_in(in_scope.lina).get(address(signed), follow=True)
    assert "The document has not been sealed yet." in words_on(answer)
    assert sign_in(in_scope.lina).get(address(sent_agreement(cast))).status_code == 404


def test_who_joined_a_network_after_the_seal_is_not_in_the_twin_of_its_text(in_scope, sign_in, cast):
    agreement = sent_agreement(cast, force_rule="own_signature")
    first, second, _third = agreement.signing_requests.select_related("agreement", "party")
    given = {"office_held": "Director", "mandate": "Statute", "text_sha256": first.text_sha256}
    sign(request=first, name=first.name, **given)
    seal(agreement=agreement)
    sign(request=second, name=second.name, **given)

    said = words_on(sign_in(in_scope.lina).get(address(agreement)))

    assert "Signed by 1 of 3 parties" not in said  # that stands on the cover
    assert len(re.findall(r"Record: [0-9a-f]{4}", said)) == 1
    assert [row.name for row in (first, second) if f"{row.name}" in said.split("Signatures, in the order")[-1]] == [
        first.name
    ]
