"""A SMART objective with its shares and milestones. An incomplete one is saved; only signature is barred (O1)."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Milestone, Objective, Quota
from partnerships.rules.vocabulary import BaselineKind, Comparator
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import PartialDateFormField


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


def line_helper(layout: Layout) -> FormHelper:
    """A line of a list: laid out in a row, without <form> and token of its own."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf, helper.layout = False, True, layout
    return helper


class QuotaForm(forms.ModelForm):
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
        self.helper = line_helper(Layout(Div("comparator", "share", "who", "base", css_class="line-row-4"), "DELETE"))


def _between_0_and_100(value: Any) -> None:
    if not 0 <= value <= 100:
        raise forms.ValidationError(_("Enter a number from 0 to 100."))


class MilestoneForm(forms.ModelForm):
    due = PartialDateFormField(label=_("Date"))
    all_may_wait = True

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = line_helper(Layout("due", Div("value", "text", css_class="field-row"), "DELETE"))

    class Meta:
        model = Milestone
        fields = ("due", "value", "text")
        localized_fields = ("value",)


class BaseParts(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this line")
        else:  # new lines are left empty instead
            form.helper.layout.fields.remove("DELETE")


def part_formset(form: type[forms.ModelForm]) -> type[forms.BaseFormSet]:
    return forms.formset_factory(form, formset=BaseParts, extra=1, can_delete=True, can_delete_extra=False)


QuotaLines = part_formset(QuotaForm)
MilestoneLines = part_formset(MilestoneForm)


def line_values(formset: forms.BaseFormSet) -> list[dict[str, Any]]:
    """The lines to keep, as the values of their rows."""
    kept = [form for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    return [
        {name: form.cleaned_data[name] for name in form._meta.fields}
        for form in kept
        if form.has_changed() or form.initial
    ]
