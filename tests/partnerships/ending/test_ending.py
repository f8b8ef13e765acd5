"""R9: an end is decided, waits for its day, comes, is moved or stopped."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.drafting.services.writing import draft_agreement
from partnerships.ending.services.clock import sweep_endings
from partnerships.ending.services.deciding import decide_ending, move_ending, stop_ending
from partnerships.ending.services.objecting import answer_objection, note_objection
from partnerships.lifecycle.services.notice import record_notice
from partnerships.models import Agreement, Ending, Partnership, WaitingTask
from partnerships.portfolio.services.waiting import agreement_tasks
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.force import take_force
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories.dialogue import in_days
from tests.factories.endings import decided, later, mails, of_day, status_of, url_of
from tests.factories.forming import BY
from tests.pages import typed_in, words_on

Day = datetime.date


def test_an_end_that_lies_ahead_is_decided_and_told_to_all_parties(signed, lina):
    OutboxMail.objects.all().delete()

    answer = decided(lina, signed.partnership, **of_day("ended_on", in_days(40)))

    words = words_on(answer)
    assert "The end has been decided. 3 people are told by e-mail." in words
    assert f"The partnership ends on {display_date(in_days(40))}, in 40 days." in words
    assert "No added value any more" in words
    signed.refresh_from_db()
    assert (signed.status, status_of(signed.partnership)) == ("in_force", "ending")
    told = mails("ending_told")
    assert len(told) == 3
    assert all("Town halls do it." in mail.body_text for mail in told)
    own = next(mail for mail in told if mail.to_address == "ona@youth.example")
    step = Ending.objects.get().steps.get(owner__organisation__name="Department of Youth Affairs")
    assert step.act in own.body_text
    assert step.act not in next(m for m in told if m.to_address == "rasa@service.example").body_text


def test_on_its_day_the_end_comes_once(ending, signed):
    assert sweep_endings(now=later(40)).ended == 0

    report = sweep_endings(now=later(42))

    signed.refresh_from_db()
    partnership = Partnership.objects.get(pk=signed.partnership_id)
    assert (report.ended, signed.status, partnership.ended_on, partnership.end_reason) == (
        1, "ended", in_days(40), "no_value",
    )  # fmt: skip
    assert (partnership.ending_on, status_of(partnership)) == (None, "ended")
    assert len(mails("ending_came")) == 3
    assert sweep_endings(now=later(43)).ended == 0
    assert len(mails("ending_came")) == 3


def test_an_end_on_this_day_comes_at_once_and_is_told_once(signed, lina):
    words = words_on(decided(lina, signed.partnership, **of_day("ended_on", timezone.localdate())))

    assert "The partnership has been ended. 3 people are told by e-mail." in words
    assert status_of(signed.partnership) == "ended"
    assert (len(mails("ending_told")), len(mails("ending_came"))) == (3, 0)


def test_the_clock_opens_an_ending_when_notice_has_run_out_and_the_manager_decides(signed, in_scope, lina):
    record_notice(agreement=signed, user=in_scope.lina, given_on=in_days(0), words="Letter", last_day=in_days(30))
    sweep_agreements(now=later(32))

    assert sweep_endings(now=later(32)).opened == 1
    assert sweep_endings(now=later(33)).opened == 0

    opened = Ending.objects.get()
    assert (opened.origin, opened.reason, opened.status, opened.ends_on) == (
        "notice", "withdrawn", "to_confirm", in_days(30),
    )  # fmt: skip
    assert not mails("ending_told")
    assert WaitingTask.objects.get(kind="ending.confirm").ref == opened.pk
    assert "Decide on the end" in words_on(lina.get(url_of("portfolio")))
    page = words_on(lina.get(url_of("partnership", signed.partnership_id)))
    assert "The notice has run out: the last day was" in page
    Ending.objects.update(ends_on=in_days(0), first_ends_on=in_days(0))
    form = lina.get(url_of("partnership_end", signed.partnership_id))
    assert form.context["form"].initial["reason"] == "withdrawn"

    decided(lina, signed.partnership, reason="withdrawn", **of_day("ended_on", in_days(0)))

    opened.refresh_from_db()
    assert (opened.status, opened.decided_by, Ending.objects.count()) == ("ended", in_scope.lina, 1)
    assert not WaitingTask.objects.filter(kind="ending.confirm").exists()


def test_the_clock_opens_an_ending_of_a_lapsed_text_that_nothing_follows(signed, in_scope):
    Agreement.objects.filter(pk=signed.pk).update(ends=PartialDate.of(in_days(-3)), ends_latest=in_days(-3))
    draft = draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title="Next", kind="renewal")
    assert sweep_endings().opened == 0
    Agreement.objects.filter(pk=draft.pk).update(status="withdrawn")

    assert sweep_endings().opened == 1

    opened = Ending.objects.get()
    assert (opened.origin, opened.reason, opened.ends_on) == ("term", "term_over", in_days(-3))
    assert status_of(signed.partnership) == "lapsed"
    stop_ending(ending=opened, user=in_scope.lina, stop_reason="A renewal follows.")
    assert sweep_endings().opened == 0
    assert not mails("ending_stopped")


def test_a_new_text_in_force_stops_what_the_clock_had_opened(signed):
    Agreement.objects.filter(pk=signed.pk).update(ends=PartialDate.of(in_days(-3)), ends_latest=in_days(-3))
    sweep_endings()
    follows = draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title="Next", kind="renewal")
    Agreement.objects.filter(pk=follows.pk).update(
        status="signed", snapshot_sha256="x", ends=PartialDate.of(in_days(900)), ends_latest=in_days(900)
    )

    take_force(agreement=follows, by=BY)

    assert Ending.objects.get().status == "stopped"


def test_moving_the_end_moves_the_days_and_shows_both(ending, lina, in_scope):
    page = url_of("ending_move", ending.partnership_id)
    typed = {**of_day("ends_on", in_days(60)), "moved_reason": "The last courses run longer."}

    answer = lina.post(page, typed_in(lina.get(page), "moved_reason", **typed), follow=True)

    words = words_on(answer)
    assert display_date(in_days(90)) in words
    assert f"before: {display_date(in_days(70))}" in words
    assert f"The end was first decided for {display_date(in_days(40))}." in words
    assert len(mails("ending_told")) == 6
    moved = next(mail for mail in mails("ending_told") if "moved" in mail.subject)
    assert "The last courses run longer." in moved.body_text
    ending.refresh_from_db()
    assert Partnership.objects.get(pk=ending.partnership_id).ending_on == in_days(60)


@pytest.mark.parametrize(
    ("day", "says"),
    [(40, "This is the last day already."), (-1, "This day has passed."), (4000, "The agreement itself ends on")],
)
def test_the_end_is_not_moved_anywhere(ending, lina, day, says):
    page = url_of("ending_move", ending.partnership_id)
    typed = {**of_day("ends_on", in_days(day)), "moved_reason": "Why not"}

    answer = lina.post(page, typed_in(lina.get(page), "moved_reason", **typed))

    assert (answer.status_code, says in words_on(answer), "Why not" in words_on(answer)) == (422, True, True)


def test_stopping_needs_a_reason_and_tells_everybody_who_was_told(ending, lina):
    page = url_of("ending_stop", ending.partnership_id)
    assert lina.post(page, typed_in(lina.get(page), "stop_reason")).status_code == 422

    answer = lina.post(page, typed_in(lina.get(page), "stop_reason", stop_reason="New money."), follow=True)

    assert "The ending has been stopped." in words_on(answer)
    stopped = mails("ending_stopped")
    assert {mail.to_address for mail in stopped} == {mail.to_address for mail in mails("ending_told")}
    assert all("New money." in mail.body_text for mail in stopped)
    assert status_of(ending.partnership) == "in_force"
    assert sweep_endings(now=later(50)).ended == 0
    assert "the partnership goes on" in words_on(lina.get(url_of("ending", ending.partnership_id)))


def test_what_has_come_is_neither_moved_nor_stopped(ending, in_scope):
    sweep_endings(now=later(42))

    with pytest.raises(MoveRefused):
        stop_ending(ending=ending, user=in_scope.lina, stop_reason="No")
    with pytest.raises(MoveRefused):
        move_ending(ending=ending, user=in_scope.lina, ends_on=in_days(99), moved_reason="No")
    with pytest.raises(MoveRefused):
        decide_ending(partnership=ending.partnership, user=in_scope.lina, ended_on=in_days(0), reason="no_value")


@pytest.mark.parametrize(
    ("day", "says"), [(-400, "The agreement has been in force since"), (4000, "The agreement itself ends on")]
)
def test_an_end_outside_the_term_is_refused_and_keeps_what_was_typed(signed, lina, day, says):
    answer = decided(lina, signed.partnership, **of_day("ended_on", in_days(day)))

    assert (answer.status_code, says in words_on(answer)) == (422, True)
    assert "Town halls do it." in answer.content.decode()
    assert not Ending.objects.exists()


def test_no_version_is_sent_while_the_end_is_decided(ending, signed, lina):
    draft = draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title="Next", kind="renewal")

    page = words_on(lina.get(url_of("agreement", draft.pk)))

    assert f"The end of this partnership is decided for {display_date(in_days(40))}." in page


def test_an_objection_and_its_answer_stay_with_the_reason(ending, in_scope, lina):
    party = ending.steps.exclude(owner=None).first().owner
    objection = note_objection(
        ending=ending,
        user=in_scope.lina,
        participation=party,
        words="61 villages have no town hall.",
        said_on=in_days(0),
    )
    page = url_of("ending", ending.partnership_id)
    assert "Answer the objection of" in words_on(lina.get(page))

    answer_objection(objection=objection, user=in_scope.lina, answer="They are handed over by name.")

    sweep_endings(now=later(42))
    words = words_on(lina.get(page))
    assert "61 villages have no town hall." in words
    assert "They are handed over by name." in words
    with pytest.raises(MoveRefused):
        answer_objection(objection=objection, user=in_scope.lina, answer="Again")


def test_values_after_the_end_ask_who_measures_them(ending, lina, signed):
    objective = signed.objectives.first()
    page = lina.get(url_of("ending", ending.partnership_id))
    assert "Who measures its value is open" in words_on(page)
    new = f"{url_of('ending_step_new', ending.partnership_id)}?objective={objective.pk}"
    assert new.replace("&", "&amp;") in page.content.decode()
    owner = ending.steps.exclude(owner=None).first().owner

    answer = lina.post(new, typed_in(lina.get(new), "title", within_days=400, owner=owner.pk), follow=True)

    assert f"after the end: {owner.name} measures and reports it" in words_on(answer)


def test_the_page_of_the_partnership_says_that_it_ends_and_keeps_its_parts(ending, lina):
    url = url_of("partnership", ending.partnership_id)
    assert f"The partnership ends on {display_date(in_days(40))}, in 40 days." in words_on(lina.get(url))
    sweep_endings(now=later(42))

    page = words_on(lina.get(url))

    assert "are shown as they were on the last day" in page
    for said in ("Rooms left empty.", "More young people get support", "Formal"):
        assert said in page, said


def test_an_agreement_that_ended_by_notice_keeps_its_page(signed, in_scope, lina):
    """It lost its objectives and results when the partnership itself had not been ended."""
    record_notice(agreement=signed, user=in_scope.lina, given_on=in_days(0), words="Letter", last_day=in_days(30))
    sweep_agreements(now=later(32))

    page = words_on(lina.get(url_of("partnership", signed.partnership_id)))

    for said in ("Rooms left empty.", "More young people get support", "Formal"):
        assert said in page, said


def test_acts_are_in_the_ledger(ending, in_scope):
    stop_ending(ending=ending, user=in_scope.lina, stop_reason="New money.")

    acts = set(LedgerEntry.objects.filter(anchor_id=str(ending.partnership_id)).values_list("act", flat=True))
    assert {"ending.decided", "ending.stopped"} <= acts


def test_a_decided_end_asks_no_more_for_a_renewal(signed, in_scope):
    Agreement.objects.filter(pk=signed.pk).update(ends=PartialDate.of(in_days(50)), ends_latest=in_days(50))
    assert [task.kind for task in agreement_tasks(partnerships=[signed.partnership_id], today=in_days(0))] == [
        "agreement.end"
    ]

    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x")

    assert agreement_tasks(partnerships=[signed.partnership_id], today=in_days(0)) == []


def test_an_ending_without_a_reason_is_refused_by_the_database(signed, in_scope):
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Ending.objects.create(
            partnership=signed.partnership, opened_at=timezone.now(), ends_on=in_days(1), first_ends_on=in_days(1),
            decided_on=in_days(0), decided_by=in_scope.lina,
        )  # fmt: skip
