"""Sending out, signing, refusing, recording from paper (S1, S2, S4)."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Contact, Organisation
from partnerships.shared.forms.organisation_choice import ChosenOrganisation, OrganisationChoosingForm
from partnerships.shared.forms.plain import OneLineField, PlainForm
from partnerships.shared.forms.uploads import KeptFileField, checked_file
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.numbers import row_key


class SendForm(PlainForm):
    signing_ends_on = DayMonthYearField(label=_("Deadline for signature"))
    confirmed = forms.BooleanField(
        label=_("I have read the full text and confirm that it can be sent to the signatories"),
        error_messages={"required": _("Confirm that you have read the text.")},
    )

    def clean_signing_ends_on(self) -> datetime.date:
        day = self.cleaned_data["signing_ends_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a future date, so that the signatories have time to sign."))
        if day > add_months(timezone.localdate(), 12):
            raise forms.ValidationError(
                _("Choose a date within one year. Links that remain valid for longer are not secure.")
            )
        return day


class SignForm(PlainForm):
    """What a signatory gives. `text_sha256` is the hash of the text that was shown."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = OneLineField(
        label=_("Your full name"),
        max_length=150,
        error_messages={"required": _("Enter your name as it should appear in your signature.")},
    )
    office_held = OneLineField(
        label=_("Your position"),
        max_length=150,
        help_text=_("For example: director."),
        error_messages={"required": _("Enter the position in which you sign.")},
    )
    mandate = OneLineField(
        label=_("Your mandate to sign"),
        max_length=250,
        help_text=_("For example articles of association, a council decision or a power of attorney, with its date."),
        error_messages={"required": _("State the source of your mandate to sign.")},
    )
    confirmed = forms.BooleanField(
        label=_("I have read this text and sign it on behalf of the party named above"),
        error_messages={"required": _("Tick the box to sign. Nothing has been signed yet.")},
    )


class DeclineForm(PlainForm):
    name = OneLineField(label=_("Your full name"), max_length=150, error_messages={"required": _("Enter your name.")})
    reason = forms.CharField(
        label=_("Reason for declining"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partnership manager can read the reason. The other parties learn that you declined, not why."),
        error_messages={"required": _("Enter the reason, so that the partnership manager can respond.")},
    )


class OtherPersonForm(PlainForm):
    contact = forms.ChoiceField(
        label=_("Who signs instead"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who signs instead."),
            "invalid_choice": _("This person is no longer a contact of the organisation. Choose another contact."),
        },
    )

    def __init__(self, *args: object, people: list[Contact], **kwargs: object):
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.fields["contact"].choices = [(str(key), f"{each}, {each.email}") for key, each in self.people.items()]

    def clean_contact(self) -> Contact:
        return self.people[row_key(self.cleaned_data["contact"])]


class HandOverForm(PlainForm):
    name = OneLineField(
        label=_("Full name of the person who signs"),
        max_length=150,
        error_messages={"required": _("Enter the name of the person who signs.")},
    )
    office_held = OneLineField(
        label=_("Position of this person"),
        max_length=150,
        help_text=_("For example: director."),
        error_messages={"required": _("Enter the position of this person.")},
    )
    mandate = OneLineField(
        label=_("Mandate of this person to sign"),
        max_length=250,
        help_text=_("For example articles of association, a council decision or a power of attorney, with its date."),
        error_messages={"required": _("State the source of this mandate.")},
    )
    email = forms.EmailField(
        label=_("E-mail address at your organisation"),
        max_length=254,
        error_messages={"required": _("Enter the address to which the link is to be sent.")},
    )


MOST_LINES, MOST_LINE = 5, 45  # what the window of an envelope shows


class LetterForm(PlainForm):
    posted_to = forms.CharField(
        label=_("Postal address"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Below the name of the organisation and of the person, which are printed above it."),
        error_messages={"required": _("Enter the postal address to which the letter goes.")},
    )
    salutation = OneLineField(
        label=_("Salutation"),
        max_length=120,
        required=False,
        help_text=_("For example: Dear Ms Norkutė. If it is empty, the letter begins with: Dear Sir or Madam."),
    )

    def clean_posted_to(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["posted_to"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES or any(len(line) > MOST_LINE for line in lines):
            words = _("The window of an envelope has room for %(lines)s lines of %(signs)s characters.")
            raise forms.ValidationError(words % {"lines": MOST_LINES, "signs": MOST_LINE})
        return "\n".join(lines)


class CodeForm(PlainForm):
    """What stands in a letter; it says nothing about which codes there are."""

    code = OneLineField(
        label=_("Code of the letter"),
        max_length=40,
        help_text=_("Twelve characters in three groups. Dashes, blanks and small letters do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Enter the code. It is in the middle of the letter.")},
    )


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


class RecallForm(PlainForm):
    reason = forms.CharField(
        label=_("Reason for recalling the text"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason is sent to everyone who was asked to sign."),
        error_messages={"required": _("Enter the reason.")},
    )


class ConditionForm(PlainForm):
    """The condition of a signed text is fulfilled: since when, and what shows it."""

    on = DayMonthYearField(label=_("Fulfilled on"))
    proof = forms.CharField(
        label=_("Proof"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shows that it is fulfilled, for example a decision with its date and number."),
    )

    def clean_on(self) -> datetime.date:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Record the condition once it is fulfilled."))
        return day


class PaperForm(PlainForm):
    name = OneLineField(label=_("Signer"), max_length=150)
    office_held = OneLineField(label=_("Position of the signer"), max_length=150)
    mandate = OneLineField(label=_("Mandate"), max_length=250)
    signed_on = DayMonthYearField(label=_("Date of signature"))
    scan = KeptFileField(label=_("Scan"))

    def __init__(self, *args: Any, since: datetime.date, **kwargs: Any):
        """`since`: the day on which the text was finalised."""
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_signed_on(self) -> datetime.date:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Enter the date shown on the paper."))
        if day < self.since:
            words = _(
                "This text was finalised on %(day)s, so no one can have signed it before. If another paper was "
                "signed on this day, recall this text, discard it, and record the paper as signed elsewhere."
            )
            raise forms.ValidationError(words % {"day": display_date(self.since)})
        return day

    def clean_scan(self) -> Any:
        return checked_file(self.cleaned_data["scan"], stem="scan")
