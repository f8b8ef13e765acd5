"""Brings the lists that come with the product up to date: terms, regions, employment services, guides.

Each list is written by one statement that inserts what is new and changes what differs, so that running it again is
quick and leaves the same rows. Nothing is removed: a term that is no longer offered carries active=false.
"""

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import models, transaction

from partnerships.models import Region
from pes_partnerships.accounts.models import EmploymentService, ServiceName

# Guides belong to a higher app: the file names its model, as in every fixture of Django.
FIXTURES = ("service_areas", "target_groups", "organisation_types", "guides")


def read(name: str) -> list[Any]:
    path = Path(settings.BASE_DIR) / "fixtures" / "reference" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def upsert(model: type[models.Model], rows: list[models.Model], key: str) -> int:
    """Insert the rows, or change those that are there; everything but the key is taken from the file."""
    given = [field.name for field in model._meta.concrete_fields if field.name != key and not field.primary_key]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=given)
    return len(rows)


def load_fixture(name: str) -> int:
    rows = read(name)
    model = apps.get_model(rows[0]["model"])
    return upsert(model, [model(pk=row["pk"], **row["fields"]) for row in rows], model._meta.pk.name)


def load_regions() -> int:
    rows = [
        Region(code=code, name=name, level=level, country=country, version=version)
        for code, name, level, country, version in read("regions")
    ]
    return upsert(Region, rows, "code")


# What a service says of itself here stays: whether it runs here, its rhythm, its reminders, its language.
SERVICE_FACTS = ["name", "abbreviation", "country", "nuts_prefix", "domain", "note", "in_pes_network"]


def load_services() -> int:
    rows = read("employment_services")
    services = [EmploymentService(code=row["code"], **{fact: row[fact] for fact in SERVICE_FACTS}) for row in rows]
    EmploymentService.objects.bulk_create(
        services, update_conflicts=True, unique_fields=["code"], update_fields=SERVICE_FACTS
    )
    keys = dict(EmploymentService.objects.values_list("code", "pk"))
    names = [
        ServiceName(service_id=keys[row["code"]], language=language, name=name, valid_to=until, former=former)
        for row in rows
        for language, name, until, former in row["names"]
    ]
    ServiceName.objects.bulk_create(
        names,
        update_conflicts=True,
        unique_fields=["service", "language", "name"],
        update_fields=["valid_to", "former"],
    )
    return len(rows)


class Command(BaseCommand):
    help = "Load the lists that come with the product; may be run at any time."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        loaded = {name: load_fixture(name) for name in FIXTURES}
        loaded |= {"regions": load_regions(), "employment_services": load_services()}
        if options["verbosity"]:
            for name, count in loaded.items():
                self.stdout.write(f"{name.replace('_', ' ')}: {count}")
