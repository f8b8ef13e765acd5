"""What commitments add to other pages: the partnership, its ending, its review, and what waits (G4)."""

import datetime
from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.hooks import EndingLine, Panel, TaskKind, Told
from partnerships.models import Agreement, Partnership, WaitingTask
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_keep_commitments, reads_statements
from reviews.commitments.rules.standing import BAD, LATE, WAITS
from reviews.commitments.services.listing import PartySheet, TaskLine, brief_sheet_of, sheet_of
from reviews.commitments.services.reviewing import asked_at
from reviews.commitments.services.waiting import ACCEPT, DECIDE, DO, kind_of, unsettled
from reviews.hooks import OVERVIEW
from reviews.models import Commitment, CommitmentTask, Review

from .words import (
    acts_on,
    in_time_words,
    kept_words,
    late_words,
    may_decide,
    next_words,
    row_of,
    state_words,
    tint,
    title_of,
)

MISSED = 2  # that are named beside a party’s count


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    """Who keeps its commitments; nothing where there are none. A constant number of queries."""
    sheet = brief_sheet_of(partnership, today, present=getattr(partnership, "partners_present", ()))
    if not sheet.lines:
        return []
    count = len(sheet.lines) - sheet.for_the_end
    words = ngettext("See this commitment", "All %(count)s commitments", count) % {"count": count}
    context = {
        "url": reverse("reviews:commitments", args=[partnership.pk]),
        "all": words,
        "lede": " ".join([in_time_words(sheet.kept), *_open_words(sheet.tasks(WAITS, *BAD), membership)]),
        "parties": [_party(party, membership) for party in sheet.parties if party.count],
    }
    return [Panel("reviews/commitments/_panel.html", context)]


def _open_words(tasks: list[TaskLine], membership: Membership) -> list[str]:
    ours = [each for each in tasks if each.state.code == WAITS and may_decide(each.task, membership)]
    others = len(tasks) - len(ours)
    found = []
    if others:
        words = ngettext("%(count)s task is open with others.", "%(count)s tasks are open with others.", others)
        found.append(words % {"count": others})
    if ours:
        words = ngettext("%(count)s waits for you.", "%(count)s wait for you.", len(ours))
        found.append(words % {"count": len(ours)})
    return found


def _party(party: PartySheet, membership: Membership) -> dict[str, Any]:
    coming = min((line for line in party.lines if line.coming), key=lambda line: line.coming.day, default=None)
    return {
        "name": party.name or _("All parties together"),
        "is_lead": party.is_lead,
        "in_time": kept_words(party.kept),
        "open": _open_of(party, membership),
        "next": title_of(coming.commitment) if coming else "",
        "next_day": next_words(coming) if coming else "",
    }


def _open_of(party: PartySheet, membership: Membership) -> list[dict[str, Any]]:
    """What is late, returned or waits of one party, each with what the reader may do; else what cannot be seen."""
    found = []
    for line in party.lines:
        current = line.current
        named = {"tag": state_words(line.state), "tint": tint(line.state), "title": title_of(line.commitment)}
        if line.commitment.is_unseen:
            found.append({**named, "acts": acts_on(line, membership)})
        elif current and current.state.code in (WAITS, *BAD):
            if current.state.code == LATE:
                named["tag"] = late_words(current.state.days_late)
            elif current.state.code == WAITS and may_decide(current.task, membership):
                named["tag"] = _("Waits for you")
            found.append({**named, "acts": acts_on(line, membership)[:1]})
    return found[: MISSED + 1]


def review_panels(*, review: Review, place: str, membership: Membership) -> list[Panel]:
    """What is late or returned comes up at the review, and what it asks of what holds always."""
    if place != OVERVIEW:
        return []
    partnership = review.series.partnership
    may_read = reads_statements(membership, partnership)
    sheet = sheet_of(partnership, timezone.localdate(), with_statements=may_read)
    if not sheet.lines:
        return []
    asked = sum(each.task.review_id == review.pk for line in sheet.lines for each in line.tasks)
    may_say = can_keep_commitments(membership, partnership) and any(asked_at(review))
    words = ngettext(
        "%(count)s ongoing commitment is asked about at this review.",
        "%(count)s ongoing commitments are asked about at this review.",
        asked,
    )
    context = {
        "url": reverse("reviews:commitments", args=[partnership.pk]),
        "lede": in_time_words(sheet.kept),
        "asked": words % {"count": asked} if asked else "",
        "say_url": reverse("reviews:review_commitments", args=[review.pk]) if may_say else "",
        "rows": [row_of(line, membership) for line in sheet.lines if line.is_bad][:4],
    }
    return [Panel("reviews/commitments/_panel_review.html", context)]


def ending_lines(
    *, partnership: Partnership, ends_on: datetime.date, today: datetime.date, membership: Membership
) -> list[EndingLine]:
    """What closes with the partnership."""
    count = Commitment.objects.running().filter(partnership=partnership).count()
    if not count:
        return []
    words = ngettext(
        "%(count)s commitment, with what is open of it",
        "%(count)s commitments, with what is open of them",
        count,
    )
    url = reverse("reviews:commitments", args=[partnership.pk])
    return [EndingLine(words % {"count": count}, url=url, action=_("See the commitments"))]


def _by_partnership(tasks: list[WaitingTask], kind: str, today: datetime.date) -> dict[int, list[CommitmentTask]]:
    found: dict[int, list[CommitmentTask]] = defaultdict(list)
    for each in unsettled([task.ref for task in tasks]):
        if kind_of(each, today) == kind:
            found[each.commitment.partnership_id].append(each)
    return found


def tell_accepting(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {key: _accept(key, rows) for key, rows in _by_partnership(tasks, ACCEPT, today).items()}


def _accept(key: int, rows: list[CommitmentTask]) -> Told:
    if len(rows) == 1:
        label = _("Accept or return: %(commitment)s") % {"commitment": title_of(rows[0].commitment)}
        url = reverse("reviews:commitment_decide", args=[rows[0].pk])
    else:
        label = ngettext("Accept or return %(count)s commitment", "Accept or return %(count)s commitments", len(rows))
        label, url = label % {"count": len(rows)}, reverse("reviews:commitments", args=[key])
    first = min(row.sent_on for row in rows)
    return Told(url, label, _parties(rows), _("since %(day)s") % {"day": display_date(first)})


def tell_late(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {key: _late(key, rows) for key, rows in _by_partnership(tasks, DECIDE, today).items()}


def _late(key: int, rows: list[CommitmentTask]) -> Told:
    if len(rows) == 1:
        label = _("Decide on a late commitment: %(commitment)s") % {"commitment": title_of(rows[0].commitment)}
        url = reverse("reviews:commitment", args=[rows[0].commitment_id])
    else:
        label = ngettext("Decide on %(count)s late commitment", "Decide on %(count)s late commitments", len(rows))
        label, url = label % {"count": len(rows)}, reverse("reviews:commitments", args=[key]) + "?view=open"
    first = min(row.day for row in rows)
    return Told(url, label, _parties(rows), _("due on %(day)s") % {"day": display_date(first)})


def tell_due(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {key: _due(key, rows) for key, rows in _by_partnership(tasks, DO, today).items()}


def _due(key: int, rows: list[CommitmentTask]) -> Told:
    if len(rows) == 1:
        label = _("Keep a commitment: %(commitment)s") % {"commitment": title_of(rows[0].commitment)}
        url = reverse("reviews:commitment_done", args=[rows[0].pk])
    else:
        label = ngettext("Keep %(count)s commitment that is due", "Keep %(count)s commitments that are due", len(rows))
        label, url = label % {"count": len(rows)}, reverse("reviews:commitments", args=[key]) + "?view=day"
    first = min(row.day for row in rows)
    return Told(url, label, _parties(rows), _("due on %(day)s") % {"day": display_date(first)})


def _parties(rows: list[CommitmentTask]) -> str:
    return "; ".join(dict.fromkeys(row.commitment.party_label or _("All parties together") for row in rows))


KINDS = {
    ACCEPT: TaskKind(
        gettext_lazy("Accept or return what a party did"),
        gettext_lazy("A party says that it kept a commitment, and waits for the answer."),
        tell_accepting,
    ),
    DECIDE: TaskKind(
        gettext_lazy("Decide on a late commitment"),
        gettext_lazy("A commitment was not kept by its day: remind, set another day, or set it aside with a reason."),
        tell_late,
    ),
    DO: TaskKind(
        gettext_lazy("Keep a commitment"),
        gettext_lazy("Something that the employment service, or all parties together, agreed to do is due."),
        tell_due,
    ),
}
