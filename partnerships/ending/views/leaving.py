"""The page of one party that leaves: notice, what becomes of its matters, and staying after all (R9, A4)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.drafting.services.wording import agreement_text
from partnerships.ending.forms.leaving import MatterForm, WithdrawalForm
from partnerships.ending.services.leaving import (
    decide_matter,
    may_leave,
    record_withdrawal,
    stay_after_all,
    survival_of,
    takes_withdrawals,
)
from partnerships.models import Agreement, LeftMatter, Withdrawal
from partnerships.rules.vocabulary import ForceRule
from partnerships.shared.forms.plain import PlainForm
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from partnerships.shared.views.lists import as_file
from partnerships.shared.views.notice_clock import clock_beside, started_with
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.templatetags.ui import distance

Fate = LeftMatter.Fate
KINDS = {Fate.TAKEN_OVER: "success", Fate.AMENDED: "info", Fate.OPEN: "warning"}


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def withdrawal_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Members of a network leave by their own line on the accession list."""
    agreement = visible_agreement(request, pk)
    if agreement.force_rule == ForceRule.OWN_SIGNATURE and not agreement.is_draft:
        messages.info(request, _("Members of this network leave one by one: record the notice in the list of members."))
        return not_saved(redirect("partnerships:members", pk))
    if not takes_withdrawals(agreement):
        messages.info(request, _("No party can leave: the agreement is not in force."))
        return not_saved(redirect("partnerships:life_cycle", agreement.partnership_id))
    beside = clock_beside(request, agreement)
    form = WithdrawalForm(
        posted(request),
        parties=may_leave(agreement),
        has_period=beside["clock"] is not None,
        initial=started_with(beside, "notice_on", "last_day"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = record_withdrawal(agreement=agreement, user=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            messages.info(request, _("The withdrawal of this party has been recorded already."))
            return not_saved(redirect("partnerships:life_cycle", agreement.partnership_id))
        else:
            words = _("The withdrawal has been recorded. All signatories with an e-mail address are told.")
            messages.success(request, words)
            return redirect("partnerships:withdrawal", found.pk)
    query = urlencode({"reason": "withdrawn"})
    context = {
        "agreement": agreement,
        "text": agreement_text(agreement),
        "crumbs": crumbs_of(agreement)[:2],
        **beside,
        "end_url": f"{reverse('partnerships:partnership_end', args=[agreement.partnership_id])}?{query}",
    }
    return form_page(request, "partnerships/ending/withdrawal_new.html", form, context)


def _visible(request: HttpRequest, pk: int) -> Withdrawal:
    agreements = Agreement.objects.visible_to(request.membership)
    related = ("agreement__partnership__service", "agreement__lead", "party__participation__organisation__type")
    return get_object_or_404(Withdrawal.objects.filter(agreement__in=agreements).select_related(*related), pk=pk)


def _columns() -> list[Column]:
    return [
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("As the text says it"), "words"),
        Column(_("What becomes of it"), lambda row: row.get_fate_display()),
        Column(_("Who takes it over"), lambda row: row.taken_by.name if row.taken_by else ""),
        Column(_("How it was agreed"), "note"),
        Column(_("Decided on"), "decided_on"),
    ]


@role_required("read_portfolio")
@require_safe
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = _visible(request, pk), timezone.localdate()
    rows = list(found.matters.select_related("taken_by__participation__organisation"))
    if file := as_file(request, "withdrawal", _columns(), rows):
        return file
    undecided = sum(not row.fate for row in rows)
    stays = found.withdrawn_on is not None
    may_decide = request.membership.may("form_partnership") and not stays
    context = {
        "withdrawal": found,
        "agreement": found.agreement,
        "text": agreement_text(found.agreement),
        "crumbs": crumbs_of(found.agreement)[:2],
        "status": _status(found, today),
        "facts": _facts(found, today),
        "findings": [] if stays or found.last_day < today else survival_of(found.agreement, found.party),
        "rows": [{"matter": row, "kind": KINDS.get(row.fate, "neutral")} for row in rows],
        "undecided": undecided,
        "needs_amendment": any(row.fate == Fate.AMENDED for row in rows) or found.agreement.lead_id == found.party_id,
        "may_decide": may_decide,
        "may_stay": request.membership.may("send_agreement") and not stays and found.last_day >= today,
    }
    return render(request, "partnerships/ending/withdrawal.html", context)


def _status(found: Withdrawal, today: Any) -> tuple[str, str]:
    if found.withdrawn_on:
        return "neutral", _("Stays")
    return ("neutral", _("Has left")) if found.last_day < today else ("warning", _("Leaves"))


def _facts(found: Withdrawal, today: Any) -> list[dict[str, str]]:
    days = (found.last_day - found.notice_on).days
    words = ngettext("%(count)s day after the notice", "%(count)s days after the notice", days) % {"count": days}
    notice = found.agreement.notice
    return [
        {"label": _("Notice given"), "value": display_date(found.notice_on)},
        {
            "label": _("Last day"),
            "value": display_date(found.last_day),
            "note": distance(found.last_day, today) if found.last_day >= today else "",
        },
        {
            "label": _("Notice period"),
            "value": words,
            "note": _("the text says: %(notice)s") % {"notice": notice or "–"},
        },
        *([{"label": _("Reason for an earlier day"), "value": found.early_reason}] if found.early_reason else []),
        {"label": _("Recorded by"), "value": found.recorded_by.name},
    ]


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def left_matter(request: HttpRequest, pk: int) -> HttpResponse:
    agreements = Agreement.objects.visible_to(request.membership)
    rows = LeftMatter.objects.filter(withdrawal__agreement__in=agreements, withdrawal__withdrawn_on=None)
    matter = get_object_or_404(rows.select_related("withdrawal__agreement__partnership", "withdrawal__party"), pk=pk)
    found = matter.withdrawal
    form = MatterForm(posted(request), instance=matter)
    here = found.party.name
    context = {
        "agreement": found.agreement,
        "matter": matter,
        "withdrawal": found,
        "crumbs": [
            *crumbs_of(found.agreement)[:2],
            {"url": reverse("partnerships:withdrawal", args=[found.pk]), "label": here},
        ],
        "title": matter.get_kind_display(),
    }
    if request.method == "POST" and form.is_valid():
        try:
            decide_matter(matter=matter, user=request.user, **form.values())
        except Conflict:
            return conflict_page(request, form, form.as_stored(), context)
        except MoveRefused:
            raise Http404 from None
        messages.success(request, _("The decision has been saved."))
        return redirect("partnerships:withdrawal", found.pk)
    return form_page(request, "partnerships/ending/left_matter.html", form, context)


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def withdrawal_stay(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if request.method == "POST":
        try:
            stay_after_all(withdrawal=found, user=request.user)
        except MoveRefused:
            messages.info(request, _("Nothing was changed: the party stays already, or has left."))
            return not_saved(redirect("partnerships:withdrawal", pk))
        messages.success(request, _("The party remains. All signatories with an e-mail address are told."))
        return redirect("partnerships:withdrawal", pk)
    context = {"withdrawal": found, "agreement": found.agreement, "crumbs": crumbs_of(found.agreement)[:2]}
    return form_page(request, "partnerships/ending/withdrawal_stay.html", PlainForm(), context, keeps=False)
