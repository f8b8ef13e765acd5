"""The questions of a part as lines of a sheet, and back: for partners who cannot use a link (R8).

The first column holds the keys by which a line is known again, the last one the answers; words between may be changed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.sheets import Sheet, SheetRefused
from reviews.partners.forms.part import FigureForm, PartForms, QuestionForm
from reviews.rules.partner_words import RecordSays

MOST_BYTES = 2 * 1024 * 1024
OF_SHEET = "sheet"
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
_WRITTEN = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})", re.ASCII)


@dataclass(frozen=True)
class SheetLine:
    key: str
    question: str
    known: str = ""
    field: str = ""
    possible: str = ""
    answer: str = ""


COLUMNS = [
    Column(gettext_lazy("Key (do not change)"), "key", 14),
    Column(gettext_lazy("Question"), "question", 44),
    Column(gettext_lazy("Our record"), "known", 34),
    Column(gettext_lazy("Field"), "field", 26),
    Column(gettext_lazy("Possible answers"), "possible", 34),
    Column(gettext_lazy("Your answer"), "answer", 44),
]


def sheet_key(review: int, participation: int) -> str:
    """By which a sheet is known to belong to this review and partner."""
    return f"{OF_SHEET}-{review}-{participation}"


def lines_of(page: PartForms, *, belongs: str, title: str) -> Iterator[SheetLine]:
    yield SheetLine(belongs, title, field=_("Belongs to this review and partner"))
    for form in page.forms_within:
        for name, field in form.fields.items():
            is_first = name == next(iter(form.fields))
            yield SheetLine(
                key=form.add_prefix(name),
                question=title_words(form, field) if is_first or not isinstance(form, QuestionForm) else "",
                known=known_words(form) if is_first else "",
                field=str(field.label) or _("Answer"),
                possible=possible_answers(field),
                answer=str(form.initial.get(name, "")),
            )


def title_words(form: forms.Form, field: forms.Field) -> str:
    return form.title if isinstance(form, QuestionForm) else str(field.label)


def known_words(form: forms.Form) -> str:
    if isinstance(form, FigureForm):
        latest = form.result.latest
        return f"{form.result.shown_value}; {latest.as_of.display()}" if latest else _("No value")
    return " ".join(filter(None, (form.line.source, form.line.known))) if isinstance(form, QuestionForm) else ""


def possible_answers(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField):
        return "; ".join(str(label) for value, label in field.choices if value)
    if isinstance(field, forms.BooleanField):
        return "; ".join((_("yes"), _("no")))
    return _("Day as 2026-11-27, or a year") if isinstance(field, PartialDateFormField) else ""


@dataclass(frozen=True)
class Understood:
    """`typed`: the answers as the form takes them; `unknown`: lines that belong to no question or give no choice."""

    typed: QueryDict
    unknown: list[str]


def understood(page: PartForms, sheet: Sheet, *, belongs: str, languages: Iterable[str]) -> Understood:
    """Raises SheetRefused where the sheet is of another review or partner, or is no such sheet."""
    answers: dict[str, str] = {}
    unknown = []
    known = {form.add_prefix(name): field for form in page.forms_within for name, field in form.fields.items()}
    for row in sheet.rows:
        key, answer = row.cells[0].strip(), row.cells[-1].strip()
        if key in known and is_choice(known[key], answer, list(languages)):
            answers[key] = answer
        elif answer and key != belongs:
            unknown.append(_("Line %(line)s: %(answer)s") % {"line": row.line, "answer": answer})
        answers.setdefault(key, "")
    if belongs not in answers:
        raise SheetRefused(_("This sheet belongs to another review or partner. Download the sheet of this partner."))
    return Understood(as_typed(page.forms_within, answers, list(languages)), unknown)


def as_typed(forms_within: Iterable[forms.BaseForm], answers: dict[str, str], languages: list[str]) -> QueryDict:
    """Answers by key, in words, as a browser would post them: codes for choices, days in their parts."""
    typed = QueryDict(mutable=True)
    for form in forms_within:
        for name, field in form.fields.items():
            for key, value in _as_typed(form.add_prefix(name), field, answers, languages):
                typed[key] = value
    return typed


def is_choice(field: forms.Field, answer: str, languages: list[str]) -> bool:
    """Whether an answer can be given to this field: a choice has to be one of those that are offered."""
    is_choice = isinstance(field, forms.ChoiceField) and bool(answer)
    return not is_choice or _code(field, answer, languages) is not None


def _as_typed(key: str, field: forms.Field, answers: dict[str, str], languages: list[str]) -> Iterator[tuple[str, str]]:
    answer = answers.get(key, "")
    if not answer:
        return
    if isinstance(field, PartialDateFormField):
        found = _ISO.fullmatch(answer) or _WRITTEN.fullmatch(answer)
        parts = found.groupdict() if found else {"year": answer}
        yield from ((f"{key}_{part}", value) for part, value in parts.items() if value)
    elif isinstance(field, forms.ChoiceField):
        yield key, _code(field, answer, languages) or ""
    elif isinstance(field, forms.BooleanField):
        if any(same_words(answer, word) for word in in_languages(lambda: _("yes"), languages)):
            yield key, "on"
    else:
        yield key, answer


def _code(field: forms.ChoiceField, answer: str, languages: list[str]) -> str | None:
    """The code of a label in one of the languages; None for what is no label. What is right is also “That is right”
    where the page names the value."""
    for value, label in field.choices:
        plain = RecordSays(value).label if value in RecordSays.values else label
        labels = in_languages(lambda label=label, plain=plain: (str(label), str(plain)), languages)
        if any(same_words(answer, word) for words in labels for word in words):
            return str(value)
    return None


def in_languages(words: Any, languages: list[str]) -> Iterator[str]:
    for language in languages:
        with translation.override(language):
            yield words()


def same_words(answer: str, words: str) -> bool:
    return answer.strip().rstrip(".").casefold() == words.strip().rstrip(".").casefold()


class SheetForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("The sheet that came back"),
        help_text=gettext_lazy("As XLSX or CSV. Nothing is taken in before you have seen what is understood."),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Send the sheet alone."))
        return file
