"""The manager's side: sharing a draft, reading and answering what was said, giving time, closing (G3)."""

import datetime
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.agreements.rules.presentation import presented
from partnerships.commenting.forms.remark import RemarkForm
from partnerships.commenting.forms.round import DEFAULT_DAYS, AnswerForm, MoreTimeForm, ShareForm
from partnerships.commenting.rules.places import Place, places_of
from partnerships.commenting.rules.replacing import WordsChanged
from partnerships.commenting.services.answering import answer_remark
from partnerships.commenting.services.remarking import make_colleague_remark
from partnerships.commenting.services.sharing import close_round, extend_round, remind, share_draft
from partnerships.drafting.rules.differing import word_changes
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, CommentRequest, CommentRound, Contact, Party, Remark
from partnerships.rules.vocabulary import RemarkAnswer
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

COLUMNS = [
    Column(gettext_lazy("Place"), "place"),
    Column(gettext_lazy("Partner"), lambda row: row.request.party_name if row.request else ""),
    Column(gettext_lazy("Person"), lambda row: row.request.who if row.request else str(row.user)),
    Column(gettext_lazy("Kind"), "get_kind_display"),
    Column(gettext_lazy("Made"), "made_at"),
    Column(gettext_lazy("Comment"), "words"),
    Column(gettext_lazy("Words as shown"), "was"),
    Column(gettext_lazy("Proposed words"), "proposed"),
    Column(gettext_lazy("Answer"), "get_answer_display"),
    Column(gettext_lazy("Answer in words"), "answer_words"),
    Column(gettext_lazy("Answered"), "answered_at"),
]


def _people(agreement: Agreement) -> tuple[list[tuple[Party, Contact]], list[Party]]:
    """Who can be asked by mail, and the parties of which nobody can."""
    parties = list(agreement.parties.select_related("participation__organisation"))
    by_body: dict[int, list[Contact]] = defaultdict(list)
    bodies = [party.participation.organisation_id for party in parties]
    for contact in Contact.objects.current().exclude(email="").filter(organisation__in=bodies):
        by_body[contact.organisation_id].append(contact)
    found = [(party, person) for party in parties for person in by_body[party.participation.organisation_id]]
    reached = {party.pk for party, _person in found}
    return found, [party for party in parties if party.pk not in reached]


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def comments_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Share the draft as it is now; each person gets a link of their own."""
    agreement = visible_agreement(request, pk)
    if not agreement.is_draft:
        return refused(request, agreement)
    people, unreached = _people(agreement)
    own = agreement.partnership.service_id
    usual = [f"{party.pk}-{person.pk}" for party, person in _first_of_each(people) if not _is_own(party, own)]
    ends_on = timezone.localdate() + datetime.timedelta(days=DEFAULT_DAYS)
    form = ShareForm(posted(request), people=people, initial={"asked": usual, "ends_on": ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            shared = share_draft(agreement=agreement, user=request.user, **form.cleaned_data)
        except MoveRefused:
            return refused(request, agreement)
        count = shared.requests.count()
        words = ngettext(
            "The draft has been shared. %(count)s e-mail with a link is being sent.",
            "The draft has been shared. %(count)s e-mails with a link are being sent.",
            count,
        )
        messages.success(request, words % {"count": count})
        return redirect("partnerships:comments", pk)
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement),
        "people": people,
        "unreached": unreached,
        "open": agreement.comment_rounds.filter(closed_at=None).first(),
    }
    return form_page(request, "partnerships/commenting/comments_share.html", form, context)


def _first_of_each(people: list[tuple[Party, Contact]]) -> list[tuple[Party, Contact]]:
    return list({party.pk: (party, person) for party, person in reversed(people)}.values())[::-1]


def _is_own(party: Party, service: int) -> bool:
    organisation = party.participation.organisation
    return organisation is not None and organisation.pes_id == service


@role_required("comment_draft")
@require_safe
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, by part; what waits for an answer; and who has answered."""
    agreement = visible_agreement(request, pk)
    rows = list(
        Remark.objects.standing()
        .filter(agreement=agreement)
        .select_related("request__round", "user", "answered_by")
        .order_by("made_at", "pk")
    )
    if file := as_file(request, "comments", COLUMNS, rows):
        return file
    shared = agreement.comment_rounds.prefetch_related("requests").first()
    asked = list(shared.requests.all()) if shared else []
    of_partners = [row for row in rows if row.request_id]
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement),
        "round": shared,
        "is_open": shared is not None and shared.is_open(timezone.localdate()) and agreement.is_draft,
        "asked": sorted(asked, key=lambda each: (each.finished_at is not None, each.opened_at is not None, each.pk)),
        "figures": _figures(shared, asked, of_partners),
        "groups": _by_chapter(agreement, rows),
        "rows": rows,
        "colleagues": len(rows) - len(of_partners),
        "of_partners": len(of_partners),
        "may_write": request.membership.may("write_agreement") and agreement.is_draft,
        "may_comment": agreement.is_draft,
        "others": agreement.comment_rounds.count(),
    }
    return render(request, "partnerships/commenting/comments.html", context)


def _figures(shared: CommentRound | None, asked: list[CommentRequest], rows: list[Remark]) -> list[dict[str, str]]:
    if shared is None:
        return []
    answered = sum(each.finished_at is not None for each in asked)
    waiting = sum(row.waits for row in rows)
    taken = sum(row.answer in (RemarkAnswer.TAKEN, RemarkAnswer.OTHERWISE) for row in rows)
    declined = sum(row.answer == RemarkAnswer.DECLINED for row in rows)
    of = _("%(n)s of %(all)s")
    days = (shared.ends_on - timezone.localdate()).days
    figures = [
        {"value": of % {"n": answered, "all": len(asked)}, "label": _("have answered")},
        {"value": of % {"n": waiting, "all": len(rows)}, "label": _("wait for your answer")},
        {"value": str(taken), "label": _("accepted, as proposed or in other words")},
        {"value": str(declined), "label": ngettext("comment declined", "comments declined", declined)},
    ]
    if shared.closed_at is None and days >= 0:
        left = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        figures.append({"value": left, "label": _("left for comments")})
    return figures


def _by_chapter(agreement: Agreement, rows: list[Remark]) -> list[dict[str, Any]]:
    """In the order of the text as it is now; what is about a part that is gone comes last."""
    places = {place.key: place for place in places_of(presented(agreement_text(agreement)))} if rows else {}
    order = {key: number for number, key in enumerate(places)}
    groups: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: order.get(row.part, len(order))):
        place = places.get(row.part)
        title = place.chapter if place else _("Parts that are no longer in the draft")
        group = groups.setdefault(title, {"title": title, "rows": [], "waiting": 0})
        group["rows"].append({"remark": row, "runs": word_changes(row.was, row.proposed) if row.is_proposal else []})
        group["waiting"] += row.waits and row.request_id is not None
    return list(groups.values())


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
        "crumbs": _crumbs(agreement),
        "now": now.words if now else "",
        "is_changed": changed or (remark.is_proposal and (now is None or now.words.strip() != remark.was.strip())),
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
        "crumbs": _crumbs(agreement),
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


def _visible_round(request: HttpRequest, pk: int) -> CommentRound:
    agreements = Agreement.objects.visible_to(request.membership)
    rows = CommentRound.objects.filter(agreement__in=agreements)
    return get_object_or_404(rows.select_related("agreement__partnership__service"), pk=pk)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def comments_extend(request: HttpRequest, pk: int) -> HttpResponse:
    shared = _visible_round(request, pk)
    form = MoreTimeForm(posted(request), initial={"ends_on": shared.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            extend_round(comment_round=shared, by=Actor.user(request.user), **form.cleaned_data)
        except MoveRefused:
            messages.info(request, _("The comments on this draft have been closed."))
            return not_saved(redirect("partnerships:comments", shared.agreement_id))
        messages.success(request, _("The new date has been saved. Partners who have not answered are being informed."))
        return redirect("partnerships:comments", shared.agreement_id)
    context = {"round": shared, "agreement": shared.agreement, "crumbs": _crumbs(shared.agreement)}
    return form_page(request, "partnerships/commenting/comments_extend.html", form, context)


def _crumbs(agreement: Agreement) -> list[dict[str, str]]:
    return crumbs_of(agreement, (reverse("partnerships:comments", args=[agreement.pk]), _("Comments")))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def comments_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: links take no more comments afterwards, and what was sent stays."""
    shared = _visible_round(request, pk)
    if request.method == "POST":
        close_round(comment_round=shared, by=Actor.user(request.user))
        messages.success(request, _("The comments have been closed. You can still answer those that you received."))
        return redirect("partnerships:comments", shared.agreement_id)
    silent = shared.requests.filter(finished_at=None).count()
    context = {"round": shared, "agreement": shared.agreement, "silent": silent, "crumbs": _crumbs(shared.agreement)}
    return render(request, "partnerships/commenting/comments_close.html", context)


@role_required("write_agreement")
@require_POST
@once
def comments_remind(request: HttpRequest, pk: int) -> HttpResponse:
    agreements = Agreement.objects.visible_to(request.membership)
    rows = CommentRequest.objects.filter(round__agreement__in=agreements)
    asked = get_object_or_404(rows.select_related("round__agreement__partnership__service"), pk=pk)
    try:
        remind(request=asked, by=Actor.user(request.user))
    except MoveRefused:
        messages.info(
            request, _("%(party)s has answered, or the comments have been closed.") % {"party": asked.party_name}
        )
        return not_saved(redirect("partnerships:comments", asked.round.agreement_id))
    words = _("A reminder with a new link is being sent to %(party)s. The previous link no longer works.")
    messages.success(request, words % {"party": asked.party_name})
    return redirect("partnerships:comments", asked.round.agreement_id)
