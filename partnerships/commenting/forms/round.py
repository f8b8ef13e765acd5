"""Sharing a draft, giving more time, and answering what was said of it (G3)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Contact, Party, Remark
from partnerships.rules.vocabulary import RemarkAnswer
from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.dates import add_months

DEFAULT_DAYS = 14
MOST_MONTHS = 6


def _clean_day(day: datetime.date) -> datetime.date:
    today = timezone.localdate()
    if day <= today:
        raise forms.ValidationError(_("Choose a future date, so that the partners have time to read."))
    if day > add_months(today, MOST_MONTHS):
        raise forms.ValidationError(_("Choose a date within six months."))
    return day


class ShareForm(PlainForm):
    """`people`: who can be asked, each with the party; those who have no address are listed by the page."""

    asked = forms.MultipleChoiceField(
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    ends_on = DayMonthYearField(label=_("Comments requested by"))
    message = forms.CharField(
        label=_("Your message"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
    hides_others = forms.BooleanField(
        label=_("Each partner sees only its own comments"),
        required=False,
        help_text=_("Otherwise each partner also sees what the others say, and your answers."),
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Party, Contact]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {f"{party.pk}-{contact.pk}": (party, contact) for party, contact in people}
        self.fields["asked"].choices = [
            (key, _("%(party)s: %(person)s") % {"party": party.name, "person": contact})
            for key, (party, contact) in self.people.items()
        ]

    def clean_asked(self) -> list[tuple[Party, Contact]]:
        return [self.people[key] for key in self.cleaned_data["asked"]]

    def clean_ends_on(self) -> datetime.date:
        return _clean_day(self.cleaned_data["ends_on"])


class MoreTimeForm(PlainForm):
    ends_on = DayMonthYearField(label=_("New date"))

    def clean_ends_on(self) -> datetime.date:
        return _clean_day(self.cleaned_data["ends_on"])


class AnswerForm(PlainForm):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=RemarkAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    words = forms.CharField(
        label=_("Answer in words"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required if you decline, or accept in other words. It is sent to the person who commented."),
    )
    all_may_wait = True

    def __init__(self, *args: Any, remark: Remark, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not remark.is_proposal:  # there are no words to take as they are
            without = [each for each in RemarkAnswer.choices if each[0] != RemarkAnswer.TAKEN]
            self.fields["answer"].choices = without

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        needs_words = (RemarkAnswer.DECLINED, RemarkAnswer.OTHERWISE, RemarkAnswer.ANSWERED)
        if values.get("answer") in needs_words and not (values.get("words") or "").strip():
            self.add_error("words", _("Enter your answer in words."))
        return values
