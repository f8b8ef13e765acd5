"""What partners and colleagues say of a draft: the counts, who is silent, and what waits for an answer (G3)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from partnerships.agreements.rules.presentation import presented
from partnerships.commenting.rules.places import places_of
from partnerships.drafting.rules.differing import word_changes
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, CommentRequest, CommentRound, Remark
from partnerships.rules.vocabulary import RemarkAnswer
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column

COLUMNS = [
    Column(gettext_lazy("Place"), "place"),
    Column(gettext_lazy("Partner"), lambda row: row.request.party_name if row.request else ""),
    Column(gettext_lazy("Person"), lambda row: row.request.who if row.request else str(row.user)),
    Column(gettext_lazy("Kind"), "get_kind_display"),
    Column(gettext_lazy("Made"), "made_at"),
    Column(gettext_lazy("Comment"), "words"),
    Column(gettext_lazy("Words as shown"), "was"),
    Column(gettext_lazy("Proposed words"), "proposed"),
    Column(gettext_lazy("Answer"), "get_answer_display"),
    Column(gettext_lazy("Answer in words"), "answer_words"),
    Column(gettext_lazy("Answered"), "answered_at"),
]


@role_required("comment_draft")
@require_safe
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, by part; what waits for an answer; and who has answered."""
    agreement = visible_agreement(request, pk)
    rows = list(
        Remark.objects.standing()
        .filter(agreement=agreement)
        .select_related("request__round", "user", "answered_by")
        .order_by("made_at", "pk")
    )
    if file := as_file(request, "comments", COLUMNS, rows):
        return file
    shared = agreement.comment_rounds.prefetch_related("requests").first()
    asked = list(shared.requests.all()) if shared else []
    of_partners = [row for row in rows if row.request_id]
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement),
        "round": shared,
        "is_open": shared is not None and shared.is_open(timezone.localdate()) and agreement.is_draft,
        "asked": sorted(asked, key=lambda each: (each.finished_at is not None, each.opened_at is not None, each.pk)),
        "figures": _figures(shared, asked, of_partners),
        "groups": _by_chapter(agreement, rows),
        "rows": rows,
        "colleagues": len(rows) - len(of_partners),
        "of_partners": len(of_partners),
        "may_write": request.membership.may("write_agreement") and agreement.is_draft,
        "may_comment": agreement.is_draft,
        "others": agreement.comment_rounds.count(),
    }
    return render(request, "partnerships/commenting/comments.html", context)


def _figures(shared: CommentRound | None, asked: list[CommentRequest], rows: list[Remark]) -> list[dict[str, str]]:
    if shared is None:
        return []
    answered = sum(each.finished_at is not None for each in asked)
    waiting = sum(row.waits for row in rows)
    taken = sum(row.answer in (RemarkAnswer.TAKEN, RemarkAnswer.OTHERWISE) for row in rows)
    declined = sum(row.answer == RemarkAnswer.DECLINED for row in rows)
    of = _("%(n)s of %(all)s")
    days = (shared.ends_on - timezone.localdate()).days
    figures = [
        {"value": of % {"n": answered, "all": len(asked)}, "label": _("have answered")},
        {"value": of % {"n": waiting, "all": len(rows)}, "label": _("wait for your answer")},
        {"value": str(taken), "label": _("accepted, as proposed or in other words")},
        {"value": str(declined), "label": ngettext("comment declined", "comments declined", declined)},
    ]
    if shared.closed_at is None and days >= 0:
        left = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        figures.append({"value": left, "label": _("left for comments")})
    return figures


def _by_chapter(agreement: Agreement, rows: list[Remark]) -> list[dict[str, Any]]:
    """In the order of the text as it is now; what is about a part that is gone comes last."""
    places = {place.key: place for place in places_of(presented(agreement_text(agreement)))} if rows else {}
    order = {key: number for number, key in enumerate(places)}
    groups: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: order.get(row.part, len(order))):
        place = places.get(row.part)
        title = place.chapter if place else _("Parts that are no longer in the draft")
        group = groups.setdefault(title, {"title": title, "rows": [], "waiting": 0})
        group["rows"].append({"remark": row, "runs": word_changes(row.was, row.proposed) if row.is_proposal else []})
        group["waiting"] += row.waits and row.request_id is not None
    return list(groups.values())


def crumbs_of_comments(agreement: Agreement) -> list[dict[str, str]]:
    return crumbs_of(agreement, (reverse("partnerships:comments", args=[agreement.pk]), _("Comments")))
