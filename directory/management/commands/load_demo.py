"""Loads the demonstration: two services, their people, and partnerships from public sources with a past and a present.

Everything goes through the services that people use, so that ledger, signed documents and reviews are real. A second
run finds the demonstration there and only prints the sign-ins, with the password that they then have.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_scopes import scope

from directory.demo.entries import leave_as_they_are
from directory.demo.forming import state_freedom
from directory.demo.people import enter_service, keep_password, password, sign_ins
from directory.demo.portfolio import Story, World
from directory.demo.read import folder, read, read_partnerships
from directory.demo.telling import tell
from partnerships.models import Assignment, Partnership
from pes_partnerships.accounts.models import EmploymentService, Membership
from pes_partnerships.ledger.services import Actor, one_act, record

FLAG = "demo"
EVALUATED = ("DE-2012-0001", "EE-2016-0001")


def load() -> None:
    today = timezone.localdate()
    services = read(folder() / "services.toml", today)["services"]
    worlds = {values["code"]: World(enter_service(values)) for values in services}
    for service in (world.service for world in worlds.values()):
        record(act="demo.loaded", anchor=service, by=Actor.system(), service=service)
    for values in services:
        with scope(service=worlds[values["code"]].service):
            state_freedom(worlds[values["code"]].service, values.get("autonomy", []))
    tell([Story(worlds[content.service], content) for content in read_partnerships(today)], today)
    assign_evaluator(worlds[FLAG].service)
    with scope(service=worlds[FLAG].service):
        leave_as_they_are(worlds[FLAG].service)


def assign_evaluator(service: EmploymentService) -> None:
    """X1: the evaluator reads two partnerships, and no other."""
    membership = Membership.objects.get(service=service, role="evaluator")
    with scope(service=service):
        for partnership in Partnership.objects.filter(reference__in=EVALUATED):
            Assignment.objects.create(partnership=partnership, membership=membership)


class Command(BaseCommand):
    help = "Load the demonstration once, and print its sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        if not EmploymentService.objects.filter(code=FLAG).exists():
            with one_act():
                load()
        keep_password()
        self.print_sign_ins()

    def print_sign_ins(self) -> None:
        people = list(sign_ins())
        widths = [max(len(getattr(each, name)) for each in people) for name in ("address", "role")]
        self.stdout.write(f"Sign in with one of these addresses and the password {password()}")
        for each in people:
            self.stdout.write(f"  {each.address:<{widths[0]}}  {each.role:<{widths[1]}}  {each.where}")
