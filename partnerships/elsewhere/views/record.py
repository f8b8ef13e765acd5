"""The record of a text signed elsewhere: its page, saved and corrected (A15, A16)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.agreements.services.abandoning import abandon_draft
from partnerships.drafting.services.wording import agreement_text
from partnerships.elsewhere.forms.record import ReasonForm, RecordForm
from partnerships.elsewhere.services.recording import (
    AnotherIsOnItsWay,
    open_correction,
    save_dates,
    save_record,
    take_objectives,
)
from partnerships.elsewhere.services.row import Row, row_of, texts_of
from partnerships.models import Agreement
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.drafts import visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .editions import editions_context
from .found import closed, record_crumbs, signed_here
from .record_parts import aside, dates_shown, parts_of


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is written, a form; once it is saved, the same page without one, for everybody who reads."""
    shown = visible_agreement(request, pk)
    if not shown.is_elsewhere:
        return signed_here(request, shown)
    may_write = request.membership.may("write_agreement")
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    is_written = may_write and shown.may_be_written
    if request.method == "POST" and not is_written:
        return _too_late(request, shown)
    form = RecordForm(posted(request), agreement=shown) if is_written else None
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, shown, form)
        except Conflict:
            context = {"here": shown.title, "crumbs": record_crumbs(shown)}
            return conflict_page(request, form, form.as_stored(), context)
        except AnotherIsOnItsWay:
            form.add_error("effective", _another_words())
        except MoveRefused:  # it was saved by somebody else meanwhile
            return _too_late(request, shown)
    context = _context(request, shown, may_write=may_write)
    if form is None:
        return render(request, "partnerships/elsewhere/record.html", context)
    return form_page(request, "partnerships/elsewhere/record.html", form, context)


def _too_late(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Somebody saved the record since this page was opened: both are shown, and nothing that was typed is lost."""
    form = RecordForm(request.POST, agreement=agreement)
    form.is_valid()
    words = _("The record was saved meanwhile. To change it now, open it with “Correct the record” and say why.")
    context = {"here": agreement.title, "crumbs": record_crumbs(agreement), "closed": words}
    return conflict_page(request, form, form.as_stored(), context)


def _another_words() -> str:
    return _(
        "It begins later than today, and another version is in preparation. Complete or discard that version first, or "
        "correct the date."
    )


def _saved(request: HttpRequest, agreement: Agreement, form: RecordForm) -> HttpResponse:
    """The dates are saved by either button; the record counts with the one that says so."""
    by = Actor.user(request.user)
    with transaction.atomic():
        save_dates(agreement=agreement, by=by, **form.values())
        if "later" in request.POST:
            messages.success(request, _("The dates have been saved. The record does not count yet: it is still open."))
            return redirect("partnerships:record", agreement.pk)
        saved = save_record(agreement=agreement, by=by)
    messages.success(request, _saved_words(saved))
    return redirect("partnerships:record", agreement.pk)


def _saved_words(agreement: Agreement) -> str:
    if agreement.status == AgreementStatus.IN_FORCE:
        return _("The record has been saved. By its own dates this agreement governs the partnership.")
    if agreement.status == AgreementStatus.SUPERSEDED:
        return _("The record has been saved. By its own dates this is an earlier edition.")
    if agreement.status == AgreementStatus.SIGNED:
        return _("The record has been saved. By its own dates it governs later.")
    return _("The record has been saved.")


def _context(request: HttpRequest, shown: Agreement, *, may_write: bool) -> dict[str, Any]:
    text = agreement_text(shown)
    row = row_of(texts_of(shown.partnership))
    is_written = may_write and shown.may_be_written
    parties = list(
        shown.parties.select_related("participation__organisation__type", "participation__type").prefetch_related(
            "signed_elsewhere"
        )
    )
    files = list(shown.recorded_files.select_related("added_by"))
    return {
        "agreement": shown,
        "text": text,
        "crumbs": record_crumbs(shown, inside=False),
        "may_write": may_write,
        "is_written": is_written,
        "is_first": shown.status == AgreementStatus.RECORDING,
        "files": [each for each in files if each.removed_at is None],
        "earlier_files": [each for each in files if each.removed_at],
        "dates": dates_shown(shown, row),
        "parties": parties,
        "has_gap": row.before(shown.pk) is not None,
        "takes_from": _objectives_before(shown, row) if is_written else None,
        "parts": parts_of(shown, text, is_written=is_written),
        "states": shown.record_states.select_related("made_by").defer("content"),
        **editions_context(row, shown),
        **aside(shown, text, row, parties, len(files), may_write=may_write),
    }


def _objectives_before(shown: Agreement, row: Row) -> Agreement | None:
    """The edition before it, where its objectives can be a start."""
    before = row.before(shown.pk)
    return before if before and before.objectives.all() and not shown.objectives.exists() else None


@role_required("write_agreement")
@require_POST
@once
def record_objectives(request: HttpRequest, pk: int) -> HttpResponse:
    """The objectives of the edition before this one as a start, where it has none."""
    shown = visible_agreement(request, pk)
    if not shown.is_elsewhere:
        return signed_here(request, shown)
    before = row_of(texts_of(shown.partnership)).before(pk)
    try:
        made = take_objectives(agreement=shown, of=before, by=Actor.user(request.user)) if before else []
    except MoveRefused:
        return closed(request, shown)
    if not made:
        messages.info(request, _("Nothing was changed: it has objectives already, or the edition before it has none."))
        return not_saved(redirect("partnerships:record", pk))
    words = ngettext(
        "%(count)s objective has been taken over.", "%(count)s objectives have been taken over.", len(made)
    )
    messages.success(request, words % {"count": len(made)})
    return redirect("partnerships:record", pk)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def record_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the record for a correction, with its reason; what it said until now stays."""
    shown = visible_agreement(request, pk)
    if not shown.is_elsewhere:
        return signed_here(request, shown)
    if shown.may_be_written:
        messages.info(request, _("This record is open already. Change what is wrong, then save the record."))
        return not_saved(redirect("partnerships:record", pk))
    form = ReasonForm(
        posted(request),
        label=_("What is corrected, and why"),
        required=_("State what is corrected, and why."),
        help_text=_("Such as: the source names the end of 2027, not of 2028. The reason is kept with the record."),
    )
    if request.method == "POST" and form.is_valid():
        open_correction(agreement=shown, by=Actor.user(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, _("The record is open. Change what is wrong, then save the record."))
        return redirect("partnerships:record", pk)
    context = {
        "agreement": shown,
        "crumbs": record_crumbs(shown),
        "title": _("Correct the record"),
        "lede": _(
            "What the record said until now is kept and can be read and compared. Files can be added at any time."
        ),
        "submit": _("Open the record"),
        "back": reverse("partnerships:record", args=[pk]),
    }
    return form_page(request, "partnerships/elsewhere/record_form.html", form, context)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def record_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """A record that was begun by mistake and never saved; its content stays in the history."""
    shown = visible_agreement(request, pk)
    if not shown.is_elsewhere:
        return signed_here(request, shown)
    if shown.status != AgreementStatus.RECORDING:
        messages.info(request, _("This record was saved before and stays. It can be corrected, with a reason."))
        return not_saved(redirect("partnerships:record", pk))
    if request.method == "POST":
        try:
            abandon_draft(agreement=shown, by=Actor.user(request.user))
        except MoveRefused:  # saved or discarded meanwhile
            return closed(request, shown)
        messages.success(request, _("The record has been discarded. Its content remains in the history."))
        return redirect("partnerships:partnership", shown.partnership_id)
    context = {"agreement": shown, "crumbs": record_crumbs(shown)}
    return render(request, "partnerships/elsewhere/record_discard.html", context)
