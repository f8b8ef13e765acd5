"""Writes the fields of an entry, its targets, its address and what is searched of it (D1, D4)."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify

from directory.models import Entry, EntryTarget, Revision
from directory.projection.rules.projection import TEXT_FIELDS, completed
from directory.projection.rules.units import CONTACT
from directory.projection.services import changed_names, projection_of
from directory.search.services import write_search
from partnerships.rules.vocabulary import Category
from pes_partnerships.lib.text import fold, search_lines

_SLUG_LENGTH = 110
AS_THEY_ARE = (
    "countries", "elements", "partner_categories", "read_in_part", "marks", "notes", "dates", "sums", "kept",
    "withheld",
)  # fmt: skip


def write_entry(entry: Entry, projection: Mapping[str, Any], at: datetime, *, reference: str = "") -> None:
    """Make a projection public as it is; an address is made of the title, or of the reference where that has none."""
    public = completed(projection)
    before = projection_of(entry) if entry.pk else None
    for name in (*TEXT_FIELDS, *AS_THEY_ARE):
        setattr(entry, name, public[name])
    entry.slug = entry.slug or _free_slug(entry.title, reference)
    entry.changed_at, entry.withdrawn_at = at, None
    entry.save()
    for name in ("regions", "target_groups", "service_areas"):
        getattr(entry, name).set(public[name])
    entry.targets.all().delete()
    EntryTarget.objects.bulk_create(
        EntryTarget(entry=entry, order=number, **_target(target)) for number, target in enumerate(public["targets"], 1)
    )
    refresh_search_text(entry)
    _keep_revision(entry, before, public, at)


def _keep_revision(entry: Entry, before: Mapping[str, Any] | None, public: Mapping[str, Any], at: datetime) -> None:
    """D3: the contact person is not in it, for consent may end."""
    last = entry.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    Revision.objects.create(
        entry=entry,
        number=last + 1,
        published_at=at,
        changed=[] if before is None else changed_names(before, public),
        public={name: value for name, value in public.items() if name not in CONTACT},
    )


def refresh_search_text(entry: Entry) -> None:
    """What is searched of an entry, after it was written."""
    write_search_text(entry)
    write_search([entry.pk])


def write_search_text(entry: Entry) -> None:
    """Every word of the entry, folded; lists count with their names in every language of the product."""
    words = [str(getattr(entry, name)) for name in TEXT_FIELDS]
    words += [each.name for each in entry.regions.all()]
    terms = [*entry.target_groups.all(), *entry.service_areas.all()]
    words += [name for term in terms for name in term.names.values()]
    words += [text for each in entry.targets.all() for text in (each.what, each.target, each.result, each.note)]
    words += [text for row in (*entry.dates, *entry.sums) for text in row.values() if isinstance(text, str)]
    words += [other["says"] for note in entry.notes.values() for other in note.get("others", [])]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words += [country.name for country in entry.countries]
            words += [entry.get_model_display(), entry.get_formality_display()]
            words += [str(Category(each).label) for each in entry.partner_categories if each in Category]
    entry.search_text = search_lines(words)
    entry.save(update_fields=["search_text"])


def _free_slug(title: str, reference: str) -> str:
    """Kept for good once given, so that links stay; letters without a Latin form fall away."""
    wanted = slugify(fold(title))[:_SLUG_LENGTH].strip("-") or slugify(reference) or "entry"
    taken = set(Entry.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in count(2) if (slug := f"{wanted}-{number}") not in taken)


def _target(target: dict[str, Any]) -> dict[str, Any]:
    words = {name: target[name] or "" for name in ("what", "target", "result", "note")}
    return words | {"done": target["done"], "total": target["total"]}
