"""The page behind the link to a draft: a partner reads, comments, proposes and finishes, without an account (G3)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope, scopes_disabled

from partnerships.agreements.rules.presentation import presented
from partnerships.commenting.forms.remark import FinishForm, RemarkForm
from partnerships.commenting.rules.places import Place, places_of
from partnerships.commenting.services.remarking import (
    CommentsClosed,
    LinkUnknown,
    RemarksOpen,
    closed,
    finish,
    make_remark,
    note_opened,
    request_of,
    withdraw_remark,
)
from partnerships.drafting.rules.comparing import differences
from partnerships.drafting.rules.freezing import read
from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.changes import Changes
from partnerships.drafting.services.wording import agreement_text, labels
from partnerships.models import Annex, CommentRequest, Remark
from partnerships.shared.views.annexes import annex_answer
from pes_partnerships.accounts.models import UnsavedInput
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key

FINISH_IDS = "finish_%s"  # beside the form of a comment, which has fields of the same names


@dataclass(frozen=True)
class Reading:
    """What the page needs of one request: the text as it was shared, its places, and what stands beside them."""

    request: CommentRequest
    text: AgreementText
    places: dict[str, Place]

    @classmethod
    def of(cls, request: CommentRequest) -> "Reading":
        text = read(request.round.snapshot)
        return cls(request, text, {place.key: place for place in places_of(presented(text))})

    @property
    def remarks(self) -> dict[str, list[Remark]]:
        """Own ones, and those of other partners where the round lets them be seen; never a colleague's."""
        rows = Remark.objects.standing().filter(request__round=self.request.round).select_related("request")
        if self.request.round.hides_others:
            rows = rows.filter(request=self.request)
        found = defaultdict(list)
        for row in rows:
            found[row.part].append(row)
        return dict(found)


@never_cache
@require_http_methods(["GET", "POST"])
def comment_page(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the draft as it was shared; a POST comments, withdraws a comment, or finishes. Nothing is signed."""
    try:
        with scopes_disabled():  # the link names its one request, and through it the service
            asked = request_of(token)
    except LinkUnknown:
        return render(request, "partnerships/shared/link_unknown.html", status=410)
    with scope(service=asked.round.agreement.partnership.service), translation.override(asked.language):
        if request.method == "GET":
            note_opened(request=asked)
        try:
            return _answer(request, Reading.of(asked), token)
        except CommentsClosed as refusal:
            return _page(request, Reading.of(asked), token, why=refusal.why, status=409)


@never_cache
@require_safe
def comment_annex(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The file of an annex to the draft that the link is for, if it is still the one that was shared."""
    try:
        with scopes_disabled():
            asked = request_of(token)
    except LinkUnknown:
        return render(request, "partnerships/shared/link_unknown.html", status=410)
    with scope(service=asked.round.agreement.partnership.service):
        return annex_answer(get_object_or_404(_shared_files(Reading.of(asked)), pk=pk))


def _shared_files(reading: Reading) -> QuerySet[Annex]:
    shown = [annex.sha256 for annex in reading.text.annexes if annex.sha256]
    return reading.request.round.agreement.annexes.filter(sha256__in=shown).exclude(file="")


def _answer(request: HttpRequest, reading: Reading, token: str) -> HttpResponse:
    why = closed(reading.request)
    if request.method != "POST":
        return _page(request, reading, token, why=why)
    if why is not None:
        raise CommentsClosed(why)
    if "withdraw" in request.POST:
        return _withdraw(request, reading, token)
    return _finish(request, reading, token) if "finish" in request.POST else _remark(request, reading, token)


def _address(token: str, anchor: str = "") -> str:
    return reverse("partnerships:comment", args=[token]) + (f"#{anchor}" if anchor else "")


def _remark(request: HttpRequest, reading: Reading, token: str) -> HttpResponse:
    place = reading.places.get(request.GET.get("on", ""))
    if place is None:
        return redirect(_address(token))
    form = RemarkForm(request.POST, place=place, asks_who=not reading.request.reader_name)
    if not form.is_valid():
        return _page(request, reading, token, remark_form=form)
    make_remark(request=reading.request, place=place, **form.cleaned_data)
    messages.success(request, _("Your comment on “%(place)s” has been sent.") % {"place": place.label})
    return redirect(_address(token, f"at-{place.key}"))


def _withdraw(request: HttpRequest, reading: Reading, token: str) -> HttpResponse:
    own = reading.request.remarks.select_related("agreement__partnership__service")
    remark = get_object_or_404(own, pk=row_key(request.POST["withdraw"]) or 0)
    try:
        withdraw_remark(remark=remark, by=Actor.link(reading.request.who))
    except MoveRefused:  # it was answered meanwhile: the page shows the answer
        messages.info(request, _("This comment has been answered meanwhile and was not withdrawn."))
    else:
        messages.success(request, _("Your comment on “%(place)s” has been withdrawn.") % {"place": remark.place})
    return redirect(_address(token, f"at-{remark.part}"))


def _finish(request: HttpRequest, reading: Reading, token: str) -> HttpResponse:
    form = FinishForm(request.POST, auto_id=FINISH_IDS)
    if form.is_valid():
        try:
            finish(request=reading.request, **form.cleaned_data)
            return redirect(_address(token, "finished"))
        except RemarksOpen as refusal:
            words = ngettext(
                "You sent %(count)s comment that has not been answered. Withdraw it first, or choose “We have "
                "finished”.",
                "You sent %(count)s comments that have not been answered. Withdraw them first, or choose “We have "
                "finished”.",
                refusal.count,
            )
            form.add_error("outcome", words % {"count": refusal.count})
    return _page(request, reading, token, finish_form=form)


def _page(
    request: HttpRequest,
    reading: Reading,
    token: str,
    *,
    why: Any = None,
    remark_form: RemarkForm | None = None,
    finish_form: FinishForm | None = None,
    status: int = 0,
) -> HttpResponse:
    asked, text = reading.request, reading.text
    place = reading.places.get(request.GET.get("on", "")) if why is None else None
    known = {"name": asked.reader_name or asked.name, "office": asked.reader_office}
    if place is not None and remark_form is None:
        remark_form = RemarkForm(posted(request), place=place, asks_who=not asked.reader_name, initial=known)
    if finish_form is None:
        ended = {**known, "outcome": asked.finish, "words": asked.last_word}
        finish_form = FinishForm(None if place else posted(request), initial=ended, auto_id=FINISH_IDS)
    own_party = next((party for party in text.parties if party.name == asked.party_name), None)
    context = {
        "asked": asked,
        "round": asked.round,
        "agreement": asked.round.agreement,
        "text": text,
        "mine": own_party,
        "my_duties": text.duties_of(own_party.key) if own_party else [],
        "my_objectives": [each for each in text.objectives if own_party and each.owner == own_party.name],
        "remarks": reading.remarks,
        "files": _shared_files(reading),
        "token": token,
        "unsent": _unsent(reading, token),
        "changes": _changes(reading),
        "why": why,
        "on": place.key if place else "",
        "remark_form": remark_form,
        "finish_form": finish_form,
        "here": _address(token),
        "own_count": asked.remarks.standing().count(),
    }
    if status:
        return render(request, "partnerships/commenting/comment.html", context, status=status)
    form = finish_form if finish_form.is_bound or place is None else remark_form
    return form_page(request, "partnerships/commenting/comment.html", form, context)


def _unsent(reading: Reading, token: str) -> list[Place]:
    """Places for which this link keeps words that were typed and not sent (decision 0025)."""
    rows = UnsavedInput.objects.filter(link=reading.request.token_hash, discarded_at=None).values_list(
        "page", flat=True
    )
    keys = [parse_qs(urlsplit(page).query).get("on", [""])[0] for page in rows]
    return [reading.places[key] for key in keys if key in reading.places]


def _changes(reading: Reading) -> Changes | None:
    """What became different since the draft was shared; the draft alone, for what went out is shown elsewhere."""
    agreement = reading.request.round.agreement
    if not agreement.is_draft:
        return None
    now = agreement_text(agreement)
    with translation.override(reading.text.language):
        lines = differences(reading.text, now, labels())
    return Changes(reading.text.version, reading.text.language, lines) if lines else None
