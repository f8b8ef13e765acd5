"""A manager sees exactly what would be public of a partnership, and proposes it (D4).

Where an entry is there already, the page asks first: take it over, or say that it is another partnership. The answer
stands in the address (?take=12, ?take=none), so that what is shown below is what that answer would make public.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.models import Entry, Proposal
from directory.projection.services import changes_between, projection_of, sheet_of
from directory.publishing.forms import NewEntryForm, ProposeForm, TakeOverForm
from directory.publishing.services.gathering import governing_text
from directory.publishing.services.proposing import Draft, ProposalRefused, draft_entry, propose_entry
from directory.recognising.services.finding import Candidate, candidates
from partnerships.models import Partnership
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted

from .recognised import shown_beside

OTHER = "none"


@dataclass(frozen=True)
class Answer:
    """Which of the entries that are there already this is: `taken`, or another one (`is_other`), or not said yet."""

    found: list[Candidate] = field(default_factory=list)
    taken: Candidate | None = None
    is_other: bool = False

    @property
    def is_asked(self) -> bool:
        return bool(self.found) and self.taken is None and not self.is_other

    @property
    def sure(self) -> list[Candidate]:
        return [each for each in self.found if each.is_sure]


@role_required("propose_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.visible_to(request.membership).select_related("service"), pk=pk)
    draft = draft_entry(partnership)
    answer = _answer(candidates(partnership, draft.public), request.GET.get("take", ""))
    if answer.taken:
        draft = draft_entry(partnership, takes_over=answer.taken.entry)
    form = _form_of(answer)(posted(request), initial={"shown": draft.fingerprint})
    if request.method == "POST" and form.is_valid() and _proposed(request, partnership, draft, answer, form):
        messages.success(
            request, _("Proposed. A directory admin will check the entry, and you will be told the result by e-mail.")
        )
        return redirect("partnerships:partnership", pk=partnership.pk)
    context = _page(partnership, draft, answer, form, request.membership)
    return form_page(request, "directory/publishing/propose.html", form, context)


def _answer(found: list[Candidate], take: str) -> Answer:
    """What is sure is no question; a partnership with an entry of its own has nothing to take over."""
    taken = next((each for each in found if str(each.entry.pk) == take), None)
    is_other = take == OTHER and bool(found) and not any(each.is_sure for each in found)
    return Answer(found, taken, is_other)


def _form_of(answer: Answer) -> type[ProposeForm]:
    if answer.is_other:
        return NewEntryForm
    is_held = answer.taken is not None and answer.taken.entry.partnership_id is not None
    return TakeOverForm if is_held else ProposeForm


def _proposed(request: HttpRequest, partnership: Partnership, draft: Draft, answer: Answer, form: ProposeForm) -> bool:
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
            takes_over=answer.taken.entry if answer.taken else None,
            told_apart=[each.entry for each in answer.found] if answer.is_other else (),
            reason=form.cleaned_data.get("reason", ""),
        )
    except ProposalRefused as refused:
        form.add_error(None, _refusal(refused.code))
        return False
    return True


def _refusal(code: str) -> str:
    words = {
        "there": _(
            "The source of this partnership has an entry in the directory already. Take that entry over, or correct "
            "the source. Where one source describes several partnerships, name the place in it, such as “#page=12”."
        ),
        "undecided": _("An entry looks like this partnership. Say first whether it is the same."),
        "other": _("This entry cannot be taken over by this partnership. Open the page again."),
        "wanted": _(
            "A proposal for this entry is already awaiting a decision by a directory admin. Try again after that "
            "decision."
        ),
    }
    waiting = _(
        "A proposal for this partnership is already awaiting a decision. You can propose again after that decision."
    )
    return words.get(code, waiting)


def _page(
    partnership: Partnership, draft: Draft, answer: Answer, form: ProposeForm, membership: Membership
) -> dict[str, object]:
    entry = Entry.objects.published().filter(partnership=partnership).first()
    compared = answer.taken.entry if answer.taken and answer.taken.is_public else entry
    proposals = Proposal.objects.filter(partnership=partnership).order_by("-proposed_at", "-pk")
    return {
        "partnership": partnership,
        "sheet": sheet_of(draft.public),
        "private": draft.private,
        "has_text": governing_text(list(partnership.agreements.defer("snapshot"))) is not None,
        "form": form,
        "entry": entry,
        "changes": changes_between(projection_of(compared), draft.public) if compared else None,
        "last": proposals.first(),
        "is_waiting": proposals.waiting().exists(),
        "answer": answer,
        "beside": shown_beside(answer.found, draft.public, membership) if answer.is_asked else [],
        "has_own": Entry.objects.filter(partnership=partnership).exists(),
    }
