"""By what an entry is known, and what it goes on to say when it is taken over (D1, D4)."""

import pytest

from directory.recognising.rules.keeping import with_kept
from directory.recognising.rules.keys import is_told_anywhere, key_of_number, keys_of_source


@pytest.mark.parametrize(
    "written",
    [
        "https://www.gew.de/aktuelles/aus-einer-hand",
        "http://gew.de/aktuelles/aus-einer-hand/",
        "Union, newsletter (https://GEW.de/aktuelles/aus-einer-hand?utm_source=mail).",
        "- https://gew.de/aktuelles/aus%2Deiner%2Dhand;",
    ],
)
def test_one_page_has_one_key_however_its_address_is_written(written):
    assert keys_of_source(written) == ["address:gew.de/aktuelles/aus-einer-hand"]


def test_a_question_and_a_place_belong_to_the_address_and_a_front_page_is_no_source():
    source = (
        "http://uvcw.be/?p=1884\nhttp://uvcw.be/?p=1885 https://a.be/x.pdf#page=12 https://a.be/x.pdf https://a.be/"
    )
    assert keys_of_source(source) == [
        "address:uvcw.be?p=1884", "address:uvcw.be?p=1885", "address:a.be/x.pdf#page=12", "address:a.be/x.pdf",
    ]  # fmt: skip
    assert keys_of_source("PES Network, 2020, annex: Lithuania. doi 10.2767/085739") == []
    assert keys_of_source("https://[broken/x") == []


def test_a_long_address_has_a_key_that_fits():
    one, other = (keys_of_source(f"https://a.be/{'x' * 300}{end}") for end in "ab")
    assert one != other
    assert max(map(len, one + other)) <= 200


def test_a_number_is_one_services_own():
    assert key_of_number(3, "BE-FOREM-CPAS") == "number:3:be forem cpas"
    assert key_of_number(None, "BE-FOREM-CPAS") == key_of_number(3, "") == ""
    assert is_told_anywhere("BE-FOREM-CPAS")
    assert not is_told_anywhere("BE-2017-0001")


BEFORE = {
    "title": "Pact of Carinthia", "challenge": "Few jobs.", "model": "agile", "elements": ["price"],
    "funding": "EUR 81,320,000", "running": "ended", "contact_name": "Eva", "contact_email": "eva@example.org",
    "marks": {"funding": "our_reading", "challenge": "our_reading"}, "source": "- OTS\n- Kleine Zeitung",
    "targets": [{"what": "jobs", "target": "6,700"}],
}  # fmt: skip


def test_what_the_partnership_says_replaces_and_what_it_does_not_know_is_kept_with_its_source():
    own = {"title": "Territorial pact", "challenge": "Too few jobs.", "model": "co_constructed", "source": "OTS"}

    public = with_kept(own, BEFORE, takes_over=True)

    assert (public["title"], public["challenge"]) == ("Territorial pact", "Too few jobs.")
    assert (public["model"], public["elements"]) == ("co_constructed", [])  # elements of a model that it has no longer
    assert (public["funding"], public["targets"][0]["target"]) == ("EUR 81,320,000", "6,700")
    assert public["kept"] == {"fields": ["running", "funding", "targets"], "source": "Kleine Zeitung"}
    assert public["marks"] == {"funding": "our_reading"}
    assert public["source"] == "OTS"


def test_a_person_is_never_kept_and_nothing_runs_because_it_ran_once():
    public = with_kept({"title": "Pact"}, {**BEFORE, "running": "running"}, takes_over=True)
    assert (public["contact_name"], public["contact_email"], public["running"]) == ("", "", "not_known")


def test_later_only_what_was_kept_then_and_is_not_known_yet_stays():
    taken = with_kept({"title": "Pact", "source": "Own report"}, BEFORE, takes_over=True)
    entry = {**taken, "added_value": "Said by the partnership, and taken away since."}

    later = with_kept({"title": "Pact", "funding": "EUR 12"}, entry, takes_over=False)

    assert (later["funding"], later["challenge"], later["added_value"]) == ("EUR 12", "Few jobs.", "")
    assert "funding" not in later["kept"]["fields"]
    assert later["kept"]["source"] == "OTS\nKleine Zeitung"


def test_an_entry_of_a_partnership_alone_keeps_nothing():
    assert with_kept({"title": "Pact"}, BEFORE, takes_over=False)["kept"] == {}
