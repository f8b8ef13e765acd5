"""What the lines of a returned workbook say, checked by the forms behind the links, and what becomes of each (R8)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.services.conflicts import seen_hash
from pes_partnerships.lib.numbers import plain_number
from pes_partnerships.lib.numbers.fields import WrittenCountField, WrittenNumberField
from reviews.partners.forms.draft import DraftAnswerForm
from reviews.partners.forms.part import PartForms
from reviews.partners.forms.sheet import as_typed, in_languages, is_choice, same_words
from reviews.partners.rules.returning import ANSWERED, EMPTY, ENTERED, SAME, TAKES, fate_of
from reviews.partners.services.stating import says_of, would_say
from reviews.partners.services.workbook import BookPart, Entry
from reviews.rules.partner_words import DraftAnswerKind, ObjectionPart

from .returned import Problem, Returned, ReturnedBook
from .workbook import DRAFT, VIEW, WHO, AskedPart, heard_of_part, heard_of_questions

TAKE, LEAVE = "take", "leave"
_CELL_OF = {"remark": "words", "objection": "words", "name": "who-name", "office": "who-office"}


@dataclass
class CheckedPart:
    """One part that came back. `form`: its answers as the page of its link has them; None where it cannot be read."""

    returned: Returned
    about: BookPart | None = None
    form: PartForms | DraftAnswerForm | None = None
    fate: str = EMPTY
    problems: list[Problem] = field(default_factory=list)

    @property
    def field_name(self) -> str:
        return f"part-{self.returned.key.review}-{self.returned.key.participation}"

    @property
    def said(self) -> Mapping[str, Any]:
        return self.form.said() if isinstance(self.form, PartForms) else self.form.given()

    def place_words(self) -> str:
        place = self.returned.place
        return _("%(sheet)s, line %(line)s") % {"sheet": place.sheet, "line": place.line}

    def wrong(self, key: str, text: str) -> None:
        self.problems.append(Problem(self.returned.place_of(key), text))


@dataclass
class CheckedBook:
    parts: list[CheckedPart]
    problems: list[Problem]

    @property
    def seen(self) -> str:
        """Another value when it is entered means that something was answered since it was checked."""
        return seen_hash([[str(each.returned.key), each.fate, each.about and each.about.heard] for each in self.parts])

    @property
    def questions(self) -> list[CheckedPart]:
        return [each for each in self.parts if each.fate == ANSWERED]

    def entries(self, choices: Mapping[str, str]) -> list[Entry]:
        """`choices`: the answers to the questions, by name of the field."""
        taken = [
            each
            for each in self.parts
            if each.fate in ENTERED or (each.fate == ANSWERED and choices.get(each.field_name) == TAKE)
        ]
        return [Entry(each.about, each.said) for each in taken]


class EnterForm(PlainForm):
    """What was read, once more, and what to do where a partner answered by its link meanwhile."""

    answers = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def ask(self, questions: Iterable[CheckedPart]) -> None:
        for each in questions:
            self.fields[each.field_name] = forms.ChoiceField(
                label=each.about.participation.name,
                choices=[
                    (LEAVE, _("Keep what the partner answered by its link")),
                    (TAKE, _("Enter what the workbook says as its newer answer")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose which of the two answers counts.")},
            )


def check_book(book: ReturnedBook, asked: Sequence[AskedPart], campaign: int, languages: list[str]) -> CheckedBook:
    """Nothing is written. `asked`: the parts that take answers now."""
    known = {(each.about.review.pk, each.about.participation.pk): each for each in asked}
    parts = []
    for returned in book.parts:
        part = CheckedPart(returned)
        if returned.key.campaign != campaign:
            part.problems.append(Problem(returned.place, _("This line belongs to another campaign. Remove it.")))
        else:
            _check(part, known.get((returned.key.review, returned.key.participation)), [book.language, *languages])
        parts.append(part)
    found = [*book.problems, *(problem for each in parts for problem in each.problems)]
    return CheckedBook(parts, sorted(found, key=lambda each: (each.place.sheet, each.place.line)))


def _check(part: CheckedPart, asked: AskedPart | None, languages: list[str]) -> None:
    if not _answered(part.returned):
        return
    if asked is None:
        text = _("This review takes no answers any more, or the partner has left it. Remove the line or its answers.")
        part.problems.append(Problem(part.returned.place, text))
        return
    part.about = asked.about
    if part.returned.key.draft != asked.about.key.draft:
        text = _("This line was downloaded for another stage of the review. Download the workbook again.")
        part.problems.append(Problem(part.returned.place, text))
        return
    if asked.record is None:
        _check_answer(part, asked, languages)
    else:
        _check_statement(part, asked, languages)


def _answered(returned: Returned) -> bool:
    """Who answers is filled in beforehand, and is no answer."""
    return bool(returned.cells.keys() - set(WHO))


def _check_statement(part: CheckedPart, asked: AskedPart, languages: list[str]) -> None:
    empty = asked.forms()
    known = {form.add_prefix(name): each for form in empty.forms_within for name, each in form.fields.items()}
    cells = {key: text for key, (text, _place) in part.returned.cells.items()}
    for key in cells.keys() - known.keys():
        asked_there = key in DRAFT or key.rpartition("-")[0] in {each.prefix for each in empty.questions}
        part.wrong(key, _nothing_is_asked() if asked_there else _asked_no_more())
    answers = {key: _plain(known[key], text, languages[0]) for key, text in cells.items() if key in known}
    for key, text in list(answers.items()):
        if fault := _misread(known[key], text, languages):
            part.wrong(key, fault)
            del answers[key]
    part.form = asked.forms(as_typed(empty.forms_within, answers, languages))
    is_valid = part.form.is_valid()
    unread = {problem.place for problem in part.problems}
    for key, text in _form_faults(part.form):
        if part.returned.place_of(key) not in unread:
            part.wrong(key, text)
    part.problems += _in_vain(part)
    if not is_valid or part.problems:
        return
    for text in part.form.missing():
        part.wrong("who-name", text)
    said = part.form.said()
    says = would_say(said["name"], said["office"], said["view"], said["records"], said["figures"])
    is_untouched = part.returned.key.heard == asked.about.heard and _is_untouched(cells, asked, empty)
    heard = [says_of(each) for each in asked.about.statements]
    part.fate = SAME if is_untouched else fate_of(says, heard, part.returned.key.heard)


def _is_untouched(cells: dict[str, str], asked: AskedPart, page: PartForms) -> bool:
    known = {**heard_of_part(asked.about), **heard_of_questions(asked, page)}
    return bool(asked.about.statements) and cells == {key: text.strip() for key, text in known.items() if text.strip()}


def _plain(known: forms.Field, text: str, language: str) -> str:
    """A number as the workbook's language writes it, with a point."""
    return plain_number(text, language) if isinstance(known, WrittenNumberField | WrittenCountField) else text


def _misread(known: forms.Field, text: str, languages: list[str]) -> str:
    """What is wrong with an answer that has to be one of those that are offered."""
    if isinstance(known, forms.ChoiceField) and not is_choice(known, text, languages):
        offered = "; ".join(str(label) for code, label in known.choices if code)
        return _("“%(answer)s” is not one of the answers: %(offered)s") % {"answer": text[:60], "offered": offered}
    if isinstance(known, forms.BooleanField) and not _is_yes_or_no(text, languages):
        return _("Write yes or no.")
    return ""


def _is_yes_or_no(text: str, languages: list[str]) -> bool:
    return any(
        same_words(text, word) for words in in_languages(lambda: (_("yes"), _("no")), languages) for word in words
    )


def _form_faults(page: PartForms) -> Iterator[tuple[str, str]]:
    for form in page.forms_within:
        for name, faults in form.errors.items():
            key = form.add_prefix("says" if name == NON_FIELD_ERRORS else name)
            yield from ((key, str(fault)) for fault in faults)


def _in_vain(part: CheckedPart) -> Iterator[Problem]:
    """Cells beside an answer that does not take them: what is written there would be lost."""
    cells = part.returned.cells
    for form in part.form.questions:
        says, answer = form["says"].value() or "", form.add_prefix("says")
        if answer in cells and not says:
            continue  # the answer was not understood, and that is said
        for name in form.fields.keys() - TAKES[says] - {"says"}:
            if (key := form.add_prefix(name)) in cells:
                text = _takes_nothing(part.returned.text(answer)) if says else _no_answer()
                yield Problem(part.returned.place_of(key), text)


def _check_answer(part: CheckedPart, asked: AskedPart, languages: list[str]) -> None:
    returned, draft = part.returned, asked.about.draft
    for key in returned.cells.keys() - {*WHO, *DRAFT}:
        part.wrong(key, _nothing_is_asked() if key in VIEW else _asked_no_more())
    kind = _one_of(part, "kind", returned.text("kind"), DraftAnswerKind.choices, languages)
    about = [
        _one_of(part, "about", each, ObjectionPart.choices, languages)
        for each in returned.text("about").split(";")
        if each.strip()
    ]
    words = {DraftAnswerKind.REMARK: "remark", DraftAnswerKind.OBJECT: "objection"}.get(kind)
    typed = QueryDict(mutable=True)
    typed.setlist("about", [each for each in about if each])
    typed.update({"kind": kind, "name": returned.text("who-name"), "office": returned.text("who-office")})
    if words:
        typed[words] = returned.text("words")
    part.form = DraftAnswerForm(typed)
    if part.problems:
        return
    for name, faults in part.form.errors.items():
        for fault in faults:
            part.wrong(_CELL_OF.get(name, name), str(fault))
    for key in [] if kind == DraftAnswerKind.OBJECT else ["about"] if words else ["about", "words"]:
        if kind and returned.text(key):
            part.wrong(key, _takes_nothing(returned.text("kind")))
    if part.problems:
        return
    given = part.form.given()
    says = (given["kind"], given["words"], sorted(given["about"]), given["name"], given["office"])
    heard = [(row.kind, row.words, row.about, row.by_name, row.by_office) for row in asked.about.answers]
    part.fate = fate_of(says, heard, returned.key.heard) if draft else EMPTY


def _one_of(part: CheckedPart, key: str, text: str, choices: Sequence[tuple[str, Any]], languages: list[str]) -> str:
    """The code of what was chosen; empty, with a problem, for what is not offered."""
    if not text:
        return ""
    for code, label in choices:
        if any(same_words(text, word) for word in in_languages(lambda label=label: str(label), languages)):
            return str(code)
    offered = "; ".join(str(label) for _code, label in choices)
    words = _("“%(answer)s” is not one of the answers: %(offered)s")
    part.wrong(key, words % {"answer": text.strip()[:60], "offered": offered})
    return ""


def _nothing_is_asked() -> str:
    return _("Nothing is asked in this cell now. Empty it.")


def _asked_no_more() -> str:
    return _("This question is no longer asked. Empty the answer, or download the workbook again.")


def _takes_nothing(answer: str) -> str:
    words = _("Empty this cell: the answer “%(answer)s” takes nothing here. Or choose another answer.")
    return words % {"answer": answer}


def _no_answer() -> str:
    return _("Choose an answer in the column “Your answer”, or empty this cell.")
