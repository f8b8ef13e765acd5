"""The page behind a partner's link: its part before the review, then the draft, then the outcome (R3, R8)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.form_pages import form_page, posted
from reviews.models import PartnerPart, PartnerStatement
from reviews.partners.forms.part import HandOverForm, PartForms
from reviews.partners.services.asking import hand_over
from reviews.partners.services.facts import record_of
from reviews.partners.services.stating import PartClosed, closed, part_seen, save_part, send_part
from reviews.rules.lifecycle import ReviewStatus

from .draft import draft_page, open_draft
from .opening import by_link, frame
from .outcome import outcome_page
from .statements import rows_to_send, statement_rows


@require_http_methods(["GET", "POST"])
@by_link
def part(request: HttpRequest, part: PartnerPart, token: str) -> HttpResponse:
    """GET shows what the link is for now; a POST saves, or goes on to the check."""
    if part.review.status == ReviewStatus.CONFIRMED:
        return outcome_page(request, part)
    if part.review.status == ReviewStatus.PROPOSED and open_draft(part):
        return redirect("reviews:part_draft", token=token)
    if closed(part):
        return _closed_page(request, part)
    try:
        return _save(request, part, token) if request.method == "POST" else _show(request, part, token)
    except PartClosed:  # it closed while the page was open: what was typed is shown, and kept
        return _closed_page(request, part)


def _forms(part: PartnerPart, typed: QueryDict | None) -> PartForms:
    return PartForms(part, record_of(part, timezone.localdate()), typed)


def _show(request: HttpRequest, part: PartnerPart, token: str) -> HttpResponse:
    statement = _newest(part)
    if statement is not None and "change" not in request.GET and not _has_changes(part, statement):
        context = {**frame(part), "statement": statement, "rows": statement_rows(statement), "token": token}
        return render(request, "reviews/partners/part_sent.html", context)
    return _page(request, part, token, _forms(part, posted(request)))


def _page(
    request: HttpRequest, part: PartnerPart, token: str, forms: PartForms, *, overtaken: bool = False
) -> HttpResponse:
    context = {
        **frame(part),
        "page": forms,
        "token": token,
        "seen": part_seen(part),
        "statement": _newest(part),
        "activities": record_of(part, timezone.localdate()).activities,
        "answered": _("%(done)s of %(total)s answered") % {"done": forms.answered, "total": forms.total},
        "saved": _("Saved %(when)s") % {"when": display_datetime(part.saved_at)} if part.saved_at else "",
        "overtaken": overtaken,
    }
    answer = form_page(request, "reviews/partners/part.html", forms, context)
    if overtaken:
        answer.status_code = 409
    return answer


def _save(request: HttpRequest, part: PartnerPart, token: str) -> HttpResponse:
    forms = _forms(part, request.POST)
    is_right = forms.is_valid()
    try:
        part = save_part(part=part, typed=forms.typed, seen=request.POST.get("seen"))
    except Conflict as conflict:
        return _page(request, conflict.theirs, token, forms, overtaken=True)
    if not is_right:
        return _page(request, part, token, forms)
    if "check" in request.POST:
        return redirect("reviews:part_check", token=token)
    messages.success(request, _("Saved. The same link continues here, also on another device. Nothing has been sent."))
    return redirect(reverse("reviews:part", args=[token]) + "?change=1")


def _newest(part: PartnerPart) -> PartnerStatement | None:
    rows = part.statements.select_related("part__review__series__partnership").prefetch_related("records", "figures")
    return rows.last()


def _has_changes(part: PartnerPart, statement: PartnerStatement) -> bool:
    """Whether something was saved after sending, and not sent."""
    return part.saved_at is not None and part.saved_at > statement.sent_at


@require_http_methods(["GET", "POST"])
@by_link
def part_check(request: HttpRequest, part: PartnerPart, token: str) -> HttpResponse:
    """All answers once more; nothing goes before the button."""
    if closed(part):
        return _closed_page(request, part)
    statement = _newest(part)
    if part.saved_at is None or (statement and not _has_changes(part, statement)):
        return redirect("reviews:part", token=token)  # nothing to send, or it has been sent already
    forms = _forms(part, None)
    if not forms.is_valid():
        return redirect(reverse("reviews:part", args=[token]) + "?change=1")
    missing = forms.missing()
    if request.method == "POST" and not missing:
        try:
            send_part(part=part, **forms.said())
        except PartClosed:
            return _closed_page(request, part)
        return redirect("reviews:part", token=token)
    context = {
        **frame(part),
        "token": token,
        "rows": rows_to_send(forms),
        "missing": missing,
        "open_titles": list(forms.open_titles),
        "back": reverse("reviews:part", args=[token]) + "?change=1",
    }
    return form_page(request, "reviews/partners/part_check.html", None, context, keeps=False)


def _closed_page(request: HttpRequest, part: PartnerPart) -> HttpResponse:
    """Why nothing is taken any more, and what was sent; 409 to who was about to send."""
    part.review.refresh_from_db()
    statement = _newest(part)
    context = {
        **frame(part),
        "why": closed(part),
        "statement": statement,
        "rows": statement_rows(statement) if statement else [],
    }
    return render(
        request, "reviews/partners/part_closed.html", context, status=409 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
@by_link
def part_draft(request: HttpRequest, part: PartnerPart, token: str) -> HttpResponse:
    """An address of its own: what was typed into the part is never brought back as an answer to the draft."""
    if part.review.status == ReviewStatus.PROPOSED and (draft := open_draft(part)):
        return draft_page(request, part, draft, token)
    if request.method == "GET":
        return redirect("reviews:part", token=token)
    return outcome_page(request, part) if part.review.status == ReviewStatus.CONFIRMED else _closed_page(request, part)


@require_http_methods(["GET", "POST"])
@by_link
def part_hand_over(request: HttpRequest, part: PartnerPart, token: str) -> HttpResponse:
    """Another person of the partner answers: a link of their own goes to them, and this one ends."""
    if not _is_open(part):
        return _closed_page(request, part)
    form = HandOverForm(posted(request))
    if request.method == "POST" and form.is_valid():
        hand_over(part=part, **form.cleaned_data)
        return redirect("reviews:part", token=token)  # where this link says that it was handed over
    return form_page(request, "reviews/partners/part_hand_over.html", form, {**frame(part), "token": token})


def _is_open(part: PartnerPart) -> bool:
    if part.review.status == ReviewStatus.PROPOSED:
        return open_draft(part) is not None
    return closed(part) is None
