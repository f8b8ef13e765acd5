"""A request for consent: what is proposed, who has answered, and the answer of one's own office (F2, X1)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.consents.forms import AnswerForm
from partnerships.consents.rules import ANSWERED, CLOSED
from partnerships.consents.services.answering import answer_consent, answer_of, withdraw_consent
from partnerships.hooks import consent_acts
from partnerships.models import Consent, ConsentAnswer
from partnerships.shared.services.refused import Refused
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted

from .proposed import proposed_lines


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _visible(request, pk)
    mine = answer_of(shown, request.membership)
    if request.method == "POST" and mine is None:
        return _refused(request, shown, str(ANSWERED if shown.status == Consent.Status.ASKED else CLOSED))
    form = AnswerForm(posted(request), initial={"answer": mine.pk}) if mine else None
    if request.method == "POST" and form.is_valid():
        return _answer(request, shown, mine, form.cleaned_data)
    context = {
        "consent": shown,
        "organisation": shown.organisation,
        "act": consent_acts[shown.act].label,
        "about": consent_acts[shown.act].about(shown),
        "lines": proposed_lines(shown),
        "answers": list(shown.answers.select_related("office", "answered_by")),
        "mine": mine,
        "may_withdraw": _may_withdraw(request.membership, shown),
    }
    return form_page(request, "partnerships/consents/consent.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _visible(request, pk)
    if not _is_of_asking_office(request.membership, shown):
        raise PermissionDenied
    if request.method == "POST":
        try:
            withdraw_consent(consent=shown, by=Actor.user(request.user))
        except Refused as refused:
            return _refused(request, shown, str(refused.findings[0].title))
        messages.success(request, _("The request has been withdrawn. Nothing was changed."))
        return redirect("partnerships:organisation", shown.organisation_id)
    context = {"consent": shown, "organisation": shown.organisation, "act": consent_acts[shown.act].label}
    return render(request, "partnerships/consents/withdraw.html", context)


def _answer(request: HttpRequest, shown: Consent, mine: ConsentAnswer, said: dict[str, Any]) -> HttpResponse:
    if said["answer"] != mine.pk:  # somebody answered for the office that the page was about
        return _refused(request, shown, str(ANSWERED))
    try:
        answered = answer_consent(
            answer=mine, by=Actor.user(request.user), agrees=said["agrees"] == "yes", reason=said["reason"].strip()
        )
    except Refused as refused:
        return _refused(request, shown, str(refused.findings[0].title))
    words = {
        Consent.Status.ASKED: _("Your answer has been recorded. Other offices have not answered yet."),
        Consent.Status.DONE: _("Every office has agreed: the change has been made."),
        Consent.Status.REFUSED: _("Your answer has been recorded. Nothing was changed, and the other office is told."),
    }
    messages.success(request, words.get(answered.status, _("Your answer has been recorded.")))
    if answered.hindrance:
        messages.warning(request, answered.hindrance)
    return redirect("partnerships:consent", shown.pk)


def _refused(request: HttpRequest, shown: Consent, words: str) -> HttpResponse:
    messages.error(request, words)
    return not_saved(redirect("partnerships:consent", shown.pk))


def _visible(request: HttpRequest, pk: int) -> Consent:
    rows = Consent.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related("service", "organisation", "office", "asked_by"), pk=pk)


def _is_of_asking_office(membership: Membership, shown: Consent) -> bool:
    return membership.office_id in (None, shown.office_id)


def _may_withdraw(membership: Membership, shown: Consent) -> bool:
    return shown.status == Consent.Status.ASKED and _is_of_asking_office(membership, shown)
