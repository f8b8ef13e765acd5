"""The queue of the directory admins, over all services (D4, X1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.models import Entry
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish, send_back
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import person
from tests.directory.conftest import make_entry, make_running


def propose(partnership, user):
    return propose_entry(partnership=partnership, by=Actor.user(user), projection=draft_entry(partnership).public)


def test_proposals_of_every_service_wait_in_one_queue(cast, running, sign_in):
    propose(running, cast.lina)
    propose(make_running(cast.other_service, "Estonian pilot"), cast.maarja)
    page = sign_in(cast.dora).get(reverse("directory:queue")).content.decode()
    assert "Pilot on digital skills" in page
    assert "Estonian pilot" in page
    assert "Neighbouring Employment Service" in page


@pytest.mark.parametrize("name", ["lina", "jonas", "erik", "vytas", "maarja", "nobody"])
def test_nobody_else_sees_the_queue_or_a_proposal(cast, running, sign_in, name):
    proposal = propose(running, cast.lina)
    person = sign_in(getattr(cast, name))
    assert person.get(reverse("directory:queue")).status_code == 403
    assert person.post(reverse("directory:proposal", args=[proposal.pk]), {"act": "publish"}).status_code == 403
    assert not Entry.objects.exists()


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get(reverse("directory:queue")).status_code == 302


def test_publishing_from_the_page_of_a_foreign_proposal(cast, sign_in):
    proposal = propose(make_running(cast.other_service, "Estonian pilot"), cast.maarja)
    dora = sign_in(cast.dora)
    assert "Certificates given" in dora.get(reverse("directory:proposal", args=[proposal.pk])).content.decode()
    answer = dora.post(reverse("directory:proposal", args=[proposal.pk]), {"act": "publish"})
    assert answer.url == reverse("directory:queue")
    assert Entry.objects.get().title == "Estonian pilot"


def test_sending_back_without_an_answer_says_what_to_do(cast, running, sign_in):
    proposal = propose(running, cast.lina)
    page = sign_in(cast.dora).post(
        reverse("directory:proposal", args=[proposal.pk]), {"act": "send_back", "answer": ""}
    )
    assert "Describe what should change, or what you want to know." in page.content.decode()
    proposal.refresh_from_db()
    assert proposal.status == "proposed"


def test_a_proposal_of_a_public_entry_shows_each_change(cast, running, sign_in):
    publish(proposal=propose(running, cast.lina), by=Actor.user(cast.dora))
    running.challenge = "Adults without a computer."
    running.save()
    proposal = propose(running, cast.lina)
    dora = sign_in(cast.dora)
    page = dora.get(reverse("directory:proposal", args=[proposal.pk]))
    [change] = page.context["look"].changes
    assert (change.label, change.now, change.proposed) == (
        "Challenge", ("Adults without digital skills.",), ("Adults without a computer.",),
    )  # fmt: skip
    assert "Publish 1 change<" in page.content.decode()
    assert "<del>Adults without digital skills.</del>" in dora.get(reverse("directory:queue")).content.decode()


def test_a_missing_proposal_is_not_found(cast, sign_in):
    assert sign_in(cast.dora).get(reverse("directory:proposal", args=[404])).status_code == 404


def test_an_entry_is_taken_out_with_a_reason(cast, sign_in):
    entry = make_entry()
    dora = sign_in(cast.dora)
    address = reverse("directory:withdraw", args=[entry.slug])
    assert "Give the reason" in dora.post(address, {"reason": ""}).content.decode()
    dora.post(address, {"reason": "A double"})
    assert not Entry.objects.published().exists()
    assert sign_in(cast.lina).get(address).status_code == 403


def test_the_queue_asks_the_database_as_often_for_three_as_for_one(cast, sign_in, django_assert_num_queries):
    dora = sign_in(cast.dora)
    address = reverse("directory:queue")
    propose(make_running(cast.service, "First"), cast.lina)
    make_entry("First entry")
    number = queries_of(dora, address)
    for title in ("Second", "Third"):
        propose(make_running(cast.service, title), cast.lina)
        make_entry(f"{title} entry")
    with django_assert_num_queries(number):
        dora.get(address)


def queries_of(browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return len(queries)


def test_the_answer_goes_to_who_manages_now_where_the_proposer_left(cast, running, sign_in):
    liis = cast.liis  # bound to another office: she neither sees the partnership nor what is written about it
    running.manager = liis
    running.save()
    proposal = propose(running, cast.lina)
    person("Rasa", cast.service, Role.MANAGER)
    cast.lina.memberships.update(ended_on=timezone.localdate())

    send_back(proposal=proposal, by=Actor.user(cast.dora), answer="The source is missing.")

    assert [mail.to_address for mail in OutboxMail.objects.filter(kind="entry_sent_back")] == ["rasa@example.org"]
