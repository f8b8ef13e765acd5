"""A manager sees exactly what would be public of a partnership, and proposes it (D4).

Where an entry is there already, the page asks first: take it over, or say that it is another partnership. The answer
stands in the address (?take=12, ?take=none), so that what is shown below is what that answer would make public.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.models import Entry, Proposal
from directory.projection.services import changes_between, label_of, sheet_of
from directory.publishing.forms.choosing import ChooseForm, ChooseNewEntryForm, ChooseTakeOverForm
from directory.publishing.services.conversing import thread_of
from directory.publishing.services.gathering import governing_text
from directory.publishing.services.leaving import leave_as_public
from directory.publishing.services.proposing import Draft, ProposalRefused, draft_entry, propose_entry
from directory.recognising.services.finding import Candidate, candidates
from partnerships.models import Partnership
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import as_typed, form_page, posted

from .choosing import choice_rows, hidden_inputs, labels_of_units, silent_facts
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
    form = _form_of(answer)(
        posted(request), draft=draft, labels=labels_of_units(), initial={"shown": draft.fingerprint}
    )
    act = request.POST.get("act")
    is_seen = request.POST.get("shown") == draft.fingerprint
    if act == "leave" and draft.now and not draft.takes_over and is_seen:  # needs none of the decisions below
        leave_as_public(entry=Entry.objects.get(partnership=partnership), draft=draft, by=Actor.user(request.user))
        messages.success(request, _("The public page stays as it is. You are told when the partnership changes."))
        return redirect("partnerships:partnership", pk=partnership.pk)
    if act == "edit":  # back from the preview: nothing is checked until it is sent again
        form.is_arranging = True
        as_typed(form)
    elif request.method == "POST" and form.is_valid() and _is_as_shown(form, draft):
        if act == "preview":
            return _preview(request, partnership, form, answer)
        if act != "leave" and _proposed(request, partnership, answer, form):
            messages.success(
                request,
                _("Proposed. A directory admin will check the entry, and you will be told the result by e-mail."),
            )
            return redirect("partnerships:partnership", pk=partnership.pk)
    context = _page(partnership, draft, answer, form, request.membership)
    return form_page(request, "directory/publishing/propose.html", form, context)


def _answer(found: list[Candidate], take: str) -> Answer:
    """What is sure is no question; a partnership with an entry of its own has nothing to take over."""
    taken = next((each for each in found if str(each.entry.pk) == take), None)
    is_other = take == OTHER and bool(found) and not any(each.is_sure for each in found)
    return Answer(found, taken, is_other)


def _form_of(answer: Answer) -> type[ChooseForm]:
    if answer.is_other:
        return ChooseNewEntryForm
    is_held = answer.taken is not None and answer.taken.entry.partnership_id is not None
    return ChooseTakeOverForm if is_held else ChooseForm


def _preview(request: HttpRequest, partnership: Partnership, form: ChooseForm, answer: Answer) -> HttpResponse:
    """The page as a visitor will see it; what was chosen comes along in hidden fields, and nothing is written."""
    public = form.projection()
    context = {
        "partnership": partnership,
        "sheet": sheet_of(public),
        "changes": changes_between(form.draft.now, public) if form.draft.now else None,
        "withheld": [label_of(name) for name in public["withheld"]],
        "hidden": hidden_inputs(form, request.POST),
        "answer": answer,
    }
    return render(request, "directory/publishing/preview.html", context)


def _is_as_shown(form: ChooseForm, draft: Draft) -> bool:
    """Nothing is proposed that nobody saw."""
    if form.cleaned_data["shown"] == draft.fingerprint:
        return True
    form.add_error(None, _("The partnership has changed since you opened this page. Please read the page below again."))
    form.data = form.data.copy()
    form.data["shown"] = draft.fingerprint
    return False


def _proposed(request: HttpRequest, partnership: Partnership, answer: Answer, form: ChooseForm) -> bool:
    """Whether it was proposed; what stands in the way is said on the form."""
    try:
        propose_entry(
            partnership=partnership,
            by=Actor.user(request.user),
            projection=form.projection(),
            chosen=form.decisions(),
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
        "hidden": _("The page would make public what is not. Open it again and keep those words back."),
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
    partnership: Partnership, draft: Draft, answer: Answer, form: ChooseForm, membership: Membership
) -> dict[str, object]:
    proposals = Proposal.objects.filter(partnership=partnership).order_by("-proposed_at", "-pk")
    rows = choice_rows(draft, form)
    return {
        "partnership": partnership,
        "rows": [row for row in rows if row.differs] if draft.now else rows,
        "same": [row for row in rows if not row.differs] if draft.now else [],
        "silent": silent_facts(draft),
        "is_public": draft.now is not None,
        "private": draft.private,
        "has_text": governing_text(list(partnership.agreements.defer("snapshot"))) is not None,
        "form": form,
        "entry": Entry.objects.published().filter(partnership=partnership).first(),
        "last": proposals.first(),
        "thread": thread_of(partnership),
        "is_waiting": proposals.waiting().exists(),
        "answer": answer,
        "beside": shown_beside(answer.found, draft.public, membership) if answer.is_asked else [],
        "has_own": Entry.objects.filter(partnership=partnership).exists(),
    }
