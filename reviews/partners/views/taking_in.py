"""For partners who cannot use a link: a sheet to fill in, and what came back, or was said by telephone (R8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Participation
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import xlsx_response
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.sheets import SheetRefused, open_sheet
from reviews.models import PartnerPart, Review
from reviews.partners.forms.part import PartForms
from reviews.partners.forms.sheet import COLUMNS, SheetForm, lines_of, sheet_key, understood
from reviews.partners.services.facts import record_of
from reviews.partners.services.stating import take_in
from reviews.shared.views import actor, title_of, visible_review

from .partners import crumbs_of


def _part(request: HttpRequest, pk: int, participation: int) -> PartnerPart:
    """The partner's part in this review; one that is not kept yet where it was never asked."""
    review = visible_review(request, pk)
    members = Participation.objects.members().filter(partnership=review.series.partnership)
    partner = get_object_or_404(members.select_related("organisation"), pk=participation)
    found = PartnerPart.objects.filter(review=review, participation=partner).select_related("contact").first()
    part = found or PartnerPart(review=review, participation=partner, party_name=partner.name)
    part.review, part.participation = review, partner
    return part


def _questions(part: PartnerPart, typed: Any = None) -> PartForms:
    page = PartForms(part, record_of(part, timezone.localdate()), typed, reads_saved=False)
    page.who.fields["name"].label, page.who.fields["office"].label = _("Full name"), _("Position")
    return page


def _key(part: PartnerPart) -> str:
    return sheet_key(part.review.pk, part.participation.pk)


@role_required("enter_value")
@require_http_methods(["GET"])
def part_sheet(request: HttpRequest, pk: int, participation: int) -> HttpResponse:
    """The questions of one partner with what is known, in its language."""
    part = _part(request, pk, participation)
    with translation.override(part.language if part.email else translation.get_language()):
        title = f"{part.party_name}, {title_of(part.review)}"
        lines = list(lines_of(_questions(part), belongs=_key(part), title=title))
        return xlsx_response(f"review-{part.review.pk}-{part.participation.pk}", COLUMNS, lines)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def part_take_in(request: HttpRequest, pk: int, participation: int) -> HttpResponse:
    """A sheet is read into the same questions, which the office can also fill in; then it is taken in."""
    part = _part(request, pk, participation)
    if not part.review.can_be_logged:
        return _gone_on(request, part.review)
    if request.method == "POST" and "read" not in request.POST:
        return _take(request, part)
    upload, unknown = SheetForm(None), []
    page = _questions(part, None if request.method == "POST" else posted(request))
    if request.method == "POST":
        upload = SheetForm(request.POST, request.FILES)
        if upload.is_valid():
            page, unknown = _read(part, upload)
    page.is_arranging = page.is_bound and not upload.errors  # it was read, and nothing is taken in yet
    context = {"upload": upload, "page": page, "unknown": unknown, "is_read": upload.is_bound and not upload.errors}
    return _page(request, part, upload if upload.errors else page, context)


def _read(part: PartnerPart, upload: SheetForm) -> tuple[PartForms, list[str]]:
    """The questions filled from the sheet, each checked; and lines that belong to none of them."""
    file = upload.cleaned_data["file"]
    languages = [translation.get_language() or "en", part.language, "en"]
    try:
        sheet = open_sheet(file, file.name)
        found = understood(_questions(part), sheet, belongs=_key(part), languages=languages)
    except SheetRefused as refused:
        upload.add_error("file", str(refused))
        return _questions(part), []
    page = _questions(part, found.typed)
    page.is_valid()
    return page, found.unknown


def _page(request: HttpRequest, part: PartnerPart, shown: Any, context: dict[str, Any]) -> HttpResponse:
    frame = {"part": part, "review": part.review, "title": title_of(part.review), "crumbs": crumbs_of(part.review)}
    return form_page(request, "reviews/partners/part_take_in.html", shown, {**frame, **context})


def _take(request: HttpRequest, part: PartnerPart) -> HttpResponse:
    page = _questions(part, request.POST)
    if page.is_valid() and not page.missing():
        try:
            statement = take_in(review=part.review, participation=part.participation, by=actor(request), **page.said())
        except MoveRefused:
            return _gone_on(request, part.review)
        words = _("The part of %(partner)s has been taken in. The number of its receipt is %(number)s.")
        messages.success(request, words % {"partner": part.party_name, "number": statement.receipt})
        return redirect("reviews:review_partners", pk=part.review.pk)
    missing = page.missing() if page.is_valid() else []
    return _page(request, part, page, {"upload": SheetForm(None), "page": page, "missing": missing})


def _gone_on(request: HttpRequest, review: Review) -> HttpResponse:
    review.refresh_from_db(fields=["status"])
    text = _("Nothing was taken in. The status of the review is “%(status)s”.")
    messages.info(request, text % {"status": review.get_status_display()})
    return not_saved(redirect("reviews:review_partners", pk=review.pk))
