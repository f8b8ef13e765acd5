"""The two services of the demonstration, their offices, and the people who sign in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from pes_partnerships.accounts.models import EmploymentService, Membership, Office, User

DEFAULT_PASSWORD = "demo-partnerships-2026"  # noqa: S105 - printed at each start; the demonstration holds no secret


@dataclass(frozen=True)
class SignIn:
    address: str
    role: str
    where: str


def password() -> str:
    return settings.DEMO_PASSWORD or DEFAULT_PASSWORD


def keep_password() -> None:
    """What is printed opens the accounts, also where an earlier start gave them another one."""
    people = User.objects.filter(memberships__service__is_demo=True).order_by("pk")
    first = people.first()
    if first and not first.check_password(password()):
        User.objects.filter(pk__in=people.values("pk")).update(password=make_password(password()))


def enter_service(values: dict[str, Any]) -> EmploymentService:
    """A service with its offices and people."""
    facts = {name: values[name] for name in ("code", "name", "abbreviation", "country", "note")}
    service = EmploymentService.objects.create(runs_here=True, is_demo=True, **facts)
    offices: dict[str, Office] = {}
    for row in values["offices"]:  # a wider unit stands before its own
        parent = offices.get(row.get("parent", ""))
        offices[row["name"]] = Office.objects.create(service=service, **row | {"parent": parent})
    hashed = make_password(password())  # slow on purpose, so once for all who share it
    for person in values["people"]:
        _enter_person(service, offices, {"password": hashed} | person)
    return service


def _enter_person(service: EmploymentService, offices: dict[str, Office], person: dict[str, Any]) -> None:
    role, office = person.pop("role"), offices.get(person.pop("office", ""))
    user = User.objects.create(**person)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Membership.objects.create(user=user, service=service, role=role, office=office)


def sign_ins() -> Iterator[SignIn]:
    """Everybody who can sign in to the demonstration, the services one after the other."""
    rows = Membership.objects.active().filter(service__is_demo=True)
    for row in rows.select_related("user", "service", "office").order_by("service__code", "pk"):
        where = f"{row.service.name}, {row.office.name}" if row.office else row.service.name
        yield SignIn(row.user.email, str(row.get_role_display()), where)
