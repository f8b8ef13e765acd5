"""The page of an ending: how and why, what to do now, before the end, the protocol, what stays and closes (R9)."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from partnerships import hooks
from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.services.wording import agreement_text
from partnerships.ending.services.leaving import takes_withdrawals
from partnerships.ending.services.standing import progress_of, step_lines
from partnerships.models import Agreement, Ending, EndingStep
from partnerships.rules.lifecycle import EndingStatus
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.templatetags.ui import distance

from .ending_facts import facts_of
from .following import carried_on
from .found import crumbs_of, ending_to_read
from .now import now_lines
from .remaining import remaining
from .step_words import columns, step_row
from .telling import told_row

STATUS_KINDS = {"decided": "warning", "to_confirm": "warning", "ended": "neutral", "stopped": "neutral"}


@role_required("read_portfolio")
@require_safe
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    found = ending_to_read(request, pk)
    lines = step_lines(found, today)
    if file := as_file(request, "ending", columns(), lines):
        return file
    membership = request.membership
    may_decide = membership.may("form_partnership") and found.stopped_on is None
    values = {"partnership": found.partnership, "ends_on": found.ends_on, "today": today, "membership": membership}
    panels, known = hooks.ending_panels(**values), hooks.ending_lines(**values)
    before = [line for line in lines if line.step.is_before]
    after = [line for line in lines if not line.step.is_before]
    objections = list(found.objections.select_related("participation__organisation", "answered_by"))
    context = {
        "ending": found,
        "partnership": found.partnership,
        "crumbs": crumbs_of(found, is_below=False),
        "title": _title(found),
        "status_label": found.status.label,
        "status_kind": STATUS_KINDS[found.status],
        "lede": _lede(found, progress_of(lines), today),
        "facts": facts_of(found, lines, today),
        "actions": _actions(found, panels, may_decide),
        "now": now_lines(found, lines, objections, known, today, membership) if found.stopped_on is None else [],
        "before": [step_row(line, found, today) for line in before],
        "told": told_row(found) if found.is_decided else None,
        "before_count": _count_words(before),
        "after": [step_row(line, found, today) for line in after],
        "after_count": _count_words(after),
        "protocol": _protocol(found, request.LANGUAGE_CODE),
        "start": _start(found),
        "objections": objections,
        "carried_on": carried_on(found, membership),
        "may_decide": may_decide,
        "remaining": remaining(found, lines, known, may_decide=may_decide),
        "main_panels": [panel for panel in panels if panel.place == "main"],
        "aside_panels": [panel for panel in panels if panel.place == "aside"],
        "leaving_url": _leaving_url(found, membership),
    }
    return render(request, "partnerships/ending/ending.html", context)


def _title(ending: Ending) -> str:
    return _("The end of the partnership") if ending.ended_at else _("Ending the partnership")


def _lede(ending: Ending, progress: Any, today: datetime.date) -> str:
    day = {"day": display_date(ending.ends_on), "far": distance(ending.ends_on, today)}
    first = {
        EndingStatus.TO_CONFIRM: _("Its agreement ended on %(day)s. Decide whether the partnership ends, too."),
        EndingStatus.DECIDED: _("The partnership ends on %(day)s, %(far)s."),
        EndingStatus.ENDED: _("The partnership ended on %(day)s."),
        EndingStatus.STOPPED: _("The ending was stopped: the partnership goes on."),
    }[ending.status] % day
    if ending.stopped_on or not progress.total:
        return first
    if progress.is_whole:
        return f"{first} " + _("All steps are done: this page is the record.")
    words = ngettext("%(done)s of %(count)s step is done.", "%(done)s of %(count)s steps are done.", progress.total) % {
        "done": progress.done,
        "count": progress.total,
    }
    late = ngettext("%(count)s is late.", "%(count)s are late.", progress.late) % {"count": progress.late}
    return " ".join([first, words, late] if progress.late else [first, words])


def _actions(ending: Ending, panels: list[hooks.Panel], may_decide: bool) -> list[dict[str, str]]:
    """What this person may do, the likeliest first."""
    pk = ending.partnership_id
    acts = [panel.context for panel in panels if panel.place == "act"]
    if not may_decide:
        return acts
    if not ending.is_decided:
        acts = [{"url": reverse("partnerships:partnership_end", args=[pk]), "label": _("Decide on the end")}, *acts]
    acts.append({"url": reverse("partnerships:ending_step_new", args=[pk]), "label": _("Add a step")})
    if ending.is_decided and not ending.ended_at:
        acts.append({"url": reverse("partnerships:ending_move", args=[pk]), "label": _("Move the last day")})
    if not ending.ended_at:
        acts.append({"url": reverse("partnerships:ending_stop", args=[pk]), "label": _("Stop the ending")})
    return acts


def _count_words(lines: list[Any]) -> str:
    found = progress_of(lines)
    if not found.total:
        return ""
    return _("%(done)s of %(count)s done") % {"done": found.done, "count": found.total}


def _protocol(ending: Ending, language: str) -> dict[str, Any]:
    """Whether it is the text as signed or a proposal, its chapter, and which language counts."""
    agreement = ending.agreement
    is_signed = agreement is not None and ending.steps.filter(source=EndingStep.Source.SIGNED).exists()
    return {
        "is_signed": is_signed,
        "agreement": agreement if is_signed else None,
        "chapter": _chapter(agreement) if is_signed and agreement else "",
        "is_foreign": bool(is_signed and agreement and agreement.language != language),
    }


def _chapter(agreement: Agreement) -> str:
    chapters = presented(agreement_text(agreement)).chapters
    return next((str(each.number) for each in chapters if each.key == "ending"), "")


def _start(ending: Ending) -> hooks.EndingStart | None:
    if ending.review is None:
        return None
    return next(iter(hooks.ending_starts(partnership=ending.partnership, review=ending.review)), None)


def _leaving_url(ending: Ending, membership: Membership) -> str:
    """Instead of the end for all, as long as the agreement governs."""
    agreement = ending.agreement
    if agreement is None or not takes_withdrawals(agreement) or not membership.may("send_agreement"):
        return ""
    return reverse("partnerships:withdrawal_new", args=[agreement.pk])
