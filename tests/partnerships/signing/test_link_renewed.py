"""A mail whose link is gone is sent again with a new link, and the earlier one ends (S2, N2)."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Signatory
from partnerships.signing.services.asking import has_signed
from partnerships.signing.services.letters import print_letter
from partnerships.signing.services.signing import sign
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep
from tests.factories import sent_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import words_on

ONA = "ona@youth.example"
rows = lent_agreement(sent_agreement)


def path_of(mail: OutboxMail) -> str:
    return urlsplit(mail.secrets["link"]).path


@pytest.fixture
def sent(in_scope, rows):
    agreement = rows.agreement()
    mail = OutboxMail.objects.get(kind="signature_requested", to_address=ONA)
    link = path_of(mail)
    sweep(now=timezone.now() + timedelta(minutes=1))
    mail.refresh_from_db()
    assert (mail.state, mail.secrets) == ("sent", {})
    OutboxMail.objects.filter(pk=mail.pk).update(state="undelivered", undelivered_at=timezone.now())
    return agreement, mail, link


def test_the_clock_page_offers_a_new_link_which_ends_the_earlier_one(sent, cast, sign_in):
    _agreement, mail, link = sent
    lina, path = sign_in(cast.lina), reverse("outbox:clock_again", args=[mail.pk])
    assert "Send a new link" in words_on(lina.get("/clock/"))
    assert "the earlier one ends" in words_on(lina.get(path))

    assert "A new link is on its way." in words_on(lina.post(path, follow=True))

    newer = OutboxMail.objects.exclude(pk=mail.pk).get(kind="signature_requested", to_address=ONA)
    assert newer.message_id != mail.message_id
    visitor = Client()
    assert "sent you a newer link" in words_on(visitor.get(link)) or visitor.get(link).status_code != 200
    assert visitor.get(path_of(newer)).status_code == 200


def test_who_has_signed_meanwhile_gets_no_new_link(sent, cast, sign_in):
    agreement, mail, _link = sent
    place = Signatory.objects.get(party__agreement=agreement, contact__email=ONA)
    with scope(service=cast.service):
        request = place.signing_requests.get()
        sign(request=request, name="Ona", office_held="Head", mandate="Statute", text_sha256=request.text_sha256)
        assert has_signed(place)

    answer = sign_in(cast.lina).post(reverse("outbox:clock_again", args=[mail.pk]), follow=True)

    assert "No new link can be sent" in words_on(answer)
    assert OutboxMail.objects.filter(kind="signature_requested", to_address=ONA).count() == 1


@pytest.mark.parametrize("since", ["letter", "other_address", "recalled"])
def test_what_went_out_since_is_not_ended_by_a_mail_of_before(sent, cast, sign_in, since):
    agreement, mail, _link = sent
    place = Signatory.objects.get(party__agreement=agreement, contact__email=ONA)
    with scope(service=cast.service):
        if since == "letter":
            print_letter(signatory=place, by=BY, posted_to="Pavyzdžio g. 14")
        elif since == "other_address":
            type(place.contact).objects.filter(pk=place.contact_id).update(email="ona.new@youth.example")
        else:
            agreement.signing_requests.update(signatory=None)
        open_before = set(agreement.signing_requests.filter(closed_at=None).values_list("pk", flat=True))

    answer = sign_in(cast.lina).post(reverse("outbox:clock_again", args=[mail.pk]), follow=True)

    assert "No new link can be sent" in words_on(answer)
    with scope(service=cast.service):
        assert set(agreement.signing_requests.filter(closed_at=None).values_list("pk", flat=True)) == open_before


def test_a_new_link_is_sent_by_who_works_on_partnerships(sent, cast, sign_in):
    _agreement, mail, _link = sent
    sigita = sign_in(cast.sigita)

    assert "A partnership manager can send a new link." in words_on(sigita.get("/clock/"))
    assert sigita.post(reverse("outbox:clock_again", args=[mail.pk])).status_code == 403
