"""The pages behind a link to a health check: answered without an account, saved page by page, sent once (R6)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.health.forms.answering import PageForm
from reviews.health.rules.ingredients import BY_NUMBER, INGREDIENTS, PAGES, THEMES, Page
from reviews.health.rules.typed import CANNOT_SAY, Typed, names_of
from reviews.health.services import answering
from reviews.health.services.answering import CheckClosed, closed, has_changes, page_seen, sent_sheet
from reviews.health.services.facts import link_of
from reviews.models import HealthCheckLink, HealthCheckPerson
from reviews.rules.health_words import Scale
from reviews.shared.guards import behind_link

ALL = len(INGREDIENTS)
View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Around a view of these pages: it gets the person, in the scope of the service and in the person's language."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        def answer(link: HealthCheckLink) -> HttpResponse:
            person = link.person
            if link.ended_at:
                return render(request, "reviews/health/link_ended.html", {**_frame(person), "link": link}, status=410)
            try:
                if why := closed(person):
                    raise CheckClosed(why)
                return view(request, person, token, **more)
            except CheckClosed as refusal:  # before, or while the page was open
                context = {**_frame(person), "why": refusal.why}
                status = 409 if request.method == "POST" else 200
                return render(request, "reviews/health/closed.html", context, status=status)

        return behind_link(request, token, link_of, answer)

    return opened


def _frame(person: HealthCheckPerson) -> dict[str, Any]:
    check = person.check_round
    return {"person": person, "check": check, "partnership": check.partnership, "service": check.partnership.service}


def _progress(person: HealthCheckPerson) -> dict[str, Any]:
    answered = Typed(person.typed).answered
    return {
        "answered": answered,
        "total": ALL,
        "answered_label": _("%(done)s of %(total)s answered") % {"done": answered, "total": ALL},
        "saved": _("Saved %(when)s") % {"when": display_datetime(person.saved_at)} if person.saved_at else "",
    }


@require_http_methods(["GET"])
@by_link
def health_entry(request: HttpRequest, person: HealthCheckPerson, token: str) -> HttpResponse:
    """What it is, who reads it, how far one is, and what was sent."""
    typed, sheet = Typed(person.typed), sent_sheet(person)
    context = {
        **_frame(person),
        **_progress(person),
        "token": token,
        "pages": [{"page": page, "done": typed.answered_on(page), "total": len(page.ingredients)} for page in PAGES],
        "next_page": typed.next_page or PAGES[0],
        "may_send": typed.answered > 0,
        "sheet": sheet,
        "has_changes": sheet is not None and has_changes(person, sheet),
    }
    return render(request, "reviews/health/entry.html", context)


@require_http_methods(["GET", "POST"])
@by_link
def health_page(request: HttpRequest, person: HealthCheckPerson, token: str, number: int) -> HttpResponse:
    page = next((each for each in PAGES if each.number == number), None)
    if page is None:
        raise Http404
    form = _form(person, page, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            answering.save_page(person=person, typed=form.typed, seen=request.POST.get("seen"))
        except Conflict as conflict:
            return _page(request, conflict.theirs, token, form, overtaken=True)
        if "stop" in request.POST:
            messages.success(request, _("Saved. The same link continues here, also on another device."))
            return redirect("reviews:health_entry", token=token)
        if number < len(PAGES):
            return redirect("reviews:health_page", token=token, number=number + 1)
        return redirect("reviews:health_send", token=token)
    return _page(request, person, token, form)


def _form(person: HealthCheckPerson, page: Page, typed: QueryDict | None) -> PageForm:
    return PageForm(typed, page=page, initial={name: person.typed.get(name, "") for name in names_of(page)})


def _page(
    request: HttpRequest, person: HealthCheckPerson, token: str, form: PageForm, *, overtaken: bool = False
) -> HttpResponse:
    """`overtaken`: what was saved meanwhile is shown beside what was typed, which can be saved over it."""
    page, typed = form.page, Typed(person.typed)
    context = {
        **_frame(person),
        **_progress(person),
        "token": token,
        "page": page,
        "of": len(PAGES),
        "back": page.number - 1,
        "seen": page_seen(person, names_of(page)),
        "theirs": [_row(number, typed) for number in (each.number for each in page.ingredients)] if overtaken else [],
    }
    answer = form_page(request, "reviews/health/page.html", form, context)
    if overtaken:
        answer.status_code = 409
    return answer


def _row(number: int, typed: Typed) -> dict[str, Any]:
    """An answer in words, for a list of what was saved or is going to be sent."""
    answers = {str(value): str(label) for value, label in Scale.choices} | {CANNOT_SAY: _("I cannot say")}
    said = answers.get(typed.words(f"answer{number}"), "")
    row = {"label": BY_NUMBER[number].statement, "note": typed.words(f"note{number}")}
    return {**row, "value": said} if said else {**row, "unknown": _("not answered")}


@require_http_methods(["GET", "POST"])
@by_link
def health_send(request: HttpRequest, person: HealthCheckPerson, token: str) -> HttpResponse:
    """All answers once more; nothing goes before the button."""
    typed, sheet = Typed(person.typed), sent_sheet(person)
    if request.method == "POST":
        try:
            answering.send(person=person)
        except MoveRefused:
            return redirect("reviews:health_entry", token=token)
        messages.success(request, _("Your answers have been sent. Thank you."))
        return redirect("reviews:health_entry", token=token)
    if not typed.answered or (sheet and not has_changes(person, sheet)):
        return redirect("reviews:health_entry", token=token)  # nothing to send, or it has been sent
    groups = [
        {
            "page": page,
            "rows": [
                *(_row(each.number, typed) for each in page.ingredients),
                *([_theme(page, typed)] if typed.words(page.theme) else []),
            ],
        }
        for page in PAGES
    ]
    context = {**_frame(person), **_progress(person), "token": token, "groups": groups, "open": ALL - typed.answered}
    return form_page(request, "reviews/health/send.html", None, context, keeps=False)


def _theme(page: Page, typed: Typed) -> dict[str, str]:
    return {"label": str(THEMES[page.theme]), "value": typed.words(page.theme)}
