"""R6: the manager opens a health check, asks people again or no longer, and closes it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact, Organisation, Participation, Partnership
from pes_partnerships.accounts.models import UnsavedInput
from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.door.services.reaching import colleagues_of, members_of
from reviews.health.rules.asking import is_reminded
from reviews.health.services.opening import ask_again, close_check, open_check, withdraw
from reviews.health.services.sweeping import sweep_checks
from reviews.models import HealthCheck, HealthCheckLink, HealthCheckPerson
from reviews.shared.services import NotReady
from tests.factories.health import all_answered, answered, health_link, in_days, opened
from tests.pages import typed_in, words_on

FIRST = "education0@partner.example"


def new_page(partnership) -> str:
    return reverse("reviews:health_check_new", args=[partnership.pk])


def page(check) -> str:
    return reverse("reviews:health_check", args=[check.pk])


def person_of(check, email: str = FIRST) -> HealthCheckPerson:
    return HealthCheckPerson.objects.get(check_round=check, email=email)


def test_one_person_of_each_partner_the_manager_and_the_office_are_proposed_and_written_to(
    partnership, people, in_scope, sign_in
):
    silent = Organisation.objects.create(service=partnership.service, name="Chamber of Crafts")
    Participation.objects.create(partnership=partnership, organisation=silent, status="member")
    Contact.objects.filter(email=FIRST).update(language="fr")
    lina = sign_in(in_scope.lina)
    form = lina.get(new_page(partnership))
    assert "Partners without an address Chamber of Crafts" in words_on(form)

    answer = lina.post(new_page(partnership), typed_in(form, "message", message="Be frank.", names="anonymous"))

    check = HealthCheck.objects.get()
    assert answer.url == page(check)
    mails = {mail.to_address: mail for mail in OutboxMail.objects.filter(kind="health_requested")}
    assert sorted(mails) == [
        "company0@partner.example",
        FIRST,
        in_scope.jonas.email,
        in_scope.lina.email,
    ]
    assert (mails[FIRST].language, mails[in_scope.lina.email].language) == ("fr", "en")
    text = mails[in_scope.lina.email].body_text
    assert "Be frank." in text
    assert "no page shows whether you answered" in text


def test_whether_names_are_known_is_chosen_and_nobody_is_asked_by_mistake(partnership, people, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    form = lina.get(new_page(partnership))
    nobody = typed_in(form, "message", partners=[], colleagues=[])
    refused = lina.post(new_page(partnership), nobody)
    assert refused.status_code == 422
    words = words_on(refused)
    assert "Choose whether answers are anonymous." in words
    assert "Choose at least one person to ask." in words
    assert not HealthCheck.objects.exists()


def test_the_service_itself_and_who_left_are_no_members_and_another_office_no_colleagues(partnership, people, in_scope):
    own = Organisation.objects.create(service=partnership.service, name="The service", pes=partnership.service)
    Participation.objects.create(partnership=partnership, organisation=own, status="member")
    Participation.objects.filter(organisation__category="company").update(status="left")
    assert [len(member.people) for member in members_of(partnership)] == [3]
    assert [each.user for each in colleagues_of(partnership)] == [in_scope.jonas, in_scope.lina]


@pytest.mark.parametrize("days", [0, 120])
def test_a_day_that_leaves_no_time_or_too_much_is_refused(partnership, people, in_scope, days):
    with pytest.raises(NotReady):
        opened(partnership, in_scope.lina, people, ends_on=in_days(days))


def test_a_partnership_has_one_open_check(partnership, people, check, in_scope, sign_in):
    with pytest.raises(MoveRefused):
        opened(partnership, in_scope.lina, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        HealthCheck.objects.create(
            partnership=partnership, number=9, opened_at=timezone.now(), ends_on=in_days(3), is_anonymous=True
        )
    assert sign_in(in_scope.lina).get(new_page(partnership)).status_code == 302


def test_a_check_whose_day_has_passed_makes_room_for_the_next(partnership, people, check, in_scope):
    HealthCheck.objects.update(ends_on=in_days(-1))
    following = opened(partnership, in_scope.lina, people)
    check.refresh_from_db()
    assert (following.number, check.closed_at is not None) == (2, True)


def test_an_anonymous_check_names_nobody_in_the_ledger(check, partnership):
    answered(person_of(check))
    close_check(check=check, by=Actor.clock())
    entries = LedgerEntry.objects.about(partnership).filter(act__startswith="health_check")
    assert sorted(each.act for each in entries) == [
        "health_check.answer_received",
        "health_check.closed",
        "health_check.opened",
    ]
    kept = " ".join(PrivateValue.objects.filter(entry__in=entries).values_list("value", flat=True))
    assert kept == "Lina"


def test_a_check_with_names_keeps_who_was_asked_and_answered(named, partnership):
    answered(person_of(named))
    acts = LedgerEntry.objects.about(partnership)
    assert acts.filter(act="health_check.asked").count() == 7
    assert acts.get(act="health_check.answered").actor_name == "Education 0"


def test_asking_again_ends_the_old_link_which_says_so(check, in_scope, sign_in):
    old = health_link(FIRST)
    address = reverse("reviews:health_ask_again", args=[person_of(check).pk])
    lina = sign_in(in_scope.lina)
    assert lina.post(address).url == page(check)
    assert health_link(FIRST) != old
    ended = Client().get(old)
    assert (ended.status_code, "A newer link was sent to Education 0" in words_on(ended)) == (410, True)
    assert Client().get(health_link(FIRST)).status_code == 200


def test_asking_again_never_tells_who_has_answered_anonymously(check, in_scope):
    answered(person_of(check))
    assert ask_again(person=person_of(check), by=Actor.user(in_scope.lina))


def test_with_names_who_has_answered_is_not_asked_again(named, in_scope, sign_in):
    answered(person_of(named))
    with pytest.raises(MoveRefused):
        ask_again(person=person_of(named), by=Actor.user(in_scope.lina))
    words = words_on(sign_in(in_scope.lina).get(page(named)))
    assert "Education 0 Education of Alytus Answered –" in words


def test_while_it_runs_an_anonymous_check_shows_how_many_answered_and_not_who(check, in_scope, sign_in):
    answered(person_of(check))
    words = words_on(sign_in(in_scope.lina).get(page(check)))
    assert "1 of 7 people answered" in words
    assert "Answered –" not in words
    assert words.count("Send a new link") == 7
    assert "Education 0" not in words_on(sign_in(in_scope.vytas).get(page(check)))


def test_who_is_no_longer_asked_finds_that_on_the_link(check, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    address = reverse("reviews:health_withdraw", args=[person_of(check).pk])
    assert lina.post(address, typed_in(lina.get(address), "once")).url == page(check)
    gone = Client().get(health_link(FIRST))
    assert (gone.status_code, "no longer asks you to answer" in words_on(gone)) == (410, True)
    with pytest.raises(MoveRefused):
        ask_again(person=person_of(check), by=Actor.user(in_scope.lina))


def test_what_was_sent_before_somebody_was_no_longer_asked_counts(check, in_scope):
    answered(person_of(check))
    withdraw(person=person_of(check), by=Actor.user(in_scope.lina))
    assert check.sheets.filter(sent_at__isnull=False).count() == 1


def test_closing_early_ends_all_links_and_drops_what_was_not_sent(check, in_scope, sign_in):
    HealthCheckPerson.objects.update(typed={"answer1": "2"}, saved_at=timezone.now())
    link = HealthCheckLink.objects.first()
    UnsavedInput.objects.create(link=link.token_hash, page="/x/", typed={"note1": ["half"]})
    lina = sign_in(in_scope.lina)
    address = reverse("reviews:health_check_close", args=[check.pk])
    assert "0 of 7 people have answered." in words_on(lina.get(address))
    assert lina.post(address, typed_in(lina.get(address), "once")).url == page(check)

    closed = Client().get(health_link(FIRST))
    assert (closed.status_code, "has been closed" in words_on(closed)) == (200, True)
    assert set(HealthCheckPerson.objects.values_list("saved_at", flat=True)) == {None}
    assert [person.typed for person in HealthCheckPerson.objects.all()] == [{}] * 7
    assert not UnsavedInput.objects.exists()


def test_nothing_ties_anonymous_answers_to_people_once_it_is_closed(check):
    all_answered(check, {}, {}, {7: 1})
    check.refresh_from_db()
    assert list(check.sheets.values_list("person", "sent_at")) == [(None, check.closed_at)] * 3


def test_with_names_they_stay(named):
    all_answered(named, {}, {})
    assert None not in named.sheets.values_list("person", flat=True)


@pytest.mark.parametrize(
    ("asked", "ends", "today", "is_due"),
    [(1, 20, 16, False), (1, 20, 17, True), (1, 20, 20, True), (1, 20, 21, False), (17, 20, 18, False)],
)
def test_the_reminder_comes_in_the_last_three_days(asked, ends, today, is_due):
    days = [datetime.date(2027, 5, day) for day in (asked, ends, today)]
    assert is_reminded(asked_on=days[0], ends_on=days[1], today=days[2]) is is_due


def test_one_reminder_goes_to_all_where_anonymous_and_is_never_doubled(check):
    answered(person_of(check))
    HealthCheckPerson.objects.update(asked_at=timezone.now() - datetime.timedelta(days=10))
    HealthCheck.objects.update(ends_on=in_days(2))
    first = health_link(FIRST)
    assert [sweep_checks(now=timezone.now()) for _twice in range(2)] == [7, 0]
    assert "This is a reminder." in OutboxMail.objects.filter(to_address=FIRST).latest("created_at").body_text
    assert [Client().get(link).status_code for link in (first, health_link(FIRST))] == [200, 200]
    again = HealthCheckLink.objects.filter(is_reminder=True).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        HealthCheckLink.objects.create(
            person=again.person, is_reminder=True, token_hash="another", made_at=timezone.now()
        )


def test_with_names_only_who_is_silent_is_reminded(named):
    answered(person_of(named))
    HealthCheckPerson.objects.update(asked_at=timezone.now() - datetime.timedelta(days=10))
    HealthCheck.objects.update(ends_on=in_days(2))
    assert sweep_checks(now=timezone.now()) == 6


def test_the_clock_closes_what_is_past_its_day(check):
    HealthCheck.objects.update(ends_on=in_days(-1))
    sweep_checks(now=timezone.now())
    check.refresh_from_db()
    assert check.closed_at is not None
    assert LedgerEntry.objects.filter(act="health_check.closed").count() == 1


def test_no_check_is_opened_for_a_partnership_that_has_ended(partnership, people, in_scope, sign_in):
    ended = {"ended_on": timezone.localdate(), "end_reason": "goals_met"}
    Partnership.objects.filter(pk=partnership.pk).update(**ended)
    with pytest.raises(MoveRefused):
        open_check(
            partnership=partnership, people=people, ends_on=in_days(5), is_anonymous=True, by=Actor.user(in_scope.lina)
        )
    assert sign_in(in_scope.lina).get(new_page(partnership)).status_code == 302
