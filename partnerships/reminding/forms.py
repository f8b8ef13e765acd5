"""When people are reminded of one kind of thing, and what holds for all kinds (N1)."""

from collections.abc import Sequence
from dataclasses import asdict
from operator import itemgetter
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.models import ReminderSettings
from partnerships.reminding.rules.digests import Wish
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.plans import plan_findings
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.setting import plan_seen, possible_heads, settings_seen
from partnerships.rules.reminding import FARTHEST, Asks, Letters, Way
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.lib.dates import weekday_names
from pes_partnerships.lib.day_lists import DaysField, as_typed

OF_WHAT_IS_LATE = ("every", "most")  # nothing is late of what is over on its day


class PlanForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    is_on = forms.BooleanField(label=_("Send these reminders"), required=False)
    lead_days = DaysField(
        label=_("Days before the due date"),
        max_length=200,
        required=False,
        help_text=_("Separated by commas, such as 30, 7, 0. 0 is the day itself."),
    )
    asks = forms.ChoiceField(label=_("Who is reminded"), choices=Asks.choices, widget=forms.RadioSelect)
    manager_after = forms.IntegerField(
        label=_("The partnership manager is reminded, too, after so many days"),
        required=False,
        help_text=_("Counted from the due date; with a minus, before it. Leave it empty for never."),
    )
    head_after = forms.IntegerField(
        label=_("The head of the service is reminded, too, after so many days"),
        required=False,
        help_text=_("Counted from the due date; with a minus, before it. Leave it empty for never."),
    )
    every = forms.IntegerField(
        label=_("Then again every so many days"),
        required=False,
        min_value=1,
        max_value=FARTHEST,
        help_text=_("Until it is completed or set aside. Leave it empty for no further reminders."),
    )
    most = forms.IntegerField(
        label=_("Reminders after the due date, at most"), min_value=0, max_value=24, help_text=_("0 for none.")
    )

    def __init__(self, *args: Any, kind: Kind, plan: Plan, **kwargs: Any):
        initial = {
            **{name: getattr(plan, name) for name in self.base_fields if name != "seen"},
            "seen": plan_seen(plan),
        }
        super().__init__(*args, initial={**initial, "lead_days": as_typed(plan.lead_days)}, **kwargs)
        self.kind, self.plan = kind, plan
        if kind.ends_at_due:
            self._leave_out(*OF_WHAT_IS_LATE)
        if kind.deciders:
            self._leave_out("asks", "manager_after")
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def _leave_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            for finding in plan_findings(self.chosen, ends_at_due=self.kind.ends_at_due):
                self.add_error(finding.field, finding.title)
        return cleaned

    @property
    def chosen(self) -> Plan:
        """What is not asked for this kind stays as it is."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        kept = {name: getattr(self.plan, name) for name in self.base_fields if name not in ("seen", *said)}
        return Plan(**{**kept, **said, "lead_days": tuple(said["lead_days"])})


def _hours(first: int, last: int) -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00") for hour in range(first, last + 1)]


class SettingsForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    head = forms.ModelChoiceField(
        label=_("Head of the service"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("head of the service", "Not named"),
        help_text=_(
            "Is reminded of what has not been completed in time. You can name anyone who sees all partnerships."
        ),
    )
    opens = forms.TypedChoiceField(label=_("No reminder before"), coerce=int, choices=_hours(0, 23))
    closes = forms.TypedChoiceField(label=_("No reminder after"), coerce=int, choices=_hours(1, 24))
    letters = forms.ChoiceField(
        label=_("Monthly letter to the head of the service"),
        choices=Letters.choices,
        widget=forms.RadioSelect,
        help_text=_("What became overdue in the month before, and what is known of why."),
    )

    def __init__(self, *args: Any, service: EmploymentService, kept: ReminderSettings, **kwargs: Any):
        initial = {
            "head": kept.head_id, "opens": kept.opens, "closes": kept.closes, "letters": kept.letters,
            "seen": settings_seen(kept),
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["head"].queryset = possible_heads(service)
        self.fields["head"].label_from_instance = lambda user: user.name
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens is not None and closes is not None and opens >= closes:
            self.add_error("closes", _("Choose an hour that is later than the first one."))
        return cleaned


class AsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The history of the partnership keeps it."),
        error_messages={"required": _("State why no further reminder is needed.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class ChoiceForm(forms.Form):
    """How a person wants their reminders."""

    way = forms.ChoiceField(label=_("How you want them"), choices=Way.choices, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(label=_("Day of the weekly e-mail"), coerce=int)
    hour = forms.TypedChoiceField(label=_("Time of the daily or weekly e-mail"), coerce=int)
    soon_alone = forms.BooleanField(
        label=_("With one e-mail a week: what is due within three days comes at once"), required=False
    )

    def __init__(self, *args: Any, wish: Wish, opens: int, closes: int, **kwargs: Any):
        super().__init__(*args, initial=asdict(wish), **kwargs)
        names = weekday_names()
        self.fields["weekday"].choices = [(day, names[day]) for day in range(5)]
        hours = sorted({*range(opens + 1, closes), wish.hour})
        self.fields["hour"].choices = [(hour, f"{hour}:00") for hour in hours]
        self.helper = FormHelper(self)
        self.helper.form_tag = False


class HandOverForm(forms.Form):
    taker = forms.ChoiceField(
        label=_("Colleague"), error_messages={"required": _("Choose the colleague who takes it over.")}
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.colleagues = {str(user.pk): user for user in colleagues}
        names = sorted(
            ((key, f"{user.name} ({user.email})") for key, user in self.colleagues.items()), key=itemgetter(1)
        )
        self.fields["taker"].choices = [("", _("Choose a colleague")), *names]
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_taker(self) -> User:
        return self.colleagues[self.cleaned_data["taker"]]
