"""A person at an organisation, with the mandate to decide and to sign (S4, X3)."""

import datetime
from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from partnerships.models import Contact, Organisation
from partnerships.shared.forms.invisible import VisibleNames
from partnerships.shared.forms.seen import remember, with_seen
from partnerships.shared.services.conflicts import seen_row
from pes_partnerships.lib.date_fields import DayMonthYearField


def past_day(day: datetime.date | None) -> datetime.date | None:
    """A person who has not left yet is still the contact: a day to come is refused."""
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This date is in the future. Record the change once it has taken place."))
    return day


class ContactForm(VisibleNames, forms.ModelForm):
    """`besides` are contacts with whom a shared address is no question, such as the one who is being followed."""

    one_line_fields = ("name", "office_held", "phone", "mandate")
    language = forms.ChoiceField(label=_("Language of correspondence"), choices=settings.LANGUAGES)
    mandate_until = DayMonthYearField(
        label=_("Mandate ends on"),
        required=False,
        help_text=_("If it is limited in time, for example to a term of office."),
    )
    left_on = DayMonthYearField(
        label=_("Left on"),
        required=False,
    )
    same_address = forms.BooleanField(label=_("This is another person with the same address: save"), required=False)

    class Meta:
        model = Contact
        fields = (
            "name", "office_held", "email", "phone", "language", "may_decide", "may_sign", "mandate",
            "mandate_until", "may_be_shown", "left_on",
        )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        besides: Collection[Contact] = (),
        with_consent: bool = True,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.others = organisation.contacts.current().exclude(pk__in=[self.instance.pk or 0, *(c.pk for c in besides)])
        is_known = bool(self.instance.pk)
        if is_known:
            self.fields["left_on"].help_text = self._about_leaving(organisation)
        else:
            del self.fields["left_on"]
        if not with_consent:
            del self.fields["may_be_shown"]
        else:
            self.fields["may_be_shown"].help_text = _(
                "The person is named only after agreeing by e-mail; the request is sent from the proposal for the "
                "directory. Without this mark the person is not named."
            )
        self.fields["phone"].help_text = _("Enter an e-mail address or a telephone number.")
        if not self.is_bound:  # asked only where an address stands there already
            self.fields["same_address"].widget = forms.HiddenInput()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(
                _("Person") if with_consent else _("New person"),
                "name",
                "office_held",
                Div("email", "phone", css_class="field-row"),
                "same_address",
                "language",
            ),
            Fieldset(_("Authority"), "may_decide", "may_sign", "mandate", "mandate_until"),
            *([Fieldset(_("In the directory"), "may_be_shown")] if with_consent else []),
            *([Fieldset(_("Departure"), "left_on")] if is_known else []),
        )
        if is_known:
            remember(self, seen_row(self.instance, self.written))

    @property
    def written(self) -> list[str]:
        return [name for name in self._meta.fields if name in self.fields]

    def clean_left_on(self) -> datetime.date | None:
        return past_day(self.cleaned_data["left_on"])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        typed = {"email", "phone"} & set(self.errors)
        if not typed and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Enter an e-mail address or a telephone number."))
            self.add_error("phone", _("Enter a telephone number, or an e-mail address above."))
        if cleaned.get("may_sign") and not cleaned.get("mandate"):
            self.add_error("mandate", _("State the source of the authority to sign, such as a decision with its date."))
        if cleaned.get("mandate_until") and not cleaned.get("mandate") and "mandate" not in self.errors:
            self.add_error("mandate", _("State the mandate that ends on this day."))
        self._ask_about_shared_address(cleaned)
        return cleaned

    def values(self) -> dict[str, object]:
        """What the service takes: the facts, without the question of the form."""
        facts = {name: self.cleaned_data[name] for name in self.written}
        return with_seen(self, facts) if "seen" in self.fields else facts

    def _about_leaving(self, organisation: Organisation) -> str:
        """X3: a day starts a change of representative; where somebody follows, its own page takes both at once."""
        if self.instance.left_on:
            return _("Leave empty if the person is still in post.")
        return format_html(
            '{} <a href="{}">{}</a>',
            _(
                "Each active partnership with the organisation is then asked for a reassessment. If there is a "
                "successor:"
            ),
            reverse("partnerships:representative_change", args=[organisation.pk]),
            _("Record a change of representative instead"),
        )

    def _ask_about_shared_address(self, cleaned: dict[str, object]) -> None:
        """The same address twice is mostly the same person entered twice; an office's shared address is not."""
        email = cleaned.get("email")
        same = self.others.filter(email__iexact=email).first() if email else None
        if same is None or ("email" not in self.changed_data and self.instance.pk):
            self.fields["same_address"].widget = forms.HiddenInput()
        elif not cleaned.get("same_address"):
            self.add_error(
                "same_address",
                _("Contact %(name)s already has this address. Edit that contact instead, or tick this box.")
                % {"name": same.name},
            )
