from typing import Any

from django_scopes import scope

from partnerships.matching.services.duplicates import refresh_keys
from partnerships.models import Organisation
from pes_partnerships.accounts.models import EmploymentService

from .forming import make_organisation


def make_known(service: EmploymentService, name: str, category: str = "ngo", **fields: Any) -> Organisation:
    """An organisation that is found under its names, number and address."""
    organisation = make_organisation(service, name, category, **fields)
    with scope(service=service):
        refresh_keys(organisation)
    return organisation


def make_double(service: EmploymentService, name: str, other: str, **fields: Any) -> tuple[Organisation, Organisation]:
    """Two records that resemble each other: the pair stands open."""
    return make_known(service, name), make_known(service, other, **fields)
