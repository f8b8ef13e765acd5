"""The page behind the link of an invitation: three answers, without an account (F5)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope, scopes_disabled

from partnerships.models import Invitation
from partnerships.participants.forms.inviting import AnswerForm
from partnerships.participants.rules.inviting import Obstacle
from partnerships.participants.services.inviting import (
    InvitationClosed,
    InvitationUnknown,
    answer_invitation,
    note_opened,
    open_invitation,
    why_closed,
)
from partnerships.rules.vocabulary import Answer
from pes_partnerships.lib.form_pages import form_page, posted

DONE_KEY = "invitation_answer"


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who asks and what for; a confirming POST answers. Mail scanners that open the link answer nothing."""
    try:
        with scopes_disabled():  # the link names its one invitation, and through it the service
            invitation = open_invitation(token)
    except InvitationUnknown:
        return unknown(request)
    service = invitation.participation.partnership.service
    with scope(service=service), translation.override(invitation.language):
        if closed := why_closed(invitation):
            return _closed(request, invitation, closed)
        return _answer(request, invitation) if request.method == "POST" else _show(request, invitation, None)


def unknown(request: HttpRequest) -> HttpResponse:
    """Never sent, mistyped, of nobody: one and the same answer."""
    return render(request, "partnerships/participants/answer_unknown.html", status=410)


def _show(request: HttpRequest, invitation: Invitation, form: AnswerForm | None) -> HttpResponse:
    if request.method == "GET":
        note_opened(invitation=invitation)
    participation = invitation.participation
    shown = form or AnswerForm(posted(request), initial={"name": invitation.name})
    context = {
        "invitation": invitation,
        "participation": participation,
        "partnership": participation.partnership,
        "form": shown,
        "groups": participation.partnership.target_groups.all(),
        "chosen": shown["answer"].value() or "",
    }
    return form_page(request, "partnerships/participants/answer.html", shown, context)


def _answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, invitation, form)
    try:
        given = answer_invitation(invitation=invitation, **form.cleaned_data)
    except InvitationClosed as closed:  # another answer was quicker, or the invitation was taken back meanwhile
        return _closed(request, closed.invitation, closed.obstacle)
    request.session[DONE_KEY] = {
        "answer": given.answer,
        "organisation": given.participation.name,
        "title": given.participation.partnership.title,
        "service": given.participation.partnership.service.name,
        "language": given.language,
    }
    return redirect("partnerships:answer_done")


def _closed(request: HttpRequest, invitation: Invitation, why: Obstacle) -> HttpResponse:
    """What was answered, when and by whom; or why no answer is taken any more. Nothing is changed."""
    context = {
        "invitation": invitation,
        "partnership": invitation.participation.partnership,
        "participation": invitation.participation,
        "obstacle": why,
    }
    read_only = why.code == "answered" and request.method == "GET"
    status = 200 if read_only else 409 if why.code == "answered" else 410
    return render(request, "partnerships/participants/answer_closed.html", context, status=status)


@never_cache
@require_safe
def answer_done(request: HttpRequest) -> HttpResponse:
    """What was answered and what comes next; shown to the browser that answered."""
    done = request.session.get(DONE_KEY)
    if not done or done.get("answer") not in Answer.values:
        return unknown(request)
    with translation.override(done["language"]):
        return render(request, "partnerships/participants/answer_done.html", {"done": done})
