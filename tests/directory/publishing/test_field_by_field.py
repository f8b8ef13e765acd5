"""A manager decides field by field, sees the page as a visitor will, and proposes it (D4)."""

import pytest
from django.urls import reverse
from django_scopes import scope

from directory.models import Entry, Proposal
from directory.projection.rules.units import UNITS
from directory.publishing.services.proposing import draft_entry
from directory.publishing.services.publishing import publish
from directory.upkeep.services.comparing import differing
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.publishing.conftest import address
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db
UNIT = {unit.key: unit for unit in UNITS}


def propose_with(browser, partnership, **choices):
    page = browser.get(address(partnership))
    return browser.post(address(partnership), {**typed_in(page, "note"), "act": "propose", **fields(choices)})


def fields(choices: dict[str, str]) -> dict[str, str]:
    """challenge="own: words" → the choice and the words."""
    found = {}
    for name, value in choices.items():
        choice, _, words = value.partition(": ")
        found[f"choice-{name}"] = choice
        if words:
            found[f"words-{name}"] = words
    return found


def published(cast, partnership) -> Entry:
    with scope(service=partnership.service):
        proposal = Proposal.objects.waiting().get(partnership=partnership)
    return publish(proposal=proposal, by=Actor.user(cast.dora))


def test_what_is_kept_back_is_printed_as_nothing(cast, running, sign_in, client):
    propose_with(sign_in(cast.lina), running, funding="withhold", targets="withhold")
    entry = published(cast, running)
    assert (entry.funding, entry.targets.count(), entry.withheld) == ("", 0, ["funding", "targets"])
    page = words_on(client.get(reverse("directory:entry", args=[entry.slug])))
    assert [word for word in ("12,000", "Funding", "Target against result") if word in page] == []
    assert "Strengths not stated in the source" in page  # what is merely empty says so


def test_a_good_summary_stays_when_it_is_proposed_again(cast, running, sign_in):
    lina = sign_in(cast.lina)
    propose_with(lina, running, lead="own: A pilot that taught 12 people.")
    published(cast, running)
    running.challenge = "Adults without a computer."
    running.save()

    page = lina.get(address(running))

    sent = typed_in(page, "note")
    assert (sent["choice-lead"], sent["choice-challenge"]) == (["keep"], ["publish"])
    assert "A pilot that taught 12 people." in words_on(page)  # the difference is shown
    propose_with(lina, running)
    entry = published(cast, running)
    assert (entry.lead, entry.challenge) == ("A pilot that taught 12 people.", "Adults without a computer.")


def test_where_both_changed_a_person_has_to_say(cast, running, sign_in):
    lina = sign_in(cast.lina)
    propose_with(lina, running, lead="own: A pilot that taught 12 people.")
    published(cast, running)
    running.purpose = "Teach more. Test. Place."
    running.save()
    answer = propose_with(lina, running)
    assert answer.status_code == 422
    assert "Choose which words are to be public: both have changed." in words_on(answer)
    assert propose_with(lina, running, lead="keep").status_code == 302
    assert published(cast, running).lead == "A pilot that taught 12 people."


def test_what_was_kept_back_stays_kept_back_by_default(cast, running, sign_in):
    lina = sign_in(cast.lina)
    propose_with(lina, running, funding="withhold")
    published(cast, running)
    running.challenge = "Other."
    running.save()
    propose_with(lina, running)
    assert published(cast, running).withheld == ["funding"]


def test_words_that_give_away_a_withheld_amount_are_refused_at_their_field(cast, running, sign_in):
    answer = propose_with(sign_in(cast.lina), running, challenge="own: The chamber gives 98 765 euro.")
    assert answer.status_code == 422
    assert "This would make public what is not: the amount contributed by Chamber of Crafts" in words_on(answer)
    assert "The chamber gives 98 765 euro." in words_on(answer)  # what was typed is kept
    with scope(service=cast.service):
        assert not Proposal.objects.exists()


def test_a_sum_withheld_since_cannot_be_kept_as_it_is_public(cast, running, sign_in):
    lina = sign_in(cast.lina)
    propose_with(lina, running)
    published(cast, running)
    with scope(service=cast.service):
        running.agreements.get().contributions.update(is_withheld=True)
    page = lina.get(address(running))
    assert [each for each, _label in page.context["form"].fields["choice-funding"].choices] == ["publish", "withhold"]


def test_the_preview_is_the_page_a_visitor_will_see_and_writes_nothing(cast, running, sign_in):
    lina = sign_in(cast.lina)
    sent = {**typed_in(lina.get(address(running)), "note"), **fields({"funding": "withhold"}), "note": "Please."}
    preview = lina.post(address(running), {**sent, "act": "preview"})
    words = words_on(preview)
    assert "Adults without digital skills." in words
    assert "12,000" not in words
    assert "Kept back, and not mentioned on the page: Funding." in words
    with scope(service=cast.service):
        assert not Proposal.objects.exists()

    back = lina.post(address(running), {**typed_in(preview, "note"), "act": "edit"})
    assert (back.status_code, typed_in(back, "note")["choice-funding"]) == (200, ["withhold"])
    lina.post(address(running), {**typed_in(preview, "note"), "act": "propose"})
    with scope(service=cast.service):
        proposal = Proposal.objects.get()
    assert (proposal.projection["withheld"], proposal.note) == (["funding"], "Please.")


def test_own_words_are_asked_for_where_they_are_chosen(cast, running, sign_in):
    answer = propose_with(sign_in(cast.lina), running, challenge="own", **{})
    assert answer.status_code == 302  # the field is filled with what the partnership says
    with scope(service=cast.service):
        Proposal.objects.all().delete()
    lina = sign_in(cast.lina)
    sent = typed_in(lina.get(address(running)), "note") | {"choice-challenge": "own", "words-challenge": " "}
    assert "Enter the words for the public" in words_on(lina.post(address(running), {**sent, "act": "propose"}))


# --- the directory admin decides field by field, too


def test_an_admin_publishes_some_changes_and_leaves_others_as_they_are_public(cast, running, sign_in):
    lina, dora = sign_in(cast.lina), sign_in(cast.dora)
    propose_with(lina, running)
    entry = published(cast, running)
    running.challenge, running.strengths = "Other.", "Trust."
    running.save()
    propose_with(lina, running, funding="withhold")
    with scope(service=cast.service):
        proposal = Proposal.objects.waiting().get()
    page = dora.get(reverse("directory:proposal", args=[proposal.pk]))
    assert {each.keeps for each in page.context["look"].changes} == {"challenge", "funding", ""}

    dora.post(reverse("directory:proposal", args=[proposal.pk]), {"act": "publish", "keep": ["challenge", "funding"]})

    entry.refresh_from_db()
    assert (entry.challenge, entry.strengths) == ("Adults without digital skills.", "Trust.")
    assert (entry.withheld, entry.funding.startswith("City College: EUR 12,000")) == ([], True)
    mail = OutboxMail.objects.filter(kind="entry_published").latest("created_at")
    assert "These fields stayed as they were public" in mail.body_text
    assert "- Challenge" in mail.body_text
    assert draft_entry(running).default(UNIT["challenge"]) == "keep"  # and it is not offered again
    assert differing(draft_entry(running)) == []


def test_what_has_become_private_cannot_stay(cast, running, sign_in):
    lina, dora = sign_in(cast.lina), sign_in(cast.dora)
    propose_with(lina, running)
    entry = published(cast, running)
    with scope(service=cast.service):
        running.agreements.get().contributions.update(is_withheld=True)
    propose_with(lina, running)
    with scope(service=cast.service):
        proposal = Proposal.objects.waiting().get()
    for keep in ("funding", "contact_name", "nonsense"):
        dora.post(reverse("directory:proposal", args=[proposal.pk]), {"act": "publish", "keep": keep})
        entry.refresh_from_db()
        assert "12,000" in entry.funding  # nothing was published
    proposal.refresh_from_db()
    assert proposal.status == "proposed"
