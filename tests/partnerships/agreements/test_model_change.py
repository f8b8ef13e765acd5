"""Choosing another model on a draft: what becomes required or optional is said first, and nothing is lost (A1, A2)."""

from dataclasses import replace

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from partnerships.agreements.rules.model_change import model_change
from partnerships.agreements.rules.readiness import missing_for_signature
from partnerships.drafting.rules.text import Choice, SectionText
from partnerships.rules.model_choice import HABITS, Model
from partnerships.rules.sections import SECTION
from partnerships.rules.vocabulary import ForceRule, PartyRole
from tests.factories import ready_agreement
from tests.factories.texts import CITY, OPEN_END, READY, SERVICE, TODAY, sections_of
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)
CLIENTS = replace(CITY, category=Choice("clients"))
VOICE = replace(CITY, category=Choice("ngo"), speaks_for_clients=True)


def keys(kinds) -> list[str]:
    return [kind.key for kind in kinds]


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def url(draft) -> str:
    return reverse("partnerships:agreement_model", args=[draft.pk])


def test_from_agile_to_supportive():
    change = model_change(READY, "supportive", [])

    assert keys(change.added) == ["shared_aim", "membership"]
    assert keys(change.optional) == keys(change.kept) == ["provisional_scope", "prototype"]
    assert (change.proposes_rule, change.rule_label) == (True, str(ForceRule.OWN_SIGNATURE.label))


def test_the_same_model_changes_nothing():
    change = model_change(READY, "agile", [])

    assert (change.changes_parts, change.proposes_rule) == (False, False)


def test_an_element_that_is_borrowed_keeps_its_part_required():
    change = model_change(READY, "subcontracted", ["provisional_scope"])

    assert keys(change.added) == ["specification", "price"]
    assert keys(change.optional) == ["prototype"]


@pytest.mark.parametrize("model", Model.values)
def test_what_every_model_brings_exists(model):
    habits = HABITS[model]

    assert set(habits.recommended) <= SECTION.keys()
    assert set(habits.roles) <= set(PartyRole.values)
    assert 1 <= habits.review_every_months <= 12
    assert model_change(READY, model, []).roles


@pytest.mark.parametrize(
    ("parties", "bars"), [((SERVICE, CITY), True), ((SERVICE, CLIENTS), False), ((SERVICE, VOICE), False)]
)
def test_a_co_constructed_text_needs_clients_among_its_parties(parties, bars):
    text = replace(READY, model=Choice("co_constructed"), sections=sections_of("co_constructed"), parties=parties)
    found = [each for each in missing_for_signature(text, today=TODAY) if each.code == "no_client_partner"]

    assert [each.is_blocking for each in found] == [True] * bars
    assert model_change(text, "co_constructed", []).needs_clients is bars


def test_a_subcontracted_service_ends():
    model = {"model": Choice("subcontracted"), "sections": sections_of("subcontracted")}
    text = replace(READY, **model, ending_conditions="None.", **OPEN_END)

    assert [each.code for each in missing_for_signature(text, today=TODAY)] == ["service_without_end"]


def test_written_parts_of_the_old_model_stay_in_the_text(draft, lina, url):
    answer = lina.post(url, typed_in(lina.get(url), "model_reason", model="supportive"))

    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "Now required: Shared aim and freedom of implementation; Accession and withdrawal." in told
    assert any(each.startswith("No longer required: Provisional scope; Prototype and reassessment.") for each in told)
    assert draft.sections.filter(key="provisional_scope").exclude(body="").exists()


def test_the_proposals_are_taken_only_where_that_is_wanted(draft, lina, url):
    lina.post(url, typed_in(lina.get(url), "model_reason", model="supportive"))
    draft.refresh_from_db()
    assert (draft.review_every_months, draft.force_rule) == (12, "all_signed")

    lina.post(url, typed_in(lina.get(url), "model_reason", takes_proposals="on"))
    draft.refresh_from_db()
    assert (draft.review_every_months, draft.force_rule) == (12, "own_signature")


def test_the_choice_is_looked_at_before_it_is_saved(draft, lina, url):
    words = words_on(lina.post(f"{url}look/", typed_in(lina.get(url), "model_reason", model="co_constructed")))

    assert "What the model “Co-constructed” changes" in words
    assert "Becomes required Joint specification Client involvement" in words.replace("<br>", " ")
    assert "Clients or their representatives must be among the parties; none are yet." in words
    draft.refresh_from_db()
    assert draft.model == "agile"


def test_a_model_that_there_is_not_changes_nothing():
    assert model_change(replace(READY, sections=(SectionText("purpose", "", "x"),)), "rubbish", []).model == ""
