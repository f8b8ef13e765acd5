"""What an office may decide by itself, and whether a text goes past it (F10)."""

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from partnerships.autonomy.rules.autonomy import GUIDANCE, QuestionAnswer, areas_beyond, not_stated, questions_of
from partnerships.autonomy.services.autonomy import BEYOND, Stated, seen_statements
from partnerships.models import Agreement, Autonomy
from partnerships.rules.sources import cited
from partnerships.rules.vocabulary import Area, Freedom
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.seen import SeenForm

FREEDOMS = [("", _("Not stated")), *Freedom.choices]
ANSWERS = [("", _("Not answered")), *QuestionAnswer.choices]
LONGEST = 2000


class AutonomyForm(PlainForm):
    """Six areas: the freedom, its limits, and the questions of GUIDE Table 7.1; any of them may stay open."""

    all_may_wait = True
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, stored: dict[str, Autonomy], filled: dict[str, Autonomy] | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen_statements(stored)
        self._areas: dict[str, str] = {}
        for area in Area:
            known = set(self.fields)
            self._add(area, (stored if filled is None else filled).get(area))
            self._areas |= dict.fromkeys(self.fields.keys() - known, area)
        self.helper.layout = Layout("seen", *map(self._fieldset, Area))

    def _add(self, area: str, row: Autonomy | None) -> None:
        radios: dict[str, Any] = {"required": False, "widget": forms.RadioSelect}
        self.fields[f"freedom_{area}"] = forms.ChoiceField(
            label=_("Delegated authority in this area"), choices=FREEDOMS, initial=row.freedom if row else "", **radios
        )
        self.fields[f"limits_{area}"] = forms.CharField(
            label=_("Limits that apply"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=row.limits if row else "",
            help_text=_(
                "For example an amount, a client group or a type of contract. Only if the office decides within limits."
            ),
        )
        for question in questions_of(area):
            answer = row.answers.get(question.code, "") if row else ""
            self.fields[f"q_{question.code}"] = forms.ChoiceField(
                label=question.text, choices=ANSWERS, initial=answer, **radios
            )

    def _fieldset(self, area: Area) -> Fieldset:
        note = format_html(
            '<aside class="note" aria-label="{}"><p><b>{}</b> {}</p><p><b>{}</b> {}</p></aside>',
            area.label,
            cited("PARES 2012"),
            GUIDANCE[area],
            cited("GUIDE 7.2"),
            _("The questions are adapted from Table 7.1 of that document."),
        )
        asked = [InlineRadios(f"q_{question.code}") for question in questions_of(area)]
        fields = Div(InlineRadios(f"freedom_{area}"), f"limits_{area}", *asked)
        return Fieldset(
            area.label, Div(fields, HTML(note), css_class="columns"), css_class="section", css_id=f"area-{area}"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for area in Area:
            freedom, limits = cleaned.get(f"freedom_{area}"), cleaned.get(f"limits_{area}")
            answered = any(cleaned.get(f"q_{question.code}") for question in questions_of(area))
            if freedom == Freedom.LIMITS and not limits and f"limits_{area}" not in self.errors:
                self.add_error(f"limits_{area}", _("State the limits within which the office decides."))
            elif freedom in (Freedom.FREE, Freedom.WIDER) and limits:
                words = _(
                    "Limits are stated here: choose “The office decides within limits” above, or delete this text."
                )
                self.add_error(f"limits_{area}", words)
            elif freedom == "" and (limits or answered):
                words = _("State what the office may decide in this area, or remove the answers below.")
                self.add_error(f"freedom_{area}", words)
        return cleaned

    def label_of(self, name: str) -> str:
        """A field with its area: what two editors wrote is compared beyond the headings of the form."""
        return _("%(part)s – %(field)s") % {"part": Area(self._areas[name]).label, "field": self.fields[name].label}

    def stated(self) -> dict[str, Stated]:
        given = self.cleaned_data
        return {
            area.value: Stated(
                freedom=given[f"freedom_{area}"],
                limits=given[f"limits_{area}"],
                answers={q.code: given[f"q_{q.code}"] for q in questions_of(area) if given[f"q_{q.code}"]},
            )
            for area in Area
        }


class BeyondForm(SeenForm):
    """The areas in which a text goes past what its office may decide; saying "in none" is an answer too."""

    beyond = forms.MultipleChoiceField(
        label=_("Areas in which this text exceeds the delegated authority"),
        choices=Area.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nothing = forms.BooleanField(
        label=_("Nothing in this text exceeds the office’s delegated authority"), required=False
    )

    class Meta:
        model = Agreement
        fields = ("beyond", "beyond_note")

    def __init__(self, *args: Any, statements: dict[str, Autonomy], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.statements = statements
        stated = {area: row.freedom for area, row in statements.items()}
        offered = areas_beyond(stated, Area.values)
        self.fields["beyond"].choices = [(area, Area(area).label) for area in offered]
        self.fields["nothing"].initial = self.instance.beyond == []
        self.fields["beyond_note"].widget.attrs["rows"] = 4
        self.fields["beyond_note"].validators.append(MaxLengthValidator(LONGEST))
        self.fields["beyond_note"].help_text = _("The wider unit reads this when you request its approval.")
        self.unstated = not_stated(stated)

    @property
    def written(self) -> list[str]:
        return list(BEYOND)

    def lines(self) -> list[dict[str, Any]]:
        """One line for each area: what is stated, and the tick where the text could go further."""
        ticks = {box.data["value"]: box for box in self["beyond"]}
        return [{"area": area, "row": self.statements.get(area), "tick": ticks.get(area.value)} for area in Area]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        beyond, nothing = cleaned.get("beyond"), cleaned.get("nothing")
        target = "beyond" if self.fields["beyond"].choices else "nothing"
        if "beyond" in self.errors:
            return cleaned
        if beyond and nothing:
            self.add_error(
                "nothing",
                _(
                    "You selected areas and also stated that nothing exceeds the delegated authority. Remove "
                    "one of the "
                    "two."
                ),
            )
        elif not beyond and not nothing:
            self.add_error(
                target,
                _(
                    "Select the areas in which the text exceeds the delegated authority, "
                    "or state that nothing exceeds it."
                ),
            )
        if beyond and not (cleaned.get("beyond_note") or "").strip() and "beyond_note" not in self.errors:
            self.add_error(
                "beyond_note",
                _("State what exceeds the delegated authority, and why. The wider unit decides on this basis."),
            )
        return cleaned
