"""G5: a period is confirmed by its owner after a check, then locked; corrections since and a withdrawal are shown."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import PeriodConfirmation
from reviews.periods.rules.checking import parts_of, runs_in
from reviews.periods.services.checking import check_of, read_objective
from reviews.periods.services.confirming import confirm_period, withdraw_confirmation
from reviews.proof.services.keeping import add_proof
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from reviews.rules.periods import quarter
from reviews.shared.services import NotReady, PeriodLocked
from tests.pages import typed_in, words_on

from .conftest import QUARTER, SLUG, enter


def url_of(objective, slug: str = SLUG) -> str:
    return reverse("reviews:period", args=[objective.pk, slug])


def check(objective, period=QUARTER):
    return check_of(read_objective(objective, timezone.localdate()), period)


def test_the_check_names_what_is_missing_estimated_and_without_proof(objective, months, by, in_scope, sign_in):
    add_proof(measurement=months[0], by=by, title="Register", link="https://example.org/register")

    page = sign_in(in_scope.jonas).get(url_of(objective))

    assert page.context["advice"] == ["1 value is missing", "1 value is an estimate", "1 value has no proof"]
    words = words_on(page)
    assert all(each in words for each in ("Missing: March 2026", "1 proof", "No proof", "estimate"))


def test_quotas_and_partners_have_their_own_lines(objective, months, by, owner):
    objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")
    enter(objective, by, 1, party=owner, source="municipality")

    lines = {line.name: (len(line.values), len(line.missing)) for line in check(objective).lines}

    assert lines == {"": (2, 1), "at least 50\u00a0% women": (0, 3), "Alytus municipality": (1, 2)}


def test_who_enters_values_confirms_for_the_own_service_and_the_period_is_locked(
    objective, months, by, in_scope, sign_in
):
    jonas = sign_in(in_scope.jonas)
    sent = typed_in(jonas.get(url_of(objective)), "seen")

    assert jonas.post(url_of(objective), sent).status_code == 302

    found = PeriodConfirmation.objects.get()
    counts = (found.values_count, found.missing_count, found.estimates_count, found.unproven_count)
    assert (found.period, found.confirmed_by, counts) == (QUARTER, in_scope.jonas, (2, 1, 1, 2))
    entry = LedgerEntry.objects.about(found).get()
    assert (entry.act, entry.after["period"], entry.after["missing"]) == ("period.confirmed", str(QUARTER), 1)
    with pytest.raises(PeriodLocked):
        enter(objective, by, 3)
    page = words_on(jonas.get(url_of(objective)))
    assert "by Jonas, no correction since" in page
    assert "Confirm and lock the period" not in page


def test_for_another_owner_the_manager_confirms_with_the_word_of_the_owner(objective, months, owner, in_scope, sign_in):
    jonas, lina = sign_in(in_scope.jonas), sign_in(in_scope.lina)
    assert "The owner of this objective is Alytus municipality." in words_on(jonas.get(url_of(objective)))
    assert jonas.post(url_of(objective), {"word": "By e-mail"}).status_code == 403
    refused = lina.post(url_of(objective), typed_in(lina.get(url_of(objective)), "word", word=""))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["word"])

    sent = typed_in(refused, "word", word="Head of department, by e-mail")
    assert lina.post(url_of(objective), sent).status_code == 302

    found = PeriodConfirmation.objects.get()
    assert (found.owner_name, found.word) == ("Alytus municipality", "Head of department, by e-mail")
    assert "The word of Alytus municipality: Head of department, by e-mail" in words_on(jonas.get(url_of(objective)))
    assert LedgerEntry.objects.about(found).get().private("word") == "Head of department, by e-mail"


def test_an_owner_that_is_the_own_service_needs_no_word(objective, months, owner, in_scope, sign_in):
    organisation = owner.participation.organisation
    organisation.pes = in_scope.service
    organisation.save()

    jonas = sign_in(in_scope.jonas)
    assert jonas.post(url_of(objective), typed_in(jonas.get(url_of(objective)), "seen")).status_code == 302
    assert PeriodConfirmation.objects.get().word == ""


def test_who_only_reads_sees_the_check_and_confirms_nothing(objective, months, in_scope, sign_in):
    vytas = sign_in(in_scope.vytas)
    page = vytas.get(url_of(objective))
    assert (page.status_code, "Confirm and lock" in words_on(page)) == (200, False)
    assert vytas.post(url_of(objective), {}).status_code == 403


def test_a_value_that_came_meanwhile_is_shown_before_anything_is_confirmed(objective, months, by, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    sent = typed_in(jonas.get(url_of(objective)), "seen")
    enter(objective, by, 3)

    page = jonas.post(url_of(objective), sent)

    assert (page.status_code, PeriodConfirmation.objects.count()) == (409, 0)
    assert "Something has changed since you looked at it" in words_on(page)
    assert jonas.post(url_of(objective), typed_in(page, "seen")).status_code == 302


@pytest.mark.parametrize(
    ("period", "code"),
    [
        (PartialDate(2026), "not_over"),
        (quarter(2025, 1), "empty"),
        (QUARTER, "confirmed"),
        (PartialDate(2026, 1), "confirmed"),
    ],
)
def test_what_bars_the_confirmation(objective, months, by, period, code):
    confirm_period(objective=objective, period=QUARTER, by=by)

    with pytest.raises(NotReady) as refused:
        confirm_period(objective=objective, period=period, by=by)

    assert [each.code for each in refused.value.findings] == [code]


def test_a_page_whose_confirmation_is_barred_says_why(objective, months, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    assert "2026 is not over yet." in words_on(jonas.get(url_of(objective, "2026")))
    assert "Enter its values first." in words_on(jonas.get(url_of(objective, "2025")))
    assert "It can be confirmed after" in words_on(jonas.post(url_of(objective, "2026"), {}, follow=True))
    for slug in ("2026-01_2026-02", "2026-13", "march", "2026-03-01"):
        assert jonas.get(url_of(objective, slug)).status_code == 404


def test_corrections_after_the_confirmation_are_shown_beside_it(objective, months, by, in_scope, sign_in):
    january, february = months
    said = {"source": "register", "value": Decimal(9)}
    correct_value(measurement=january, by=by, reason="Before", as_of=january.as_of, **said)
    found = confirm_period(objective=objective, period=QUARTER, by=by)
    correct_value(measurement=february, by=by, reason="Moved to April", as_of=PartialDate(2026, 4), **said)
    enter(objective, by, 3, late_reason="The survey came late")
    withdraw_value(measurement=january.correction, by=by, reason="Of another objective")
    enter(objective, by, 5)

    page = sign_in(in_scope.jonas).get(url_of(objective))

    assert len(page.context["corrections"]) == 3
    words = words_on(page)
    assert all(each in words for each in ("3 corrections since", "Moved to April", "The survey came late"))
    assert "Before" not in [each["value"].correction_reason for each in page.context["corrections"][1:]]
    values = words_on(sign_in(in_scope.jonas).get(reverse("reviews:values", args=[objective.pk])))
    assert all(each in values for each in ("by Jonas, 3 corrections since", "Added after the confirmation", "locked"))
    assert found.withdrawn_at is None


def test_a_manager_withdraws_the_confirmation_with_a_reason(objective, months, by, in_scope, sign_in):
    found = confirm_period(objective=objective, period=QUARTER, by=by)
    url = reverse("reviews:confirmation_withdraw", args=[found.pk])
    jonas, lina = sign_in(in_scope.jonas), sign_in(in_scope.lina)
    assert jonas.post(url, {"reason": "No"}).status_code == 403
    assert lina.post(url, {"reason": ""}).status_code == 422

    assert lina.post(url, {"reason": "The register was wrong"}).status_code == 302

    assert "The confirmation was withdrawn on" in words_on(jonas.get(url_of(objective)))
    assert "The register was wrong" in words_on(jonas.get(reverse("reviews:values", args=[objective.pk])))
    assert LedgerEntry.objects.about(found).filter(act="period.reopened").count() == 1
    enter(objective, by, 3)
    with pytest.raises(MoveRefused):
        withdraw_confirmation(confirmation=found, by=by, reason="Again")
    assert confirm_period(objective=objective, period=QUARTER, by=by) != found


def test_the_database_knows_one_confirmation_of_a_period(objective, months, by):
    found = confirm_period(objective=objective, period=QUARTER, by=by)
    found.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


def test_the_list_of_periods_runs_as_the_values_do(objective, months, by, in_scope, sign_in):
    confirm_period(objective=objective, period=PartialDate(2026, 1), by=by)
    jonas, url = sign_in(in_scope.jonas), reverse("reviews:periods", args=[objective.pk])

    page = jonas.get(url)

    assert page.context["choose"].chosen == "month"
    states = {row["words"]: bool(row["confirmed"]) for row in page.context["rows"]}
    assert (states["January 2026"], states["February 2026"]) == (True, False)
    quarters = [row["words"] for row in jonas.get(f"{url}?step=quarter").context["rows"]]
    assert quarters[-1] == "Quarter 1 of 2026"
    assert "January 2026" in jonas.get(f"{url}?format=csv").content.decode()
    assert jonas.get(f"{url}?format=xlsx").status_code == 200


def test_a_young_objective_has_no_period_yet(objective, in_scope, sign_in):
    page = sign_in(in_scope.jonas).get(reverse("reviews:periods", args=[objective.pk]))
    assert "No period of this length is over yet." in words_on(page)


def test_the_pages_ask_as_much_for_three_values_as_for_two(objective, months, by, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    urls = [url_of(objective), reverse("reviews:periods", args=[objective.pk])]
    counts = []
    for turn in range(2):
        for url in urls:
            jonas.get(url)
            with CaptureQueriesContext(connection) as asked:
                jonas.get(url)
            counts.append(len(asked))
        for month in {3, 4} if not turn else ():
            enter(objective, by, month)
            confirm_period(objective=objective, period=PartialDate(2026, month), by=by)
    assert counts[:2] == counts[2:]


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (["2026-01", "2026-02", "2025"], "month"),
        (["2026-01/2026-03"], "quarter"),
        (["2025", "2026-01"], "month"),
        (["2026-03-31"], "year"),
        ([], "year"),
    ],
)
def test_in_which_steps_values_run(days, step):
    assert runs_in(PartialDate.parse(each) for each in days) == step


def test_the_parts_of_a_period():
    assert [str(each) for each in parts_of(QUARTER, "month")] == ["2026-01", "2026-02", "2026-03"]
    assert parts_of(PartialDate(2026), "quarter")[-1] == quarter(2026, 4)
    assert parts_of(QUARTER, "year") == [QUARTER]


def test_a_value_entered_before_the_confirmation_is_no_correction(objective, by):
    at = datetime(2026, 4, 2, 9, tzinfo=UTC)
    fields = {"as_of": PartialDate(2026, 3), "source": "register", "value": Decimal(4), "at": at}
    enter_value(objective=objective, by=Actor.user(by.person), **fields)
    confirm_period(objective=objective, period=QUARTER, by=by)

    assert check(objective).confirmed.corrections == []
