"""A file that somebody else signed: who, with which certificate, over what, and who vouches for it (S2)."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from pes_partnerships.lib.pdf import render_pdf
from pes_partnerships.lib.seals import Issuer, check_copy
from tests.seals import updated
from tests.signers import Authority, signed_by, with_foreign_signature


@pytest.fixture(scope="module")
def original():
    return render_pdf(
        "<h1>Agreement</h1><p>One</p>", stylesheets=["css/pdf-fonts.css"], title="A", language="en",
        created=datetime(2026, 5, 12, tzinfo=UTC), takes_signatures=True,
    ).content  # fmt: skip


@pytest.fixture(scope="module")
def authority():
    return Authority.named()


@pytest.fixture(scope="module")
def copy(original, authority):
    return signed_by(authority.signer("Ona Onaitė"), original)


def test_who_signed_with_which_certificate_is_read_from_the_file(copy, original):
    found = check_copy(copy, original=original, anchors=None)

    (signature,) = found.signatures
    assert (found.covers_text, found.problem) == (True, "")
    assert (signature.name, signature.organisation, signature.issued_by) == (
        "Ona Onaitė", "Youth", "Authority of the tests",
    )  # fmt: skip
    assert (signature.intact, len(signature.certificate_sha256), signature.stamped_at) == (True, 64, None)
    assert abs((timezone.now() - signature.said_at).total_seconds()) < 600


@pytest.mark.parametrize(
    ("where", "is_qualified", "expected"),
    [
        ("", False, Issuer.TRUSTED),
        ("qualified", True, Issuer.QUALIFIED),
        ("qualified", False, Issuer.TRUSTED),  # the certificate does not say that it is one
        ("", True, Issuer.TRUSTED),  # it says so, and no trusted list does
    ],
)
def test_the_level_is_judged_against_the_anchors_of_the_folder(
    original, authority, tmp_path, where, is_qualified, expected
):
    authority.write_to(tmp_path / where)
    copy = signed_by(authority.signer("Ona", qualified=is_qualified), original)

    assert [each.issuer for each in check_copy(copy, original=original, anchors=tmp_path).signatures] == [expected]


def test_without_anchors_nothing_is_judged_and_another_issuer_is_unknown(copy, original, tmp_path):
    assert check_copy(copy, original=original, anchors=None).signatures[0].issuer == Issuer.NOT_CHECKED
    assert check_copy(copy, original=original, anchors=tmp_path / "none").signatures[0].issuer == Issuer.NOT_CHECKED

    Authority.named().write_to(tmp_path)  # of the same name, with another key
    assert check_copy(copy, original=original, anchors=tmp_path).signatures[0].issuer == Issuer.UNKNOWN


def test_two_people_sign_one_file_after_another(copy, original, authority):
    both = signed_by(authority.signer("Jonas"), copy, field="Signature2", is_seen=False)

    found = check_copy(both, original=original, anchors=None)

    assert found.covers_text
    assert [each.name for each in found.signatures] == ["Ona Onaitė", "Jonas"]


def test_what_is_not_the_very_file_with_signatures_alone_does_not_count(copy, original, authority):
    other = render_pdf(
        "<h1>Agreement</h1><p>Two</p>", stylesheets=["css/pdf-fonts.css"], title="A", language="en"
    ).content
    cases = {
        "other_file": signed_by(authority.signer("Ona"), other),
        "unsigned": original,
        "changed_before": signed_by(authority.signer("Ona"), updated(original)),
        "changed_after": updated(copy),
        "unreadable": copy[: len(original) + 2000],
    }

    found = {name: check_copy(content, original=original, anchors=None) for name, content in cases.items()}

    assert {name: each.problem for name, each in found.items()} == {name: name for name in cases}
    assert not any(each.covers_text for each in found.values())


def test_a_genuine_signature_of_another_document_is_none_of_this_one(original, authority):
    """Its bytes are brought along, its field points to them, and somebody else signs over all of it."""
    permit = signed_by(authority.signer("The Mayor"), render_pdf(
        "<h1>Parking permit</h1>", stylesheets=["css/pdf-fonts.css"], title="P", language="en"
    ).content)  # fmt: skip
    forged = signed_by(Authority.named().signer("Somebody"), with_foreign_signature(original, permit), field="Second")

    found = check_copy(forged, original=original, anchors=None)

    assert [(each.name, each.intact) for each in found.signatures] == [("The Mayor", False), ("Somebody", True)]
    assert (found.covers_text, found.problem) == (False, "broken")


def test_a_flipped_bit_of_what_was_signed_is_noticed(copy, original):
    place = len(original) + 40
    flipped = copy[:place] + bytes([copy[place] ^ 1]) + copy[place + 1 :]

    assert not check_copy(flipped, original=original, anchors=None).covers_text
