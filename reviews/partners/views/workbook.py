"""A campaign as one workbook, for partners who cannot use links: handed out, read back, checked, entered (R8, R3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key
from pes_partnerships.lib.sheets import SheetRefused
from reviews.models import ReviewCampaign
from reviews.partners.forms.checking import CheckedBook, EnterForm, check_book
from reviews.partners.forms.returned import BookForm, ReturnedBook, read_book
from reviews.partners.forms.workbook import AskedPart
from reviews.partners.services.facts import record_of
from reviews.partners.services.showing import DraftClosed
from reviews.partners.services.workbook import (
    BookPart,
    enter_workbook,
    of_partner,
    partners_of_campaign,
    parts_of_campaign,
)
from reviews.shared.views import actor

from .sheets import workbook_of
from .understood import shown

COLUMNS = [
    Column(gettext_lazy("Partner"), "name"),
    Column(gettext_lazy("Reviews"), "parts"),
    Column(gettext_lazy("Answered"), "heard"),
]


def _campaign(request: HttpRequest, pk: int) -> ReviewCampaign:
    return get_object_or_404(ReviewCampaign.objects.visible_to(request.membership).select_related("opened_by"), pk=pk)


def _asked(parts: list[BookPart]) -> list[AskedPart]:
    """Each with what is known of its partner; the text of an agreement is read once for all its parties."""
    today, texts = timezone.localdate(), {}
    return [AskedPart(each, None if each.draft else record_of(each.part, today, texts)) for each in parts]


@role_required("confirm_review")
@require_http_methods(["GET"])
def campaign_file(request: HttpRequest, pk: int) -> HttpResponse:
    """All parts that take answers now; ?partner= those of one organisation, in its language."""
    campaign = _campaign(request, pk)
    parts = parts_of_campaign(campaign, request.membership, timezone.localdate())
    partner, language, name = request.GET.get("partner", ""), translation.get_language(), f"campaign-{pk}"
    if partner:
        parts = of_partner(parts, row_key(partner) or 0)
        name = f"{name}-{partner}" if parts else name
        language = next((each.part.language for each in parts if each.part.email), language)
    with translation.override(language):
        return workbook_of(campaign, _asked(parts), name)


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def campaign_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Downloads, and the workbook that came back: checked first, then entered whole or not at all."""
    campaign = _campaign(request, pk)
    parts = parts_of_campaign(campaign, request.membership, timezone.localdate())
    if request.method == "POST" and "answers" in request.POST:
        return _enter(request, campaign, parts)
    form = BookForm(request.POST, request.FILES) if request.method == "POST" else BookForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            book = read_book(file, file.name)
        except SheetRefused as refused:
            form.add_error("file", str(refused))
        else:
            return _check_page(request, campaign, book, _checked(campaign, parts, book))
    partners = partners_of_campaign(parts)
    if answer := as_file(request, f"campaign-{pk}-partners", COLUMNS, partners):
        return answer
    page = page_of(request, partners)
    context = {**_frame(campaign), "page_obj": page, "rows": page.object_list, "counted": _counted(len(partners))}
    return form_page(request, "reviews/partners/workbook.html", form, context, keeps=False)


def _counted(count: int) -> str:
    return ngettext("%(count)s partner", "%(count)s partners", count) % {"count": count}


def _frame(campaign: ReviewCampaign) -> dict[str, Any]:
    crumbs = [
        {"url": reverse("reviews:list"), "label": _("Reviews")},
        {"url": reverse("reviews:campaigns"), "label": _("Review campaigns")},
        {"url": reverse("reviews:campaign", args=[campaign.pk]), "label": campaign.title},
    ]
    return {"campaign": campaign, "crumbs": crumbs}


def _checked(campaign: ReviewCampaign, parts: list[BookPart], book: ReturnedBook) -> CheckedBook:
    """Only parts that are in the workbook are looked at."""
    returned = {(each.key.review, each.key.participation) for each in book.parts}
    there = [each for each in parts if (each.review.pk, each.participation.pk) in returned]
    return check_book(book, _asked(there), campaign.pk, [translation.get_language() or "en", "en"])


def _check_page(
    request: HttpRequest,
    campaign: ReviewCampaign,
    book: ReturnedBook,
    checked: CheckedBook,
    form: EnterForm | None = None,
    *,
    is_overtaken: bool = False,
) -> HttpResponse:
    if form is None or is_overtaken:
        form = EnterForm(initial={"answers": book.as_text(), "seen": checked.seen})
        form.ask(checked.questions)
    context = {**_frame(campaign), **shown(checked, form), "is_overtaken": is_overtaken}
    form.is_arranging = not form.is_bound and not checked.problems
    answer = form_page(request, "reviews/partners/workbook_check.html", form, context, keeps=False)
    if is_overtaken:
        answer.status_code = 409
    elif checked.problems:
        answer.status_code = 422
    return answer


def _enter(request: HttpRequest, campaign: ReviewCampaign, parts: list[BookPart]) -> HttpResponse:
    """What was checked is read and checked once more: what the page sends back is trusted no more than the file."""
    try:
        book = ReturnedBook.from_text(request.POST["answers"])
    except ValueError:
        return not_saved(redirect("reviews:campaign_workbook", pk=campaign.pk))
    checked = _checked(campaign, parts, book)
    form = EnterForm(request.POST)
    form.ask(checked.questions)
    if checked.problems or request.POST.get("seen") != checked.seen:
        return _check_page(request, campaign, book, checked, is_overtaken=True)
    if not form.is_valid():
        return _check_page(request, campaign, book, checked, form)
    try:
        count = enter_workbook(entries=checked.entries(form.cleaned_data), by=actor(request))
    except (Conflict, MoveRefused, DraftClosed):
        parts = parts_of_campaign(campaign, request.membership, timezone.localdate())
        return _check_page(request, campaign, book, _checked(campaign, parts, book), is_overtaken=True)
    messages.success(request, _entered(count))
    return redirect("reviews:campaign", pk=campaign.pk)


def _entered(count: int) -> str:
    if not count:
        return _("Nothing was entered: what the partners answered stays as it is.")
    words = ngettext(
        "The answers of %(count)s part have been entered.", "The answers of %(count)s parts have been entered.", count
    )
    return words % {"count": count}
