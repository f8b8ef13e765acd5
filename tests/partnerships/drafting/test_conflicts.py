"""Two people edit at once: nothing is lost, both texts are shown, and either can be kept (design 6)."""

import pytest
from django.urls import reverse

from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.writing import (
    RESPONSIBILITIES,
    remove_part,
    save_lines,
    save_responsibility,
    save_section,
    save_terms,
)
from partnerships.objectives.services import save_objective
from partnerships.shared.services.conflicts import Conflict, seen_row
from pes_partnerships.ledger.services import Actor
from tests.factories import ready_agreement
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def lina(cast, sign_in):
    return sign_in(cast.lina)


def url_of(page: str, key: object) -> str:
    return reverse(f"partnerships:{page}", args=[key] if not isinstance(key, tuple) else key)


def duties(draft) -> list[str]:
    return [str(row) for row in draft.responsibilities.all()]


def test_a_service_refuses_what_was_filled_from_an_older_row(draft):
    seen = seen_row(draft, ["notice"])
    save_terms(agreement=draft, by=BY, notice="One year")

    with pytest.raises(Conflict) as conflict:
        save_terms(agreement=draft, by=BY, notice="Two years", seen=seen)

    assert conflict.value.theirs.notice == "One year"
    draft.refresh_from_db()
    assert draft.notice == "One year"


def test_two_people_may_save_different_parts_of_one_version(draft):
    seen = seen_row(draft, ["quality"])
    save_terms(agreement=draft, by=BY, notice="One year")

    saved = save_terms(agreement=draft, by=BY, quality="Trust", seen=seen)

    assert (saved.notice, saved.quality) == ("One year", "Trust")


def test_the_page_shows_both_texts_and_mine_can_take_its_place(draft, lina, cast):
    url = url_of("agreement_quality", draft.pk)
    post = typed_in(lina.get(url), "quality", quality="As Lina wrote it")
    save_terms(agreement=draft, by=Actor.user(cast.jonas), quality="As Jonas saved it")

    conflict = lina.post(url, post)

    assert conflict.status_code == 409
    assert "As Jonas saved it As Lina wrote it" in words_on(conflict)
    draft.refresh_from_db()
    assert draft.quality == "As Jonas saved it"

    assert lina.post(url, typed_in(conflict, "quality")).status_code == 302
    draft.refresh_from_db()
    assert draft.quality == "As Lina wrote it"


def test_a_third_save_meanwhile_is_a_conflict_again(draft, lina):
    url = url_of("agreement_quality", draft.pk)
    post = typed_in(lina.get(url), "quality", quality="Mine")
    save_terms(agreement=draft, by=BY, quality="Second")
    conflict = lina.post(url, post)
    save_terms(agreement=draft, by=BY, quality="Third")

    again = lina.post(url, typed_in(conflict, "quality"))

    assert (again.status_code, "Third Mine" in words_on(again)) == (409, True)


def test_a_part_that_somebody_else_began_meanwhile_is_not_overwritten(draft, lina):
    """Both opened an empty page."""
    url = url_of("section", (draft.pk, "employers"))
    post = typed_in(lina.get(url), "body", body="As Lina began it")
    save_section(agreement=draft, key="employers", by=BY, body="As Jonas began it")

    conflict = lina.post(url, post)

    assert conflict.status_code == 409
    assert draft.sections.get(key="employers").body == "As Jonas began it"
    assert lina.post(url, typed_in(conflict, "body")).status_code == 302
    assert draft.sections.get(key="employers").body == "As Lina began it"


def test_lines_are_compared_as_a_whole(draft, lina):
    url = url_of("agreement_responsibilities", draft.pk)
    more = lina.post(url, typed_in(lina.get(url), "lines-0-text", do="lines-add"))
    post = typed_in(more, "lines-0-text", **{"lines-0-text": "Lina's first", "lines-3-text": "Lina's new"})
    save_responsibility(agreement=draft, by=BY, text="Jonas's", responsibility=draft.responsibilities.first())

    conflict = lina.post(url, post)

    assert (conflict.status_code, duties(draft)[0]) == (409, "Jonas's")
    assert "Lines Jonas's " in words_on(conflict)
    assert "Lina's first, " in words_on(conflict)
    assert lina.post(url, typed_in(conflict, "lines-0-text")).status_code == 302
    assert duties(draft) == [
        "Lina's first",
        "Trains youth workers and describes the model.",
        "Gives rooms in two libraries.",
        "Lina's new",
    ]


def test_a_line_removed_meanwhile_comes_back_with_mine(draft, lina):
    url = url_of("agreement_responsibilities", draft.pk)
    post = typed_in(lina.get(url), "lines-0-text", **{"lines-1-text": "Lina's second"})
    draft.responsibilities.all()[1].delete()

    conflict = lina.post(url, post)

    assert (conflict.status_code, len(duties(draft))) == (409, 2)
    assert lina.post(url, typed_in(conflict, "lines-0-text")).status_code == 302
    assert sorted(duties(draft)) == sorted([duties(draft)[0], "Lina's second", "Gives rooms in two libraries."])
    assert draft.responsibilities.count() == 3


def test_the_service_refuses_lines_filled_from_older_ones(draft):
    with pytest.raises(Conflict) as conflict:
        save_lines(RESPONSIBILITIES, agreement=draft, by=BY, rows=[{"text": "New"}], seen="older")

    assert [row.text for row in conflict.value.theirs] == duties(draft)
    assert len(duties(draft)) == 3


def test_the_ending_keeps_terms_and_steps_in_the_post(draft, lina):
    """A8: one page writes two things; neither is half saved."""
    url = url_of("agreement_dissolution", draft.pk)
    post = typed_in(lina.get(url), "may_end_by", notice="Lina's notice", **{"lines-0-act": "Lina's step"})
    save_terms(agreement=draft, by=BY, notice="Jonas's notice")

    conflict = lina.post(url, post)

    assert (conflict.status_code, "Jonas's notice Lina's notice" in words_on(conflict)) == (409, True)
    assert draft.dissolution_steps.first().act == "Each young person is named a new adviser and told in writing."
    assert lina.post(url, typed_in(conflict, "notice")).status_code == 302
    draft.refresh_from_db()
    assert (draft.notice, draft.dissolution_steps.first().act) == ("Lina's notice", "Lina's step")


def test_an_objective_keeps_its_quotas_and_milestones_in_the_post(draft, lina):
    objective = draft.objectives.first()
    url = url_of("objective", objective.pk)
    typed = {"quotas-0-share": "25", "milestones-0-text": "Half way"}
    post = typed_in(lina.get(url), "indicator", indicator="Lina's indicator", **typed)
    save_objective(agreement=draft, by=BY, objective=objective, unit="persons")

    conflict = lina.post(url, post)

    assert conflict.status_code == 409
    assert lina.post(url, typed_in(conflict, "indicator")).status_code == 302
    objective.refresh_from_db()
    assert (objective.indicator, objective.unit) == ("Lina's indicator", "people")
    assert (objective.quotas.get().share, objective.milestones.get().text) == (25, "Half way")


def test_quotas_that_somebody_else_changed_are_not_overwritten(draft, lina):
    """O1: the lists of an objective are part of what its editor saw."""
    objective = draft.objectives.first()
    url = url_of("objective", objective.pk)
    post = typed_in(lina.get(url), "indicator", indicator="Lina's indicator")
    quota = {"comparator": "at_least", "share": 45, "who": "men", "base": "all"}
    save_objective(agreement=draft, by=BY, objective=objective, quotas=[quota])

    conflict = lina.post(url, post)

    assert conflict.status_code == 409
    assert "Quotas at least, 45, men, all at least, 30, " in words_on(conflict)
    assert objective.quotas.get().who == "men"


def test_an_objective_saved_twice_by_one_person_is_no_conflict(draft, lina):
    url = url_of("objective", draft.objectives.first().pk)

    for text in ("First", "Second"):
        assert lina.post(url, typed_in(lina.get(url), "indicator", indicator=text)).status_code == 302

    assert draft.objectives.first().indicator == "Second"


def test_signatories_say_at_the_party_that_it_was_changed(draft, lina):
    url = url_of("agreement_signatories", draft.pk)
    first, second, _third = draft.parties.all()
    names = [f"party{row.pk}-signs_for" for row in (first, second)]
    post = typed_in(lina.get(url), names[0], **{names[0]: "Lina's", names[1]: "Lina's too"})
    save_party(agreement=draft, by=BY, party=second, signs_for="Jonas's")

    answer = lina.post(url, post)

    assert (answer.status_code, "Jonas's" in words_on(answer), "Lina's too" in words_on(answer)) == (409, True, True)
    assert list(draft.parties.values_list("signs_for", flat=True)) == ["", "Jonas's", ""]
    assert typed_in(answer, names[0])[names[0]] == ["Lina's"]


def test_a_party_removed_meanwhile_is_missing(draft, lina):
    party = draft.parties.last()
    url = url_of("party", party.pk)
    post = typed_in(lina.get(url), "risk", risk="Lina's")
    remove_part(part=party, by=BY)

    assert lina.post(url, post).status_code == 404
