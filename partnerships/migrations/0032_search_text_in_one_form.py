"""Stored search text is made again: apostrophes, hyphens and spaces in one form, and more of the registry is found."""

from collections import defaultdict

from django.db import migrations

from partnerships.registry.rules.searched import CONTACTS, search_text_of
from pes_partnerships.lib.text import search_lines

SLICE = 500


def fold_again(apps, schema_editor):
    _write(apps.get_model("partnerships", "Organisation"), _texts_of_organisations(apps))
    _write(
        apps.get_model("partnerships", "Partnership"),
        lambda rows: [search_lines(r.search_text.split("\n")) for r in rows],
    )


def _texts_of_organisations(apps):
    names_of = apps.get_model("partnerships", "OrganisationName")._base_manager
    contacts_of = apps.get_model("partnerships", "Contact")._base_manager.filter(left_on=None)

    def texts(rows):
        keys = [row.pk for row in rows]
        names, contacts = defaultdict(list), defaultdict(list)
        for pk, name in names_of.filter(organisation__in=keys).values_list("organisation_id", "name"):
            names[pk].append(name)
        for person in contacts_of.filter(organisation__in=keys).values("organisation_id", *CONTACTS):
            contacts[person["organisation_id"]].append(person)
        return [search_text_of(row, names[row.pk], contacts[row.pk]) for row in rows]

    return texts


def _write(model, texts):
    last = 0
    while rows := list(model._base_manager.filter(pk__gt=last).order_by("pk")[:SLICE]):
        last = rows[-1].pk
        for row, text in zip(rows, texts(rows), strict=True):
            row.search_text = text
        model._base_manager.bulk_update(rows, ["search_text"], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0031_notice_periods_in_numbers")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True)]
