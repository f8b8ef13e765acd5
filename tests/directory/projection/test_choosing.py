"""Each field is published, kept as it is public, put in other words, or kept back (D4)."""

from decimal import Decimal

import pytest

from directory.projection.rules.choosing import chosen, decisions, default_choice, digest, offered
from directory.projection.rules.facts import ContactFacts, ContributionFacts, PartnerFacts, PartnershipFacts
from directory.projection.rules.hidden import given_away
from directory.projection.rules.projection import PUBLIC_FIELDS, project
from directory.projection.rules.units import BESIDE, DERIVED, UNITS
from tests.directory.conftest import AT

UNIT = {unit.key: unit for unit in UNITS}
OWN = {
    "title": "Pact", "lead": "Work for all.", "challenge": "Few jobs.", "funding": "EUR 5,000", "model": "agile",
    "elements": ["price"], "running": "running", "marks": {"challenge": "our_reading", "added_value": "expected"},
    "added_value": "More jobs.", "source": "Agreement",
}  # fmt: skip


def test_every_public_field_is_part_of_one_decision():
    """A field that is added to the entry is decided about, goes along with another one, or follows from them."""
    decided = [name for unit in UNITS for name in unit.fields]
    assert sorted([*decided, *BESIDE, *DERIVED]) == sorted(PUBLIC_FIELDS)


def test_what_is_kept_back_leaves_nothing_behind():
    public = chosen(OWN, None, {"model": "withhold", "challenge": "withhold"}, {})
    assert (public["model"], public["elements"], public["challenge"]) == ("", [], "")
    assert public["withheld"] == ["challenge", "model"]
    assert "challenge" not in public["marks"]
    assert public["funding"] == "EUR 5,000"


def test_what_is_kept_stays_with_its_mark_and_its_source():
    now = {"challenge": "Good words.", "marks": {"challenge": "not_confirmed"},
           "kept": {"fields": ["challenge"], "source": "Newspaper"}}  # fmt: skip
    public = chosen(OWN, now, {"challenge": "keep"}, {})
    assert (public["challenge"], public["marks"]["challenge"]) == ("Good words.", "not_confirmed")
    assert public["kept"] == {"fields": ["challenge"], "source": "Newspaper"}


def test_other_words_for_an_expected_value_do_not_make_it_achieved():
    words = {"added_value": "Many more jobs.", "challenge": "Hardly any jobs."}
    public = chosen(OWN, None, {"added_value": "own", "challenge": "own"}, words)
    assert (public["added_value"], public["challenge"]) == ("Many more jobs.", "Hardly any jobs.")
    assert public["marks"] == {"added_value": "expected"}


def test_a_value_that_was_expected_is_marked_until_a_review_reports_one():
    plain = {"plain": {"added_value": "More jobs."}}
    assert project(PartnershipFacts(**plain), AT.date())["marks"] == {"added_value": "expected"}
    assert project(PartnershipFacts(**plain, value_reported=True), AT.date())["marks"] == {}


@pytest.mark.parametrize(
    ("now", "decided", "default"),
    [
        (None, {}, "publish"),
        ({"lead": "Good words."}, {}, "keep"),  # worded before decisions were recorded
        ({"lead": "Good words."}, {"choice": "own", "from": digest(UNIT["lead"], OWN)}, "keep"),
        ({"lead": "Good words."}, {"choice": "keep", "from": digest(UNIT["lead"], OWN)}, "keep"),
        ({"lead": "Good words."}, {"choice": "own", "from": "older"}, ""),  # both have changed: a person says
        ({"lead": "Was so."}, {"choice": "publish", "from": digest(UNIT["lead"], {"lead": "Was so."})}, "publish"),
        ({"lead": ""}, {"choice": "withhold", "from": "older"}, "withhold"),
        ({"lead": "Work for all."}, {"choice": "own", "from": "older"}, "publish"),  # they say the same
    ],
)
def test_a_good_summary_is_never_replaced_by_itself(now, decided, default):
    assert default_choice(UNIT["lead"], OWN, now, decided) == default


def test_what_the_partnership_does_not_know_is_not_emptied_by_itself():
    now = {"period": "Indefinite."}
    assert default_choice(UNIT["period"], OWN, now, {}) == "keep"
    said_then = {"choice": "publish", "from": digest(UNIT["period"], now)}
    assert default_choice(UNIT["period"], OWN, now, said_then) == "publish"  # it was taken out of the partnership


def test_what_is_true_today_cannot_be_kept_and_a_title_cannot_be_kept_back():
    now = {"running": "ended", "title": "Old", "contact_name": "Eva", "contact_email": "eva@example.org"}
    assert offered(UNIT["running"], OWN, now) == ["publish"]
    assert offered(UNIT["title"], OWN, now) == ["publish", "keep"]
    assert offered(UNIT["contact_name"], OWN, now) == ["publish", "withhold"]
    assert offered(UNIT["challenge"], OWN, None) == ["publish", "own", "withhold"]


def test_decisions_remember_what_the_partnership_said():
    found = decisions(OWN, {"lead": "own"})
    assert found["lead"] == {"choice": "own", "from": digest(UNIT["lead"], OWN)}
    assert found["funding"]["choice"] == "publish"


@pytest.mark.parametrize("amount", ["98,765", "98 765", "98.765", "98'765", "EUR 98765 a year", "98\u202f765"])
def test_a_withheld_amount_is_found_however_it_is_written(amount):
    facts = PartnershipFacts(
        plain={}, contributions=(ContributionFacts("Chamber", "money", amount=Decimal("98765"), withheld=True),)
    )
    assert given_away(f"Rooms for {amount}.", facts) == ["the amount contributed by Chamber"]
    assert given_away("Rooms for 198,765 and 987,650.", facts) == []


def test_a_person_who_has_not_agreed_is_found_by_name_and_address():
    hidden, shown = ContactFacts("Rasa Žukaitė", "rasa@a.example", False), ContactFacts("Eva Berg", "e@a.example", True)
    facts = PartnershipFacts(plain={}, contacts=(hidden, shown), partners=(PartnerFacts("Berg & Co"),))
    assert given_away(["Led by Rasa Zukaite."], facts) == ["a contact person who has not agreed to be shown"]
    assert given_away([{"what": "Write to RASA@a.example"}], facts)
    assert given_away("Eva Berg of the chamber", facts) == []
