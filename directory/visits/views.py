"""What either side does about a visit, by link or from the workspace (D3)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from directory.correspondence.seats import Seat, by_link, in_workspace
from directory.models import ExchangeVisit
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .calendar import FILENAME, MIMETYPE, calendar_file
from .forms import NONE_FITS, CancelForm, ChooseForm, OfferForm, ProgrammeForm, ReportForm
from .rules import CANCEL, CHOOSE, OFFER, PROGRAMME, REPORT, acts_of
from .services.moving import DaysUnusable, cancel_visit, change_programme, choose_day, offer_days, refuse_days
from .services.reporting import write_report

TITLES = {
    OFFER: gettext_lazy("Offer days"),
    CHOOSE: gettext_lazy("Choose a day"),
    PROGRAMME: gettext_lazy("Change the programme"),
    CANCEL: gettext_lazy("Cancel the visit"),
    REPORT: gettext_lazy("Write what you learnt"),
}
SUBMITS = {
    OFFER: gettext_lazy("Send the days"),
    CHOOSE: gettext_lazy("Send your choice"),
    PROGRAMME: gettext_lazy("Save and tell the other side"),
    CANCEL: gettext_lazy("Cancel the visit"),
    REPORT: gettext_lazy("Save the report"),
}
FORMS: dict[str, Callable[..., Any]] = {
    OFFER: OfferForm, CHOOSE: ChooseForm, PROGRAMME: ProgrammeForm, CANCEL: CancelForm, REPORT: ReportForm,
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def visit_act(request: HttpRequest, seat: Seat, act: str) -> HttpResponse:
    """A page of one act; where it is not possible any more, the way back with the reason."""
    visit = getattr(seat.message, "visit", None)
    if visit is None or act not in TITLES:
        raise Http404
    if act not in acts_of(visit, seat.side):
        return _too_late(request, seat)
    form = _form(act, posted(request), visit, seat)
    if request.method == "POST" and form.is_valid():
        try:
            words = _done(act, form, seat)
        except Conflict as conflict:
            theirs = _form(act, None, conflict.theirs, seat)
            return conflict_page(request, form, theirs, {"here": TITLES[act], "crumbs": []})
        except (MoveRefused, DaysUnusable):
            return _too_late(request, seat)
        messages.success(request, words)
        return redirect(seat.url())
    context = {
        "seat": seat,
        "message": seat.message,
        "visit": visit,
        "title": TITLES[act],
        "submit": SUBMITS[act],
        "back": seat.url(),
        "act": act,
    }
    return form_page(request, "directory/visits/act.html", form, context)


def _form(act: str, typed: Any, visit: ExchangeVisit, seat: Seat) -> Any:
    more = {"side": seat.side} if act == REPORT else {}
    return FORMS[act](typed, visit=visit, **more)


def _done(act: str, form: Any, seat: Seat) -> str:
    """The act itself, and what is said of it."""
    said, about = form.cleaned_data, {"request": seat.message, "by": seat.actor}
    if act == OFFER:
        offer_days(**about, email=seat.email, days=form.days, words=said["words"], programme=said["programme"])
        return _("The days were sent. You get an e-mail when one of them is chosen.")
    if act == CHOOSE and said["day"] == NONE_FITS:
        refuse_days(**about, words=said["words"])
        return _("The hosts are asked for other days.")
    if act == CHOOSE:
        day = date.fromisoformat(said["day"])
        choose_day(**about, day=day, words=said["words"], taking_part=said["taking_part"])
        return _("The visit is agreed. Both sides get the day for their calendars.")
    if act == PROGRAMME:
        change_programme(**about, side=seat.side, **with_seen(form, said))
        return _("Saved. Both sides were told.")
    if act == CANCEL:
        cancel_visit(**about, side=seat.side, reason=said["reason"])
        return _("The visit is cancelled. Both sides were told.")
    write_report(**about, side=seat.side, report=said["report"], shows=said["shows"])
    return _("Saved. Thank you: others can learn from it.") if said["shows"] else _("Saved.")


def _too_late(request: HttpRequest, seat: Seat) -> HttpResponse:
    messages.info(request, _("Nothing was changed: this is not possible as the visit is now."))
    return not_saved(redirect(seat.url()))


@require_safe
def visit_calendar(request: HttpRequest, seat: Seat) -> HttpResponse:
    visit = getattr(seat.message, "visit", None)
    if visit is None or visit.agreed_on is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{FILENAME}"'}
    return HttpResponse(calendar_file(visit), content_type=MIMETYPE, headers=headers)


conversation_visit, message_visit = by_link(visit_act), in_workspace(once(visit_act))
conversation_calendar, message_calendar = by_link(visit_calendar), in_workspace(visit_calendar)
