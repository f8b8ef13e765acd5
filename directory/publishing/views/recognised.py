"""An entry that may be of this partnership, side by side with what the partnership says, and who maintains it (D4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from directory.models import Entry
from directory.projection.services import label_of, projection_of, words_of
from directory.recognising.services.finding import Candidate
from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership

SIDES = (
    "title", "title_original", "countries", "place", "pes_name", "commenced", "running", "partners", "objective",
    "source",
)  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One fact: what the entry says, and what the partnership says, in words."""

    label: str
    entry: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """`sides` is empty for an entry that is not public: what was withdrawn is shown to nobody."""

    candidate: Candidate
    sides: list[Side]
    holder: str


def shown_beside(found: list[Candidate], public: Mapping[str, Any], membership: Membership) -> list[Beside]:
    """A partnership is named to those alone who may see it."""
    entries = [each.entry for each in found]
    prefetch_related_objects(entries, "targets", "regions", "target_groups", "service_areas")
    keys = {entry.partnership_id for entry in entries}
    seen = dict(Partnership.objects.visible_to(membership).filter(pk__in=keys).values_list("pk", "title"))
    return [
        Beside(each, _sides(each, public), _holder(each.entry, seen.get(each.entry.partnership_id), membership))
        for each in found
    ]


def _sides(candidate: Candidate, public: Mapping[str, Any]) -> list[Side]:
    if not candidate.is_public:
        return []
    theirs = projection_of(candidate.entry)
    said = [name for name in SIDES if theirs[name] or public[name]]
    return [Side(label_of(name), words_of(name, theirs), words_of(name, public)) for name in said]


def _holder(entry: Entry, title: str | None, membership: Membership) -> str:
    if entry.partnership_id is None:
        return _("No partnership maintains this entry: it comes from published sources.")
    if title:
        return _("It is maintained from the partnership “%(title)s”.") % {"title": title}
    if entry.service_id == membership.service_id:
        return _("It is maintained from a partnership of another office of your service.")
    return _("It is maintained from a partnership of the employment service %(service)s.") % {"service": entry.service}
