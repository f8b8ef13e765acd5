"""The registry of organisations and their contacts (F2, F3, S4)."""

from datetime import datetime
from typing import Any

from partnerships.consents.services.asking import Concerned, refuse_unasked
from partnerships.models import Contact, Organisation
from partnerships.models.organisation import OrganisationQuerySet
from partnerships.registry.rules.searched import whole_name
from partnerships.shared.services.changes import private_values, refuse_foreign, set_fields
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.refused import refuse
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act, record

from .following import findings_of_successors
from .locking import locked_organisations
from .names_over_time import add_name, refresh_names, refresh_partnerships
from .search_texts import write_search_text

__all__ = [
    "add_contact",
    "add_name",
    "change_contact",
    "change_organisation",
    "possible_duplicates",
    "refresh_names",
    "refresh_partnerships",
    "register_organisation",
]

PERSONAL_OF_CONTACT = frozenset({"name", "office_held", "email", "phone", "mandate"})


@one_act()
def register_organisation(
    *,
    service: EmploymentService,
    by: Actor,
    name: str,
    category: str,
    at: datetime | None = None,
    **fields: Any,
) -> Organisation:
    """Enter an organisation in the registry; `regions`, `service_areas`, `target_groups`, `successors` are lists."""
    refuse_foreign(service.pk, *fields.get("successors", ()))
    organisation = Organisation(service=service)
    _, after, _ = set_fields(organisation, {"name": name, "category": category, **fields})
    refresh_names(organisation)
    record(act="organisation.registered", anchor=organisation, by=by, service=service, after=after, at=at)
    return organisation


@one_act()
def change_organisation(
    *, organisation: Organisation, by: Actor, keep_former_name: bool = False, seen: str | None = None, **fields: Any
) -> Organisation:
    """Change facts of an organisation; `keep_former_name` keeps the name that it bore until now (F2).

    Raises Conflict where somebody saved these facts since the editor `seen` them.
    """
    refuse_foreign(organisation.service_id, *fields.get("successors", ()))
    organisation, *successors = locked_organisations(organisation, *fields.get("successors", ()))
    refuse_overtaken(organisation, seen, fields)
    if fields.keys() - {"pes"}:
        refuse_unasked(Concerned((organisation,)), by)
    former = organisation.name
    refuse(findings_of_successors(organisation, successors))  # F2: never in a circle, whoever writes it
    before, after, _ = set_fields(organisation, fields)
    if not after:
        return organisation
    if keep_former_name and "name" in after:
        organisation.names.create(name=former, language=before.get("language", organisation.language))
    refresh_names(organisation)
    refresh_partnerships(organisation)
    record(
        act="organisation.changed",
        anchor=organisation,
        by=by,
        service=organisation.service,
        before=before,
        after=after,
    )
    return organisation


def possible_duplicates(
    *,
    service: EmploymentService,
    name: str,
    registration_number: str = "",
    besides: Organisation | None = None,
) -> OrganisationQuerySet:
    """Organisations of the registry with the same name (accents and case aside) or registration number."""
    own = Organisation.objects.unmerged().filter(service=service)
    if besides is not None and besides.pk:
        own = own.exclude(pk=besides.pk)
    line = whole_name(name)
    same = own.filter(search_text__contains=line) if line else own.none()
    if registration_number:
        same = same | own.filter(registration_number=registration_number)
    return same.order_by("name", "pk")


@one_act()
def add_contact(*, organisation: Organisation, by: Actor, name: str, **fields: Any) -> Contact:
    """A person at the organisation; needs an e-mail address or a telephone number."""
    contact = Contact(organisation=organisation)
    _, after, personal = set_fields(contact, {"name": name, **fields}, personal=PERSONAL_OF_CONTACT)
    write_search_text(organisation)
    record(
        act="contact.added",
        anchor=organisation,
        obj=contact,
        by=by,
        service=organisation.service,
        after=after,
        private=private_values(contact, personal, person=contact),
    )
    return contact


@one_act()
def change_contact(*, contact: Contact, by: Actor, **fields: Any) -> Contact:
    """Change a contact, or note the day on which the person left (X3)."""
    contact = Contact.objects.select_related("organisation__service").select_for_update(of=("self",)).get(pk=contact.pk)
    before, after, personal = set_fields(contact, fields, personal=PERSONAL_OF_CONTACT)
    if not after and not personal:
        return contact
    write_search_text(contact.organisation)
    record(
        act="contact.changed",
        anchor=contact.organisation,
        obj=contact,
        by=by,
        service=contact.organisation.service,
        before=before,
        after=after,
        private=private_values(contact, personal, person=contact),
    )
    return contact
