"""The self-examination before any partner is named, and the five tests (F1, F6)."""

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Examination

ANSWERS = [("", _("Not answered yet")), ("yes", _("Yes")), ("no", _("No"))]
VALUE_OF = {"yes": True, "no": False}


class TestField(forms.TypedChoiceField):
    """Yes, no, or not answered yet."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            choices=ANSWERS,
            coerce=VALUE_OF.get,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: bool | str | None) -> str:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class ExaminationForm(forms.ModelForm):
    class Meta:
        model = Examination
        fields = (
            "badly_served", "others_serving", "overlap", "coordination", "information",
            "outcome", "outcome_reason", *Examination.FIVE_TESTS, "tests_note",
        )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in Examination.FIVE_TESTS:
            self.fields[name] = TestField(label=self.fields[name].label)
        for name in (
            "badly_served",
            "others_serving",
            "overlap",
            "coordination",
            "information",
        ):
            self.fields[name].widget.attrs["rows"] = 3
        self.fields["outcome"].widget = forms.RadioSelect(
            choices=[("", _("Not decided yet")), *Examination.Outcome.choices]
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(_("Whom we serve badly"), "badly_served"),
            Fieldset(_("Four questions"), "others_serving", "overlap", "coordination", "information"),
            Fieldset(_("What follows"), "outcome", "outcome_reason"),
            Fieldset(
                _("Five tests of a partnership"),
                HTML(f"<p>{FIVE_TESTS_INTRO}</p>"),
                *map(InlineRadios, Examination.FIVE_TESTS),
                "tests_note",
            ),
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("outcome") == Examination.Outcome.STOP and not cleaned.get("outcome_reason"):
            self.add_error("outcome_reason", _("Give the reason for not going on, so that nobody has to ask again."))
        return cleaned


FIVE_TESTS_INTRO = _("A “no” is no fault: it says what the partnership is not yet, and it stays visible.")
