"""An import taken back as a whole, as long as nobody has built on what it brought (F2)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from partnerships import hooks
from partnerships.models import Agreement, Organisation, Participation, Partnership, Party, RecordState, WorkbookImport
from partnerships.rules.term import last_day
from partnerships.shared.services.file_work import UndoBarred
from partnerships.workbooks.rules.kinds import KINDS
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Act, Actor, record_many

from .book import CHANGE, NEW, Line, Writing
from .checking import check
from .kept import book_of

MOST = 20


def built_on(found: WorkbookImport) -> list[dict[str, Any]]:
    """At most twenty acts since the import about what it brought or changed, the newest first."""
    keys = _partnerships(found)
    names = dict(Partnership.objects.filter(pk__in=keys).values_list("pk", "title"))
    told = []
    for entry in _acts_since(found, "partnership").order_by("-seq").iterator(chunk_size=500):
        if entry.anchor_id.isdigit() and int(entry.anchor_id) in names:
            told.append({"pk": int(entry.anchor_id), "name": names[int(entry.anchor_id)], "entry": entry})
        if len(told) == MOST:
            break
    return told


def _acts_since(found: WorkbookImport, anchor: str) -> QuerySet[LedgerEntry]:
    """Those of people."""
    acts = LedgerEntry.objects.filter(anchor_type=anchor, at__gt=found.settled_at, service_id=found.service_id)
    return acts.exclude(actor_kind__in=("clock", "system"))


def _partnerships(found: WorkbookImport) -> set[int]:
    """Those that the import made or changed, itself or by what belongs to them."""
    return {int(key) for key in found.options.get("touched", [])}


def undo_book(found: WorkbookImport, *, by: Actor, at: datetime.datetime) -> None:
    """In the caller's transaction; raises UndoBarred. New rows go, changed ones get back what they said.

    The ledger keeps that all of it happened.
    """
    list(Partnership.objects.select_for_update(of=("self",)).filter(pk__in=_partnerships(found)).only("pk"))
    if built_on(found):
        raise UndoBarred
    made = _made(found)
    try:
        _take_away(found, made)
    except ProtectedError as error:
        raise UndoBarred from error  # something else rests on it
    _restore(found, made, by, at)
    record_many([Act("workbook.undone", found, by, service=found.service, after={"file": found.filename})])
    gone = made["partnerships"]
    for partnership in sorted(_partnerships(found) - gone):
        hooks.partnership_changed(keys=[partnership])


def _made(found: WorkbookImport) -> Mapping[str, set[int]]:
    rows = found.lines.filter(plan=NEW, target__isnull=False).values_list("kind", "target")
    made: dict[str, set[int]] = {kind.code: set() for kind in KINDS}
    for kind, target in rows:
        made[kind].add(target)
    made["organisations"] = {int(key) for key in found.options.get("organisations", [])}
    return made


def _take_away(found: WorkbookImport, made: Mapping[str, set[int]]) -> None:
    """Rows that rest on others first."""
    agreements = set(Agreement.objects.filter(partnership__in=made["partnerships"]).values_list("pk", flat=True))
    agreements |= made.get("agreements", set())
    hooks.import_undone(partnerships=made["partnerships"], agreements=agreements, made=made)
    RecordState.objects.filter(agreement__in=agreements).delete()
    texts = Agreement.objects.filter(pk__in=agreements)
    texts.update(previous=None, lead=None, parent=None)
    Agreement.objects.filter(previous__in=agreements).update(previous=None)
    Agreement.objects.filter(parent__in=agreements, partnership__in=_partnerships(found)).update(parent=None)
    Party.objects.filter(agreement__in=agreements).delete()
    for kind in sorted(KINDS, key=lambda each: -each.order):
        if model := getattr(kind.handler, "model", None):
            model._default_manager.filter(pk__in=made[kind.code]).delete()
    texts.delete()
    Participation.objects.filter(pk__in=made.get("participants", set())).delete()
    Partnership.objects.filter(pk__in=made["partnerships"]).delete()
    # what somebody entered of an organisation since, such as a site or an assessment, would go with it
    worked_on = {int(key) for key in _acts_since(found, "organisation").values_list("anchor_id", flat=True)}
    organisations = made["organisations"] - worked_on
    Organisation.objects.filter(pk__in=organisations, participations=None, contacts=None).delete()


def _restore(found: WorkbookImport, made: Mapping[str, set[int]], by: Actor, at: datetime.datetime) -> None:
    """What was changed says again what it said: as one more change, by the same way in."""
    book = book_of(found)
    for row in found.lines.exclude(plan="skip").order_by("kind", "pk"):
        if row.plan == NEW:
            continue
        values = {code: value for code, value in {**row.values, **row.before}.items() if value not in ("", None, [])}
        book.of(row.kind).append(Line(row.kind, row.sheet, row.number, values))
    if not any(lines for lines in book.lines.values()):
        return
    writing = Writing(by=by)
    _empty_again(found, writing)
    check(book)
    if any(line.plan == NEW for line in book.all_lines):
        raise UndoBarred  # what it changed is no longer there
    for kind in KINDS:
        kind.handler.write(book, kind, writing)
    record_many(writing.acts)
    undone = _("The import of the file %(file)s was undone.") % {"file": found.filename}
    for partnership, records in writing.to_settle():
        hooks.partnership_brought(partnership=partnership, records=records, reason=undone, by=by, at=at)


def _empty_again(found: WorkbookImport, writing: Writing) -> None:
    """What said nothing before says nothing again: the way in cannot do that, since an empty cell changes nothing."""
    for row in found.lines.filter(plan=CHANGE, target__isnull=False).order_by("kind", "pk"):
        codes = [code for code, value in row.before.items() if value in ("", None, [])]
        model = _MODELS.get(row.kind) or getattr(KINDS[row.kind].handler, "model", None)
        stored = model._default_manager.filter(pk=row.target).first() if model and codes else None
        if stored is None:
            continue
        known = {field.name: field for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
        for field in (known[code] for code in codes if code in known):
            if field.many_to_many:
                getattr(stored, field.name).clear()
            else:
                setattr(stored, field.name, field.get_default())
        if isinstance(stored, Agreement):
            stored.ends_latest = last_day(ends=stored.ends, bound=stored.ends_bound, is_open_ended=stored.is_open_ended)
        stored.save()
        if row.partnership_id:
            record = stored.pk if isinstance(stored, Agreement) else getattr(stored, "agreement_id", None)
            writing.touch(row.partnership_id, record)


_MODELS = {"partnerships": Partnership, "participants": Participation, "agreements": Agreement}
