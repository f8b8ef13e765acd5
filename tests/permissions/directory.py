"""The directory's routes: who may use which (X1, D4)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from directory.following.rules import token_of
from directory.models import Confirmation, ContactConsent, Entry, FollowedSearch, Guide, Proposal, Takeover
from partnerships.models import Contact
from pes_partnerships.lib.links import hash_token
from tests.permissions.routes import ANYBODY, DIRECTORY_ADMINS, MANAGER, Route


def about_entry(world):
    return {"slug": world.entry.slug}


ROUTES: list[Route] = [
    Route("directory:front", ANYBODY, public=True),
    Route("directory:map", ANYBODY, public=True),
    Route("directory:compare", ANYBODY, public=True),
    Route("directory:search", ANYBODY, public=True),
    Route("directory:feed", ANYBODY, public=True),
    Route("directory:follow_search", ANYBODY, public=True),
    Route(
        "directory:confirm_search", about=lambda w: {"token": w.search_token}, public=True, why="the token is the key"
    ),
    Route("directory:stop_search", about=lambda w: {"token": w.search_token}, public=True, why="the token is the key"),
    Route("directory:followed", ANYBODY, signed_in=True),
    Route("directory:entry", ANYBODY, about_entry, public=True, why="every entry is meant for everybody"),
    Route("directory:guidance", ANYBODY, public=True),
    Route("directory:guide", ANYBODY, lambda w: {"code": w.guide.code}, public=True),
    Route("directory:about", ANYBODY, public=True),
    Route("directory:accessibility", ANYBODY, public=True),
    Route("directory:privacy", ANYBODY, public=True),
    Route("directory:imprint", ANYBODY, public=True),
    Route("directory:robots", ANYBODY, public=True),
    Route("directory:sitemap", ANYBODY, public=True),
    Route("directory:sitemap_part", ANYBODY, lambda w: {"section": "entries"}, public=True),
    Route("directory:propose", MANAGER, lambda w: {"pk": w.partnership.pk}),
    Route("directory:comments", MANAGER, lambda w: {"pk": w.partnership.pk}),
    Route("directory:contacts", MANAGER, lambda w: {"pk": w.partnership.pk}),
    Route("directory:consent", about=lambda w: {"token": w.consent_token}, public=True, why="the token is the key"),
    Route("directory:confirm", about=lambda w: {"token": w.confirm_token}, public=True, why="the token is the key"),
    Route("directory:queue", DIRECTORY_ADMINS),
    Route("directory:published", DIRECTORY_ADMINS),
    Route("directory:stale", DIRECTORY_ADMINS),
    Route("directory:validity", DIRECTORY_ADMINS),
    Route(
        "directory:selected",
        DIRECTORY_ADMINS,
        query=lambda w: f"?act=confirm&entry={w.entry.pk}",
        why="one directory for all services: an admin looks after any entry",
    ),
    Route(
        "directory:proposal",
        DIRECTORY_ADMINS,
        lambda w: {"pk": w.proposal.pk},
        why="one directory for all services: an admin checks the proposals of the others too",
    ),
    Route(
        "directory:withdraw",
        DIRECTORY_ADMINS,
        about_entry,
        why="one directory for all services: an admin may take out any entry",
    ),
    Route(
        "directory:give_back",
        DIRECTORY_ADMINS,
        lambda w: {"slug": w.taken_over.slug},
        why="one directory for all services: an admin may give back any entry",
    ),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """An entry, a proposal that waits, and a guide that all services share."""
    now = timezone.now()
    guide, _made = Guide.objects.get_or_create(
        code="agile", defaults={"titles": {"en": "Agile"}, "bodies": {"en": "Text"}, "source": "PAPER 5.1"}
    )
    taken_over = _taken_over(crew, world, now)
    tokens = {name: f"a-{name}-link-that-only-the-tests-know-{world.key}" for name in ("confirm", "consent")}
    Confirmation.objects.create(
        entry=taken_over,
        recipient=crew.lina,
        due_on=now.date(),
        token_hash=hash_token(tokens["confirm"]),
        asked_at=now,
    )
    _asked(world, tokens["consent"], now)
    followed = FollowedSearch.objects.create(email=f"{world.key}@example.org", asked_at=now)
    return {
        "confirm_token": tokens["confirm"],
        "consent_token": tokens["consent"],
        "followed": followed,
        "search_token": token_of(followed.pk),
        "entry": Entry.objects.create(
            service=crew.service, slug=f"entry-{world.key}", title="An entry", published_at=now, changed_at=now
        ),
        "taken_over": taken_over,
        "proposal": Proposal.objects.create(
            partnership=world.running,
            projection={"title": "Career support"},
            proposed_by=crew.lina,
            proposed_at=now,
        ),
        "guide": guide,
    }


def _asked(world: Any, token: str, now: datetime) -> None:
    contact = Contact.objects.filter(organisation__participations__partnership=world.running).exclude(email="").first()
    ContactConsent.objects.create(
        partnership=world.running,
        contact=contact,
        name=contact.name,
        email=contact.email,
        organisation=contact.organisation.name,
        token_hash=hash_token(token),
        asked_at=now,
        ends_on=now.date() + timedelta(days=1000),
    )


def _taken_over(crew: Any, world: Any, now: datetime) -> Entry:
    entry = Entry.objects.create(
        service=crew.service,
        partnership=world.partnership,
        slug=f"taken-{world.key}",
        title="Taken over",
        published_at=now,
        changed_at=now,
    )
    Takeover.objects.create(entry=entry, partnership=world.partnership, before={"title": "Before"}, taken_at=now)
    return entry
