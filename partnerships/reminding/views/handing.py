"""The page on which somebody hands the reminders of one thing to a colleague, or takes them back (N3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.reminding.forms import HandOverForm
from partnerships.reminding.rules.feeds import Thing
from partnerships.reminding.services.handing import colleagues_for, hand_over, take_back
from partnerships.reminding.services.mine import thing_of
from partnerships.rules.reminding import due_words
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("set_reminder_aside")
@require_http_methods(["GET", "POST"])
@once
def reminder_hand_over(request: HttpRequest, kind: str, subject: int) -> HttpResponse:
    service = request.membership.service
    thing = thing_of(request.user, service, kind, subject, timezone.now())
    if thing is None:
        raise Http404(_("You are not reminded of this, or it is done."))
    if thing.is_handed_on:
        return _taken_back(request, thing)
    form = HandOverForm(posted(request), colleagues=colleagues_for(thing, service, request.user))
    if request.method == "POST" and form.is_valid():
        taker = form.cleaned_data["taker"]
        try:
            hand_over(thing=thing, service=service, giver=request.user, taker=taker)
        except MoveRefused:
            form.add_error("taker", _("This colleague handed it to you, or can no longer take it. Choose another."))
        else:
            said = _("%(who)s is reminded of it from now on. You both get an e-mail.") % {"who": taker.name}
            messages.success(request, said)
            return redirect("partnerships:my_reminders")
    return form_page(request, "partnerships/reminding/hand_over.html", form, _context(thing))


def _taken_back(request: HttpRequest, thing: Thing) -> HttpResponse:
    if request.method != "POST":
        return form_page(request, "partnerships/reminding/hand_over.html", None, _context(thing))
    if not take_back(thing=thing, giver=request.user):
        return not_saved(redirect("partnerships:my_reminders"))
    messages.success(request, _("You are reminded of it again. You both get an e-mail."))
    return redirect("partnerships:my_reminders")


def _context(thing: Thing) -> dict[str, Any]:
    return {
        "thing": thing,
        "due": due_words(thing.due_on, timezone.localdate()),
        "here": _("Take back") if thing.is_handed_on else _("Hand over"),
        "crumbs": [{"url": reverse("partnerships:my_reminders"), "label": _("My reminders")}],
    }
