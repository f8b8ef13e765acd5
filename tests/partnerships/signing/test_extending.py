"""S1: the time to sign is extended: the links that are out work longer, and what was signed stays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Agreement, Signature
from partnerships.signing.services.extending import extend_time
from partnerships.signing.services.signing import recall, sign
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import sent_agreement
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

rows = lent_agreement(sent_agreement)
DAY = timedelta(days=1)
ONA = "ona@youth.example"


@pytest.fixture
def sent(in_scope, rows) -> Agreement:
    return rows.agreement()


def address(agreement: Agreement) -> str:
    return reverse("partnerships:agreement_extend", args=[agreement.pk])


def parts(day: date) -> dict[str, str]:
    return {f"until_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_a_link_with_a_later_day_of_its_own_is_not_cut_short(sent):
    """A new member has the usual time from its own day on."""
    later = sent.signing_requests.first()
    sent.signing_requests.filter(pk=later.pk).update(last_day=in_days(90), expires_at=timezone.now() + 90 * DAY)

    links = extend_time(agreement=sent, until=in_days(60), by=BY)

    assert later not in links
    assert sent.signing_requests.get(pk=later.pk).last_day == in_days(90)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_last_day_ends_at_midnight_of_the_service_wherever_the_manager_is(sent, zone):
    until = in_days(60)

    with timezone.override(zone):
        links = extend_time(agreement=sent, until=until, by=BY)

    service = sent.partnership.service
    midnight = datetime.combine(until + DAY, time.min, service.zone)
    assert {midnight - link.expires_at for link in links} == {timedelta(microseconds=1)}


def test_the_same_link_works_longer_and_who_signed_hears_nothing(sent, in_scope, sign_in):
    first, *others = sent.signing_requests.select_related("agreement", "party")
    sign(request=first, name=first.name, office_held="D", mandate="S", text_sha256=first.text_sha256)
    link, until = link_of(others[0].email), in_days(60)
    client = sign_in(in_scope.lina)

    answer = client.post(
        address(sent),
        typed_in(client.get(address(sent)), "reason", reason="The council meets in May.", **parts(until)),
        follow=True,
    )

    assert "The deadline has been extended. 2 links remain valid until then." in words_on(answer)
    assert {each.last_day for each in sent.signing_requests.filter(closed_at=None)} == {until}
    assert Client().get(link).status_code == 200
    mails = OutboxMail.objects.filter(kind="time_extended")
    assert {mail.to_address for mail in mails} == {each.email for each in others}
    assert f"You can sign until {display_date(until)}" in mails[0].body_text
    assert "The council meets in May." in mails[0].body_text
    act = LedgerEntry.objects.get(act="agreement.time_extended")
    assert act.after == {"signing_ends_on": until.isoformat()}
    assert Signature.objects.counting().get().signatory_id == first.signatory_id


def test_a_link_that_had_expired_works_again(sent, time_machine):
    link = link_of(ONA)
    time_machine.move_to(timezone.now() + timedelta(days=100))
    assert Client().get(link).status_code == 410

    extend_time(agreement=sent, until=in_days(10), by=BY)

    page = Client().get(link)
    assert (page.status_code, "You are asked to sign an agreement" in words_on(page)) == (200, True)


@pytest.mark.parametrize(
    ("days", "says"), [(-1, "Choose a date after"), (0, "Choose a date after"), (400, "Choose a date within one year")]
)
def test_a_day_that_gives_no_time_or_too_much_is_refused_at_its_field(sent, in_scope, sign_in, days, says):
    client = sign_in(in_scope.lina)
    day = sent.signing_ends_on + timedelta(days=days)

    answer = client.post(address(sent), typed_in(client.get(address(sent)), "reason", reason="Why", **parts(day)))

    assert (answer.status_code, says in words_on(answer)) == (422, True)
    assert typed_in(answer, "reason")["reason"] == ["Why"]
    assert not OutboxMail.objects.filter(kind="time_extended").exists()


def test_only_a_text_that_is_out_has_time_to_extend(sent, in_scope, sign_in):
    with pytest.raises(MoveRefused):
        extend_time(agreement=sent, until=sent.signing_ends_on, by=BY)
    recall(agreement=sent, by=BY, reason="A wrong sum")
    with pytest.raises(MoveRefused):
        extend_time(agreement=sent, until=in_days(200), by=BY)
    answer = sign_in(in_scope.lina).get(address(sent), follow=True)
    assert "Only a text that is out for signature" in words_on(answer)


def test_whose_mail_came_back_and_who_has_a_letter_is_not_written_to(sent):
    one, two, _three = sent.signing_requests.all()
    type(one).objects.filter(pk=one.pk).update(undelivered_at=datetime(2026, 12, 1, tzinfo=UTC))
    type(two).objects.filter(pk=two.pk).update(letter_salt="of a letter")

    told = extend_time(agreement=sent, until=in_days(90), by=BY)

    assert (len(told), OutboxMail.objects.filter(kind="time_extended").count()) == (3, 1)
