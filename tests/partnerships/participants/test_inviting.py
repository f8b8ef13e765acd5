"""Asking actors to the table: who can be asked, what is sent, what it moves (F5)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Examination, Invitation
from partnerships.participants.rules.inviting import default_message
from partnerships.participants.services.inviting import CannotInvite, answer_invitation, invite, withdraw_invitation
from partnerships.participants.services.participants import move_participant
from partnerships.registry.services.organisations import change_contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.links import hash_token
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import make_contact, make_organisation, make_participation, make_partnership
from tests.factories.dialogue import in_days, make_invitation, make_invited
from tests.factories.forming import BY
from tests.pages import typed_in, words_on


def invite_page(participation) -> str:
    return reverse("partnerships:invite", args=[participation.pk])


def day_fields(day: datetime.date, name: str = "answer_by") -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_an_invitation_moves_the_actor_stands_in_the_ledger_and_hides_its_link(in_scope):
    college = make_invited(in_scope.service)

    invitation = make_invitation(college, by=Actor.user(in_scope.lina), message="We would like to talk.")

    college.refresh_from_db()
    mail = OutboxMail.objects.get(kind="invitation_sent")
    token = mail.secrets["link"].rstrip("/").rsplit("/", 1)[1]
    entry = LedgerEntry.objects.about(college.partnership).get(act="invitation.sent")
    assert (college.status, invitation.token_hash) == ("invited", hash_token(token))
    assert token not in mail.body_text + mail.body_html
    assert entry.after == {"answer_by": in_days(21).isoformat()}
    assert (entry.private("to"), entry.private("message")) == ("Head of Alytus college", "We would like to talk.")


@pytest.mark.parametrize(("language", "heading"), [("en", "You are invited to an initial discussion"), ("fr", "")])
def test_the_mail_speaks_the_language_of_who_is_asked_and_says_everything(in_scope, language, heading):
    partnership = make_partnership(
        in_scope.service, challenge="Young people leave school early.", manager=in_scope.lina
    )
    college = make_invited(in_scope.service, partnership=partnership)
    contact = college.organisation.contacts.get()
    change_contact(contact=contact, by=BY, language=language)
    contact.refresh_from_db()

    invitation = make_invitation(college, contact, message="Come <b>and</b> talk.")

    mail = OutboxMail.objects.get(kind="invitation_sent")
    for body in (mail.body_text, mail.body_html):
        for part in ("Young people leave school early.", "lina@example.org", "Alytus college", partnership.title):
            assert part in body
    assert (mail.language, invitation.language) == (language, language)
    assert "Come &lt;b&gt;and&lt;/b&gt; talk." in mail.body_html
    assert heading in mail.body_text


def a_member(cast, college):
    move_participant(participation=college, to="member", by=BY)


def who_left(cast, college):
    a_member(cast, college)
    move_participant(participation=college, to="left", by=BY)


def an_ended_partnership(cast, college):
    end_partnership(partnership=college.partnership, by=BY, ended_on=in_days(0), reason="no_value")


def a_decision_to_stop(cast, college):
    Examination.objects.create(partnership=college.partnership, outcome="stop")


def a_contact_that_left(cast, college):
    change_contact(contact=college.organisation.contacts.get(), by=BY, left_on=in_days(-3))


def a_contact_without_email(cast, college):
    change_contact(contact=college.organisation.contacts.get(), by=BY, email="", phone="+370 1")


@pytest.mark.parametrize(
    ("spoil", "code", "said"),
    [
        (a_member, "member", "Alytus college is already a member."),
        (who_left, "left", "Alytus college has left the partnership."),
        (an_ended_partnership, "ended", "The partnership ended on"),
        (a_decision_to_stop, "stopped", "The self-examination ended with the decision not to proceed."),
        (a_contact_that_left, "contact_left", "Head of Alytus college left the organisation on"),
        (a_contact_without_email, "no_email", "Head of Alytus college has no e-mail address."),
    ],
)
def test_each_obstacle_has_its_own_answer_on_the_page_and_in_the_service(in_scope, sign_in, spoil, code, said):
    college = make_invited(in_scope.service)
    spoil(in_scope, college)

    page = sign_in(in_scope.lina).get(invite_page(college))
    with pytest.raises(CannotInvite) as refusal:
        make_invitation(college)

    assert said in words_on(page)
    assert refusal.value.obstacle.code == code
    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_a_class_of_partners_has_no_address(in_scope, sign_in):
    companies = make_participation(make_partnership(in_scope.service), class_name="Companies")

    assert "is a class of partners and has no address" in words_on(sign_in(in_scope.lina).get(invite_page(companies)))


def test_a_contact_of_another_organisation_is_refused(in_scope):
    college = make_invited(in_scope.service)
    stranger = make_contact(make_organisation(in_scope.service, "Somebody else"))

    with pytest.raises(CannotInvite) as refusal:
        make_invitation(college, stranger)
    assert refusal.value.obstacle.code == "elsewhere"


def test_a_newer_invitation_closes_the_one_before_and_withdrawing_closes_without_an_answer(in_scope):
    college = make_invited(in_scope.service)
    first, second = make_invitation(college), make_invitation(college)

    withdraw_invitation(invitation=second, by=BY)
    withdraw_invitation(invitation=second, by=BY)

    first.refresh_from_db()
    assert first.closed_at is not None
    assert Invitation.objects.open().count() == 0
    assert LedgerEntry.objects.filter(act="invitation.withdrawn").count() == 1


def test_our_own_text_goes_out_in_the_language_of_who_gets_it(cast, sign_in):
    college = make_invited(cast.service)
    browser = sign_in(cast.lina)
    form = typed_in(browser.get(invite_page(college)), "message")
    assert form["message"] == [default_message("en", [])]
    other = make_contact(college.organisation, "Claude Martin", email="claude@college.example", language="fr")

    browser.post(invite_page(college), {**form, "contact": other.pk})

    with translation.override("en"):
        mail = OutboxMail.objects.get(kind="invitation_sent")
    assert (mail.to_name, mail.language) == ("Claude Martin", "fr")
    assert default_message("fr", []).split("\n")[0] in mail.body_text


@pytest.mark.parametrize("days", [2, 91, -1])
def test_the_day_for_the_answer_lies_ahead_and_nothing_typed_is_lost(cast, sign_in, days):
    college = make_invited(cast.service)
    browser = sign_in(cast.lina)
    form = typed_in(browser.get(invite_page(college)), "message", message="My own words", **day_fields(in_days(days)))

    page = browser.post(invite_page(college), form)

    assert page.status_code == 422
    assert "Choose a date between 3 and 90 days from today" in words_on(page)
    assert typed_in(page, "message")["message"] == ["My own words"]
    assert OutboxMail.objects.count() == 0


def test_several_at_once_says_who_cannot_and_sends_to_the_others(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    college = make_invited(in_scope.service, partnership=partnership)
    school = make_invited(in_scope.service, "Evening school", email="head@school.example", partnership=partnership)
    nobody = make_participation(partnership, make_organisation(in_scope.service, "Nobody there"))
    make_contact(college.organisation, "Who signs", email="signs@college.example", may_sign=True)
    browser, address = sign_in(in_scope.lina), reverse("partnerships:invite_several", args=[partnership.pk])

    page = browser.get(address, {"participant": [college.pk, school.pk, nobody.pk]})
    assert "Who signs, signs@college.example" in words_on(page)
    assert "Nobody there The organisation has no contact yet." in words_on(page)
    browser.post(address, typed_in(page, "message", message="Dear all"))

    asked = Invitation.objects.values_list("email", "message")
    assert set(asked) == {("signs@college.example", "Dear all"), ("head@school.example", "Dear all")}
    nobody.refresh_from_db()
    assert nobody.status == "identified"


def test_inviting_all_that_are_identified_and_nobody_ticked(cast, sign_in):
    college = make_invited(cast.service)
    browser, address = sign_in(cast.lina), reverse("partnerships:invite_several", args=[college.partnership_id])

    assert "Send 1 invitation" in words_on(browser.get(address, {"all": 1}))
    assert "No participants selected" in words_on(browser.get(address))


def test_taking_back_asks_first(cast, sign_in):
    college = make_invited(cast.service)
    invitation = make_invitation(college)
    browser, address = sign_in(cast.lina), reverse("partnerships:invitation_withdraw", args=[invitation.pk])

    assert "The link will no longer accept an answer" in words_on(browser.get(address))
    invitation.refresh_from_db()
    assert invitation.closed_at is None
    browser.post(address)
    invitation.refresh_from_db()
    assert invitation.closed_at <= timezone.now()
    assert "This invitation is already closed" in words_on(browser.get(address))


def test_an_answered_invitation_is_not_said_to_be_taken_back(in_scope, sign_in):
    invitation = make_invitation(make_invited(in_scope.service))
    answer_invitation(invitation=invitation, answer="talk", name="Ona")
    address = reverse("partnerships:invitation_withdraw", args=[invitation.pk])

    answer = sign_in(in_scope.lina).post(address, follow=True)

    assert "Nothing was withdrawn: this invitation had already been answered." in words_on(answer)


def test_invite_never_writes_half(in_scope, monkeypatch):
    """The mail fails to queue: no invitation, no move, no ledger row."""
    college, rows = make_invited(in_scope.service), LedgerEntry.objects.count()
    monkeypatch.setattr("partnerships.participants.services.inviting.mails.invitation_sent", lambda **_values: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        invite(
            participation=college,
            contact=college.organisation.contacts.get(),
            by=BY,
            message="Come",
            answer_by=in_days(5),
        )

    college.refresh_from_db()
    assert (college.status, Invitation.objects.count(), LedgerEntry.objects.count()) == ("identified", 0, rows)
