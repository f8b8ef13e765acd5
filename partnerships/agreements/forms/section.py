"""One written part of the text: its clauses, and words of its author's own (A1, A8–A14)."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partnerships.clauses.rules.kinds import Wording
from partnerships.clauses.rules.standard import CLAUSE
from partnerships.clauses.services.library import in_library_order, wordings
from partnerships.clauses.services.proposing import facts_of, proposed_values
from partnerships.drafting.services.filling import proposed_rows
from partnerships.models import Clause, Section
from partnerships.rules.sections import OWN
from partnerships.shared.forms.markdown import checked_markdown
from partnerships.shared.forms.rows import BaseRows, FormWithLists
from partnerships.shared.forms.seen import SeenForm

from .clause import ClauseForm

AFTER_ALL = 1000  # a clause that is new comes after those that are there


class SectionForm(SeenForm):
    class Meta:
        model = Section
        fields = ("title", "body")
        labels = {"body": _("Text")}
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "title": _("Leave empty to use the standard heading."),
            "body": _(
                "Each paragraph becomes a numbered clause. Use *asterisks* for emphasis and begin list items with a "
                "hyphen (-)."
            ),
        }

    def clean_body(self) -> str:
        return checked_markdown(self.cleaned_data["body"])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.key.startswith(OWN):  # it has no standard heading, and without words it is no section
            self.fields["title"].required = self.fields["body"].required = True
            self.fields["title"].help_text = ""
            self.fields["title"].error_messages["required"] = _("Enter the heading of the section.")
            self.fields["body"].error_messages["required"] = _("Write the text of the section, or remove the section.")

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        same = self.instance.agreement.sections.exclude(key=self.instance.key).filter(title__iexact=title)
        if title and same.exists():
            raise forms.ValidationError(_("Another section has this heading. Choose a different one."))
        return title


class NewSectionForm(SectionForm):
    """A section that its author names: without a heading or words there is none."""

    class Meta(SectionForm.Meta):
        help_texts = {"body": SectionForm.Meta.help_texts["body"]}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["body"].error_messages["required"] = _("Write the text of the section.")
        del self.fields["seen"]


class SectionPage(FormWithLists):
    """The part's own form, and a form for each clause that is in it or could be."""

    def __init__(self, row: Section, typed: QueryDict | None, *, proposes: bool = True):
        self.row = row
        self.clauses = list(_clause_forms(row, typed, proposes=proposes))
        lists = {f"{form.prefix}__{name}": rows for form in self.clauses for name, rows in form.lists.items()}
        super().__init__(SectionForm(typed, instance=row), **lists)

    @property
    def forms_within(self) -> list[forms.BaseForm]:
        return [self.form, *self.clauses]

    @property
    def parts(self) -> list[forms.BaseForm | BaseRows]:
        found: list[forms.BaseForm | BaseRows] = [self.form]
        for clause in self.clauses:
            found += [clause, *clause.lists.values()]
        return found

    @property
    def chosen(self) -> list[ClauseForm]:
        return [form for form in self.clauses if form.is_in]

    @property
    def in_reading_order(self) -> list[ClauseForm]:
        """Those in the text by their place, each with its number; then those that are offered."""
        chosen = sorted(self.chosen, key=_place)
        for number, form in enumerate(chosen, 1):
            form.number = number
        return [*chosen, *self.offered]

    @property
    def offered(self) -> list[ClauseForm]:
        return [form for form in self.clauses if not form.is_in]

    @property
    def is_proposed(self) -> bool:
        """Nothing of what the page shows in the text is saved yet."""
        return bool(self.chosen) and not any("pk" in form.row for form in self.clauses)

    def values(self) -> dict[str, Any]:
        return self.form.values() | {"clauses": [form.saved() for form in _placed(self.clauses)]}


def _place(form: ClauseForm) -> int:
    return form.row.get("order", AFTER_ALL + form.rank)


def _placed(forms: list[ClauseForm]) -> list[ClauseForm]:
    """Those that stand in the text, in their order, with those that were moved at the place asked for."""
    standing = sorted((form for form in forms if form.stands), key=_place)
    for form in [form for form in standing if form.moves_to]:
        standing.remove(form)
        standing.insert(form.moves_to - 1, form)
    return standing


def _clause_forms(row: Section, typed: QueryDict | None, *, proposes: bool) -> Iterator[ClauseForm]:
    """Those in the part in its order, then those that the library offers for it."""
    agreement = row.agreement
    parties = [
        (party.participation_id, party.name)
        for party in agreement.parties.select_related("participation__organisation")
    ]
    stored = {clause.key: _stored(clause) for clause in row.clauses.all()} if row.pk else {}
    offered = wordings(agreement.partnership.service, agreement.language, row.key)
    facts = facts_of(agreement)
    is_empty = proposes and not stored and not row.body.strip()
    proposed = {each["key"]: each for each in proposed_rows(agreement, row.key, facts)} if is_empty else {}
    # the order of the library, whatever is saved, so that two states of one page can be compared form by form
    for rank, key in enumerate(in_library_order({*offered, *stored})):
        given = {"parties": parties, "rank": rank}
        if values := stored.get(key):
            wording = _wording(key, row, values, offered)
            yield ClauseForm(typed, wording=wording, row=values, is_in=True, **given)
        else:
            values = proposed.get(key) or {"values": _known(key, facts, agreement.language)}
            yield ClauseForm(typed, wording=offered[key], row=values, is_in=key in proposed, **given)


def _known(key: str, facts: dict[str, Any], language: str) -> dict[str, Any]:
    return proposed_values(CLAUSE[key], facts, language) if key in CLAUSE else {}


def _stored(clause: Clause) -> dict[str, Any]:
    names = ("pk", "title", "words", "values", "edition", "origin", "order")
    return {name: getattr(clause, name) for name in names}


def _wording(key: str, row: Section, values: dict[str, Any], offered: dict[str, Wording]) -> Wording:
    """Of a clause that the library offers no more: the words that stand in the text."""
    if key in offered:
        return offered[key]
    fields = CLAUSE[key].fields if key in CLAUSE else ()
    language = row.agreement.language
    return Wording(key, row.key, values["title"], values["words"], language, values["edition"], fields=fields)
