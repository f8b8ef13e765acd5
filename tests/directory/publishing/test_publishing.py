"""A directory admin publishes, sends back and withdraws (D3, D4)."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django_scopes import scope

from directory.models import Entry, Proposal
from directory.publishing.services.gathering import facts_of
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import AnswerMissing, ConsentWithdrawn, publish, send_back, withdraw_entry
from partnerships import hooks
from partnerships.models import Contact, Objective
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Measurement
from tests.directory.conftest import AT, make_entry, make_running
from tests.factories.waiting import waiting_for

pytestmark = pytest.mark.django_db


def proposed(cast, partnership) -> Proposal:
    return propose_entry(partnership=partnership, by=Actor.user(cast.lina), projection=draft_entry(partnership).public)


def test_publishing_copies_the_projection_and_nothing_else(running, cast):
    entry = publish(proposal=proposed(cast, running), by=Actor.user(cast.dora), at=AT)
    assert (entry.title, entry.slug, entry.model, entry.published_at) == (
        "Pilot on digital skills", "pilot-on-digital-skills", "agile", AT,
    )  # fmt: skip
    assert [(t.what, t.done, t.total) for t in entry.targets.all()] == [("Certificates given", 12, 20)]
    assert "lithuania" in entry.search_text
    assert "98765" not in entry.search_text
    assert LedgerEntry.objects.about(running)[0].act == "entry.published"


def test_the_proposer_is_told_in_their_language(running, cast):
    cast.lina.language = "fr"
    cast.lina.save()
    publish(proposal=proposed(cast, running), by=Actor.user(cast.dora))
    mail = OutboxMail.objects.get()
    assert (mail.kind, mail.to_address, mail.language) == ("entry_published", cast.lina.email, "fr")
    assert "/entries/pilot-on-digital-skills/" in mail.body_text


def test_an_address_is_given_once_and_kept(running, cast):
    make_entry("Pilot on digital skills")
    first = publish(proposal=proposed(cast, running), by=Actor.user(cast.dora))
    assert first.slug == "pilot-on-digital-skills-2"
    running.title = "Another name"
    running.save()
    again = publish(proposal=proposed(cast, running), by=Actor.user(cast.dora))
    assert (again.pk, again.slug, again.title) == (first.pk, first.slug, "Another name")


def test_nothing_is_decided_twice(running, cast):
    proposal = proposed(cast, running)
    publish(proposal=proposal, by=Actor.user(cast.dora))
    with pytest.raises(MoveRefused):
        send_back(proposal=proposal, by=Actor.user(cast.dora), answer="Too late")


def test_sending_back_needs_an_answer_and_reaches_the_manager(running, cast):
    proposal = proposed(cast, running)
    with pytest.raises(AnswerMissing):
        send_back(proposal=proposal, by=Actor.user(cast.dora), answer="  ")
    send_back(proposal=proposal, by=Actor.user(cast.dora), answer="Which year was that?")
    assert "Which year was that?" in OutboxMail.objects.get().body_text
    with scope(service=cast.service):
        asked = [line.url for line in waiting_for(cast.lina, AT.date())]
        assert asked.count(reverse("directory:propose", args=[running.pk])) == 1
        assert waiting_for(cast.dora, AT.date()) == []
    proposed(cast, running)
    with scope(service=cast.service):
        assert not [line for line in waiting_for(cast.lina, AT.date()) if "/propose/" in line.url]


def test_consent_taken_back_bars_publishing(cast):
    partnership = make_running(cast.service, agreed=True)
    proposal = proposed(cast, partnership)
    with scope(service=cast.service):
        Contact.objects.update(may_be_shown=False)
    with pytest.raises(ConsentWithdrawn):
        publish(proposal=proposal, by=Actor.user(cast.dora))
    assert not Entry.objects.exists()


def test_consent_taken_back_later_hides_the_address_at_once(cast, client):
    partnership = make_running(cast.service, agreed=True)
    entry = publish(proposal=proposed(cast, partnership), by=Actor.user(cast.dora))
    page = reverse("directory:entry", args=[entry.slug])
    assert "rasa@chamber.example" in client.get(page).content.decode()
    with scope(service=cast.service):
        Contact.objects.update(may_be_shown=False)
    assert "rasa@" not in client.get(page).content.decode()


def test_a_withdrawn_entry_is_gone_until_it_is_published_again(running, cast, client):
    entry = publish(proposal=proposed(cast, running), by=Actor.user(cast.dora))
    with pytest.raises(AnswerMissing):
        withdraw_entry(entry=entry, by=Actor.user(cast.dora), reason="")
    withdraw_entry(entry=entry, by=Actor.user(cast.dora), reason="The partners asked for it")
    assert client.get(reverse("directory:entry", args=[entry.slug])).status_code == 404
    back = publish(proposal=proposed(cast, running), by=Actor.user(cast.dora))
    assert (back.pk, back.withdrawn_at) == (entry.pk, None)
    assert client.get(reverse("directory:entry", args=[entry.slug])).status_code == 200


def test_the_partnership_page_says_where_it_stands(running, cast):
    def aside(user) -> str:
        with scope(service=cast.service):
            panels = hooks.panels(partnership=running, versions=[], membership=cast.membership(user), today=AT.date())
            panel = next(each for each in panels if each.template == "directory/publishing/_panel.html")
            return render_to_string(panel.template, {"panel": panel.context})

    assert "Propose for the directory" in aside(cast.lina)
    assert "/propose/" not in aside(cast.vytas)
    proposal = proposed(cast, running)
    assert "is awaiting a decision by a directory admin" in aside(cast.lina)
    publish(proposal=proposal, by=Actor.user(cast.dora))
    assert "/entries/pilot-on-digital-skills/" in aside(cast.vytas)


def test_the_technical_admin_only_looks(cast, running, sign_in):
    entry = publish(proposal=proposed(cast, running), by=Actor.user(cast.dora))
    cast.nobody.is_staff = cast.nobody.is_superuser = True
    cast.nobody.save()
    root = sign_in(cast.nobody)
    for name in ("entry", "guide", "source"):
        assert root.get(f"/admin/directory/{name}/").status_code == 200
        assert root.get(f"/admin/directory/{name}/add/").status_code == 403
    page = root.get(f"/admin/directory/entry/{entry.pk}/change/")
    assert page.status_code == 200
    assert root.post(f"/admin/directory/entry/{entry.pk}/change/", {"title": "Other"}).status_code == 403


def test_a_quota_or_a_partners_part_is_never_told_as_the_result(running):
    """O2: what is published of an objective is its total."""
    with scope(service=running.service):
        objective = Objective.objects.get(agreement__partnership=running)
        quota = objective.quotas.create(share=50, who="women", base="all")
        party = objective.agreement.parties.first()
        for apart in ({"quota": quota}, {"party": party}):
            Measurement.objects.create(
                objective=objective, value=46, as_of="2026-11", source="register", entered_at=AT, **apart
            )
        (facts,) = facts_of(running, AT.date()).objectives
    assert facts.result.value == 12
