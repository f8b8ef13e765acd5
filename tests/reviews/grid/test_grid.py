"""O2: many values at once: new ones, corrections with one reason, and nothing where one cell is wrong."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Agreement, Objective, Partnership
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.sheets import open_sheet
from reviews.models import Measurement
from reviews.results.services.measuring import correct_value, enter_value
from reviews.results.services.results import results_of
from reviews.schedule.services.rhythms import add_rhythm
from tests.pages import typed_in
from tests.reviews.conftest import make_objective, make_partnership
from tests.reviews.grid.conftest import MARCH, cell, filled

pytestmark = pytest.mark.usefixtures("in_scope")


def enter(objective, by, value=436, as_of=MARCH, **fields) -> Measurement:
    fields = {"source": "register", "value": Decimal(value), **fields}
    return enter_value(objective=objective, by=by, as_of=as_of, **fields)


def test_new_values_and_corrections_are_saved_at_once(objective, women, by, jonas, grid_url):
    enter(objective, by, 436, is_estimate=True)
    typed = filled(jonas, grid_url, source="HZZ figures", reason="Counted again")
    assert typed[cell(objective)] == ["436"]
    typed |= {cell(objective): "440", cell(objective, "2026-04"): "1,250", cell(women): "203/436"}

    answer = jonas.post(grid_url, typed, follow=True)

    assert "2 values were entered. 1 value was corrected; the earlier one stays visible." in answer.content.decode()
    stands = Measurement.objects.standing().order_by("as_of", "pk")
    assert [(str(each.as_of), each.value, each.source, each.quota, each.is_estimate) for each in stands] == [
        ("2026-03", Decimal(440), "register", None, False),
        ("2026-03", Decimal("46.56"), "HZZ figures", women, False),
        ("2026-04", Decimal(1250), "HZZ figures", None, False),
    ]
    assert stands[0].correction_reason == "Counted again"
    assert LedgerEntry.objects.filter(act="measurement.corrected").count() == 1
    assert results_of(objective.agreement, MARCH.latest())[0].shown_value == "1,250\u00a0people"


def test_what_was_typed_stays_in_its_period_when_the_usual_ones_change_meanwhile(objective, by, jonas):
    """A rhythm of quarterly figures begins between opening and saving: the page would show quarters now."""
    partnership = objective.agreement.partnership
    page = jonas.get(reverse("reviews:values_grid", args=[partnership.pk]))
    month = str(page.context["choose"].periods[0])
    typed = typed_in(page, "source", **{cell(objective, month): "12"}, source="register")
    first_on = timezone.localdate() + timedelta(days=30)
    add_rhythm(partnership=partnership, by=by, kind="statistical_report", every_months=3, first_on=first_on)

    assert f'action="{page.context["posts_to"]}"'.replace("&", "&amp;") in page.content.decode()
    jonas.post(page.context["posts_to"], typed)

    assert [str(each.as_of) for each in Measurement.objects.all()] == [month]


def test_what_is_not_touched_stays_as_it_is_and_nothing_is_saved_without_a_change(objective, by, jonas, grid_url):
    enter(objective, by, Decimal("1436.50"))
    typed = filled(jonas, grid_url)
    assert typed[cell(objective)] == ["1,436.5"]

    answer = jonas.post(grid_url, {**typed, cell(objective): "1436.50"}, follow=True)

    assert "No value was changed" in answer.content.decode()
    assert Measurement.objects.count() == 1


def test_one_wrong_cell_and_nothing_is_saved(objective, women, by, jonas, grid_url):
    share = make_objective(objective.agreement, "In work", unit="% of the leavers")
    typed = filled(jonas, grid_url, source="HZZ figures") | {
        cell(objective): "-5",
        cell(objective, "2026-04"): "1.250,5,1",
        cell(women): "612/498",
        cell(share): "140",
        cell(share, "2026-04"): "55",
    }

    answer = jonas.post(grid_url, typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        cell(objective): ["A count is 0 or more."],
        cell(objective, "2026-04"): [
            "“1.250,5,1” is not a number. Enter a number, or a count out of a total such as 181/388."
        ],
        cell(women): ["The count cannot be higher than the total: 612 is more than 498."],
        cell(share): ["A share lies between 0 and 100 per cent."],
    }
    page = answer.content.decode()
    assert all(f'value="{text}"' in page for text in ("-5", "1.250,5,1", "612/498", "140", "55"))
    assert f'id="id_{cell(women)}_error"' in page
    assert f'aria-describedby="id_{cell(women)}_error"' in page
    assert not Measurement.objects.exists()


def test_a_period_to_come_has_no_field(objective, jonas, grid_url):
    page = jonas.get(grid_url.partition("?")[0])
    choices = page.context["choose"].fields["until"].choices
    last = page.context["choose"].until
    assert str(last) == choices[0][0]
    cells = [name for name in page.context["form"].fields if name.startswith("c-")]
    assert len(cells) == 6
    typed = filled(jonas, grid_url, source="x") | {cell(objective, "2031-01"): "5"}
    jonas.post(grid_url, typed)
    assert not Measurement.objects.exists()


def test_each_row_has_the_source_of_its_objective_unless_one_is_named(objective, jonas, grid_url):
    other = make_objective(objective.agreement, "Other", data_source="client survey")
    typed = filled(jonas, grid_url) | {cell(objective): "5", cell(other): "6"}
    refused = jonas.post(grid_url, typed)
    assert refused.context["form"].errors.keys() == {"source"}
    objective.data_source = "client register"
    objective.save()
    assert jonas.post(grid_url, typed).status_code == 302
    assert [each.source for each in Measurement.objects.order_by("value")] == ["client register", "client survey"]


def test_a_correction_needs_one_reason_and_a_saved_value_is_not_emptied(objective, by, jonas, grid_url):
    enter(objective, by)
    typed = filled(jonas, grid_url)
    assert jonas.post(grid_url, typed | {cell(objective): "440"}).context["form"].errors.keys() == {"reason"}
    emptied = jonas.post(grid_url, typed | {cell(objective): "", "reason": "Wrong"})
    assert emptied.context["form"].errors == {
        cell(objective): ["This value is saved already. To take it out, withdraw it on the objective’s page."]
    }
    assert Measurement.objects.count() == 1


def test_estimates_are_marked_by_period(objective, jonas, grid_url):
    typed = filled(jonas, grid_url, source="x") | {cell(objective): "5", cell(objective, "2026-04"): "6"}
    assert jonas.post(grid_url, typed | {"estimates": ["2026-04"]}).status_code == 302
    marked = dict(Measurement.objects.values_list("value", "is_estimate"))
    assert marked == {Decimal(5): False, Decimal(6): True}
    assert "estimate</span>" in jonas.get(grid_url).content.decode()


def test_the_second_editor_of_a_cell_sees_both_and_another_cell_is_no_conflict(objective, by, jonas, grid_url):
    first = filled(jonas, grid_url, source="x") | {cell(objective): "5"}
    second = filled(jonas, grid_url, source="y") | {cell(objective): "6", cell(objective, "2026-04"): "7"}
    third = filled(jonas, grid_url, source="y") | {cell(objective, "2026-02"): "8"}
    assert jonas.post(grid_url, first).status_code == 302
    assert jonas.post(grid_url, third).status_code == 302

    conflict = jonas.post(grid_url, second)

    assert conflict.status_code == 409
    rows = [(row["label"], row["theirs"], row["yours"]) for row in conflict.context["rows"]]
    assert rows == [("1. Objective 1, March 2026", "5", "6"), ("1. Objective 1, April 2026", "", "7")]
    assert Measurement.objects.count() == 2
    again = typed_in(conflict, "source") | {"reason": "The register was late"}
    assert jonas.post(grid_url, again).status_code == 302
    stands = dict(Measurement.objects.standing().values_list("as_of", "value"))
    assert {str(period): int(value) for period, value in stands.items()} == {"2026-02": 8, "2026-03": 6, "2026-04": 7}


def test_a_value_that_was_corrected_meanwhile_is_a_conflict(objective, by, jonas, grid_url):
    first = enter(objective, by)
    typed = filled(jonas, grid_url, reason="Counted again") | {cell(objective): "440"}
    correct_value(measurement=first, by=by, reason="Twice", as_of=MARCH, source="register", value=Decimal(430))

    conflict = jonas.post(grid_url, typed)

    assert [(row["theirs"], row["yours"]) for row in conflict.context["rows"]] == [("430", "440")]


def test_a_form_sent_twice_acts_once(objective, jonas, grid_url):
    typed = filled(jonas, grid_url, source="x") | {cell(objective): "5"}
    for _time in range(2):
        assert jonas.post(grid_url, typed).status_code == 302
    assert Measurement.objects.count() == 1


def test_values_beside_the_one_that_is_shown_are_named(objective, by, jonas, grid_url):
    enter(objective, by, 402)
    enter(objective, by, 411, source="survey")
    enter(objective, by, 399, as_of=PartialDate.parse("2026-03-15"), source="count")
    enter_value(objective=objective, by=by, as_of=MARCH, source="talks", text="Rising")
    enter(objective, by, 380, as_of=PartialDate.parse("2026-01"))

    typed, page = filled(jonas, grid_url), jonas.get(grid_url).content.decode()

    assert typed[cell(objective)] == ["411"]
    assert "Also 402\u00a0people, March 2026, register" in page
    assert "and 1 more" in page
    assert "Before: 380\u00a0people, January 2026" in page


def test_a_value_of_the_last_day_is_the_value_of_the_quarter(objective, by, jonas, grid_url):
    enter(objective, by, 402, as_of=PartialDate.parse("2026-03-31"))
    url = grid_url.partition("?")[0] + "?step=quarter&until=2026-01/2026-03&span=1"
    typed = filled(jonas, url, reason="Counted again")
    name = cell(objective, "2026-01_2026-03")
    assert typed[name] == ["402"]
    assert jonas.post(url, typed | {name: "405"}).status_code == 302
    (stands,) = Measurement.objects.standing()
    assert (str(stands.as_of), stands.value) == ("2026-03-31", Decimal(405))


def test_an_old_value_of_another_partnership_cannot_be_named(objective, in_scope, by, jonas, grid_url):
    other = make_objective(Agreement.objects.create(partnership=make_partnership(in_scope, "Other"), version=1))
    foreign = enter(other, by)
    typed = filled(jonas, grid_url, source="x", reason="x")
    typed |= {cell(objective): "5", "seen": f"o{objective.pk}:2026-03={foreign.pk}"}
    jonas.post(grid_url, typed)
    assert not hasattr(Measurement.objects.get(pk=foreign.pk), "correction")


def test_the_value_of_another_line_cannot_be_named(objective, women, by, jonas, grid_url):
    """The page's hidden field is no way to correct the value of a quota with a count of its objective."""
    quota = enter_value(objective=objective, by=by, quota=women, as_of=MARCH, source="x", numerator=1, denominator=2)
    typed = filled(jonas, grid_url, source="x", reason="x")
    typed |= {cell(objective): "5", "seen": f"{typed['seen'][0]} o{objective.pk}:2026-03={quota.pk}"}
    assert jonas.post(grid_url, typed).status_code == 409
    assert Measurement.objects.count() == 1


def test_a_source_that_has_said_it_in_words_is_corrected_not_doubled(objective, by, jonas, grid_url):
    enter_value(objective=objective, by=by, as_of=MARCH, source="talks", text="Rising")
    typed = filled(jonas, grid_url, source="Talks") | {cell(objective): "5"}
    assert jonas.post(grid_url, typed).context["form"].errors == {
        cell(objective): ["This source already has a value for March 2026. Correct that value instead."]
    }


@pytest.mark.parametrize("query", ["?step=week", "?until=9999", "?until=x&span=77&page=x", "?until=2026-13"])
def test_an_address_that_asks_for_nonsense_shows_the_latest_months(query, objective, jonas, grid_url):
    page = jonas.get(grid_url.partition("?")[0] + query)
    assert (page.status_code, page.context["choose"].step, page.context["choose"].span) == (200, "month", 6)


def test_what_people_assess_has_no_line_and_many_lines_have_pages(objective, jonas, grid_url):
    make_objective(objective.agreement, "Trust", target_kind="judged", target=None)
    for number in range(39):
        make_objective(objective.agreement, f"More {number}")
    first, last = jonas.get(grid_url), jonas.get(grid_url + "&page=4")
    assert [row["target"].line.number for row in first.context["rows"]][:3] == ["1", "3", "4"]
    assert (len(first.context["rows"]), len(last.context["rows"])) == (12, 4)


def test_without_a_signed_agreement_it_says_so(objective, jonas, grid_url):
    Agreement.objects.update(status="draft")
    page = jonas.get(grid_url)
    assert "There is none yet." in page.content.decode()
    assert jonas.get(reverse("reviews:values_paste", args=[objective.agreement.partnership_id])).status_code == 302


def test_the_grid_costs_the_same_for_one_line_and_for_ten(objective, women, by, jonas, grid_url):
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert jonas.get(grid_url).status_code == 200
        return len(caught)

    enter(objective, by)
    cost()
    one = cost()
    for number in range(9):
        more = make_objective(objective.agreement, f"More {number}")
        more.quotas.create(share=10, who="women", base="all")
        for month in range(1, 5):
            enter(more, by, as_of=PartialDate(2026, month))
    assert cost() == one


def test_the_sheet_is_exported_with_every_line_and_its_values(objective, women, by, jonas, grid_url):
    enter(objective, by, Decimal("436.5"))
    enter_value(objective=objective, by=by, quota=women, as_of=MARCH, source="x", numerator=3, denominator=12)
    listed = jonas.get(grid_url + "&format=csv").content.decode("utf-8-sig").splitlines()
    assert listed == [
        "Number,Objective or quota,Unit,February 2026,March 2026,April 2026,"
        '"Proofs, February 2026","Proofs, March 2026","Proofs, April 2026"',
        "1,Objective 1,people,,436.50,,,0,",
        "1.1,at least 50\u00a0% women,%,,3 of 12,,,0,",
    ]
    sheet = open_sheet(BytesIO(jonas.get(grid_url + "&format=xlsx").content), "values.xlsx")
    assert sheet.headings[3:6] == ["February 2026", "March 2026", "April 2026"]
    assert [row.cells for row in sheet.rows] == [
        ["1", "Objective 1", "people", "", "436.5", "", "", "0", ""],
        ["1.1", "at least 50\u00a0% women", "%", "", "3 of 12", "", "", "0", ""],
    ]


def test_an_ended_partnership_still_takes_values(objective, jonas, grid_url):
    Agreement.objects.update(status="ended")
    Partnership.objects.update(ended_on=MARCH.latest(), end_reason="goals_met")
    assert Objective.objects.count() == len(jonas.get(grid_url).context["rows"])


@pytest.mark.parametrize(
    ("every_months", "step"), [(None, "month"), (1, "month"), (3, "quarter"), (6, "quarter"), (12, "year")]
)
def test_the_grid_opens_with_the_periods_that_the_reports_ask_for(women, jonas, by, every_months, step):
    """G5: so that what is typed is what its completeness counts."""
    partnership = women.objective.agreement.partnership
    if every_months:
        first_on = timezone.localdate() + timedelta(days=20)
        add_rhythm(
            partnership=partnership, by=by, kind="statistical_report", every_months=every_months, first_on=first_on
        )
    page = reverse("reviews:values_grid", args=[partnership.pk])
    assert jonas.get(page).context["choose"].step == step
    assert jonas.get(page, {"step": "month"}).context["choose"].step == "month"
