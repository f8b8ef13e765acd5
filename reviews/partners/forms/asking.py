"""Whom of the partners to ask, and until when (R8)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Contact, Participation
from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.door.services.people import Partner
from reviews.models import Review
from reviews.partners.rules.asking import day_findings

NOT_ASKED = "none"


class AskForm(PlainForm):
    """A day, a message, and for each partner the person who is asked."""

    answer_by = DayMonthYearField(label=_("Answers requested by"))
    message = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is part of the e-mail. Our own words explain what is asked and how long it takes."),
    )

    def __init__(self, *args: Any, review: Review, partners: Iterable[Partner], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.review = review
        self.partners = {f"partner{each.participation.pk}": each for each in partners}
        for name, partner in self.partners.items():
            people = [(str(contact.pk), str(contact)) for contact in partner.contacts]
            self.fields[name] = forms.ChoiceField(
                label=_("Who is asked: %(partner)s") % {"partner": partner.name},
                choices=[*people, (NOT_ASKED, _("Do not ask this partner"))],
                initial=str(partner.contact.pk),
                widget=forms.RadioSelect,
            )

    def clean_answer_by(self) -> datetime.date:
        day = self.cleaned_data["answer_by"]
        for finding in day_findings(day, due_on=self.review.due_on, today=timezone.localdate()):
            raise forms.ValidationError(finding.title)
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and not self.people:
            self.add_error(None, _("Choose at least one partner to ask."))
        return values

    @property
    def people(self) -> list[tuple[Participation, Contact]]:
        """Who is asked, as the service takes it."""
        chosen = {name: self.cleaned_data.get(name, NOT_ASKED) for name in self.partners}
        return [
            (partner.participation, contact)
            for name, partner in self.partners.items()
            for contact in partner.contacts
            if str(contact.pk) == chosen[name]
        ]
