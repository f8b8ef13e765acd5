"""Who has signed the text of a network is a member since the day of its own signature (A1, S1)."""

from django.db import migrations


def list_members(apps, schema_editor):
    signatures = apps.get_model("partnerships", "Signature")._base_manager
    accessions = apps.get_model("partnerships", "Accession")._base_manager
    signed = signatures.filter(kind="signed", withdrawn_at=None, agreement__force_rule="own_signature")
    first = {}
    for agreement, party, at in signed.order_by("at").values_list("agreement", "party", "at"):
        first.setdefault(party, (agreement, at.date()))
    accessions.bulk_create(
        accessions.model(agreement_id=agreement, party_id=party, joined_on=day)
        for party, (agreement, day) in first.items()
    )


def forget_members(apps, schema_editor):
    apps.get_model("partnerships", "Accession")._base_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0008_accession_list")]
    operations = [migrations.RunPython(list_members, forget_members)]
