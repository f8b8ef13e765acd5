"""The demonstration shows the mails that it wrote; elsewhere the pages do not exist."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep
from pes_partnerships.outbox.services.mailbox import read_mailbox

from .conftest import LINK


@pytest.fixture
def written(invite, settings, tmp_path) -> None:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    invite(context={"partnership": "First"})
    invite(context={"partnership": "<b>Second</b>"}, attachments=[("review.ics", "BEGIN", "text/calendar")])
    sweep()


def test_the_newest_mail_stands_first(client, written):
    page = client.get(reverse("outbox:mailbox")).content.decode()

    assert page.index("Second") < page.index("English: First")
    assert "<b>Second</b>" not in page


def test_a_mail_shows_its_text_with_links_to_follow(client, written):
    page = client.get(reverse("outbox:mailbox_message", args=[2])).content.decode()

    assert f'<a href="{LINK.replace("&", "&amp;")}"' in page
    assert "review.ics" in page
    assert "<b>Second</b>" not in page


def test_the_time_of_sending_has_its_zone(written, settings):
    [newest, _oldest] = read_mailbox(settings.EMAIL_FILE_PATH)

    sent_at = OutboxMail.objects.latest("sent_at").sent_at
    assert abs(newest.at - sent_at) < timedelta(seconds=5)
    assert newest.sent == display_datetime(newest.at)


def test_a_file_that_is_hardly_a_mail_is_read_as_empty(tmp_path):
    (tmp_path / "cut-off.log").write_bytes(b"X-Only: this\n\nHalf a te")

    [mail] = read_mailbox(tmp_path)

    assert (mail.number, mail.subject, mail.sender, mail.to, mail.message_id) == (1, "", "", "", "")
    assert (mail.at, mail.sent, mail.text.strip(), mail.attachments) == (None, "", "Half a te", ())


def test_a_number_without_a_mail_is_not_found(client, written):
    assert client.get(reverse("outbox:mailbox_message", args=[3])).status_code == 404


def test_an_empty_mailbox_says_so(client, db, settings, tmp_path):
    settings.DEMO, settings.EMAIL_FILE_PATH = True, str(tmp_path / "none")

    assert "No e-mail has been sent yet" in client.get(reverse("outbox:mailbox")).content.decode()


@pytest.mark.parametrize("path", ["outbox:mailbox", "outbox:mailbox_message"])
def test_outside_the_demonstration_there_is_no_mailbox(client, written, settings, path):
    settings.DEMO = False

    assert client.get(reverse(path, args=[1] if path.endswith("message") else [])).status_code == 404
