"""Directory admins check proposals of all services, publish, send back, and withdraw entries (D4)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import Entry, Proposal
from directory.projection.services import changes_between, projection_of
from directory.publishing.forms.words import GiveBackForm, SendBackForm, WithdrawForm
from directory.publishing.services.checking import find_proposal, look_at, published_entries, waiting_proposals
from directory.publishing.services.publishing import (
    ConsentWithdrawn,
    EntryMoved,
    SourceTaken,
    publish,
    send_back,
    withdraw_entry,
)
from directory.publishing.services.takeovers import give_back as give_entry_back
from directory.publishing.services.takeovers import standing_takeover
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

PAGE = 25


@role_required("publish_entry")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    waiting = waiting_proposals(timezone.now())
    context = {
        "waiting": waiting,
        "new": [each for each in waiting if each.changes is None],
        "changed": [each for each in waiting if each.changes is not None],
        "oldest": max((each.days for each in waiting), default=0),
        "page_obj": Paginator(published_entries(), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "directory/publishing/queue.html", context)


@role_required("publish_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_proposal(pk)
    if found is None:
        raise Http404
    form = SendBackForm(None if request.POST.get("act") == "publish" else posted(request))
    if request.method == "POST" and _decided(request, found, form):
        return redirect("directory:queue")
    context = {"proposal": found, "look": look_at(found, timezone.now()), "form": form}
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
            entry = publish(proposal=found, by=by)
            messages.success(request, _("“%(title)s” is public now.") % {"title": entry.title})
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
