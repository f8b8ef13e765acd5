"""What a party objects to the end, and the answer; and the words on the end that the directory may show (R9, D4)."""

import datetime

from django.utils import timezone

from partnerships.models import Ending, EndingObjection, Participation
from partnerships.shared.services.conflicts import refuse_overtaken
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

WORDS = ("public_how", "public_learnt")


@one_act()
def note_objection(
    *, ending: Ending, user: User, participation: Participation, words: str, said_on: datetime.date, answer: str = ""
) -> EndingObjection:
    """It stays with the reason, and stops nothing."""
    objection = EndingObjection(ending=ending, participation=participation, words=words, said_on=said_on)
    if answer:
        objection.answer, objection.answered_on, objection.answered_by = answer, timezone.localdate(), user
    objection.full_clean(exclude=["ending"])
    objection.save()
    private = {"words": words, **({"answer": answer} if answer else {})}
    _record("ending.objected", ending, user, after={"party": participation.name}, private=private)
    return objection


@one_act()
def answer_objection(*, objection: EndingObjection, user: User, answer: str) -> EndingObjection:
    rows = EndingObjection.objects.select_for_update(of=("self",)).select_related("ending__partnership__service")
    locked = rows.get(pk=objection.pk)
    if locked.answered_on:
        raise MoveRefused("it was answered before")
    locked.answer, locked.answered_on, locked.answered_by = answer, timezone.localdate(), user
    locked.save(update_fields=["answer", "answered_on", "answered_by"])
    _record("ending.answered", locked.ending, user, private={"answer": answer})
    return locked


@one_act()
def approve_words(
    *, ending: Ending, user: User, public_how: str, public_learnt: str, seen: str | None = None
) -> Ending:
    """Nothing of it is public before an entry with these words is proposed and published."""
    locked = Ending.objects.select_for_update(of=("self",)).select_related("partnership__service").get(pk=ending.pk)
    refuse_overtaken(locked, seen, WORDS)
    locked.public_how, locked.public_learnt = public_how, public_learnt
    locked.approved_on, locked.approved_by = timezone.localdate(), user
    locked.save(update_fields=[*WORDS, "approved_on", "approved_by"])
    _record("ending.worded", locked, user, private={"public_how": public_how, "public_learnt": public_learnt})
    return locked


def _record(act: str, ending: Ending, user: User, **values) -> None:
    partnership = ending.partnership
    record(act=act, anchor=partnership, obj=ending, by=Actor.user(user), service=partnership.service, **values)
