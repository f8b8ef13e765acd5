"""The life cycle of a partnership on one page: where it stands, and every move with what stands in its way (A16)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from partnerships.access import can_form_partnership
from partnerships.lifecycle.rules import moves as rule
from partnerships.lifecycle.services.standing import Life, life_of
from partnerships.models import Partnership
from partnerships.rules.lifecycle import PartnershipStatus
from partnerships.shared.views.found import partnership_to_read
from pes_partnerships.accounts.guards import role_required

from .clocks import clocks


@role_required("read_portfolio")
@require_safe
def life_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    rows = Partnership.objects.visible_to(request.membership).with_status(today)
    partnership = partnership_to_read(request, pk, rows)
    life = life_of(partnership)
    may_form = can_form_partnership(request.user, partnership)
    acts = {act for act in ("write_agreement", "send_agreement") if request.membership.may(act)}
    acts |= {"form_partnership"} if may_form else set()
    context = {
        "partnership": partnership,
        "status_label": PartnershipStatus(partnership.status).label,
        "clocks": clocks(partnership, life, today),
        "moves": [_shown(move, partnership, life, acts) for move in rule.moves(life.standing)],
    }
    return render(request, "partnerships/lifecycle/life_cycle.html", context)


def _shown(move: rule.Move, partnership: Partnership, life: Life, acts: set[str]) -> dict[str, Any]:
    """Its words, its address if this person may make it now, and each reason with the way to mend it."""
    label, act = _words(life)[move.code]
    url = _address(move.code, partnership, life) if move.is_open and act in acts else ""
    reasons = [_reason(code, partnership, life, may_mend=bool(acts)) for code in move.reasons]
    return {"label": label, "url": url, "is_open": move.is_open, "reasons": reasons, "others": move.is_open and not url}


def _words(life: Life) -> dict[str, tuple[str, str]]:
    """What each move is called, and the act that whoever makes it must be allowed."""
    has_text = life.last is not None
    return {
        rule.DRAFT: (
            _("Amend, extend, renew or replace the agreement") if has_text else _("Draft the agreement"),
            "write_agreement",
        ),
        rule.SEND: (_("Send the draft for signature"), "send_agreement"),
        rule.RECALL: (_("Recall the text from signature"), "send_agreement"),
        rule.CONDITION: (_("Record that the condition for entry into force is fulfilled"), "send_agreement"),
        rule.MINOR: (_("Record a minor change"), "send_agreement"),
        rule.LEAVE: (_("Record that one party leaves"), "send_agreement"),
        rule.NOTICE: (_("Record a notice of termination"), "send_agreement"),
        rule.WITHDRAW_NOTICE: (_("Withdraw the notice of termination"), "send_agreement"),
        rule.END: (_("See the ending") if life.is_ending else _("End the partnership"), "form_partnership"),
    }


def _address(code: str, partnership: Partnership, life: Life) -> str:
    pages = {
        rule.DRAFT: ("agreement_new", partnership),
        rule.SEND: ("agreement_send", life.coming),
        rule.RECALL: ("agreement_recall", life.coming),
        rule.CONDITION: ("agreement_condition", life.coming),
        rule.MINOR: ("minor_change_new", life.governing or life.coming),
        rule.LEAVE: ("withdrawal_new", life.governing),
        rule.NOTICE: ("termination_new", life.governing),
        rule.WITHDRAW_NOTICE: ("termination_withdraw", life.notice),
        rule.END: ("ending" if life.is_ending else "partnership_end", partnership),
    }
    page, row = pages[code]
    return reverse(f"partnerships:{page}", args=[row.pk])


def _reason(code: str, partnership: Partnership, life: Life, *, may_mend: bool) -> dict[str, str]:
    issues = life.standing.issues
    words = {
        rule.ENDED: _("The partnership has ended. Its records are kept as they were."),
        rule.UNDER_WAY: _("Another version is on its way."),
        rule.NO_DRAFT: _("There is no draft."),
        rule.ISSUES: ngettext("%(count)s issue is open.", "%(count)s issues are open.", issues) % {"count": issues},
        rule.NOT_OUT: _("No text is out for signature."),
        rule.NO_CONDITION: _("No signed text waits for a condition."),
        rule.NOT_IN_FORCE: _("No agreement is in force."),
        rule.IN_NOTICE: _("Notice has been given already."),
        rule.NO_NOTICE: _("No notice has been given."),
        rule.RAN_OUT: _("The last day has passed. The agreement has ended."),
        rule.NOT_ALLOWED: _("The text allows no change without new signatures."),
        rule.OUT: _("A text is with its signatories. Recall it first, or wait for its day."),
    }[code]
    url = _mended_at(code, partnership, life) if may_mend else ""
    return {"words": words, "url": url}


def _mended_at(code: str, partnership: Partnership, life: Life) -> str:
    """Where a reason is done away with; empty where nothing is to be done."""
    coming = life.coming
    if code == rule.UNDER_WAY and coming:
        return reverse("partnerships:agreement", args=[coming.pk])
    if code == rule.ISSUES and coming:
        return reverse("partnerships:agreement", args=[coming.pk])
    if code == rule.OUT and coming:
        return reverse("partnerships:signatures", args=[coming.pk])
    if code == rule.NO_DRAFT and not coming and not partnership.ended_on:
        return reverse("partnerships:agreement_new", args=[partnership.pk])
    if code == rule.NOT_ALLOWED and not coming:
        return reverse("partnerships:agreement_new", args=[partnership.pk])
    if code == rule.IN_NOTICE and life.notice:
        return reverse("partnerships:termination_withdraw", args=[life.notice.pk])
    return ""
