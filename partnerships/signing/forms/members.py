"""Joining a network and leaving it (A1)."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Contact, Organisation
from partnerships.shared.forms.organisation_choice import ChosenOrganisation, OrganisationChoosingForm
from partnerships.shared.forms.plain import OneLineField, PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.numbers import row_key


class JoinForm(OrganisationChoosingForm):
    """Who is asked to join a network, who signs for it, and by when (A1)."""

    chosen_name = "organisation"
    organisation = ChosenOrganisation(label=_("Organisation"), required=True)
    contact = forms.ChoiceField(label=_("Who signs for it"), required=False)
    may_join = OneLineField(
        label=_("Why it may join"),
        max_length=250,
        help_text=_("As the text requires, for example: it advises people on careers."),
        error_messages={"required": _("State why it may join under the text.")},
    )
    does = OneLineField(
        label=_("What it does for the aim"),
        max_length=250,
        required=False,
        help_text=_("May stay empty: members are free in how they act."),
    )
    ends_on = DayMonthYearField(label=_("Answer requested by"))
    asks_again = forms.BooleanField(label=_("Ask again although it declined"), required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        own = Organisation.objects.unmerged().filter(service=agreement.partnership.service)
        self.offer(own, own)
        self.fields["organisation"].error_messages["required"] = _("Search for the organisation and choose it.")
        self.people = self._people(own)
        self.fields["contact"].choices = [(str(key), str(person)) for key, person in self.people.items()]
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def _people(self, own: Any) -> dict[int, Contact]:
        """Those of the organisation that is chosen; it is chosen first, and then they are offered."""
        chosen = row_key(self._said("organisation"))
        if chosen is None:
            return {}
        people = Contact.objects.current().exclude(email="").filter(organisation__in=own.filter(pk=chosen))
        return {person.pk: person for person in people}

    def clean_ends_on(self) -> datetime.date:
        day = self.cleaned_data["ends_on"]
        if not timezone.localdate() < day <= add_months(timezone.localdate(), 12):
            raise forms.ValidationError(_("Choose a future date within one year."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        person = self.people.get(row_key(values.get("contact") or "") or 0)
        if values.get("organisation") and not self.people:
            self.add_error("organisation", _("It has no contact with an e-mail address. Add one to the organisation."))
        elif values.get("organisation") and person is None and "contact" not in self.errors:
            self.add_error("contact", _("Choose who signs for the organisation."))
        values["contact"] = person
        return values


class NoticeForm(PlainForm):
    """A member leaves: when it said so, in which words, and its last day by the rule of the text (A1)."""

    notice_on = DayMonthYearField(label=_("Date of the notice"))
    notice_words = forms.CharField(
        label=_("Notice in words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: letter of its board of 2 November, “no staff for it after this year”."),
        error_messages={"required": _("State how the notice was given.")},
    )
    last_day = DayMonthYearField(label=_("Last day of membership"))
    has_left = forms.BooleanField(
        label=_("The organisation has already left"),
        required=False,
        help_text=_("Tick this if the last day of membership has passed."),
    )

    def __init__(self, *args: Any, joined_on: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.joined_on = joined_on

    def clean_notice_on(self) -> datetime.date:
        day = self.cleaned_data["notice_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter the date of the notice."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        notice, last = values.get("notice_on"), values.get("last_day")
        if notice and last and last < notice:
            self.add_error("last_day", _("The last day is before the notice. Check both dates."))
        elif last and last < self.joined_on:
            words = _("The organisation joined on %(day)s. Enter that day or a later one.")
            self.add_error("last_day", words % {"day": display_date(self.joined_on)})
        elif last and last < timezone.localdate() and not values.get("has_left"):
            self.add_error("has_left", _("The last day has passed. Check the date, or tick the box."))
        return values

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("notice_on", "notice_words", "last_day")}
