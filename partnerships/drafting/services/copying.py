"""A new version starts as a copy of the one before it (A15)."""

from django.db.models import Model

from partnerships.models import Agreement

TERMS = (
    "language",
    "languages_note",
    "model",
    "elements",
    "model_reason",
    "formality",
    "force_rule",
    "is_open_ended",
    "ends",
    "ending_conditions",
    "may_end_by",
    "notice",
    "review_every_months",
    "lead_reason",
    "quality",
    "parent",
)


def _copy(row: Model, **changes: object) -> Model:
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.attname not in changes and not field.is_relation
    }
    related = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.is_relation and field.name not in changes
    }
    return type(row).objects.create(**values | related | changes)


def copy_text(previous: Agreement, agreement: Agreement) -> None:
    """Fill an unsaved version with the terms of the previous one, save it, and copy every part of the text."""
    for name in TERMS:
        setattr(agreement, name, getattr(previous, name))
    agreement.ends_latest = previous.ends_latest
    agreement.save()
    parties = {row.pk: _copy(row, agreement=agreement) for row in previous.parties.all()}
    agreement.lead = parties.get(previous.lead_id)

    def owner(row: Model) -> Model | None:
        return parties.get(row.owner_id)

    for section in previous.sections.all():
        _copy(section, agreement=agreement)
    for duty in previous.responsibilities.all():
        _copy(duty, agreement=agreement, owner=owner(duty))
    for contribution in previous.contributions.all():
        _copy(contribution, agreement=agreement, party=parties.get(contribution.party_id))
    for step in previous.dissolution_steps.all():
        _copy(step, agreement=agreement, owner=owner(step))
    objectives = {}
    for row in previous.objectives.all():
        objectives[row.pk] = new = _copy(row, agreement=agreement, owner=owner(row), parent=None)
        for part in (*row.quotas.all(), *row.milestones.all()):
            _copy(part, objective=new)
    for row in previous.objectives.exclude(parent=None):
        objectives[row.pk].parent = objectives.get(row.parent_id)
        objectives[row.pk].save(update_fields=["parent"])
