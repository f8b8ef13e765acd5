"""The pages of a draft: what they take, what they refuse at which field, and how many queries they need."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.agreements.rules.parts_findings import told_together
from partnerships.agreements.rules.readiness import missing_for_signature
from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import save_terms
from partnerships.ending.services.finishing import end_partnership
from partnerships.objectives.services import save_objective
from pes_partnerships.lib.findings import blocking
from tests.factories import (
    make_contact,
    make_organisation,
    make_participation,
    make_partnership,
    ready_agreement,
    sent_agreement,
)
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def other(in_scope):
    """Another draft of the same service: its rows exist, and are not this draft's."""
    return ready_agreement(in_scope)


@pytest.fixture
def lina(cast, sign_in):
    return sign_in(cast.lina)


def url_of(page: str, *keys: object) -> str:
    return reverse(f"partnerships:{page}", args=keys)


def refused_at(browser, url: str, field: str, **typed: object) -> list[str]:
    """The page answers 422, keeps what was typed and says this at the field."""
    answer = browser.post(url, typed_in(browser.get(url), field, **typed))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert f"#id_{field}" in answer.content.decode()
    return form.errors[field]


def test_a_new_agreement_starts_with_a_title(in_scope, lina):
    url = url_of("agreement_new", make_partnership(in_scope.service, office=in_scope.alytus).pk)

    assert refused_at(lina, url, "title", title="") == ["Enter a title for the agreement."]
    long = refused_at(lina, url, "title", title="x" * 201)
    assert long == ["Ensure this value has at most 200 characters (it has 201)."]
    answer = lina.post(url, {"title": "Career support"}, follow=True)
    assert "Version 1, original." in words_on(answer)


def test_a_partnership_that_has_ended_gets_no_new_text(in_scope, lina):
    ended = make_partnership(in_scope.service, office=in_scope.alytus)
    end_partnership(partnership=ended, by=BY, ended_on=ended.created_at.date(), reason="goals_met")

    answer = lina.post(url_of("agreement_new", ended.pk), {"title": "One more"}, follow=True)

    assert "This partnership has ended. Its agreements are kept on record." in words_on(answer)
    assert ended.agreements.count() == 0


def test_the_task_list_counts_what_the_rules_find(draft, lina):
    save_terms(agreement=draft, by=BY, quality="", model="subcontracted")
    findings = missing_for_signature(agreement_text(draft), today=draft.created_at.date())

    page = lina.get(url_of("agreement", draft.pk))

    assert page.context["barring"] == len(blocking(told_together(findings))) == 2  # two empty sections are one issue
    assert "2 issues must be resolved before signature." in words_on(page)
    lines = [line for group in page.context["groups"] for line in group["lines"] if line["state"] != "optional"]
    lines = [line for line in lines if not line["url"].endswith("/send/")]  # no part, but what comes after them
    assert page.context["total"] == len(lines) == sum(group["total"] for group in page.context["groups"])
    assert page.context["done"] == sum(line["state"] == "done" for line in lines)


def test_every_line_of_the_task_list_opens(draft, lina):
    save_terms(agreement=draft, by=BY, quality="", elements=["price"])
    page = lina.get(url_of("agreement", draft.pk))

    opened = {line["url"]: lina.get(line["url"]).status_code for g in page.context["groups"] for line in g["lines"]}

    assert len(opened) >= 20
    assert set(opened.values()) == {200}


def test_the_model_page_leaves_out_elements_that_come_with_the_model(draft, lina):
    """A2: only elements of other models are borrowed."""
    url = url_of("agreement_model", draft.pk)

    lina.post(url, typed_in(lina.get(url), "model_reason", elements=["rotating_chair", "price"]))

    draft.refresh_from_db()
    assert (draft.model, draft.elements) == ("agile", ["price"])


def test_an_unknown_model_is_refused_at_its_field(draft, lina):
    (said,) = refused_at(lina, url_of("agreement_model", draft.pk), "model", model="pyramid")
    assert said == "This option is not available. Choose one from the list."


def test_the_party_of_another_agreement_cannot_lead(draft, other, lina):
    said = refused_at(lina, url_of("agreement_lead", draft.pk), "lead", lead=str(other.lead_id))
    assert said == ["Choose a party to the agreement."]


def test_the_party_of_another_agreement_owns_no_objective(draft, other, lina):
    url = url_of("objective", draft.objectives.first().pk)
    said = refused_at(lina, url, "owner", owner=str(other.lead_id))
    assert said == ["Choose a party to the agreement."]


def test_the_party_of_another_agreement_has_no_duty_here(draft, other, lina):
    url = url_of("agreement_responsibilities", draft.pk)

    answer = lina.post(url, typed_in(lina.get(url), "lines-0-text", **{"lines-0-owner": str(other.lead_id)}))

    assert answer.status_code == 422
    assert answer.context["lines"][0].errors == {"owner": ["Choose a party to the agreement."]}
    assert draft.responsibilities.first().owner_id == draft.lead_id


def test_the_party_of_another_agreement_gives_nothing_here(draft, other, lina):
    url = url_of("contribution", draft.contributions.first().pk)
    said = refused_at(lina, url, "party", party=str(other.lead_id))
    assert said == ["Choose a party to the agreement."]


def test_the_participant_of_another_partnership_is_no_party(draft, other, lina):
    url = url_of("party_new", draft.pk)
    foreign = str(other.parties.first().participation_id)

    assert refused_at(lina, url, "participation", participation=foreign) == [
        "Choose a participant of this partnership from the list."
    ]


def test_a_contact_of_another_organisation_does_not_sign(draft, in_scope, lina):
    stranger = make_contact(make_organisation(in_scope.service, "Another"), "Petras")
    url, name = url_of("agreement_signatories", draft.pk), f"party{draft.lead_id}-signatories"

    answer = lina.post(url, typed_in(lina.get(url), name, **{name: str(stranger.pk)}))

    said = "This person is no longer a contact of the organisation. Choose another contact."
    assert (answer.status_code, answer.context["lines"][0].errors) == (422, {"signatories": [said]})
    assert draft.parties.first().signatories.get().contact.name == "Rasa Kazlauskienė"


def test_a_signatory_who_left_has_to_be_replaced_before_signature(draft):
    """X3: a mail to somebody who has gone would ask the wrong person to sign."""
    contact = draft.parties.last().signatories.get().contact
    contact.left_on = draft.created_at.date()
    contact.save()

    findings = blocking(missing_for_signature(agreement_text(draft), today=draft.created_at.date()))

    assert [str(finding.title) for finding in findings] == [
        "No signatory has been named for party Alytus city municipality."
    ]


def test_an_organisation_becomes_a_party_once(draft, lina):
    url = url_of("party_new", draft.pk)
    again = str(draft.parties.first().participation_id)

    (said,) = refused_at(lina, url, "participation", participation=again)

    assert said == "This organisation is already a party. To add it a second time, name a division or programme."
    assert lina.post(url, typed_in(lina.get(url), "risk", participation=again, programme="Youth")).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"amount": "10", "currency": ""}, "currency", "Enter the currency of the amount."),
        ({"currency": "XQX"}, "currency", "This option is not available. Choose one from the list."),
        ({"amount": "plenty"}, "amount", "Enter a number."),
        ({"amount": "1" * 17}, "amount", "Ensure that there are no more than 16 digits in total."),
        (
            {"party": "", "source_name": ""},
            "party",
            "State the source of the contribution: choose a party or name another source.",
        ),
        ({"kind": ""}, "kind", "Choose a type of contribution."),
    ],
)
def test_a_contribution_says_what_is_wrong_with_it(draft, lina, typed, field, said):
    """A10."""
    url = url_of("contribution", draft.contributions.get(kind="money").pk)

    assert said in " ".join(refused_at(lina, url, field, **typed))


@pytest.mark.parametrize(
    ("typed", "lines", "field"),
    [
        ({"quotas-0-share": "many"}, "quotas", "share"),
        ({"quotas-0-who": ""}, "quotas", "who"),
        ({"quotas-TOTAL_FORMS": "2", "quotas-1-share": "10"}, "quotas", "who"),
        ({"milestones-0-due_year": ""}, "milestones", "due"),
        ({"milestones-0-value": "many"}, "milestones", "value"),
    ],
)
def test_a_line_of_an_objective_says_what_is_wrong_with_it(draft, lina, typed, lines, field):
    """O1: quotas have their own denominator and are a share of a hundred."""
    objective = draft.objectives.first()
    url = url_of("objective", objective.pk)

    answer = lina.post(url, typed_in(lina.get(url), "indicator", indicator="Kept", **typed))

    assert answer.status_code == 422
    assert field in {name for errors in answer.context["page"].lists[lines].errors for name in errors}
    assert typed_in(answer, "indicator")["indicator"] == ["Kept"]
    assert (objective.quotas.get().share, objective.indicator) == (30, "People with at least one session in the year")


def test_an_objective_without_most_of_its_pieces_is_saved(draft, lina):
    """O1: only signature is barred."""
    url = url_of("objective_new", draft.pk)

    answer = lina.post(url, typed_in(lina.get(url), "indicator", title="Less waiting"), follow=True)

    assert draft.objectives.last().title == "Less waiting"
    assert "Objective 3 is not SMART yet: Less waiting" in words_on(answer)


def test_the_objective_page_marks_the_gaps_of_the_sentence(draft, lina):
    objective = draft.objectives.first()
    type(objective).objects.filter(pk=objective.pk).update(due="", attainable="")

    page = lina.get(url_of("objective", objective.pk))

    assert '<mark class="missing">due date missing</mark>' in page.content.decode()
    assert "A Attainable Explain why the objective is attainable." in words_on(page)


def test_over_long_words_are_refused_at_their_field(draft, lina):
    said = refused_at(lina, url_of("objective", draft.objectives.first().pk), "title", title="x" * 151)
    assert said == ["Ensure this value has at most 150 characters (it has 151)."]


def test_a_line_is_removed_and_the_others_keep_their_order(draft, lina):
    url = url_of("agreement_responsibilities", draft.pk)

    without = lina.post(url, typed_in(lina.get(url), "lines-0-text", do="lines-remove-0"))
    assert (without.status_code, draft.responsibilities.count()) == (200, 3)
    assert lina.post(url, typed_in(without, "lines-1-text")).status_code == 302

    kept = [(row.order, row.text) for row in draft.responsibilities.all()]
    assert kept == [(0, "Trains youth workers and describes the model."), (1, "Gives rooms in two libraries.")]


def test_a_part_that_no_agreement_has_is_missing(draft, lina):
    assert lina.get(url_of("section", draft.pk, "poetry")).status_code == 404


def test_a_draft_is_dropped_only_after_asking(draft, lina):
    url = url_of("agreement_abandon", draft.pk)
    lina.get(url)
    draft.refresh_from_db()
    assert draft.status == "draft"

    answer = lina.post(url, follow=True)

    draft.refresh_from_db()
    assert draft.status == "withdrawn"
    assert "The draft has been discarded." in words_on(answer)


def test_a_reader_sees_the_task_list_without_the_links_that_write(draft, cast, sign_in):
    page = sign_in(cast.vytas).get(url_of("agreement", draft.pk)).content.decode()

    assert url_of("agreement_quality", draft.pk) not in page
    assert url_of("agreement_text", draft.pk) in page


@pytest.mark.parametrize("page", ["agreement", "agreement_text", "signatures"])
def test_a_page_needs_as_many_queries_for_three_rows_as_for_one(in_scope, lina, page):
    make = sent_agreement if page == "signatures" else ready_agreement
    few, many = make(in_scope), make(in_scope)
    many.objectives.create(title="Third objective")
    for rows in (few.responsibilities, few.objectives, few.contributions, few.dissolution_steps, few.sections):
        rows.exclude(pk=rows.first().pk).delete()
    rows = few.parties.exclude(pk=few.lead_id)
    _ = rows.update(must_sign=False) if page == "signatures" else rows.delete()
    lina.get(url_of(page, many.pk))  # what is read once for all pages is read

    counts = []
    for agreement in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert lina.get(url_of(page, agreement.pk)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_form_of_signatories_asks_the_same_for_three_parties_and_for_twenty(in_scope, sign_in, count_queries):
    agreement = ready_agreement(in_scope)
    browser, page = sign_in(in_scope.lina), reverse("partnerships:agreement_signatories", args=[agreement.pk])
    few = count_queries(lambda: browser.get(page))
    for number in range(17):
        organisation = make_organisation(in_scope.service, f"Body {number}")
        contact = make_contact(organisation, f"Person {number}")
        place = make_participation(agreement.partnership, organisation)
        save_party(agreement=agreement, by=BY, participation=place, signatories=[contact])

    assert count_queries(lambda: browser.get(page)) == few
    assert "Person 16" in browser.get(page).content.decode()


def test_pasted_bullets_stay_lines(draft, lina):
    """From a word processor: a list of a written part stays a list, lines of a statement stay lines."""
    url = url_of("section", draft.pk, "services")
    lina.post(url, typed_in(lina.get(url), "body", body="The Centre offers:\n•\tinterviews\n• career sessions"))
    objective = draft.objectives.first()
    save_objective(agreement=draft, by=BY, objective=objective, statement="People find:\n• work\n• training")

    page = lina.get(url_of("agreement_text", draft.pk)).content.decode()

    assert "<li>interviews</li>" in page
    assert "People find:<br>• work<br>• training: at least" in page


def test_the_only_person_with_a_mandate_signs_and_who_was_only_found_is_no_party(in_scope, lina):
    """S4, A4: nothing is chosen by hand where there is no choice."""
    draft = ready_agreement(in_scope)
    college, found = (make_organisation(in_scope.service, name, "education") for name in ("College", "Found"))
    make_contact(college, "Ruta", email="ruta@college.example", may_sign=True, mandate="Statute")
    make_contact(college, "Ieva", email="ieva@college.example")
    make_participation(draft.partnership, college, status="member")
    make_participation(draft.partnership, found, status="identified")

    lina.post(url_of("agreement_parties", draft.pk))

    party = draft.parties.get(participation__organisation=college)
    assert [row.contact.name for row in party.signatories.all()] == ["Ruta"]
    assert not draft.parties.filter(participation__organisation=found).exists()


def test_the_party_with_most_at_stake_is_proposed_as_lead(draft, lina):
    """A5: a proposal, until somebody decides."""
    most = draft.parties.order_by("-risk_level").first()
    save_terms(agreement=draft, by=BY, lead=None)

    assert typed_in(lina.get(url_of("agreement_lead", draft.pk)), "lead")["lead"] == [str(most.pk)]
    draft.refresh_from_db()
    assert draft.lead is None
