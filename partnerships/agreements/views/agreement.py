"""A version: starting it, its task list, its whole text."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import hooks
from partnerships.agreements.forms.agreement import NewAgreementForm
from partnerships.agreements.rules.parts_findings import few_of_each, told_together
from partnerships.agreements.rules.version_kinds import usual_kind
from partnerships.agreements.services.abandoning import abandon_draft
from partnerships.agreements.services.changes import told_changes
from partnerships.agreements.services.following import next_open_task, task_groups
from partnerships.agreements.services.readiness import readiness
from partnerships.autonomy.services.autonomy import remit_of
from partnerships.drafting.services.changes import changes_of
from partnerships.drafting.services.wording import agreement_text
from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Agreement, Partnership
from partnerships.rules.lifecycle import EXPIRING_DAYS, AgreementStatus
from partnerships.rules.model_choice import chosen_elements
from partnerships.rules.task_list import DONE, OPTIONAL, Group
from partnerships.shared.views.anchors import address_of, linked
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.findings import blocking
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

APART = (AgreementStatus.WITHDRAWN, AgreementStatus.RECORDING)  # no text that another one could follow


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_new(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.visible_to(request.membership), pk=pk)
    if partnership.ended_on:
        messages.error(request, _("This partnership has ended. Its agreements are kept on record."))
        return not_saved(redirect("partnerships:partnership", pk))
    under_way = partnership.agreements.open().first()
    if under_way:
        messages.info(
            request,
            _("Another version is already in preparation. Complete it or discard it before you start a new one."),
        )
        return not_saved(redirect("partnerships:agreement", under_way.pk))
    follows = partnership.agreements.exclude(status__in=APART).first()
    draft = Agreement(title=follows.title if follows else partnership.title)
    kind = _usual_kind(follows)
    form = NewAgreementForm(posted(request), instance=draft, follows=follows, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            agreement = draft_agreement(
                partnership=partnership, by=Actor.user(request.user), previous=follows, **form.cleaned_data
            )
        except MoveRefused:  # somebody else was quicker: the page of the partnership shows what stands
            messages.info(
                request,
                _("No version was started: another version is already in preparation, or the partnership has ended."),
            )
            return not_saved(redirect("partnerships:partnership", pk))
        return redirect("partnerships:agreement", agreement.pk)
    context = {"partnership": partnership, "form": form, "follows": follows}
    return form_page(request, "partnerships/agreements/agreement_new.html", form, context)


def _usual_kind(follows: Agreement | None) -> str:
    """What is proposed: after the end of a term, or shortly before it, a renewal."""
    last, today = follows.ends_latest if follows else None, timezone.localdate()
    ends_soon = last is not None and last <= today + timedelta(days=EXPIRING_DAYS)
    has_lapsed = follows is not None and follows.status != AgreementStatus.IN_FORCE
    return usual_kind(has_lapsed=has_lapsed, ends_soon=ends_soon)


@role_required("read_portfolio")
@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The task list of a draft; a version that went out shows its signatures instead, a recorded text its record."""
    shown = visible_agreement(request, pk)
    if not shown.is_draft:
        return redirect("partnerships:record" if shown.is_elsewhere else "partnerships:signatures", pk)
    hooks.on_record.ask(shown.partnership)
    text = agreement_text(shown)
    remit = remit_of(shown, text)
    findings = readiness(shown, text, today=timezone.localdate(), remit=remit)
    groups = task_groups(shown, text, findings, remit)
    may_write = request.membership.may("write_agreement")
    told = told_together(findings)
    lines = [line for group in groups for line in group.lines if line.state != OPTIONAL and line.is_part]
    versions = list(shown.partnership.agreements.exclude(pk=pk).defer("snapshot"))
    context = {
        "agreement": shown,
        "text": text,
        "crumbs": crumbs_of(shown)[:2],
        "groups": [_shown_group(group, shown, may_write=may_write) for group in groups],
        "elements": chosen_elements(text.model.code, [element.code for element in text.elements]),
        "findings": linked(few_of_each(told), shown) if may_write else few_of_each(told),
        "empty_parts": sum(finding.code == "section_missing" for finding in findings),
        "barring": len(blocking(told)),
        "approvals": shown.approvals.select_related("unit") if remit else (),
        "needs_others": sum(finding.needs_others for finding in findings),
        "done": sum(line.state == DONE for line in lines),
        "total": len(lines),
        "may_write": may_write,
        "panels": hooks.draft_panels(agreement=shown, membership=request.membership),
        "versions": versions,
        "governing": next((each for each in versions if each.status == AgreementStatus.IN_FORCE), None),
        "changes": changes_of(shown, text),
        "told": told_changes(shown, text),
    }
    return render(request, "partnerships/agreements/agreement_tasks.html", context)


@role_required("write_agreement")
@require_safe
def agreement_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads from one task to the next that is open; to the list where none is."""
    shown = visible_agreement(request, pk)
    following = next_open_task(shown, request.GET.get("after", "")) if shown.is_draft else None
    return redirect(address_of(following.key, shown) if following else reverse("partnerships:agreement", args=[pk]))


def _shown_group(group: Group, agreement: Agreement, *, may_write: bool) -> dict[str, Any]:
    lines = [
        {
            "url": address_of(line.key, agreement) if may_write else "",
            "label": line.label,
            "hint": line.hint,
            "state": line.state,
        }
        for line in group.lines
    ]
    return {"title": group.title, "done": group.done, "total": group.total, "lines": lines}


@role_required("read_portfolio")
@require_safe
def agreement_text_page(request: HttpRequest, pk: int) -> HttpResponse:
    shown = visible_agreement(request, pk)
    context = {
        "agreement": shown,
        "text": agreement_text(shown),
        "crumbs": crumbs_of(shown),
        "may_write": request.membership.may("write_agreement") and shown.is_draft,
        "may_register": request.membership.may("send_agreement"),
        "minor_changes": () if shown.is_draft else shown.minor_changes.order_by("number"),
    }
    return render(request, "partnerships/agreements/agreement_text.html", context)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a draft: it stays in the history, and a new one can be started."""
    shown = visible_agreement(request, pk)
    if not shown.is_draft:
        return refused(request, shown)
    if request.method == "POST":
        try:
            abandon_draft(agreement=shown, by=Actor.user(request.user))
        except MoveRefused as refusal:
            raise PermissionDenied from refusal
        messages.success(request, _("The draft has been discarded. Its content remains in the history."))
        return redirect(reverse("partnerships:partnership", args=[shown.partnership_id]))
    return render(
        request, "partnerships/agreements/agreement_abandon.html", {"agreement": shown, "crumbs": crumbs_of(shown)}
    )
