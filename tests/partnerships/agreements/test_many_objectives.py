"""A text of many objectives: found, filtered by what is missing, changed many at a time (O1, O7, A16)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.agreements.rules.parts_findings import few_of_each
from partnerships.agreements.services.readiness import readiness
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Objective
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.findings import Finding
from tests.factories.agreements import wide_agreement
from tests.pages import typed_in, words_on


@pytest.fixture
def wide(in_scope) -> Agreement:
    return wide_agreement(in_scope.service, in_scope.lina, "Network with many aims", parties=3, objectives=40)


def url_of(page: str, agreement: Agreement) -> str:
    return reverse(f"partnerships:{page}", args=[agreement.pk])


def changed(lina, agreement, rows, **act) -> str:
    page = url_of("agreement_objectives", agreement)
    form = typed_in(lina.get(page), "owner", objective=[str(each.pk) for each in rows], **act)
    return words_on(lina.post(url_of("objectives_change", agreement), form, follow=True))


def test_a_page_holds_thirty_and_the_rest_is_found(wide, lina):
    page = url_of("agreement_objectives", wide)
    assert "40 of 40 objectives" in words_on(lina.get(page))
    assert lina.get(page).content.decode().count("row-tick") == 30
    last = wide.objectives.last()
    Objective.objects.filter(pk=last.pk).update(title="Fewer long waits in Kaunas")

    found = words_on(lina.get(page + "?q=kaunas WAITS"))

    assert ("1 of 40 objectives" in found, "Fewer long waits in Kaunas" in found) == (True, True)
    assert "Fewer long waits in Kaunas" in lina.get(page + "?format=csv").content.decode("utf-8-sig")
    assert "No objective fits" in words_on(lina.get(page + "?q=nothing-like-it"))


def test_what_is_missing_is_a_filter(wide, lina):
    first, second = wide.objectives.all()[:2]
    Objective.objects.filter(pk=first.pk).update(owner=None)
    Objective.objects.filter(pk=second.pk).update(due="", is_common=True)
    page = url_of("agreement_objectives", wide)

    assert "1 of 40 objectives" in words_on(lina.get(page + "?show=owner"))
    without_day = words_on(lina.get(page + "?show=due"))
    assert ("1 of 40 objectives" in without_day, second.title in without_day) == (True, True)
    assert "1 of 40 objectives" in words_on(lina.get(page + "?show=common"))
    assert "2 of 40 objectives" in words_on(lina.get(page + "?show=barring"))
    assert "40 of 40 objectives" in words_on(lina.get(page + "?show=nonsense"))


def test_an_owner_is_assigned_to_all_that_are_ticked(wide, lina):
    some, owner = list(wide.objectives.all()[:5]), wide.parties.last()
    Objective.objects.filter(pk__in=[each.pk for each in some]).update(owner=None)

    assert "5 objectives have been changed." in changed(lina, wide, some, act="owner", owner=str(owner.pk))

    assert set(wide.objectives.filter(pk__in=[each.pk for each in some]).values_list("owner", flat=True)) == {owner.pk}
    assert LedgerEntry.objects.filter(act="objective.saved", object_id=str(some[0].pk)).exists()
    assert "Nothing was changed: the ticked objectives already have this value." in changed(
        lina, wide, some, act="owner", owner=str(owner.pk)
    )
    assert "2 objectives have been changed." in changed(lina, wide, some[:2], act="common")
    assert wide.objectives.filter(is_common=True).count() == 2


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Tick at least one objective."),
        ({"objective": "ticked", "act": "owner"}, "Choose an owner."),
        ({"objective": "ticked", "act": "owner", "owner": "other"}, "Choose an owner."),
        ({"objective": "ticked", "act": "delete"}, "Choose what to do with the ticked objectives."),
        ({"objective": "\x00", "act": "common"}, "Tick at least one objective."),
    ],
)
def test_a_wrong_choice_is_answered_and_the_ticks_stay(wide, lina, in_scope, sent, says):
    row = wide.objectives.first()
    other = wide_agreement(in_scope.service, in_scope.lina, "Another network", parties=2, objectives=1)
    sent = {"act": "common"} | sent
    sent |= {"objective": str(row.pk)} if sent.get("objective") == "ticked" else {}
    sent |= {"owner": str(other.parties.first().pk)} if sent.get("owner") == "other" else {}
    form = typed_in(lina.get(url_of("agreement_objectives", wide)), "owner", **sent)

    answer = lina.post(url_of("objectives_change", wide), form)

    assert (answer.status_code, says in words_on(answer)) == (422, True)
    assert ("checked" in answer.content.decode()) == (sent.get("objective") == str(row.pk))
    assert not wide.objectives.filter(is_common=True).exists()


def test_of_many_objectives_the_task_list_has_one_line(wide, lina, in_scope):
    few = wide_agreement(in_scope.service, in_scope.lina, "A small one", parties=2, objectives=2)
    tasks = lina.get(url_of("agreement", wide)).content.decode()

    assert "40 objectives: open the list to complete or change them" in tasks
    assert f'href="{url_of("agreement_objectives", wide)}"' in tasks
    assert "open the list to complete or change" not in lina.get(url_of("agreement", few)).content.decode()

    row = wide.objectives.first()
    form = typed_in(lina.get(f"/objectives/{row.pk}/"), "title", title="Renamed")
    assert lina.post(f"/objectives/{row.pk}/", form).url == url_of("agreement_objectives", wide)


def test_many_issues_of_one_kind_lead_to_the_list_of_them(wide, lina):
    wide.objectives.update(due="")
    found = readiness(wide, agreement_text(wide), today=timezone.localdate())
    assert sum(finding.code == "objective_not_smart" for finding in found) == 40

    page = words_on(lina.get(url_of("agreement", wide)))

    assert "37 more issues of this kind." in page
    assert url_of("agreement_objectives", wide) + "?show=issues" in lina.get(url_of("agreement", wide)).content.decode()


def test_few_issues_of_a_kind_and_those_without_a_list_are_all_shown():
    four = [Finding("objective_not_smart", str(n), anchor=f"objective:{n}") for n in range(4)]
    terms = [Finding("term", str(n), anchor="term") for n in range(9)]

    assert few_of_each([*four, *terms]) == [*four, *terms]

    five = [Finding("objective_not_smart", str(n), anchor=f"objective:{n}") for n in range(5)]
    shown = few_of_each([*terms, *five])
    assert [each.title for each in shown[9:]] == ["0", "1", "2", "2 more issues of this kind."]


def test_the_list_asks_the_same_of_few_and_of_many(in_scope, lina):
    counts = []
    for number in (1, 3):
        text = wide_agreement(in_scope.service, in_scope.lina, f"With {number}", parties=2, objectives=number)
        lina.get(url_of("agreement_objectives", text))
        with CaptureQueriesContext(connection) as asked:
            lina.get(url_of("agreement_objectives", text))
        counts.append(len(asked))
    assert counts[0] == counts[1]
