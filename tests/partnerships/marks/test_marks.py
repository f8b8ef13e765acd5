"""D2: a fact is marked as our reading, as said by no source, or as one on which sources disagree; both values stay."""

import pytest
from django.urls import reverse

from directory.projection.services import sheet_of
from directory.publishing.services.proposing import draft_entry
from partnerships.models import FactMark
from tests.factories.elsewhere import saved_record
from tests.pages import typed_in, words_on


@pytest.fixture
def pact(cast, in_scope):
    return saved_record(cast).partnership


def mark(client, partnership, **typed):
    path = reverse("partnerships:marks", args=[partnership.pk])
    rows = {f"rows-0-{name}": value for name, value in typed.items()}
    return client.post(path, typed_in(client.get(path), "rows-0-about", do="save", **rows), follow=True)


def test_a_mark_is_shown_beside_its_fact_in_files_and_in_the_entry(cast, pact, sign_in):
    client = sign_in(cast.lina)
    answer = mark(client, pact, about="challenge", mark="sources_disagree", other="Many find work", source="Dagsavisen")

    assert "sources disagree: another source says Many find work (Dagsavisen)" in words_on(answer)
    public = draft_entry(pact).public
    assert public["marks"] == {"challenge": "sources_disagree"}
    assert public["challenge"] == "Few find work."
    assert public["notes"] == {"challenge": {"others": [{"says": "Many find work (Dagsavisen)"}]}}
    [row] = [row for row in sheet_of(public).rows if row.name == "challenge"]
    assert "Another source says: Many find work (Dagsavisen)" in row.words
    file = client.get(reverse("partnerships:marks", args=[pact.pk]) + "?format=csv")
    assert "Many find work" in b"".join(file.streaming_content if file.streaming else [file.content]).decode()


def test_the_value_of_an_objective_keeps_both_sources(cast, pact, sign_in):
    objective = pact.agreements.get().objectives.get()
    about = f"objective:{objective.lineage}:value"
    answer = mark(sign_in(cast.lina), pact, about=about, mark="sources_disagree", other="26 %")

    assert "Value: sources disagree: another source says 26 %" in words_on(answer)


def test_a_mark_is_changed_and_removed(cast, pact, sign_in):
    client = sign_in(cast.lina)
    mark(client, pact, about="model", mark="our_reading")
    assert "not chosen yet no source says" in words_on(mark(client, pact, about="model", mark="no_source"))
    mark(client, pact, removed="1")
    assert not FactMark.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"about": "model", "mark": "sources_disagree"}, "Enter what the other source says."),
        ({"about": "model", "mark": "our_reading", "other": "Price"}, "Another value is entered."),
        ({"about": "", "mark": "our_reading"}, "Choose a fact, or remove the line."),
    ],
)
def test_what_is_wrong_is_named(cast, pact, sign_in, typed, said):
    answer = mark(sign_in(cast.lina), pact, **typed)

    assert answer.status_code == 422
    assert said in words_on(answer)
    assert not FactMark.objects.exists()
