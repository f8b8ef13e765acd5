"""A signature on paper counts when a second person has compared it with the text (S2)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Signatory, Signature
from partnerships.signing.services.checking import SamePerson, accept
from partnerships.signing.services.documents import standing_signatures
from partnerships.signing.services.signing import sign_on_paper
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import person
from tests.factories import sent_agreement, sign_all
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

ONA = "ona@youth.example"
COMPARED = "All eight pages, with the fingerprint on each."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


rows = lent_agreement(sent_agreement)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def ruta(cast):
    """A second manager, of the office of the partnership."""
    return person("Ruta", cast.service, Role.MANAGER, cast.alytus)


def on_paper(sent, recorder, **more) -> Signature:
    place = Signatory.objects.select_related("contact", "party__agreement").get(
        party__agreement=sent, contact__email=ONA
    )
    given = {"name": "Ona Petraitė", "office_held": "Head", "mandate": "Statute", "signed_at": timezone.now(), **more}
    return sign_on_paper(signatory=place, by=Actor.user(recorder), **given)


def status_of(agreement) -> str:
    agreement.refresh_from_db()
    return agreement.status


def check_page(signature: Signature) -> str:
    return reverse("partnerships:signature_check", args=[signature.pk])


def test_a_second_person_compares_it_before_it_counts(sent, cast, ruta, sign_in):
    signature = on_paper(sent, cast.lina)
    sign_all(sent)
    lina, second = sign_in(cast.lina), sign_in(ruta)

    assert (status_of(sent), signature in standing_signatures(sent)) == ("out_for_signature", False)
    said = words_on(lina.get(reverse("partnerships:signatures", args=[sent.pk])))
    assert "Check the signature of party Department of Youth Affairs on paper Recorded by Lina." in said
    assert "second person compares the paper" in words_on(Client().get(link_of(ONA)))
    assert OutboxMail.objects.filter(kind="recorded_to_check", to_address=ruta.email).count() == 1
    (receipt,) = OutboxMail.objects.filter(kind="paper_received", to_address=ONA)
    assert "A second person compares the paper with the text before the signature counts." in receipt.body_text

    form = typed_in(second.get(check_page(signature)), "basis", outcome="compared", basis=COMPARED)
    answer = second.post(check_page(signature), form, follow=True)

    assert "The signature of party Department of Youth Affairs now counts." in words_on(answer)
    assert status_of(sent) == "in_force"
    signature.refresh_from_db()
    assert (signature.recorded_by, signature.checked_by, signature.check_basis) == (cast.lina, ruta, COMPARED)
    assert LedgerEntry.objects.get(act="signature.paper_checked").private("basis") == COMPARED
    (counts,) = OutboxMail.objects.filter(kind="signature_accepted", to_address=ONA)
    assert "Your signature on paper of" in counts.body_text


def test_the_form_has_one_button_and_says_that_a_colleague_compares(sent, cast, ruta, sign_in):
    page = sign_in(cast.lina).get(
        reverse("partnerships:signatory_paper", args=[sent.parties.last().signatories.get().pk])
    )

    assert "It counts when a colleague has compared it, too." in words_on(page)
    assert 'name=""' not in page.content.decode()


def test_who_recorded_it_does_not_check_it(sent, cast, ruta, sign_in):
    signature, lina = on_paper(sent, cast.lina), sign_in(cast.lina)

    page = words_on(lina.get(check_page(signature)))
    assert f"One of these colleagues can compare it with the text: Ruta, {ruta.email}" in page
    refused = lina.post(check_page(signature), {"outcome": "compared", "basis": COMPARED}, follow=True)
    assert "Ask a colleague to compare it with the text." in words_on(refused)
    with pytest.raises(SamePerson):
        accept(signature=signature, outcome="compared", basis=COMPARED, by=Actor.user(cast.lina))
    assert (status_of(sent), signature.checked_by) == ("out_for_signature", None)


def test_where_no_one_else_may_act_it_counts_at_once_and_the_page_says_so(sent, cast, sign_in):
    """A service with one manager: its signature on paper is not stopped for good; the record names who recorded it."""
    Membership.objects.filter(role=Role.MANAGER, service=cast.service).exclude(user=cast.lina).delete()
    lina = sign_in(cast.lina)
    url = reverse("partnerships:signatory_paper", args=[sent.parties.last().signatories.get().pk])
    page = lina.get(url)
    assert "No colleague can act for this partnership" in words_on(page)
    day = timezone.localdate()
    dated = {f"signed_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    form = {**typed_in(page, "mandate", **dated), "scan": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n")}

    answer = lina.post(url, form, follow=True)

    signature = sent.signatures.get()
    assert "It counts now: no colleague could compare it." in words_on(answer)
    assert (signature.counts_from is None, signature.recorded_by, signature.checked_by) == (False, cast.lina, None)
    entry = LedgerEntry.objects.get(act="signature.recorded_on_paper")
    assert ("waits" in entry.after, OutboxMail.objects.filter(kind="recorded_to_check").count()) == (False, 0)


def test_a_paper_that_does_not_agree_is_set_aside_and_the_party_asked_again(sent, cast, ruta, sign_in):
    signature, second = on_paper(sent, cast.lina), sign_in(ruta)

    form = typed_in(second.get(check_page(signature)), "basis", outcome="set_aside", basis="Page 3 is of version 1.")
    second.post(check_page(signature), form)

    (told,) = OutboxMail.objects.filter(kind="signature_set_aside", to_address=ONA)
    assert "The signature on paper of" in told.body_text
    assert sent.signing_requests.filter(email=ONA, closed_at=None).count() == 1
    assert Client().get(link_of(ONA)).status_code == 200


def test_paper_is_not_dated_before_its_text(sent, cast):
    with pytest.raises(MoveRefused):
        on_paper(sent, cast.lina, signed_at=sent.frozen_at - timedelta(days=1))


@pytest.mark.parametrize(
    ("name", "content"), [("scan.svg", SVG), ("scan.png", SVG), ("scan.pdf", HTML), ("scan.jpg", HTML)]
)
def test_a_drawing_or_a_page_of_the_web_is_no_scan(sent, cast, sign_in, name, content):
    lina = sign_in(cast.lina)
    url = reverse("partnerships:signatory_paper", args=[sent.parties.last().signatories.get().pk])
    day = timezone.localdate()
    dated = {f"signed_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}

    answer = lina.post(url, {**typed_in(lina.get(url), "mandate", **dated), "scan": SimpleUploadedFile(name, content)})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["scan"])
    assert not Signature.objects.exists()
