"""G7: what mail servers send back is known, once, and only where it is genuine."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.listening import undelivered
from pes_partnerships.outbox.rules.return_path import Forged, Sending, is_pattern, return_address, sending_in
from pes_partnerships.outbox.services import sweep
from pes_partnerships.outbox.services.bounces import Returned, take_in
from pes_partnerships.outbox.tasks import read_bounces
from tests.returned import imap_mailbox, report
from tests.servers import HOST, free_port

PATTERN = "bounces+{key}@partnerships.example.org"
ABSENT = b"From: ona@youth.example\nTo: %s\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nBack on Monday.\n"


@pytest.fixture(autouse=True)
def return_path(settings):
    settings.RETURN_PATH = PATTERN


@pytest.fixture
def heard(monkeypatch):
    told = []
    monkeypatch.setattr(undelivered, "_known", [lambda mail, at: told.append(mail.last_error)])
    return told


@pytest.fixture
def sent(invite, smtp):
    """A mail that its server took, as it went out."""
    invite()
    sweep(now=timezone.now() + timedelta(minutes=1))
    [delivery] = smtp.deliveries
    return delivery


def state() -> str:
    return OutboxMail.objects.get().state


def read(monkeypatch, raw: bytes, *options: str) -> str:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    said = io.StringIO()
    call_command("read_bounces", *options, stdout=said)
    return said.getvalue()


def test_a_mail_goes_from_an_address_of_its_own_and_readers_see_the_usual_sender(sent, settings):
    assert sent.sender.startswith("bounces+")
    assert sent.sender == return_address(PATTERN, Sending(OutboxMail.objects.get().pk, 0), settings.SECRET_KEY)
    assert len(sent.sender.partition("@")[0]) <= 64
    assert sent.message["From"] == settings.DEFAULT_FROM_EMAIL


def test_without_a_return_path_nothing_changes(invite, smtp, settings):
    settings.RETURN_PATH = ""
    invite()
    sweep(now=timezone.now() + timedelta(minutes=1))

    assert smtp.deliveries[0].sender == "partnerships@localhost"
    with pytest.raises(CommandError, match="RETURN_PATH is not set"):
        call_command("read_bounces", "--maildir", "/tmp")  # noqa: S108


def test_what_comes_back_makes_the_mail_undelivered_once(sent, heard, monkeypatch):
    """The whole way round: out by a real mail server, and back to the address that it saw."""
    returned = report(sent.sender, returned=sent.message)

    assert read(monkeypatch, returned) == "Messages read: 1; 1 noted as not delivered.\n"
    mail = OutboxMail.objects.get()
    assert (mail.state, mail.last_error, mail.sent_at is not None) == ("undelivered", "550 5.1.1 no such user", True)
    assert json.loads(read(monkeypatch, returned, "--json"))["known"] == 1
    assert heard == ["550 5.1.1 no such user"]


@pytest.mark.parametrize(
    ("action", "status", "came_to"),
    [
        ("failed", "5.1.1", Returned.UNDELIVERED),
        ("Failed (no such user)", "5.1.1", Returned.UNDELIVERED),
        ("failed", "4.4.7", Returned.UNDELIVERED),  # the server has stopped trying
        ("delayed", "4.4.1", Returned.DELAYED),
        ("delivered", "2.0.0", Returned.ARRIVED),
        ("relayed", "2.0.0", Returned.ARRIVED),
        ("", "5.2.2", Returned.UNDELIVERED),
        ("", "4.2.2", Returned.DELAYED),
        ("nonsense", "", Returned.UNREADABLE),
    ],
)
def test_only_a_failure_is_one(sent, heard, action, status, came_to):
    assert take_in(report(sent.sender, action=action, status=status)) == came_to
    assert (state(), len(heard)) == (("undelivered", 1) if came_to == Returned.UNDELIVERED else ("sent", 0))


def test_a_changed_or_invented_key_changes_nothing(sent, heard):
    """Each of its forty signs counts."""
    local, domain = sent.sender.split("@")
    key = local.removeprefix("bounces+")
    for place, sign in enumerate(key):
        other = "a" if sign != "a" else "b"
        changed = f"bounces+{key[:place]}{other}{key[place + 1 :]}@{domain}"
        assert take_in(report(changed)) == Returned.FORGED
    assert (
        take_in(report(return_address(PATTERN, Sending(OutboxMail.objects.get().pk, 0), "another key")))
        == Returned.FORGED
    )
    assert (state(), heard) == ("sent", [])


def test_what_is_no_report_on_our_mail_is_left_alone(sent, heard):
    address = sent.sender.encode()
    messages = [
        ABSENT % address,
        report("somebody@example.org"),
        report(sent.sender).replace(b"report-type=delivery-status", b"report-type=disposition-notification"),
        b"",
        b"\x00\xff\xfe not a message at all",
        report(sent.sender).replace(b"Content-Type: message/delivery-status", b"Content-Type: text/plain"),
    ]

    assert [take_in(each) for each in messages] == [Returned.FOREIGN] * 5 + [Returned.UNREADABLE]
    assert (state(), heard) == ("sent", [])


def test_a_genuine_address_of_a_mail_that_is_gone_is_known_already(sent, settings):
    assert take_in(report(return_address(PATTERN, Sending(uuid.uuid4(), 0), settings.SECRET_KEY))) == Returned.KNOWN


def test_the_address_is_found_where_servers_write_it(sent, heard):
    hidden = report("postmaster@partnerships.example.org", returned=sent.message)
    assert take_in(hidden) == Returned.FOREIGN
    assert take_in(hidden, recipient=sent.sender.upper()) == Returned.UNDELIVERED

    OutboxMail.objects.update(state="sent", undelivered_at=None)
    sent.message["Return-Path"] = f"<{sent.sender}>"
    assert take_in(report("postmaster@partnerships.example.org", returned=sent.message)) == Returned.UNDELIVERED


def test_the_earlier_key_of_the_service_is_known_while_it_is_kept(sent, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key " * 6

    assert take_in(report(sent.sender)) == Returned.UNDELIVERED


def test_words_of_a_server_are_kept_without_what_could_harm(sent):
    take_in(report(sent.sender, said="smtp; 550 no\x00\x1b[31m such user " + "x" * 3000))

    said = OutboxMail.objects.get().last_error
    assert said.startswith("550 no [31m such user x")
    assert len(said) == 1000


def test_a_report_that_comes_before_its_mail_is_done_is_tried_again(invite, settings, monkeypatch, tmp_path):
    mail = invite()
    early = report(return_address(PATTERN, Sending(mail.pk, 0), settings.SECRET_KEY))

    with pytest.raises(SystemExit, match="75"):
        read(monkeypatch, early)

    folder = maildir(tmp_path, early)
    call_command("read_bounces", "--maildir", folder, stdout=io.StringIO())
    assert [each.name for each in (folder / "new").iterdir()] == ["1"]


def maildir(tmp_path, *messages: bytes):
    folder = tmp_path / "Maildir"
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir(parents=True)
    for number, raw in enumerate(messages, start=1):
        (folder / "new" / str(number)).write_bytes(raw)
    return folder


def test_a_maildir_is_read_and_what_a_person_should_see_stays_unseen(sent, heard, tmp_path):
    folder, said = maildir(tmp_path, report(sent.sender), ABSENT % sent.sender.encode()), io.StringIO()

    call_command("read_bounces", "--maildir", folder, stdout=said)
    call_command("read_bounces", "--maildir", folder, "--json", stdout=said)

    first, second = said.getvalue().splitlines()
    assert first == "Messages read: 2; 1 noted as not delivered; 1 no report on a mail of ours, left alone."
    assert json.loads(second)["read"] == 0
    assert sorted(each.name for each in (folder / "cur").iterdir()) == ["1:2,S", "2:2,"]
    assert (state(), len(heard)) == ("undelivered", 1)


def test_a_folder_that_is_no_maildir_is_said(tmp_path):
    with pytest.raises(CommandError, match="is no maildir"):
        call_command("read_bounces", "--maildir", tmp_path)


def test_a_mailbox_behind_imap_is_read_once_and_keeps_every_message(sent, heard, settings):
    with imap_mailbox(report(sent.sender), ABSENT % sent.sender.encode(), report("x@example.org")) as box:
        settings.BOUNCES_IMAP = f"imap://bounces:right@{HOST}:{box.port}/INBOX"
        said = io.StringIO()
        call_command("read_bounces", "--imap", "--json", stdout=said)
        read_bounces()

    counted = json.loads(said.getvalue())
    assert (counted["read"], counted["undelivered"], counted["foreign"]) == (3, 1, 2)
    assert (box.seen, len(box.messages), len(heard)) == ({1, 2, 3}, 3, 1)


def test_a_mailbox_that_does_not_answer_is_said_with_exit_code_one(settings):
    with imap_mailbox() as box:
        for address in (f"imap://bounces:wrong@{HOST}:{box.port}", f"imap://{HOST}:{free_port()}", "ftp://host"):
            settings.BOUNCES_IMAP = address
            with pytest.raises(CommandError):
                call_command("read_bounces", "--imap")
    settings.BOUNCES_IMAP = ""
    with pytest.raises(CommandError, match="BOUNCES_IMAP is not set"):
        call_command("read_bounces", "--imap")


@pytest.mark.parametrize(
    "pattern", ["", "bounces@x.example", "{key}", "a@{key}", "{key}{key}@x.example", "b" * 30 + "{key}@x"]
)
def test_an_address_without_a_place_for_the_key_is_no_return_path(pattern):
    assert not is_pattern(pattern)
    assert is_pattern("{key}@x.example")


def test_a_key_leads_to_its_row_and_sending_and_no_other_address_does():
    sending, pattern = Sending(uuid.uuid4(), 3), "{key}@bounces.example"
    address = return_address(pattern, sending, "secret")

    assert sending_in(pattern, ["x@y.example", address.upper()], ["new", "secret"]) == sending
    assert sending_in(pattern, [f"a{address}", address.replace("example", "other")], ["secret"]) is None
    with pytest.raises(Forged):
        sending_in(pattern, [address], ["other"])


def test_a_report_of_an_earlier_sending_says_nothing_of_the_one_that_a_person_had_sent_again(sent):
    """The first one came back, and is handed in a second time when the second is on its way or has arrived."""
    take_in(report(sent.sender))
    OutboxMail.objects.update(state="queued", sent_again=1, undelivered_at=None, sent_at=None)
    assert take_in(report(sent.sender)) == Returned.KNOWN

    OutboxMail.objects.update(state="sent", sent_at=timezone.now())
    assert take_in(report(sent.sender)) == Returned.KNOWN
    assert OutboxMail.objects.get().undelivered_at is None
