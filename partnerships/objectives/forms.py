"""A SMART objective with its shares and milestones. An incomplete one is saved; only signature is barred (O1)."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Milestone, Objective, Quota
from partnerships.rules.vocabulary import BaselineKind, Comparator, TargetKind
from partnerships.shared.forms.rows import FormWithLists, ModelRowForm, edited_rows, rows_of
from partnerships.shared.forms.seen import SeenForm
from partnerships.shared.services.conflicts import LISTS
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.numbers.fields import WrittenNumberField

MOST_LINES = 30


# What each kind of target leaves out: it is not saved, and the page says so.
_OF_NUMBERS = ("target", "target_to", "relation")
_OF_MEASURES = (
    "counting",
    "unit",
    "counted_among",
    "baseline_kind",
    "baseline_value",
    "baseline_text",
    "baseline_date",
)
NOT_OF_KIND: dict[str, tuple[str, ...]] = {
    TargetKind.VALUE: ("relation", "not_measurable_reason"),
    TargetKind.BETTER: ("target_to", "not_measurable_reason"),
    TargetKind.CONTROL: ("target_to", "not_measurable_reason", "baseline_kind"),
    TargetKind.REPORTED: (*_OF_NUMBERS, "not_measurable_reason"),
    TargetKind.JUDGED: (*_OF_NUMBERS, *_OF_MEASURES),
}


class ObjectiveForm(SeenForm):
    due = PartialDateFormField(label=_("Due date"), required=False, help_text=_("A year alone is sufficient."))
    baseline_date = PartialDateFormField(label=_("Date of the baseline"), required=False)
    target_kind = forms.ChoiceField(
        label=_("What kind of target is it?"), choices=TargetKind.choices, widget=forms.RadioSelect
    )
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
            "indicator",
            "target_kind",
            "not_measurable_reason",
            "comparator",
            "target",
            "target_to",
            "relation",
            "unit",
            "counted_among",
            "counting",
            "baseline_kind",
            "baseline_value",
            "baseline_text",
            "baseline_date",
            "data_source",
            "shares_exclude",
            "attainable",
            "advice_answer",
            "relevant",
            "result_kind",
            "is_common",
            "is_cross_sector",
            "parent",
            "aim_above",
            "due",
            "after_end",
            "followed_up",
        )
        localized_fields = ("target", "target_to", "baseline_value")
        field_classes: ClassVar = {
            "owner": SafeModelChoiceField,
            "parent": SafeModelChoiceField,
            **dict.fromkeys(localized_fields, WrittenNumberField),
        }
        labels = {
            "target_to": _("and (upper limit)"),
            "advice_answer": _("Reason for keeping the target as it is"),
            "after_end": _("Who measures and reports after the end"),
            "parent": _("Part of another objective"),
            "baseline_text": _("Description of the baseline, or of the control group"),
        }
        help_texts = {
            "advice_answer": _("For those who decide; it is not part of the text."),
            "aim_above": _("For example a national aim. It is printed apart, and is not a target of the parties."),
            "after_end": _("Only if the due date is after the agreement ends."),
            "counting": _("A running total never falls; its last step is the target."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (
                ("statement", 3),
                ("not_measurable_reason", 2),
                ("baseline_text", 2),
                ("attainable", 3),
                ("relevant", 3),
                ("advice_answer", 2),
            )
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        agreement = self.instance.agreement
        self.fields["owner"].queryset = agreement.parties.select_related("participation__organisation")
        self.fields["owner"].empty_label = _("Not assigned yet")
        self.fields["owner"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")
        self.fields["parent"].queryset = agreement.objectives.exclude(pk=self.instance.pk)
        self.fields["parent"].empty_label = _("Stands by itself")
        self.fields["parent"].error_messages["invalid_choice"] = _("Choose another objective of this agreement.")
        self.fields["title"].error_messages["required"] = _("Enter a short name for the objective.")
        self.fields["target"].error_messages["invalid"] = _("Enter the target as a number, such as 63 or 4.5.")
        self.fields["target_to"].error_messages["invalid"] = _("Enter the upper limit as a number.")
        self.fields["baseline_value"].error_messages["invalid"] = _("Enter the baseline as a number, such as 44.")
        self.left_out: list[str] = []

    def clean_parent(self) -> Objective | None:
        above = parent = self.cleaned_data["parent"]
        while above is not None:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(
                    _("“%(title)s” is itself a part of this objective. Choose another one.") % {"title": parent.title}
                )
            above = above.parent
        return parent

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        kind = values.get("target_kind", TargetKind.VALUE)
        unused = [*NOT_OF_KIND[kind]]
        if values.get("comparator") != Comparator.BETWEEN and "target_to" not in unused:
            unused.append("target_to")
        for name in unused:
            field = self.fields[name]
            if values.get(name) not in field.empty_values:
                self.left_out.append(str(field.label))
            if isinstance(field, forms.DecimalField):
                self.errors.pop(name, None)  # a number that is not used may be no number
            if name not in self.errors:
                values[name] = field.to_python("")
        if kind == TargetKind.CONTROL:
            values["baseline_kind"] = BaselineKind.CONTROL_GROUP
            self.left_out = [label for label in self.left_out if label != str(self.fields["baseline_kind"].label)]
        return values


class QuotaForm(ModelRowForm):
    layout = Layout(Div("comparator", "share", "who", "base", css_class="line-row-4"))

    class Meta:
        model = Quota
        fields = ("comparator", "share", "who", "base")
        localized_fields = ("share",)
        field_classes: ClassVar = {"share": WrittenNumberField}
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
        self.fields["comparator"].label = _("Comparison")
        choices = self.fields["comparator"].choices
        self.fields["comparator"].choices = [each for each in choices if each[0] != Comparator.BETWEEN]


class MilestoneForm(ModelRowForm):
    due = PartialDateFormField(label=_("Date"))
    layout = Layout("due", Div("value", "text", css_class="field-row"))

    class Meta:
        model = Milestone
        fields = ("due", "value", "text")
        localized_fields = ("value",)
        field_classes: ClassVar = {"value": WrittenNumberField}


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
