"""Corrective actions: the list, a new one, one with its progress, done, confirmed or not (R4)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.models import Partnership
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key
from reviews.access import can_enter_value, reads_statements
from reviews.follow_up.forms import ActionForm, ConfirmForm, DoneForm, GiveUpForm, ProgressForm
from reviews.follow_up.rules.owning import TINT, standing_label, standing_of, standing_words
from reviews.follow_up.services import actions as acting
from reviews.models import CorrectiveAction, Meeting
from reviews.shared.views import actor, crumbs_to, visible_partnership

PAGE = "reviews/follow_up/work_form.html"
COLUMNS = [
    Column(gettext_lazy("Action"), "text"),
    Column(gettext_lazy("Owner"), "who"),
    Column(gettext_lazy("By"), "due_on"),
    Column(gettext_lazy("Status"), lambda row: standing_label(standing_of(row, timezone.localdate()))),
    Column(gettext_lazy("Said to be done"), "said_on"),
    Column(gettext_lazy("Closed on"), "closed_on"),
    Column(gettext_lazy("Confirmed by"), lambda row: str(row.confirmed_by or "")),
    Column(gettext_lazy("Result"), "result"),
]


def _rows() -> Any:
    rows = CorrectiveAction.objects.agreed()
    return rows.select_related("owner__organisation", "contact", "person", "confirmed_by", "done_by", "said_by")


@role_required("read_portfolio")
@require_http_methods(["GET"])
def actions(request: HttpRequest, pk: int) -> HttpResponse:
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    every = _rows().filter(partnership=partnership).in_order()
    if file := as_file(request, _("corrective actions"), COLUMNS, every):
        return file
    page = page_of(request, every)
    rows = [_line(row, today) for row in page]
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "page_obj": page,
        "said": [row for row in rows if row["action"].is_said_done],
        "open": [row for row in rows if not row["action"].closed_on and not row["action"].said_on],
        "closed": [row for row in rows if row["action"].closed_on],
        "is_any_open": every.open().filter(said_on=None).exists(),
        "today": today,
        "may_enter": can_enter_value(request.membership),
    }
    return render(request, "reviews/follow_up/action_list.html", context)


def _line(row: CorrectiveAction, today: date) -> dict[str, Any]:
    standing = standing_of(row, today)
    words = {"label": standing_label(standing), "tint": TINT[standing], "words": standing_words(row, standing)}
    return {"action": row, **words}


@role_required("read_portfolio")
@require_http_methods(["GET"])
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action: where it is, its progress, and what this person may do about it."""
    found = visible_action(request, pk)
    may_enter = can_enter_value(request.membership) and found.closed_on is None
    may_read = reads_statements(request.membership, found.partnership)
    context = {
        **_frame(found),
        "line": _line(found, timezone.localdate()),
        "said_words": found.said_words if may_read or found.done_by_id else "",
        "progress": [note for note in found.progress.all() if may_read or note.by_id],
        "is_left_out": not may_read,
        "followed_by": list(found.followed_by.all()),
        "may_enter": may_enter,
        "may_confirm": may_enter and acting.may_confirm(found, request.user),
        "is_own": found.is_said_done and found.done_by_id == request.user.pk,
    }
    return render(request, "reviews/follow_up/action.html", context)


def _frame(found: CorrectiveAction) -> dict[str, Any]:
    url = reverse("reviews:actions", args=[found.partnership_id])
    crumbs = [*crumbs_to(found.partnership), {"url": url, "label": _("Corrective actions")}]
    return {"action": found, "partnership": found.partnership, "crumbs": crumbs}


def _below(found: CorrectiveAction) -> dict[str, Any]:
    """A page below one action, with the way back to it."""
    frame, url = _frame(found), reverse("reviews:action", args=[found.pk])
    crumbs = [*frame["crumbs"], {"url": url, "label": found.text}]
    return {**frame, "crumbs": crumbs, "back": url, "lede": found.text}


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def action_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`?meeting=`: it was agreed in that meeting."""
    partnership = visible_partnership(request, pk)
    meeting = _asked_meeting(request, partnership)
    form = ActionForm(posted(request), partnership=partnership)
    back = reverse("reviews:actions", args=[pk])
    if meeting:
        back = reverse("reviews:meeting", args=[meeting.pk]) + "#agreed"
    if request.method == "POST" and form.is_valid():
        acting.open_action(partnership=partnership, meeting=meeting, by=actor(request), **form.values())
        messages.success(request, _("The corrective action is open. It will be checked at the next review."))
        return redirect(back)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "title": _("Add a corrective action"),
        "submit": _("Add action"),
        "back": back,
        "lede": meeting.name if meeting else "",
    }
    return form_page(request, PAGE, form, context)


def _asked_meeting(request: HttpRequest, partnership: Partnership) -> Meeting | None:
    key = row_key(request.GET.get("meeting", ""))
    return Meeting.objects.held().filter(pk=key, partnership=partnership).first() if key else None


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def action_progress(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = visible_action(request, pk), timezone.localdate()
    form = ProgressForm(posted(request), today=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            acting.note_progress(action=found, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return _moved_on(request, found)
        messages.success(request, _("Noted."))
        return redirect("reviews:action", pk)
    return form_page(
        request, PAGE, form, {**_below(found), "title": _("Note the progress"), "submit": _("Save the progress")}
    )


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def action_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Said by its owner, or by who heard it from the partner; another person confirms it."""
    found, today = visible_action(request, pk), timezone.localdate()
    form = DoneForm(posted(request), today=today, initial={"said_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            acting.say_done(action=found, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return _moved_on(request, found)
        messages.success(request, _("Saved. Another person confirms that it worked."))
        return redirect("reviews:action", pk)
    context = {**_below(found), "title": _("It is done"), "submit": _("Say that it is done")}
    return form_page(request, PAGE, form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def action_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """It worked; it stays open with the reason; or another action takes its place."""
    found = visible_action(request, pk)
    if not found.is_said_done:
        return _moved_on(request, found)
    form = ConfirmForm(posted(request), partnership=found.partnership)
    if request.method == "POST" and form.is_valid():
        try:
            _confirm(found, form, request)
        except acting.OwnConfirmation:
            messages.info(request, _("Nothing was confirmed: another person confirms what you did yourself."))
            return not_saved(redirect("reviews:action", pk))
        except MoveRefused:
            return _moved_on(request, found)
        messages.success(request, _("Saved."))
        return redirect("reviews:action", pk)
    context = {**_below(found), "title": _("Did it work?"), "submit": _("Save the answer"), "line": found}
    return form_page(request, "reviews/follow_up/confirm.html", form, context)


def _confirm(found: CorrectiveAction, form: ConfirmForm, request: HttpRequest) -> None:
    said, by = form.cleaned_data, actor(request)
    if said["worked"] == ConfirmForm.YES:
        acting.confirm_action(action=found, by=by, result=said["words"])
    elif said["worked"] == ConfirmForm.OPEN:
        acting.return_action(action=found, by=by, words=said["words"], due_on=said["due_on"])
    else:
        acting.follow_on(action=found, by=by, words=said["words"], **form.following())


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def action_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_action(request, pk)
    form = GiveUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        acting.give_up_action(action=found, by=actor(request), **form.cleaned_data)
        messages.success(request, _("The action is given up. The reason stays with it."))
        return redirect("reviews:action", pk)
    context = {**_below(found), "title": _("Give up the action"), "submit": _("Give up the action")}
    return form_page(request, PAGE, form, context)


def _moved_on(request: HttpRequest, found: CorrectiveAction) -> HttpResponse:
    messages.info(request, _("Nothing was changed: the action is in another state now, as this page shows."))
    return not_saved(redirect("reviews:action", found.pk))


def visible_action(request: HttpRequest, pk: int) -> CorrectiveAction:
    partnerships = Partnership.objects.visible_to(request.membership)
    found = _rows().filter(partnership__in=partnerships)
    related = found.select_related(
        "partnership__service", "owner__organisation", "contact", "person", "confirmed_by", "done_by", "said_by",
        "meeting", "review__series", "follows",
    )  # fmt: skip
    return get_object_or_404(related, pk=pk)
