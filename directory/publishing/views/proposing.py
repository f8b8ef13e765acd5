"""A manager sees exactly what would be public of a partnership, and proposes it (D4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.models import Entry, Proposal
from directory.projection.services import changes_between, projection_of, sheet_of
from directory.publishing.forms import ProposeForm
from directory.publishing.services.gathering import governing_text
from directory.publishing.services.proposing import Draft, ProposalRefused, draft_entry, propose_entry
from partnerships.models import Partnership
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted


@role_required("propose_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.visible_to(request.membership).select_related("service"), pk=pk)
    draft = draft_entry(partnership)
    form = ProposeForm(posted(request), initial={"shown": draft.fingerprint})
    if request.method == "POST" and form.is_valid() and _proposed(request, partnership, draft, form):
        messages.success(
            request, _("Proposed. A directory admin will check the entry, and you will be told the result by e-mail.")
        )
        return redirect("partnerships:partnership", pk=partnership.pk)
    return form_page(request, "directory/publishing/propose.html", form, _page(partnership, draft, form))


def _proposed(request: HttpRequest, partnership: Partnership, draft: Draft, form: ProposeForm) -> bool:
    """Whether it was proposed; what stands in the way is said on the form."""
    if form.cleaned_data["shown"] != draft.fingerprint:
        form.add_error(
            None, _("The partnership has changed since you opened this page. Please read the page below again.")
        )
        form.data = form.data.copy()
        form.data["shown"] = draft.fingerprint
        return False
    try:
        propose_entry(
            partnership=partnership,
            by=Actor.user(request.user),
            projection=draft.public,
            note=form.cleaned_data["note"],
        )
    except ProposalRefused:
        form.add_error(
            None,
            _(
                "A proposal for this partnership is already awaiting a decision. You can propose "
                "again after that decision."
            ),
        )
        return False
    return True


def _page(partnership: Partnership, draft: Draft, form: ProposeForm) -> dict[str, object]:
    entry = Entry.objects.published().filter(partnership=partnership).first()
    proposals = Proposal.objects.filter(partnership=partnership).order_by("-proposed_at", "-pk")
    return {
        "partnership": partnership,
        "sheet": sheet_of(draft.public),
        "private": draft.private,
        "has_text": governing_text(list(partnership.agreements.defer("snapshot"))) is not None,
        "form": form,
        "entry": entry,
        "changes": changes_between(projection_of(entry), draft.public) if entry else None,
        "last": proposals.first(),
        "is_waiting": proposals.waiting().exists(),
    }
