"""A16: a notice period in numbers: the first possible last day and how it comes about, an earlier one with a reason,
and the last day to decide before an automatic renewal."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.agreements.rules.parts_findings import dissolution_findings
from partnerships.drafting.services.wording import agreement_text
from partnerships.ending.services.deciding import decide_ending
from partnerships.lifecycle.services.notice import record_notice
from partnerships.lifecycle.services.waiting import DECIDE_BY, notice_tasks
from partnerships.models import Agreement, Ending, TerminationNotice, Withdrawal
from partnerships.portfolio.services.ready import partnership_changed
from partnerships.rules.notice import NoticePeriod, OwnEnd, decide_by, earliest_end
from partnerships.shared.services.refused import Refused
from pes_partnerships.lib.dates import PartialDate, add_months, display_date
from tests.factories import ready_agreement, signed_agreement
from tests.factories.dialogue import in_days
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)
Day = datetime.date
TODAY = Day(2026, 11, 29)


@pytest.fixture
def signed(in_scope, rows) -> Agreement:
    """Three months, in numbers too; it ends in two years."""
    agreement = rows.agreement()
    return now(agreement, notice_count=3, notice_unit="months")


def now(agreement: Agreement, **fields) -> Agreement:
    """The row of the signed text says it so; the frozen text is not what is read for a clock."""
    Agreement.objects.filter(pk=agreement.pk).update(**fields)
    agreement.refresh_from_db()
    return agreement


def renewed(agreement: Agreement, first: Day, months: int = 12) -> Agreement:
    ends = PartialDate(first.year, first.month, first.day)
    return now(agreement, ends=ends, ends_bound="not_before", ends_latest=None, renews_months=months)


def url_of(page: str, key: object) -> str:
    return reverse(f"partnerships:{page}", args=[key])


def of_day(field: str, day: Day) -> dict[str, int]:
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


@pytest.mark.parametrize(
    ("period", "own", "day", "bound_by"),
    [
        (NoticePeriod(30, "days"), OwnEnd(), Day(2026, 12, 29), ""),
        (NoticePeriod(6, "weeks"), OwnEnd(), Day(2027, 1, 10), ""),
        (NoticePeriod(3, "months"), OwnEnd(), Day(2027, 2, 28), ""),
        (NoticePeriod(3, "months", "month"), OwnEnd(), Day(2027, 2, 28), ""),
        (NoticePeriod(1, "months", "quarter"), OwnEnd(), Day(2026, 12, 31), ""),
        (NoticePeriod(2, "months", "quarter"), OwnEnd(), Day(2027, 3, 31), ""),
        (NoticePeriod(1, "years", "year"), OwnEnd(), Day(2027, 12, 31), ""),
        (NoticePeriod(6, "months"), OwnEnd(fixed=Day(2027, 3, 31)), Day(2027, 3, 31), "fixed"),
        (NoticePeriod(1, "months"), OwnEnd(first=Day(2027, 6, 30)), Day(2027, 6, 30), "first"),
        (NoticePeriod(1, "months"), OwnEnd(first=Day(2026, 6, 30)), Day(2026, 12, 29), ""),
        (NoticePeriod(3, "months"), OwnEnd(first=Day(2025, 12, 31), renews_months=12), Day(2027, 12, 31), "renewal"),
        (NoticePeriod(1, "months"), OwnEnd(first=Day(2025, 12, 31), renews_months=12), Day(2026, 12, 31), "renewal"),
    ],
)
def test_the_first_possible_last_day(period, own, day, bound_by):
    found = earliest_end(period, own, TODAY)
    assert (found.day, found.bound_by) == (day, bound_by)


@pytest.mark.parametrize(
    ("period", "own", "by", "end"),
    [
        (NoticePeriod(3, "months"), OwnEnd(fixed=Day(2027, 12, 31)), Day(2027, 9, 30), Day(2027, 12, 31)),
        (NoticePeriod(3, "months"), OwnEnd(Day(2027, 2, 28)), Day(2026, 11, 30), Day(2027, 2, 28)),
        (NoticePeriod(14, "days"), OwnEnd(Day(2026, 12, 31)), Day(2026, 12, 17), Day(2026, 12, 31)),
        (NoticePeriod(1, "months", "quarter"), OwnEnd(Day(2027, 5, 15)), Day(2027, 2, 28), Day(2027, 5, 15)),
        (NoticePeriod(1, "months"), OwnEnd(first=Day(2025, 12, 31), renews_months=12), Day(2026, 11, 30), None),
        (NoticePeriod(3, "months"), OwnEnd(first=Day(2025, 12, 31), renews_months=12), Day(2027, 9, 30), None),
    ],
)
def test_the_last_day_to_decide_leads_to_the_end_and_the_day_after_does_not(period, own, by, end):
    found = decide_by(period, own, TODAY)
    assert (found.by, found.is_renewal) == (by, end is None)
    assert end in (None, found.end)
    bare = OwnEnd(first=own.first, renews_months=own.renews_months)
    assert earliest_end(period, bare, by).day <= found.end
    assert earliest_end(period, bare, by + datetime.timedelta(days=1)).day > found.end


def test_without_an_end_or_too_late_nothing_is_to_be_decided():
    assert decide_by(NoticePeriod(3, "months"), OwnEnd(), TODAY) is None
    assert decide_by(NoticePeriod(3, "months"), OwnEnd(first=Day(2027, 1, 1)), TODAY) is None
    assert decide_by(NoticePeriod(3, "months"), OwnEnd(fixed=Day(2027, 1, 31)), TODAY) is None


def test_a_period_needs_its_number_and_its_unit(in_scope, lina, ready):
    url = url_of("agreement_dissolution", ready.pk)
    half = lina.post(url, typed_in(lina.get(url), "notice", notice_count="3") | {"do": "save"})
    assert "Choose days, weeks, months or years." in words_on(half)
    said = {"notice_count": "3", "notice_unit": "months", "notice_to_end_of": "quarter", "renews_months": "12"}
    assert lina.post(url, typed_in(lina.get(url), "notice", **said) | {"do": "save"}).status_code == 302
    ready.refresh_from_db()
    text = agreement_text(ready)
    assert "renewal_without_term" in [finding.code for finding in dissolution_findings(text)]
    page = words_on(lina.get(url_of("agreement_text", ready.pk)))
    assert "Notice is given 3 months in advance and takes effect at the end of a quarter." in page
    assert "It is then renewed for 1 year each time" in page


@pytest.fixture
def ready(in_scope) -> Agreement:
    return ready_agreement(in_scope)


@pytest.mark.parametrize("page", ["termination_new", "withdrawal_new", "partnership_end"])
def test_the_page_works_out_the_day_for_today_and_for_a_chosen_day(signed, lina, page):
    url = url_of(page, signed.partnership_id if page == "partnership_end" else signed.pk)
    today = timezone.localdate()
    assert f"Earliest last day {display_date(add_months(today, 3))}" in words_on(lina.get(url))
    chosen = lina.get(url, of_day("given", in_days(10)))
    assert f"Notice given on {display_date(in_days(10))} runs until" in words_on(chosen)
    assert f"Earliest last day {display_date(add_months(in_days(10), 3))}" in words_on(chosen)
    wrong = lina.get(url, {"given_day": "40", "given_month": "1", "given_year": "2027"})
    assert str(wrong.context["given"].errors["given"][0]) in words_on(wrong)
    now(signed, notice_count=None)
    assert "Earliest last day" not in words_on(lina.get(url))


def test_an_earlier_last_day_of_a_notice_needs_a_reason(signed, lina):
    url = url_of("termination_new", signed.pk)
    typed = {"words": "Letter", **of_day("given_on", in_days(0)), **of_day("last_day", in_days(20))}
    refused = lina.post(url, typed_in(lina.get(url), "words", **typed))
    assert "By the notice period, the last day is" in words_on(refused)
    assert not TerminationNotice.objects.exists()
    lina.post(url, typed_in(lina.get(url), "words", **typed, early_reason="All parties agree."))
    assert TerminationNotice.objects.get().early_reason == "All parties agree."


def test_an_earlier_last_day_of_a_party_needs_a_reason_and_its_page_shows_it(signed, lina):
    url, party = url_of("withdrawal_new", signed.pk), signed.parties.last()
    typed = {
        "party": party.pk, "reason": "No staff.", "allowed_by": "Any party may leave.",
        **of_day("last_day", in_days(20)),
    }  # fmt: skip
    assert "By the notice period, the last day is" in words_on(
        lina.post(url, typed_in(lina.get(url), "reason", **typed))
    )
    answer = lina.post(url, typed_in(lina.get(url), "reason", **typed, early_reason="By consent."), follow=True)
    assert "Reason for an earlier day By consent." in words_on(answer)
    assert Withdrawal.objects.get().early_reason == "By consent."


def test_a_reason_is_not_kept_where_the_period_is_observed(signed, in_scope):
    notice = record_notice(
        agreement=signed, user=in_scope.lina, given_on=in_days(0), words="Letter", last_day=in_days(100),
        early_reason="None",
    )  # fmt: skip
    assert notice.early_reason == ""


def test_an_earlier_end_of_the_partnership_says_how_notice_was_given(signed, in_scope):
    said = {"partnership": signed.partnership, "user": in_scope.lina, "reason": "withdrawn", "note": "Over."}
    with pytest.raises(Refused, match="By the notice period"):
        decide_ending(**said, ended_on=in_days(20))
    assert not Ending.objects.exists()
    assert decide_ending(**said, ended_on=in_days(20), notice_note="All agree.").notice_note == "All agree."


def test_before_an_automatic_renewal_the_last_day_to_decide_waits_for_the_manager(signed, in_scope, lina):
    """And comes again for the next term; it is over when notice was given."""
    today = timezone.localdate()
    renewed(signed, add_months(today, 4))
    [task, wakes] = notice_tasks(partnerships=[signed.partnership_id], today=today)
    assert (task.kind, task.due_on) == (DECIDE_BY, add_months(add_months(today, 4), -3))
    assert wakes.on == task.due_on + datetime.timedelta(days=1)
    page = words_on(lina.get(url_of("life_cycle", signed.partnership_id)))
    assert "else the agreement is renewed automatically after" in page
    [later] = notice_tasks(partnerships=[signed.partnership_id], today=wakes.on)
    assert later.on > add_months(today, 10)
    record_notice(agreement=signed, user=in_scope.lina, given_on=today, words="Letter", last_day=in_days(200))
    assert notice_tasks(partnerships=[signed.partnership_id], today=today) == []


def test_the_task_is_told_with_the_day_of_the_renewal(signed, in_scope, lina):
    end = add_months(timezone.localdate(), 4)
    renewed(signed, end)
    partnership_changed(keys=[signed.partnership_id])
    page = words_on(lina.get(reverse("partnerships:tasks")))
    assert f"Without notice, the agreement is renewed automatically after {display_date(end)}." in page


def test_moving_a_decided_end_forward_counts_the_notice_period_from_the_decision(signed, in_scope, lina):
    """An earlier day than the clock allows needs a reason of its own; the page works the day out."""
    said = {"partnership": signed.partnership, "user": in_scope.lina, "reason": "withdrawn", "note": "Over."}
    ending = decide_ending(**said, ended_on=in_days(150))
    url = url_of("ending_move", signed.partnership_id)
    assert f"Earliest last day {display_date(add_months(in_days(0), 3))}" in words_on(lina.get(url))
    typed = {"moved_reason": "Sooner.", **of_day("ends_on", in_days(20))}

    refused = lina.post(url, typed_in(lina.get(url), "moved_reason", **typed))

    assert "By the notice period, the last day is" in words_on(refused)
    ending.refresh_from_db()
    assert ending.ends_on == in_days(150)
    lina.post(url, typed_in(lina.get(url), "moved_reason", **typed, notice_note="All parties agree."))
    ending.refresh_from_db()
    assert (ending.ends_on, ending.notice_note) == (in_days(20), "All parties agree.")


def test_a_later_last_day_needs_no_word_about_the_notice(signed, in_scope, lina):
    said = {"partnership": signed.partnership, "user": in_scope.lina, "reason": "withdrawn", "note": "Over."}
    ending = decide_ending(**said, ended_on=in_days(10), notice_note="All agree.")
    url = url_of("ending_move", signed.partnership_id)
    typed = {"moved_reason": "Later.", "notice_note": "", **of_day("ends_on", in_days(30))}
    lina.post(url, typed_in(lina.get(url), "moved_reason", **typed))
    ending.refresh_from_db()
    assert ending.ends_on == in_days(30)


def test_the_warning_of_a_renewal_is_over_when_notice_was_given(signed, in_scope, lina):
    """O6: it is read from the text in force, names the day and leads to the notice."""
    today, key = timezone.localdate(), signed.partnership_id
    end = add_months(today, 4)
    renewed(signed, end)
    partnership_changed(keys=[key])
    page = words_on(lina.get(reverse("reviews:partnership_warnings", args=[key])))
    assert f"Decide by {display_date(add_months(end, -3))} whether the agreement shall be renewed." in page
    assert "See the notice period" in page

    record_notice(agreement=signed, user=in_scope.lina, given_on=today, words="Letter", last_day=in_days(200))

    assert "whether the agreement shall be renewed" not in words_on(
        lina.get(reverse("reviews:partnership_warnings", args=[key]))
    )
