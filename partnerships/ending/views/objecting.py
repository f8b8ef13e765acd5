"""Objections to the end with their answers, and the words that the directory may show (R9, D4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.ending.forms.ending import AnswerForm, ObjectionForm, PublicWordsForm
from partnerships.ending.services.objecting import answer_objection, approve_words, note_objection
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .found import crumbs_of, ending_to_form, visible_objection

TEMPLATE = "partnerships/ending/ending_form.html"


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def ending_objection(request: HttpRequest, pk: int) -> HttpResponse:
    ending = ending_to_form(request, pk)
    form = ObjectionForm(posted(request), ending=ending, initial={"said_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        note_objection(ending=ending, user=request.user, **form.cleaned_data)
        messages.success(request, _("The objection has been recorded. It stays with the reason for the end."))
        return redirect("partnerships:ending", pk)
    context = {
        "ending": ending,
        "crumbs": crumbs_of(ending),
        "title": _("Record an objection"),
        "lede": _("An objection stops nothing. It is kept in the words of the party, with your answer."),
        "submit": _("Record the objection"),
    }
    return form_page(request, TEMPLATE, form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def objection_answer(request: HttpRequest, pk: int) -> HttpResponse:
    objection = visible_objection(request, pk)
    ending = objection.ending
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer_objection(objection=objection, user=request.user, **form.cleaned_data)
        except MoveRefused:
            messages.info(request, _("This objection has been answered already."))
            return not_saved(redirect("partnerships:ending", ending.partnership_id))
        messages.success(request, _("The answer has been recorded."))
        return redirect("partnerships:ending", ending.partnership_id)
    if objection.answered_on:
        messages.info(request, _("This objection has been answered already."))
        return not_saved(redirect("partnerships:ending", ending.partnership_id))
    context = {
        "ending": ending,
        "crumbs": crumbs_of(ending),
        "title": _("Answer the objection"),
        "objection": objection,
        "submit": _("Record the answer"),
    }
    return form_page(request, TEMPLATE, form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def ending_words(request: HttpRequest, pk: int) -> HttpResponse:
    ending = ending_to_form(request, pk)
    form = PublicWordsForm(posted(request), instance=ending)
    context = {
        "ending": ending,
        "crumbs": crumbs_of(ending),
        "title": _("Words for the directory"),
        "lede": _("Nothing is public before you propose the entry and a directory admin publishes it."),
        "submit": _("Approve these words"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            approve_words(ending=ending, user=request.user, **form.values())
        except Conflict:
            return conflict_page(request, form, form.as_stored(), context)
        messages.success(request, _("The words are approved. Propose the entry so that the directory can show them."))
        return redirect("partnerships:ending", pk)
    return form_page(request, TEMPLATE, form, context)
