"""Every review of the portfolio: what is due, and with whom. The address is the saved filter."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_scopes import scopes_disabled

from partnerships.matching.rules.asking import Asked
from partnerships.matching.services.searching import narrowed
from partnerships.shared.views.lists import asked_of, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Office
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.links import addresses_of
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags.ui import distance
from reviews.agenda.forms import Narrowing, ReviewFilter
from reviews.models import Review
from reviews.rules.lifecycle import DONE_REVIEW, NOT_LOGGED, OPEN_REVIEW, ReviewStatus
from reviews.rules.vocabulary import Decision
from reviews.shared.rules import occurrence_title
from reviews.shared.views import route_of

SORTS = {"due": "due_on", "partnership": "series__partnership__title", "status": "status"}
READ = (
    *("pk", "due_on", "is_closing", "status", "held_on", "decision", "series__kind", "series__every_months"),
    *("series__partnership__title", "series__partnership__office__name"),
    *("series__partnership__manager__name", "series__partnership__manager__email"),
)
VIEWS = {
    "": gettext_lazy("Open"),
    "late": gettext_lazy("Overdue"),
    "soon": gettext_lazy("Within 30 days"),
    "proposed": gettext_lazy("To confirm"),
    "held": gettext_lazy("Held"),
    "missed": gettext_lazy("Late or missing"),
}


class Line(NamedTuple):
    """A review as the list and its file show it: the values of READ."""

    pk: int
    due_on: date
    is_closing: bool
    status: str
    held_on: date | None
    decision: str
    kind: str
    every_months: int
    partnership: str
    office: str | None
    manager: str | None
    email: str | None

    @property
    def title(self) -> str:
        return occurrence_title(self.kind, self.every_months, self.due_on, is_closing=self.is_closing)

    @property
    def with_whom(self) -> str:
        """Who has to act now: the office that logs it, or the manager who confirms it."""
        if self.status == ReviewStatus.PROPOSED or self.office is None:
            return self.manager or self.email or _("Partnership manager")
        return _("%(office)s office") % {"office": self.office}

    @property
    def status_words(self) -> str:
        return str(ReviewStatus(self.status).label)

    @property
    def decided(self) -> str:
        """What the review decided; nothing before it is held."""
        return str(Decision(self.decision).label) if self.is_held and self.decision else ""

    @property
    def is_held(self) -> bool:
        return self.status in DONE_REVIEW

    @property
    def can_be_logged(self) -> bool:
        return self.status in NOT_LOGGED


COLUMNS = [
    Column(gettext_lazy("Review"), "title"),
    Column(gettext_lazy("Partnership"), "partnership"),
    Column(gettext_lazy("Due"), "due_on"),
    Column(gettext_lazy("Responsible"), "with_whom"),
    Column(gettext_lazy("Status"), "status_words"),
    Column(gettext_lazy("Held"), "held_on"),
    Column(gettext_lazy("Decision"), "decided"),
]


def conditions(today: date) -> dict[str, Q]:
    """Each view of the list; the counts on the tabs come from the same conditions."""
    unlogged = Q(status__in=NOT_LOGGED)
    return {
        "": Q(status__in=OPEN_REVIEW),
        "late": unlogged & Q(due_on__lt=today),
        "soon": unlogged & Q(due_on__range=(today, today + timedelta(days=30))),
        "proposed": Q(status=ReviewStatus.PROPOSED),
        "held": Q(status__in=DONE_REVIEW),
        "missed": ~Q(status=ReviewStatus.CANCELLED)
        & Q(due_on__lt=today)
        & (Q(held_on=None) | Q(held_on__gt=F("due_on"))),
    }


@role_required("read_portfolio")
@require_http_methods(["GET"])
def review_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    offices = Office.objects.filter(service=request.membership.service)
    if request.membership.office_id:  # an office's people have no other office to choose
        offices = offices.filter(pk=request.membership.office_id)
    form = ReviewFilter(request.GET, offices=offices)
    asked = asked_of(request)
    matching = _matching(request, form, asked)
    view = request.GET.get("view", "") if request.GET.get("view", "") in VIEWS else ""
    sort = request.GET.get("sort", "due")
    reviews = _sorted(matching.filter(conditions(today)[view]), sort)
    if file := file_response(request.GET.get("format", ""), _("reviews"), COLUMNS, _lines(reviews)):
        return file
    counts = _counts(matching, today)
    page = page_of(request, reviews, known=counts[view], by_key=True)
    context = {
        "form": form,
        "asked": asked,
        "tabs": _tabs(request, counts, view),
        "columns": _columns(),
        "rows": _rows(page.object_list, today),
        "page_obj": page,
        "current": sort,
        "count_line": _count_line(page.paginator.count),
        "may_log": request.membership.may("log_review"),
        "may_settings": request.membership.may("change_settings"),
    }
    return render(request, "reviews/agenda/review_list.html", context)


def _matching(request: HttpRequest, form: ReviewFilter, asked: Asked) -> QuerySet[Review]:
    with scopes_disabled():  # visible_to names the service: named twice, SQLite sorts every review for a page of them
        reviews = Review.objects.visible_to(request.membership)
    if form.is_valid():
        reviews = narrowed(reviews, asked, "series__partnership__search_text")
        if office := form.cleaned_data["office"]:
            reviews = reviews.filter(series__partnership__office=office)
    narrowing = Narrowing(request.GET)
    narrowing.is_valid()
    return reviews.filter(**narrowing.conditions())


def _sorted(reviews: QuerySet[Review], sort: str) -> QuerySet[Review]:
    field = SORTS.get(sort.removeprefix("-"), "due_on")
    return reviews.order_by(f"-{field}" if sort.startswith("-") else field, "pk")


def _counts(matching: QuerySet[Review], today: date) -> dict[str, int]:
    counted = {f"n_{key}": Count("pk", filter=condition) for key, condition in conditions(today).items()}
    # no view has those that were cancelled: without them SQLite begins with the reviews, and joins fewer rows
    counts = matching.exclude(status=ReviewStatus.CANCELLED).order_by().aggregate(**counted)
    return {key: counts[f"n_{key}"] for key in VIEWS}


def _tabs(request: HttpRequest, counts: dict[str, int], view: str) -> list[dict[str, Any]]:
    tabs = []
    for key, label in VIEWS.items():
        query = request.GET.copy()
        query.pop("page", None)
        query.pop("view", None)
        if key:
            query["view"] = key
        url = f"{reverse('reviews:list')}?{query.urlencode()}"
        tabs.append({"url": url, "label": label, "count": counts[key], "current": key == view})
    return tabs


def _columns() -> list[dict[str, str]]:
    return [
        {"label": _("Review"), "sort": "partnership"},
        {"label": _("Due"), "sort": "due"},
        {"label": _("Responsible")},
        {"label": _("Status"), "sort": "status"},
    ]


def _lines(reviews: QuerySet[Review]) -> Iterator[Line]:
    """Nothing is read before the first is asked for."""
    for values in reviews.values_list(*READ):
        yield Line._make(values)


def _rows(reviews: QuerySet[Review], today: date) -> list[list[Any]]:
    addresses = cache(addresses_of)
    return [_row(line, addresses(route_of(line.kind))(line.pk), today) for line in _lines(reviews)]


def _row(line: Line, url: str, today: date) -> list[Any]:
    far = distance(line.due_on, today) if line.can_be_logged else ""
    status: dict[str, Any] = {"tag": line.status_words, "kind": line.status, "note": line.decided}
    if line.can_be_logged and line.due_on < today:
        status = {"tag": _("Overdue"), "kind": "late", "note": line.status_words}
    return [
        {"text": line.partnership, "url": url, "note": line.title},
        {"text": display_date(line.due_on), "note": far},
        line.with_whom,
        status,
    ]


def _count_line(count: int) -> str:
    return ngettext("%(count)s review.", "%(count)s reviews.", count) % {"count": display_number(count)}
