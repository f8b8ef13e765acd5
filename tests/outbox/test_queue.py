"""A mail becomes a row: rendered once, in the recipient's language, with nothing usable left in it."""

import pytest
from django.core import mail as mailbox
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import OutboxRefused, queue_mail

from .conftest import LINK


def test_a_mail_has_a_subject_and_two_bodies(invite):
    service = EmploymentService.objects.create(code="lt", name="Employment Service")

    mail = invite(service=service, about=service)

    assert mail.subject == "English: Youth & Work"
    assert mail.body_text == (
        "Please sign Youth & Work\n\nDear Ona Petraitė, the text is ready.\n\n"
        "Read and sign:\n{{secret:link}}\n\n"
        "Needs you\n- Your signature\n\n-- \nYou get this because you are named as signatory.\n\n"
        f"Employment Service.\nNumber of this mail: {mail.number}.\n"
    )
    assert "<h1>Please sign Youth &amp; Work</h1>" in mail.body_html
    assert '<a class="button" href="{{secret:link}}">Read and sign</a>' in mail.body_html
    assert list(OutboxMail.objects.about(service)) == [mail]


def test_the_language_is_the_recipients(invite):
    with translation.override("en"):
        mail = invite(language="fr")

    assert mail.subject == "Anglais: Youth & Work"
    assert '<html lang="fr">' in mail.body_html


def test_a_subject_stays_on_one_line(invite):
    mail = invite(context={"partnership": "Youth\nBcc: all@example.org"})

    assert mail.subject == "English: Youth Bcc: all@example.org"


def test_no_usable_link_stands_in_the_bodies(invite):
    mail = invite()

    assert LINK not in mail.body_text + mail.body_html
    assert mail.secrets == {"link": LINK}


def test_the_same_key_gives_the_same_mail(invite):
    first = invite(dedupe_key="reminder:7:2027:ona")

    again = invite(dedupe_key="reminder:7:2027:ona", to_name="Somebody else")

    assert again == first
    assert OutboxMail.objects.get().to_name == "Ona Petraitė"


def test_a_bad_address_is_refused_by_name(invite):
    with pytest.raises(OutboxRefused, match="'ona at work' is no mail address"):
        invite(to_address="ona at work")


@pytest.mark.django_db(transaction=True)
def test_a_mail_outside_a_transaction_is_refused():
    with pytest.raises(OutboxRefused, match="outside a transaction"):
        queue_mail(
            kind="x",
            to_address="a@example.org",
            to_name="",
            language="en",
            template="letters/invitation",
            context={},
        )


def test_a_mail_goes_when_its_act_fails(invite):
    @transaction.atomic
    def ask_and_fail():
        invite()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_fail()

    assert (OutboxMail.objects.count(), mailbox.outbox) == (0, [])


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "sent", "sent_at": None, "secrets": {}},
        {"state": "claimed"},
        {"state": "lost"},
        {"state": "failed", "secrets": {"link": LINK}},
    ],
    ids=["sent without a time", "claimed by nobody", "no such state", "secret kept"],
)
def test_the_database_keeps_the_states_apart(invite, impossible):
    key = invite().pk

    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.filter(pk=key).update(**impossible)


@pytest.mark.parametrize(("kick", "kicks"), [(True, 1), (False, 0)])
def test_a_commit_wakes_the_sweep_once(invite, settings, django_capture_on_commit_callbacks, kick, kicks):
    settings.OUTBOX_KICK = kick

    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        invite()
        invite(due_at=timezone.now())

    assert len(callbacks) == kicks
