"""A talk with an actor, logged on a phone right after it; and the decision to do without a key actor (F5)."""

import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import DialogueEntry, Participation
from partnerships.rules.lifecycle import PARTICIPATION_MOVES, ParticipationStatus
from partnerships.rules.vocabulary import DialogueKind
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from pes_partnerships.lib.text import one_line

SHORTEST, FEWEST_WORDS = 20, 4


class TalkForm(SeenForm):
    """Day, kind and what was said."""

    all_may_wait = False
    on = DayMonthYearField(label=_("Day"))
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=DialogueKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a type: meeting, telephone call, letter or visit.")},
    )
    said = forms.CharField(
        label=_("Summary"),
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "The organisation’s views, possible contribution, needs and concerns. Managers and staff "
            "of the office can read this; partners cannot."
        ),
        error_messages={"required": _("Enter a summary of at least one sentence.")},
    )

    class Meta:
        model = DialogueEntry
        fields = ("on", "kind", "said")

    def clean_on(self) -> datetime.date:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future. Record the discussion once it has taken place."))
        return day


class NewTalkForm(TalkForm):
    """With what the talk changed: reluctance, and a step of the life cycle for those who may make one."""

    shows_reluctance = forms.BooleanField(label=_("The organisation is reluctant"), required=False)
    no_longer_reluctant = forms.BooleanField(label=_("The organisation is no longer reluctant"), required=False)
    to = forms.ChoiceField(label=_("Status after this discussion"), required=False)

    def __init__(self, *args: Any, participation: Participation, may_move: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participation = participation
        self.initial.setdefault("on", timezone.localdate())
        spare = "shows_reluctance" if participation.is_reluctant else "no_longer_reluctant"
        del self.fields[spare]
        moves = PARTICIPATION_MOVES[participation.status]
        if may_move and moves:
            stays = _("%(status)s (unchanged)") % {"status": participation.get_status_display()}
            self.fields["to"].choices = [
                ("", stays),
                *((s, label) for s, label in ParticipationStatus.choices if s in moves),
            ]
        else:
            del self.fields["to"]
        self.helper.layout = Layout(*(name for name in self.fields if name != "seen"), "seen")

    @property
    def written(self) -> list[str]:
        return list(self._meta.fields)

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        mood = True if cleaned.get("shows_reluctance") else False if cleaned.get("no_longer_reluctant") else None
        return {name: cleaned[name] for name in self.written} | {"reluctance": mood, "to": cleaned.get("to", "")}


class DoWithoutForm(PlainForm):
    """F5: a warning about a key actor is overridden with a reason only."""

    reason = forms.CharField(
        label=_("Why the partnership can work without it"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "State who takes over its role and what clients lose. The text is shown with the warning and your name."
        ),
        error_messages={"required": _("Enter a reason, otherwise the warning remains. State who takes over its role.")},
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        seen = one_line(reason)  # marks that nobody sees are no reason
        if len(seen) < SHORTEST or len(seen.split()) < FEWEST_WORDS:
            raise forms.ValidationError(_("Enter at least one full sentence that later readers can understand."))
        return reason


class DialogueFilter(forms.Form):
    """Narrows the log."""

    participant = forms.ChoiceField(label=_("Participant"), required=False)
    what = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", _("All entries")),
            ("invited", _("Invitations")),
            ("answered", _("Answers")),
            ("talk", _("Discussions")),
        ],
    )

    def __init__(self, *args: Any, participants: list[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), row.name) for row in participants]
        self.fields["participant"].choices = [("", _("All participants")), *named]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})
