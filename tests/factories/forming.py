from typing import Any

from django_scopes import scope

from partnerships.models import Contact, Organisation, Participation, Partnership
from partnerships.participants.services.participants import add_participant
from partnerships.registry.services.organisations import add_contact, register_organisation
from partnerships.shared.services.partnerships import create_partnership
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor

BY = Actor.system()


def make_organisation(
    service: EmploymentService,
    name: str = "Youth Affairs Department",
    category: str = "central_government",
    **fields: Any,
) -> Organisation:
    with scope(service=service):
        return register_organisation(service=service, by=BY, name=name, category=category, **fields)


def make_contact(organisation: Organisation, name: str = "Ona Petraitė", **fields: Any) -> Contact:
    reached = {} if "phone" in fields else {"email": "ona@partner.example"}
    with scope(service=organisation.service):
        return add_contact(organisation=organisation, by=BY, name=name, **{**reached, **fields})


def make_partnership(
    service: EmploymentService, title: str = "One Stop Career Support for Youth", **fields: Any
) -> Partnership:
    with scope(service=service):
        return create_partnership(service=service, by=BY, title=title, **fields)


def make_participation(
    partnership: Partnership, organisation: Organisation | None = None, class_name: str = "", **fields: Any
) -> Participation:
    with scope(service=partnership.service):
        return add_participant(
            partnership=partnership, by=BY, organisation=organisation, class_name=class_name, **fields
        )
