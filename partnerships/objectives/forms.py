"""A SMART objective with its shares and milestones. An incomplete one is saved; only signature is barred (O1)."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Milestone, Objective, Quota
from partnerships.rules.vocabulary import BaselineKind, Comparator
from partnerships.shared.forms.rows import FormWithLists, ModelRowForm, edited_rows, rows_of
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.services.conflicts import LISTS
from pes_partnerships.lib.date_fields import PartialDateFormField

MOST_LINES = 30


class ObjectiveForm(SeenForm):
    due = PartialDateFormField(label=_("Due date"), required=False, help_text=_("A year alone is sufficient."))
    baseline_date = PartialDateFormField(label=_("Date of the baseline"), required=False)
    comparator = forms.ChoiceField(label=_("Target comparison"), choices=Comparator.choices, widget=forms.RadioSelect)
    baseline_kind = forms.ChoiceField(
        label=_("Baseline"), choices=BaselineKind.choices, widget=forms.RadioSelect, required=False
    )

    class Meta:
        model = Objective
        fields = (
            "title",
            "statement",
            "target_group",
            "owner",
            "is_measurable",
            "not_measurable_reason",
            "indicator",
            "comparator",
            "target",
            "unit",
            "counted_among",
            "baseline_kind",
            "baseline_value",
            "baseline_text",
            "baseline_date",
            "data_source",
            "attainable",
            "relevant",
            "result_kind",
            "due",
            "followed_up",
        )
        localized_fields = ("target", "baseline_value")
        field_classes: ClassVar = {"owner": SafeModelChoiceField}
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (
                ("statement", 3),
                ("not_measurable_reason", 2),
                ("baseline_text", 2),
                ("attainable", 3),
                ("relevant", 3),
            )
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = self.instance.agreement.parties.select_related("participation__organisation")
        self.fields["owner"].empty_label = _("Not assigned yet")
        self.fields["owner"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")
        self.fields["title"].error_messages["required"] = _("Enter a short name for the objective.")
        self.fields["target"].error_messages["invalid"] = _("Enter the target as a number, such as 63 or 4.5.")
        self.fields["baseline_value"].error_messages["invalid"] = _("Enter the baseline as a number, such as 44.")


class QuotaForm(ModelRowForm):
    layout = Layout(Div("comparator", "share", "who", "base", css_class="line-row-4"))

    class Meta:
        model = Quota
        fields = ("comparator", "share", "who", "base")
        localized_fields = ("share",)
        error_messages = {
            "share": {
                "required": _("Enter the share in per cent."),
                "invalid": _("Enter a number from 0 to 100."),
            },
            "who": {"required": _("Describe the group for which the share is set.")},
            "base": {"required": _("State the group from which the share is calculated.")},
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["share"].validators += [_between_0_and_100]
        self.fields["comparator"].label = _("Comparison")


def _between_0_and_100(value: Any) -> None:
    if not 0 <= value <= 100:
        raise forms.ValidationError(_("Enter a number from 0 to 100."))


class MilestoneForm(ModelRowForm):
    due = PartialDateFormField(label=_("Date"))
    layout = Layout("due", Div("value", "text", css_class="field-row"))

    class Meta:
        model = Milestone
        fields = ("due", "value", "text")
        localized_fields = ("value",)


QuotaLines = rows_of(
    QuotaForm, MOST_LINES, title=_("Quotas"), line_name=_("Share %(number)s"), add_label=_("Add a share")
)
MilestoneLines = rows_of(
    MilestoneForm,
    MOST_LINES,
    title=_("Milestones"),
    line_name=_("Milestone %(number)s"),
    add_label=_("Add a milestone"),
    may_move=False,  # they stand in the order of their dates
)


def objective_form(row: Objective, typed: QueryDict | None = None) -> FormWithLists:
    """The objective's form with its two lists."""
    stored = {name: row_values(row, name) if row.pk else [] for name in ("quotas", "milestones")}
    return FormWithLists(
        ObjectiveForm(typed, instance=row),
        quotas=edited_rows(QuotaLines, typed, stored=stored["quotas"], prefix="quotas", empty=1),
        milestones=edited_rows(MilestoneLines, typed, stored=stored["milestones"], prefix="milestones", empty=1),
    )


def row_values(row: Objective, name: str) -> list[dict[str, Any]]:
    return list(getattr(row, name).values("id", *LISTS["objective"][name]))
