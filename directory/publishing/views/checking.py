"""Directory admins check proposals of all services, publish, send back, and withdraw entries (D4)."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import Entry, Proposal
from directory.projection.services import changes_between, projection_of
from directory.publishing.forms.words import GiveBackForm, SendBackForm, WithdrawForm
from directory.publishing.services.checking import (
    ToCheck,
    find_proposal,
    look_at,
    look_at_all,
    waiting_proposals,
)
from directory.publishing.services.conversing import say, thread_of
from directory.publishing.services.publishing import (
    ConsentWithdrawn,
    EntryMoved,
    PrivateSince,
    SourceTaken,
    publish,
    send_back,
    withdraw_entry,
)
from directory.publishing.services.staleness import stale_count
from directory.publishing.services.takeovers import give_back as give_entry_back
from directory.publishing.services.takeovers import standing_takeover
from directory.rules.vocabulary import ProposalStatus
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("publish_entry")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, with what it would change; the same as a file."""
    now = timezone.now()
    proposals = waiting_proposals()
    if answer := as_file(request, _("entries to check"), COLUMNS, _lines(proposals, now)):
        return answer
    page = page_of(request, proposals)
    waiting = look_at_all(list(page), now)
    context = {
        "page_obj": page,
        "new": [each for each in waiting if each.changes is None],
        "changed": [each for each in waiting if each.changes is not None],
        "oldest": (now - proposals[0].proposed_at).days if proposals else 0,
        "stale": stale_count(),
    }
    return render(request, "directory/publishing/queue.html", context)


def _lines(proposals: list[Proposal], now: datetime) -> Iterator[ToCheck]:
    yield from look_at_all(proposals, now)


COLUMNS = (
    Column(gettext_lazy("Entry"), lambda each: each.proposal.projection["title"]),
    Column(gettext_lazy("Employment service"), lambda each: str(each.proposal.partnership.service)),
    Column(gettext_lazy("Proposed by"), lambda each: str(each.proposal.proposed_by or "")),
    Column(gettext_lazy("Proposed on"), lambda each: timezone.localdate(each.proposal.proposed_at)),
    Column(gettext_lazy("Days waiting"), "days"),
    Column(gettext_lazy("Rows filled"), "sheet.filled"),
    Column(gettext_lazy("Published before"), lambda each: _("no") if each.changes is None else _("yes")),
    Column(gettext_lazy("Changed fields"), lambda each: [change.label for change in each.changes or []]),
    Column(gettext_lazy("Note"), "proposal.note"),
)


@role_required("publish_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_proposal(pk)
    if found is None:
        raise Http404
    form = SendBackForm(None if request.POST.get("act") == "publish" else posted(request))
    if request.method == "POST" and _decided(request, found, form):
        is_asked = request.POST.get("act") == "ask"
        return redirect("directory:proposal", pk) if is_asked else redirect("directory:queue")
    look = look_at(found, timezone.now())
    context = {
        "proposal": found,
        "look": look,
        "may_keep": found.status == ProposalStatus.PROPOSED and any(each.keeps for each in look.changes or ()),
        "thread": thread_of(found.partnership),
        "form": form,
    }
    return form_page(request, "directory/publishing/proposal.html", form, context)


@role_required("publish_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        withdraw_entry(entry=entry, by=Actor.user(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(title)s” is no longer public.") % {"title": entry.title})
        return redirect("directory:queue")
    context = {"entry": entry, "takeover": standing_takeover(entry)}
    return form_page(request, "directory/publishing/withdraw.html", form, context)


@role_required("publish_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def give_back(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published().select_related("service"), slug=slug)
    takeover = standing_takeover(entry)
    if takeover is None:
        raise Http404
    form = GiveBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            give_entry_back(entry=entry, by=Actor.user(request.user), reason=form.cleaned_data["reason"])
        except SourceTaken as taken:
            words = _(
                "The entry “%(title)s” names a source that this entry named before it was taken over. Correct the "
                "source of that entry first, or withdraw this one."
            )
            form.add_error(None, words % {"title": taken.entry.title if taken.entry else entry.title})
        else:
            messages.success(request, _("“%(title)s” says again what it said before.") % {"title": entry.title})
            return redirect("directory:queue")
    changes = changes_between(projection_of(entry), takeover.before) if not takeover.was_withdrawn_at else None
    context = {"entry": entry, "takeover": takeover, "changes": changes}
    return form_page(request, "directory/publishing/give_back.html", form, context)


def _decided(request: HttpRequest, found: Proposal, form: SendBackForm) -> bool:
    """Whether the button did what it says; otherwise the page or a message tells why not."""
    by = Actor.user(request.user)
    try:
        if request.POST.get("act") == "publish":
            entry = publish(proposal=found, by=by, keep=request.POST.getlist("keep"))
            messages.success(request, _("“%(title)s” is public now.") % {"title": entry.title})
            return True
        if form.is_valid() and request.POST.get("act") == "ask":
            say(proposal=found, by=by, text=form.cleaned_data["answer"], is_admin=True)
            messages.success(request, _("Your question was sent. The proposal stays in this list."))
            return True
        if form.is_valid():
            send_back(proposal=found, by=by, answer=form.cleaned_data["answer"])
            messages.success(request, _("Sent back. The proposer receives your answer by e-mail."))
            return True
    except MoveRefused:
        messages.error(request, _("Another directory admin has already decided on this proposal."))
        return True
    except ConsentWithdrawn:
        messages.error(
            request,
            _(
                "The contact person no longer agrees to be shown. Send the proposal back; a new "
                "proposal will leave this person out."
            ),
        )
    except PrivateSince:
        messages.error(
            request, _("A field cannot stay as it is public: its words have become private. Open the page again.")
        )
    except SourceTaken as taken:
        other = taken.entry.title if taken.entry else found.partnership.title
        messages.error(
            request,
            _(
                "The entry “%(title)s” names the same source, so this would be a second entry. Send the proposal "
                "back: the proposer can take that entry over."
            )
            % {"title": other},
        )
    except EntryMoved:
        messages.error(
            request,
            _(
                "The entry to be taken over is maintained by another partnership since this was proposed. Send the "
                "proposal back."
            ),
        )
    return False
