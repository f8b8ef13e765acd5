"""The campaigns of a service, and the one page on which the reviews of a campaign are followed (R1, R8)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from reviews.campaigns.rules.standing import CONFIRMED, MANAGER, OFFICE, PARTNERS, PLACES, place_words
from reviews.campaigns.services.moving import can_move_days
from reviews.campaigns.services.progress import Line, by_office, counted_as, lines_of
from reviews.models import ReviewCampaign

TINT = {PARTNERS: "neutral", OFFICE: "info", MANAGER: "warning", CONFIRMED: "success"}
COLUMNS = [
    Column(gettext_lazy("Partnership"), "review.series.partnership.title"),
    Column(gettext_lazy("Office"), "office"),
    Column(gettext_lazy("Last day"), "review.due_on"),
    Column(gettext_lazy("Partners send by"), "row.partners_by"),
    Column(gettext_lazy("Office logs by"), "row.office_by"),
    Column(gettext_lazy("Partners asked"), "facts.asked"),
    Column(gettext_lazy("Partners who sent"), "facts.sent"),
    Column(gettext_lazy("Status"), lambda line: place_words(line.place)),
    Column(gettext_lazy("Late"), "is_late"),
    Column(gettext_lazy("Decision"), lambda line: line.review.get_decision_display()),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def campaigns(request: HttpRequest) -> HttpResponse:
    rows = ReviewCampaign.objects.visible_to(request.membership).select_related("opened_by")
    context = {
        "crumbs": _crumbs(),
        "page_obj": (page := page_of(request, rows)),
        "rows": page.object_list,
        "may_open": request.membership.may("confirm_review"),
    }
    return render(request, "reviews/campaigns/campaign_list.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("reviews:list"), "label": _("Reviews")}]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ReviewCampaign.objects.visible_to(request.membership).select_related("opened_by")
    found = get_object_or_404(rows, pk=pk)
    lines = lines_of(found, request.membership, timezone.localdate())
    asked = request.GET.get("at", "")
    shown = [line for line in lines if _is_shown(line, asked)]
    if answer := as_file(request, f"campaign-{found.pk}", COLUMNS, shown):
        return answer
    page = page_of(request, shown)
    context = {
        "campaign": found,
        "crumbs": [*_crumbs(), {"url": reverse("reviews:campaigns"), "label": _("Review campaigns")}],
        "facts": _facts(found, lines),
        "all": counted_as(_("All"), lines),
        "offices": by_office(lines),
        "tabs": _tabs(found, lines, asked),
        "page_obj": page,
        "rows": [_row(line) for line in page],
        "counted": _counted(len(shown)),
        "may_hand_out": request.membership.may("confirm_review") and any(line.place != CONFIRMED for line in lines),
        "may_move": can_move_days(request.membership, found) and any(line.place != CONFIRMED for line in lines),
    }
    return render(request, "reviews/campaigns/campaign.html", context)


def _counted(count: int) -> str:
    words = ngettext(
        "%(count)s review, the earliest last day first.", "%(count)s reviews, the earliest last day first.", count
    )
    return words % {"count": count}


def _is_shown(line: Line, asked: str) -> bool:
    return asked not in (*PLACES, "late") or line.place == asked or (asked == "late" and line.is_late)


def _facts(found: ReviewCampaign, lines: list[Line]) -> list[dict[str, Any]]:
    """The three days, each with how many have met it."""
    sent, asked = sum(line.facts.sent for line in lines), sum(line.facts.asked for line in lines)
    logged = sum(line.place in (MANAGER, CONFIRMED) for line in lines)
    confirmed = sum(line.place == CONFIRMED for line in lines)
    opened = display_date(timezone.localdate(found.opened_at))
    return [
        _met(_("Partners send by"), found.partners_by, sent, asked),
        _met(_("Offices log by"), found.office_by, logged, len(lines)),
        _met(_("Managers confirm by"), found.confirm_by, confirmed, len(lines)),
        {"label": _("Opened by"), "value": found.opened_by or "–", "note": opened},
    ]


def _met(label: str, day: date, done: int, total: int) -> dict[str, Any]:
    note = _("%(done)s of %(total)s done") % {"done": done, "total": total}
    return {"label": label, "value": display_date(day), "note": note}


def _tabs(found: ReviewCampaign, lines: list[Line], asked: str) -> list[dict[str, Any]]:
    url = reverse("reviews:campaign", args=[found.pk])
    tabs = [{"url": url, "label": _("All"), "count": len(lines), "current": asked not in (*PLACES, "late")}]
    for place in PLACES:
        count = sum(line.place == place for line in lines)
        tabs.append(
            {"url": f"{url}?at={place}", "label": place_words(place), "count": count, "current": asked == place}
        )
    late = sum(line.is_late for line in lines)
    return [*tabs, {"url": f"{url}?at=late", "label": _("Late"), "count": late, "current": asked == "late"}]


def _row(line: Line) -> dict[str, Any]:
    """`act`: the page on which it goes on, and what is done there."""
    review = line.review
    name = "review_partners" if line.place == PARTNERS else "review"
    acts = {
        PARTNERS: _("See the partners"),
        OFFICE: _("Open the review"),
        MANAGER: _("Confirm or send back"),
        CONFIRMED: _("Read"),
    }
    return {
        "line": line,
        "review": review,
        "words": place_words(line.place),
        "tint": TINT[line.place],
        "url": reverse("reviews:review", args=[review.pk]),
        "act_url": reverse(f"reviews:{name}", args=[review.pk]),
        "act": acts[line.place],
    }
