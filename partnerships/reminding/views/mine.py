"""“My reminders”: what comes and how one hears of it, how one wants it, what was sent (N3)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.reminding.forms import ChoiceForm
from partnerships.reminding.rules.digests import Wish
from partnerships.reminding.rules.feeds import Sent
from partnerships.reminding.services.calendars import own_feed
from partnerships.reminding.services.choosing import choose, wish_for
from partnerships.reminding.services.mine import Next, mine
from partnerships.reminding.services.plans import known_settings
from partnerships.rules.reminding import AskedAs, Way, due_words
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.lib.dates import display_date, display_datetime
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.outbox.models import OutboxMail

State = OutboxMail.State
NOT_NEEDED = pgettext_lazy("mail", "Not needed")
SENT_WORDS = {
    State.SENT: pgettext_lazy("mail", "Delivered"),
    State.QUEUED: pgettext_lazy("mail", "Held"),
    State.CLAIMED: pgettext_lazy("mail", "Being sent"),
    State.HELD: pgettext_lazy("mail", "Held"),
    State.FAILED: pgettext_lazy("mail", "Not delivered"),
    State.UNDELIVERED: pgettext_lazy("mail", "Not delivered"),
    State.WITHDRAWN: NOT_NEEDED,
}
COLUMNS = [
    Column(gettext_lazy("Due"), lambda each: each.thing.due_on),
    Column(gettext_lazy("What is due"), lambda each: each.thing.what),
    Column(gettext_lazy("Partnership"), lambda each: each.thing.partnership.title),
    Column(gettext_lazy("How you hear of it"), lambda each: how(each)),
    Column(gettext_lazy("Why you"), lambda each: why(each)),
]


@role_required("own_reminders")
@require_http_methods(["GET", "POST"])
@once
def my_reminders(request: HttpRequest) -> HttpResponse:
    service, settings = request.membership.service, known_settings(request.membership.service)
    wish = wish_for(request.user)
    form = ChoiceForm(posted(request), wish=wish, opens=settings.opens, closes=settings.closes)
    if request.method == "POST" and form.is_valid():
        choose(user=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. This is how you get reminders from now on."))
        return redirect("partnerships:my_reminders")
    found = mine(request.user, service, wish, timezone.now())
    if file := as_file(request, "reminders", COLUMNS, found.lines):
        return file
    page = page_of(request, found.lines)
    context = {
        "service": service,
        "lede": _lede(wish, found.next_digest),
        "page_obj": page,
        "columns": [{"label": label} for label in (_("Due"), _("What is due"), _("How you hear of it"))]
        + [{"label": _("Hand over")}],
        "rows": _rows(page, request.membership.may("set_reminder_aside")),
        "sent_columns": [{"label": label} for label in (_("Written"), _("What is due"), _("State"))],
        "sent_rows": [_sent_row(each) for each in found.sent],
        "feed": own_feed(request.user, service),
    }
    return form_page(request, "partnerships/reminding/mine.html", form, context)


def _lede(wish: Wish, following: Any) -> str:
    said = {
        Way.SINGLE: _("Each reminder comes in an e-mail of its own."),
        Way.DAILY: _("You get one e-mail a day, on working days on which there is something."),
        Way.WEEKLY: _("You get one e-mail a week. The first word that something is overdue comes at once."),
    }[Way(wish.way)]
    if following is None:
        return said
    return said + " " + _("The next one: %(moment)s.") % {"moment": display_datetime(following)}


def _rows(page: Page, may_hand_over: bool) -> list[list[Any]]:
    today = timezone.localdate()
    return [
        [
            _due(each.thing.due_on, today),
            {
                "text": each.thing.what,
                "url": each.thing.url,
                "note": [text for text in (each.thing.partnership.title, each.thing.reason) if text],
            },
            {"text": how(each), "note": why(each)},
            _act(each) if may_hand_over else "",
        ]
        for each in page
    ]


def _due(day: date, today: date) -> dict[str, Any]:
    is_near = (day - today).days <= 1
    note = due_words(day, today) if is_near else ""
    return {"text": display_date(day), "note": note, "is_late": day < today}


def how(each: Next) -> str:
    """How the person hears of it next."""
    if each.taker:
        return _("%(who)s is reminded in your place.") % {"who": each.taker.name}
    if each.thing.is_set_aside:
        return _("Set aside: no further reminder")
    if each.at is None:
        return _("No further reminder")
    if each.period:
        return _("With the e-mail of %(day)s") % {"day": display_date(each.period.at, weekday=True)}
    return _("An e-mail of its own, %(day)s") % {"day": display_date(each.at, weekday=True)}


def why(each: Next) -> str:
    role = each.thing.asked_as
    words = {
        AskedAs.OWNER: _("You are the person responsible."),
        AskedAs.OFFICE: _("You work at its office."),
        AskedAs.MANAGER: _("You manage it."),
        AskedAs.HEAD: _("You are the head of the service."),
    }
    return words[AskedAs(role)] if role else ""


def _act(each: Next) -> dict[str, str]:
    thing = each.thing
    url = reverse("partnerships:hand_over", args=[thing.kind, thing.subject])
    label = _("Take back") if thing.is_handed_on else _("Hand over")
    return {"text": label, "url": url, "hidden": thing.what}


def _sent_row(each: Sent) -> list[Any]:
    what = {"text": each.what, "note": [each.partnership, _("due on %(day)s") % {"day": display_date(each.due_on)}]}
    return [display_datetime(each.at), what, _state(each)]


def _state(each: Sent) -> dict[str, Any]:
    mail = each.mail
    if each.why or mail is None:
        return {"tag": str(NOT_NEEDED), "note": each.why}
    tag = str(SENT_WORDS[State(mail.state)])
    if mail.state == State.SENT:
        return {"tag": tag, "kind": "sent", "note": display_datetime(mail.sent_at)}
    if mail.state == State.QUEUED:
        return {"tag": tag, "note": _("goes on %(moment)s") % {"moment": display_datetime(mail.next_attempt_at)}}
    return {"tag": tag, "kind": "late" if mail.is_lost else "", "note": mail.last_error if mail.is_lost else ""}
