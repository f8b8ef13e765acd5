"""Who took part, what each said, what was agreed, and the text of the note (R7)."""

import datetime
from typing import Any, ClassVar

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.rows import RowForm, rows_of
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.models import MeetingParticipant
from reviews.rules.meeting_words import Attendance, Became

MOST_IMPROVEMENTS, MOST_GUESTS, LONGEST = 10, 10, 4000
NO_CLIENTS = _("Do not write down names of clients.")


class AttendanceForm(PlainForm):
    """Each participant is asked for by itself. `day` is asked once, when the meeting is recorded."""

    day = DayMonthYearField(label=_("Held on"))

    def __init__(self, *args: Any, people: list[MeetingParticipant], asks_day: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not asks_day:
            del self.fields["day"]
        self.people = people
        for person in people:
            self.fields[f"there_{person.pk}"] = forms.ChoiceField(
                label=person.shown,
                choices=Attendance.choices,
                widget=forms.RadioSelect,
                initial=person.attendance,
                error_messages={"required": _("Say whether this participant took part.")},
            )
        days = ["day"] if asks_day else []
        self.helper.layout = Layout(*days, *(InlineRadios(f"there_{person.pk}") for person in people))

    def clean_day(self) -> datetime.date:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is in the future. Record the meeting when it has been held."))
        return day

    @property
    def attendance(self) -> dict[int, str]:
        return {person.pk: self.cleaned_data[f"there_{person.pk}"] for person in self.people}


class GuestLine(RowForm):
    who = forms.CharField(
        label=_("Who they are"),
        max_length=200,
        help_text=_("Such as: two users of the centre. Do not write down names of clients."),
    )
    says: ClassVar = {"who": {"required": _("Say who they are, or remove the line.")}}


GuestRows = rows_of(
    GuestLine, MOST_GUESTS, title=_("Guests"), line_name=_("Guests %(number)s"), add_label=_("Add guests"),
    may_move=False,
)  # fmt: skip


class WordsForm(PlainForm):
    strengths = forms.CharField(
        label=_("What is strong"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=NO_CLIENTS,
    )


class OwnImprovementLine(RowForm):
    text = forms.CharField(
        label=_("What to improve, and why"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text=NO_CLIENTS,
    )
    says: ClassVar = {"text": {"required": _("Write what is to be improved, or remove the line.")}}


class ImprovementLine(OwnImprovementLine):
    became = forms.ChoiceField(
        label=_("What became of it"),
        required=False,
        choices=[("", pgettext_lazy("improvement", "Not decided yet")), *Became.choices],
    )
    words = forms.CharField(
        label=_("How, or why not now"),
        required=False,
        max_length=250,
        help_text=_("The participant reads it in the note."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("became") == Became.NOT_NOW and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say why it is not taken up now."))
        return cleaned


_LOOKS = {
    "title": _("What to improve"),
    "line_name": _("Improvement %(number)s"),
    "add_label": _("Add an improvement"),
}
ImprovementRows = rows_of(ImprovementLine, MOST_IMPROVEMENTS, **_LOOKS)
OwnImprovementRows = rows_of(OwnImprovementLine, MOST_IMPROVEMENTS, **_LOOKS)


class NoteForm(PlainForm):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=20000, widget=forms.Textarea({"rows": 22}), help_text=NO_CLIENTS)
    reason = forms.CharField(
        label=_("What was changed, and why"),
        max_length=250,
        help_text=_("It is shown on top of the new note."),
        error_messages={"required": _("Say what was changed and why: a note was sent before.")},
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]
