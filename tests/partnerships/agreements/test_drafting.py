"""Writing a draft: parts are saved while it is one, recorded, and refused once it went out (A15)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.agreements.services.taking_over import take_over_participants
from partnerships.drafting.rules.freezing import canonical
from partnerships.drafting.services import writing as drafting
from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.wording import draft_text
from partnerships.models import Agreement, Organisation
from partnerships.objectives import services as objectives
from partnerships.signing.services.signing import decline, recall, send_for_signature
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, verify
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import (
    make_organisation,
    make_participation,
    make_partnership,
    ready_agreement,
    send_out,
)
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

WRITES = {
    "terms": lambda a: drafting.save_terms(agreement=a, by=BY, notice="None"),
    "section": lambda a: drafting.save_section(agreement=a, by=BY, key="purpose", body="Other."),
    "party": lambda a: save_party(agreement=a, by=BY, party=a.parties.first(), risk="None"),
    "responsibility": lambda a: drafting.save_responsibility(agreement=a, by=BY, text="More"),
    "contribution": lambda a: drafting.save_contribution(agreement=a, by=BY, kind="staff", source_name="Fund"),
    "step": lambda a: drafting.save_dissolution_step(agreement=a, by=BY, matter="records", act="Kept."),
    "objective": lambda a: objectives.save_objective(agreement=a, by=BY, title="More", quotas=[]),
    "rows": lambda a: drafting.save_lines(drafting.RESPONSIBILITIES, agreement=a, by=BY, rows=[]),
    "remove party": lambda a: drafting.remove_part(part=a.parties.first(), by=BY),
    "remove objective": lambda a: drafting.remove_part(part=a.objectives.first(), by=BY),
    "take over": lambda a: take_over_participants(agreement=a, by=BY),
}
PAGES = (
    "model",
    "lead",
    "quality",
    "term",
    "dissolution",
    "responsibilities",
    "parties",
    "signatories",
    "contributions",
)


def rows_of(agreement: Agreement) -> str:
    return canonical(draft_text(agreement))


rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def sent(in_scope, draft):
    return send_out(draft, in_scope)


@pytest.mark.parametrize("what", WRITES)
def test_nothing_is_written_to_a_text_that_went_out(sent, what):
    before = rows_of(sent), LedgerEntry.objects.count()

    with pytest.raises(MoveRefused):
        WRITES[what](sent)

    assert (rows_of(sent), LedgerEntry.objects.count()) == before


@pytest.mark.parametrize("page", [*(f"agreement_{name}" for name in PAGES), "objective_new", "party_new"])
def test_a_page_says_that_the_text_is_frozen(sent, cast, sign_in, page):
    before, url = rows_of(sent), reverse(f"partnerships:{page}", args=[sent.pk])
    browser = sign_in(cast.lina)

    answers = [browser.get(url, follow=True)]
    if page != "agreement_contributions":
        answers.append(browser.post(url, {"quality": "Other", "title": "More"}, follow=True))

    for answer in answers:
        assert answer.redirect_chain[-1][0] == reverse("partnerships:signatures", args=[sent.pk])
        assert "This version is no longer a draft and cannot be changed." in words_on(answer)
    assert rows_of(sent) == before


def test_what_was_typed_before_it_went_out_is_refused_after(draft, cast, sign_in):
    """The page was open while somebody else sent the text."""
    browser, url = sign_in(cast.lina), reverse("partnerships:agreement_quality", args=[draft.pk])
    post = typed_in(browser.get(url), "quality", quality="Too late")
    send_for_signature(agreement=draft, by=BY)

    answer = browser.post(url, post, follow=True)

    draft.refresh_from_db()
    assert draft.quality == "Each partner answers within five working days."
    assert "This version is no longer a draft" in words_on(answer)


def test_a_save_is_recorded_with_what_changed_and_a_save_of_the_same_is_not(draft, cast):
    by, count = Actor.user(cast.lina), LedgerEntry.objects.count()
    drafting.save_terms(agreement=draft, by=by, notice="One year", quality=draft.quality)

    entry = LedgerEntry.objects.latest("seq")
    assert (entry.act, entry.actor_name, entry.anchor_id) == ("agreement.changed", "Lina", str(draft.partnership_id))
    assert (entry.before, entry.after) == ({"notice": "Three months, in writing"}, {"notice": "One year"})

    drafting.save_terms(agreement=draft, by=by, notice="One year")
    assert (LedgerEntry.objects.count() - count, verify().ok) == (1, True)


def test_a_change_of_quotas_alone_is_recorded(draft):
    """O1: a share that nobody noticed to change would change what is owed."""
    objective, count = draft.objectives.first(), LedgerEntry.objects.count()
    quota = {"comparator": "at_least", "share": 20, "who": "women", "base": "the people served"}

    objectives.save_objective(agreement=draft, by=BY, objective=objective, title=objective.title, quotas=[quota])

    entry = LedgerEntry.objects.latest("seq")
    assert (LedgerEntry.objects.count() - count, entry.act) == (1, "objective.saved")
    assert (entry.before, entry.after) == (
        {"quotas": ["at least 30\u00a0% women"]},
        {"quotas": ["at least 20\u00a0% women"]},
    )


def test_quotas_and_milestones_are_replaced_only_when_given(draft):
    objective = draft.objectives.first()

    objectives.save_objective(agreement=draft, by=BY, objective=objective, unit="persons")
    assert (objective.quotas.count(), objective.milestones.count()) == (1, 1)

    objectives.save_objective(agreement=draft, by=BY, objective=objective, quotas=[])
    assert (objective.quotas.count(), objective.milestones.count()) == (0, 1)


def test_a_bad_quota_undoes_the_whole_save(draft):
    objective = draft.objectives.first()
    bad = {"comparator": "at_least", "share": 30, "who": "w" * 151, "base": "all"}

    with pytest.raises(ValidationError):
        objectives.save_objective(agreement=draft, by=BY, objective=objective, title="New", quotas=[bad])

    objective.refresh_from_db()
    assert (objective.title, objective.quotas.get().who) == ("More young people get support", "women")


def test_the_last_day_follows_the_end(draft):
    """A year alone ends on its last day; an open end has none."""
    ended = drafting.save_terms(agreement=draft, by=BY, ends="2029")
    assert str(ended.ends_latest) == "2029-12-31"
    assert drafting.save_terms(agreement=draft, by=BY, ends="", is_open_ended=True).ends_latest is None


def test_removing_the_lead_leaves_no_lead_and_its_duties_without_owner(draft):
    """A4, A5: the gaps are shown, not filled."""
    drafting.remove_part(part=draft.lead, by=BY)

    draft.refresh_from_db()
    assert (draft.lead, draft.parties.count()) == (None, 2)
    assert draft_text(draft).unowned_duties == ["Co-ordinates, runs the Centre and keeps its register."]
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.act, entry.before) == ("party.saved", {"removed": "Employment Service"})


def test_a_party_that_declined_can_be_left_out_of_the_next_text(sent):
    """Its answer to the text that was taken back stands in the ledger."""
    request = sent.signing_requests.select_related("party", "agreement").last()
    decline(request=request, name="Jonas Jonaitis", reason="No budget")
    recall(agreement=sent, by=BY, reason="A party leaves")

    drafting.remove_part(part=request.party, by=BY)

    assert sent.parties.count() == 2
    assert LedgerEntry.objects.get(act="signature.declined").private("reason") == "No budget"
    assert verify().ok


def test_participants_become_parties_once_with_the_service_first(in_scope):
    partnership = make_partnership(in_scope.service)
    make_participation(partnership, make_organisation(in_scope.service), status="member")
    make_participation(partnership, make_organisation(in_scope.service, "Gone"), status="declined")
    make_participation(partnership, class_name="More than 200 organisations", status="member")
    draft = drafting.draft_agreement(partnership=partnership, by=BY, title="Draft")

    added = take_over_participants(agreement=draft, by=BY)

    assert [(party.name, party.must_sign) for party in added] == [
        ("Demonstration Employment Service", True),
        ("Youth Affairs Department", True),
        ("More than 200 organisations", False),
    ]
    assert take_over_participants(agreement=draft, by=BY) == []
    assert Organisation.objects.get(pes=in_scope.service).category == "employment_service"


def test_no_name_of_a_person_stands_in_the_open_part_of_the_ledger(sent):
    open_part = json.dumps([[row.before, row.after, row.object_label] for row in LedgerEntry.objects.all()])

    assert [name for name in ("Rasa", "Petrait", "Jonaitis", "example") if name in open_part] == []
    assert LedgerEntry.objects.filter(act="signature.requested").first().private("signatory") == "Rasa Kazlauskienė"
