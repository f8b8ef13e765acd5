"""The page of one message: what was written, how far it has come, and the answer (D3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from directory.contact.forms.answering import ANSWER, ASK_BACK, DECLINE, OFFER, PASS_ON, AnswerForm
from directory.contact.services import answering
from directory.correspondence.access import has_owner
from directory.correspondence.seats import Seat, by_link, in_workspace
from directory.likeness.services import between
from directory.models import ContactRequest
from directory.rules.messages import Act, MessageKind, MessageStatus, Side
from directory.rules.wishes import wish_lines
from directory.visits.rules import STEPS, acts_of, steps_of
from directory.visits.services.moving import DaysUnusable
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .words import state_of

STEP_WORDS = dict(
    zip(
        STEPS,
        (
            gettext_lazy("Asked"),
            gettext_lazy("Answered"),
            gettext_lazy("Day agreed"),
            gettext_lazy("Visit"),
            gettext_lazy("Both sides write what they learnt"),
            gettext_lazy("Shown on the entry"),
        ),
        strict=True,
    )
)
CLEAR = "clear"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    message = seat.message
    if request.method == "POST" and request.POST.get("act") == CLEAR and seat.is_admin:
        return _cleared(request, seat)
    form = AnswerForm(posted(request), message=message) if _may_answer(seat) else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _answered(request, seat, form)
    return form_page(request, "directory/contact/conversation.html", form, _context(seat), keeps=not seat.token)


def _may_answer(seat: Seat) -> bool:
    """A visit is answered once, and then has pages of its own."""
    message = seat.message
    if not seat.is_owner:
        return False
    return message.status == MessageStatus.SENT or (
        message.status == MessageStatus.ANSWERED and message.kind != MessageKind.VISIT
    )


def _context(seat: Seat) -> dict[str, Any]:
    message, visit = seat.message, getattr(seat.message, "visit", None)
    turns = list(message.turns.all())
    if not seat.is_owner:  # who passed it on to whom is the business of the people of the entry
        turns = [turn for turn in turns if turn.act != Act.PASSED_ON]
    owners = [each for each in message.correspondents.all() if each.side == Side.OWNER and each.left_at is None]
    context: dict[str, Any] = {
        "seat": seat,
        "message": message,
        "entry": message.entry,
        "has_owner": has_owner(message.entry),
        "state": state_of(message, is_owner=seat.is_owner),
        "wish": wish_lines(message.wish),
        "turns": turns[1:],
        "visit": visit,
        "waits": message.is_waiting or (visit is not None and visit.waits_for(seat.side)),
        "owners": owners,
        "is_reported": message.status == MessageStatus.ABUSE,
        "may_clear": seat.is_admin and message.status == MessageStatus.ABUSE,
    }
    if visit:
        steps = steps_of(visit, timezone.localdate())
        context["steps"] = [{"label": STEP_WORDS[step], "state": state} for step, state in steps]
        # while the message itself waits, the answer is the one way for its people
        acts = acts_of(visit, seat.side) if not (seat.is_owner and message.is_waiting) else ()
        context["acts"] = [(act, seat.url("visit", act)) for act in acts]
        context["calendar_url"] = seat.url("calendar") if visit.agreed_on else ""
        context["own_report"], context["other_report"] = visit.report_of(seat.side), visit.report_of(_other(seat.side))
        context["report_by"] = visit.last_day
    if message.own_entry and seat.is_owner:
        context |= _likeness(message)
    return context


def _likeness(message: ContactRequest) -> dict[str, Any]:
    """What both partnerships share and where theirs differs, by the rule of “similar partnerships”."""
    own = message.own_entry
    return dict(zip(("like", "unlike"), between(message.entry, own), strict=True)) if own else {}


def _other(side: str) -> str:
    return Side.SENDER if side == Side.OWNER else Side.OWNER


def _answered(request: HttpRequest, seat: Seat, form: AnswerForm | None) -> HttpResponse:
    try:
        if form is None:
            raise MoveRefused("there is nothing to answer")
        words = _act(seat, form)
    except (MoveRefused, DaysUnusable):
        messages.info(request, _("Nothing was changed: the message has been dealt with meanwhile."))
        return not_saved(redirect(seat.url()))
    messages.success(request, words)
    handed_over = form.cleaned_data["way"] == PASS_ON and seat.token
    return redirect("directory:entry", seat.message.entry.slug) if handed_over else redirect(seat.url())


def _act(seat: Seat, form: AnswerForm) -> str:
    said, about = form.cleaned_data, {"request": seat.message, "by": seat.actor}
    way, words = said["way"], {"email": seat.email, "words": said["words"]}
    if way == OFFER:
        answering.answer_with_days(**about, **words, days=form.days, programme=said["programme"])
        return _("The days were sent. You get an e-mail when one of them is chosen.")
    if way == ANSWER:
        answering.answer(**about, **words)
        return _("Your answer was sent.")
    if way == ASK_BACK:
        answering.ask_back(**about, **words)
        return _("Your question was sent. The reply comes to your mailbox.")
    if way == DECLINE:
        answering.decline(**about, **words)
        return _("Declined. The sender was told why.")
    if way == PASS_ON:
        name, email = said["colleague"], said["colleague_email"]
        answering.hand_over(**about, leaver=seat.correspondent, name=name, email=email, words=said["words"])
        return _("The message was passed on to %(name)s.") % {"name": name}
    answering.report_abuse(**about)
    return _("Reported. It is not answered, and the sender was told nothing.")


def _cleared(request: HttpRequest, seat: Seat) -> HttpResponse:
    try:
        answering.allow_again(request=seat.message, by=seat.actor)
    except MoveRefused:
        messages.info(request, _("Nothing was changed: the message has been dealt with meanwhile."))
        return not_saved(redirect(seat.url()))
    messages.success(request, _("The sender may write again, and the message waits for an answer."))
    return redirect(seat.url())


conversation, message = by_link(page), in_workspace(once(page))
