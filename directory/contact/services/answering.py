"""The people of an entry answer, decline, pass a message on, or report it; the only writer of its later states (D3)."""

from datetime import date, datetime

from django.utils import timezone

from directory.contact import mails
from directory.correspondence.services import give_link, is_repeated, sender_of, take_turn, write_down
from directory.models import BlockedSender, ContactRequest, Correspondent
from directory.rules.messages import Act, Side, message_move
from directory.visits.services.moving import decline_visit, offer_days
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.links import keyed_hash
from pes_partnerships.lib.moves import MoveRefused

MOST_HAND_OVERS = 5


@one_act()
def answer(*, request: ContactRequest, by: Actor, email: str, words: str, at: datetime | None = None) -> ContactRequest:
    """Mailed to its sender, who sees from now on who answered and under which address. May be done again."""
    at = at or timezone.now()
    fresh = _moved(request, "answer", at)
    if is_repeated(fresh, side=Side.OWNER, act=Act.ANSWERED, words=words):
        return fresh
    _say(fresh, Act.ANSWERED, by, email, words, at)
    write_down("message.answered", fresh, by, at)
    return fresh


@one_act()
def ask_back(*, request: ContactRequest, by: Actor, email: str, words: str, at: datetime | None = None) -> None:
    """A question before the answer: the message goes on waiting."""
    at = at or timezone.now()
    fresh = _moved(request, "ask_back", at)
    if is_repeated(fresh, side=Side.OWNER, act=Act.ASKED_BACK, words=words):
        return
    fresh.reminded_at = None
    fresh.save(update_fields=["reminded_at"])
    _say(fresh, Act.ASKED_BACK, by, email, words, at)
    write_down("message.asked_back", fresh, by, at)


@one_act()
def answer_with_days(
    *,
    request: ContactRequest,
    by: Actor,
    email: str,
    words: str,
    days: list[date],
    programme: str = "",
    at: datetime | None = None,
) -> None:
    """Yes to a visit: its sender is asked to choose one of the days."""
    at = at or timezone.now()
    fresh = _moved(request, "answer", at)
    offer_days(request=fresh, by=by, email=email, words=words, days=days, programme=programme, at=at)


@one_act()
def decline(*, request: ContactRequest, by: Actor, email: str, words: str, at: datetime | None = None) -> None:
    """With a word why, which its sender alone reads."""
    at = at or timezone.now()
    fresh = _moved(request, "decline", at)
    if hasattr(fresh, "visit"):
        decline_visit(request=fresh, by=by, at=at)
    _say(fresh, Act.DECLINED, by, email, words, at)
    write_down("message.declined", fresh, by, at)


@one_act()
def hand_over(
    *, request: ContactRequest, by: Actor, leaver: Correspondent | None, name: str, email: str, words: str, at=None
) -> Correspondent:
    """To a colleague, with the day by which an answer is expected. Who came by a link no longer takes part.

    Raises MoveRefused after a few times: no chain of addresses is to be written to.
    """
    at = at or timezone.now()
    fresh = _moved(request, "pass_on", at)
    if fresh.turns.filter(act=Act.PASSED_ON).count() >= MOST_HAND_OVERS:
        raise MoveRefused("it has been passed on often enough")
    if leaver:
        Correspondent.objects.filter(pk=leaver.pk).update(left_at=at)
    language = leaver.language if leaver else fresh.entry.service.language if fresh.entry.service else "en"
    row, _is_new = Correspondent.objects.update_or_create(
        request=fresh,
        side=Side.OWNER,
        email=email.casefold(),
        defaults={"name": name, "language": language, "left_at": None},
    )
    take_turn(fresh, side=Side.OWNER, act=Act.PASSED_ON, by=by, at=at)
    mails.passed_on(to=row, token=give_link(row, at), handed_over_by=by.label, note=words)
    write_down("message.passed_on", fresh, by, at)
    return row


@one_act()
def report_abuse(*, request: ContactRequest, by: Actor, at: datetime | None = None) -> None:
    """It is not answered, its sender is told nothing and writes to no entry again, until an admin allows it."""
    at = at or timezone.now()
    fresh = _moved(request, "report", at)
    BlockedSender.objects.get_or_create(
        email_hash=keyed_hash(fresh.email), defaults={"request": fresh, "blocked_at": at}
    )
    mails.reported(request=fresh, at=at)
    write_down("message.reported", fresh, by, at)


@one_act()
def allow_again(*, request: ContactRequest, by: Actor, at: datetime | None = None) -> None:
    """An admin found nothing wrong: the message waits for its answer again."""
    at = at or timezone.now()
    fresh = _moved(request, "clear", at)
    BlockedSender.objects.filter(email_hash=keyed_hash(fresh.email)).delete()
    write_down("message.cleared", fresh, by, at)


def _moved(request: ContactRequest, act: str, at: datetime) -> ContactRequest:
    """The row as it is now, moved; raises MoveRefused where another person was faster."""
    rows = ContactRequest.objects.select_for_update(of=("self",))
    fresh = rows.select_related("entry__service", "entry__partnership", "own_entry__partnership", "visit").get(
        pk=request.pk
    )
    fresh.status, fresh.moved_at = message_move(act, fresh.status), at
    if act in ("answer", "decline") and fresh.answered_at is None:
        fresh.answered_at = at
    fresh.save(update_fields=["status", "moved_at", "answered_at"])
    return fresh


def _say(request: ContactRequest, act: str, by: Actor, email: str, words: str, at: datetime) -> None:
    turn = take_turn(request, side=Side.OWNER, act=act, by=by, at=at, words=words)
    sender = sender_of(request)
    mails.answered(to=sender, token=give_link(sender, at), turn=turn, answers_to=email)
