"""A campaign as a workbook: a line for each partner's part, a line for each question of it, and back (R8, R3).

A part line holds who answers, its view, or its answer to the draft; a question line what it says of one commitment,
action or figure. Both begin with a key by which they are known again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_books import FormCell
from reviews.models import PartnerStatement
from reviews.partners.forms.draft import DraftAnswerForm
from reviews.partners.forms.part import ActionForm, FigureForm, PartForms, QuestionForm
from reviews.partners.forms.sheet import known_words, possible_answers
from reviews.partners.rules.asking import state_words
from reviews.partners.services.facts import Record
from reviews.partners.services.workbook import BookPart
from reviews.rules.partner_words import DraftAnswerKind, ObjectionPart, RecordSays
from reviews.rules.vocabulary import Worth

WHO = ("who-name", "who-office")
VIEW = ("view-works", "view-works_not", "view-change", "view-worth")
DRAFT = ("kind", "about", "words")
OF_PART = (*WHO, *VIEW, *DRAFT)  # the columns of a part line that are filled in
OF_QUESTION = (
    "says", "words", "day", "value", "numerator", "denominator", "text", "as_of", "source", "is_estimate",
)  # fmt: skip
LISTS = {
    "view-worth": "worth",
    "kind": "kind",
    "about": "about",
    "is_estimate": "estimate",
}

PART_HEADINGS = [
    (gettext_lazy("Key (do not change)"), 20),
    (gettext_lazy("Partnership"), 30),
    (gettext_lazy("Partner"), 30),
    (gettext_lazy("Answer requested by"), 18),
    (gettext_lazy("What is asked"), 24),
    (gettext_lazy("Status"), 20),
    (gettext_lazy("Full name"), 24),
    (gettext_lazy("Position"), 24),
    (gettext_lazy("What works?"), 36),
    (gettext_lazy("What does not work?"), 36),
    (gettext_lazy("What should change?"), 36),
    (gettext_lazy("Is it worth what your organisation contributes?"), 24),
    (gettext_lazy("Your answer to the draft"), 24),
    (gettext_lazy("What do you object to?"), 30),
    (gettext_lazy("Your remark or objection"), 36),
]
QUESTION_HEADINGS = [
    (gettext_lazy("Key (do not change)"), 20),
    (gettext_lazy("Partnership"), 30),
    (gettext_lazy("Partner"), 30),
    (gettext_lazy("Question"), 44),
    (gettext_lazy("Our record"), 34),
    (gettext_lazy("Possible answers"), 34),
    (gettext_lazy("Your answer"), 26),
    (gettext_lazy("What is right, or the reason"), 36),
    (gettext_lazy("New day"), 14),
    (gettext_lazy("Value"), 14),
    (gettext_lazy("How many"), 12),
    (gettext_lazy("Out of how many"), 12),
    (gettext_lazy("Or in words"), 24),
    (gettext_lazy("Date or period"), 16),
    (gettext_lazy("Source"), 26),
    (gettext_lazy("It is an estimate"), 12),
]
LOCKED_OF_PART = len(PART_HEADINGS) - len(OF_PART)
LOCKED_OF_QUESTION = len(QUESTION_HEADINGS) - len(OF_QUESTION)


def heading_of(name: str) -> str:
    """Of the column in which this is filled in."""
    columns = [*zip(OF_PART, PART_HEADINGS[LOCKED_OF_PART:], strict=True)]
    columns += [*zip(OF_QUESTION, QUESTION_HEADINGS[LOCKED_OF_QUESTION:], strict=True)]
    return next((str(words) for key, (words, _width) in columns if key == name), "")


def choice_lists() -> dict[str, list[str]]:
    """What the cells offer, by the name of the list; the names are the headings of the last sheet."""
    says = {
        "record": [RecordSays.RIGHT, RecordSays.NOT_QUITE],
        "action": [RecordSays.DONE, RecordSays.LATER, RecordSays.CANNOT],
        "figure": [RecordSays.RIGHT, RecordSays.NEWER, RecordSays.UNKNOWN],
    }
    return {
        **{name: [str(code.label) for code in codes] for name, codes in says.items()},
        "first_figure": [_("There is a figure"), str(RecordSays.UNKNOWN.label)],
        "worth": [str(label) for label in Worth.labels],
        "kind": [str(label) for label in DraftAnswerKind.labels],
        "about": [str(label) for label in ObjectionPart.labels],
        "estimate": [_("yes"), _("no")],
    }


def list_titles() -> dict[str, str]:
    return {
        "record": _("Commitments"),
        "action": _("Agreed actions"),
        "figure": _("Figures"),
        "first_figure": _("Figures without a value"),
        "worth": _("Is it worth what your organisation contributes?"),
        "kind": _("Your answer to the draft"),
        "about": _("What do you object to?"),
        "estimate": _("It is an estimate"),
    }


@dataclass
class AskedPart:
    """A part with the forms of its questions; `record` is None where it is asked about the draft."""

    about: BookPart
    record: Record | None

    def forms(self, typed: QueryDict | None = None) -> PartForms | DraftAnswerForm:
        if self.record is None:
            return DraftAnswerForm(typed)
        return PartForms(self.about.part, self.record, typed, reads_saved=False)


def part_row(asked: AskedPart) -> list[FormCell]:
    about, title = asked.about, asked.about.review.series.partnership.title
    day = about.draft.answer_by if about.draft else about.part.answer_by
    what = _("Your answer to the draft of the review") if about.draft else _("Your part of the review")
    locked = [str(about.key), title, about.participation.name, display_date(day) if day else "", what, _state(about)]
    is_open = {*WHO, *(DRAFT if about.draft else VIEW)}
    known = heard_of_part(about)
    cells = [
        FormCell(known.get(name, ""), name in is_open, LISTS.get(name, "") if name in is_open else "")
        for name in OF_PART
    ]
    return [*map(FormCell, locked), *cells]


def _state(about: BookPart) -> str:
    if about.draft is None:
        return state_words(about.state) if about.part.pk else _("Not asked by link")
    return _("Answered") if about.answers else _("Not answered")


def question_rows(asked: AskedPart) -> Iterator[list[FormCell]]:
    page = asked.forms()
    if not isinstance(page, PartForms):
        return
    about, known = asked.about, heard_of_questions(asked, page)
    for form in page.questions:
        choices = form.fields["says"]
        locked = [
            f"{about.key} {form.prefix}",
            about.review.series.partnership.title,
            about.participation.name,
            form.title,
            known_words(form),
            possible_answers(choices),
        ]
        offered = {"says": _list_of(form), "is_estimate": "estimate"}
        cells = [
            FormCell(known.get(form.add_prefix(name), ""), name in form.fields, offered.get(name, ""))
            if name in form.fields
            else FormCell()
            for name in OF_QUESTION
        ]
        yield [*map(FormCell, locked), *cells]


def _list_of(form: QuestionForm) -> str:
    if isinstance(form, FigureForm):
        return "figure" if form.result.latest else "first_figure"
    return "action" if isinstance(form, ActionForm) else "record"


def heard_of_part(about: BookPart) -> dict[str, str]:
    """What the partner said last, as its line holds it; without that, who was asked."""
    if about.draft and about.answers:
        last = about.answers[-1]
        return {
            "who-name": last.by_name,
            "who-office": last.by_office,
            "kind": last.get_kind_display(),
            "about": "; ".join(last.about_words),
            "words": last.words,
        }
    if about.draft is None and about.statements:
        last = about.statements[-1]
        view = {f"view-{name}": getattr(last, name) for name in ("works", "works_not", "change")}
        worth = str(last.get_worth_display()) if last.worth else ""
        return {"who-name": last.by_name, "who-office": last.by_office, **view, "view-worth": worth}
    part = about.part
    return {"who-name": part.name, "who-office": part.contact.office_held if part.contact_id else ""}


def heard_of_questions(asked: AskedPart, page: PartForms) -> dict[str, str]:
    """What the partner said last of each question that is still asked, by the key of the cell."""
    if not asked.about.statements:
        return {}
    last: PartnerStatement = asked.about.statements[-1]
    records = {each.text: each for each in last.records.all()}
    figures = {each.objective_id: each for each in last.figures.all()}
    found: dict[str, Any] = {}
    for form in page.questions:
        if isinstance(form, FigureForm):
            row = figures.get(form.objective.pk)
            values = {} if row is None else {"says": row.get_says_display(), **_measured(row)}
        else:
            row = records.get(form.title)
            day = row.by_day.isoformat() if row is not None and row.by_day else ""
            values = {} if row is None else {"says": row.get_says_display(), "words": row.words, "day": day}
        found |= {form.add_prefix(name): str(value) for name, value in values.items()}
    return found


def _measured(row: Any) -> dict[str, str]:
    """Numbers with a point and without groups, which every language reads alike."""
    if row.says != RecordSays.NEWER:
        return {}
    return {
        "value": "" if row.value is None else format(row.value.normalize(), "f"),
        "numerator": "" if row.numerator is None else str(row.numerator),
        "denominator": "" if row.denominator is None else str(row.denominator),
        "text": row.text,
        "as_of": str(row.as_of),
        "source": row.source,
        "is_estimate": _("yes") if row.is_estimate else "",
    }
