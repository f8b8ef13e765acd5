"""Who signed elsewhere: one party on its page, or several at once (S4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.elsewhere.forms.signers import ManySignedForm, signers_form
from partnerships.elsewhere.services.signers import save_signing, sign_for_many, take_part_only
from partnerships.models import Party
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.drafts import visible_agreement, visible_part
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .found import closed, record_crumbs, signed_here


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def record_signers(request: HttpRequest, pk: int) -> HttpResponse:
    party = visible_part(request, Party, pk)
    agreement = party.agreement
    if not agreement.is_elsewhere:
        return signed_here(request, agreement)
    if not agreement.may_be_written:
        return closed(request, agreement)
    page = signers_form(party, posted(request))
    rows = page.lists["signers"]
    here = _("Who signed for %(party)s") % {"party": party.name}
    context = {
        "agreement": agreement,
        "party": party,
        "here": here,
        "crumbs": record_crumbs(agreement),
        "page": page,
        "rows": rows,
        "back": reverse("partnerships:record", args=[agreement.pk]),
    }
    if request.method == "POST" and page.is_valid():
        by = Actor.user(request.user)
        try:
            save_signing(party=party, by=by, terms=page.form.values(), rows=rows.lines, seen=rows.seen_posted)
        except Conflict:
            return conflict_page(request, page, signers_form(visible_part(request, Party, pk)), context)
        except MoveRefused:
            return closed(request, agreement)
        messages.success(request, _("Saved."))
        return redirect("partnerships:record", agreement.pk)
    return form_page(request, "partnerships/elsewhere/record_signers.html", page, context)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def record_signers_many(request: HttpRequest, pk: int) -> HttpResponse:
    """The same day for several parties, beside what is known of each; or that they are no parties."""
    agreement = visible_agreement(request, pk)
    if not agreement.is_elsewhere:
        return signed_here(request, agreement)
    if not agreement.may_be_written:
        return closed(request, agreement)
    form = ManySignedForm(posted(request), agreement=agreement)
    if request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, Actor.user(request.user)
        try:
            if said["did"] == "signed":
                fields = {name: said[name] for name in ("office_held", "signed", "note")}
                changed = sign_for_many(agreement=agreement, parties=form.chosen, by=by, **fields)
            else:
                changed = take_part_only(agreement=agreement, parties=form.chosen, by=by)
        except MoveRefused:
            return closed(request, agreement)
        words = ngettext("%(count)s party has been changed.", "%(count)s parties have been changed.", changed)
        messages.success(request, words % {"count": changed})
        return redirect("partnerships:record", pk)
    context = {
        "agreement": agreement,
        "crumbs": record_crumbs(agreement),
        "title": _("Who signed, for several parties"),
        "lede": _("A position is enough, and so is a day. A name is kept from the public unless its owner agrees."),
        "submit": _("Save"),
        "back": reverse("partnerships:record", args=[pk]),
    }
    return form_page(request, "partnerships/elsewhere/record_form.html", form, context)
