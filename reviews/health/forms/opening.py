"""Whom a health check asks, until when, and whether names are known (R6)."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.participants.rules.inviting import best_contact
from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.door.services.reaching import Member, Reachable
from reviews.health.rules.asking import day_findings

ANONYMOUS, NAMED = "anonymous", "named"


class OpenForm(PlainForm):
    """`members` with people who can be written to, and `colleagues`; the usual ones are ticked."""

    partners = forms.MultipleChoiceField(
        label=_("People at the partners"), required=False, widget=forms.CheckboxSelectMultiple
    )
    colleagues = forms.MultipleChoiceField(
        label=_("Colleagues in the employment service"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ends_on = DayMonthYearField(label=_("Answers requested by"))
    names = forms.ChoiceField(
        label=_("Are answers anonymous?"),
        choices=[
            (ANONYMOUS, _("Yes: no name appears with an answer, and it is not shown who has answered")),
            (NAMED, _("No: notes appear with the name of the person who wrote them")),
        ],
        widget=forms.RadioSelect,
        help_text=_("It cannot be changed later. In either case, answers of a group are shown from three people on."),
        error_messages={"required": _("Choose whether answers are anonymous.")},
    )
    message = forms.CharField(
        label=_("Your message"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, members: list[Member], colleagues: list[Reachable], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.reachable = {f"contact{each.contact.pk}": each for member in members for each in member.people}
        self.reachable |= {f"user{each.user.pk}": each for each in colleagues}
        said = _("%(party)s: %(person)s")
        self.fields["partners"].choices = [
            (key, said % {"party": each.party_name, "person": each.contact})
            for key, each in self.reachable.items()
            if each.contact
        ]
        self.fields["colleagues"].choices = [(key, each.name) for key, each in self.reachable.items() if each.user]
        for name in ("partners", "colleagues"):
            if not self.fields[name].choices:
                del self.fields[name]

    def clean_ends_on(self) -> datetime.date:
        day = self.cleaned_data["ends_on"]
        for finding in day_findings(day, today=timezone.localdate()):
            raise forms.ValidationError(finding.title)
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors.keys() & {"partners", "colleagues"} and not self.people:
            self.add_error("partners" if "partners" in self.fields else None, _("Choose at least one person to ask."))
        return values

    @property
    def people(self) -> list[Reachable]:
        """Who is asked, as the service takes it."""
        chosen = [*self.cleaned_data.get("partners", []), *self.cleaned_data.get("colleagues", [])]
        return [self.reachable[key] for key in chosen]

    @property
    def is_anonymous(self) -> bool:
        return self.cleaned_data["names"] == ANONYMOUS


def usual(members: list[Member], colleagues: list[Reachable], manager: int | None) -> dict[str, list[str]]:
    """Who is ticked at first: one person at each partner, the partnership's own manager and the staff of its office."""
    best = [best_contact(each.contact for each in member.people) for member in members]
    return {
        "partners": [f"contact{contact.pk}" for contact in best if contact],
        "colleagues": [f"user{each.user.pk}" for each in colleagues if each.user.pk == manager or each.of_office],
    }
