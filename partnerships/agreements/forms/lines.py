"""Pages of several lines: responsibilities and the steps of the dissolution protocol (A4, A8)."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Agreement, DissolutionStep, Responsibility
from partnerships.shared.services.conflicts import seen_rows


class LineForm(forms.ModelForm):
    """A line of a page; an empty new line is left out, and `owner` offers this text's parties only."""

    all_may_wait = True

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = agreement.parties.select_related("participation__organisation")
        self.fields["owner"].empty_label = _("Not assigned yet")
        self.fields["owner"].error_messages["invalid_choice"] = _("Choose a party to the agreement.")


class ResponsibilityForm(LineForm):
    layout = Layout(Div("text", "owner", css_class="line-row"), "DELETE")

    class Meta:
        model = Responsibility
        fields = ("text", "owner")
        field_classes: ClassVar = {"owner": SafeModelChoiceField}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"text": {"required": _("Describe the responsibility, or remove the line.")}}


class DissolutionStepForm(LineForm):
    layout = Layout(Div("matter", "act", "owner", "within_days", css_class="line-row-4 line-row-wide"), "DELETE")

    class Meta:
        model = DissolutionStep
        fields = ("matter", "act", "owner", "within_days")
        field_classes: ClassVar = {"owner": SafeModelChoiceField}
        widgets = {"act": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "act": {"required": _("Describe the arrangement, or remove the line.")},
            "matter": {"required": _("Choose a subject.")},
        }


class BaseLines(forms.BaseModelFormSet):
    """Knows what it was filled from: `seen` covers all lines at once."""

    def __init__(
        self, *args: Any, agreement: Agreement, rows: QuerySet, above: forms.ModelForm | None = None, **kwargs: Any
    ):
        self.agreement, self.rows, self.above = agreement, rows, above
        kwargs.setdefault("form_kwargs", {})["agreement"] = agreement
        super().__init__(*args, queryset=rows, **kwargs)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.helper = FormHelper(form)
        form.helper.form_tag, form.helper.disable_csrf = False, True
        form.helper.render_hidden_fields = True
        form.helper.layout = Layout(*(part for part in form.layout if part in form.fields or part != "DELETE"))
        if "DELETE" in form.fields:  # new lines are left empty instead
            form.fields["DELETE"].label = _("Remove this line")

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        """A line that somebody else removed meanwhile is a new one: written anew if its editor insists."""
        form = super()._construct_form(i, **kwargs)
        if self.is_bound and form.instance.pk is None:
            form.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)
        return form

    def is_valid(self) -> bool:
        """Both the form above the lines and the lines, so that all that is wrong is said at once."""
        above = self.above is None or self.above.is_valid()
        return super().is_valid() and above

    @property
    def seen_posted(self) -> str:
        """What the page was filled from: as it came back, or as the rows stand."""
        return self.data.get("seen_lines", "") if self.is_bound else self.seen

    @property
    def seen(self) -> str:
        return seen_rows(self.rows.all(), self.model_fields)

    @property
    def model_fields(self) -> tuple[str, ...]:
        return self.form._meta.fields

    @property
    def lines(self) -> list[forms.ModelForm]:
        """The lines to write, without the empty new ones."""
        return [form for form in self.forms if form.instance.pk or form.has_changed()]


def lines_of(kind: type[Model], form: type[LineForm], extra: int) -> type[BaseLines]:
    return forms.modelformset_factory(
        kind, form=form, formset=BaseLines, extra=extra, can_delete=True, can_delete_extra=False
    )


ResponsibilityLines = lines_of(Responsibility, ResponsibilityForm, 3)
DissolutionLines = lines_of(DissolutionStep, DissolutionStepForm, 2)
