"""A draft is shared with partners for comment, and its rounds are kept going or closed (G3)."""

import datetime
from collections import defaultdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.commenting.forms.round import DEFAULT_DAYS, MoreTimeForm, ShareForm
from partnerships.commenting.services.sharing import close_round, extend_round, remind, share_draft
from partnerships.models import Agreement, CommentRequest, CommentRound, Contact, Party
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .comments import crumbs_of_comments


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
    context = {"round": shared, "agreement": shared.agreement, "crumbs": crumbs_of_comments(shared.agreement)}
    return form_page(request, "partnerships/commenting/comments_extend.html", form, context)


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
    context = {
        "round": shared,
        "agreement": shared.agreement,
        "silent": silent,
        "crumbs": crumbs_of_comments(shared.agreement),
    }
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
