"""A directory admin publishes, sends back or withdraws (D4): the only writers of an entry."""

from datetime import datetime
from itertools import count
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import slugify
from django_scopes import scope

from directory.entries.services import still_agrees
from directory.models import Entry, EntryTarget, Proposal
from directory.projection.rules.projection import TEXT_FIELDS, completed
from directory.publishing import mails
from directory.rules.vocabulary import proposal_move
from partnerships.rules.vocabulary import Category
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.text import fold, search_lines

_SLUG_LENGTH = 110


class AnswerMissing(ValueError):
    """Who sends something back or withdraws it says why."""


class ConsentWithdrawn(Exception):
    """The person whom the proposal names no longer agrees to be shown (D3)."""


@one_act()
def publish(*, proposal: Proposal, by: Actor, at: datetime | None = None) -> Entry:
    """Make the proposal's projection public, exactly as it was shown; the proposer is told."""
    at = at or timezone.now()
    with scope(service=proposal.partnership.service):
        proposal = _locked(proposal)
        status = proposal_move("publish", proposal.status)
        if not still_agrees(proposal.partnership_id, proposal.projection):
            raise ConsentWithdrawn
        entry = Entry.objects.filter(partnership=proposal.partnership_id).first()
        entry = entry or Entry(partnership=proposal.partnership, published_at=at)
        _copy(proposal, entry, at)
        _decide(proposal, status, by, at, entry=entry)
        record(
            act="entry.published",
            anchor=proposal.partnership,
            obj=entry,
            by=by,
            service=proposal.partnership.service,
            after={"slug": entry.slug, "proposal": proposal.pk},
            at=at,
        )
        mails.entry_published(proposal=proposal, entry=entry)
    return entry


@one_act()
def send_back(*, proposal: Proposal, by: Actor, answer: str, at: datetime | None = None) -> Proposal:
    """Refuse the proposal as it is, with what to change; the proposer is told."""
    if not answer.strip():
        raise AnswerMissing
    at = at or timezone.now()
    with scope(service=proposal.partnership.service):
        proposal = _locked(proposal)
        proposal.answer = answer.strip()
        _decide(proposal, proposal_move("send_back", proposal.status), by, at)
        record(
            act="entry.sent_back",
            anchor=proposal.partnership,
            obj=proposal,
            by=by,
            service=proposal.partnership.service,
            private={"answer": proposal.answer},
            at=at,
        )
        mails.entry_sent_back(proposal=proposal)
    return proposal


@one_act()
def withdraw_entry(*, entry: Entry, by: Actor, reason: str, at: datetime | None = None) -> Entry:
    """Take an entry out of the public directory; the row stays, and publishing again brings it back."""
    if not reason.strip():
        raise AnswerMissing
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.withdrawn_at is not None:
        return entry
    entry.withdrawn_at = entry.changed_at = at or timezone.now()
    entry.save(update_fields=["withdrawn_at", "changed_at"])
    record(
        act="entry.withdrawn",
        anchor=entry.partnership or entry,
        obj=entry,
        by=by,
        service=entry.service,
        private={"reason": reason.strip()},
        at=entry.withdrawn_at,
    )
    return entry


def refresh_search_text(entry: Entry) -> None:
    """Every word of the entry, folded; lists count with their names in every language of the product."""
    words = [str(getattr(entry, name)) for name in TEXT_FIELDS]
    words += [each.name for each in entry.regions.all()]
    terms = [*entry.target_groups.all(), *entry.service_areas.all()]
    words += [name for term in terms for name in term.names.values()]
    words += [text for target in entry.targets.all() for text in (target.what, target.target, target.result)]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words += [country.name for country in entry.countries]
            words += [entry.get_model_display(), entry.get_formality_display()]
            words += [str(Category(each).label) for each in entry.partner_categories if each in Category]
    entry.search_text = search_lines(words)
    entry.save(update_fields=["search_text"])


def _locked(proposal: Proposal) -> Proposal:
    """The row as it is now, so that two admins cannot both decide."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("partnership__service", "partnership__manager", "proposed_by")
        .get(pk=proposal.pk)
    )


def _decide(proposal: Proposal, status: str, by: Actor, at: datetime, entry: Entry | None = None) -> None:
    proposal.status = status
    proposal.entry = entry or proposal.entry
    proposal.decided_by = by.account
    proposal.decided_at = at
    proposal.save(update_fields=["status", "answer", "entry", "decided_by", "decided_at"])


def _copy(proposal: Proposal, entry: Entry, at: datetime) -> None:
    public = completed(proposal.projection)
    for name in (*TEXT_FIELDS, "countries", "elements", "partner_categories", "marks"):
        setattr(entry, name, public[name])
    entry.service = proposal.partnership.service
    entry.slug = entry.slug or _free_slug(entry.title, proposal.partnership.reference)
    entry.changed_at, entry.withdrawn_at = at, None
    entry.save()
    for name in ("regions", "target_groups", "service_areas"):
        getattr(entry, name).set(public[name])
    entry.targets.all().delete()
    EntryTarget.objects.bulk_create(
        EntryTarget(entry=entry, order=number, **_target(target)) for number, target in enumerate(public["targets"], 1)
    )
    refresh_search_text(entry)


def _free_slug(title: str, reference: str) -> str:
    """Kept for good once given, so that links stay; letters without a Latin form fall away."""
    wanted = slugify(fold(title))[:_SLUG_LENGTH].strip("-") or slugify(reference) or "entry"
    taken = set(Entry.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in count(2) if (slug := f"{wanted}-{number}") not in taken)


def _target(target: dict[str, Any]) -> dict[str, Any]:
    words = {name: target[name] or "" for name in ("what", "target", "result")}
    return words | {"done": target["done"], "total": target["total"]}
