"""Minor changes of a signed text: the list, one record with its file, and recording another (A15)."""

import logging

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.minor_changes.forms import MinorChangeForm
from partnerships.minor_changes.rules.recording import read
from partnerships.minor_changes.services.parties import people_to_tell, untold_parties
from partnerships.minor_changes.services.recording import AnotherCameFirst, allowed, record_minor_change
from partnerships.models import Agreement, MinorChange
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.kept_files import Tampered, kept_content
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.drafts import crumbs_of, visible_agreement, visible_part
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_key

logger = logging.getLogger(__name__)

COLUMNS = [
    Column(gettext_lazy("Number"), "number"),
    Column(gettext_lazy("Kind of change"), "get_matter_display"),
    Column(gettext_lazy("What changes"), "title"),
    Column(gettext_lazy("Until now"), "before"),
    Column(gettext_lazy("From now on"), "after"),
    Column(gettext_lazy("Applies from"), "applies_from"),
    Column(gettext_lazy("Recorded"), "recorded_at"),
    Column(gettext_lazy("Fingerprint (SHA-256)"), "sha256"),
]


@role_required("read_portfolio")
@require_safe
def minor_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed beside the signed text, the latest first, and what the text allows."""
    agreement = visible_agreement(request, pk)
    if agreement.is_draft:
        messages.info(request, _("A draft can be edited directly. Minor changes are recorded for signed texts only."))
        return redirect("partnerships:agreement", pk)
    rows = agreement.minor_changes.select_related("corrects", "recorded_by").defer("snapshot", "corrects__snapshot")
    if file := as_file(request, "minor-changes", COLUMNS, rows):
        return file
    allowance, found = allowed(agreement)
    may_record = request.membership.may("send_agreement")
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement),
        "page": page_of(request, rows),
        "allowance": allowance,
        "obstacles": found,
        "may_record": may_record and not found,
        "may_amend": request.membership.may("write_agreement"),
    }
    return render(request, "partnerships/minor_changes/minor_changes.html", context)


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def minor_change_new(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    allowance, found = allowed(agreement)
    if found:
        messages.error(request, " ".join(f"{finding.title} {finding.detail}" for finding in found))
        return not_saved(redirect("partnerships:minor_changes", pk))
    newest = agreement.minor_changes.first()
    corrects = _corrected(request, agreement)
    follows = newest.number if newest else 0
    form = MinorChangeForm(posted(request), allowance=allowance, follows=follows, corrects=corrects)
    if request.method == "POST" and form.is_valid():
        try:
            change = record_minor_change(agreement=agreement, user=request.user, corrects=corrects, **form.said())
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except AnotherCameFirst:
            form.data = form.data.copy()
            form.data["follows"] = str(follows)
            words = _("Another minor change was recorded in the meantime. Read it below the form, then record yours.")
            form.add_error(None, words)
        else:
            return _recorded(request, change)
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement, (reverse("partnerships:minor_changes", args=[pk]), _("Minor changes"))),
        "allowance": allowance,
        "corrects": corrects,
        "newest": newest,
        "told": len(people_to_tell(agreement)),
        "untold": untold_parties(agreement),
    }
    return form_page(request, "partnerships/minor_changes/minor_change_new.html", form, context)


def _corrected(request: HttpRequest, agreement: Agreement) -> MinorChange | None:
    """The record that ?corrects= names, if it is one of this text."""
    key = row_key(request.GET.get("corrects", ""))
    return agreement.minor_changes.filter(pk=key).first() if key else None


def _recorded(request: HttpRequest, change: MinorChange) -> HttpResponse:
    told = len(people_to_tell(change.agreement))
    words = ngettext(
        "The minor change has been recorded. %(count)s person is notified by e-mail.",
        "The minor change has been recorded. %(count)s people are notified by e-mail.",
        told,
    )
    messages.success(request, words % {"count": told})
    return redirect("partnerships:minor_change", change.pk)


@role_required("read_portfolio")
@require_safe
def minor_change(request: HttpRequest, pk: int) -> HttpResponse:
    change = visible_part(request, MinorChange, pk)
    context = {
        "change": change,
        "agreement": change.agreement,
        "crumbs": crumbs_of(
            change.agreement,
            (reverse("partnerships:minor_changes", args=[change.agreement_id]), _("Minor changes")),
        ),
        "corrections": change.corrections.all(),
        "untold": read(change.snapshot).untold,
        "may_record": request.membership.may("send_agreement") and not allowed(change.agreement)[1],
    }
    return render(request, "partnerships/minor_changes/minor_change.html", context)


@role_required("read_portfolio")
@require_safe
def minor_change_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The record as it was made, or a word that the stored file is not that any more (S3)."""
    change = visible_part(request, MinorChange, pk)
    try:
        content = kept_content(change.file, change.file_sha256)
    except (OSError, Tampered) as fault:
        logger.error("The file of minor change %s is not handed out: %s.", change.pk, fault)
        messages.error(request, _("The stored file does not match the recorded file. Contact your administrator."))
        return redirect("partnerships:minor_change", pk)
    name = f"{change.document_number}.pdf"
    return FileResponse(ContentFile(content), filename=name, content_type="application/pdf")
