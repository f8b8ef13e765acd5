"""A16: every move with what stands in its way, clocks, notice of termination, and an ended partnership kept whole."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.drafting.services.writing import draft_agreement
from partnerships.ending.services.finishing import end_partnership
from partnerships.lifecycle.rules import moves as rule
from partnerships.lifecycle.services.notice import record_notice, withdraw_notice
from partnerships.lifecycle.services.standing import running_notice
from partnerships.models import Agreement, Partnership, TerminationNotice
from partnerships.signing.services.clock import sweep_agreements
from partnerships.signing.services.force import take_force
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import signed_agreement
from tests.factories.dialogue import in_days
from tests.factories.forming import BY, make_partnership
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows) -> Agreement:
    return rows.agreement()


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def life(lina, partnership) -> str:
    return words_on(lina.get(url_of("life_cycle", partnership.pk)))


def status_of(partnership) -> str:
    return Partnership.objects.with_status(timezone.localdate()).get(pk=partnership.pk).status


def of_day(field: str, day: datetime.date) -> dict[str, int]:
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def noticed(lina, agreement, last_day: datetime.date, **fields):
    page = url_of("termination_new", agreement.pk)
    days = {**of_day("given_on", timezone.localdate()), **of_day("last_day", last_day)}
    typed = {"words": "Letter of the mayor", **days, **fields}
    return lina.post(page, typed_in(lina.get(page), "words", **typed), follow=True)


def reasons(**standing) -> dict[str, tuple[str, ...]]:
    return {move.code: move.reasons for move in rule.moves(rule.Standing(**standing))}


def test_each_move_tells_every_reason_against_it():
    empty = reasons()
    assert empty[rule.DRAFT] == ()
    assert (empty[rule.SEND], empty[rule.RECALL]) == ((rule.NO_DRAFT,), (rule.NOT_OUT,))
    assert reasons(coming="draft", issues=3)[rule.SEND] == (rule.ISSUES,)
    assert reasons(coming="draft")[rule.SEND] == ()
    assert reasons(coming="out_for_signature")[rule.END] == (rule.OUT,)
    assert reasons(in_notice=True)[rule.NOTICE] == (rule.NOT_IN_FORCE, rule.IN_NOTICE)
    assert set(reasons(has_ended=True, governs=True).values()) == {(rule.ENDED,)}


def test_the_page_leads_to_where_a_reason_is_mended(in_scope, lina):
    partnership = make_partnership(in_scope.service, "Libraries")
    assert "There is no draft." in life(lina, partnership)
    draft = draft_agreement(partnership=partnership, by=BY, title="Libraries")

    answer = lina.get(url_of("life_cycle", partnership.pk))

    assert "issues are open." in words_on(answer)
    assert f'href="{url_of("agreement", draft.pk)}"' in answer.content.decode()
    assert "Another version is on its way." in words_on(answer)


def test_a_reader_sees_what_is_possible_and_who_can_do_it(signed, sign_in, in_scope):
    page = words_on(sign_in(in_scope.vytas).get(url_of("life_cycle", signed.partnership_id)))

    assert "A partnership manager can do this." in page


def test_notice_is_told_to_all_and_runs_as_a_clock(signed, lina):
    OutboxMail.objects.all().delete()
    last = in_days(40)

    answer = noticed(lina, signed, last, party=signed.parties.last().pk)

    words = words_on(answer)
    assert "The notice has been recorded." in words
    assert f"In notice, given by {signed.parties.last().name}" in words
    assert "in 40 days" in words
    assert OutboxMail.objects.filter(kind="termination_notice").count() == 3
    assert status_of(signed.partnership) == "expiring"
    assert "In notice" in words_on(lina.get(url_of("partnership", signed.partnership_id)))
    assert "Notice has been given already." in words


def test_after_its_last_day_the_clock_ends_the_agreement_and_not_the_partnership(signed, in_scope):
    record_notice(agreement=signed, user=in_scope.lina, given_on=in_days(0), words="Letter", last_day=in_days(30))
    sweep_agreements(now=timezone.now() + datetime.timedelta(days=30))
    signed.refresh_from_db()
    assert signed.status == "in_force"

    report = sweep_agreements(now=timezone.now() + datetime.timedelta(days=32))

    signed.refresh_from_db()
    assert (report.ended, signed.status, signed.partnership.ended_on) == (1, "ended", None)
    assert status_of(signed.partnership) == "lapsed"
    assert sweep_agreements(now=timezone.now() + datetime.timedelta(days=33)).ended == 0


def test_a_notice_that_is_withdrawn_gives_the_term_back(signed, lina):
    own = signed.ends_latest
    noticed(lina, signed, in_days(60))
    notice = TerminationNotice.objects.get()
    page = url_of("termination_withdraw", notice.pk)
    assert "Letter of the mayor" in words_on(lina.get(page))

    answer = lina.post(page, {**typed_in(lina.get(page), "once")}, follow=True)

    assert "The notice is withdrawn." in words_on(answer)
    signed.refresh_from_db()
    assert signed.ends_latest == own
    assert OutboxMail.objects.filter(kind="termination_withdrawn").count() == 3
    sweep_agreements(now=timezone.now() + datetime.timedelta(days=70))
    signed.refresh_from_db()
    assert signed.status == "in_force"


def test_bad_dates_and_a_second_notice_are_refused(signed, lina, in_scope):
    early = noticed(lina, signed, in_days(-3))
    assert early.status_code == 422
    assert "The last day is before the notice." in words_on(early)
    noticed(lina, signed, in_days(60))

    with pytest.raises(MoveRefused):
        record_notice(agreement=signed, user=in_scope.lina, given_on=in_days(0), words="Again", last_day=in_days(9))

    page = words_on(lina.get(url_of("termination_new", signed.pk), follow=True))
    assert "No notice can be recorded" in page


@pytest.mark.parametrize(
    ("given", "last", "says"),
    [
        (0, -1, "The last day is before the notice."),
        (-9, 30, "The agreement has been in force since"),
        (-2, -1, "This day has passed."),
    ],
)
def test_a_notice_ends_nothing_in_the_past(signed, lina, given, last, says):
    """A mistyped year must not end an agreement on the spot."""
    Agreement.objects.filter(pk=signed.pk).update(in_force_at=timezone.now() - datetime.timedelta(days=5))
    Agreement.objects.filter(pk=signed.pk).update(effective=PartialDate.of(in_days(-5)))

    answer = noticed(lina, signed, in_days(last), **of_day("given_on", in_days(given)))

    assert (answer.status_code, says in words_on(answer)) == (422, True)
    assert not TerminationNotice.objects.exists()
    sweep_agreements(now=timezone.now())
    signed.refresh_from_db()
    assert signed.status == "in_force"


@pytest.mark.parametrize(("kind", "is_settled"), [("amendment", False), ("renewal", True)])
def test_a_version_that_is_made_in_notice_says_what_becomes_of_it(signed, lina, in_scope, kind, is_settled):
    last = in_days(60)
    notice = record_notice(agreement=signed, user=in_scope.lina, given_on=in_days(0), words="Letter", last_day=last)
    follows = draft_agreement(partnership=signed.partnership, by=BY, previous=signed, title="Next", kind=kind)
    tasks = words_on(lina.get(url_of("agreement", follows.pk)))
    assert "Notice of termination has been given: the agreement ends on" in tasks
    assert ("the notice no longer applies" in tasks) == is_settled

    Agreement.objects.filter(pk=follows.pk).update(status="signed", snapshot_sha256="x")
    in_force = take_force(agreement=follows, by=BY)

    notice.refresh_from_db()
    assert ((notice.withdrawn_on is not None), running_notice(in_force) is None) == (is_settled, is_settled)
    assert (in_force.ends_latest == last) is not is_settled
    assert LedgerEntry.objects.filter(act=f"agreement.notice_{'settled' if is_settled else 'carried'}").exists()
    sweep_agreements(now=timezone.now() + datetime.timedelta(days=62))
    in_force.refresh_from_db()
    assert in_force.status == ("in_force" if is_settled else "ended")


def test_the_page_of_an_ended_partnership_stays_whole(signed, lina):
    before = words_on(lina.get(url_of("partnership", signed.partnership_id)))
    end_partnership(partnership=signed.partnership, by=BY, ended_on=timezone.localdate(), reason="goals_met")

    page = words_on(lina.get(url_of("partnership", signed.partnership_id)))

    for said in ("Rooms left empty.", "More young people get support", "Formal"):
        assert (said in before, said in page) == (True, True), said
    assert "The partnership has ended. Its records are kept as they were." in life(lina, signed.partnership)


def test_a_notice_never_prolongs_a_term(signed, lina):
    Agreement.objects.filter(pk=signed.pk).update(
        ends=PartialDate.of(in_days(20)), ends_latest=in_days(20), is_open_ended=False
    )

    refused = noticed(lina, signed, in_days(60))

    assert refused.status_code == 422
    assert "The agreement itself ends on" in words_on(refused)
    assert "Letter of the mayor" in refused.content.decode()
    Agreement.objects.filter(pk=signed.pk).update(ends=PartialDate.of(in_days(-20)), ends_latest=in_days(-20))
    assert "there is nothing to terminate." in words_on(noticed(lina, signed, in_days(0)))


def test_a_notice_that_has_run_out_is_not_withdrawn(signed, in_scope):
    said = {"given_on": in_days(0), "words": "Letter", "last_day": in_days(10)}
    notice = record_notice(agreement=signed, user=in_scope.lina, **said)
    TerminationNotice.objects.filter(pk=notice.pk).update(given_on=in_days(-9), last_day=in_days(-1))

    with pytest.raises(MoveRefused):
        withdraw_notice(notice=notice, user=in_scope.lina)


def test_the_portfolio_says_the_day_of_the_notice(signed, lina, in_scope):
    record_notice(agreement=signed, user=in_scope.lina, given_on=in_days(0), words="Letter", last_day=in_days(40))

    page = words_on(lina.get(url_of("portfolio")))

    assert f"in notice, ends {display_date(in_days(40))}" in page
