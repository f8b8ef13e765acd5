"""What a person does about one mail, or about those that are held: each is confirmed first, and told by the history."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.access import mails_of, watches_clock
from pes_partnerships.outbox.forms import LET_GO, HeldForm
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import resending
from pes_partnerships.outbox.services.restoring import drop, let_go

LISTED = 100  # held mails that can be ticked one by one


@role_required("watch_clock")
@require_http_methods(["GET", "POST"])
@once
def again(request: HttpRequest, mail: UUID) -> HttpResponse:
    row = _mail(request, mail, resending.may_be_sent_again)
    if row.brings_link and not request.membership.may("renew_links"):
        raise PermissionDenied
    if row.brings_link:
        words = {
            "title": _("Send a new link"),
            "text": _("A new link is sent, and the earlier one ends: whoever still has it cannot use it any more."),
            "done": _("A new link is on its way."),
        }
    else:
        words = {
            "title": _("Send it again"),
            "text": _(
                "The same e-mail is sent a second time, on purpose: its reader gets it twice if the first arrived."
            ),
            "done": _("The e-mail is on its way again."),
        }
    return _confirmed(request, row, words, resending.send_again)


@role_required("watch_clock")
@require_http_methods(["GET", "POST"])
@once
def now(request: HttpRequest, mail: UUID) -> HttpResponse:
    row = _mail(request, mail, resending.may_be_tried_now)
    words = {
        "title": _("Try it now"),
        "text": _("The e-mail is tried at once, and not only when its pause is over."),
        "done": _("The e-mail is tried within a minute."),
    }
    return _confirmed(request, row, words, resending.try_now)


@role_required("watch_clock")
@require_http_methods(["GET", "POST"])
@once
def cancelled(request: HttpRequest, mail: UUID) -> HttpResponse:
    row = _mail(request, mail, resending.may_be_cancelled)
    words = {
        "title": _("Cancel the e-mail"),
        "text": _(
            "The e-mail is never sent, and no other takes its place: tell its reader in another way what it says."
        ),
        "done": _("The e-mail is cancelled."),
        "kind": "danger",
    }
    return _confirmed(request, row, words, resending.cancel)


@role_required("watch_clock")
@require_http_methods(["GET", "POST"])
@once
def held(request: HttpRequest) -> HttpResponse:
    """After a backup was restored: which mails go, and which never."""
    if not watches_clock(request.membership):
        raise PermissionDenied
    mine = mails_of(request.membership).held().order_by("due_at", "created_at")
    form = HeldForm(posted(request), mails=mine[:LISTED])
    if request.method == "POST" and form.is_valid():
        chosen = mine if form.cleaned_data["all_of_them"] else mine.filter(pk__in=form.cleaned_data["mails"])
        by = Actor.user(request.user)
        if form.cleaned_data["becomes"] == LET_GO:
            number = let_go(chosen, by=by, now=timezone.now())
            words = ngettext("%(count)s e-mail is on its way.", "%(count)s e-mails are on their way.", number)
        else:
            number = drop(chosen, by=by)
            words = ngettext("%(count)s e-mail is dropped.", "%(count)s e-mails are dropped.", number)
        messages.success(request, words % {"count": number})
        return redirect("outbox:clock")
    context = {"crumbs": _crumbs(), "number": mine.count(), "listed": LISTED}
    return form_page(request, "outbox/clock_held.html", form, context)


def _mail(request: HttpRequest, key: UUID, may: Callable[[OutboxMail], bool]) -> OutboxMail:
    """404 for what is not of the own service, and for what cannot be done with it."""
    if not watches_clock(request.membership):
        raise PermissionDenied
    found = mails_of(request.membership).filter(pk=key).first()
    if found is None or (request.method == "GET" and not may(found)):
        raise Http404
    return found


def _confirmed(request: HttpRequest, mail: OutboxMail, words: dict[str, str], act: Callable[..., None]) -> HttpResponse:
    if request.method == "POST":
        try:
            act(mail=mail, by=Actor.user(request.user), at=timezone.now())
        except resending.TooLate:
            messages.error(request, _("Meanwhile the e-mail is in another state: look at it again."))
        except MoveRefused:
            messages.error(request, _("No new link can be sent: what it was for is over, or has another reader now."))
        else:
            messages.success(request, words["done"])
        return redirect("outbox:clock")
    context = {"crumbs": _crumbs(), "here": words["title"], "mail": mail, "words": words}
    return render(request, "outbox/clock_act.html", context)


def _crumbs() -> list[dict[str, Any]]:
    return [{"url": reverse("outbox:clock"), "label": _("Clock and e-mail")}]
