"""The parties of a text: taking over participants, roles and risks, signatories (A4, A5, S4)."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.agreements.forms.party import SignatoryForm, party_form
from partnerships.agreements.services.taking_over import take_over_participants
from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.writing import remove_part
from partnerships.models import Contact, Party
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.in_use import InUse
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.drafts import crumbs_of, refused, save_part, still_used, visible_agreement, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .many_parties import parties_page


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """The parties; POST takes over every participant that is none yet, the service itself among them."""
    agreement = visible_agreement(request, pk)
    if not agreement.may_be_written:
        return refused(request, agreement)
    if request.method == "POST":
        try:
            added = take_over_participants(agreement=agreement, by=Actor.user(request.user))
        except MoveRefused:  # it went out meanwhile
            return refused(request, agreement)
        messages.success(
            request,
            ngettext("%(n)s party has been added.", "%(n)s parties have been added.", len(added)) % {"n": len(added)},
        )
        return redirect("partnerships:agreement_parties", pk)
    return parties_page(request, agreement)


def _party_page(request: HttpRequest, row: Party, here: str) -> HttpResponse:
    page, existing = party_form(row, posted(request)), row if row.pk else None
    note = _("The lead partner is the partner for which failure would cost the most, not necessarily in money.")
    return save_part(
        request,
        row.agreement,
        page,
        save=lambda by: save_party(agreement=row.agreement, by=by, party=existing, **page.values()),
        stored=lambda: party_form(visible_part(request, Party, row.pk)),
        context={
            "here": here,
            "page": page,
            "rows": page.lists["decisions"],
            "list_title": _("Decisions inside the party"),
            "list_help": _(
                "If a body of the party has to decide before it can sign, for example a council or a board."
            ),
            "cancel_url": reverse("partnerships:agreement_parties", args=[row.agreement_id]),
            "notes": [{"source": "PARES 2012", "text": note}],
            "remove_url": reverse("partnerships:party_remove", args=[row.pk]) if existing else "",
        },
        template="partnerships/agreements/part_with_list.html",
        done_url=reverse("partnerships:agreement_parties", args=[row.agreement_id]),
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def party_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _party_page(request, Party(agreement=visible_agreement(request, pk)), _("Add a party"))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def party(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_part(request, Party, pk)
    return _party_page(request, row, row.name)


@role_required("write_agreement")
@require_POST
@once
def party_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_part(request, Party, pk)
    try:
        remove_part(part=row, by=Actor.user(request.user))
    except InUse:
        return still_used(request, row, reverse("partnerships:party", args=[pk]))
    except MoveRefused as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("%(party)s is no longer a party to this draft.") % {"party": row.name})
    return redirect("partnerships:agreement_parties", row.agreement_id)


def _signatory_forms(request: HttpRequest, parties: list[Party]) -> list[SignatoryForm]:
    people: dict[int, list[Contact]] = defaultdict(list)
    bodies = [row.participation.organisation_id for row in parties]
    for contact in Contact.objects.current().filter(organisation__in=bodies):
        people[contact.organisation_id].append(contact)
    return [
        SignatoryForm(
            posted(request),
            instance=row,
            prefix=f"party{row.pk}",
            people=people[row.participation.organisation_id],
        )
        for row in parties
    ]


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def agreement_signatories(request: HttpRequest, pk: int) -> HttpResponse:
    """All parties on one page: who signs, and for whom; the mandate is kept with the contact."""
    agreement = visible_agreement(request, pk)
    if not agreement.may_be_written:
        return refused(request, agreement)
    if agreement.is_elsewhere:  # nobody is asked to sign: who did is said in its record
        return redirect("partnerships:record_signers_many", pk)
    parties = agreement.parties.select_related("participation__organisation", "agreement")
    if is_part := bool(request.GET.get("lacking")):  # of a large text: those for whom nobody is named yet
        parties = parties.filter(must_sign=True, signatories=None)
    parties = list(parties.prefetch_related("signatories__contact", "decisions"))
    lines = _signatory_forms(request, parties)
    if request.method == "POST" and _all_valid(lines):
        try:
            _save_signatories(lines, Actor.user(request.user))
        except Conflict:
            context = {"here": _("Signatories"), "crumbs": crumbs_of(agreement)}
            return conflict_page(request, lines, [form.as_stored() for form in lines], context)
        except MoveRefused:
            return refused(request, agreement)
        else:
            messages.success(request, _("Saved."))
            return redirect("partnerships:agreement", pk)
    total = agreement.parties.count()
    context = {
        "agreement": agreement,
        "lines": lines,
        "crumbs": crumbs_of(agreement),
        "is_part": is_part,
        "total": total,
    }
    return form_page(request, "partnerships/agreements/agreement_signatories.html", None, context)


def _all_valid(lines: list[SignatoryForm]) -> bool:
    """Every form is checked, so that all that is wrong is said at once."""
    valid = [form.is_valid() for form in lines]
    return all(valid)


def _save_signatories(lines: list[SignatoryForm], by: Actor) -> None:
    with transaction.atomic():
        for form in lines:
            save_party(agreement=form.instance.agreement, by=by, party=form.instance, **form.values())
