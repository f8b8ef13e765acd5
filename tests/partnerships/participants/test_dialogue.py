"""The log of the dialogue: talks, who stays silent, who wants to talk (F5)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from partnerships.ending.services.finishing import end_partnership
from partnerships.models import DialogueEntry, Invitation
from partnerships.participants.services.dialogue import change_talk
from partnerships.participants.services.inviting import answer_invitation
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import make_partnership
from tests.factories.dialogue import in_days, make_invitation, make_invited, make_silent, make_talk
from tests.factories.forming import BY
from tests.factories.waiting import waiting_for, whose
from tests.pages import typed_in, words_on


def log_of(participation) -> str:
    return reverse("partnerships:dialogue", args=[participation.partnership_id])


def talk_page(participation) -> str:
    return reverse("partnerships:dialogue_new", args=[participation.pk])


def typed_day(day: datetime.date) -> dict[str, int]:
    return {"on_day": day.day, "on_month": day.month, "on_year": day.year}


def test_staff_of_the_office_log_a_talk_on_their_phone(cast, sign_in):
    college = make_invited(cast.service, partnership=make_partnership(cast.service, office=cast.alytus))
    browser = sign_in(cast.jonas)
    form = typed_in(browser.get(talk_page(college)), "said", kind="call", said="They doubt the budget.")

    answer = browser.post(talk_page(college), {**form, "shows_reluctance": "on"}, follow=True)

    college.refresh_from_db()
    with scope(service=cast.service):
        entry = DialogueEntry.objects.get()
    assert (entry.said, entry.by, entry.on) == ("They doubt the budget.", cast.jonas, timezone.localdate())
    assert (college.is_reluctant, college.status) == (True, "identified")
    assert "to" not in form
    assert "They doubt the budget." in words_on(answer)
    logged = LedgerEntry.objects.about(college.partnership).get(act="dialogue.logged")
    assert "budget" not in str(logged.after)
    assert logged.private("said") == "They doubt the budget."


def test_a_manager_makes_the_step_that_the_talk_led_to(cast, sign_in):
    college = make_invited(cast.service, is_reluctant=True)
    browser = sign_in(cast.lina)
    form = typed_in(browser.get(talk_page(college)), "said", kind="visit", said="They come.", **typed_day(in_days(-4)))

    browser.post(talk_page(college), {**form, "to": "member", "no_longer_reluctant": "on"})

    college.refresh_from_db()
    assert (college.status, college.joined.earliest(), college.is_reluctant) == ("member", in_days(-4), False)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"said": " "}, "said", "Enter a summary of at least one sentence."),
        ({"kind": ""}, "kind", "Choose a type: meeting, telephone call, letter or visit."),
        (typed_day(in_days(1)), "on", "This date is in the future. Record the discussion once it has taken place."),
        ({"to": "left"}, "to", "This option is not available. Choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_words_stay(cast, sign_in, typed, field, said):
    college, browser = make_invited(cast.service), sign_in(cast.lina)
    form = typed_in(browser.get(talk_page(college)), "said", kind="call", said="Long words")

    page = browser.post(talk_page(college), {**form, **typed})

    assert (page.status_code, page.context["form"].errors) == (422, {field: [said]})
    if field != "said":
        assert typed_in(page, "said")["said"] == ["Long words"]


def test_an_own_entry_is_corrected_another_ones_is_not(cast, sign_in):
    college = make_invited(cast.service, partnership=make_partnership(cast.service, office=cast.alytus))
    entry = make_talk(college, cast.jonas)
    address = reverse("partnerships:dialogue_change", args=[entry.pk])
    browser = sign_in(cast.jonas)

    browser.post(address, typed_in(browser.get(address), "said", said="They doubt the term."))

    entry.refresh_from_db()
    assert entry.said == "They doubt the term."
    assert sign_in(cast.lina).get(address).status_code == 403
    assert "Edit my entry" in words_on(browser.get(log_of(college)))
    assert "Edit my entry" not in words_on(sign_in(cast.lina).get(log_of(college)))


def test_two_windows_on_one_entry_lose_nothing(cast, sign_in):
    entry = make_talk(make_invited(cast.service), cast.lina, said="First")
    address, browser = reverse("partnerships:dialogue_change", args=[entry.pk]), sign_in(cast.lina)
    form = typed_in(browser.get(address), "said")
    with scope(service=cast.service):
        change_talk(entry=entry, by=Actor.user(cast.lina), said="Theirs")

    page = browser.post(address, {**form, "said": "Mine"})

    assert page.status_code == 409
    assert "Theirs" in words_on(page)
    assert "Mine" in words_on(page)
    entry.refresh_from_db()
    assert entry.said == "Theirs"


def test_the_log_shows_invitations_answers_and_talks_the_newest_first(in_scope, sign_in):
    college = make_invited(in_scope.service)
    make_talk(college, in_scope.lina, on=in_days(-9), said="Met at the fair.")
    invitation = make_invitation(college)
    OutboxMail.objects.filter(kind="invitation_sent").update(state="failed", secrets={})
    answer_invitation(invitation=invitation, answer="declines", name="Vida", note="No staff")

    page = sign_in(in_scope.lina).get(log_of(college))

    assert [line.kind for line in page.context["page"]] == ["answered", "invited", "talk"]
    said = words_on(page)
    for words in ("No staff", "Vida", "the e-mail could not be delivered: check the address", "Met at the fair."):
        assert words in said


def test_the_log_is_narrowed_and_goes_out_as_a_file(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    college, school = (make_invited(in_scope.service, name, partnership=partnership) for name in ("College", "School"))
    make_talk(college, in_scope.lina, said="=cmd")
    make_silent(school)
    browser = sign_in(in_scope.lina)

    rows = browser.get(log_of(college), {"participant": college.pk, "what": "talk", "format": "csv"})
    assert rows.content.decode("utf-8-sig").splitlines()[1].split(",")[1:4] == ["College", "Telephone call", "'=cmd"]
    assert len(browser.get(log_of(college), {"participant": college.pk}).context["page"]) == 1
    assert "No entries match" in words_on(browser.get(log_of(college), {"what": "answered"}))


def test_who_stays_silent_stands_on_top_until_asked_again(in_scope, sign_in):
    college = make_invited(in_scope.service, is_key_actor=True)
    make_silent(college)
    browser = sign_in(in_scope.lina)

    said = words_on(browser.get(log_of(college)))
    assert "No answer Alytus college (key actor) Head of Alytus college was invited on" in said
    make_invitation(college)
    assert "No answer" not in words_on(browser.get(log_of(college)))


def test_the_portfolio_waits_for_the_silent_and_for_those_who_want_to_talk(in_scope):
    partnership = make_partnership(in_scope.service, office=in_scope.alytus, manager=in_scope.lina)
    silent, talker = (make_invited(in_scope.service, name, partnership=partnership) for name in ("Silent", "Talker"))
    make_silent(silent)
    answer_invitation(invitation=make_invitation(talker), answer="talk", name="Vida")
    today = timezone.localdate()

    def waits(user):
        return whose(waiting_for(user))

    both = [("Ask Silent again", True), ("Contact Talker", True)]
    assert waits(in_scope.lina) == both
    assert waits(in_scope.jonas) == [(label, False) for label, _mine in both]
    assert waits(in_scope.tiiu) == waits(in_scope.erik) == waits(in_scope.vytas) == waits(in_scope.dora) == []
    talker.refresh_from_db()
    make_talk(talker, in_scope.lina)
    assert waits(in_scope.lina) == both[:1]
    end_partnership(partnership=partnership, by=BY, ended_on=today, reason="no_value")
    assert waits(in_scope.lina) == []


def test_an_invitation_is_silent_after_its_day_and_not_on_it(in_scope):
    make_invitation(make_invited(in_scope.service), answer_by=in_days(5))

    def waits(day):
        return len(waiting_for(in_scope.lina, in_days(day)))

    assert [waits(day) for day in (4, 5, 6)] == [0, 0, 1]


def test_the_dialogue_of_an_ended_partnership_is_a_record(in_scope, sign_in):
    college = make_invited(in_scope.service)
    end_partnership(partnership=college.partnership, by=BY, ended_on=in_days(0), reason="no_value")

    answer = sign_in(in_scope.lina).get(talk_page(college), follow=True)

    assert "No further dialogue entries can be added" in words_on(answer)
    assert DialogueEntry.objects.count() == 0


def test_the_queries_of_the_log_do_not_grow(in_scope, sign_in, django_assert_max_num_queries):
    partnership = make_partnership(in_scope.service)
    college = make_invited(in_scope.service, "One", partnership=partnership)
    make_talk(college, in_scope.lina)
    make_silent(college)
    browser, address = sign_in(in_scope.lina), log_of(college)
    browser.get(address)
    with django_assert_max_num_queries(100) as at_one:
        browser.get(address)
    for name in ("Two", "Three"):
        other = make_invited(in_scope.service, name, partnership=partnership)
        make_talk(other, in_scope.lina)
        make_silent(other)
    with django_assert_max_num_queries(len(at_one)):
        browser.get(address)
    assert Invitation.objects.count() == 3
