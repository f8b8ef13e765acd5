"""The names of an organisation over time and languages: every one of them finds it (F2)."""

from typing import Any

from django.utils import timezone

from partnerships.consents.services.asking import Concerned, refuse_unasked
from partnerships.matching.services.duplicates import refresh_keys
from partnerships.models import Organisation, OrganisationName
from partnerships.registry.rules.names_over_time import NameLine, name_findings, rename_findings
from partnerships.shared.services.changes import set_fields
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.partnerships import refresh_search_text
from partnerships.shared.services.refused import refuse
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.text import one_line

from .locking import locked_unmerged
from .search_texts import write_search_text

UNKNOWN = PartialDate()


@one_act()
def rename_organisation(
    *, organisation: Organisation, by: Actor, name: str, language: str, on: PartialDate, name_en: str = ""
) -> Organisation:
    """A new name from a day on; the old ones stay as former names. What was signed keeps the name that it has."""
    organisation = _locked(organisation)
    refuse_unasked(Concerned((organisation,)), by)
    old = present_line(organisation)
    refuse(rename_findings(NameLine(name, language), on, present=old, today=timezone.localdate()))
    _keep_former(organisation, old, until=on)
    old_english = organisation.name_en
    if old_english and old_english not in (organisation.name, one_line(name_en)):
        _keep_former(organisation, NameLine(old_english, "en"), until=on)
    values = {"name": one_line(name), "language": language, "name_en": one_line(name_en)}
    before, after, _ = set_fields(organisation, values)
    refresh_names(organisation)
    refresh_partnerships(organisation)
    _record("organisation.renamed", organisation, by, before=before, after={**after, "renamed_on": on})
    return organisation


@one_act()
def add_name(
    *,
    organisation: Organisation,
    by: Actor,
    name: str,
    language: str = "",
    valid_from: PartialDate | None = None,
    valid_to: PartialDate | None = None,
) -> OrganisationName:
    """Another name that the organisation bears or bore, so that it is found under it as well (F2)."""
    organisation = _locked(organisation)
    line = NameLine(name, language, valid_from or UNKNOWN, valid_to or UNKNOWN)
    refuse(findings_of_line(organisation, line))
    other = OrganisationName(organisation=organisation)
    _, after, _ = set_fields(other, _values(line))
    refresh_names(organisation)
    _record("organisation.name_added", organisation, by, obj=other, after=after)
    return other


@one_act()
def change_name(*, other: OrganisationName, by: Actor, seen: str | None = None, **fields: Any) -> OrganisationName:
    """Correct a line of the names; raises Refused like add_name, and Conflict where another editor was faster."""
    organisation = _locked(other.organisation)
    other = OrganisationName.objects.select_for_update().get(pk=other.pk)
    refuse_overtaken(other, seen, fields)
    refuse_unasked(Concerned((organisation,)), by)
    values = {name: fields.get(name, getattr(other, name)) for name in ("name", "language", "valid_from", "valid_to")}
    line = NameLine(**values)
    refuse(findings_of_line(organisation, line, besides=other))
    before, after, _ = set_fields(other, _values(line))
    if after:
        refresh_names(organisation)
        _record("organisation.name_changed", organisation, by, obj=other, before=before, after=after)
    return other


@one_act()
def remove_name(*, other: OrganisationName, by: Actor) -> None:
    """Take a line away that never was true; the ledger keeps what it said."""
    organisation = _locked(other.organisation)
    line = OrganisationName.objects.select_for_update().filter(pk=other.pk).first()
    if line is None:  # a second click: it is gone already
        return
    refuse_unasked(Concerned((organisation,)), by)
    stood = _values(line_of(line))
    _record("organisation.name_removed", organisation, by, obj=line, before=stood)
    line.delete()
    refresh_names(organisation)


def findings_of_line(
    organisation: Organisation, line: NameLine, *, besides: OrganisationName | None = None
) -> list[Finding]:
    """What stands against this line among the names that the organisation has."""
    others = [line_of(name) for name in organisation.names.all() if besides is None or name.pk != besides.pk]
    return name_findings(line, present=present_line(organisation), others=others)


def line_of(name: OrganisationName) -> NameLine:
    return NameLine(name.name, name.language, name.valid_from, name.valid_to)


def present_line(organisation: Organisation) -> NameLine:
    return NameLine(organisation.name, organisation.language)


def refresh_names(organisation: Organisation) -> None:
    """What the record is found by, and the keys under which its doubles are."""
    write_search_text(organisation)
    refresh_keys(organisation)


def refresh_partnerships(organisation: Organisation) -> None:
    """The portfolio finds a partnership by the present names of its partners."""
    for participation in organisation.participations.select_related("partnership"):
        refresh_search_text(participation.partnership)


def _keep_former(organisation: Organisation, old: NameLine, *, until: PartialDate) -> None:
    """The name held since the one before it in the same language ended, as far as anybody recorded that."""
    ended = [name.valid_to for name in organisation.names.filter(language=old.language).exclude(valid_to="")]
    since = max((day for day in ended if day <= until), default=UNKNOWN)
    former = NameLine(old.name, old.language, since, until)
    known = organisation.names.filter(name=old.name, language=old.language, valid_to="").first()
    if known is None:
        organisation.names.create(**_values(former))
    else:  # somebody had noted the present name as a line of its own: that line gets its end
        known.valid_to = until
        known.save(update_fields=["valid_to"])


def _values(line: NameLine) -> dict[str, Any]:
    return {
        "name": one_line(line.name),
        "language": line.language,
        "valid_from": line.valid_from,
        "valid_to": line.valid_to,
    }


def _locked(organisation: Organisation) -> Organisation:
    return locked_unmerged(organisation, own="names")


def _record(act: str, organisation: Organisation, by: Actor, **facts: Any) -> None:
    record(act=act, anchor=organisation, by=by, service=organisation.service, **facts)
