"""Every list of rows is edited the same way: add, remove and undo, move, with nothing saved and nothing lost."""

import pytest
from django.urls import reverse

from tests.factories import make_partnership, ready_agreement
from tests.factories.preparation import make_needs
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def pages(draft):
    """Each page with a list: its address, the list's name, a field of its lines."""
    partnership = draft.partnership
    make_needs(partnership, "A talk", "A job")
    partnership.support.create(kind="training", need="Half a day")
    objective = draft.objectives.first()
    return {
        "chain": (reverse("partnerships:chain", args=[partnership.pk]), "rows", "need"),
        "support": (reverse("partnerships:support", args=[partnership.pk]), "rows", "need"),
        "responsibilities": (reverse("partnerships:agreement_responsibilities", args=[draft.pk]), "lines", "text"),
        "dissolution": (reverse("partnerships:agreement_dissolution", args=[draft.pk]), "lines", "act"),
        "quotas": (reverse("partnerships:objective", args=[objective.pk]), "quotas", "who"),
        "milestones": (reverse("partnerships:objective", args=[objective.pk]), "milestones", "text"),
    }


NAMES = ["chain", "support", "responsibilities", "dissolution", "quotas", "milestones"]


def total(page, prefix: str) -> int:
    return int(typed_in(page, f"{prefix}-TOTAL_FORMS")[f"{prefix}-TOTAL_FORMS"][0])


@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_added_and_what_was_typed_is_kept(pages, lina, name):
    url, prefix, field = pages[name]
    page = lina.get(url)
    post = typed_in(page, f"{prefix}-0-{field}", **{f"{prefix}-0-{field}": "As I type it"})

    answer = lina.post(url, {**post, "do": f"{prefix}-add"})

    assert (answer.status_code, total(answer, prefix)) == (200, total(page, prefix) + 1)
    assert typed_in(answer, f"{prefix}-0-{field}")[f"{prefix}-0-{field}"] == ["As I type it"]
    assert "<title>Error:" not in answer.content.decode()
    assert "As I type it" not in lina.get(url).content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_removed_line_can_come_back_until_the_list_is_saved(pages, lina, name):
    url, prefix, field = pages[name]
    before = typed_in(lina.get(url), f"{prefix}-0-{field}")

    gone = lina.post(url, {**before, "do": f"{prefix}-remove-0"})
    back = lina.post(url, {**typed_in(gone, f"{prefix}-0-{field}"), "do": f"{prefix}-restore-0"})

    assert f"{prefix}-restore-0" in gone.content.decode()
    assert f"{prefix}-restore-0" not in back.content.decode()
    assert typed_in(back, f"{prefix}-0-{field}")[f"{prefix}-0-{field}"] == before[f"{prefix}-0-{field}"]


@pytest.mark.parametrize("name", ["chain", "responsibilities", "dissolution"])
def test_a_removed_line_is_gone_when_the_list_is_saved(pages, lina, name):
    url, prefix, field = pages[name]
    before = typed_in(lina.get(url), f"{prefix}-0-{field}")
    gone = lina.post(url, {**before, "do": f"{prefix}-remove-0"})

    assert lina.post(url, {**typed_in(gone, f"{prefix}-0-{field}"), "do": "save"}).status_code == 302

    now = typed_in(lina.get(url), f"{prefix}-0-{field}")
    assert before[f"{prefix}-0-{field}"] not in [
        now[f"{prefix}-{place}-{field}"] for place in range(5) if f"{prefix}-{place}-{field}" in now
    ]


def test_a_line_moves_past_one_that_is_removed(in_scope, lina):
    partnership = make_partnership(in_scope.service)
    make_needs(partnership, "A", "B", "C")
    url = reverse("partnerships:chain", args=[partnership.pk])
    gone = lina.post(url, {**typed_in(lina.get(url), "rows-0-need"), "do": "rows-remove-1"})

    moved = lina.post(url, {**typed_in(gone, "rows-0-need"), "do": "rows-up-2"})
    lina.post(url, {**typed_in(moved, "rows-0-need"), "do": "save"})

    assert [need.need for need in partnership.chain.all()] == ["C", "A"]


def test_the_other_list_of_a_page_and_its_form_stay_as_typed_and_unchecked(draft, lina):
    url = reverse("partnerships:objective", args=[draft.objectives.first().pk])
    wrong = {"title": "", "quotas-0-share": "many", "milestones-0-text": "Half way"}
    post = typed_in(lina.get(url), "indicator", **wrong)

    answer = lina.post(url, {**post, "do": "milestones-add"})

    kept = typed_in(answer, "indicator")
    assert (answer.status_code, "Please correct this" in words_on(answer)) == (200, False)
    assert (kept["title"], kept["quotas-0-share"], kept["milestones-0-text"]) == ([""], ["many"], ["Half way"])


def test_with_scripts_a_list_that_has_moved_on_opens_the_whole_page(draft, lina):
    """The draft went out meanwhile: an answer elsewhere is no part for the list."""
    url = reverse("partnerships:agreement_responsibilities", args=[draft.pk])
    post = typed_in(lina.get(url), "lines-0-text", do="lines-add")
    type(draft).objects.filter(pk=draft.pk).update(status="withdrawn")

    answer = lina.post(url, post, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, f"/agreements/{draft.pk}/")
