"""Who left, who follows; and the fresh look that a partnership then takes at a partner (X3, S4)."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from partnerships.models import Contact, FreshLook, Organisation
from partnerships.participants.rules.representatives import REFUSALS
from partnerships.participants.services.representatives import seen_look
from partnerships.rules.vocabulary import Commitment
from partnerships.shared.forms.seen import remember, with_seen
from pes_partnerships.lib.date_fields import DayMonthYearField

from .contact import ContactForm, past_day

NEW, NOBODY = "new", "nobody"


class RepresentativeForm(forms.Form):
    """`person` is the form of a new contact on the same page; it counts only where a new person follows."""

    former = SafeModelChoiceField(
        Contact.objects.none(),
        label=_("Departing representative"),
        required=False,
        blank=True,  # else radio buttons offer nobody
        widget=forms.RadioSelect,
        empty_label=_("None: an additional representative"),
        error_messages={"invalid_choice": _("This person is not a current contact. Choose a contact from the list.")},
    )
    on = DayMonthYearField(
        label=_("Since"), help_text=_("The date on which the person left or the new representative started.")
    )
    follows = forms.ChoiceField(
        label=_("Successor"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the new representative, or state that no successor has been named."),
            "invalid_choice": _("This person is not a current contact. Choose a contact from the list."),
        },
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example how you were informed. Managers and local staff can read this."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.contacts = {str(contact.pk): contact for contact in organisation.contacts.current()}
        self.fields["former"].queryset = organisation.contacts.current()
        self.fields["follows"].choices = [
            *((key, str(contact)) for key, contact in self.contacts.items()),
            (NEW, _("A new person (enter the details below)")),
            (NOBODY, _("No successor named")),
        ]
        self.fields["on"].initial = timezone.localdate()
        self.fields["follows"].initial = NEW
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(_("Change"), "former", "on", "follows", "note"),
        )
        self.person = self._person_form(organisation)

    def is_valid(self) -> bool:
        own = super().is_valid()
        return (self.person.is_valid() if self.brings_new_person else True) and own

    @property
    def forms_within(self) -> list[forms.BaseForm]:
        return [self.person]

    @property
    def both(self) -> list[forms.BaseForm]:
        return [self, self.person]

    @property
    def brings_new_person(self) -> bool:
        return self.is_bound and self.data.get("follows") == NEW

    def clean_on(self) -> datetime.date:
        return past_day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        former, follows = cleaned.get("former"), cleaned.get("follows")
        if "former" in cleaned and former is None and follows == NOBODY:
            self.add_error("follows", REFUSALS["nobody"])
        if former and follows == str(former.pk):
            self.add_error("follows", REFUSALS["same_person"])
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        facts = {name: self.cleaned_data[name] for name in ("former", "on", "note")}
        new = self.contacts.get(self.cleaned_data["follows"])
        return {**facts, "new": new, "new_person": self.person.values() if self.brings_new_person else None}

    def _person_form(self, organisation: Organisation) -> ContactForm:
        """Not checked where nobody new comes, but what was typed stays on the page."""
        followed = [contact for key, contact in self.contacts.items() if key == self.data.get("former")]
        wanted = {"organisation": organisation, "besides": followed, "with_consent": False, "prefix": "person"}
        if self.brings_new_person:
            return ContactForm(self.data, **wanted)
        typed = {name.removeprefix("person-"): value for name, value in self.data.items() if name.startswith("person-")}
        return ContactForm(initial={"language": organisation.service.language, **typed}, **wanted)


class FreshLookForm(forms.Form):
    commitment = forms.ChoiceField(
        label=_("Partner’s current commitment"),
        choices=Commitment.choices,
        widget=forms.RadioSelect,
        help_text=_("If you choose “Weaker”, the partner is marked as reluctant in this partnership."),
        error_messages={"required": _("Choose the partner’s current commitment.")},
    )
    mandate = forms.CharField(
        label=_("Source of the new representative’s mandate"),
        required=False,
        max_length=250,
        help_text=_(
            "For example articles of association, a council decision or a power of attorney, with its date. "
            "It is saved with the contact."
        ),
    )
    mandate_confirmed = forms.TypedChoiceField(
        label=_("Is the mandate confirmed?"),
        choices=[("yes", _("Yes")), ("no", _("No, it is more limited or missing")), ("", _("Not known yet"))],
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Agreement reached"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, look: FreshLook, **kwargs: Any):
        new = look.change.new
        answer = {True: "yes", False: "no", None: ""}[look.mandate_confirmed]
        initial = {
            "commitment": look.commitment,
            "mandate": new.mandate if new else "",
            "mandate_confirmed": answer,
            "note": look.note,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if new is None:
            del self.fields["mandate"], self.fields["mandate_confirmed"]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        remember(self, seen_look(look))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("mandate_confirmed") and not cleaned.get("mandate") and "mandate" not in self.errors:
            self.add_error("mandate", REFUSALS["mandate_missing"])
        return cleaned

    def values(self) -> dict[str, Any]:
        return with_seen(self, {"mandate_confirmed": None, **self.cleaned_data})
