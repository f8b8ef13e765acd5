"""Who decides on a request to the wider unit, who is written to, for whom it waits, and the page (F10)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from partnerships.autonomy.services.approvals import DECIDE, ask_approval
from partnerships.autonomy.services.autonomy import sha256_of
from partnerships.autonomy.views.waiting import tell_approvals
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Approval
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import person
from tests.factories.autonomy import WHY, asked_approval, decide, draft_beyond, reword, stated
from tests.factories.waiting import waiting_for
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.slow


def test_nobody_decides_for_the_office_to_which_they_belong(in_scope, ruta, south):
    asked = ask_approval(agreement=draft_beyond(in_scope), by=ruta, why=WHY)
    beside = person("Tomas", in_scope.service, Role.MANAGER, in_scope.tallinn)
    for user in (ruta, beside, in_scope.jonas, in_scope.vytas, in_scope.maarja):
        with pytest.raises(PermissionDenied):
            decide(asked, user)

    assert decide(asked, person("Saule", in_scope.service, Role.MANAGER, south)).entered_by.name == "Saule"


def test_a_decision_is_about_the_text_that_was_read(in_scope, ruta):
    asked = ask_approval(agreement=draft_beyond(in_scope), by=ruta, why=WHY)
    read = sha256_of(agreement_text(asked.agreement))
    reword(asked.agreement)

    with pytest.raises(TextChanged):
        decide(asked, in_scope.lina, text_sha256=read)
    asked.refresh_from_db()
    assert asked.outcome == ""


def test_the_managers_of_the_wider_unit_are_written_to_in_their_language(in_scope, ruta, south):
    person("Saule", in_scope.service, Role.MANAGER, south, language="fr")

    decide(ask_approval(agreement=draft_beyond(in_scope), by=ruta, why=WHY), in_scope.lina)

    asked, decided = (OutboxMail.objects.get(kind=kind) for kind in ("approval_asked", "approval_decided"))
    assert (asked.to_address, asked.language, WHY in asked.body_text) == ("saule@example.org", "fr", True)
    assert (decided.to_address, "Rasa Kazlauskienė" in decided.body_text) == ("ruta@example.org", True)


def test_a_unit_without_managers_hands_the_question_up(in_scope, ruta, south):
    ask_approval(agreement=draft_beyond(in_scope), by=ruta, why=WHY)

    assert [mail.to_address for mail in OutboxMail.objects.filter(kind="approval_asked")] == ["lina@example.org"]


def test_it_waits_for_the_unit_and_with_it_for_the_office(in_scope, ruta, south):
    saule = person("Saule", in_scope.service, Role.MANAGER, south)
    asked = ask_approval(agreement=draft_beyond(in_scope), by=ruta, why=WHY)

    def waits(user) -> list[tuple[str, bool, str]]:
        lines = [line for line in waiting_for(user) if line.task.kind == DECIDE]
        return [(line.label.split()[0], line.task.is_own, line.with_whom) for line in lines]

    assert waits(saule) == [("Decide", True, "South")]
    assert waits(ruta) == waits(in_scope.lina) == [("Await", False, "South")]
    assert waits(in_scope.tiiu) == []
    decide(asked, saule)
    assert waits(saule) == waits(ruta) == []


def test_telling_asks_the_same_for_one_request_and_for_three(in_scope, ruta, django_assert_num_queries):
    for number in (1, 2):
        ask_approval(agreement=draft_beyond(in_scope), by=ruta, why=WHY)
        ask_approval(agreement=draft_beyond(in_scope), by=ruta, why=WHY)
        tasks = [line.task for line in waiting_for(in_scope.lina) if line.task.kind == DECIDE]
        with django_assert_num_queries(3):
            assert len(tell_approvals(tasks, timezone.localdate())) == 2 * number


def decision_form(in_scope, sign_in, ruta):
    """(browser, address, what the form would send) of who may decide."""
    stated(in_scope.alytus, in_scope.lina, budget="limits")
    asked = asked_approval(in_scope, "budget", by=ruta)
    browser, address = sign_in(in_scope.lina), reverse("partnerships:approval", args=[asked.pk])
    return asked, browser, address, typed_in(browser.get(address), "reason", outcome="approved", reason="Minutes 12")


def test_a_draft_that_changed_while_it_was_read_loses_nothing_typed(in_scope, sign_in, ruta):
    asked, browser, address, sent = decision_form(in_scope, sign_in, ruta)
    reword(asked.agreement)

    answer = browser.post(address, sent)

    again = typed_in(answer, "reason")
    assert (answer.status_code, again["reason"], again["outcome"]) == (422, ["Minutes 12"], ["approved"])
    assert "The draft was changed while you were reading it." in words_on(answer)
    assert Approval.objects.get().outcome == ""
    browser.post(address, again)
    assert (Approval.objects.get().outcome, Approval.objects.get().reason) == ("approved", "Minutes 12")


def test_who_comes_too_late_reads_what_was_decided(in_scope, sign_in, ruta):
    asked, browser, address, sent = decision_form(in_scope, sign_in, ruta)
    decide(asked, in_scope.lina, "refused")

    answer = browser.post(address, sent, follow=True)

    assert "Nothing was recorded: the request has been decided or withdrawn" in words_on(answer)
    assert Approval.objects.get().outcome == "refused"


def test_a_refusal_needs_a_reason_that_can_be_seen(in_scope, sign_in, ruta):
    _asked, browser, address, sent = decision_form(in_scope, sign_in, ruta)

    answer = browser.post(address, {**sent, "outcome": "refused", "reason": "\u202e\u200b"})

    assert list(answer.context["form"].errors) == ["reason"]
    assert Approval.objects.get().outcome == ""
