"""Searches that are followed: asked for, confirmed, looked at each day, ended (D1). Needs no scope."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict

from directory.following import mails
from directory.models import Entry, FollowedSearch
from directory.search.rules.asked import question_of
from directory.search.services import answer
from pes_partnerships.accounts.models import User

MOST = 30  # searches of one person or address
CONFIRM_WITHIN = timedelta(days=7)
LOOKED_AT_EVERY = timedelta(hours=20)


class TooMany(Exception):
    """So many searches are followed by this address already that another one would be abuse, or lost among them."""


@transaction.atomic
def follow(*, query: str, at: datetime, language: str, person: User | None = None, email: str = "") -> FollowedSearch:
    """A person is told from now on; an address once its owner has confirmed it, and gets a mail that asks for that."""
    whose = {"person": person} if person else {"person": None, "email": email.lower()}
    found = FollowedSearch.objects.filter(**whose)
    if same := found.filter(query=query).first():
        if same.confirmed_at is None:
            mails.confirm_search(search=same, at=at)
        return same
    if found.count() >= MOST:
        raise TooMany
    search = FollowedSearch.objects.create(
        **whose, query=query, language=language, asked_at=at, confirmed_at=at if person else None,
        known=_fitting(query) if person else [],
    )  # fmt: skip
    if person is None:
        mails.confirm_search(search=search, at=at)
    return search


@transaction.atomic
def confirm(*, search: FollowedSearch, at: datetime) -> None:
    """What fits today is known: only what comes later is told."""
    search = FollowedSearch.objects.select_for_update().get(pk=search.pk)
    if search.confirmed_at is None:
        search.confirmed_at, search.known = at, _fitting(search.query)
        search.save(update_fields=["confirmed_at", "known"])


def stop(*, search: FollowedSearch) -> None:
    """Nothing of it is kept."""
    search.delete()


def sweep_followed(*, now: datetime) -> int:
    """Look at each search once a day; returns how many mails were written. May run twice, and side by side."""
    FollowedSearch.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN).delete()
    due = Q(looked_at=None) | Q(looked_at__lt=now - LOOKED_AT_EVERY)
    keys = FollowedSearch.objects.confirmed().filter(due).values_list("pk", flat=True)
    return sum(_look(key, now) for key in list(keys))


@transaction.atomic
def _look(key: int, now: datetime) -> bool:
    """The row is locked, so that an entry is told once for each search, with the mail or not at all."""
    search = FollowedSearch.objects.select_for_update(of=("self",)).select_related("person").filter(pk=key).first()
    if search is None or (search.looked_at and search.looked_at >= now - LOOKED_AT_EVERY):
        return False
    fitting = _fitting(search.query)
    known = set(search.known)
    new = [entry for entry in fitting if entry not in known]
    search.looked_at = now
    search.known = sorted(known | set(fitting))
    search.save(update_fields=["looked_at", "known"])
    if not new or (search.person and not search.person.is_active):
        return False
    mails.new_entries(search=search, entries=_entries(new), at=now)
    return True


def _fitting(query: str) -> list[int]:
    """Entries that fit, and none that are only near."""
    return list(answer(question_of(QueryDict(query)), with_near=False).found)


def _entries(keys: Iterable[int]) -> list[Entry]:
    return list(Entry.objects.published().filter(pk__in=list(keys)).order_by("-changed_at", "pk"))
