"""Links that open by themselves, and words that would deceive, do not get where they could do harm."""

import pytest
from django.test import Client

from partnerships.models import Signature, SigningRequest
from pes_partnerships.outbox.models import OutboxMail
from tests.factories.agreements import sent_agreement
from tests.factories.forming import make_partnership
from tests.pages import link_of, typed_in

ONA = "ona@youth.example"
TURNED = "Ona\r\n\u202eBcc: x@y.example\u2028\x01"


@pytest.fixture
def link(in_scope):
    sent_agreement(in_scope)
    return link_of(ONA)


def test_names_cannot_turn_a_line_or_its_direction_around(link):
    browser = Client()
    form = typed_in(browser.get(link), "text_sha256", confirmed="on")
    browser.post(link, {**form, "name_said": "same", "name": TURNED, "office_held": TURNED, "mandate": TURNED})
    signature = Signature.objects.get()
    assert {signature.name, signature.office_held, signature.mandate} == {"Ona Bcc: x@y.example"}


def test_a_name_of_nothing_but_marks_is_no_name(link):
    browser = Client()
    form = typed_in(browser.get(link), "text_sha256", confirmed="on")
    answer = browser.post(link, {**form, "name": "\u202e\u200b"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


def test_a_subject_holds_no_marks_that_deceive(in_scope):
    title = "Youth \u202eecivres\x01\r\nBcc: x@y.example"
    sent_agreement(in_scope, partnership=make_partnership(in_scope.service, title=title))
    subjects = set(OutboxMail.objects.filter(kind="signature_requested").values_list("subject", flat=True))
    assert {subject.partition(": ")[2] for subject in subjects} == {"Youth ecivres Bcc: x@y.example"}


def test_head_and_other_methods_neither_sign_nor_open(link):
    looked = Client().head(link)  # a mail program may ask so whether the link is good
    assert (looked.status_code, looked.content) == (200, b"")
    statuses = [getattr(Client(), method)(link).status_code for method in ("options", "put", "delete")]
    assert statuses == [405] * 3
    assert not Signature.objects.exists()
    assert not SigningRequest.objects.exclude(opened_at=None).exists()
