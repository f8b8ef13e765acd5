"""Mails about a search that is followed, in the language of who follows it (D1)."""

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from directory.following.rules import token_of
from directory.models import Entry, FollowedSearch
from directory.search.rules.asked import question_of
from directory.search.services.describing import described
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.services import queue_mail

FEW = 10


def confirm_search(*, search: FollowedSearch, at: datetime) -> None:
    """To whoever the address belongs; the words of the search may be anybody's, so the mail does not have them."""
    link = absolute(reverse("directory:confirm_search", args=[token_of(search.pk)]))
    _queue(search, "confirm_search", {"link": link}, {}, f"confirm:{search.pk}:{at.date()}")


def new_entries(*, search: FollowedSearch, entries: Sequence[Entry], at: datetime) -> None:
    """What fits and did not before, the latest change first."""
    lines = [(entry, absolute(reverse("directory:entry", args=[entry.slug]))) for entry in entries[:FEW]]
    with translation.override(search.person.language if search.person else search.language):
        words = described(question_of(QueryDict(search.query)))
    context = {
        "words": words,
        "number": len(entries),
        "lines": lines,
        "more": len(entries) - len(lines),
        "search_url": f"{absolute(reverse('directory:search'))}?{search.query}",
    }
    link = absolute(reverse("directory:stop_search", args=[token_of(search.pk)]))
    _queue(search, "new_entries", {"link": link}, context, f"new:{search.pk}:{at.isoformat()}")


def _queue(search: FollowedSearch, kind: str, secrets: dict[str, str], context: dict, act: str) -> None:
    language = search.person.language if search.person else search.language
    queue_mail(
        kind=kind,
        to_address=search.person.email if search.person else search.email,
        to_name=search.person.name if search.person else "",
        language=language,
        template=f"directory/following/mail/{kind}",
        context=context,
        secrets=secrets,
        dedupe_key=f"followed_search:{act}",
    )
