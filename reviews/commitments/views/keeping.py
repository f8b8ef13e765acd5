"""A commitment itself: added, given to somebody, asked for, measured, ended (G4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Partnership
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments.forms.commitments import ByHandForm, CommitmentForm, ElsewhereForm, MeasureForm
from reviews.commitments.forms.tasks import AskForm, ReasonForm
from reviews.commitments.services import keeping
from reviews.commitments.services.acting import ask_for_day
from reviews.models import Commitment
from reviews.rules.commitment_words import ADDED
from reviews.shared.views import actor, crumbs_to, visible_partnership

from .find import crumbs_of, visible_commitment
from .words import title_of

TEMPLATE = "reviews/commitments/commitment_form.html"


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def commitment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was made elsewhere: in minutes, a letter, a decision; or `?from=text`, in the prose of the agreement."""
    partnership = visible_partnership(request, pk)
    agreement = partnership.agreements.in_force().first() if request.GET.get("from") == "text" else None
    form = _form_of_new(request, partnership, agreement)
    back = reverse("reviews:commitments", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            if agreement:
                found = keeping.add_by_hand(agreement=agreement, by=actor(request), **form.values())
            else:
                found = keeping.add_elsewhere(partnership=partnership, by=actor(request), **form.values())
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            messages.info(request, _("Nothing was added: the partnership has ended."))
            return not_saved(redirect(back))
        else:
            messages.success(request, _("The commitment is added. Name the person who keeps it."))
            return redirect("reviews:commitment_change", found.pk)
    every = {"url": back, "label": _("Commitments")}
    context = {
        "partnership": partnership,
        "crumbs": [*crumbs_to(partnership), every],
        "title": _("Add a commitment from the text") if agreement else _("Add a commitment made elsewhere"),
        "lede": _by_hand_lede() if agreement else _elsewhere_lede(),
        "submit": _("Add the commitment"),
        "back": back,
    }
    return form_page(request, TEMPLATE, form, context)


def _form_of_new(request: HttpRequest, partnership: Partnership, agreement: Agreement | None) -> ElsewhereForm:
    if agreement is None:
        return ElsewhereForm(posted(request), partnership=partnership)
    shown = presented(agreement_text(agreement))
    chapters = [(str(chapter.number), chapter.title) for chapter in shown.chapters]
    return ByHandForm(posted(request), partnership=partnership, chapters=chapters)


def _by_hand_lede() -> str:
    return _(
        "What only the prose of the agreement says is no task by itself. Added here, it is followed like the others."
    )


def _elsewhere_lede() -> str:
    return _("It is followed beside the agreement, which remains as it was signed.")


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def commitment_change(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_commitment(request, pk)
    form = CommitmentForm(posted(request), instance=found)
    context = _context(found, title=_("Change who does it"), submit=_("Save the change"))
    if found.kind not in ADDED:
        context["lede"] = _("The words of a commitment are those of the signed text. They change only by an amendment.")
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change_commitment(commitment=found, by=actor(request), **form.values())
        except Conflict:
            return conflict_page(request, form, form.as_stored(), context)
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            return _refused(request, found)
        else:
            messages.success(request, _("Saved."))
            return redirect("reviews:commitment", pk)
    return form_page(request, TEMPLATE, form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def commitment_ask(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_commitment(request, pk)
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_day(commitment=found, by=actor(request), **form.cleaned_data)
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            messages.info(request, _("Nothing was asked: this day was asked for before, or the commitment has ended."))
            return not_saved(redirect("reviews:commitment", pk))
        else:
            messages.success(request, _("An e-mail asks for this day."))
            return redirect("reviews:commitment", pk)
    lede = _("Whoever keeps this commitment receives an e-mail with the day.")
    context = _context(found, title=_("Ask for a day"), submit=_("Ask for this day"), lede=lede)
    return form_page(request, TEMPLATE, form, context)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def commitment_measure(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_commitment(request, pk)
    form = MeasureForm(posted(request), initial={"measured_by": found.measured_by})
    if request.method == "POST" and form.is_valid():
        try:
            keeping.say_measure(commitment=found, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return _refused(request, found)
        messages.success(request, _("Saved. It is asked at the next review."))
        return redirect("reviews:commitment", pk)
    lede = _("A commitment that no one measures cannot be seen to be kept.")
    context = _context(found, title=_("Say how it is measured"), submit=_("Save how it is measured"), lede=lede)
    return form_page(request, TEMPLATE, form, context)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def commitment_end(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_commitment(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            keeping.end_elsewhere(commitment=found, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return _refused(request, found)
        messages.success(request, _("The commitment has ended, and what was open of it is closed."))
        return redirect("reviews:commitments", found.partnership_id)
    lede = _("What is open of it closes with this reason. What was done stays on record.")
    context = _context(found, title=_("End this commitment"), submit=_("End the commitment"), lede=lede)
    return form_page(request, TEMPLATE, form, context)


def _context(found: Commitment, **more: Any) -> dict[str, Any]:
    return {
        "commitment": found,
        "partnership": found.partnership,
        "crumbs": crumbs_of(found),
        "short": title_of(found),
        "back": reverse("reviews:commitment", args=[found.pk]),
        **more,
    }


def _refused(request: HttpRequest, found: Commitment) -> HttpResponse:
    words = _("Nothing was changed: the commitment has ended, or it changes only by an amendment.")
    messages.info(request, words)
    return not_saved(redirect("reviews:commitment", found.pk))
