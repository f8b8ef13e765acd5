"""When and where a meeting is, about what, who chairs, and who is invited (R7)."""

from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.models import Partnership
from partnerships.participants.rules.inviting import best_contact
from partnerships.shared.forms.groups import only_when
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.rows import RowForm, rows_of
from partnerships.shared.forms.seen import SeenForm
from pes_partnerships.lib.date_fields import DayMonthYearField
from reviews.door.services.reaching import Member, Reachable
from reviews.meetings.services.chairing import Chair, chair_on
from reviews.meetings.services.planning import key_of
from reviews.models import Meeting
from reviews.rules.meeting_words import KIND_MEANING, MeetingKind, Point

MOST_POINTS, MOST_PAPERS, LONGEST = 20, 20, 4000


def clock_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class MeetingForm(SeenForm):
    """`chair`: the party whose turn it is, where an order is written down; another one takes a reason."""

    all_may_wait = False
    day = DayMonthYearField(label=_("Day"))
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=clock_input())
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=clock_input())
    chair = forms.ModelChoiceField(
        label=_("Chair"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("chair of a meeting", "No chair named"),
    )

    class Meta:
        model = Meeting
        fields = (
            "title", "day", "starts_at", "ends_at", "place", "video_url", "idea", "question", "chair", "chair_reason",
        )  # fmt: skip
        labels: ClassVar = {
            "title": _("Subject"),
            "idea": _("The idea, and the reasons for it"),
            "question": _("Question to the participants"),
            "chair_reason": _("Why another party chairs"),
        }
        help_texts: ClassVar = {
            "title": _("Such as: Round table on mobile teams. Without a subject, the kind of meeting is its title."),
            "video_url": _("Where people join by video; it is in the invitation."),
            "idea": _("Do not write down names of clients."),
            "question": _("One question that each participant is to answer."),
            "chair_reason": _("It is kept in the history."),
        }
        widgets: ClassVar = {"idea": forms.Textarea({"rows": 4, "maxlength": LONGEST})}

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        self.partnership = partnership
        super().__init__(*args, **kwargs)
        self.fields["video_url"].assume_scheme = "https"
        rows = partnership.participations.members().select_related("organisation")
        self.fields["chair"].queryset = rows

    def _arrange(self) -> None:
        super()._arrange()
        within = {"ends_at", "question", "chair_reason"}
        groups = {
            "starts_at": Div("starts_at", "ends_at", css_class="field-row"),
            "idea": only_when(
                _("For a round table"),
                _("Other meetings leave this empty. Each participant is asked the question."),
                "idea",
                "question",
            ),
        }
        if "chair_reason" in self.fields:
            turn = _("Only if the parties take turns, and it is not the turn of this party.")
            groups["chair"] = Div("chair", only_when(_("If another party chairs"), turn, "chair_reason"))
        self.helper.layout = Layout(*(groups.get(name, name) for name in self.fields if name not in within))

    def as_stored(self) -> "MeetingForm":
        fresh = type(self.instance).objects.get(pk=self.instance.pk)
        return type(self)(instance=fresh, partnership=self.partnership)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if end and not start and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Enter when it begins, or leave out when it ends."))
        if start and end and end <= start:
            self.add_error("ends_at", _("It ends before it begins. Enter a later time."))
        self._check_chair(cleaned)
        return cleaned

    def _check_chair(self, cleaned: dict[str, Any]) -> None:
        chair, day = cleaned.get("chair"), cleaned.get("day")
        turn: Chair | None = chair_on(self.partnership, day) if day else None
        is_other = bool(turn and turn.now and chair and chair != turn.now)
        if not is_other:
            cleaned["chair_reason"] = ""
        elif not cleaned.get("chair_reason") and "chair_reason" not in self.errors:
            words = _("On this day it is the turn of %(party)s. Choose that party, or give the reason.")
            self.add_error("chair_reason", words % {"party": turn.now.name})


class People:
    """People at the members and colleagues, each by name, as fields of a form."""

    reachable: dict[str, Reachable]

    def ask_people(self, members: list[Member], colleagues: list[Reachable]) -> None:
        self.reachable = {key_of(each): each for member in members for each in member.people}
        self.reachable |= {key_of(each): each for each in colleagues}
        said = _("%(party)s: %(person)s")
        people = [
            (key, said % {"party": each.party_name, "person": each.contact})
            for key, each in self.reachable.items()
            if each.contact
        ]
        ours = [(key, each.name) for key, each in self.reachable.items() if each.user]
        labels = {"partners": _("People at the partners"), "colleagues": _("Colleagues in the employment service")}
        for name, choices in (("partners", people), ("colleagues", ours)):
            if choices:
                self.fields[name] = forms.MultipleChoiceField(
                    label=labels[name], required=False, choices=choices, widget=forms.CheckboxSelectMultiple
                )

    @property
    def people(self) -> list[Reachable]:
        """Who is invited, as the services take it."""
        chosen = [*self.cleaned_data.get("partners", []), *self.cleaned_data.get("colleagues", [])]
        return [self.reachable[key] for key in chosen]


class PeopleForm(People, PlainForm):
    def __init__(self, *args: Any, members: list[Member], colleagues: list[Reachable], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ask_people(members, colleagues)


class PlanForm(People, MeetingForm):
    """A new meeting: its kind, which proposes the agenda, and who is invited."""

    kind = forms.ChoiceField(
        label=_("Kind of meeting"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of meeting.")},
    )

    def __init__(self, *args: Any, members: list[Member], colleagues: list[Reachable], **kwargs: Any):
        super().__init__(*args, **kwargs)
        said = _("%(kind)s: %(meaning)s")
        self.fields["kind"].choices = [
            (kind.value, said % {"kind": kind.label, "meaning": KIND_MEANING[kind]}) for kind in MeetingKind
        ]
        self.ask_people(members, colleagues)
        self.order_fields(["kind"])
        self._arrange()

    def values(self) -> dict[str, Any]:
        """As plan_meeting takes it."""
        return {"kind": self.cleaned_data["kind"], "people": self.people} | {
            name: self.cleaned_data[name] for name in MeetingForm.Meta.fields
        }


def usual(members: list[Member], colleagues: list[Reachable], manager: int | None) -> dict[str, list[str]]:
    """Who is ticked at first: one person at each partner, and the partnership's own manager."""
    best = [best_contact(each.contact for each in member.people) for member in members]
    return {
        "partners": [f"contact{contact.pk}" for contact in best if contact],
        "colleagues": [key_of(each) for each in colleagues if each.user.pk == manager or each.of_office],
    }


class AgendaLine(RowForm):
    """A point of the guide keeps its words; a point of one's own has a title."""

    point = forms.ChoiceField(label=_("Point"), required=False)
    title = forms.CharField(label=_("In your own words"), required=False, max_length=150)
    who = forms.CharField(label=_("Who"), required=False, max_length=150)
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=480, widget=forms.TextInput({"inputmode": "numeric"})
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["point"].choices = [("", _("A point of your own")), *Point.choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("point"):
            cleaned["title"] = ""
        elif not cleaned.get("title") and "title" not in self.errors and self.has_changed():
            self.add_error("title", _("Choose a point or write your own, or remove the line."))
        return cleaned


class HeldAgendaLine(AgendaLine):
    outcome = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("A point without a sentence is left out of the note."),
    )


class PaperLine(RowForm):
    title = forms.CharField(label=_("Title"), max_length=150)
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    says: ClassVar = {
        "title": {"required": _("Name the paper, or remove the line.")},
        "url": {"required": _("Enter the address of the paper, or remove the line.")},
    }


_AGENDA = {"title": _("Agenda"), "line_name": _("Point %(number)s"), "add_label": _("Add a point")}
AgendaRows = rows_of(AgendaLine, MOST_POINTS, **_AGENDA)
HeldAgendaRows = rows_of(HeldAgendaLine, MOST_POINTS, **_AGENDA)
PaperRows = rows_of(
    PaperLine, MOST_PAPERS, title=_("Papers"), line_name=_("Paper %(number)s"), add_label=_("Add a paper")
)


class CancelForm(PlainForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_("Everyone who was invited receives it."),
        error_messages={"required": _("Enter the reason.")},
    )


class RotationForm(PlainForm):
    """The parties in their order are a list beside it."""

    written = ("every_months", "starts_on")  # what two editors are asked about; each has a reason of its own
    every_months = forms.TypedChoiceField(
        label=_("The chair changes"),
        coerce=int,
        choices=[
            (0, _("after every meeting")),
            (1, _("every month")),
            (3, _("every 3 months")),
            (6, _("every 6 months")),
            (12, _("every 12 months")),
        ],
    )
    starts_on = DayMonthYearField(label=_("The first party chairs from"))
    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=250,
        help_text=_("It is kept in the history."),
        error_messages={"required": _("Give the reason for the change.")},
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]


class ChairLine(RowForm):
    party = forms.ModelChoiceField(label=_("Party"), queryset=None, empty_label=_("Choose a party"))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = partnership.participations.members().select_related("organisation")


ChairRows = rows_of(
    ChairLine, 60, title=_("Order of the parties"), line_name=_("Place %(number)s"), add_label=_("Add a party")
)
