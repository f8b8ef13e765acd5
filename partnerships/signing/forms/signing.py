"""Who signs: by the link, on paper, or another person instead; declining; checking a signature (S1, S2, S4)."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.models import Contact
from partnerships.rules.signing import CheckOutcome, NameSaid
from partnerships.shared.forms.plain import OneLineField, PlainForm
from partnerships.shared.forms.uploads import KeptFileField, checked_file
from partnerships.signing.rules.names import same_name
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import row_key
from pes_partnerships.lib.text import one_line


class SignerForm(PlainForm):
    """The person who signs, as the document names them; `words` are the labels for somebody else who fills it in."""

    words: ClassVar[dict[str, Any]] = {}

    name = OneLineField(
        label=_("Your full name"),
        max_length=150,
        error_messages={"required": _("Enter the name as it should appear in the signature.")},
    )
    office_held = OneLineField(
        label=_("Your position"),
        max_length=150,
        help_text=_("For example: director."),
        error_messages={"required": _("Enter the position in which this person signs.")},
    )
    mandate = OneLineField(
        label=_("Your mandate to sign"),
        max_length=250,
        help_text=_("For example articles of association, a council decision or a power of attorney, with its date."),
        error_messages={"required": _("State the source of the mandate to sign.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            self.fields[name].label = words


@dataclass(frozen=True)
class EndedMandate:
    mandate: str
    day: datetime.date

    def words(self) -> str:
        words = gettext("The mandate on record ended on %(day)s. Enter the mandate that you have today, with its date.")
        return words % {"day": display_date(self.day)}


ABOUT_ANY = _("Any person who has a mandate of your organisation may sign. Enter your own name.")


class SignForm(SignerForm):
    """What a signatory gives. `text_sha256` is the hash of the text that was shown, `named` the person asked.

    `named` is empty where any person with a mandate may sign. Who writes another name than that is asked who signs, and
    the signature waits until the manager has looked at it.
    """

    field_order = ("text_sha256", "name", "name_said")
    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name_said = forms.ChoiceField(
        label=_("Who signs"),
        choices=NameSaid.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("This is another name than the one in the request. State who signs, or correct the name.")
        },
    )
    confirmed = forms.BooleanField(
        label=_("I have read this text and sign it on behalf of the party named above"),
        error_messages={"required": _("Tick the box to sign. Nothing has been signed yet.")},
    )

    def __init__(self, *args: Any, named: str, ended: EndedMandate | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ended = ended
        if ended:
            self.fields["mandate"].help_text = ended.words()
        written = self.data.get("name", "") if self.is_bound else self.initial.get("name", "")
        self.fields["name"].help_text = (
            ABOUT_ANY
            if not named
            else _(
                "The request names %(named)s. A signature under another name is kept, and counts when the partnership "
                "manager has compared the two names."
            )
            % {"named": named}
        )
        is_a_name = 0 < len(one_line(written)) <= self.fields["name"].max_length
        if not named or not is_a_name or same_name(written, named):
            del self.fields["name_said"]

    def clean_mandate(self) -> str:
        """The mandate on record may have ended since the request was sent."""
        mandate: str = self.cleaned_data["mandate"]
        if self.ended and one_line(mandate).casefold() == one_line(self.ended.mandate).casefold():
            raise forms.ValidationError(self.ended.words())
        return mandate

    def values(self) -> dict[str, Any]:
        names = ("name", "office_held", "mandate", "text_sha256")
        return {name: self.cleaned_data[name] for name in names} | {"name_said": self.cleaned_data.get("name_said", "")}


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


class HandOverForm(SignerForm):
    words: ClassVar = {
        "name": _("Full name of the person who signs"),
        "office_held": _("Position of this person"),
        "mandate": _("Mandate of this person to sign"),
    }
    email = forms.EmailField(
        label=_("E-mail address at your organisation"),
        max_length=254,
        error_messages={"required": _("Enter the address to which the link is to be sent.")},
    )


class PaperForm(SignerForm):
    words: ClassVar = {
        "name": _("Signer"),
        "office_held": _("Position of the signer"),
        "mandate": _("Mandate"),
    }
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


class CheckForm(PlainForm):
    """What was found out about a signature before it counts."""

    outcome = forms.ChoiceField(
        label=_("Result"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you found out.")},
    )
    basis = forms.CharField(
        label=_("How do you know?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("State how you know, so that others can follow the decision later.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [*self.choices, self.set_aside]
        self.fields["basis"].help_text = self.example

    choices: ClassVar[list[tuple[str, Any]]] = []
    example: ClassVar[Any] = ""
    set_aside: ClassVar[tuple[str, Any]] = (
        CheckOutcome.SET_ASIDE,
        _("The signature does not count. It stays in the record, and the party is asked to sign again."),
    )


class NamesForm(CheckForm):
    choices: ClassVar = [
        (
            CheckOutcome.SAME_PERSON,
            _("It is the same person: the name has changed or is written differently. The signature counts."),
        ),
        (
            CheckOutcome.OTHER_PERSON,
            _("It is another person who may sign for the organisation. The signature counts."),
        ),
    ]
    example = _("For example: call to the organisation at its known number on 28 November; name changed by marriage.")


class PaperCheckForm(CheckForm):
    choices: ClassVar = [
        (
            CheckOutcome.COMPARED,
            _("The paper agrees with the text; name, position and date are as recorded. The signature counts."),
        ),
    ]
    example = _("For example: all pages compared, with the fingerprint on each page.")


class CopyCheckForm(CheckForm):
    choices: ClassVar = [
        (
            CheckOutcome.COMPARED,
            _("The certificate belongs to the person named, who may sign for the party. The signature counts."),
        ),
    ]
    example = _("For example: she confirmed by telephone that it is her certificate of the national authority.")
