"""What belongs to imported organisations: lists, successors, names, bodies that speak for them, contacts (F2)."""

from typing import Any

from django.conf import settings

from partnerships.imports.rules.changes import CONTACT_FIELDS, RELATIONS
from partnerships.models import Contact, Organisation, OrganisationName, RegistryImport, Representation, Succession
from partnerships.registry.services.organisations import PERSONAL_OF_CONTACT
from partnerships.shared.services.changes import private_values
from pes_partnerships.ledger.services import Act, Actor

from .exporting import sliced
from .lines import Writing
from .site_rows import write_sites

BATCH = 500


def put_relation(code: str, keys: dict[int, list[str]]) -> None:
    """The lists of regions, services or groups of these organisations, whatever they were."""
    through = getattr(Organisation, code).through
    target = Organisation._meta.get_field(code).m2m_reverse_field_name()
    for some in sliced(sorted(keys)):
        through.objects.filter(organisation__in=some).delete()
    through.objects.bulk_create(
        [through(organisation_id=pk, **{f"{target}_id": key}) for pk, listed in keys.items() for key in listed],
        batch_size=BATCH,
    )


def put_successors(keys: dict[int, list[int]]) -> None:
    """Who follows these organisations, whoever did before."""
    for some in sliced(sorted(keys)):
        Succession.objects.filter(organisation__in=some).delete()
    Succession.objects.bulk_create(
        [
            Succession(organisation_id=pk, successor_id=successor)
            for pk, listed in keys.items()
            for successor in dict.fromkeys(listed)
        ],
        batch_size=BATCH,
    )


class PartsWriter:
    """Writes in bulk; `acts` are what the ledger is to say of contacts and sites."""

    def __init__(self, registry_import: RegistryImport, by_line: dict[int, int]) -> None:
        self._import, self._service, self._by_line = registry_import, registry_import.service, by_line
        self._actor = Actor.user(registry_import.by)
        self.acts: list[Act] = []

    def write(self, lines: list[Writing]) -> None:
        for code in RELATIONS:
            self._write_relation(code, [one for one in lines if one.wanted.get(code)])
        self._write_successors([one for one in lines if one.wanted.get("successors")])
        self._write_names(lines)
        self._write_bodies(lines)
        self._write_contacts(lines)
        self.acts += write_sites(self._import, lines)

    def _write_relation(self, code: str, lines: list[Writing]) -> None:
        """A list that the file states takes the place of the record's."""
        put_relation(code, {one.organisation.pk: one.wanted[code] for one in lines})

    def _write_successors(self, lines: list[Writing]) -> None:
        """Once every record of the file has its number: a line may name another one."""
        named = {
            one.organisation.pk: [one.body(each, self._by_line) for each in one.wanted["successors"]] for one in lines
        }
        put_successors(named)

    def _write_names(self, lines: list[Writing]) -> None:
        names = [
            (one, OrganisationName(organisation=one.organisation, **name))
            for one in lines
            for name in one.wanted.get("other_names", [])
        ]
        made = [(one, name) for one, name in names if not name.pk]
        known = [(one, name) for one, name in names if name.pk]
        OrganisationName.objects.bulk_create([name for _one, name in made], batch_size=BATCH)
        for one, name in made:
            one.made("names", name.pk)
        for one, name in known:
            one.was("names", next(each for each in one.before["other_names"] if each["pk"] == name.pk))
        times = ["valid_from", "valid_to"]
        OrganisationName.objects.bulk_update([name for _one, name in known], times, batch_size=100)

    def _write_bodies(self, lines: list[Writing]) -> None:
        wanted = {}
        for one in lines:
            known = {body["organisation"]: body["may_sign"] for body in one.before.get("spoken_for_by", [])}
            for body in one.wanted.get("spoken_for_by", []):
                key = one.body(body, self._by_line)
                wanted[key, one.organisation.pk] = body["may_sign"]
                one.was("bodies", {"body": key, "may_sign": known.get(key)})
        Representation.objects.bulk_create(
            [Representation(body_id=body, member_id=member, may_sign=may) for (body, member), may in wanted.items()],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["body", "member"],
            update_fields=["may_sign"],
        )

    def _write_contacts(self, lines: list[Writing]) -> None:
        wanted = [(one, contact) for one in lines for contact in one.wanted.get("contacts", [])]
        new = [(one, self._contact(one.organisation, contact)) for one, contact in wanted if "pk" not in contact]
        Contact.objects.bulk_create([contact for _one, contact in new], batch_size=BATCH)
        for one, contact in new:
            one.made("contacts", contact.pk)
            self.acts.append(self._added(contact))
        changed = {contact["pk"]: (one, contact) for one, contact in wanted if "pk" in contact}
        for some in sliced(sorted(changed)):
            kept = list(Contact.objects.select_related("organisation").filter(pk__in=some))
            for contact in kept:
                one, values = changed[contact.pk]
                before = next(each for each in one.before["contacts"] if each["pk"] == contact.pk)
                one.was("contacts", {name: before[name] for name in values})
                self.acts.append(self._changed(contact, values))
            Contact.objects.bulk_update(kept, CONTACT_FIELDS, batch_size=50)

    def _contact(self, organisation: Organisation, wanted: dict[str, Any]) -> Contact:
        values = {name: wanted[name] for name in CONTACT_FIELDS if name in wanted}
        languages = [code for code, _name in settings.LANGUAGES]
        own = self._service.language if self._service.language in languages else settings.LANGUAGE_CODE
        return Contact(organisation=organisation, **({"language": own} | values))

    def _added(self, contact: Contact) -> Act:
        plain = {name: getattr(contact, name) for name in CONTACT_FIELDS if name not in PERSONAL_OF_CONTACT}
        given = {name for name in PERSONAL_OF_CONTACT if getattr(contact, name)}
        return self._act("contact.added", contact, given, after={k: v for k, v in plain.items() if v not in ("", None)})

    def _changed(self, contact: Contact, wanted: dict[str, Any]) -> Act:
        names = [name for name in CONTACT_FIELDS if name in wanted]
        before = {name: getattr(contact, name) for name in names if name not in PERSONAL_OF_CONTACT}
        for name in names:
            setattr(contact, name, wanted[name])
        after = {name: wanted[name] for name in before}
        return self._act("contact.changed", contact, PERSONAL_OF_CONTACT & set(names), before=before, after=after)

    def _act(self, act: str, contact: Contact, personal: set[str] | frozenset[str], **values: Any) -> Act:
        return Act(
            act,
            contact.organisation,
            self._actor,
            obj=contact,
            service=self._service,
            private=private_values(contact, set(personal), person=contact),
            **values,
        )
