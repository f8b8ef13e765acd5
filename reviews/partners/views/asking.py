"""The office asks the partners for their part, asks one again, or no longer (R8)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.people import Partner, partners_of
from reviews.models import PartnerPart, Review
from reviews.partners.forms.asking import AskForm
from reviews.partners.rules.asking import usual_day
from reviews.partners.services import asking
from reviews.shared.services import NotReady
from reviews.shared.views import actor, title_of, visible_review

from .partners import crumbs_of


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once
def review_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """All partners who have not sent their part; those without an address are named."""
    review = visible_review(request, pk)
    if not review.can_be_logged:
        return _gone_on(request, review)
    every = partners_of(review.series.partnership)
    partners = _to_ask(review, every)
    initial = {"answer_by": usual_day(review.due_on, timezone.localdate())}
    form = AskForm(posted(request), review=review, partners=partners, initial=initial)
    if request.method == "POST" and partners and form.is_valid():
        values = form.cleaned_data
        try:
            asked = asking.ask_partners(
                review=review, people=form.people, answer_by=values["answer_by"], message=values["message"],
                by=actor(request),
            )  # fmt: skip
        except (MoveRefused, NotReady):
            return _gone_on(request, review)
        words = ngettext(
            "%(count)s partner is being asked by e-mail.", "%(count)s partners are being asked by e-mail.", len(asked)
        )
        messages.success(request, words % {"count": len(asked)})
        return redirect("reviews:review_partners", pk=pk)
    context = {
        "review": review,
        "partnership": review.series.partnership,
        "title": title_of(review),
        "crumbs": crumbs_of(review),
        "partners": partners,
        "unreached": [each.name for each in every if each.contact is None],
        "again": [each.name for each in partners if each.participation.pk in _asked(review)],
    }
    return form_page(request, "reviews/partners/ask.html", form if partners else None, context)


def _to_ask(review: Review, partners: list[Partner]) -> list[Partner]:
    sent = set(review.parts.exclude(statements=None).values_list("participation", flat=True))
    return [each for each in partners if each.contact and each.participation.pk not in sent]


def _asked(review: Review) -> set[int]:
    return set(PartnerPart.objects.standing().filter(review=review).values_list("participation", flat=True))


def _gone_on(request: HttpRequest, review: Review) -> HttpResponse:
    review.refresh_from_db(fields=["status"])
    text = _("No one was asked. The status of the review is “%(status)s”.")
    messages.info(request, text % {"status": review.get_status_display()})
    return not_saved(redirect("reviews:review_partners", pk=review.pk))


def visible_part(request: HttpRequest, pk: int) -> PartnerPart:
    rows = PartnerPart.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related("review__series__partnership__service", "contact"), pk=pk)


@role_required("log_review")
@require_POST
@once
def part_ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    part = visible_part(request, pk)
    try:
        asked = asking.ask_again(part=part, by=actor(request))
    except MoveRefused:
        words = _("%(partner)s was not asked again: it has answered, or the time to answer is over.")
        messages.info(request, words % {"partner": part.party_name})
        return not_saved(redirect("reviews:review_partners", pk=part.review_id))
    words = _("A new link is being sent to %(name)s. The previous link no longer works.")
    messages.success(request, words % {"name": asked.name})
    return redirect("reviews:review_partners", pk=part.review_id)


@role_required("log_review")
@require_http_methods(["GET", "POST"])
@once
def part_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: the link ends, and what the partner saved is not read."""
    part = visible_part(request, pk)
    if request.method == "POST":
        try:
            asking.withdraw_part(part=part, by=actor(request))
        except MoveRefused:
            words = _("%(partner)s has sent its part in the meantime. It stays on record.")
            messages.info(request, words % {"partner": part.party_name})
            return not_saved(redirect("reviews:review_partners", pk=part.review_id))
        messages.success(request, _("%(partner)s is no longer asked.") % {"partner": part.party_name})
        return redirect("reviews:review_partners", pk=part.review_id)
    context = {"part": part, "review": part.review, "title": title_of(part.review), "crumbs": crumbs_of(part.review)}
    return render(request, "reviews/partners/part_withdraw.html", context)
