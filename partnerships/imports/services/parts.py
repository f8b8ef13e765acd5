"""What belongs to imported organisations: regions and lists, other names, bodies that speak for them, contacts (F2)."""

from typing import Any

from django.conf import settings

from partnerships.imports.rules.changes import CONTACT_FIELDS, RELATIONS
from partnerships.models import Contact, Organisation, OrganisationName, RegistryImport, Representation
from partnerships.registry.services.organisations import PERSONAL_OF_CONTACT
from partnerships.shared.services.changes import private_values
from pes_partnerships.ledger.services import Act, Actor

from .exporting import sliced
from .lines import Writing

BATCH = 500


class PartsWriter:
    """Writes in bulk; `acts` are what the ledger is to say of contacts."""

    def __init__(self, registry_import: RegistryImport, by_line: dict[int, int]) -> None:
        self._service, self._by_line = registry_import.service, by_line
        self._actor = Actor.user(registry_import.by)
        self.acts: list[Act] = []

    def write(self, lines: list[Writing]) -> None:
        for code in RELATIONS:
            self._write_relation(code, [one for one in lines if one.wanted.get(code)])
        self._write_names(lines)
        self._write_bodies(lines)
        self._write_contacts(lines)

    def _write_relation(self, code: str, lines: list[Writing]) -> None:
        """A list that the file states takes the place of the record's."""
        through = getattr(Organisation, code).through
        target = Organisation._meta.get_field(code).m2m_reverse_field_name()
        for some in sliced([one.organisation.pk for one in lines if one.before]):
            through.objects.filter(organisation__in=some).delete()
        through.objects.bulk_create(
            [
                through(organisation_id=one.organisation.pk, **{f"{target}_id": key})
                for one in lines
                for key in one.wanted[code]
            ],
            batch_size=BATCH,
        )

    def _write_names(self, lines: list[Writing]) -> None:
        names = [
            OrganisationName(organisation=one.organisation, **name)
            for one in lines
            for name in one.wanted.get("other_names", [])
        ]
        OrganisationName.objects.bulk_create([name for name in names if not name.pk], batch_size=BATCH)
        known = [name for name in names if name.pk]
        OrganisationName.objects.bulk_update(known, ["valid_from", "valid_to"], batch_size=100)

    def _write_bodies(self, lines: list[Writing]) -> None:
        wanted = {
            (one.body(body, self._by_line), one.organisation.pk): body["may_sign"]
            for one in lines
            for body in one.wanted.get("spoken_for_by", [])
        }
        Representation.objects.bulk_create(
            [Representation(body_id=body, member_id=member, may_sign=may) for (body, member), may in wanted.items()],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["body", "member"],
            update_fields=["may_sign"],
        )

    def _write_contacts(self, lines: list[Writing]) -> None:
        new = [
            self._contact(one.organisation, contact)
            for one in lines
            for contact in one.wanted.get("contacts", [])
            if "pk" not in contact
        ]
        Contact.objects.bulk_create(new, batch_size=BATCH)
        self.acts += [self._added(contact) for contact in new]
        changed = {
            contact["pk"]: contact for one in lines for contact in one.wanted.get("contacts", []) if "pk" in contact
        }
        for some in sliced(sorted(changed)):
            kept = list(Contact.objects.select_related("organisation").filter(pk__in=some))
            self.acts += [self._changed(contact, changed[contact.pk]) for contact in kept]
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
