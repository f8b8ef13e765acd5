"""The only writer of the ledger: one row an act, in the transaction of the act itself."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import connection, models, transaction
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry, LedgerHead, PrivateValue
from pes_partnerships.ledger.rules.acts import ERASED, known_acts
from pes_partnerships.ledger.rules.chain import commitment, diff, plain

from .acting import about

__all__ = ["Act", "Actor", "LedgerRefused", "Personal", "diff", "erase_person", "record", "record_many"]


class LedgerRefused(RuntimeError):
    """The act cannot be recorded as asked; the text says what to do."""


@dataclass(frozen=True)
class Actor:
    """Who does the act; `person` is the row (user or contact) whose erasure takes the name away."""

    kind: str
    label: str
    person: models.Model | None = None

    @classmethod
    def user(cls, user: models.Model) -> Self:
        return cls("user", getattr(user, "name", "") or str(user), user)

    @classmethod
    def link(cls, name: str, *, person: models.Model | None = None) -> Self:
        """Somebody without an account who came by a mailed link."""
        return cls("link", name, person)

    @property
    def account(self) -> models.Model | None:
        """The row of who is signed in; None for a link, the clock and the product itself."""
        return self.person if self.kind == "user" else None

    @classmethod
    def clock(cls) -> Self:
        return cls("clock", "")

    @classmethod
    def system(cls) -> Self:
        return cls("system", "")


@dataclass(frozen=True)
class Personal:
    """A personal value and whose it is; a bare text in `private` belongs to no known person."""

    value: str
    person: models.Model | None = None


@dataclass(frozen=True)
class Act:
    """One act for the ledger. `anchor` is the thing whose history shows it, `obj` the thing acted on (or the anchor).

    `before` and `after` must not be personal: names, addresses and reasons of people go into `private`.
    """

    act: str
    anchor: models.Model
    by: Actor
    obj: models.Model | None = None
    service: models.Model | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    private: Mapping[str, str | Personal] | None = None
    at: datetime | None = None


def record(
    *,
    act: str,
    anchor: models.Model,
    by: Actor,
    obj: models.Model | None = None,
    service: models.Model | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    private: Mapping[str, str | Personal] | None = None,
    at: datetime | None = None,
) -> LedgerEntry:
    """Write one act (see Act for what each value means)."""
    [entry] = record_many([Act(act, anchor, by, obj, service, before, after, private, at)])
    return entry


def record_many(acts: Sequence[Act]) -> list[LedgerEntry]:
    """Write acts in their order: one chain, one lock of its head, few statements however many there are.

    Other writers wait from here until the commit: call it last in a long transaction.
    """
    for one in acts:
        _refuse_what_cannot_stand(one.act)
    if not acts:
        return []
    personal = [_personal_values(one.by, one.private or {}) for one in acts]
    salts = [{key: secrets.token_hex(16) for key in values} for values in personal]
    head = _locked_head()
    entries = []
    for one, values, salt in zip(acts, personal, salts, strict=True):
        entry = _entry(one, {key: commitment(salt[key], value.value) for key, value in values.items()}, head)
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
    LedgerEntry.objects.bulk_create(entries)
    PrivateValue.objects.bulk_create(
        PrivateValue(entry=entry, key=key, salt=salt[key], value=value.value, **_whose(value.person))
        for entry, values, salt in zip(entries, personal, salts, strict=True)
        for key, value in values.items()
    )
    head.save(update_fields=["seq", "hash"])
    about((one.act, one.anchor) for one in acts)
    return entries


def _entry(one: Act, commitments: dict[str, str], head: LedgerHead) -> LedgerEntry:
    obj = one.anchor if one.obj is None else one.obj
    entry = LedgerEntry(
        seq=head.seq + 1,
        at=one.at or timezone.now(),
        act=one.act,
        service=one.service,
        anchor_type=one.anchor._meta.model_name,
        anchor_id=str(one.anchor.pk),
        object_type=obj._meta.model_name,
        object_id=str(obj.pk),
        object_label=str(getattr(obj, "ledger_label", ""))[:200],
        before=plain(one.before or {}),
        after=plain(one.after or {}),
        commitments=commitments,
        actor_kind=one.by.kind,
        previous_hash=head.hash,
    )
    entry.hash = entry.reckoned_hash()
    return entry


@transaction.atomic
def erase_person(*, person: models.Model, by: Actor) -> int:
    """Take a person's clear text out of the ledger; the chain holds commitments only and still verifies.

    `person` is a user or a contact. Returns the number of values erased.
    """
    theirs = PrivateValue.objects.filter(**_whose(person))
    erased: dict[str, list[str]] = {}
    for seq, key in theirs.order_by("entry__seq", "key").values_list("entry__seq", "key"):
        erased.setdefault(str(seq), []).append(key)
    count = sum(map(len, erased.values()))
    # recorded first: if people erase themselves, their name leaves this row too; verify() lets nothing else be missing
    record(act=ERASED, anchor=person, by=by, after={"values": count, "erased": erased})
    theirs.delete()
    return count


def _refuse_what_cannot_stand(act: str) -> None:
    if act not in known_acts:
        raise LedgerRefused(f"Unknown act {act!r}: declare it in its subject's acts.py, which apps.py registers.")
    if not connection.in_atomic_block:
        raise LedgerRefused(
            f"record({act!r}) outside a transaction: call it inside the transaction.atomic() of the act "
            "itself, so that neither can stand without the other."
        )


def _locked_head() -> LedgerHead:
    """The head, locked until commit: the next writer waits, so the chain cannot fork."""
    head, new = LedgerHead.objects.select_for_update().get_or_create(id=LedgerHead.ONLY)
    if new and LedgerEntry.objects.exists():
        raise LedgerRefused("The head of the ledger is gone: run manage.py verify_ledger and restore a backup.")
    return head


def _personal_values(by: Actor, private: Mapping[str, str | Personal]) -> dict[str, Personal]:
    if "actor" in private:
        raise LedgerRefused("The private key 'actor' is kept for who did the act: choose another key.")
    values = {"actor": Personal(by.label, by.person)} if by.label else {}
    for key, value in private.items():
        personal = value if isinstance(value, Personal) else Personal(value)
        values[key] = Personal(str(plain(personal.value)), personal.person)
    return values


def _whose(person: models.Model | None) -> dict[str, str]:
    if person is None:
        return {"person_type": "", "person_id": ""}
    return {"person_type": person._meta.model_name or "", "person_id": str(person.pk)}
