"""A15: texts signed elsewhere one after the other: gaps, overlaps, and what the next one takes from the one before."""

from partnerships.objectives.services import save_objective
from tests.factories.forming import BY
from tests.pages import typed_in, words_on
from tests.partnerships.elsewhere.conftest import begun, page, save


def test_five_editions_stand_in_a_row_with_the_gap_between(cast, ia, sign_in):
    client = sign_in(cast.lina)
    rows = {
        "Agreement 2025–2028": {
            "signed_day": "12", "signed_month": "2", "signed_year": "2025", "effective_year": "2025",
            "ends_year": "2028", "gap": "Negotiations broke down.",
        },
        "First agreement": {"effective_year": "2001"},
        "Agreement 2006–2009": {"effective_year": "2006", "ends_year": "2009"},
        "Agreement 2014–2018": {
            "effective_day": "4", "effective_month": "3", "effective_year": "2014", "ends_year": "2018"
        },
        "Agreement 2019–2022": {
            "signed_day": "18", "signed_month": "12", "signed_year": "2018", "effective_day": "1",
            "effective_month": "1", "effective_year": "2019", "ends_day": "31", "ends_month": "12", "ends_year": "2024",
        },
    }  # fmt: skip
    for title, typed in rows.items():
        record = begun(ia, title)
        if title == "Agreement 2019–2022":
            save_objective(agreement=record, by=BY, title="Sickness absence 10 % below 2018")
        save(client, record, **typed)
    newest = ia.agreements.get(title="Agreement 2025–2028")
    client.post(
        page("record_correct", newest.pk),
        typed_in(client.get(page("record_correct", newest.pk)), "reason", reason="Say what happened before it."),
    )
    save(client, newest, gap="Negotiations broke down.")

    answer = client.get(page("record", newest.pk))
    words = words_on(answer)
    for said in (
        "5. Agreement 2025–2028",
        "4. Agreement 2019–2022",
        "1. First agreement",
        "6 weeks without an agreement",
        "1 January 2025 to 11 February 2025",
        "Negotiations broke down.",
        "Sickness absence 10 % below 2018",
        "no source says until when",
    ):
        assert said in words
    assert answer.content.count(b'<svg class="chart edition-row"') == 2


def test_an_overlap_is_said_and_the_later_text_counts(cast, ia, sign_in):
    client = sign_in(cast.lina)
    save(client, begun(ia, "Plan 2019"), effective_year="2019", ends_year="2020")
    later = begun(ia, "Plan 2020")
    save(client, later, effective_year="2020", ends_year="2029")

    assert "It overlaps with “Plan 2019”" in words_on(client.get(page("record", later.pk)))
    assert ia.agreements.in_force().get() == later


def test_the_objectives_of_the_edition_before_are_a_start_and_keep_their_line(cast, ia, sign_in):
    client = sign_in(cast.lina)
    first = begun(ia, "Plan 2019")
    old = save_objective(agreement=first, by=BY, title="Less absence", target_kind="reported", unit="%")
    save(client, first, effective_year="2019", ends_year="2020")
    later = begun(ia, "Plan 2021")
    save(client, later, later="1", effective_year="2021")
    assert "Take the objectives of “Plan 2019” as a start" in words_on(client.get(page("record", later.pk)))

    for _twice in range(2):
        client.post(page("record_objectives", later.pk))

    assert later.objectives.get().lineage == old.lineage
