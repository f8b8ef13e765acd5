"""Messages and visits in the workspace, and where those go for which no person is named (D3)."""

from typing import Any

from django.contrib import messages as said
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from directory.contact.forms.listing import RECEIVED, WRITTEN, FilterForm, MailboxForm
from directory.contact.services.mailbox import change_mailbox
from directory.models import ContactRequest
from directory.rules.messages import MessageStatus
from partnerships.matching.services.searching import narrowed_here
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.lists import as_file, asked_of, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted

from .words import state_of, visit_of


def _state(row: ContactRequest) -> dict[str, Any]:
    """Who wrote a message learns no more of it than on its page: not that it was reported."""
    return state_of(row, is_owner=row.is_received)


SEARCHED = ("name", "organisation", "entry__title")
COLUMNS = [
    Column(gettext_lazy("Received"), lambda row: timezone.localdate(row.sent_at)),
    Column(gettext_lazy("Entry"), "entry.title"),
    Column(gettext_lazy("Name"), "name"),
    Column(gettext_lazy("Organisation"), "organisation"),
    Column(gettext_lazy("Country"), lambda row: str(row.country.name)),
    Column(gettext_lazy("Kind"), "get_kind_display"),
    Column(gettext_lazy("Status"), lambda row: _state(row)["label"]),
    Column(gettext_lazy("Answer expected by"), "answer_by"),
    Column(gettext_lazy("Answered"), lambda row: timezone.localdate(row.answered_at) if row.answered_at else None),
    Column(gettext_lazy("First day of the visit"), lambda row: visit_of(row).agreed_on if visit_of(row) else None),
]


@role_required("answer_messages")
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    membership = request.membership
    form = FilterForm(request.GET)
    rows = _narrowed(ContactRequest.objects.visible_to(membership), form, request)
    received = ContactRequest.objects.received_by(membership).filter(pk=OuterRef("pk"))
    rows = rows.select_related("entry", "own_entry", "visit").annotate(is_received=Exists(received))
    if file := as_file(request, _("messages-and-visits"), COLUMNS, rows):
        return file
    page = page_of(request, rows)
    context = {
        "form": form,
        "page": page,
        "rows": [{"message": row, "state": _state(row), "is_received": row.is_received} for row in page],
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "is_manager": membership.role == Role.MANAGER,
        "may_set": membership.may("change_settings") and membership.office_id is None,
        "mailbox": membership.service.directory_email,
    }
    return render(request, "directory/contact/messages.html", context)


def _narrowed(rows: QuerySet[ContactRequest], form: FilterForm, request: HttpRequest) -> QuerySet[ContactRequest]:
    """What is no choice of the form narrows nothing."""
    chosen = form.cleaned_data if form.is_valid() else {}
    for name in ("status", "kind"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    if chosen.get("status") == MessageStatus.ABUSE:
        rows = rows.filter(pk__in=ContactRequest.objects.received_by(request.membership).values("pk"))
    received = ContactRequest.objects.received_by(request.membership).values("pk")
    if chosen.get("way") == RECEIVED:
        rows = rows.filter(pk__in=received)
    if chosen.get("way") == WRITTEN:
        rows = rows.exclude(pk__in=received)
    return narrowed_here(rows, asked_of(request), *SEARCHED)


@role_required("change_settings")
@require_http_methods(["GET", "HEAD", "POST"])
def messages_mailbox(request: HttpRequest) -> HttpResponse:
    """Of the whole service: who is bound to an office reads it, and its head office changes it."""
    service = request.membership.service

    def form_of(typed: Any, kept: EmploymentService) -> MailboxForm:
        return MailboxForm(typed, service=kept)

    form = form_of(posted(request), service)
    crumbs = [{"url": reverse("directory:messages"), "label": _("Messages and visits")}]
    if request.method == "POST" and form.is_valid():
        try:
            change_mailbox(service=service, by=Actor.user(request.user), **with_seen(form, form.cleaned_data))
        except Conflict as conflict:
            here = {"here": _("Mailbox for messages"), "crumbs": crumbs}
            return conflict_page(request, form, form_of(None, conflict.theirs), here)
        said.success(request, _("Saved. Messages go there from now on."))
        return redirect("directory:messages")
    return form_page(request, "directory/contact/mailbox.html", form, {"service": service, "crumbs": crumbs})
