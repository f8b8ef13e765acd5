"""What was said of a draft is answered, and colleagues say something themselves (G3)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.agreements.rules.presentation import presented
from partnerships.clauses.rules.taking import WordsChanged
from partnerships.commenting.forms.remark import RemarkForm
from partnerships.commenting.forms.round import AnswerForm
from partnerships.commenting.rules.places import Place, places_of
from partnerships.commenting.services.answering import answer_remark, answers_set_by
from partnerships.commenting.services.remarking import make_colleague_remark
from partnerships.drafting.rules.differing import word_changes
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Remark
from partnerships.shared.views.drafts import refused, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .comments import crumbs_of_comments


def _visible_remark(request: HttpRequest, pk: int) -> Remark:
    agreements = Agreement.objects.visible_to(request.membership)
    rows = Remark.objects.standing().filter(agreement__in=agreements)
    related = ("agreement__partnership__service", "request__round", "user")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def remark_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The words as they stand, as they would be, and four answers; the author is told."""
    remark = _visible_remark(request, pk)
    agreement = remark.agreement
    if not agreement.is_draft:
        return refused(request, agreement)
    if not remark.waits:
        messages.info(request, _("This comment has already been answered."))
        return not_saved(redirect("partnerships:comments", agreement.pk))
    form = AnswerForm(posted(request), remark=remark)
    changed = False
    if request.method == "POST" and form.is_valid():
        try:
            answer_remark(remark=remark, user=request.user, **form.cleaned_data)
        except WordsChanged:
            changed = True
            form.add_error(
                "answer",
                _("The words of this clause have changed since. Change the text by hand, then accept in other words."),
            )
        except MoveRefused:
            messages.info(request, _("This comment has been answered or withdrawn in the meantime."))
            return not_saved(redirect("partnerships:comments", agreement.pk))
        else:
            messages.success(
                request, _("The answer has been saved and is being sent.") if remark.request_id else _("Saved.")
            )
            return redirect("partnerships:comments", agreement.pk)
    places = {place.key: place for place in places_of(presented(agreement_text(agreement)))}
    now = places.get(remark.part)
    rivals = agreement.remarks.waiting().filter(part=remark.part, kind=remark.kind).exclude(pk=pk)
    context = {
        "remark": remark,
        "agreement": agreement,
        "crumbs": crumbs_of_comments(agreement),
        "now": now.words if now else "",
        "is_changed": changed or (remark.is_proposal and (now is None or now.words.strip() != remark.was.strip())),
        "sets": answers_set_by(remark) if remark.is_proposal else [],
        "runs": word_changes(remark.was, remark.proposed) if remark.is_proposal else [],
        "rivals": rivals.count() if remark.is_proposal else 0,
    }
    return form_page(request, "partnerships/commenting/remark_answer.html", form, context)


@role_required("comment_draft")
@require_http_methods(["GET", "POST"])
@once
def remark_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague comments on a part; no partner sees it."""
    agreement = visible_agreement(request, pk)
    if not agreement.is_draft:
        return refused(request, agreement)
    places = {place.key: place for place in places_of(presented(agreement_text(agreement)))}
    place: Place | None = places.get(request.GET.get("on", ""))
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of_comments(agreement),
        "places": list(places.values()),
        "place": place,
    }
    if place is None:
        if request.method == "POST":
            raise Http404
        return render(request, "partnerships/commenting/remark_new.html", context)
    form = RemarkForm(posted(request), place=place, asks_who=False)
    if request.method == "POST" and form.is_valid():
        try:
            make_colleague_remark(agreement=agreement, user=request.user, place=place, **form.cleaned_data)
        except MoveRefused:
            return refused(request, agreement)
        messages.success(request, _("The comment has been saved. Only colleagues of your service can see it."))
        return redirect("partnerships:comments", pk)
    return form_page(request, "partnerships/commenting/remark_new.html", form, context)
