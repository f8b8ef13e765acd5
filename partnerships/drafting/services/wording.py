"""From rows to the text of a version: a draft's text is read from its rows, a frozen one from its snapshot (A15)."""

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from django.db.models import Field, Prefetch, QuerySet, prefetch_related_objects
from django.db.models import Model as Row
from django.utils import translation
from django_scopes import scopes_disabled

from partnerships.clauses.rules.composing import compose
from partnerships.clauses.rules.standard import CLAUSE
from partnerships.drafting.rules.freezing import read
from partnerships.drafting.rules.text import AgreementText, Choice, ObjectiveText, Term
from partnerships.drafting.rules.words import in_words
from partnerships.models import (
    Agreement,
    Annex,
    Clause,
    Contribution,
    DissolutionStep,
    Objective,
    Organisation,
    Party,
    PartyDecision,
    Section,
    Signatory,
)
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.model_choice import ELEMENT
from partnerships.rules.sections import ORDER, SECTION
from pes_partnerships.lib.present import Present, Reading

from .parts import PART, PARTS

READ = "_read"
CLIENT_VOICE = "jobseeker-voice"  # GUIDE Box 37: an organisation that speaks for a group of jobseekers


# of the participant and the organisation, what a party says of them
NAMED = (
    *(field.name for field in Party._meta.concrete_fields),
    *(f"participation__{name}" for name in ("organisation", "class_name", "category", "type")),
    *(f"participation__organisation__{name}" for name in ("name", "category", "type", "language")),
    *(f"participation__organisation__{name}" for name in ("street", "postcode", "place", "country")),
    "participation__organisation__registration_number",
)
SELDOM: dict[str, Reading] = {
    "parties__decisions": lambda agreements: PartyDecision.objects.filter(party__agreement__in=agreements),
    "sections__clauses": lambda agreements: Clause.objects.filter(section__agreement__in=agreements),
    "dissolution_steps": lambda agreements: DissolutionStep.objects.filter(agreement__in=agreements),
    "annexes": lambda agreements: Annex.objects.filter(agreement__in=agreements),
}
_seldom = Present()
for _way, _reading in SELDOM.items():
    _seldom.add(_way, _reading)


def _draft_rows() -> list[str | Prefetch]:
    """What a draft's text is read from; who owns or gives something is one of its parties (_with_owners)."""
    return [
        Prefetch("parties", Party.objects.select_related("participation__organisation").only(*NAMED)),
        _read_at_once("parties__signatories", Signatory.objects.select_related("contact")),
        "responsibilities",
        "contributions__given_with__organisation",
        _read_at_once("contributions__years"),
        _read_at_once("objectives__quotas"),
        _read_at_once("objectives__milestones"),
        "sections",
    ]


def _read_rows(agreement: Agreement) -> None:
    """Those that most drafts do not have are asked for at once, and read where there are any."""
    absent = _seldom.absent([agreement.pk])
    prefetch_related_objects([agreement], *_draft_rows(), *(_read_at_once(way) for way in SELDOM if way not in absent))
    for way in absent:
        owners, _dash, related = way.rpartition("__")
        for row in getattr(agreement, owners).all() if owners else (agreement,):
            setattr(row, related + READ, ())


def _read_at_once(way: str, rows: QuerySet | None = None) -> Prefetch:
    """As a list beside the relation: a query set for each of sixty parties costs more than their rows."""
    return Prefetch(way, rows, to_attr=way.rpartition("__")[2] + READ)


def _rows_below(row: Row, related: str) -> Iterable[Row]:
    read = row.__dict__.get(related + READ)
    return getattr(row, related).all() if read is None else read


def _with_owners(agreement: Agreement) -> Agreement:
    """The parties, loaded once, in each place that names one; so the objectives that stand below another."""
    parties = {party.pk: party for party in agreement.parties.all()}
    objectives = {objective.pk: objective for objective in agreement.objectives.all()}
    for rows, name, found in (
        (agreement.contributions.all(), "party", parties),
        (agreement.objectives.all(), "owner", parties),
        (agreement.objectives.all(), "parent", objectives),
        (_rows_below(agreement, "dissolution_steps"), "owner", parties),
        (agreement.parties.all(), "represented_by", parties),
    ):
        for row in rows:
            if one := found.get(getattr(row, f"{name}_id")):
                setattr(row, name, one)
    return agreement


def party_names(agreement: Agreement) -> dict[int, str]:
    """The names of the parties by the key of their participation, as clauses name them; read once for a row."""
    if "_party_names" not in agreement.__dict__:
        agreement._party_names = {party.participation_id: party.name for party in agreement.parties.all()}
    return agreement._party_names


def choice(row: Row, name: str) -> Choice:
    """The code of a field and its label in the language that is active now."""
    return Choice(str(getattr(row, name) or ""), str(getattr(row, f"get_{name}_display")() or ""))


def agreement_text(agreement: Agreement) -> AgreementText:
    """The frozen text once there is one, else the draft's, with its labels in the agreement's language."""
    is_frozen = not agreement.may_be_written and agreement.status != AgreementStatus.WITHDRAWN
    if agreement.snapshot and is_frozen:
        return read(agreement.snapshot)
    with translation.override(agreement.language):
        return draft_text(agreement)


def draft_text(agreement: Agreement) -> AgreementText:
    loaded = Agreement.objects.select_related("partnership__service", "partnership__office").get(pk=agreement.pk)
    with scopes_disabled():  # the agreement was found within the service, and these are its own rows
        _read_rows(loaded)
    return frozen(_with_owners(loaded))


def objective_text(row: Objective) -> ObjectiveText:
    return frozen(row)


def frozen(row: Row) -> Any:
    """The plain values of a row and of the rows below it, as its kind of text names them."""
    part = PART[type(row)]
    values = COMPUTED[type(row)](row) if type(row) in COMPUTED else {}
    for attribute, related in part.children.items():
        values[attribute] = tuple(frozen(each) for each in _said_rows(related, _rows_below(row, related)))
    hints, more = _hints(part.text), []
    for each in _frozen_fields(type(row)):
        if each.name in values:
            continue
        if each.name in hints:
            values[each.name] = _value(row, each, hints[each.name])
        elif words := _words(row, each):
            more.append(Term(each.name, str(each.verbose_name), words))
    return part.text(**values, more=tuple(more))


@cache
def _frozen_fields(model: type[Row]) -> tuple[Field, ...]:
    return tuple(PART[model].frozen)


@cache
def _hints(text: type) -> Mapping[str, Any]:
    return typing.get_type_hints(text)


def _said_rows(related: str, rows: Iterable[Row]) -> Iterable[Row]:
    """The rows that the text says, in its order."""
    if related == "signatories":
        # X3: who has left the organisation signs for it no more, and somebody else has to be named
        return (row for row in rows if row.contact.left_on is None)
    if related != "sections":
        return rows
    # a written part without words is no part of the text
    written = (row for row in rows if row.body.strip() or _rows_below(row, "clauses"))
    return sorted(written, key=lambda row: (ORDER.get(row.key, 99), row.pk))


def _value(row: Row, field: Field, hint: Any) -> Any:
    """A field's value as its attribute takes it: a code with its label, the key or the name of another row, text."""
    if hint is Choice:
        return choice(row, field.name)
    if field.is_relation:
        takes_key = int in (hint, *(typing.get_args(hint) if isinstance(hint, types.UnionType) else ()))
        related = None if takes_key else getattr(row, field.name)
        return getattr(row, field.attname) if takes_key else related.name if related else ""
    value = getattr(row, field.name)
    return str(value) if hint is str else value


def _words(row: Row, field: Field) -> str:
    if field.many_to_many:
        return ", ".join(str(each) for each in getattr(row, field.name).all())
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")() or "")
    return in_words(getattr(row, field.name))


def _of_agreement(row: Agreement) -> dict[str, Any]:
    partnership, previous = row.partnership, row.previous
    return {
        "number": row.number,
        "partnership": partnership.title,
        "title_original": partnership.title_original,
        "service": partnership.service.name,
        "office": partnership.office.name if partnership.office else "",
        "replaces": str(previous.version) if previous else "",
        "replaces_sha256": previous.snapshot_sha256 if previous else "",
        "elements": tuple(Choice(code, str(ELEMENT[code].label)) for code in row.elements if code in ELEMENT),
    }


def _of_party(row: Party) -> dict[str, Any]:
    organisation = row.participation.organisation
    return {
        "key": row.pk,
        "name": row.name,
        "category": choice(organisation or row.participation, "category"),
        "risk_label": str(row.get_risk_level_display() or ""),
        "language": organisation.language if organisation else "",
        "seat": _seat(organisation) if organisation else "",
        "registration_number": organisation.registration_number if organisation else "",
        "is_class": organisation is None,
        "speaks_for_clients": (organisation or row.participation).type_id == CLIENT_VOICE,
    }


def _seat(organisation: Organisation) -> str:
    """“Kranto g. 2, 62147 Alytus, Lithuania”, as far as it is known."""
    town = " ".join(filter(None, [organisation.postcode, organisation.place]))
    known = [organisation.street, town]
    return ", ".join(filter(None, [*known, str(organisation.country.name)])) if any(known) else ""


def _of_signatory(row: Signatory) -> dict[str, Any]:
    said = {name: getattr(row.contact, name) for name in ("name", "office_held", "mandate", "mandate_until")}
    return {"key": row.pk, "can_be_reached": bool(row.contact.email), **said}


def _of_section(row: Section) -> dict[str, Any]:
    return {"title": row.title or str(SECTION[row.key].title if row.key in SECTION else row.key)}


def _of_clause(row: Clause) -> dict[str, Any]:
    fields = CLAUSE[row.key].fields if row.key in CLAUSE else ()
    composed = compose(row.words, fields, row.values, party_names(row.section.agreement))
    said = tuple(Term(name, label, words) for name, label, words in composed.said if words)
    return {"body": composed.markdown, "said": said, "gaps": composed.gaps}


def section_markdown(row: Section) -> str:
    """The whole of a written part: its clauses, then its free words, in the language of its text."""
    with translation.override(row.agreement.language):
        return "\n\n".join([*(_of_clause(clause)["body"] for clause in row.clauses.all()), row.body]).strip()


# What the text says of a row beyond its own fields, or in other words than theirs.
COMPUTED: dict[type[Row], Any] = {
    Agreement: _of_agreement,
    Party: _of_party,
    Signatory: _of_signatory,
    Contribution: lambda row: {"giver": row.giver, "period": row.period_words},
    Objective: lambda row: {
        "key": row.pk,
        "is_measurable": row.is_measurable,
        "is_explained": bool(row.advice_answer.strip()),
        "parent": row.parent.title if row.parent_id else "",
    },
    Section: _of_section,
    Clause: _of_clause,
    Annex: lambda row: {"key": row.pk},
}


def labels() -> dict[tuple[type, str], Any]:
    """The label of each attribute that a field of a model has named, for a comparison of two texts."""
    return {
        (part.text, each.name): each.verbose_name
        for part in PARTS
        for each in part.fields
        if each.name in {attribute.name for attribute in fields(part.text)}
    }
