"""The selected entries and the act, shown once more before anything happens (D4)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from directory.models import Entry
from directory.publishing.services.publishing import withdraw_entry
from directory.upkeep.forms import BulkAct, PlainForm, WithdrawManyForm
from directory.upkeep.services.confirming import ask_to_confirm, confirm_entries, who_can_confirm
from directory.upkeep.services.listing import selected as selected_entries
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted

MOST = 100


@dataclass(frozen=True)
class Selected:
    """`people`: who would be asked, where the act asks."""

    entry: Entry
    people: list[str]


@role_required("publish_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def selected(request: HttpRequest) -> HttpResponse:
    """Which entries and which act is in the address; the button does it."""
    act = request.GET.get("act", "")
    entries = selected_entries(request.GET.getlist("entry")[:MOST])
    if act not in BulkAct or not entries:
        messages.error(request, _("Select at least one entry, and what to do with it."))
        return redirect("directory:stale")
    form = (WithdrawManyForm if act == BulkAct.WITHDRAW else PlainForm)(posted(request))
    if request.method == "POST" and form.is_valid():
        messages.success(request, _done(request, act, entries, form.cleaned_data.get("reason", "")))
        return redirect("directory:stale")
    rows = [Selected(each, _names(each) if act == BulkAct.ASK else []) for each in entries]
    context = {
        "act": act,
        "label": BulkAct(act).label,
        "rows": rows,
        "unasked": sum(1 for row in rows if not row.people) if act == BulkAct.ASK else 0,
        "submit": _submit(act, len(entries)),
    }
    return form_page(request, "directory/upkeep/selected.html", form, context, keeps=act == BulkAct.WITHDRAW)


def _names(entry: Entry) -> list[str]:
    return [str(person) for person in who_can_confirm(entry)]


def _done(request: HttpRequest, act: str, entries: list[Entry], reason: str) -> str:
    by = Actor.user(request.user)
    if act == BulkAct.ASK:
        number = sum(ask_to_confirm(entry=entry, by=by) for entry in entries)
        return ngettext("%(number)s request was sent.", "%(number)s requests were sent.", number) % {"number": number}
    if act == BulkAct.CONFIRM:
        number = confirm_entries(entries=entries, by=by)
        words = ngettext("%(number)s entry was confirmed.", "%(number)s entries were confirmed.", number)
        return words % {"number": number}
    for entry in entries:
        withdraw_entry(entry=entry, by=by, reason=reason)
    words = ngettext("%(number)s entry was withdrawn.", "%(number)s entries were withdrawn.", len(entries))
    return words % {"number": len(entries)}


def _submit(act: str, number: int) -> str:
    words = {
        BulkAct.ASK: ngettext("Ask about %(number)s entry", "Ask about %(number)s entries", number),
        BulkAct.CONFIRM: ngettext("Confirm %(number)s entry", "Confirm %(number)s entries", number),
        BulkAct.WITHDRAW: ngettext("Withdraw %(number)s entry", "Withdraw %(number)s entries", number),
    }
    return words[BulkAct(act)] % {"number": number}
