"""Commitments are read by all who read the portfolio; offices keep and accept them, managers lead (X1)."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from pes_partnerships.lib.links import hash_token
from reviews.door.services.people import partners_of
from reviews.models import CommitmentTask, ContactLink, Review
from tests.factories.agreements import PDF, signed_agreement
from tests.factories.commitments import SERVICE, TOWN, added, own_party, sent
from tests.permissions.routes import MANAGER, READERS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("reviews:commitments", READERS, of("committed")),
    Route("reviews:commitments_calendar", READERS, of("committed")),
    Route("reviews:commitment_new", MANAGER, of("committed")),
    Route("reviews:commitment", READERS, of("commitment")),
    Route("reviews:commitment_change", MANAGER, of("commitment")),
    Route("reviews:commitment_ask", WRITERS, of("commitment")),
    Route("reviews:commitment_measure", MANAGER, of("commitment")),
    Route("reviews:commitment_end", MANAGER, of("commitment")),
    Route("reviews:commitment_done", WRITERS, of("commitment_task")),
    Route("reviews:commitment_decide", WRITERS, of("sent_task")),
    Route("reviews:commitment_move", MANAGER, of("commitment_task")),
    Route("reviews:commitment_set_aside", MANAGER, of("commitment_task")),
    Route("reviews:commitment_remind", WRITERS, of("commitment_task")),
    Route("reviews:review_commitments", WRITERS, of("committed_review")),
    Route("reviews:commitment_file", READERS, of("commitment_proof")),
    Route(
        "reviews:door_commitment",
        about=lambda w: {"token": w.commitment_token, "pk": w.commitment_task.pk},
        public=True,
        why="the token is the key",
    ),
    Route(
        "reviews:door_answer",
        about=lambda w: {"token": w.commitment_token, "pk": w.own_sent_task.pk},
        public=True,
        why="the token is the key",
    ),
    Route(
        "reviews:door_commitment_file",
        about=lambda w: {"token": w.commitment_token, "pk": w.commitment_proof.pk},
        public=True,
        why="the token is the key",
    ),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A task of each kind at the municipality, one that the service did, and a link that the tests know."""
    partnership = signed_agreement(crew).partnership
    own_party(partnership)
    secret = f"Visits, {world.secret}"
    task = added(partnership, crew.lina, text=secret)
    waiting = sent(added(partnership, crew.lina, text=f"{secret} two"), crew.lina, words=world.secret)
    upload = SimpleUploadedFile("proof.pdf", PDF)
    proof = sent(added(partnership, crew.lina, text=f"{secret} three"), crew.lina, file=upload).acts.get()
    own = sent(added(partnership, crew.lina, SERVICE, text=f"{secret} four"), crew.lina)
    town = next(each for each in partners_of(partnership) if each.name == TOWN)
    token = f"a-page-for-commitments-that-only-the-tests-know-{world.key}"
    ContactLink.objects.create(
        participation=town.participation,
        contact=town.contact,
        token_hash=hash_token(token),
        made_at=partnership.created_at,
    )
    return {
        "committed": partnership,
        "committed_review": Review.objects.get(series__partnership=partnership),
        "review_task": CommitmentTask.objects.get(review__isnull=False, commitment__participation=town.participation),
        "commitment": task.commitment,
        "commitment_task": task,
        "sent_task": waiting,
        "own_sent_task": own,
        "commitment_proof": proof,
        "commitment_token": token,
    }
