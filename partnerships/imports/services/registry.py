"""What a check of a file needs to know of the registry, read once: numbers, names, records that were merged (F2)."""

from collections import defaultdict
from dataclasses import dataclass, field

from partnerships.matching.rules.names import LIKELY, likeness
from partnerships.models import Organisation, OrganisationName, Representation, Succession
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.sheets.marks import lost_letters_of
from pes_partnerships.lib.text import fold


@dataclass(frozen=True)
class Known:
    """One record of the registry, as far as a check compares it."""

    pk: int
    name: str
    name_en: str
    country: str
    registration_number: str
    abbreviation: str
    merged_into: int | None
    former: list[str] = field(default_factory=list)

    def is_called(self, name: str) -> bool:
        return fold(name) in (fold(self.name), fold(self.name_en))

    def may_be_called(self, name: str) -> bool:
        """Whether the name resembles one that the record has or had, or lost letters on its way."""
        if lost_letters_of(name, self.name):
            return True
        names = (self.name, self.name_en, self.abbreviation, *self.former)
        return any(likeness(name, known) >= LIKELY for known in names if known)


@dataclass
class Registry:
    by_pk: dict[int, Known] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[tuple[str, str], int] = field(default_factory=dict)
    bodies: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    successors: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, service: EmploymentService) -> "Registry":
        registry = cls()
        names = ("pk", "name", "name_en", "country", "registration_number", "abbreviation", "merged_into")
        for values in Organisation.objects.filter(service=service).values_list(*names).iterator():
            registry._add(Known(*values))
        others = OrganisationName.objects.filter(organisation__service=service)
        for pk, name in others.values_list("organisation_id", "name"):
            registry.by_pk[pk].former.append(name)
        members = Representation.objects.filter(body__service=service).values_list("member_id", "body_id")
        for member, body in members:
            registry.bodies[member].add(body)
        following = Succession.objects.filter(organisation__service=service)
        for pk, successor in following.order_by().values_list("organisation_id", "successor_id"):
            registry.successors[pk].add(successor)
        return registry

    def _add(self, known: Known) -> None:
        self.by_pk[known.pk] = known
        if known.merged_into is not None:
            return
        for name in {fold(known.name), fold(known.name_en)} - {""}:
            self.by_name[name].append(known.pk)
        if known.registration_number:
            self.by_number[known.country, known.registration_number] = known.pk

    def kept(self, pk: int) -> Known | None:
        """The record with this number; the kept one where it was merged; None where there is none."""
        known, seen = self.by_pk.get(pk), {pk}
        while known and known.merged_into and known.merged_into not in seen:
            seen.add(known.merged_into)
            known = self.by_pk.get(known.merged_into)
        return known
