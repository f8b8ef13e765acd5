"""The record of a text that was signed elsewhere: begun, saved, corrected with a reason (A15, A16).

Its parts are written by the services of a draft, which take it while it `may_be_written`. No signature is made up:
its status follows its own dates, and each time that it is saved the whole record is kept as it was.
"""

import datetime
import json
from typing import Any

from django.utils import timezone

from partnerships import hooks
from partnerships.drafting.rules.freezing import canonical, fingerprint, plain
from partnerships.drafting.services.copying import copy_objectives
from partnerships.drafting.services.recording import lock_draft, record_part
from partnerships.drafting.services.wording import draft_text
from partnerships.drafting.services.writing import next_position, save_terms
from partnerships.elsewhere.rules.editions import Edition, Placed, placed
from partnerships.models import Agreement, Objective, Partnership, RecordState
from partnerships.rules.lifecycle import AgreementStatus, Origin
from partnerships.shared.services.partnership_rows import locked_partnership
from partnerships.signing.services.force import make_members
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

# what a record says beside its text, in its own fields
DATES = ("decided", "signed", "registered", "published", "effective", "service_start", "ends")
BESIDE = (*DATES, "date_notes", "registry_number", "publication_url", "source")
# what the page of a record writes by itself
PAGE = (*BESIDE, "effective_bound", "ends_bound", "is_open_ended", "term_is_unstated")


class AnotherIsOnItsWay(MoveRefused):
    """A draft or a text out for signature would have to be in force beside this record, or wait beside it."""


@one_act()
def start_record(
    *,
    partnership: Partnership,
    by: Actor,
    title: str,
    kind: str = "original",
    at: datetime.datetime | None = None,
    **fields: Any,
) -> Agreement:
    """An empty record; it counts as a text of the partnership once it is saved for the first time."""
    locked = locked_partnership(partnership)
    last = locked.agreements.order_by("-version").values_list("version", flat=True).first() or 0
    values = {"language": locked.service.language, "review_every_months": locked.service.review_every_months, **fields}
    agreement = Agreement(partnership=locked, version=last + 1, kind=kind, title=title, **values)
    agreement.position = next_position(locked)
    agreement.origin, agreement.status = Origin.ELSEWHERE, AgreementStatus.RECORDING
    agreement.full_clean(exclude=["lead"])
    agreement.save()
    _record("record.begun", agreement, by, at, after={"title": title, "kind": kind})
    return agreement


@one_act()
def open_correction(*, agreement: Agreement, by: Actor, reason: str, at: datetime.datetime | None = None) -> Agreement:
    """From now on the record can be written, until it is saved; a text that was signed here never can."""
    locked = _locked(agreement)
    if locked.correction or locked.status == AgreementStatus.RECORDING:
        return locked
    locked.correction = reason
    locked.save(update_fields=["correction", "edited_at"])
    _record("record.correction_begun", locked, by, at, private={"reason": reason})
    return locked


@one_act()
def save_dates(
    *, agreement: Agreement, by: Actor, notes: dict[str, dict[str, str]], seen: str | None = None, **fields: Any
) -> Agreement:
    """The dates of the record and how sure each is; `notes` as in Agreement.date_notes."""
    kept = {name: note for name, note in notes.items() if any(note.values())}
    return save_terms(agreement=agreement, by=by, seen=seen, date_notes=kept, **fields)


@one_act()
def take_objectives(*, agreement: Agreement, of: Agreement, by: Actor) -> list[Objective]:
    """Those of another edition as a start, where this one has none yet; both then are one line through time."""
    locked = lock_draft(agreement)
    if locked.objectives.exists() or of.partnership_id != locked.partnership_id:
        return []
    made = copy_objectives(of, locked)
    taken = {"lines": [objective.title for objective in made]}
    record_part(locked, locked, "record.objectives_taken", by, {}, taken)
    return made


@one_act()
def save_record(*, agreement: Agreement, by: Actor, at: datetime.datetime | None = None) -> Agreement:
    """The record counts as it is now: its state is kept, and the partnership's texts find their places by their dates.

    Raises AnotherIsOnItsWay where it begins later than today while another version is on its way to signature.
    """
    at = at or timezone.now()
    locked = _locked(agreement)
    if not locked.may_be_written:
        return locked
    reason, is_first = locked.correction, locked.status == AgreementStatus.RECORDING
    _keep_state(locked, reason, by, at)
    locked.correction, locked.frozen_at = "", at
    locked.in_force_at = _first_moment(locked)
    locked.save()
    act = "record.saved" if is_first else "record.corrected"
    private = {"reason": reason} if reason else None
    _record(act, locked, by, at, after={"sha256": locked.snapshot_sha256}, private=private)
    place_editions(partnership=locked.partnership, by=by, at=at)
    locked.refresh_from_db()
    if locked.status == AgreementStatus.IN_FORCE and not is_first:
        _follow(locked, by, at)
    return locked


def _follow(agreement: Agreement, by: Actor, at: datetime.datetime) -> None:
    """A correction of the text that governs: series and commitments go by what it says now."""
    if agreement.partnership.ended_on is None and not agreement.has_lapsed(timezone.localdate(at)):
        hooks.agreement_in_force(agreement=agreement, by=by, at=at)
    hooks.agreement_end_moved(agreement=agreement, by=by, at=at)


def _keep_state(agreement: Agreement, reason: str, by: Actor, at: datetime.datetime) -> None:
    agreement.snapshot = canonical(draft_text(agreement))
    agreement.snapshot_sha256 = fingerprint(agreement.snapshot)
    before = agreement.record_states.first()
    content = json.dumps(
        {"text": json.loads(agreement.snapshot), "record": _beside(agreement)},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    if before and before.sha256 == fingerprint(content):
        return  # nothing was changed after all
    RecordState.objects.create(
        agreement=agreement,
        number=before.number + 1 if before else 1,
        reason=reason,
        content=content,
        sha256=fingerprint(content),
        made_at=at,
        made_by=by.person,
    )


def _beside(agreement: Agreement) -> dict[str, Any]:
    """What the record says that no text says of itself: its dates, who signed, its files."""
    fields = {name: plain(getattr(agreement, name)) for name in BESIDE if name != "date_notes"}
    signers = agreement.parties.prefetch_related("signed_elsewhere").order_by("order", "pk")
    return {
        **fields,
        "date_notes": agreement.date_notes,
        "signed_by": [
            {
                "party": party.name,
                **{name: plain(getattr(row, name)) for name in ("name", "office_held", "mandate", "signed", "note")},
            }
            for party in signers
            for row in party.signed_elsewhere.all()
        ],
        "files": [
            {"name": each.file_name, "kind": each.kind, "sha256": each.sha256}
            for each in agreement.recorded_files.filter(removed_at=None)
        ],
    }


def _first_moment(agreement: Agreement) -> datetime.datetime | None:
    """The beginning of the day from which it is counted; None where no date is known."""
    day = agreement.governs_since
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time())) if day else None


@one_act()
def place_editions(*, partnership: Partnership, by: Actor, at: datetime.datetime) -> None:
    """Each text of the partnership gets the status and the place that the dates give it; what took force is told."""
    locked = locked_partnership(partnership)
    rows = {row.pk: row for row in locked.agreements.select_related("partnership__service")}
    # a record that was never saved counts as no text yet: it keeps its status, after all others
    begun = [row for row in rows.values() if row.status == AgreementStatus.RECORDING and not row.snapshot_sha256]
    texts = [row for row in rows.values() if row not in begun]
    found = placed([edition_of(row) for row in texts], timezone.localdate(at))
    for position, row in enumerate(begun, start=len(texts) + 1):
        Agreement.objects.filter(pk=row.pk).update(position=position)
    _refuse_two_on_the_way(rows, found)
    # what stops being in force, or on its way, goes first: the database holds that there is one of each
    leaving = (AgreementStatus.SUPERSEDED, AgreementStatus.ENDED)
    taking = []
    for place in sorted(found, key=lambda each: each.status not in leaving):
        row = rows[place.key]
        before, row.status, row.position = row.status, place.status, place.position
        if row.is_elsewhere:
            row.previous = rows.get(place.previous) if place.previous else None
        row.save(update_fields=["status", "position", "previous", "edited_at"])
        if before != row.status and row.status == AgreementStatus.SUPERSEDED and before == AgreementStatus.IN_FORCE:
            _record("agreement.superseded", row, by, at)
        if before != row.status and row.status == AgreementStatus.IN_FORCE:
            taking.append(row)
    for row in taking:
        make_members(row, by, at)
        _record("record.governs", row, by, at)
        if locked.ended_on is None:
            hooks.agreement_in_force(agreement=row, by=by, at=at)


def edition_of(row: Agreement) -> Edition:
    return Edition(row.pk, row.version, row.status, row.is_elsewhere, row.governs_since, row.ends_latest)


def _refuse_two_on_the_way(rows: dict[int, Agreement], found: list[Placed]) -> None:
    open_now = {place.key for place in found if place.status in (AgreementStatus.SIGNED,)}
    open_now |= {key for key, row in rows.items() if row.is_draft or row.status == AgreementStatus.OUT_FOR_SIGNATURE}
    if len(open_now) > 1:
        raise AnotherIsOnItsWay("two texts would be on their way at once")


def _locked(agreement: Agreement) -> Agreement:
    rows = Agreement.objects.locked()
    locked = rows.get(pk=agreement.pk)
    if not locked.is_elsewhere:
        raise MoveRefused("a text signed here is never corrected")
    return locked


def _record(act: str, agreement: Agreement, by: Actor, at: datetime.datetime | None, **said: Any) -> None:
    partnership = agreement.partnership
    record(act=act, anchor=partnership, obj=agreement, by=by, service=partnership.service, at=at, **said)
