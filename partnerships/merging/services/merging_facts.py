"""The facts of two records beside each other: compared, refused, written (F2)."""

from collections.abc import Mapping
from typing import Any

from partnerships.merging.rules import FACTS, Fact, MergeRefused, facts_of
from partnerships.models import Organisation
from partnerships.registry.rules.succession import reaches
from partnerships.registry.services.following import successors_of


def stored(organisation: Organisation) -> dict[str, Any]:
    """The facts as plain values under the names of their columns, fit for a JSON column."""
    columns = {field.attname: field for field in Organisation._meta.concrete_fields}
    names = [name for names in FACTS.values() for name in names]
    values = {name: columns[name].value_from_object(organisation) for name in names if name in columns}
    plain = {name: value if isinstance(value, int | None) else str(value) for name, value in values.items()}
    return plain | {"successors": sorted(successors_of([organisation.pk]))}


def compared(kept: Organisation, merged: Organisation) -> list[Fact]:
    return facts_of(stored(kept), stored(merged))


def write_facts(organisation: Organisation, values: Mapping[str, Any]) -> None:
    columns = {name: value for name, value in values.items() if name != "successors"}
    for name, value in columns.items():
        setattr(organisation, name, value)
    if columns:
        organisation.save(update_fields=list(columns))
    if "successors" in values:
        organisation.successors.set(Organisation.objects.filter(pk__in=values["successors"]))


def refuse_merge(kept: Organisation, merged: Organisation) -> None:
    """Raise MergeRefused where these two cannot become one."""
    if kept.pk == merged.pk:
        raise MergeRefused("itself")
    for record in (merged, kept):
        if record.merged_into_id:
            raise MergeRefused("merged_already", merged=record.name, kept=record.merged_into.name)
    for former, successor in ((kept, merged), (merged, kept)):
        if reaches(successors_of, successors_of([former.pk]), successor.pk):
            raise MergeRefused("successor", successor=successor.name, former=former.name)


def refuse_used_number(
    organisation: Organisation,
    changed: Mapping[str, Mapping[str, Any]],
    *,
    besides: Organisation | None = None,
    code: str = "number",
) -> None:
    """Raise MergeRefused where a third record bears the number that this one would have in its country."""
    after = stored(organisation) | {name: values["after"] for name, values in changed.items()}
    number = after["registration_number"]
    if not number:
        return
    same = Organisation.objects.unmerged().filter(service=organisation.service_id, registration_number=number)
    same = same.filter(country=after["country"]).exclude(pk=organisation.pk)
    other = same.exclude(pk=besides.pk).first() if besides else same.first()
    if other:
        raise MergeRefused(code, other=other.name, number=number)
