"""What the rules found, put beside the fields of a form: the page prints what the guard enforces."""

from collections.abc import Iterable

from django import forms

from pes_partnerships.lib.findings import Finding


def add_findings(form: forms.BaseForm, findings: Iterable[Finding]) -> None:
    """Each finding at its field, or above the form; a field that is wrong already keeps its first answer."""
    for finding in findings:
        field = finding.field if finding.field in form.fields else None
        if field is None or field not in form.errors:
            form.add_error(field, str(finding.title))


def typed(form_class: type[forms.BaseForm], data: dict) -> dict[str, object]:
    """What was typed so far, to fill a fresh form with: nothing is lost while one looks for an organisation."""
    fields = form_class.base_fields
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in fields.items()}
