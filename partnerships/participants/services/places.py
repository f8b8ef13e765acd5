"""One place at the table, two rows: an organisation found twice (F2), and a legal successor that carries on (F2).

These are corrections and successions, not steps that a partner takes: PARTICIPATION_MOVES has no row for them.
"""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from partnerships.models import Organisation, Participation, Signatory
from partnerships.rules.lifecycle import GONE, AgreementStatus, ParticipationStatus
from partnerships.shared.services.changes import refuse_foreign, set_fields
from partnerships.shared.services.partnerships import refresh_search_text
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused

from .participant_rows import locked_participation, locked_participations, record_participation

HOW_FAR = [
    ParticipationStatus.IDENTIFIED,
    ParticipationStatus.INVITED,
    ParticipationStatus.IN_DIALOGUE,
    ParticipationStatus.MEMBER,
]
# what belongs to a participation, and what of it may stand once only beside it
FOLLOWS = {"covers": "need", "dialogue": "", "invitations": "", "fresh_looks": "change"}
Undo = dict[str, Any]


@one_act()
def close_double(*, participation: Participation, kept: Participation, by: Actor) -> Undo:
    """The double leaves the table; its covers, talks, invitations and places in drafts go to `kept`.

    What clashes with a row of `kept` stays where it is; signed texts are never touched. Returns what was done, as
    plain values for a JSON column: reopen_double takes it back.
    """
    double, kept = locked_participations(participation, kept)
    if double.pk == kept.pk or double.partnership_id != kept.partnership_id:
        raise MoveRefused("Two rows of one partnership are needed.")
    moved = {name: _follow(double, kept, name, once) for name, once in FOLLOWS.items() if name != "invitations"}
    closed = _close_second_invitation(double, kept)
    moved["invitations"] = _follow(double, kept, "invitations", "")
    moved["parties"] = _parties_follow(double, kept)
    double_was = _set(
        double, by, status=ParticipationStatus.LEFT, successor=kept, is_key_actor=False, is_reluctant=False
    )
    kept_was = _set(
        kept,
        by,
        status=_furthest(kept.status, double_was["status"]),
        is_key_actor=kept.is_key_actor or double_was["is_key_actor"],
        is_reluctant=kept.is_reluctant or double_was["is_reluctant"],
    )
    refresh_search_text(kept.partnership)
    return {
        "double": double.pk,
        "kept": kept.pk,
        "double_was": double_was,
        "kept_was": kept_was,
        "kept_became": {name: getattr(kept, name) for name in kept_was},
        "moved": moved,
        "closed_invitation": closed,
    }


@one_act()
def reopen_double(*, done: Undo, by: Actor) -> Participation:
    """Take close_double back. The double must have its own organisation again before it returns to the table."""
    double, kept = locked_participations(done["double"], done["kept"])
    for name, keys in done["moved"].items():
        # what somebody has moved or removed since stays as it is now
        getattr(kept, name).filter(pk__in=keys).update(participation=double)
    if done["closed_invitation"] and not double.invitations.open().exists():
        double.invitations.filter(pk=done["closed_invitation"], answer="").update(closed_at=None)
    unchanged = {
        name: value for name, value in done["kept_was"].items() if getattr(kept, name) == done["kept_became"][name]
    }
    _set(kept, by, **unchanged)
    _set(double, by, successor=None, **done["double_was"])
    refresh_search_text(kept.partnership)
    return double


@one_act()
def carry_on(*, participation: Participation, successor: Organisation, by: Actor, on: PartialDate) -> Participation:
    """F2: the legal successor takes the place, with its status, key mark and role; drafts and open matters follow.

    Where the successor sits at the table already, its own row takes over. Signed texts are never touched.
    """
    former = locked_participation(participation)
    refuse_foreign(former.partnership.service_id, successor)
    if former.status in GONE or former.organisation_id in (None, successor.pk):
        raise MoveRefused("Only an organisation at the table has a place that another can take.")
    taken = {"status": former.status, "is_key_actor": former.is_key_actor, "is_reluctant": former.is_reluctant}
    present = former.partnership.participations.present().filter(organisation=successor).first()
    new = locked_participation(present) if present else None
    if new is None:
        copied = {name: getattr(former, name) for name in ("category", "role", "order")}
        new = Participation(partnership=former.partnership, organisation=successor, **copied)
        taken["joined"] = on if former.status == ParticipationStatus.MEMBER else ""
        _, after, _ = set_fields(new, taken)
        record_participation(
            new, act="participation.added", by=by, before={}, after={"organisation": successor.pk} | after
        )
    else:
        marks = {name: getattr(new, name) or taken[name] for name in ("is_key_actor", "is_reluctant")}
        _set(new, by, status=_furthest(new.status, former.status), **marks)
    _close_second_invitation(former, new)
    for invitation in former.invitations.open():  # who was asked for the former one answers for the successor
        invitation.participation = new
        invitation.save(update_fields=["participation"])
    _follow(former, new, "covers", "need")
    _ask_for_signatories(_parties_follow(former, new), successor)
    _set(former, by, status=ParticipationStatus.LEFT, left=on, successor=new)
    refresh_search_text(former.partnership)
    return new


@one_act()
def join_beside(*, participation: Participation, successor: Organisation, by: Actor) -> Participation:
    """F2: a further successor of a body that was split joins where `participation` has just taken its place.

    It has the same status, marks and role. Texts name it once a person makes it a party.
    """
    beside = locked_participation(participation)
    refuse_foreign(beside.partnership.service_id, successor)
    status, joined = beside.status, beside.joined
    marks = {"is_key_actor": beside.is_key_actor, "is_reluctant": beside.is_reluctant}
    present = beside.partnership.participations.present().filter(organisation=successor).first()
    if present:
        new = locked_participation(present)
        kept = {name: getattr(new, name) or value for name, value in marks.items()}
        _set(new, by, status=_furthest(new.status, status), **kept)
    else:
        copied = {name: getattr(beside, name) for name in ("category", "role", "order")}
        new = Participation(partnership=beside.partnership, organisation=successor, **copied)
        _, after, _ = set_fields(new, {"status": status, "joined": joined, **marks})
        after = {"organisation": successor.pk} | after
        record_participation(new, act="participation.added", by=by, before={}, after=after)
    refresh_search_text(beside.partnership)
    return new


def _set(participation: Participation, by: Actor, **values: Any) -> dict[str, Any]:
    """Set and record; returns what the plain values were."""
    was = {name: getattr(participation, name) for name in ("status", "is_key_actor", "is_reluctant") if name in values}
    before, after, _ = set_fields(participation, values)
    if after:
        record_participation(participation, by=by, before=before, after=after)
    return was


def _furthest(one: str, other: str) -> str:
    """Of two rows of one partner the one that came further says how far it is; a row that is gone says least."""
    return max(one, other, key=lambda status: HOW_FAR.index(status) if status in HOW_FAR else -1)


def _follow(former: Participation, new: Participation, name: str, once: str) -> list[int]:
    rows = getattr(former, name).all()
    if once:
        rows = rows.exclude(**{f"{once}__in": getattr(new, name).values(once)})
    return _move(rows, new)


def _parties_follow(former: Participation, new: Participation) -> list[int]:
    """Parties of drafts, unless the draft names the other one too."""
    drafts = former.parties.filter(agreement__status=AgreementStatus.DRAFT)
    drafts = drafts.exclude(agreement__in=new.parties.values("agreement"))
    return _move(drafts, new)


def _ask_for_signatories(parties: list[int], successor: Organisation) -> None:
    """Who signed for the former organisation does not sign for its successor unless it says so (S4)."""
    Signatory.objects.filter(party__in=parties).exclude(contact__organisation=successor).delete()


def _move(rows: Any, new: Participation) -> list[int]:
    found: list[Model] = list(rows)
    keys = [row.pk for row in found]
    if keys:
        type(found[0])._default_manager.filter(pk__in=keys).update(participation=new)
    return keys


def _close_second_invitation(former: Participation, new: Participation) -> int | None:
    """One open invitation a participant: the place's own stays open."""
    second = former.invitations.open().first()
    if second is None or not new.invitations.open().exists():
        return None
    type(second).objects.filter(pk=second.pk).update(closed_at=timezone.now())
    return int(second.pk)
