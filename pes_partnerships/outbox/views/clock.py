"""The page of the clock: does it run, what waits, what was not delivered, and what it would do (N2)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.outbox.access import mails_of, watches_clock
from pes_partnerships.outbox.forms import UntilForm
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.clock import ClockState
from pes_partnerships.outbox.services.rehearsing import Rehearsal, TooLong, rehearse
from pes_partnerships.outbox.services.watching import Watch, watch_clock

from .clock_words import MailLine, duration, job_lines, planned_lines, state_words

LINES = 25
HEAVY = ("body_html", "attachments")  # of a mail, and in none of its lines
A_WHILE = 10 * 60  # seconds: a mail that waits longer is worth a look
MANY_STARTS = 5
AT_FIRST = timedelta(days=7)
PATIENCE = timedelta(seconds=10)  # for a trial in a request: nobody else finishes an act meanwhile
TRIED_OUT, A_TRY = "outbox.tried_out", 60  # one at a time; seconds after which a trial that was killed bars none


@role_required("watch_clock")
@require_safe
def clock(request: HttpRequest) -> HttpResponse:
    """Rows of the own service only; of others there are counts."""
    if not watches_clock(request.membership):
        raise PermissionDenied
    now = timezone.now()
    mine = mails_of(request.membership)
    troubled = mine.troubled().defer(*HEAVY).order_by("-created_at")
    if wanted := request.GET.get("format", ""):
        rows = [MailLine(mail) for mail in troubled.iterator(chunk_size=500)]
        if file := file_response(wanted, _("e-mails not delivered"), COLUMNS, rows):
            return file
    watch = watch_clock(now)
    waiting = mine.overdue(now).filter(attempts=0).defer(*HEAVY).order_by("due_at")
    page, renews = Paginator(troubled, LINES).get_page(request.GET.get("page")), request.membership.may("renew_links")
    context = {
        "state": state_words(watch.state, watch.beat_age),
        "moment": display_datetime(now, seconds=True),
        "zone": timezone.get_current_timezone_name(),
        "watch": watch,
        "figures": _figures(watch),
        "findings": _findings(watch, mine, mine.lost().count()),
        "page": page,
        "lines": [MailLine(mail, renews) for mail in page.object_list],
        "waiting": [MailLine(mail, renews) for mail in waiting[:LINES]],
        "waiting_more": max(0, waiting.count() - LINES),
        "others": _others(request, now),
        "jobs": job_lines(settings.SWEEP_SECONDS),
        **_what_would_happen(request, now),
    }
    return render(request, "outbox/clock.html", context)


def _figures(watch: Watch) -> list[dict[str, Any]]:
    waiting = ngettext("e-mail waits", "e-mails wait", watch.waiting)
    if watch.waiting:
        waiting = ngettext("e-mail waits, for %(time)s", "e-mails wait, the oldest for %(time)s", watch.waiting) % {
            "time": duration(watch.oldest_age)
        }
    lost = watch.states[OutboxMail.State.FAILED] + watch.states[OutboxMail.State.UNDELIVERED]
    starts = sum(watch.starts.values())
    return [
        {"value": "–" if watch.beat_age is None else duration(watch.beat_age), "label": _("since the last beat")},
        {"value": watch.waiting, "label": waiting},
        {"value": watch.sent_last_day, "label": _("sent in the last 24 hours")},
        {"value": lost, "label": _("not delivered")},
        {
            "value": starts,
            "label": ngettext("start in the last 24 hours", "starts in the last 24 hours", starts),
        },
    ]


def _findings(watch: Watch, mine: Any, lost: int) -> list[dict[str, str]]:
    """What a person has to do about it, the worst first."""
    found = []
    if watch.state != ClockState.OK:
        found.append(
            {
                "severity": "blocking",
                "title": _("The clock does not run as it should."),
                "detail": _(
                    "No reminder is written and no e-mail is sent meanwhile. Ask who runs the machine to start worker "
                    "and clock again: docker compose up --detach worker clock, or systemctl start pes-worker pes-clock."
                ),
            }
        )
    if held := mine.held().count():
        words = ngettext(
            "%(count)s e-mail is held after a backup was restored.",
            "%(count)s e-mails are held after a backup was restored.",
            held,
        )
        found.append(
            {
                "severity": "blocking",
                "title": words % {"count": held},
                "detail": _("It is not known whether they were sent before the loss. Decide which of them go."),
                "url": reverse("outbox:clock_held"),
                "action": _("Decide about them"),
            }
        )
    if watch.state == ClockState.OK and watch.oldest_age > A_WHILE:
        found.append(
            {
                "severity": "blocking",
                "title": _("E-mails wait for %(time)s.") % {"time": duration(watch.oldest_age)},
                "detail": _("The mail server does not take them. They are sent by themselves when it does."),
            }
        )
    if lost:
        words = ngettext("%(count)s e-mail was not delivered.", "%(count)s e-mails were not delivered.", lost)
        found.append(
            {
                "severity": "blocking",
                "title": words % {"count": lost},
                "detail": _("The people who manage the partnership were told."),
                "url": "#not-delivered",
                "action": _("Go to the e-mails"),
            }
        )
    if max(watch.starts.values(), default=0) > MANY_STARTS:
        found.append(
            {
                "severity": "advice",
                "title": _("The clock was started often in the last 24 hours."),
                "detail": _("Something ends it again and again: the log of the machine says what."),
            }
        )
    return found


def _others(request: HttpRequest, now: datetime) -> dict[str, int]:
    """What is not of the own service: mails of signing in, too."""
    rows = OutboxMail.objects.exclude(service=request.membership.service_id)
    return {"waiting": rows.overdue(now).count(), "lost": rows.lost().count(), "held": rows.held().count()}


def _what_would_happen(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Only where it is asked for: nobody else can write while it is tried out."""
    today = timezone.localdate(now)
    asked = "until_year" in request.GET
    form = UntilForm(request.GET if asked else None, today=today, initial={"until": today + AT_FIRST})
    if not asked or not form.is_valid():
        return {"form": form}
    until = form.cleaned_data["until"]
    service = request.membership.service_id
    if not cache.add(TRIED_OUT, True, timeout=A_TRY):
        return {"form": form, "is_busy": True}
    try:
        found: Rehearsal = rehearse(now=now, until=until, words_of=service, patience=PATIENCE)
    except TooLong:
        form.add_error("until", _("That many days take too long to be tried out here. Choose an earlier day."))
        return {"form": form}
    finally:
        cache.delete(TRIED_OUT)
    mails = [each for each in found.mails if each.service_id == service]
    acts = [each for each in found.acts if each.service_id == service]
    return {
        "form": form,
        "until": until,
        "planned": planned_lines(mails, acts),
        "planned_mails": len(mails),
        "planned_acts": len(acts),
        "planned_others": len(found.mails) - len(mails),
    }


COLUMNS = [
    Column(gettext_lazy("Number"), "mail.number"),
    Column(gettext_lazy("To"), "mail.to_address"),
    Column(gettext_lazy("E-mail"), "subject"),
    Column(gettext_lazy("State"), "mail.get_state_display"),
    Column(gettext_lazy("Tried"), "mail.attempts"),
    Column(gettext_lazy("Last try"), "last"),
    Column(gettext_lazy("In the server’s words"), "mail.last_error"),
]
