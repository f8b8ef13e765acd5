"""The lines of a checked file become rows of the registry: in bulk, in one transaction, all or nothing (F2)."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.consents.services.asking import shared_elsewhere
from partnerships.imports.rules.changes import RELATIONS, TEXTS, changes
from partnerships.matching.services.duplicates import refresh_many
from partnerships.models import DuplicatePair, ImportRow, NameKey, Organisation, Partnership, RegistryImport
from partnerships.registry.rules.searched import search_text_of
from partnerships.registry.services.search_texts import write_search_texts
from partnerships.shared.services.file_work import ImportFailed
from partnerships.shared.services.partnerships import refresh_search_text
from pes_partnerships.ledger.services import Act, Actor, record_many
from pes_partnerships.lib.text import fold

from .checks import stored_by_pk
from .exporting import sliced
from .lines import Writing
from .losses import decided_values
from .names import keys_of_record
from .parts import PartsWriter
from .rows import open_rows

BATCH = 500
_SET = tuple(code for code in TEXTS if code != "type")


def write_rows(registry_import: RegistryImport) -> dict[str, int]:
    """Write every line that is not left out; raises ImportFailed. Returns how many were made and changed."""
    _refuse_open(registry_import)
    rows = list(registry_import.rows.exclude(plan=ImportRow.Plan.SKIP).order_by("line"))
    named = sorted({row.organisation_id for row in rows if row.organisation_id})
    unmerged = _held(named)
    stored = stored_by_pk(set(named))
    _refuse_gone(rows, unmerged, stored)
    try:
        return _write(registry_import, rows, stored)
    except IntegrityError as error:
        raise ImportFailed(
            _("The registry has changed since the check: one of the registration numbers is already in use. "
            "Check the file again.")
        ) from error  # fmt: skip


def _refuse_open(registry_import: RegistryImport) -> None:
    problems, undecided = open_rows(registry_import)
    if problems or undecided:
        row = registry_import.rows.filter(pk__in=[*problems, *undecided]).first()
        raise ImportFailed(_("No decision has been made on line %(line)s.") % {"line": row.line})


def _held(keys: list[int]) -> set[int]:
    """Those of the records that are not merged, locked until commit: none is merged away while the file is written."""
    rows = Organisation.objects.unmerged().select_for_update().order_by("pk")
    return {pk for some in sliced(keys) for pk in rows.filter(pk__in=some).values_list("pk", flat=True)}


def _refuse_gone(rows: Iterable[ImportRow], unmerged: set[int], stored: dict[int, dict[str, Any]]) -> None:
    """A record may have been merged away while the preview stood."""
    for row in rows:
        if row.organisation_id and row.organisation_id not in unmerged:
            text = _(
                "Line %(line)s: the record “%(name)s” was merged with another since the check. Check the file again."
            )
            raise ImportFailed(text % {"line": row.line, "name": stored[row.organisation_id]["name"]})


def _refuse_entered_since(registry_import: RegistryImport, rows: Iterable[ImportRow]) -> None:
    """The same file in two windows, or a colleague: what came into the registry meanwhile is no new line any more."""
    since = Organisation.objects.filter(service=registry_import.service, created_at__gte=registry_import.created_at)
    entered = {fold(name) for name in since.values_list("name", flat=True)}
    for row in rows if entered else ():
        if row.organisation_id is None and not row.confirmed_new and fold(row.name) in entered:
            text = _(
                "Line %(line)s: “%(name)s” has been registered since this file was uploaded. Check the file again."
            )
            raise ImportFailed(text % {"line": row.line, "name": row.name})


def _write(registry_import: RegistryImport, rows: list[ImportRow], stored: dict[int, dict[str, Any]]) -> dict[str, int]:
    _refuse_entered_since(registry_import, rows)
    new = [_new(registry_import, row) for row in rows if row.organisation_id is None]
    known = [found for row in rows if row.organisation_id and (found := _known(row, stored[row.organisation_id]))]
    _refuse_unasked(registry_import, known)
    _refuse_taken_numbers(registry_import, [*new, *known])
    Organisation.objects.bulk_create([one.organisation for one in new], batch_size=BATCH)
    by_line = {one.row.line: one.organisation.pk for one in new}
    by_line |= {row.line: row.organisation_id for row in rows if row.organisation_id}
    renamed = _change(known)
    parts = PartsWriter(registry_import, by_line)
    parts.write([*new, *known])
    _refresh_known(known)
    _find_under_names([*new, *known])
    _tell_apart(registry_import, new, by_line)
    refresh_many(registry_import.service, renamed)
    for partnership in Partnership.objects.filter(participations__organisation__in=renamed).distinct():
        refresh_search_text(partnership)
    _keep_for_undoing(new, known)
    registry_import.rows.update(values={}, duplicates=[], problems=[])  # X3: the registry keeps people, not the file
    _record(registry_import, new, known, parts.acts)
    return {"written_new": len(new), "written_changed": len(known)}


def _new(registry_import: RegistryImport, row: ImportRow) -> Writing:
    row.plan = ImportRow.Plan.NEW
    values = {code: row.values[code] for code in _SET if code in row.values}
    organisation = Organisation(service=registry_import.service, type_id=row.values.get("type"), **values)
    names = [one["name"] for one in row.values.get("other_names", [])]
    organisation.search_text = search_text_of(
        organisation, names, row.values.get("contacts", []), row.values.get("sites", [])
    )
    return Writing(row, organisation, row.values)


def _known(row: ImportRow, stored: dict[str, Any]) -> Writing | None:
    """What still differs from the record as it is now; None where nothing does."""
    wanted = changes(decided_values(row.values, row.problems), stored)
    organisation = Organisation(pk=stored["pk"])
    return Writing(row, organisation, wanted, before=stored) if wanted else None


def _refuse_unasked(registry_import: RegistryImport, known: list[Writing]) -> None:
    """X1: what partnerships of other offices share is changed on its page, where these are asked."""
    by_key = {one.organisation.pk: one for one in known}
    for some in sliced(sorted(by_key)):
        for key, office in shared_elsewhere(registry_import.by, registry_import.service, some).items():
            text = _(
                "Line %(line)s: “%(name)s” also takes part in a partnership of %(office)s, which has to agree. Ignore "
                "the line, and change the organisation on its page: the other office is asked there."
            )
            names = {"line": by_key[key].row.line, "name": by_key[key].row.name or by_key[key].before["name"]}
            raise ImportFailed(text % {**names, "office": office})


def _refuse_taken_numbers(registry_import: RegistryImport, all_lines: list[Writing]) -> None:
    registered = Organisation.objects.unmerged().filter(service=registry_import.service).exclude(registration_number="")
    numbers = {(country, number): pk for country, number, pk in
               registered.values_list("country", "registration_number", "pk")}  # fmt: skip
    for one in all_lines:
        values = {**one.before, **one.wanted}
        owner = numbers.get((values.get("country", ""), values.get("registration_number", "")))
        if owner and owner != one.organisation.pk:
            text = _("Line %(line)s: another organisation now has the registration number %(number)s.")
            raise ImportFailed(text % {"line": one.row.line, "number": values["registration_number"]})


def _change(known: list[Writing]) -> list[int]:
    """Set the differing fields of known records; returns the keys of those with another name."""
    found: dict[int, Organisation] = {}
    for some in sliced([one.organisation.pk for one in known]):
        found |= {row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=some)}
    names: set[str] = set()
    for one in known:
        one.organisation = found[one.organisation.pk]
        values = {("type_id" if code == "type" else code): one.wanted[code] for code in TEXTS if code in one.wanted}
        for name, value in values.items():
            setattr(one.organisation, name, value)
        names |= values.keys()
    fields = [name.removesuffix("_id") for name in sorted(names)]
    if fields:
        Organisation.objects.bulk_update([one.organisation for one in known], fields, batch_size=100)
    return [one.organisation.pk for one in known if {"name", "name_en", "abbreviation"} & one.wanted.keys()]


def _refresh_known(known: list[Writing]) -> None:
    write_search_texts([one.organisation.pk for one in known])
    touched = ("name", "name_en", "abbreviation", "registration_number", "website", "other_names", "street", "postcode",
               "email", "phone")  # fmt: skip
    for one in known:
        if any(code in one.wanted for code in touched):
            one.organisation.name_keys.all().delete()


def _find_under_names(lines: list[Writing]) -> None:
    keys = [
        NameKey(service_id=one.organisation.service_id, organisation=one.organisation, key=key)
        for one in lines
        for key in sorted(keys_of_record(one.organisation, _other_names(one)))
    ]
    NameKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)


def _other_names(one: Writing) -> list[str]:
    before = one.before.get("other_names", [])
    return [each["name"] for each in [*before, *one.wanted.get("other_names", [])]]


def _tell_apart(registry_import: RegistryImport, new: list[Writing], by_line: dict[int, int]) -> None:
    """“It is another one” is remembered: the registry does not ask the same again."""
    now = timezone.now()
    told = [
        (one.organisation.pk, other, proposed["score"])
        for one in new
        if one.row.confirmed_new
        for proposed in one.row.duplicates
        if (other := proposed.get("organisation") or by_line.get(proposed.get("line")))
    ]
    pairs = [
        DuplicatePair(
            service=registry_import.service,
            first_id=min(pk, other),
            second_id=max(pk, other),
            score=score,
            reasons=[],
            reason=_("Stated when the file %(file)s was imported.") % {"file": registry_import.filename},
            status=DuplicatePair.Status.DISMISSED,
            decided_at=now,
            decided_by=registry_import.by,
        )
        for pk, other, score in told
        if pk != other
    ]
    DuplicatePair.objects.bulk_create(pairs, batch_size=BATCH, ignore_conflicts=True)


def _keep_for_undoing(new: list[Writing], known: list[Writing]) -> None:
    """What each line made, and what was there before."""
    for one in new:
        one.row.organisation = one.organisation
        one.row.undo["new"] = True
    for one in known:
        codes = [code for code in (*TEXTS, *RELATIONS, "successors") if code in one.wanted]
        one.row.undo["before"] = {code: one.before[code] for code in codes}
    ImportRow.objects.bulk_update([one.row for one in [*new, *known]], ["organisation", "undo"], batch_size=BATCH)


def _record(registry_import: RegistryImport, new: list[Writing], known: list[Writing], more: list[Act]) -> None:
    """One row of the ledger an organisation, then those of contacts, then the import itself."""
    by, service = Actor.user(registry_import.by), registry_import.service
    acts = [
        Act("organisation.imported", one.organisation, by, service=service, **_before_and_after(one))
        for one in [*new, *known]
    ]
    after = {"file": registry_import.filename, "new": len(new), "changed": len(known)}
    written = Act("import.written", registry_import, by, service=service, after=after)
    record_many([*acts, *more, written])


def _before_and_after(one: Writing) -> dict[str, dict[str, Any]]:
    codes = [code for code in (*TEXTS, *RELATIONS) if one.wanted.get(code)]
    after = {code: one.wanted[code] for code in codes}
    for code in ("other_names", "spoken_for_by", "successors"):
        if one.wanted.get(code):
            after[code] = [each["name"] for each in one.wanted[code]]
    before = {code: one.before.get(code) for code in codes}
    if one.wanted.get("successors") and one.before:
        before["successors"] = [each["name"] for each in one.before["successors"]]
    return {"before": before if one.before else {}, "after": after}
