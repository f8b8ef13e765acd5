"""O6: each rule once with what makes it warn, and once with what does not. Pure values; no row is read."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from partnerships.rules.notice import NoticePeriod, OwnEnd
from reviews.warnings.rules.catalogue import BY_CODE, CHECKS, next_day
from reviews.warnings.rules.facts import (
    ObjectiveFacts,
    PartnerFacts,
    PartnershipFacts,
    Place,
    Renewal,
    ReviewFacts,
    Share,
    Value,
)
from tests.reviews.warnings.conftest import find

TODAY = date(2028, 6, 1)
START = date(2027, 1, 1)
DUE = date(2029, 12, 31)


def objective(**fields) -> ObjectiveFacts:
    fields = {"target": D(700), "unit": "people", "due": DUE, "values": (Value(date(2028, 3, 31), D(300)),), **fields}
    return ObjectiveFacts("line-1", 7, 1, "People reached", **fields)


def of_objective(**fields) -> PartnershipFacts:
    return PartnershipFacts(1, START, objectives=(objective(**fields),))


def partner(key: int = 5, **fields) -> PartnerFacts:
    return PartnerFacts(key, "Alytus municipality", **{"last_sign": date(2028, 5, 1), **fields})


def of_partner(**fields) -> PartnershipFacts:
    places = fields.pop("regions_here", ())
    return PartnershipFacts(1, START, partners=(partner(**fields),), regions=places)


def of_shares(*shares, own=frozenset(), **fields) -> PartnershipFacts:
    return PartnershipFacts(1, START, shares=shares, party_names={1: "PES", 2: "Town"}, own_parties=own, **fields)


def of_reviews(*worths: str) -> PartnershipFacts:
    days = (date(2027, 11, 30), date(2026, 11, 30))
    return PartnershipFacts(
        1, START, reviews=tuple(ReviewFacts(key, days[key], worth) for key, worth in enumerate(worths))
    )


def renewed(first: date, *, months: int | None = 12, to_end_of: str = "") -> PartnershipFacts:
    period = NoticePeriod(3, "months", to_end_of)
    return PartnershipFacts(1, START, renewal=Renewal(9, period, OwnEnd(first=first, renews_months=months)))


def values(*pairs: tuple[str, int]) -> tuple[Value, ...]:
    return tuple(Value(date.fromisoformat(day), D(number)) for day, number in pairs)


ALYTUS, LITHUANIA, TALLINN = Place("LT021", "Alytus"), Place("LT", "Lithuania"), Place("EE001", "Tallinn")

# check, facts that fire it, what its words must say, facts that do not
TABLE = [
    (
        "met_early",
        of_objective(values=values(("2027-06-30", 710), ("2028-03-31", 800))),
        "The target is 700 people by 31 December 2029; on 30 June 2027 the value was 710 people, 30 months before.",
        of_objective(values=values(("2027-06-30", 710), ("2028-03-31", 650))),
    ),
    (
        "met_early",
        of_objective(values=values(("2027-03-31", 100), ("2028-03-31", 710))),
        "on 31 March 2028 the value was 710 people",
        of_objective(due=date(2028, 9, 1), values=values(("2028-03-31", 710))),
    ),
    (
        "met_early",
        of_objective(values=values(("2027-06-30", 710))),
        "very early",
        of_objective(comparator="at_most", values=values(("2027-06-30", 600))),
    ),
    (
        "met_early",
        of_objective(due=date(2028, 9, 27), values=values(("2028-03-31", 710))),
        "on 31 March 2028 the value was 710 people",
        of_objective(due=date(2028, 9, 26), values=values(("2028-03-31", 710))),
    ),
    (
        "met_early",
        of_objective(values=values(("2027-03-31", 100), ("2028-06-01", 710))),
        "on 1 June 2028 the value was 710 people",
        of_objective(values=values(("2027-03-31", 100), ("2028-09-01", 710))),
    ),
    (
        "target_below_baseline",
        of_objective(baseline=D(720)),
        "The target is 700 people, and before the partnership it was 720 people already.",
        of_objective(baseline=D(699)),
    ),
    (
        "target_below_baseline",
        of_objective(comparator="at_most", baseline=D(500)),
        "asks for no improvement",
        of_objective(comparator="at_most", baseline=D(500), due=date(2028, 5, 31)),
    ),
    (
        "below_trend",
        of_objective(before=values(("2025-12-31", 400), ("2026-12-31", 480))),
        "It was 400 people on 31 December 2025 and 480 people on 31 December 2026. If that goes on, it is 720.2 people "
        "on 31 December 2029; the target is 700 people.",
        of_objective(before=values(("2025-12-31", 400), ("2026-12-31", 460))),
    ),
    (
        "below_trend",
        of_objective(comparator="at_most", target=D(20), before=values(("2025-12-31", 40), ("2026-12-31", 34))),
        "asks for no more than the trend",
        of_objective(before=values(("2026-12-31", 699))),  # one value makes no trend
    ),
    (
        "below_trend",
        of_objective(before=values(("2026-07-04", 400), ("2026-12-31", 480))),
        "the target is 700 people",
        of_objective(before=values(("2026-07-05", 400), ("2026-12-31", 480))),  # less than half a year apart
    ),
    (
        "below_trend",
        of_objective(baseline=D(480), before=values(("2025-12-31", 400), ("2026-12-31", 480))),
        "the target is 700 people",
        of_objective(baseline=D(480), adds_up=True, before=values(("2025-12-31", 400), ("2026-12-31", 480))),
    ),
    (
        "below_trend",
        of_objective(due=date(2028, 6, 1), target=D(500), before=values(("2025-12-31", 400), ("2026-12-31", 480))),
        "the target is 500 people",
        of_objective(due=date(2028, 5, 31), target=D(500), before=values(("2025-12-31", 400), ("2026-12-31", 480))),
    ),
    (
        "worse_than_before",
        of_objective(baseline=D(310)),
        "On 31 March 2028 the value was 300 people; before the partnership it was 310 people.",
        of_objective(baseline=D(300)),
    ),
    (
        "worse_than_before",
        of_objective(comparator="at_most", baseline=D(299)),
        "is worse than before",
        of_objective(baseline=D(310), adds_up=True),
    ),
    (
        "not_measured",
        of_objective(period_months=1),
        "The latest value is dated 31 March 2028; a value is expected monthly.",
        of_objective(period_months=3),
    ),
    (
        "not_measured",
        of_objective(period_months=6, values=()),
        "No value has been entered since 1 January 2027; a value is expected every 6 months.",
        of_objective(period_months=6, values=(), is_measured=False),
    ),
    (
        "not_measured",
        of_objective(period_months=1, due=TODAY),
        "not been measured",
        of_objective(period_months=1, due=date(2028, 5, 31)),
    ),
    (
        "no_longer_fits",
        of_objective(no_longer_fits_on=date(2027, 11, 30)),
        "The review of 30 November 2027 found that it no longer fits",
        of_objective(),
    ),
    (
        "scope_drift",
        PartnershipFacts(1, START, activities=4, aimless=2),
        "2 of 4 activities since 1 January 2027 serve no objective",
        PartnershipFacts(1, START, activities=5, aimless=2),
    ),
    (
        "scope_drift",
        PartnershipFacts(1, START, activities=6, aimless=6),
        "6 of 6",
        PartnershipFacts(1, START, activities=3, aimless=3),
    ),
    (
        "partner_silent",
        of_partner(last_sign=date(2027, 5, 31)),
        "on record since 31 May 2027",
        of_partner(last_sign=date(2027, 6, 1)),
    ),
    (
        "partner_silent",
        of_partner(last_sign=None),
        "since 1 January 2027",
        of_partner(last_sign=None, since=date(2027, 6, 1)),
    ),
    (
        "partner_silent",
        of_partner(last_sign=None),
        "Alytus municipality has not been heard from for a year",
        of_partner(last_sign=None, is_own_service=True),
    ),
    (
        "representative_gone",
        of_partner(left_on=TODAY, has_successor=False),
        "left on 1 June 2028",
        of_partner(left_on=TODAY, has_successor=True),
    ),
    (
        "representative_gone",
        of_partner(left_on=date(2027, 1, 1), has_successor=False),
        "no contact on record may decide or sign",
        of_partner(left_on=date(2028, 6, 2), has_successor=False),
    ),
    (
        "places_apart",
        of_partner(regions=(TALLINN,), regions_here=(ALYTUS,)),
        "The partnership is in Alytus, the partner in Tallinn.",
        of_partner(regions=(TALLINN, LITHUANIA), regions_here=(ALYTUS,)),
    ),
    (
        "places_apart",
        of_partner(regions=(TALLINN,), regions_here=(LITHUANIA,)),
        "works elsewhere",
        of_partner(regions=(TALLINN,), regions_here=()),
    ),
    (
        "one_partner",
        of_shares(Share("responsibilities", {1: D(1), 2: D(3)})),
        "Much depends on Town. By the agreement it has 3 of 4 responsibilities.",
        of_shares(Share("responsibilities", {1: D(2), 2: D(5)})),
    ),
    (
        "one_partner",
        of_shares(Share("money", {0: D(100), 2: D(900)}), Share("objectives", {2: D(4)})),
        "it has 90 % of the money, 4 of 4 objectives",
        of_shares(Share("objectives", {2: D(3)})),
    ),
    (
        "one_partner",
        of_shares(Share("money", {1: D(900)}), Share("objectives", {1: D(4)}), own=frozenset({1})),
        "Much depends on PES.",
        of_shares(Share("money", {1: D(900)}), own=frozenset({1})),
    ),
    (
        "one_partner",
        of_shares(Share("money", {1: D(100), 2: D(300)})),
        "Most of the money comes from Town. By the agreement it gives 75 % of the money.",
        of_shares(Share("money", {1: D(101), 2: D(300)})),
    ),
    ("value_open", of_reviews("", "yes"), "The review of 30 November 2027 leaves", of_reviews("partly", "")),
    (
        "value_open",
        of_reviews("cannot_say", "cannot_say"),
        "30 November 2026 and 30 November 2027",
        of_reviews("cannot_say", "yes"),
    ),
    (
        "renewal_near",
        renewed(date(2028, 11, 29)),
        "Decide by 29 August 2028 whether the agreement shall be renewed. It is the last day on which notice ends it "
        "on 29 November 2028. Otherwise it is renewed for 1 year.",
        renewed(date(2028, 11, 30)),
    ),
    (
        "renewal_near",
        renewed(date(2028, 8, 25), months=3),  # too late for this term: the next one ends in November
        "Decide by 25 August 2028",
        renewed(date(2028, 11, 25), months=None),
    ),
    (
        "commitments_late",
        PartnershipFacts(1, START, actions_due=(date(2028, 5, 31), date(2028, 5, 1), TODAY)),
        "2 corrective actions are overdue. The oldest was due on 1 May 2028.",
        PartnershipFacts(1, START, actions_due=(TODAY,)),
    ),
    (
        "commitments_late",
        PartnershipFacts(1, START, steps_due=(date(2028, 5, 31),)),
        "1 step of the end is overdue",
        PartnershipFacts(1, START, steps_due=(TODAY,), parts_due=(TODAY,)),
    ),
    (
        "commitments_late",
        PartnershipFacts(1, START, parts_due=(date(2028, 5, 31),)),
        "1 partner has not sent its part",
        PartnershipFacts(1, START),
    ),
]


@pytest.mark.parametrize(("code", "facts", "said", "quiet"), TABLE)
def test_each_rule_fires_with_its_figures_and_is_silent_without_cause(code, facts, said, quiet):
    """O6, O2, F8, R4: one example that fires it, and one that does not."""
    check = BY_CODE[code]

    [found] = check.find(facts, TODAY)

    assert found.code == code
    assert said in f"{found.title} {found.detail}".replace("\xa0", " ")
    assert list(check.find(quiet, TODAY)) == []


def test_every_check_of_the_catalogue_has_examples_and_says_what_it_is():
    assert {code for code, *_rest in TABLE} == set(BY_CODE)
    assert len(BY_CODE) == len(CHECKS)
    assert all((each.label, each.looks_at, each.fires, each.todo, each.source) for each in CHECKS)


def test_where_all_partners_are_silent_it_is_said_once():
    silent = [partner(key, last_sign=None) for key in (5, 6, 7)]
    own = partner(8, is_own_service=True)

    every = find(PartnershipFacts(1, START, partners=(*silent, own)), TODAY)
    some = find(PartnershipFacts(1, START, partners=(*silent, partner(9))), TODAY)

    assert [(each.title, each.about) for each in every] == [("No partner has been heard from for a year.", "all")]
    assert [each.about for each in some] == ["5", "6", "7"]


def test_a_partnership_with_nothing_on_record_has_no_warning():
    assert find(PartnershipFacts(1, None), TODAY) == []


@pytest.mark.parametrize("facts", [facts for _code, fires, _said, quiet in TABLE for facts in (fires, quiet)])
def test_between_the_days_that_are_named_time_alone_changes_nothing(facts):
    """The ready rows are written on these days, so no day may be missed."""
    day = START
    codes, wakes = _codes(facts, day), next_day(facts, day)
    while day < date(2031, 1, 1):
        day += timedelta(days=1)
        if day == wakes:
            codes, wakes = _codes(facts, day), next_day(facts, day)
        assert _codes(facts, day) == codes, day


def _codes(facts: PartnershipFacts, day: date) -> list[tuple[str, str]]:
    return [(each.code, each.about) for each in find(facts, day)]
