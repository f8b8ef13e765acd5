"""A manager proposes exactly what would be public (D4)."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from directory.models import Proposal
from directory.publishing.services.proposing import ProposalRefused, draft_entry, propose_entry
from partnerships.models import Agreement, Contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.models import Review, Series
from tests.directory.conftest import make_running


def address(partnership) -> str:
    return reverse("directory:propose", args=[partnership.pk])


def test_the_projection_comes_from_the_text_in_force(running):
    public = draft_entry(running).public
    assert public["model"] == "agile"
    assert public["partners"] == "City College\nChamber of Crafts"
    assert public["funding"] == "City College: EUR 12,000, 2026\nChamber of Crafts: money, amount not public"
    assert public["targets"] == [
        {"what": "Certificates given", "target": "at least 20\u00a0people by 2027",
         "result": "12 people, September 2026", "note": "", "done": 12, "total": 20}
    ]  # fmt: skip
    assert (public["contact_name"], public["running"]) == ("", "running")


def test_the_rhythms_that_run_are_public_and_the_last_day_but_nothing_that_was_found(running):
    assert "12 months" in draft_entry(running).public["reviewed"]
    with scope(service=running.service):
        agreement = running.agreements.get()
        plan = {"partnership": running, "agreement": agreement}
        monthly = Series.objects.create(**plan, kind="review", every_months=1)
        day = datetime.date(2026, 10, 30)
        held = {"due_on": day, "held_on": day, "status": "confirmed", "decision": "continue", "reason": "Quarrel over"}
        Review.objects.create(series=monthly, agreement=agreement, number=1, planned_at=timezone.now(), **held)

    rhythm, last = draft_entry(running).public["reviewed"].split("\n")

    assert "every month" in rhythm
    assert "30 October 2026" in last
    assert "Quarrel" not in str(draft_entry(running).public)


def test_the_entry_says_where_the_text_is_registered_and_published(running):
    """Duties to publish: the number in the register, and the address at which anyone can read the text."""
    with scope(service=running.service):
        running.agreements.update(registry_number="RCO2018TF00106", publication_url="https://boc.example/2018/228/004")
    period = draft_entry(running).public["period"].split("\n")
    assert period[1:] == [
        "Number RCO2018TF00106 in a public register", "Text published at https://boc.example/2018/228/004",
    ]  # fmt: skip


def test_a_draft_is_never_looked_at(running):
    with scope(service=running.service):
        Agreement.objects.create(partnership=running, version=2, title="New", model="supportive")
    assert draft_entry(running).public["model"] == "agile"


def test_the_services_own_contact_who_agreed_comes_first(cast):
    partnership = make_running(cast.service, agreed=True)
    assert draft_entry(partnership).public["contact_name"] == "Rasa of Chamber of Crafts"
    with scope(service=cast.service):
        own = Contact.objects.get(name="Rasa of City College").organisation
        own.pes = cast.service
        own.save()
    assert draft_entry(partnership).public["contact_name"] == "Rasa of City College"


def test_a_partner_that_left_and_its_people_are_no_longer_public(cast):
    partnership = make_running(cast.service, agreed=True)
    with scope(service=cast.service):
        partnership.participations.filter(organisation__name="Chamber of Crafts").update(status="left")
    public = draft_entry(partnership).public
    assert (public["partners"], public["contact_name"]) == ("City College", "Rasa of City College")


def test_a_person_who_left_is_no_longer_public(cast):
    partnership = make_running(cast.service, agreed=True)
    with scope(service=cast.service):
        Contact.objects.filter(name="Rasa of Chamber of Crafts").update(left_on=timezone.localdate())
    assert draft_entry(partnership).public["contact_name"] == "Rasa of City College"


def test_proposing_stores_what_was_shown_and_writes_the_ledger(running, cast):
    projection = draft_entry(running).public
    proposal = propose_entry(partnership=running, by=Actor.user(cast.lina), projection=projection, note=" Please. ")
    assert (proposal.status, proposal.projection, proposal.note) == ("proposed", projection, "Please.")
    assert proposal.proposed_by == cast.lina
    assert LedgerEntry.objects.about(running)[0].act == "entry.proposed"


def test_one_proposal_waits_at_a_time(running, cast):
    projection = draft_entry(running).public
    propose_entry(partnership=running, by=Actor.user(cast.lina), projection=projection)
    with pytest.raises(ProposalRefused):
        propose_entry(partnership=running, by=Actor.user(cast.lina), projection=projection)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal(partnership=running, projection={}, proposed_at=running.created_at).save()


def test_the_page_shows_public_and_private_and_proposes(running, cast, sign_in):
    lina = sign_in(cast.lina)
    page = lina.get(address(running))
    text = page.content.decode()
    assert "Not public: the amount contributed by Chamber of Crafts" in text
    assert "12 people, September 2026" in text
    assert [word for word in ("98,765", "98765", "Rasa of", "Hesitant Works") if word in text] == []
    shown = page.context["form"].initial["shown"]
    answer = lina.post(address(running), {"note": "Check the target.", "shown": shown})
    assert answer.url == reverse("partnerships:partnership", args=[running.pk])
    with scope(service=cast.service):
        assert Proposal.objects.get().note == "Check the target."


def test_what_nobody_saw_is_not_proposed(running, cast, sign_in):
    lina = sign_in(cast.lina)
    shown = lina.get(address(running)).context["form"].initial["shown"]
    running.challenge = "Other altogether."
    running.save()
    answer = lina.post(address(running), {"note": "Kept", "shown": shown})
    assert "partnership has changed since you opened this page" in answer.content.decode()
    assert "Kept" in answer.content.decode()
    with scope(service=cast.service):
        assert not Proposal.objects.exists()


def test_a_second_proposal_is_refused_with_the_reason(running, cast, sign_in):
    propose_entry(partnership=running, by=Actor.user(cast.lina), projection=draft_entry(running).public)
    lina = sign_in(cast.lina)
    page = lina.get(address(running))
    assert "is awaiting a decision by a directory admin" in page.content.decode()
    answer = lina.post(address(running), {"shown": page.context["form"].initial["shown"]})
    assert "is already awaiting a decision" in answer.content.decode()


@pytest.mark.parametrize("name", ["jonas", "dora", "erik", "vytas", "nobody"])
def test_other_roles_may_not_propose(running, cast, sign_in, name):
    assert sign_in(getattr(cast, name)).get(address(running)).status_code == 403


def test_a_foreign_partnership_looks_like_a_missing_one(running, cast, sign_in):
    assert sign_in(cast.maarja).get(address(running)).status_code == 404
