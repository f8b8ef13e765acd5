"""Every field of every part of a text: frozen, compared, printed and copied, or an exception with its reason.

Nobody lists fields here: the models are walked, so that a field added later is asked for the same as the others.
"""

import datetime
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from decimal import Decimal
from itertools import count

import pytest
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.drafting.rules.comparing import SAME, differences
from partnerships.drafting.rules.freezing import canonical, plain, read
from partnerships.drafting.rules.text import AgreementText, lists_of
from partnerships.drafting.services.copying import copy_text
from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.parts import PART, PARTS
from partnerships.drafting.services.wording import draft_text, labels
from partnerships.drafting.services.writing import draft_agreement, save_section
from partnerships.models import Agreement, Section
from partnerships.rules.model_choice import ELEMENTS
from partnerships.signing.services.documents import document_html
from pes_partnerships.lib.date_fields import PartialDateField
from pes_partnerships.lib.dates import PartialDate
from tests.factories import make_contact, make_participation, make_partnership, ready_agreement
from tests.factories.agreements import make_annex
from tests.factories.forming import BY
from tests.lending import lent_agreement

# Some values show only beside others, as the forms explain: what the row needs beside the field.
BESIDE = {
    "agreement.is_open_ended": {"ends": ""},
    "annex.file_name": {"sha256": "ab" * 32, "size": 5},
    "annex.size": {"sha256": "ab" * 32, "file_name": "plan.pdf"},
    "agreement.open_reason": {"ends": "", "is_open_ended": True},
    "agreement.term_is_unstated": {"ends": ""},
    "agreement.term_months": {"ends": ""},
    "agreement.notice_count": {"notice_unit": "months"},
    "agreement.notice_unit": {"notice_count": 3},
    "agreement.notice_to_end_of": {"notice_count": 3, "notice_unit": "months"},
    "agreement.force_condition": {"force_rule": "condition"},
    "agreement.effective_bound": {"effective": "2051-02-03"},
    "contribution.source_name": {"party": None},
    "contribution.unit": {"currency": ""},
    "objective.not_measurable_reason": {"target_kind": "judged"},
    "objective.relation": {"target_kind": "better", "relation": "percent_above"},
    "objective.target_to": {"comparator": "between"},
}
NOT_COMPARED = {
    "agreement.version": "a version is compared with another one",
    "agreement.kind": "a version is compared with another one",
    "agreement.previous": "a version is compared with another one",
}
NOT_PRINTED = {
    "agreement.language": "the language that all of the text is printed in",
    "objective.lineage": "the key by which two versions are compared",
    "clause.key": "the key by which two versions are compared",
}
SPECIAL = {
    "agreement.elements": [ELEMENTS[0].code, ELEMENTS[-1].code],
    "agreement.language": "en-IE",
    "agreement.review_every_months": 7,
    "contribution.currency": "ATS",
    "section.key": "other",
    "annex.file": "annexes/told.pdf",
    "annex.sha256": "cd" * 32,
    "clause.key": "own-told",
    "clause.values": {"chair": "year"},
}
DAYS = count(1)


def name_of(field: models.Field) -> str:
    return f"{field.model._meta.model_name}.{field.name}"


def telling(row: models.Model, field: models.Field, others: dict[type, models.Model]):
    """A value that the row does not have and that can be found again."""
    if name_of(field) in SPECIAL:
        return SPECIAL[name_of(field)]
    if field.many_to_many:
        return others[field.related_model][0]
    now = getattr(row, field.name)
    if field.is_relation:
        return next(other for other in others[field.related_model] if other not in (now, row))
    if field.choices:
        return next(code for code, _label in reversed(field.choices) if code != now)
    match field:
        case models.BooleanField():
            return not now
        case PartialDateField():
            return PartialDate(2051, 3, next(DAYS) % 28 + 1)
        case models.DateField():
            return datetime.date(2052, 4, next(DAYS) % 28 + 1)
        case models.DecimalField():
            return Decimal("43.21")
        case models.IntegerField():
            return 77
        case models.URLField():
            return "https://told.example/text"
        case models.UUIDField():
            return "12345678-1234-5678-1234-567812345678"
        case models.CharField() | models.TextField():
            return f"Told by {field.name}"[: field.max_length]
    raise NotImplementedError(f"say in SPECIAL what a telling value of {name_of(field)} is")


rows = lent_agreement(ready_agreement)


@pytest.fixture
def draft(in_scope, rows):
    agreement = rows.agreement()
    part = agreement.sections.first()
    chair = {"key": "meetings_chair", "title": "Chair", "words": "The chair {chair}.", "values": {"chair": "lead"}}
    make_annex(agreement, "Rooms", body="The rooms are shared.", term="one year")
    save_section(agreement=agreement, key=part.key, body=part.body, clauses=[chair], by=BY)
    council = {"body": "Council", "subject": "its budget", "state": "asked"}
    save_party(agreement=agreement, party=agreement.parties.first(), decisions=[council], by=BY)
    return agreement


@pytest.fixture
def others(draft, in_scope):
    """Rows that a relation of the text may be set to: two of each model."""
    elsewhere_in = [make_partnership(in_scope.service, f"Partnership {name}") for name in "AB"]
    elsewhere = [draft_agreement(partnership=each, by=BY, title=each.title) for each in elsewhere_in]
    Agreement.objects.filter(pk__in=[each.pk for each in elsewhere]).update(status="withdrawn", version=9)
    found = {part.model: list(part.model.objects.filter(pk__in=_keys_in(draft, part.model))[:2]) for part in PARTS}
    partner = make_participation(draft.partnership, class_name="Libraries")
    contact = make_contact(draft.parties.first().participation.organisation, "Told by contact")
    return found | {
        Agreement: elsewhere,
        type(draft.partnership): elsewhere_in,
        type(partner): [partner],
        type(contact): [contact],
    }


def _keys_in(agreement: Agreement, model: type) -> list[int]:
    return [row.pk for row in rows_of(agreement) if type(row) is model]


def rows_of(row: models.Model):
    yield row
    for related in PART[type(row)].children.values():
        for below in getattr(row, related).all():
            yield from rows_of(below)


def first_rows(agreement: Agreement) -> dict[type, models.Model]:
    return {type(row): row for row in reversed(list(rows_of(agreement)))}


def update(row: models.Model, values: dict) -> None:
    many = {name for name in values if row._meta.get_field(name).many_to_many}
    type(row).objects.filter(pk=row.pk).update(**{name: values[name] for name in values.keys() - many})
    for name in many:
        getattr(row, name).set([values[name]])


@contextmanager
def changed(row: models.Model, values: dict):
    """The row with other values, for a while; services keep promises that these values need not keep."""
    with transaction.atomic():
        update(row, values)
        yield
        transaction.set_rollback(True)


class Printed:
    """What is read on the page and in the PDF, the public copy with it: each is made when somebody asks for it."""

    def __init__(self, agreement: Agreement, text: AgreementText):
        self.agreement, self.text, self.made = agreement, text, []

    def __iter__(self) -> Iterator[str]:
        for at, make in enumerate((self.page, self.file, functools.partial(self.file, public=True))):
            if at == len(self.made):
                self.made.append(make())
            yield self.made[at]

    def page(self) -> str:
        page = render_to_string("partnerships/agreements/_agreement_text.html", {"text": self.text})
        return f"<h1>{self.text.title}</h1>{page}"  # the heading of the page that includes it

    def file(self, *, public: bool = False) -> str:
        self.agreement.snapshot = canonical(self.text)
        at = datetime.datetime(2026, 12, 8, tzinfo=datetime.UTC)
        return document_html(self.agreement, self.text, [], edition=1, at=at, public=public)


def text_of(agreement: Agreement) -> AgreementText:
    with translation.override("en"):
        return draft_text(agreement)


def walked():
    for part in PARTS:
        for field in part.fields:
            if field.name not in part.apart:
                yield part, field


def test_every_field_is_frozen_compared_and_printed(draft, others):
    rows, forgotten, seen, plainly = first_rows(draft), [], {}, text_of(draft)
    for part, field in walked():
        row, name = rows[part.model], name_of(field)
        with changed(row, BESIDE.get(name, {})):
            before = text_of(draft) if name in BESIDE else plainly
            value = telling(row, field, others)
            with changed(row, {field.name: value}):
                after = text_of(draft)
            if plain(after) == plain(before) or read(canonical(after)) != after:
                forgotten.append(f"{name} is not frozen")
            if not (name in NOT_COMPARED or differences(before, after, labels())):
                forgotten.append(f"{name} is not compared")
            # most fields begin from one and the same text
            was, now = seen.setdefault(canonical(before), Printed(draft, before)), Printed(draft, after)
            if name not in NOT_PRINTED and all(one == other for one, other in zip(was, now, strict=True)):
                forgotten.append(f"{name} is not printed")
            if str(value).startswith("Told") and not all(str(value) in each for each in now):
                forgotten.append(f"{name} is not printed on the page and in both files as it is said")
    assert not forgotten, "\n".join(forgotten)


def test_every_field_is_copied_or_given_anew(draft, others):
    for model, row in first_rows(draft).items():
        unlike = {"key": "other"} if model is Section else {}
        values = {
            field.name: telling(row, field, others)
            for field in PART[model].copied
            if not (field.is_relation and field.name in PART[model].apart) and field.name != "participation"
        }
        update(row, values | unlike)
    Agreement.objects.filter(pk=draft.pk).update(status="withdrawn")
    old = Agreement.objects.get(pk=draft.pk)
    new = Agreement(partnership=old.partnership, version=2, kind="amendment", title="Next", previous=old)

    copy_text(old, new)

    forgotten = []
    pairs = zip(rows_of(old), rows_of(Agreement.objects.get(pk=new.pk)), strict=True)
    for was, now in pairs:
        for field in PART[type(was)].copied:
            same = str(getattr(was, field.name)) == str(getattr(now, field.name))
            if field.many_to_many:
                same = list(getattr(was, field.name).all()) == list(getattr(now, field.name).all())
            if field.name not in ("agreement", "objective", "section") and not same:
                forgotten.append(name_of(field))
    assert not forgotten, "\n".join(forgotten)


def test_a_field_given_anew_starts_empty(draft):
    fresh = PART[Agreement].fresh
    Agreement.objects.filter(pk=draft.pk).update(
        status="withdrawn", decided="2026", effective="2026", first_review_on=timezone.localdate(), source="A paper"
    )
    old = Agreement.objects.get(pk=draft.pk)
    new = Agreement(partnership=old.partnership, version=2, kind="amendment", title="Next", previous=old)

    copy_text(old, new)

    assert {"decided", "effective", "first_review_on", "source"} <= fresh.keys()
    assert (str(new.decided), str(new.effective), new.first_review_on, new.source) == ("", "", None, "")


def test_exceptions_name_fields_that_exist_and_give_a_reason():
    for part in PARTS:
        known = {field.name for field in part.fields}
        assert {*part.apart, *part.said_by, *part.fresh} - known == set(), part.model
        assert all({**part.apart, **part.said_by, **part.fresh}.values()), part.model
        assert set(part.said_by.values()) <= {field.name for field in fields(part.text)}, part.model


def test_every_attribute_has_a_label_and_every_list_is_compared():
    for part in PARTS:
        own = {each.name for each in fields(part.text) if not ({"unsaid", "label"} & each.metadata.keys())}
        assert own - {*lists_of(part.text), "more"} <= {name for kind, name in labels() if kind is part.text}
        assert set(lists_of(part.text)) == set(part.children) <= SAME.keys()
