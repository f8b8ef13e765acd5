"""A body that was split is followed by several, wherever successors are written, shown, merged or undone (F2, X1)."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.imports.services import running as importing
from partnerships.imports.services.exporting import lines_of, stored_records
from partnerships.imports.views.registry_files import file_columns
from partnerships.merging.services.merging import merge, undo_merge
from partnerships.models import Consent, Organisation, OrganisationMerge, Succession
from partnerships.shared.services.refused import Refused
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import verify
from pes_partnerships.lib.export import csv_response
from tests.cast import person
from tests.factories import make_organisation, make_participation, make_partnership, ready_agreement
from tests.factories.forming import BY
from tests.factories.imports import checked_file, written_file
from tests.factories.registry import make_end
from tests.pages import typed_in, words_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TE, HELSINKI, ESPOO = "Uusimaa TE Office", "Helsinki employment area", "Espoo-Kauniainen employment area"


@pytest.fixture
def finland(in_scope) -> list[Organisation]:
    """TE Offices ended in 2024; their duties went to municipal employment areas (reality 9, FI-OHJAAMO)."""
    return [make_organisation(in_scope.service, name, country="FI") for name in (TE, HELSINKI, ESPOO)]


def names(rows) -> list[str]:
    return [row.name for row in rows.order_by("name")]


def successors(organisation: Organisation) -> list[str]:
    return names(Organisation.objects.get(pk=organisation.pk).successors)


def members(partnership) -> list[str]:
    return sorted(row.name for row in partnership.participations.filter(status="member"))


def test_several_follow_one_that_was_split_and_only_such_a_one(finland):
    former, *areas = finland

    for kind in ("succeeded", "merged"):
        with pytest.raises(Refused, match="Only an organisation that was split has several successors"):
            make_end(former, *areas, kind=kind)
    with pytest.raises(Refused, match="An organisation cannot be its own successor"):
        make_end(former, areas[0], former)
    ended = make_end(former, *areas)

    assert (successors(ended), ended.end_kind) == ([ESPOO, HELSINKI], "split")
    assert [names(area.predecessors) for area in areas] == [[TE], [TE]]
    entry = LedgerEntry.objects.about(former).first()
    assert entry.after["successors"] == sorted(str(area.pk) for area in areas)
    with pytest.raises(Refused, match="is already a successor of"):
        make_end(areas[1], make_organisation(former.service, "Third"), former, kind="split")


def test_one_takes_the_place_with_its_drafts_and_the_other_joins_beside_it(cast, in_scope, finland):
    _former, helsinki, espoo = finland
    draft = ready_agreement(cast)
    place = draft.parties.first().participation
    place.role, place.is_key_actor = "Runs the youth centre", True
    place.save()
    untouched = make_participation(make_partnership(in_scope.service, "Other"), place.organisation, status="invited")

    ended = make_end(place.organisation, helsinki, espoo, carry_on=[place])

    rows = draft.partnership.participations.filter(organisation__in=[helsinki, espoo]).order_by("pk")
    assert [(row.name, row.status, row.role, row.is_key_actor) for row in rows] == [
        (HELSINKI, "member", "Runs the youth centre", True),
        (ESPOO, "member", "Runs the youth centre", True),
    ]
    assert draft.parties.filter(participation__organisation=helsinki).exists()
    assert not draft.parties.filter(participation__organisation=espoo).exists()
    untouched.refresh_from_db()
    assert (untouched.status, ended.pk) == ("invited", untouched.organisation_id)
    assert verify()


def test_the_page_keeps_what_is_ticked_while_another_is_looked_for(in_scope, sign_in, finland):
    """Each place is then offered to each successor; nothing is written before the consequences were read."""
    former, helsinki, espoo = finland
    both, one = (make_partnership(in_scope.service, title) for title in ("Ohjaamo Helsinki", "Ohjaamo Espoo"))
    first, second = (make_participation(each, former, status="member") for each in (both, one))
    browser, url = sign_in(in_scope.lina), f"/organisations/{former.pk}/end/"

    found = browser.post(
        url, typed_in(browser.get(url), "words", kind="split", on_year="2024", words="helsinki", find="1")
    )
    found = browser.post(url, typed_in(found, "words", successors=str(helsinki.pk), words="espoo", find="1"))
    asked = browser.post(url, typed_in(found, "words", successors=[str(helsinki.pk), str(espoo.pk)]))

    assert asked.status_code == 422
    sentence = (
        "Several organisations follow: choose which of them takes over in each partnership, or leave all unselected."
    )
    assert asked.context["form"].errors == {"carry_on": [sentence]}
    assert f"{HELSINKI} takes over in “Ohjaamo Espoo”" in words_on(asked)
    ticked = [f"{first.pk}-{helsinki.pk}", f"{first.pk}-{espoo.pk}", f"{second.pk}-{espoo.pk}"]
    told = browser.post(url, typed_in(asked, "words", carry_on=ticked))
    words = words_on(told)
    assert f"In partnership “Ohjaamo Helsinki”, {HELSINKI} takes its place" in words
    assert f"In partnership “Ohjaamo Helsinki”, {ESPOO} joins beside it" in words
    assert f"In partnership “Ohjaamo Espoo”, {ESPOO} takes its place" in words
    assert not Succession.objects.exists()
    again = browser.post(url, typed_in(told, "kind", again="1"))
    assert sorted(typed_in(again, "words")["carry_on"]) == sorted(ticked)

    sent = typed_in(told, "kind", confirmed="1")
    assert browser.post(url, sent).url == browser.post(url, sent).url == f"/organisations/{former.pk}/"
    assert [members(each) for each in (both, one)] == [[ESPOO, HELSINKI], [ESPOO]]
    page = words_on(browser.get(f"/organisations/{former.pk}/")).replace(" ,", ",")
    assert f"Successors: {ESPOO}, {HELSINKI}" in page
    assert f"Successor of {TE}" in words_on(browser.get(f"/organisations/{espoo.pk}/"))
    assert f"{HELSINKI} is no longer its successor." in words_on(browser.get(f"/organisations/{former.pk}/reopen/"))


def test_a_page_of_one_that_was_split_takes_as_many_queries_as_of_one_replaced(
    in_scope, sign_in, finland, django_assert_num_queries
):
    former, helsinki, espoo = finland
    browser, url = sign_in(in_scope.lina), f"/organisations/{make_end(former, helsinki).pk}/"
    browser.get(url)
    with CaptureQueriesContext(connection) as one:
        browser.get(url)

    former.successors.add(espoo, make_organisation(in_scope.service, "Third area"))

    with django_assert_num_queries(len(one)):
        browser.get(url)


def test_other_offices_are_asked_and_several_follow_when_they_agree(in_scope, sign_in, finland):
    former, helsinki, espoo = finland
    ruta = person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)
    own, foreign = (
        make_partnership(in_scope.service, title, office=office, manager=in_scope.lina)
        for title, office in (("Ours in Alytus", in_scope.alytus), ("Secret of Tallinn", in_scope.tallinn))
    )
    place, _other = (make_participation(each, former, status="member") for each in (own, foreign))
    browser, url = sign_in(ruta), f"/organisations/{former.pk}/end/"
    typed = {"kind": "split", "on_year": "2024", "words": "employment", "successors": [helsinki.pk, espoo.pk]}

    told = browser.post(url, {**typed, "carry_on": [f"{place.pk}-{espoo.pk}"]})
    why = browser.post(url, typed_in(told, "kind", confirmed="1"))
    browser.post(url, typed_in(why, "consent_reason", consent_reason="The act of 2023 says so."))
    [consent] = Consent.objects.open()
    liis, address = sign_in(in_scope.liis), f"/consents/{consent.pk}/"
    asked = liis.get(address)
    assert (HELSINKI in words_on(asked), "Ours in Alytus" in words_on(asked)) == (True, False)
    assert not Succession.objects.exists()
    liis.post(address, typed_in(asked, "answer", agrees="yes"))

    assert successors(former) == [ESPOO, HELSINKI]
    assert members(own) == [ESPOO]


def test_two_records_that_follow_the_same_body_become_one_and_two_again(finland):
    former, helsinki, _espoo = finland
    double = make_organisation(former.service, "City of Helsinki, employment services", country="FI")
    make_end(former, helsinki, double)
    other = make_end(make_organisation(former.service, "Helsinki TE Office"), double)

    done = merge(kept=helsinki, merged=double, by=BY)

    assert (successors(former), successors(other)) == ([HELSINKI], [HELSINKI])
    assert undo_merge(merge=done, by=BY).left == []
    assert (successors(former), successors(other)) == (sorted([HELSINKI, double.name]), [double.name])


def test_what_a_merge_took_over_and_somebody_changed_since_stays(finland):
    former, helsinki, espoo = finland
    double = make_organisation(former.service, "City of Helsinki, employment services", country="FI")
    make_end(former, double)
    done = merge(kept=helsinki, merged=double, by=BY)
    former.successors.set([espoo])

    assert undo_merge(merge=done, by=BY).left == [("rows", "predecessors")]
    assert successors(former) == [ESPOO]


def test_the_successors_of_the_merged_record_are_a_fact_to_choose(finland):
    former, helsinki, espoo = finland
    double = make_end(make_organisation(former.service, "TE Office of Uusimaa"), helsinki, espoo)
    make_end(former, espoo)

    done = merge(kept=former, merged=double, by=BY, choose={"ended": "merged"})
    assert successors(former) == [ESPOO, HELSINKI]
    undo_merge(merge=done, by=BY)
    assert (successors(former), successors(double)) == ([ESPOO], [ESPOO, HELSINKI])


def test_a_file_names_several_and_comes_back_unchanged(in_scope, finland):
    _former, helsinki, _espoo = finland
    cell = f'"#{helsinki.pk} whatever; {ESPOO}; Fresh area"'
    text = f"Name;Category;Legal successors\nKela unit;other;{cell}\nFresh area;local_government;\n"

    written_file(in_scope.service, in_scope.lina, text)

    unit = Organisation.objects.get(name="Kela unit")
    assert successors(unit) == [ESPOO, "Fresh area", HELSINKI]
    out = csv_response("x", file_columns(), lines_of(stored_records(Organisation.objects.all()))).content
    again = checked_file(in_scope.service, in_scope.lina, out)
    assert [(row.name, row.plan) for row in again.rows.exclude(plan="same")] == []


def test_a_corrected_file_changes_who_follows_and_can_be_undone(in_scope, finland):
    former, helsinki, _espoo = finland
    make_end(former, helsinki)

    done = written_file(
        in_scope.service, in_scope.lina, f"Record number;Name;Successors\n{former.pk};{TE};{HELSINKI};\n"
    )
    assert done.counts["written_changed"] == 0
    text = f'Record number;Name;Successors\n{former.pk};{TE};"{HELSINKI}; {ESPOO}"\n'
    done = written_file(in_scope.service, in_scope.lina, text)
    assert (successors(former), done.counts["written_changed"]) == ([ESPOO, HELSINKI], 1)
    assert LedgerEntry.objects.about(former).first().before["successors"] == [HELSINKI]

    importing.ask_undo(registry_import=done, by=in_scope.lina)
    importing.run_one(done.pk)
    assert successors(former) == [HELSINKI]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (f"{TE}; {HELSINKI}", "An organisation cannot be its own successor."),
        (f"{HELSINKI}; Nowhere", "“Nowhere” is neither in the registry nor in this file."),
    ],
)
def test_each_wrong_successor_of_a_cell_is_said(in_scope, finland, cells, sentence):
    text = f'Record number;Name;Successors\n{finland[0].pk};{TE};"{cells}"\n'

    [row] = checked_file(in_scope.service, in_scope.lina, text).rows.all()

    assert [one["text"] for one in row.problems if one["text"].startswith(sentence)]


def test_the_update_carries_over_what_named_one_successor():
    """Merges, lines and columns from before there could be several are read as they were meant."""
    update = import_module("partnerships.migrations.0046_successors_carried_over")
    moved = {"facts": {"successor_id": {"before": None, "after": 7}}, "rows": {"predecessors": [3]}}
    line = {"successor": {"line": 4, "name": "Fresh area"}, "before": {"successor": 7, "name": "Old"}}

    update._several_of_merge(moved)
    update._several_of_line(line)

    assert moved["facts"] == {"successors": {"before": [], "after": [7]}}
    assert line == {
        "successors": [{"line": 4, "name": "Fresh area"}],
        "before": {"successors": [{"organisation": 7}], "name": "Old"},
    }
    update._one_of_merge(moved)
    update._one_of_line(line)
    assert moved["facts"] == {"successor_id": {"before": None, "after": 7}}
    assert line["before"] == {"successor": 7, "name": "Old"}


def test_a_merge_from_before_is_undone(finland):
    former, helsinki, _espoo = finland
    double = make_organisation(former.service, "City of Helsinki, employment services", country="FI")
    make_end(former, double)
    done = merge(kept=helsinki, merged=double, by=BY)
    del done.moved["shared_predecessors"]
    OrganisationMerge.objects.filter(pk=done.pk).update(moved=done.moved)

    undo_merge(merge=SimpleNamespace(pk=done.pk), by=BY)

    assert successors(former) == [double.name]
