"""N1, S1: who has not signed is reminded by the clock on planned days; who signed, declined or got a letter is not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Agreement, Contact, SigningRequest
from partnerships.signing.rules.reminding import next_reminder, planned_days
from partnerships.signing.services.asking import ask_again
from partnerships.signing.services.clock import remind_signatories
from partnerships.signing.services.reminding import due_reminders, remind
from partnerships.signing.services.signing import decline, recall, sign
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services.restoring import hold_after_restore
from tests.factories import sent_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import words_on

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)  # a Monday
RASA, ONA, JONAS = range(3)
rows = lent_agreement(sent_agreement, at=AT)
DAY = timedelta(days=1)
ZONE = ZoneInfo("Europe/Vilnius")


@pytest.fixture
def sent(in_scope, rows) -> Agreement:
    """Out from 1 March, each link valid until the 31st."""
    return rows.agreement()


def links(sent) -> list[SigningRequest]:
    return list(sent.signing_requests.filter(closed_at=None).select_related("agreement", "party", "signatory"))


def days_of(sent, *, hours=(9,), until=date(2027, 4, 2)) -> dict[str, list[str]]:
    """The clock runs every day at these hours; who got a reminder on which days."""
    now = AT
    while now.date() < until:
        for hour in hours:
            remind_signatories(now=now.replace(hour=hour))
        now += DAY
    found: dict[str, list[str]] = {}
    acts = LedgerEntry.objects.filter(act="signature.reminded").order_by("seq")
    for act in acts:
        found.setdefault(act.after["party"], []).append(f"{timezone.localtime(act.at, ZONE):%d.%m. %H}")
    return found


@pytest.mark.parametrize(
    ("asked", "last", "days"),
    [
        ("2027-03-01", "2027-03-31", ["2027-03-16", "2027-03-28"]),
        ("2027-03-01", "2027-03-11", ["2027-03-08"]),  # half-way would be two days before it
        ("2027-03-01", "2027-03-07", ["2027-03-04"]),
        ("2027-03-01", "2027-03-05", []),
        ("2027-03-01", "2027-03-01", []),
    ],
)
def test_the_days_are_planned_by_the_time_that_there_is(asked, last, days):
    assert planned_days(date.fromisoformat(asked), date.fromisoformat(last)) == [date.fromisoformat(d) for d in days]


@pytest.mark.parametrize(
    ("sent_on", "today", "day"),
    [
        ([1], 2, 16),
        ([1], 16, 16),
        ([1], 20, 20),  # a clock that stood still
        ([1, 15], 16, 18),  # a link by hand the day before: the reminder keeps its distance
        ([1, 17], 18, 28),  # one after it stands for it
        ([1, 16], 17, 28),
        ([1, 16, 28], 29, None),
        ([1, 16], 31, None),  # the last day
        ([], 5, None),
    ],
)
def test_a_reminder_keeps_its_distance_from_every_link(sent_on, today, day):
    march = [date(2027, 3, each) for each in sent_on]
    expected = date(2027, 3, day) if day else None
    assert next_reminder(march, date(2027, 3, 31), date(2027, 3, today)) == expected


def test_a_month_of_signing_day_by_day(sent):
    rasa, ona, _jonas = links(sent)
    given = {"name": rasa.name, "office_held": "D", "mandate": "S", "text_sha256": rasa.text_sha256}
    sign(request=rasa, at=AT + DAY, **given)
    decline(request=ona, name=ona.name, reason="The board meets later", at=AT + 2 * DAY)

    found = days_of(sent, hours=(2, 9, 12, 23))

    [(party, days)] = found.items()
    assert party == links(sent)[-1].party.name  # who has signed or declined hears nothing
    assert days == ["16.03. 11", "30.03. 12"]  # in the hours of work; the 28th is Easter Sunday, the 29th a holiday


def test_the_mail_says_that_it_is_a_reminder_and_its_link_takes_the_place_of_the_one_before(sent):
    before = links(sent)[JONAS]
    after = remind(request=before, at=AT + 15 * DAY)

    mail = OutboxMail.objects.get(dedupe_key=f"signature_requested:{after.pk}")
    before.refresh_from_db()
    assert mail.subject.startswith("Reminder: please sign by 31 March 2027")
    assert "You have not answered yet. This link takes the place of the one before it." in " ".join(
        mail.body_text.split()
    )
    assert (before.closed_as, after.last_day) == ("newer", before.last_day)
    first = OutboxMail.objects.get(dedupe_key=f"signature_requested:{before.pk}")
    assert "Reminder" not in first.subject
    assert "You have not answered yet" not in first.body_text


def test_who_signs_this_moment_is_not_reminded(sent):
    jonas = links(sent)[JONAS]
    sign(request=jonas, name=jonas.name, office_held="D", mandate="S", text_sha256=jonas.text_sha256, at=AT + DAY)

    with pytest.raises(MoveRefused):
        remind(request=jonas, at=AT + 15 * DAY)
    assert not LedgerEntry.objects.filter(act="signature.reminded").exists()


@pytest.mark.parametrize("state", ["recalled", "undelivered", "letter", "ended", "left"])
def test_no_reminder_goes_where_it_would_be_of_no_use(sent, state):
    if state == "recalled":
        recall(agreement=sent, by=BY, reason="A wrong sum")
    elif state == "undelivered":
        sent.signing_requests.update(undelivered_at=AT + DAY, undelivered_words="550 No such user")
    elif state == "letter":
        sent.signing_requests.update(letter_salt="of a letter")
    elif state == "left":
        Contact.objects.filter(signs_for__party__agreement=sent).update(left_on="2027-03-02")
    else:
        type(sent.partnership).objects.filter(pk=sent.partnership_id).update(ended_on="2027-03-02", end_reason="other")
    assert days_of(sent) == {}


def test_after_a_restored_backup_the_links_that_are_out_go_on_working(sent):
    """A reminder takes the place of a link: held for a person, it would have ended the one that works."""
    before = links(sent)

    hold_after_restore(at=AT + 15 * DAY, by=Actor.system())

    assert links(sent) == before
    assert all(each.closed_at is None for each in links(sent))
    assert (
        not OutboxMail.objects.held()
        .filter(dedupe_key__startswith="signature_requested")
        .exclude(dedupe_key__in=[f"signature_requested:{each.pk}" for each in before])
    )


def test_a_link_by_hand_stands_for_the_reminder(sent):
    ask_again(signatory=links(sent)[JONAS].signatory, by=BY, at=AT + 14 * DAY)

    found = days_of(sent)

    assert found[links(sent)[JONAS].party.name] == ["18.03. 11", "30.03. 12"]
    assert found[links(sent)[RASA].party.name] == ["16.03. 11", "30.03. 12"]


def test_the_planned_day_is_shown_while_it_is_ahead(sent, in_scope, sign_in, time_machine):
    time_machine.move_to(AT + 2 * DAY)
    page = sign_in(in_scope.lina).get(reverse("partnerships:signatures", args=[sent.pk]))
    assert words_on(page).count("Next reminder: 16 March 2027") == 3


def test_three_that_wait_take_as_many_queries_as_one(sent, in_scope):
    now = AT + 15 * DAY

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found.append(len(due_reminders(in_scope.service, now)))
        return len(queries)

    found: list[int] = []
    three = asked()
    SigningRequest.objects.exclude(pk=links(sent)[JONAS].pk).delete()
    assert (asked(), found) == (three, [3, 1])
