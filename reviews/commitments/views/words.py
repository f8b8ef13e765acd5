"""A commitment and its tasks in words: source, rhythm, state, what was said and what comes next (G4)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_keep_commitments, can_lead_commitments
from reviews.commitments.rules.deciding import notes_acceptance, service_accepts
from reviews.commitments.rules.standing import (
    ACCEPTED,
    CLOSED,
    LATE,
    RETURNED,
    SET_ASIDE,
    UNSEEN,
    WAITS,
    Kept,
    State,
)
from reviews.commitments.services.acting import doer_of
from reviews.commitments.services.listing import Line, TaskLine
from reviews.models import Commitment, CommitmentTask
from reviews.rules.commitment_words import CommitmentKind, HowOften, TaskAct

TINTS = {ACCEPTED: "success", WAITS: "info", LATE: "error", RETURNED: "warning", UNSEEN: "warning"}
SHORT = 90

Link = dict[str, str]


def state_words(state: State) -> str:
    words = {
        WAITS: pgettext("commitment", "Waits for acceptance"),
        ACCEPTED: pgettext("commitment", "Accepted"),
        RETURNED: pgettext("commitment", "Returned"),
        LATE: pgettext("commitment", "Late"),
        SET_ASIDE: pgettext("commitment", "Set aside"),
        UNSEEN: pgettext("commitment", "Not measured"),
        CLOSED: pgettext("commitment", "Closed"),
    }
    return words.get(state.code, pgettext("commitment", "Nothing due"))


def tint(state: State) -> str:
    return TINTS.get(state.code, "neutral")


def title_of(commitment: Commitment) -> str:
    """Its first words: the whole text is on its own page."""
    first = commitment.text.strip().splitlines()[0]
    return first if len(first) <= SHORT else f"{first[:SHORT].rsplit(' ', 1)[0]} …"


def source_words(commitment: Commitment) -> str:
    """“Contribution, chapter 5”, “Report, clause 7.1”."""
    if commitment.kind == CommitmentKind.BY_HAND:
        said = {"number": commitment.clause, "title": commitment.made_in}
        return _("Added by hand, from chapter %(number)s, %(title)s") % said
    if commitment.made_in:
        return _("Made elsewhere: %(where)s") % {"where": commitment.made_in}
    named = {"kind": commitment.get_kind_display(), "number": commitment.clause}
    if not commitment.clause:
        return str(named["kind"])
    return (_("%(kind)s, clause %(number)s") if "." in commitment.clause else _("%(kind)s, chapter %(number)s")) % named


def rhythm_words(commitment: Commitment) -> str:
    if commitment.how_often != HowOften.EVERY or not commitment.every_months:
        return str(commitment.get_how_often_display())
    named = {1: _("Every month"), 3: _("Every quarter"), 6: _("Twice a year"), 12: _("Once a year")}
    months = commitment.every_months
    every = ngettext("Every %(count)s month", "Every %(count)s months", months) % {"count": months}
    return named.get(months, every)


def kept_words(kept: Kept) -> str:
    """“6 of 8”; a dash where nothing fell due."""
    return _("%(in_time)s of %(due)s") % {"in_time": kept.in_time, "due": kept.due} if kept.due else "–"


def in_time_words(kept: Kept) -> str:
    if not kept.due:
        return _("Nothing fell due in the last twelve months.")
    words = ngettext(
        "%(in_time)s of %(count)s that fell due in the last twelve months was kept in time.",
        "%(in_time)s of %(count)s that fell due in the last twelve months were kept in time.",
        kept.due,
    )
    return words % {"in_time": kept.in_time, "count": kept.due}


def late_words(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}


def note_of(line: TaskLine | None) -> str:
    """What stands beside the state: when, what was said, how late."""
    if line is None:
        return ""
    late = late_words(line.state.days_late) if line.state.days_late else ""
    day = display_date(line.day)
    match line.state.code:
        case "late":
            return _("Due on %(day)s, %(late)s") % {"day": day, "late": late}
        case "returned":
            act = line.last(TaskAct.RETURNED)
            said = {"day": display_date(act.on) if act else day, "words": act.words if act else ""}
            words = _("Returned on %(day)s: “%(words)s”") if said["words"] else _("Returned on %(day)s")
            return words % said
        case "waits" | "accepted":
            act = line.last(TaskAct.SENT)
            words = act.words.strip().rstrip(".") if act else ""
            said = {"words": words, "day": display_date(line.task.sent_on), "late": late}
            if not words:
                return _("sent on %(day)s, %(late)s") % said if late else _("sent on %(day)s") % said
            return _("%(words)s, sent on %(day)s, %(late)s") % said if late else _("%(words)s, sent on %(day)s") % said
        case "set_aside" | "closed":
            act = line.last(TaskAct.SET_ASIDE) or line.last(TaskAct.CLOSED)
            return _("%(day)s: %(words)s") % {"day": day, "words": act.words} if act and act.words else day
    return day


def line_note(line: Line) -> str:
    """The note of the task that matters, and how many more are late."""
    if line.state.code == UNSEEN:
        return _("No one measures it.")
    note = note_of(line.current)
    if line.late > 1:
        more = ngettext("%(count)s more is late or returned.", "%(count)s more are late or returned.", line.late - 1)
        return f"{note} · {more % {'count': line.late - 1}}"
    return note


def next_words(line: Line) -> str:
    commitment = line.commitment
    if coming := line.coming:
        day = display_date(coming.day)
        return _("%(day)s, at the review") % {"day": day} if coming.task.review_id else day
    if commitment.how_often == HowOften.WHEN_ASKED:
        return _("when asked")
    if commitment.how_often == HowOften.AT_END:
        return _("when the partnership ends")
    return _("at the next review") if commitment.how_often == HowOften.ALWAYS else "–"


def owner_words(commitment: Commitment) -> str:
    owner = commitment.owner
    return str(owner.name) if owner else _("No person named")


def may_decide(task: CommitmentTask, membership: Membership) -> bool:
    """The office itself; or a manager who notes the word of a partner."""
    partnership = task.commitment.partnership
    if not can_keep_commitments(membership, partnership):
        return False
    doer = doer_of(task)
    return service_accepts(doer, membership.user_id) or (
        can_lead_commitments(membership, partnership) and notes_acceptance(doer, membership.user_id)
    )


def who_accepts(task: CommitmentTask) -> str:
    """What the page says to a reader who cannot accept it."""
    if task.is_sent_by_us:
        return _("No party accepts its own work: a partner accepts it by its link, or another manager notes its word.")
    if task.commitment.is_joint:
        return _("It is accepted by another party by its link, or by another colleague: not by who recorded it.")
    return _("The employment service accepts it.")


def acts_on(line: Line, membership: Membership) -> list[Link]:
    """What this person may do about it now, in the row."""
    commitment, found = line.commitment, []
    if not can_keep_commitments(membership, commitment.partnership):
        return []
    current, to_do = line.current, line.to_do
    if current and current.state.code == WAITS and may_decide(current.task, membership):
        found.append(_link("commitment_decide", current.task.pk, _("Accept or return")))
    if commitment.is_unseen and can_lead_commitments(membership, commitment.partnership):
        found.append(_link("commitment_measure", commitment.pk, _("Say how it is measured")))
    if line.is_bad and to_do and not commitment.is_own:
        found.append(_link("commitment_remind", to_do.task.pk, _("Remind")))
    if to_do and not commitment.is_unseen and (line.is_bad or commitment.is_own or commitment.is_joint):
        found.append(_link("commitment_done", to_do.task.pk, _("Say that it was done")))
    if commitment.how_often == HowOften.WHEN_ASKED:
        found.append(_link("commitment_ask", commitment.pk, _("Ask for a day")))
    return found


def row_of(line: Line, membership: Membership) -> dict[str, Any]:
    commitment = line.commitment
    return {
        "commitment": commitment,
        "url": reverse("reviews:commitment", args=[commitment.pk]),
        "title": title_of(commitment),
        "source": source_words(commitment),
        "rhythm": rhythm_words(commitment),
        "owner": owner_words(commitment),
        "party": commitment.party_label if line.is_for_the_end else "",
        "is_calm": line.state.code == ACCEPTED and not acts_on(line, membership),
        "state": state_words(line.state),
        "tint": tint(line.state),
        "note": line_note(line),
        "next": next_words(line),
        "acts": acts_on(line, membership),
    }


def _link(route: str, key: int, label: str) -> Link:
    return {"url": reverse(f"reviews:{route}", args=[key]), "label": label}
