"""The files of a record: added, replaced with a reason, checked against their fingerprint, handed out (S3)."""

import logging

from django.contrib import messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.elsewhere.forms.record import FileForm, ReasonForm
from partnerships.elsewhere.services.files import add_file, remove_file
from partnerships.models import Agreement, RecordedFile
from partnerships.shared.services.kept_files import Tampered, kept_content
from partnerships.shared.views.drafts import visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.form_pages import form_page, posted

from .found import record_crumbs, signed_here, visible_file

logger = logging.getLogger(__name__)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def record_file_new(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.is_elsewhere:
        return signed_here(request, agreement)
    form = FileForm(posted(request), request.FILES or None, initial={"kind": _first_kind(agreement)})
    if request.method == "POST" and form.is_valid():
        _add(agreement, form, Actor.user(request.user))
        messages.success(request, _("The file has been added to the record."))
        return redirect("partnerships:record", pk)
    return _page(request, agreement, form, title=_("Add a file"), submit=_("Add the file"))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def record_file_replace(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_file(request, pk)
    if row.removed_at:
        return _gone(request, row)
    known = {"kind": row.kind, "title": row.title}
    form = FileForm(posted(request), request.FILES or None, replaces=True, initial=known)
    if request.method == "POST" and form.is_valid():
        by = Actor.user(request.user)
        with transaction.atomic():
            remove_file(file=row, by=by, reason=form.cleaned_data["reason"])
            _add(row.agreement, form, by)
        messages.success(request, _("The file has been replaced. The earlier one stays kept."))
        return redirect("partnerships:record", row.agreement_id)
    return _page(request, row.agreement, form, title=_("Replace the file"), submit=_("Replace the file"))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def record_file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_file(request, pk)
    if row.removed_at:
        return _gone(request, row)
    form = ReasonForm(
        posted(request),
        label=_("Why it is removed"),
        required=_("State why the file is removed."),
        help_text=_("The file stays kept, with this reason. It no longer belongs to the record."),
    )
    if request.method == "POST" and form.is_valid():
        remove_file(file=row, by=Actor.user(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, _("The file no longer belongs to the record."))
        return redirect("partnerships:record", row.agreement_id)
    return _page(request, row.agreement, form, title=_("Remove the file"), submit=_("Remove the file"))


def _first_kind(agreement: Agreement) -> str:
    has_text = agreement.recorded_files.filter(removed_at=None, kind=RecordedFile.Kind.TEXT).exists()
    return RecordedFile.Kind.ANNEX if has_text else RecordedFile.Kind.TEXT


def _add(agreement: Agreement, form: FileForm, by: Actor) -> None:
    said = form.cleaned_data
    upload = said["upload"]
    add_file(
        agreement=agreement, by=by, file=upload, kind=said["kind"], title=said["title"], file_name=upload.said_name
    )


def _gone(request: HttpRequest, row: RecordedFile) -> HttpResponse:
    messages.info(request, _("This file has been replaced or removed meanwhile. Nothing was changed."))
    return not_saved(redirect("partnerships:record", row.agreement_id))


def _page(request: HttpRequest, agreement: Agreement, form: FileForm | ReasonForm, **words: str) -> HttpResponse:
    context = {
        "agreement": agreement,
        "crumbs": record_crumbs(agreement),
        "lede": _(
            "Its fingerprint shows later that it is the file that was added now. It says nothing about signatures."
        ),
        "back": reverse("partnerships:record", args=[agreement.pk]),
        **words,
    }
    return form_page(request, "partnerships/elsewhere/record_form.html", form, context)


@role_required("read_portfolio")
@require_safe
def record_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was added; or a word that the stored one is not that any more."""
    row = visible_file(request, pk)
    try:
        content = kept_content(row.file, row.sha256)
    except (OSError, Tampered) as fault:
        logger.error("File %s of a record is not handed out: %s.", row.pk, fault)
        messages.error(request, _("The stored file does not match the recorded file. Contact your administrator."))
        return redirect("partnerships:record", row.agreement_id)
    return FileResponse(ContentFile(content), as_attachment=True, filename=row.file_name, content_type=row.content_type)


@role_required("read_portfolio")
@require_safe
def record_file_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes are read now and compared with the fingerprint of the day on which the file was added."""
    row = visible_file(request, pk)
    said = {"file": row.file_name, "day": display_datetime(row.added_at)}
    try:
        kept_content(row.file, row.sha256)
    except Tampered:
        words = _("“%(file)s” is not the file that was added on %(day)s, or is gone. Contact your administrator.")
        messages.error(request, words % said)
    except OSError:
        messages.error(request, _("The file cannot be read at the moment. Try again later."))
    else:
        words = _("Checked now: “%(file)s” is the file that was added on %(day)s, to the byte.")
        messages.success(request, words % said)
    return redirect("partnerships:record", row.agreement_id)
