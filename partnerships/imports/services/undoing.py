"""A written import is taken back as a whole, until something was built on it (F2).

What it made is deleted, what it changed is set back. It is all or nothing: one record that somebody used or changed
since bars the whole, and is named.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from partnerships.imports.rules.changes import RELATIONS, TEXTS
from partnerships.models import (
    Contact,
    ImportRow,
    Organisation,
    OrganisationName,
    RegistryImport,
    Representation,
    Site,
    Succession,
)
from partnerships.registry.services.names_over_time import refresh_names, refresh_partnerships
from partnerships.shared.services.file_work import UndoBarred
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Act, Actor, record_many

from .exporting import sliced
from .parts import put_relation, put_successors
from .site_rows import put_sites_back

UNDO_DAYS = 30  # X3: for so long the rows keep what was there before, people included
CHANGED, MERGED, USED, CONTACT_USED, SITE_USED = "changed", "merged", "used", "contact_used", "site_used"
# what the import makes itself, and what falls with a record that nobody used
_OWN = frozenset(
    {
        "names", "contacts", "sites", "name_keys", "import_rows", "represents", "represented_by", "predecessors",
        "successions", "taken_over",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """Why one record keeps the import from being undone; `by_what` is the name of what uses it."""

    organisation: Organisation
    reason: str
    by_what: str = ""


def can_be_undone(registry_import: RegistryImport, now: datetime.datetime) -> bool:
    """Whether what was there before is still known."""
    finished = registry_import.finished_at
    return bool(finished and now - finished <= datetime.timedelta(days=UNDO_DAYS))


def undone_rows(registry_import: RegistryImport) -> list[ImportRow]:
    """The lines that made or changed a record."""
    return [row for row in registry_import.rows.exclude(organisation=None).order_by("line") if row.undo]


def bars_of(registry_import: RegistryImport, rows: list[ImportRow]) -> list[Bar]:
    """Every record on which something was built since, each once, in the order of the file."""
    touched = {row.organisation_id: row for row in rows}
    found: dict[int, Bar] = {}
    organisations = _by_pk(list(touched))
    for pk, reason, what in _reasons(registry_import, touched):
        if pk in organisations:
            found.setdefault(pk, Bar(organisations[pk], reason, what))
    return [found[pk] for pk in touched if pk in found]


def _by_pk(keys: list[int]) -> dict[int, Organisation]:
    return {one.pk: one for some in sliced(keys) for one in Organisation.objects.filter(pk__in=some)}


def _reasons(registry_import: RegistryImport, touched: dict[int, ImportRow]) -> Iterator[tuple[int, str, str]]:
    written = LedgerEntry.objects.about(registry_import).filter(act="import.written").first()
    new = [pk for pk, row in touched.items() if row.undo.get("new")]
    for some in sliced(list(touched)):
        merged = Organisation.objects.filter(pk__in=some).exclude(merged_into=None)
        yield from ((pk, MERGED, "") for pk in merged.values_list("pk", flat=True))
        acts = LedgerEntry.objects.filter(anchor_type="organisation", anchor_id__in=map(str, some))
        changed = acts.filter(seq__gt=written.seq if written else 0).values_list("anchor_id", flat=True)
        yield from ((int(pk), CHANGED, "") for pk in changed)
    for some in sliced(new):
        yield from ((pk, USED, what) for pk, what in _users(Organisation, some, _OWN))
        yield from ((pk, USED, "") for pk in _kin(some, touched))
    for kind, model, reason in (("contacts", Contact, CONTACT_USED), ("sites", Site, SITE_USED)):
        owner = {key: pk for pk, row in touched.items() for key in _made(row, kind)}
        for some in sliced(list(owner)):
            yield from ((owner[key], reason, what) for key, what in _users(model, some, frozenset()))


def _users(model: type[models.Model], keys: Iterable[int], besides: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Rows of any app that point to these, by what they are called: no subject has to be known here."""
    for relation in model._meta.related_objects:
        user = relation.related_model
        if relation.get_accessor_name() in besides or user._meta.model_name == "duplicatepair":
            continue
        rows = user._base_manager.filter(**{f"{relation.field.name}__in": keys})
        for key in rows.values_list(relation.field.name, flat=True):
            yield key, str(user._meta.verbose_name)


def _kin(some: Iterable[int], touched: dict[int, ImportRow]) -> set[int]:
    """Those that others now follow, or for which others now speak; the lines of the same file aside."""
    following = Succession.objects.filter(successor__in=some).exclude(organisation__in=touched)
    pairs = {(body, pk) for pk, row in touched.items() for body in _bodies(row)}
    speaking = Representation.objects.filter(models.Q(body__in=some) | models.Q(member__in=some))
    later = {pair for pair in speaking.values_list("body_id", "member_id") if pair not in pairs}
    return {*following.values_list("successor_id", flat=True), *(key for pair in later for key in pair)} & {*some}


def undo_rows(registry_import: RegistryImport, *, by: Actor) -> dict[str, int]:
    """Take back every line, in the caller's transaction; raises UndoBarred. Returns how many went and were set back."""
    rows = undone_rows(registry_import)
    keys = sorted(row.organisation_id for row in rows)
    held = {
        one.pk: one
        for some in sliced(keys)
        for one in Organisation.objects.select_for_update().filter(pk__in=some).order_by("pk")
    }
    if bars_of(registry_import, rows):
        raise UndoBarred
    new = [row for row in rows if row.undo.get("new")]
    known = [row for row in rows if not row.undo.get("new")]
    acts = [
        Act("organisation.import_undone", held[row.organisation_id], by, service=registry_import.service,
            before=_facts_now(held[row.organisation_id], row), after=row.undo.get("before", {}))
        for row in rows
    ]  # fmt: skip
    _set_back(known, held)
    _delete([row.organisation_id for row in new])
    for row in known:
        refresh_names(held[row.organisation_id])
        refresh_partnerships(held[row.organisation_id])
    counts = {"deleted": len(new), "set_back": len(known)}
    undone = Act("import.undone", registry_import, by, service=registry_import.service,
                 after={"file": registry_import.filename, **counts})  # fmt: skip
    record_many([*acts, undone])
    registry_import.rows.update(undo={})
    return counts


def _facts_now(organisation: Organisation, row: ImportRow) -> dict[str, Any]:
    codes = [code for code in row.undo.get("before", {}) if code in TEXTS and code != "type"]
    return {"name": organisation.name} if row.undo.get("new") else {c: str(getattr(organisation, c)) for c in codes}


def _set_back(rows: list[ImportRow], held: dict[int, Organisation]) -> None:
    fields: set[str] = set()
    for row in rows:
        organisation, before = held[row.organisation_id], row.undo.get("before", {})
        for code in set(before) - {*RELATIONS, "successors"}:
            name = "type_id" if code == "type" else code
            setattr(organisation, name, before[code] or None if name != code else before[code])
            fields.add(code)
    if fields:
        Organisation.objects.bulk_update([held[row.organisation_id] for row in rows], sorted(fields), batch_size=100)
    for code in RELATIONS:
        befores = {row.organisation_id: row.undo.get("before", {}) for row in rows}
        put_relation(code, {pk: before[code] for pk, before in befores.items() if code in before})
    followed = {row.organisation_id: row.undo.get("before", {}).get("successors") for row in rows}
    put_successors({pk: [each["organisation"] for each in was] for pk, was in followed.items() if was is not None})
    for row in rows:
        _set_back_parts(row)


def _set_back_parts(row: ImportRow) -> None:
    OrganisationName.objects.filter(pk__in=_made(row, "names")).delete()
    Contact.objects.filter(pk__in=_made(row, "contacts")).delete()
    was = row.undo.get("was", {})
    put_sites_back(_made(row, "sites"), was.get("sites", []))
    for name in was.get("names", []):
        times = {side: name[side] for side in ("valid_from", "valid_to")}
        OrganisationName.objects.filter(pk=name["pk"]).update(**times)
    for contact in was.get("contacts", []):
        values = {name: contact[name] for name in contact if name != "pk"}
        if "left_on" in values:
            values["left_on"] = values["left_on"] or None
        Contact.objects.filter(pk=contact["pk"]).update(**values)
    for body in was.get("bodies", []):
        spoken = Representation.objects.filter(body=body["body"], member=row.organisation_id)
        if body["may_sign"] is None:
            spoken.delete()
        else:
            spoken.update(may_sign=body["may_sign"])


def _delete(keys: list[int]) -> None:
    """In slices; none of them may follow another one while they go."""
    for some in sliced(keys):
        Succession.objects.filter(successor__in=some).delete()
    for some in sliced(keys):
        Organisation.objects.filter(pk__in=some).delete()


def _made(row: ImportRow, kind: str) -> list[int]:
    return row.undo.get("made", {}).get(kind, [])


def _bodies(row: ImportRow) -> list[int]:
    return [body["body"] for body in row.undo.get("was", {}).get("bodies", [])]


def forget_what_was(now: datetime.datetime | None = None) -> int:
    """X3: what was there before goes once it cannot be put back any more; returns for how many lines."""
    since = (now or timezone.now()) - datetime.timedelta(days=UNDO_DAYS)
    rows = ImportRow.objects.filter(registry_import__finished_at__lt=since).exclude(undo={})
    return rows.update(undo={})
