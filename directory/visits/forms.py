"""What each side types about a visit: days, a choice, the programme, a reason, a report (D3)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from directory.correspondence.offering import DAYS, OfferedDays
from directory.models import ExchangeVisit
from directory.rules.messages import Side
from directory.rules.wishes import days_in_words
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.services.conflicts import seen_row

from .services.moving import PROGRAMME
from .services.reporting import FIELDS

LONGEST = 3000
NONE_FITS = "none"


def _text(label: Any, rows: int, help_text: Any = "", missing: Any = None) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=missing is not None,
        error_messages=None if missing is None else {"required": missing},
        max_length=LONGEST,
        widget=forms.Textarea({"rows": rows}),
    )


class OfferForm(OfferedDays):
    programme = _text(_("Programme, as far as you know it"), 3)
    words = _text(_("What you write"), 4)

    def __init__(self, *args: Any, visit: ExchangeVisit, **kwargs: Any):
        super().__init__(*args, initial={"programme": visit.programme}, **kwargs)

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(Div(*DAYS, css_class="field-row"), "programme", "words")
        return helper

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.check_days()
        return said


class ChooseForm(PlainForm):
    day = forms.ChoiceField(
        label=_("Which day suits you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a day, or say that none of them is possible.")},
    )
    taking_part = _text(_("Who takes part"), 3, _("Names and what they do. The hosts read it."))
    words = _text(_("What you write"), 4, _("If none of the days is possible, write which would suit you."))

    def __init__(self, *args: Any, visit: ExchangeVisit, **kwargs: Any):
        super().__init__(*args, initial={"taking_part": visit.taking_part}, **kwargs)
        days = [(str(day), days_in_words(day, visit.last_of(day))) for day in visit.offered_days]
        self.fields["day"].choices = [*days, (NONE_FITS, _("None of these days is possible"))]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("day") == NONE_FITS and not said.get("words"):
            self.add_error("words", _("Write which days would suit you, so that others can be offered."))
        return said


class ProgrammeForm(PlainForm):
    programme = _text(_("Programme"), 6)
    taking_part = _text(_("Who takes part"), 4)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, visit: ExchangeVisit, **kwargs: Any):
        stored = {name: getattr(visit, name) for name in PROGRAMME}
        super().__init__(*args, initial=stored | {"seen": seen_row(visit, PROGRAMME)}, **kwargs)


class CancelForm(PlainForm):
    reason = _text(
        _("Reason"),
        3,
        _("It is sent to the other side, and shown nowhere else."),
        _("Write why the visit does not take place: the other side reads it."),
    )

    def __init__(self, *args: Any, visit: ExchangeVisit, **kwargs: Any):
        super().__init__(*args, **kwargs)


class ReportForm(PlainForm):
    report = _text(
        _("What you learnt"),
        8,
        _("Half a page is enough: what you saw, what you take home, what would not work with you. No names of people."),
        _("Write what you learnt."),
    )
    shows = forms.TypedChoiceField(
        label=_("May it be shown?"),
        widget=forms.RadioSelect,
        coerce=lambda typed: typed == "yes",
        choices=[
            ("yes", _("Yes, on both entries, with the names of both organisations, if the other side agrees as well")),
            ("no", _("No, only the other side may read it")),
        ],
        error_messages={"required": _("Choose whether it may be shown.")},
    )

    def __init__(self, *args: Any, visit: ExchangeVisit, side: str, **kwargs: Any):
        text, consent = FIELDS[Side(side)]
        said = {True: "yes", False: "no"}.get(getattr(visit, consent))
        super().__init__(*args, initial={"report": getattr(visit, text), "shows": said}, **kwargs)
