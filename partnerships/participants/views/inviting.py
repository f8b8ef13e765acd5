"""Asking actors to the table: one, several at once, and taking an invitation back (F5)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.models import Invitation, Participation, Partnership
from partnerships.participants.forms.inviting import InviteForm, LetterForm
from partnerships.participants.rules.inviting import (
    best_contact,
    contact_obstacle,
    participant_obstacle,
    partnership_obstacle,
)
from partnerships.participants.services.inviting import CannotInvite, invite_several, withdraw_invitation
from partnerships.participants.services.inviting import invite as send_invitation
from partnerships.rules.lifecycle import ParticipationStatus
from partnerships.shared.views.found import partnership_to_form, partnership_to_read, why_closed_to
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_keys

from .participant_found import visible_participation


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """One participant: whom to write to, what, and until when; or the one thing that stands in the way."""
    participation = visible_participation(request, pk)
    obstacle = participant_obstacle(participation)
    contacts = list(participation.organisation.contacts.all()) if participation.organisation_id else []
    typed = None if obstacle else posted(request)
    form = InviteForm(typed, participation=participation, contacts=contacts)
    if request.method == "POST" and not obstacle and form.is_valid():
        try:
            sent = send_invitation(participation=participation, by=Actor.user(request.user), **form.cleaned_data)
        except CannotInvite as refusal:
            form.add_error(None, f"{refusal.obstacle.title} {refusal.obstacle.advice}")
        else:
            messages.success(request, _sent_words(sent))
            return redirect("partnerships:dialogue", participation.partnership_id)
    context = _invite_context(participation, contacts, form, obstacle)
    return form_page(request, "partnerships/participants/invite.html", None if obstacle else form, context)


def _sent_words(sent: Invitation) -> str:
    day = display_date(timezone.localdate(sent.expires_at))
    return _("The invitation to %(name)s is being sent. The answer is requested by %(day)s.") % {
        "name": sent.name,
        "day": day,
    }


def _invite_context(participation: Participation, contacts: list, form: InviteForm, obstacle: Any) -> dict[str, Any]:
    blocked = [(contact, contact_obstacle(contact, participation.organisation_id)) for contact in contacts]
    return {
        "participation": participation,
        "partnership": participation.partnership,
        "form": form,
        "obstacle": obstacle,
        "blocked": [(contact, why) for contact, why in blocked if why],
        "reachable": best_contact(contacts) is not None,
        "open": participation.invitations.open().first(),
    }


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def invite_several_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Those that were ticked, or all identified ones: who gets the mail, who cannot and why, one message."""
    partnership = partnership_to_form(request, pk)
    rows = _ticked(request, partnership)
    recipients, blocked = _sorted_out(rows)
    obstacle = partnership_obstacle(partnership)
    typed = None if obstacle else posted(request)
    form = LetterForm(typed, partnership=partnership, language=_language(recipients))
    if request.method == "POST" and not obstacle and recipients and form.is_valid():
        by = Actor.user(request.user)
        sent, refused = invite_several(contacts=dict(recipients), by=by, **form.cleaned_data)
        words = ngettext("%(count)s invitation is being sent.", "%(count)s invitations are being sent.", len(sent))
        messages.success(request, words % {"count": len(sent)})
        for participation, why in refused:
            messages.warning(request, f"{participation.name}: {why.title}")
        return redirect("partnerships:dialogue", partnership.pk)
    context = {"partnership": partnership, "form": form, "recipients": recipients, "blocked": blocked}
    context |= {"obstacle": obstacle, "ticked": [row.pk for row in rows]}
    return form_page(request, "partnerships/participants/invite_several.html", None if obstacle else form, context)


def _ticked(request: HttpRequest, partnership: Partnership) -> list[Participation]:
    asked = request.POST if request.method == "POST" else request.GET
    rows = partnership.participations.select_related("organisation", "partnership__service", "partnership__examination")
    rows = rows.prefetch_related("organisation__contacts", "partnership__target_groups")
    if request.method == "GET" and asked.get("all"):
        return list(rows.filter(status=ParticipationStatus.IDENTIFIED))
    return list(rows.filter(pk__in=row_keys(asked.getlist("participant"))))


def _sorted_out(rows: list[Participation]) -> tuple[list, list]:
    recipients, blocked = [], []
    for row in rows:
        contacts = list(row.organisation.contacts.all()) if row.organisation_id else []
        contact, why = best_contact(contacts), participant_obstacle(row)
        if contact and not why:
            recipients.append((row, contact))
        else:
            blocked.append((row, why.title if why else _nobody_there(contacts)))
    return recipients, blocked


def _nobody_there(contacts: list) -> str:
    if not contacts:
        return _("The organisation has no contact yet. Add one with an e-mail address.")
    return _("The organisation has no current contact with an e-mail address.")


def _language(recipients: list) -> str:
    return recipients[0][1].language if recipients else "en"


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the link then says that the invitation was taken back."""
    seen = partnership_to_read(request, _partnership_of(request, pk))
    rows = Invitation.objects.select_related("participation__organisation", "participation__partnership")
    invitation = get_object_or_404(rows.filter(participation__partnership=seen), pk=pk)
    if not can_form_partnership(request.user, seen):
        raise PermissionDenied(why_closed_to(request.user, seen))
    if request.method == "POST":
        closed = withdraw_invitation(invitation=invitation, by=Actor.user(request.user))
        if closed.answer:
            messages.info(request, _("Nothing was withdrawn: this invitation had already been answered."))
        else:
            messages.success(request, _("The invitation has been withdrawn. Its link no longer accepts an answer."))
        return redirect("partnerships:dialogue", seen.pk)
    context = {"invitation": invitation, "partnership": seen, "participation": invitation.participation}
    return render(request, "partnerships/participants/invite_withdraw.html", context)


def _partnership_of(request: HttpRequest, pk: int) -> int:
    own = Invitation.objects.filter(participation__partnership__service=request.membership.service_id)
    return get_object_or_404(own.values_list("participation__partnership", flat=True), pk=pk)
