"""A manager decides the end of a partnership, moves its day, or stops it (R9)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships import hooks
from partnerships.ending.forms.ending import EndForm, MoveForm, StopForm
from partnerships.ending.services.deciding import decide_ending, move_ending, stop_ending, text_that_ends, what_bounds
from partnerships.ending.services.people import parties_of, people_of, untold
from partnerships.models import Agreement, Ending, Partnership
from partnerships.rules.lifecycle import EndReason
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.found import partnership_to_form
from partnerships.shared.views.notice_clock import clock_beside
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key

from .found import crumbs_of, ending_to_form


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def partnership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """`?review=` names the review that decided it; what the clock has opened fills the form, too."""
    known = partnership_to_form(request, pk)
    waiting = known.endings.standing().select_related("agreement").first()
    if waiting and waiting.is_decided:
        messages.info(request, _("The end of this partnership has been decided already."))
        return not_saved(redirect("partnerships:ending", pk))
    agreement = text_that_ends(known)
    start = _start(request, known)
    beside = clock_beside(request, agreement)
    form = EndForm(posted(request), initial=_initial(request, known, waiting, start, beside["clock"]))
    if request.method == "POST" and form.is_valid():
        review = row_key(request.GET["review"]) if start else None
        try:
            ending = decide_ending(partnership=known, user=request.user, review=review, **form.cleaned_data)
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            messages.info(request, _("The end of this partnership has been decided already."))
            return not_saved(redirect("partnerships:ending", pk))
        else:
            messages.success(request, _decided_words(ending))
            return redirect("partnerships:ending", pk)
    context = {"partnership": known, "start": start, "waiting": waiting, **beside, **_what_it_starts(known, agreement)}
    return form_page(request, "partnerships/ending/partnership_end.html", form, context, keeps=False)


def _start(request: HttpRequest, partnership: Partnership) -> hooks.EndingStart | None:
    review = row_key(request.GET.get("review", ""))
    if review is None:
        return None
    return next(iter(hooks.ending_starts(partnership=partnership, review=review)), None)


def _initial(
    request: HttpRequest, partnership: Partnership, waiting: Ending | None, start: hooks.EndingStart | None, clock: Any
) -> dict[str, Any]:
    """The day until which the agreement binds anyway, else today; reason and words of the review that decided it."""
    asked = request.GET.get("reason", "")
    agreement = text_that_ends(partnership)
    bounds = what_bounds(partnership, agreement)
    today = timezone.localdate()
    by_notice = clock.day if clock and not bounds["notice_until"] else None
    ahead = [day for day in (bounds["notice_until"], bounds["own_end"], by_notice) if day and day >= today]
    reason = start.reason if start else (waiting.reason if waiting else "")
    return {
        "ended_on": waiting.ends_on if waiting else min(ahead, default=today),
        "reason": asked if asked in EndReason.values else reason,
        "note": start.note if start else "",
        "decided_on": today,
    }


def _decided_words(ending: Ending) -> str:
    count = ending.told.count()
    if ending.ended_at:
        words = ngettext(
            "The partnership has been ended. %(count)s person is told by e-mail.",
            "The partnership has been ended. %(count)s people are told by e-mail.",
            count,
        )
    else:
        words = ngettext(
            "The end has been decided. %(count)s person is told by e-mail.",
            "The end has been decided. %(count)s people are told by e-mail.",
            count,
        )
    return words % {"count": count}


def _what_it_starts(partnership: Partnership, agreement: Agreement | None) -> dict[str, Any]:
    told = people_of(partnership, agreement)
    steps = [_("The status of the partnership becomes “Ending”, and after the last day “Ended”. Its history is kept.")]
    if agreement:
        steps.append(
            _("Agreement “%(agreement)s” ceases to be in force after the last day.") % {"agreement": agreement}
        )
        steps.append(_("Planned reviews, reports and reminders are cancelled then."))
    steps.append(_protocol_words(agreement.dissolution_steps.count() if agreement else 0))
    words = ngettext(
        "%(count)s person of the parties receives an e-mail with the day, the reason and the own steps.",
        "%(count)s people of the parties receive an e-mail with the day, the reason and their own steps.",
        len(told),
    )
    steps.append(words % {"count": len(told)})
    steps.append(_("Its directory entry remains as it is until you propose a new one with words that you approve."))
    return {"starts": steps, "untold": untold(parties_of(partnership, agreement), told)}


def _protocol_words(count: int) -> str:
    if not count:
        return _("There is no dissolution protocol: five steps are proposed, and you decide who does them.")
    words = ngettext(
        "The dissolution protocol becomes a list: %(count)s step with its owner and its day.",
        "The dissolution protocol becomes a list: %(count)s steps with their owners and their days.",
        count,
    )
    return words % {"count": count}


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def ending_move(request: HttpRequest, pk: int) -> HttpResponse:
    ending = ending_to_form(request, pk)
    beside = clock_beside(request, ending.agreement, ending.decided_on)
    start = {"ends_on": ending.ends_on, "notice_note": ending.notice_note}
    form = MoveForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            move_ending(ending=ending, user=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            return _not_possible(request, pk)
        else:
            messages.success(
                request, _("The last day has been moved, with the days that are counted from it. All are told.")
            )
            return redirect("partnerships:ending", pk)
    elif not ending.is_decided or ending.ended_at:
        return _not_possible(request, pk)
    context = {
        "ending": ending,
        "crumbs": crumbs_of(ending),
        "title": _("Move the last day"),
        "lede": _("All steps that are counted from the end move with it. The earlier days stay in sight."),
        "submit": _("Move the last day and tell everyone"),
        **beside,
    }
    return form_page(request, "partnerships/ending/ending_form.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def ending_stop(request: HttpRequest, pk: int) -> HttpResponse:
    ending = ending_to_form(request, pk)
    form = StopForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            stop_ending(ending=ending, user=request.user, **form.cleaned_data)
        except MoveRefused:
            return _not_possible(request, pk)
        messages.success(request, _("The ending has been stopped. Everyone who was told of the end is told so."))
        return redirect("partnerships:partnership", pk)
    if ending.ended_at:
        return _not_possible(request, pk)
    count = ending.told.count()
    words = ngettext(
        "The partnership goes on. %(count)s person who was told of the end receives an e-mail with your reason.",
        "The partnership goes on. %(count)s people who were told of the end receive an e-mail with your reason.",
        count,
    )
    context = {
        "ending": ending,
        "crumbs": crumbs_of(ending),
        "title": _("Stop the ending"),
        "lede": words % {"count": count},
        "submit": _("Stop the ending"),
    }
    return form_page(request, "partnerships/ending/ending_form.html", form, context)


def _not_possible(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, _("Nothing was changed: the end has come, was stopped, or has not been decided yet."))
    return not_saved(redirect("partnerships:ending", pk))
