"""Two people edit one thing: the second sees both texts on one page, and may save the own one or keep the other."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.pages import typed_in, words_on
from tests.permissions.test_matrix import ROUTES
from tests.security.fields import forms_on
from tests.security.test_bad_input import asked, browser_of

pytestmark = pytest.mark.django_db
BY_NAME = {route.name: route for route in ROUTES}
THEIRS, MINE = "Saved by Jonas", "Typed by Lina"

# every form that edits what is stored, with the field that two people fill in
EDITORS = {
    "partnerships:partnership_change": "challenge",
    "partnerships:examination": "badly_served",
    "partnerships:tests": "tests_note",
    "partnerships:value": "added_value",
    "partnerships:decision": "outcome_reason",
    "partnerships:chain": "rows-0-need",
    "partnerships:support": "rows-0-need",
    "partnerships:team_member": "part",
    "partnerships:training": "title",
    "partnerships:participant_change": "role",
    "partnerships:dialogue_change": "said",
    "partnerships:fresh_look": "note",
    "partnerships:contact_change": "office_held",
    "partnerships:organisation_change": "place",
    "partnerships:name_change": "name",
    "partnerships:representation": "since_year",
    "partnerships:office_autonomy_change": "freedom_budget",
    "partnerships:agreement_beyond": "beyond_note",
    "partnerships:agreement_model": "model_reason",
    "partnerships:agreement_quality": "quality",
    "partnerships:agreement_lead": "lead_reason",
    "partnerships:agreement_term": "ends_year",
    "partnerships:agreement_responsibilities": "lines-0-text",
    "partnerships:agreement_dissolution": "notice",
    "partnerships:agreement_signatories": "signs_for",
    "partnerships:section": "body",
    "partnerships:party": "risk",
    "partnerships:contribution": "description",
    "partnerships:objective": "indicator",
    "reviews:review_objective": "comment",
    "reviews:review_answers": "partners_say",
    "reviews:settings": "lead_days",
}
# what two people fill in where it is no plain text, and how the page of the conflict says it
OTHER_WORDS = {
    "since_year": ("2019", "2020"),
    "ends_year": ("2031", "2032"),
    "lead_days": ("50, 7", "40, 7"),
    "freedom_budget": ("free", "wider"),
}
BESIDE = {"partnerships:support": {"rows-0-kind": "training"}}
ABOUT = {"partnerships:agreement_beyond": lambda rows: {"pk": rows.draft_beyond.pk}}


def page_of(world, name: str):
    cast, rows = world
    about = ABOUT.get(name) or BY_NAME[name].about
    return browser_of(cast, BY_NAME[name]), reverse(name, kwargs=about(rows) if about else {})


@pytest.mark.parametrize("name", EDITORS)
def test_the_second_editor_sees_both_texts_and_chooses(name, world):
    field = EDITORS[name] if EDITORS[name] != "signs_for" else f"party{world[1].party.pk}-signs_for"
    theirs, mine = OTHER_WORDS.get(field, (THEIRS, MINE))
    client, path = page_of(world, name)
    with transaction.atomic():
        page, beside = client.get(path), BESIDE.get(name, {})
        first, second = (typed_in(page, field, **{field: words, **beside}) for words in (theirs, mine))
        assert client.post(path, first).status_code == 302, "the first editor was refused"

        conflict = client.post(path, second)

        words = words_on(conflict)
        assert (conflict.status_code, "Save mine" in words, "Keep theirs" in words) == (409, True, True)
        (row,) = conflict.context["rows"]
        assert row["theirs"] != row["yours"]
        if field not in ("freedom_budget",):
            assert (theirs in row["theirs"], mine in row["yours"]) == (True, True)
        again = typed_in(conflict, field)
        assert again[field] == [mine]
        assert client.post(path, again).status_code == 302
        assert typed_in(client.get(path), field)[field] == [mine]
        transaction.set_rollback(True)


# forms that need no such page
NO_EDITORS: dict[str, str] = {}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "get"], ids=lambda route: route.name)
def test_every_form_that_edits_has_two_editors_or_a_reason(route, world):
    client, path = page_of(world, route.name)
    own = [
        names
        for method, address, names in forms_on(asked(client, "get", path), path)
        if (method, address) == ("post", path)
    ]
    carries = any("seen" in name.split("-") for names in own for name in names)

    assert not own or (route.name in EDITORS) == carries or route.name in NO_EDITORS
