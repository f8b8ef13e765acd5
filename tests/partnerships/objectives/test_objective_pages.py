"""The assistant of an objective says what the text would say while it is typed; what is incomplete is saved (O1)."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from partnerships.models import Objective
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import ready_agreement
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)
# the input that used to meet all five letters
IMPOSSIBLE = {
    "unit": "%", "target": "150", "baseline_value": "44", "due_year": "2020", "due_month": "1", "due_day": "1",
}  # fmt: skip


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def url(draft) -> str:
    return reverse("partnerships:objective", args=[draft.objectives.last().pk])


def typed(lina, url, **fields):
    return typed_in(lina.get(url), "indicator", **fields)


def test_while_it_is_typed_the_sentence_and_the_marks_follow_and_nothing_is_saved(draft, lina, url):
    before, row = LedgerEntry.objects.count(), draft.objectives.last()

    page = lina.post(f"{url}look/", typed(lina, url, statement="Leavers stay in work", **IMPOSSIBLE))

    words = words_on(page)
    assert "Leavers stay in work: at least 150 % of leavers (44 % in 2025), by 1 January 2020" in words.replace(
        "\xa0", " "
    )
    assert "The due date has passed." in words
    assert "A share is outside 0 to 100 %." in words
    assert 'hx-swap-oob="true"' in page.content.decode()
    row.refresh_from_db()
    assert (row.target, LedgerEntry.objects.count()) == (65, before)


def test_a_new_objective_is_looked_at_before_it_exists(draft, lina):
    new = reverse("partnerships:objective_new", args=[draft.pk])
    form = typed_in(lina.get(new), "indicator", statement="Leavers stay in work")

    words = words_on(lina.post(reverse("partnerships:objective_new_look", args=[draft.pk]), form))

    assert "Leavers stay in work: target missing , compared with baseline missing , by due date missing ." in words
    assert draft.objectives.count() == 2


def test_an_impossible_objective_is_saved_and_bars_signature(draft, lina, url):
    assert lina.post(url, typed(lina, url, **IMPOSSIBLE)).status_code == 302

    tasks = words_on(lina.get(reverse("partnerships:agreement", args=[draft.pk])))
    assert "Objective 2: The due date has passed." in tasks
    assert "Objective 2: A share is outside 0 to 100 %." in tasks


def test_a_quota_over_a_hundred_is_saved_and_bars_signature(draft, lina):
    url = reverse("partnerships:objective", args=[draft.objectives.first().pk])

    lina.post(url, typed(lina, url, **{"quotas-0-share": "130"}))

    assert draft.objectives.first().quotas.get().share == 130
    assert "A quota is outside 0 to 100 %." in words_on(lina.get(url))


def test_one_target_has_a_quota_of_its_people_and_another_of_its_money(draft, lina):
    """O3: 55 per cent of the people and 55 per cent of the money, each of its own whole."""
    url = reverse("partnerships:objective", args=[draft.objectives.first().pk])
    people = {"quotas-0-share": "55", "quotas-0-who": "women", "quotas-0-base": "the people served"}
    line = lina.post(url, typed(lina, url, **people, do="quotas-add"))
    money = {"quotas-1-comparator": "at_least", "quotas-1-share": "55", "quotas-1-who": "spent on women",
             "quotas-1-base": "the money"}  # fmt: skip

    assert lina.post(url, typed_in(line, "indicator", **money, do="save")).status_code == 302

    text = words_on(lina.get(reverse("partnerships:agreement_text", args=[draft.pk]))).replace("\xa0", " ")
    assert "At least 55 % of the people served are women" in text
    assert "55 % of the money are spent on women" in text


def test_a_kind_of_target_leaves_out_what_it_does_not_use_and_says_so(draft, lina, url):
    answer = lina.post(url, typed(lina, url, target_kind="reported"))

    row = Objective.objects.get(pk=draft.objectives.last().pk)
    assert (row.target, row.target_kind, row.unit) == (None, "reported", "%")
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "Not saved, because this kind of target does not use it: Target." in told


def test_what_is_wrong_in_a_field_that_is_not_used_bars_nothing(lina, url):
    assert lina.post(url, typed(lina, url, target_kind="judged", target="many")).status_code == 302


def test_better_than_a_control_group_says_what_it_comes_to(draft, lina, url):
    fields = {"target_kind": "control", "relation": "percent_above", "target": "50", "baseline_value": "14"}
    lina.post(url, typed(lina, url, baseline_text="Those who were not invited", **fields))

    row = draft.objectives.last()
    assert (row.baseline_kind, row.relation) == ("control_group", "percent_above")
    assert "If the control group reaches 14 %, the target comes to 21 %." in words_on(lina.get(url)).replace(
        "\xa0", " "
    )


def test_an_objective_is_no_part_of_itself_nor_of_its_parts(draft, lina):
    first, second = draft.objectives.all()
    second.parent = first
    second.save()
    url = reverse("partnerships:objective", args=[first.pk])

    answer = lina.post(url, typed(lina, url, parent=str(second.pk)))

    assert answer.status_code == 422
    assert "“More are in work or training” is itself a part of this objective." in words_on(answer)


def test_saving_leads_on_to_the_next_objective(draft, lina):
    first, second = draft.objectives.all()
    url = reverse("partnerships:objective", args=[first.pk])
    assert "Save and go to objective 2" in words_on(lina.get(url))

    answer = lina.post(url, {**typed(lina, url), "next": "1"})

    assert answer.url == reverse("partnerships:objective", args=[second.pk])


def test_lines_are_added_while_the_sentence_stays(lina, url):
    page = lina.post(url, {**typed(lina, url, statement="Leavers stay in work"), "do": "quotas-add"})

    assert (page.status_code, "Leavers stay in work: at least 65" in words_on(page)) == (200, True)
