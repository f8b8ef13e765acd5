"""A person at an organisation, with the mandate to decide and to sign (S4, X3)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.models import Contact
from pes_partnerships.lib.date_fields import DayMonthYearField


class ContactForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
    left_on = DayMonthYearField(label=_("Left on"), required=False)

    class Meta:
        model = Contact
        fields = (
            "name", "office_held", "email", "phone", "language", "may_decide", "may_sign", "mandate",
            "may_be_shown", "left_on",
        )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        is_known = bool(self.instance.pk)
        if not is_known:
            del self.fields["left_on"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(_("Person"), "name", "office_held", Div("email", "phone", css_class="field-row"), "language"),
            Fieldset(_("Authority"), "may_decide", "may_sign", "mandate"),
            Fieldset(_("In the directory"), "may_be_shown"),
            *([Fieldset(_("Departure"), "left_on")] if is_known else []),
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        typed = {"email", "phone"} & set(self.errors)
        if not typed and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error(
                "email", _("Give an e-mail address or a telephone number, so that the person can be reached.")
            )
        if cleaned.get("may_sign") and not cleaned.get("mandate"):
            self.add_error("mandate", _("Say what gives the authority to sign, such as a decision with its date."))
        return cleaned
