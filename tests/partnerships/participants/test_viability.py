"""Doubtful key actors: a warning until somebody wins them over or says why they can be done without (F5)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Examination, RepresentativeChange
from partnerships.participants.rules.viability import Actor, threat, threat_words, viability_findings
from partnerships.participants.services.inviting import answer_invitation
from partnerships.participants.services.participants import (
    carry_on,
    change_participant,
    move_participant,
    override_viability,
    restore_viability,
)
from partnerships.shared.services.partnerships import change_partnership
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor as Who
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import make_contact, make_organisation
from tests.factories.dialogue import make_invitation, make_invited, make_silent
from tests.factories.forming import BY
from tests.pages import typed_in, words_on

TODAY = datetime.date(2026, 5, 12)
REASON = "The evening school does its part, with two teachers."


def days_ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"status": "declined"}, "declined"),
        ({"status": "left"}, "left"),
        ({"status": "member", "is_reluctant": True}, "reluctant"),
        ({"status": "member"}, None),
        ({"status": "identified"}, None),
        ({"status": "invited", "answer_by": days_ago(1)}, "silent"),
        ({"status": "invited", "answer_by": TODAY, "since": days_ago(90)}, None),
        ({"status": "in_dialogue", "answer_by": days_ago(1)}, "silent"),
        ({"status": "invited", "since": days_ago(30)}, None),
        ({"status": "invited", "since": days_ago(31)}, "silent"),
        ({"status": "invited"}, "silent"),
    ],
)
def test_what_makes_a_key_actor_doubtful(values, found):
    actor = Actor(1, "College", **values)

    assert threat(actor, TODAY) == found
    said = [finding.title for finding in viability_findings([actor], TODAY)]
    assert threat_words(actor, TODAY) == ("".join(map(str, said)) if found else "")
    assert len(list(viability_findings([actor], TODAY))) == (1 if found else 0)
    assert list(viability_findings([Actor(1, "College", **values, is_done_without=True)], TODAY)) == []


@pytest.fixture
def college(in_scope):
    """A key actor that declined."""
    made = make_invited(in_scope.service, is_key_actor=True)
    return move_participant(participation=made, to="declined", by=BY)


def page_of(participation) -> str:
    return reverse("partnerships:viability", args=[participation.pk])


def partnership_page(browser, participation) -> str:
    return words_on(browser.get(reverse("partnerships:partnership", args=[participation.partnership_id])))


def test_a_reason_turns_the_warning_into_a_calm_line_that_can_be_taken_back(in_scope, sign_in, college):
    browser = sign_in(in_scope.lina)
    assert "Alytus college is a key actor and declined." in partnership_page(browser, college)

    browser.post(page_of(college), typed_in(browser.get(page_of(college)), "reason", reason=REASON))

    said = partnership_page(browser, college)
    assert "Alytus college is a key actor and declined." not in said
    assert f"The partnership can work without the key actor Alytus college. {REASON} Lina," in said
    assert "Decision that the partnership can work without Alytus college" in said
    entry = LedgerEntry.objects.about(college.partnership).get(act="viability.overridden")
    assert (entry.actor_name, entry.private("do_without_reason")) == ("Lina", REASON)
    assert REASON not in str(entry.after)
    browser.post(page_of(college), {"restore": "1"})
    assert "Alytus college is a key actor and declined." in partnership_page(browser, college)
    assert LedgerEntry.objects.filter(act="viability.restored").count() == 1


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Enter a reason, otherwise the warning remains. State who takes over its role."),
        ("  ", "Enter a reason, otherwise the warning remains. State who takes over its role."),
        ("not needed", "Enter at least one full sentence that later readers can understand."),
        (
            "\u202e" * 20 + " \u200b" * 5,
            "Enter at least one full sentence that later readers can understand.",
        ),
        (
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "Enter at least one full sentence that later readers can understand.",
        ),
    ],
)
def test_an_override_without_a_reason_is_refused_at_the_field(in_scope, sign_in, college, reason, said):
    browser = sign_in(in_scope.lina)

    page = browser.post(page_of(college), {"reason": reason})

    college.refresh_from_db()
    assert (page.status_code, page.context["form"].errors) == (422, {"reason": [said]})
    assert college.do_without_on is None


def test_the_service_refuses_what_the_page_does_not_offer(in_scope, college):
    by = {"by": Who.user(in_scope.lina)}
    with pytest.raises(MoveRefused):
        override_viability(participation=college, user=in_scope.lina, reason=" ", **by)
    with pytest.raises(MoveRefused):
        restore_viability(participation=college, **by)
    change_participant(participation=college, is_key_actor=False, **by)
    with pytest.raises(MoveRefused):
        override_viability(participation=college, user=in_scope.lina, reason=REASON, **by)


def test_a_new_status_asks_anew(in_scope, college):
    override_viability(participation=college, by=BY, user=in_scope.lina, reason=REASON)

    moved = move_participant(participation=college, to="in_dialogue", by=BY)

    assert (moved.do_without_on, moved.do_without_reason, moved.do_without_by) == (None, "", None)


def test_a_silent_and_a_reluctant_key_actor_are_warned_about(in_scope, sign_in):
    silent = make_invited(in_scope.service, is_key_actor=True)
    make_silent(silent)
    browser = sign_in(in_scope.lina)

    assert "Alytus college is a key actor and has not answered the invitation." in partnership_page(browser, silent)
    make_invitation(silent)
    assert "has not answered the invitation" not in partnership_page(browser, silent)
    change_participant(participation=silent, by=BY, is_reluctant=True)
    assert "Alytus college is a key actor and is reluctant." in partnership_page(browser, silent)


def test_who_joins_is_won_over(in_scope):
    actor = make_invited(in_scope.service, is_key_actor=True, is_reluctant=True)

    answer_invitation(invitation=make_invitation(actor), answer="joins", name="Vida")

    actor.refresh_from_db()
    assert (actor.status, actor.is_reluctant) == ("member", False)


def test_taking_the_key_mark_away_needs_its_note_and_ends_the_warning(in_scope, sign_in, college):
    browser, address = sign_in(in_scope.lina), reverse("partnerships:participant_change", args=[college.pk])
    form = typed_in(browser.get(address), "note")
    form.pop("is_key_actor")

    refused = browser.post(address, form)
    assert refused.context["form"].errors == {"note": ["State why the partnership can work without this key actor."]}
    browser.post(address, {**form, "note": "A name on a list only."})
    assert "is a key actor and declined" not in partnership_page(browser, college)
    assert "It is not marked as a key actor" in words_on(browser.get(page_of(college)))


def test_a_successor_answers_for_who_left(in_scope, sign_in):
    former = make_invited(in_scope.service, is_key_actor=True, status="member")
    follower = make_organisation(in_scope.service, "New college")

    carry_on(participation=former, successor=follower, by=BY, on=PartialDate.parse("2026"))

    assert "is a key actor and left" not in partnership_page(sign_in(in_scope.lina), former)


def test_the_time_line_knows_decisions_answers_and_new_faces(in_scope, sign_in, college):
    school = make_invited(in_scope.service, "School", partnership=college.partnership)
    answer_invitation(invitation=make_invitation(school), answer="joins", name="Vida")
    today = timezone.localdate()
    Examination.objects.create(partnership=college.partnership, outcome="go_on", decided_on=today)
    new = make_contact(school.organisation, "New head", email="new@school.example")
    RepresentativeChange.objects.create(organisation=school.organisation, new=new, on=today)

    said = partnership_page(sign_in(in_scope.vytas), college)

    for words in (
        "Decision to approach other organisations",
        "School accepts the invitation",
        "New representative of School",
    ):
        assert words in said
    assert "New head" not in said


def test_while_nothing_is_drafted_the_preparation_comes_first(in_scope, sign_in, college):
    page = sign_in(in_scope.lina).get(reverse("partnerships:partnership", args=[college.partnership_id]))

    first = reverse("partnerships:preparation", args=[college.partnership_id])
    assert page.context["actions"][0] == {"url": first, "label": "Prepare the partnership"}


def test_only_those_who_form_decide(cast, sign_in):
    actor = make_invited(cast.service, is_key_actor=True)
    with scope(service=cast.service):
        move_participant(participation=actor, to="declined", by=BY)
        change_partnership(partnership=actor.partnership, by=BY, office=cast.alytus)

    assert [sign_in(user).get(page_of(actor)).status_code for user in (cast.jonas, cast.erik, cast.vytas)] == [403] * 3
    assert "Record a decision" not in partnership_page(sign_in(cast.jonas), actor)
