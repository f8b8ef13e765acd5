"""G4, R8: a party's own view by its link: its rows only; done with a file, returned words, what the service did."""

from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.commitments.services import acting
from tests.factories.agreements import PDF, signed_agreement
from tests.factories.commitments import SERVICE, TOWN, YOUTH, added, sent
from tests.factories.partners_in_reviews import JONAS
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


def test_a_party_sees_its_own_rows_and_those_of_all_parties(door, partnership, in_scope):
    added(partnership, in_scope.lina, YOUTH, text="Only of the youth department")
    words = words_on(Client().get(door))
    assert "Gives rooms in two libraries." in words
    assert "Each partner answers within five working days." in words
    assert "Trains youth workers" not in words
    assert "Only of the youth department" not in words


def test_a_party_says_that_it_is_done_with_a_file_and_reads_why_it_was_returned(door, partnership, in_scope, sign_in):
    task, visitor = added(partnership, in_scope.lina, text="List of visits"), Client()
    assert "List of visits" in words_on(visitor.get(door))
    form = f"{door}commitments/{task.pk}/"
    page = visitor.get(form)
    typed = typed_in(page, "words", words="Nine firms.") | {"file": SimpleUploadedFile("list.pdf", PDF)}
    assert visitor.post(form, typed).url == door

    task.refresh_from_db()
    act = task.acts.get()
    assert (task.status, act.contact.email, act.party.name, act.words) == ("sent", JONAS, TOWN, "Nine firms.")
    assert visitor.get(f"{door}commitments/files/{act.pk}/").status_code == 200
    assert LedgerEntry.objects.get(act="commitment.sent").actor_name == "Jonas Jonaitis"

    acting.send_back(task=task, by=Actor.user(in_scope.lina), words="Without the dates.")
    letter = OutboxMail.objects.get(kind="commitment_returned")
    again = urlsplit(letter.secrets["link"]).path
    assert "Without the dates." in words_on(visitor.get(again))
    assert "Returned with this reason Without the dates." in words_on(visitor.get(form))


def test_a_party_accepts_or_returns_what_the_service_did(door, partnership, in_scope):
    first, second = (
        sent(added(partnership, in_scope.lina, SERVICE, text=text), in_scope.lina, words="As agreed.")
        for text in ("Posts filled", "Rooms open")
    )
    visitor = Client()
    words = words_on(visitor.get(door))
    assert "Accept or return: Posts filled" in words
    for task, said in ((first, {"outcome": "accept"}), (second, {"outcome": "return", "words": "Closed on Friday."})):
        form = f"{door}commitments/{task.pk}/answer/"
        page = visitor.get(form)
        assert "As agreed." in words_on(page)
        assert visitor.post(form, typed_in(page, "words", **said)).url == door
        task.refresh_from_db()
    assert (first.status, second.status) == ("accepted", "returned")
    assert first.acts.last().party.name == TOWN
    assert OutboxMail.objects.get(kind="commitment_returned").to_address == in_scope.lina.email


def test_what_is_another_partys_answers_404_and_what_is_settled_says_so(door, partnership, in_scope):
    other = added(partnership, in_scope.lina, YOUTH)
    visitor = Client()
    assert visitor.get(f"{door}commitments/{other.pk}/").status_code == 404
    assert visitor.get(f"{door}commitments/{other.pk}/answer/").status_code == 404
    foreign = sent(other, in_scope.lina, file=SimpleUploadedFile("x.pdf", PDF)).acts.get()
    assert visitor.get(f"{door}commitments/files/{foreign.pk}/").status_code == 404
    task = added(partnership, in_scope.lina, text="Twice")
    sent(task, in_scope.lina)
    answer = visitor.get(f"{door}commitments/{task.pk}/", follow=True)
    assert "Nothing was changed. This task: Waits for acceptance." in words_on(answer)


def test_an_unknown_link_opens_nothing(partnership, in_scope):
    task = added(partnership, in_scope.lina)
    for name in ("door_commitment", "door_answer"):
        assert Client().get(reverse(f"reviews:{name}", args=["no-such-link", task.pk])).status_code == 410


def test_the_page_costs_the_same_for_one_and_for_three(door, partnership, in_scope, count_queries):
    def look() -> None:
        assert Client().get(door).status_code == 200

    counts = []
    for number in (1, 2):
        for each in range(number):
            sent(added(partnership, in_scope.lina, text=f"{number} {each}"), in_scope.lina)
            sent(added(partnership, in_scope.lina, SERVICE, text=f"{number} {each}"), in_scope.lina)
        counts.append(count_queries(look))
    assert counts[0] == counts[1]
