"""What comments add to other pages: the task list of a draft, what bars its signature, and what waits (G3)."""

import datetime
from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.commenting.rules.places import CLAUSE, clause_of, section_of
from partnerships.commenting.rules.standing import comment_findings, sent_words, waiting_words
from partnerships.commenting.services.waiting import COMMENTS, awaited_rounds, standing_of
from partnerships.hooks import Panel, TaskKind, Told
from partnerships.models import Agreement, CommentRound, Remark, WaitingTask
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding


def draft_findings(*, agreement: Agreement) -> list[Finding]:
    standing = standing_of(agreement)
    running = sent_words(standing.asked, standing.answered, standing.round.ends_on) if standing.is_running else ""
    return comment_findings(waiting=standing.waiting, running=running)


def draft_panels(*, agreement: Agreement, membership: Membership) -> list[Panel]:
    """Beside the task list: share the draft, or how far the comments have come."""
    if not membership.may("comment_draft"):
        return []
    standing = standing_of(agreement)
    words = sent_words(standing.asked, standing.answered, standing.round.ends_on) if standing.round else ""
    context = {
        "url": reverse("partnerships:comments", args=[agreement.pk]),
        "share_url": reverse("partnerships:comments_share", args=[agreement.pk]),
        "standing": words,
        "waiting": waiting_words(standing.waiting) if standing.waiting else "",
        "may_share": membership.may("write_agreement"),
    }
    return [Panel("partnerships/commenting/_panel_draft.html", context)]


def part_panels(*, agreement: Agreement, part: str, membership: Membership) -> list[Panel]:
    """Beside the clause it is about: what somebody said of it, and what became of that. One query."""
    if not membership.may("comment_draft"):
        return []
    rows = Remark.objects.standing().filter(agreement=agreement, part__startswith=f"{CLAUSE}:{part}")
    may_answer = membership.may("write_agreement") and agreement.is_draft
    found = []
    for remark in rows.select_related("request", "user"):
        if section_of(remark.part) != part:
            continue
        url = reverse("partnerships:remark_answer", args=[remark.pk]) if may_answer and remark.waits else ""
        context = {"remark": remark, "url": url}
        found.append(Panel("partnerships/commenting/_panel_remark.html", context, place=clause_of(remark.part)))
    return found


def tell_comments(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {task.ref: _told(task) for task in tasks}


def _told(task: WaitingTask) -> Told:
    facts, reasons = task.facts, []
    if facts["waiting"]:
        reasons.append(waiting_words(facts["waiting"]))
    if facts["ends_on"]:
        reasons.append(sent_words(facts["sent"], facts["answered"], datetime.date.fromisoformat(facts["ends_on"])))
    return Told(
        reverse("partnerships:comments", args=[task.ref]),
        _("Answer the comments") if facts["waiting"] else _("Await comments on the draft"),
        " ".join(reasons),
        _("since %(day)s") % {"day": display_date(task.since)},
    )


KINDS = {
    COMMENTS: TaskKind(
        gettext_lazy("Answer comments on a draft"),
        gettext_lazy("A draft is shared for comment, or comments wait for an answer."),
        tell_comments,
    )
}


def tell_rounds(rounds: Sequence[int], today: datetime.date) -> dict[int, Told]:
    answered = Count("requests", filter=Q(requests__finished_at__isnull=False))
    rows = CommentRound.objects.filter(pk__in=rounds).annotate(asked=Count("requests"), answered=answered)
    return {
        row.pk: Told(
            reverse("partnerships:comments", args=[row.agreement_id]),
            _("Ask for the comments on the draft that are missing"),
            sent_words(row.asked, row.answered, row.ends_on),
        )
        for row in rows
    }


REMINDERS = (
    Kind(
        "comments_awaited",
        gettext_lazy("Comments on a draft that partners have not sent"),
        awaited_rounds,
        tell_rounds,
        Plan(lead_days=(3, 0), manager_after=None, head_after=None, every=None, most=0),
        partnership="agreement__partnership",
        day="ends_on",
        known="shared_at",
        ends_at_due=True,
    ),
    kind_of_task(
        "comments",
        COMMENTS,
        label=gettext_lazy("Comments that wait for an answer, after two weeks"),
        plan=Plan(lead_days=(0,), manager_after=None, head_after=21, every=14, most=4),
        day="since",
        grace=14,
    ),
)
