"""A partner whose representative changes, and its places at tables (X3)."""

import datetime
from typing import Any

from partnerships.models import Organisation, Participation, RepresentativeChange
from partnerships.participants.services.representatives import change_representative
from pes_partnerships.accounts.models import EmploymentService

from .forming import BY, make_contact, make_organisation, make_participation, make_partnership

ON = datetime.date(2026, 11, 2)


def make_partner(service: EmploymentService) -> Organisation:
    """A partner with somebody who speaks for it, and somebody who could follow."""
    partner = make_organisation(service, "Youth Centre", "ngo")
    make_contact(partner, "Ona Petraitė", email="ona@youth.example")
    make_contact(partner, "Rasa Rasaitė", email="rasa@youth.example")
    return partner


def at_table(
    cast: Any, partner: Organisation, title: str = "Evening classes", status: str = "member", **fields: Any
) -> Participation:
    fields = {"office": cast.alytus, "manager": cast.lina, **fields}
    return make_participation(make_partnership(cast.service, title, **fields), partner, status=status)


def changed(
    partner: Organisation, former: str = "Ona Petraitė", new: str = "Rasa Rasaitė", **fields: Any
) -> RepresentativeChange:
    """Who speaks for it is another person since ON; an empty name is nobody."""
    people = [partner.contacts.get(name=name) if name else None for name in (former, new)]
    return change_representative(organisation=partner, by=BY, former=people[0], new=people[1], on=ON, **fields)
