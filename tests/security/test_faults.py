"""When a disk, a database or a moment fails: nothing is half written, and people are told."""

from concurrent.futures import Future

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from partnerships.models import Document, Signature
from partnerships.signing.services.signing import LinkUnusable, recall, sign
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import make_cast
from tests.factories.agreements import sent_agreement, signed_agreement
from tests.pages import words_on

pytestmark = pytest.mark.slow

pytest_plugins = ["tests.threads"]


class FullDisk(Storage):
    def _save(self, name, content):
        raise OSError(28, "No space left on device")

    def exists(self, name):
        return False


@pytest.fixture
def signed(in_scope):
    return signed_agreement(in_scope)


def test_a_full_disk_leaves_no_document_and_is_told(signed, in_scope, sign_in, monkeypatch):
    rows = (Document.objects.count(), LedgerEntry.objects.count(), OutboxMail.objects.count())
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", FullDisk())
    answer = sign_in(in_scope.lina).get(reverse("partnerships:document", args=[signed.pk]), follow=True)
    assert "The document cannot be stored or read at the moment." in words_on(answer)
    assert (Document.objects.count(), LedgerEntry.objects.count(), OutboxMail.objects.count()) == rows


def test_a_scan_that_was_lost_is_told(signed, in_scope, sign_in):
    signature = signed.signatures.first()
    signature.scan.save("scan.pdf", ContentFile(b"%PDF-1.7"))
    signature.scan.storage.delete(signature.scan.name)
    answer = sign_in(in_scope.lina).get(reverse("partnerships:signature_scan", args=[signature.pk]), follow=True)
    assert "The scan cannot be read." in words_on(answer)


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_without_database_the_health_page_says_so(monkeypatch, fault):
    class Gone:
        def cursor(self):
            raise fault("connection already closed")

    monkeypatch.setattr("pes_partnerships.roof.connection", Gone())
    answer = Client().get("/healthz/")
    assert (answer.status_code, answer.json()) == (503, {"database": "gone"})


def test_without_database_who_has_a_cookie_is_told_so_as_well(cast, sign_in, monkeypatch):
    browser = sign_in(cast.lina)

    def gone(*_whatever):
        raise OperationalError("connection refused")

    with monkeypatch.context() as patched:
        patched.setattr("django.db.backends.utils.CursorWrapper.execute", gone)
        answer = browser.get("/healthz/")
    assert (answer.status_code, answer.json()) == (503, {"database": "gone"})


def signs(request) -> str:
    """One try to sign, from a thread of its own."""
    with scope(service=request.agreement.partnership.service):
        try:
            sign(
                request=request,
                name=request.name,
                office_held="Head",
                mandate="Statute",
                text_sha256=request.text_sha256,
            )
        except LinkUnusable:
            return "refused"
    return "signed"


def takes_back(agreement, by) -> str:
    with scope(service=agreement.partnership.service):
        try:
            recall(agreement=agreement, by=Actor.user(by), reason="A word is missing")
        except MoveRefused:
            return "refused"
    return "recalled"


def out() -> tuple:
    cast = make_cast()
    agreement = sent_agreement(cast)
    with scope(service=cast.service):
        return cast, agreement, list(agreement.signing_requests.select_related("agreement__partnership__service"))


def standing(service, agreement) -> int:
    with scope(service=service):
        return Signature.objects.filter(agreement=agreement.pk, withdrawn_at=None).count()


def test_a_double_click_signs_once(in_a_thread):
    cast, agreement, requests = in_a_thread(out).result()
    tries: list[Future] = [in_a_thread(lambda: signs(requests[0])) for _each in range(3)]
    assert sorted(each.result() for each in tries) == ["refused", "refused", "signed"]
    assert in_a_thread(lambda: standing(cast.service, agreement)).result() == 1


def test_the_last_two_who_sign_at_once_bring_it_into_force_once(in_a_thread):
    _cast, _agreement, requests = in_a_thread(out).result()
    tries = [in_a_thread(lambda request=request: signs(request)) for request in requests]
    assert [each.result() for each in tries] == ["signed"] * len(requests)
    acts = in_a_thread(lambda: list(LedgerEntry.objects.values_list("act", flat=True))).result()
    assert (acts.count("signature.given"), acts.count("agreement.in_force")) == (len(requests), 1)


def test_signing_and_taking_back_at_once_end_in_one_of_the_two(in_a_thread):
    cast, agreement, requests = in_a_thread(out).result()
    back, signing = in_a_thread(lambda: takes_back(agreement, cast.lina)), in_a_thread(lambda: signs(requests[0]))
    assert (back.result(), signing.result() in ("signed", "refused")) == ("recalled", True)
    assert in_a_thread(lambda: standing(cast.service, agreement)).result() == 0
