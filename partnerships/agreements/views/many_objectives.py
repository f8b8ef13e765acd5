"""The objectives of a draft as a list: found, filtered by what is missing, changed many at a time (O1, O7)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from partnerships.agreements.services.readiness import readiness
from partnerships.drafting.rules.text import AgreementText, ObjectiveText
from partnerships.drafting.services.wording import agreement_text
from partnerships.matching.rules.asking import Asked, ask
from partnerships.models import Agreement
from partnerships.objectives.rules.sentence import Piece, main_pieces
from partnerships.objectives.services import change_objectives
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from partnerships.shared.views.lists import as_file, page_of, words_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key, row_keys

LINES = 30
COLUMNS = [
    Column(gettext_lazy("Number"), "number"),
    Column(gettext_lazy("Objective"), "text.title"),
    Column(gettext_lazy("Intended change"), "sentence"),
    Column(gettext_lazy("Due"), "text.due"),
    Column(gettext_lazy("Owner"), "text.owner"),
    Column(gettext_lazy("Common target"), lambda line: _("Yes") if line.text.is_common else ""),
    Column(gettext_lazy("Cross-sector target"), lambda line: _("Yes") if line.text.is_cross_sector else ""),
    Column(gettext_lazy("Issues"), lambda line: " ".join(str(finding.title) for finding in line.findings)),
]
BARRING, ADVISED, NO_OWNER, NO_DAY, COMMON = "barring", "issues", "owner", "due", "common"
SHOWS: dict[str, Any] = {
    BARRING: gettext_lazy("Issues to resolve before signature"),
    ADVISED: gettext_lazy("Any issue or advice"),
    NO_OWNER: gettext_lazy("No owner"),
    NO_DAY: gettext_lazy("No due date"),
    COMMON: gettext_lazy("Common or cross-sector targets"),
}
ACTS: dict[str, dict[str, Any]] = {
    "owner": {},
    "common": {"is_common": True},
    "common_not": {"is_common": False},
    "cross": {"is_cross_sector": True},
    "cross_not": {"is_cross_sector": False},
}


@dataclass(frozen=True)
class ObjectiveLine:
    number: int
    text: ObjectiveText
    pieces: list[Piece]
    findings: list[Finding]

    @property
    def sentence(self) -> str:
        return "".join(piece.words for piece in self.pieces)

    @property
    def bars(self) -> int:
        return sum(finding.is_blocking for finding in self.findings)

    def fits(self, asked: Asked, show: str) -> bool:
        text = self.text
        shown = {
            BARRING: self.bars > 0,
            ADVISED: bool(self.findings),
            NO_OWNER: not text.owner,
            NO_DAY: not text.due,
            COMMON: text.is_common or text.is_cross_sector,
        }
        said = (text.title, self.sentence, text.indicator, text.target_group, text.owner)
        return shown.get(show, True) and asked.stands_in(*said)


def _lines(text: AgreementText, findings: list[Finding]) -> Iterator[ObjectiveLine]:
    of: dict[str, list[Finding]] = {}
    for finding in findings:
        of.setdefault(finding.anchor, []).append(finding)
    for number, each in enumerate(text.objectives, 1):
        with translation.override(text.language):
            pieces = main_pieces(each)
        yield ObjectiveLine(number, each, pieces, of.get(f"objective:{each.key}", []))


@role_required("write_agreement")
@require_safe
def agreement_objectives(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    return _page(request, agreement) if agreement.may_be_written else refused(request, agreement)


def _page(
    request: HttpRequest, agreement: Agreement, *, ticked: Collection[int] = (), status: int = 200
) -> HttpResponse:
    """In the order of the text; `show` finds those for which something is missing."""
    text, words, show = agreement_text(agreement), words_of(request), request.GET.get("show", "")
    findings = readiness(agreement, text, today=timezone.localdate())
    asked = ask(words, only=True)
    lines = [line for line in _lines(text, findings) if line.fits(asked, show)]
    if file := as_file(request, _("objectives"), COLUMNS, lines):
        return file
    context = {
        "agreement": agreement,
        "page": page_of(request, lines, size=LINES),
        "total": len(text.objectives),
        "parties": [(party.key, party.name) for party in text.parties],
        "crumbs": crumbs_of(agreement),
        "shows": SHOWS.items(),
        "chosen": {"q": words, "show": show},
        "ticked": ticked,
        "language": text.language,
        "query": request.GET.urlencode(),
    }
    return render(request, "partnerships/agreements/agreement_objectives.html", context, status=status)


@role_required("write_agreement")
@require_POST
@once
def objectives_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is chosen below the list, for the objectives that are ticked in it."""
    agreement = visible_agreement(request, pk)
    keys, act = row_keys(request.POST.getlist("objective")), request.POST.get("act", "")
    owner = agreement.parties.filter(pk=row_key(request.POST.get("owner", ""))).first()
    if not agreement.may_be_written:
        return refused(request, agreement)
    if wrong := _what_is_wrong(keys, act, has_owner=owner is not None):
        messages.error(request, wrong)
        return not_saved(_page(request, agreement, ticked=keys, status=422))
    fields = {"owner": owner} if act == "owner" else ACTS[act]
    try:
        changed = change_objectives(agreement=agreement, keys=keys, by=Actor.user(request.user), **fields)
    except MoveRefused:
        return refused(request, agreement)
    if changed:
        words = ngettext(
            "%(count)s objective has been changed.", "%(count)s objectives have been changed.", len(changed)
        )
        messages.success(request, words % {"count": len(changed)})
    else:
        messages.info(request, _("Nothing was changed: the ticked objectives already have this value."))
    back = reverse("partnerships:agreement_objectives", args=[pk])
    return redirect(f"{back}?{request.GET.urlencode()}" if request.GET else back)


def _what_is_wrong(keys: list[int], act: str, *, has_owner: bool) -> str:
    if not keys:
        return _("Tick at least one objective. Nothing was changed.")
    if act not in ACTS:
        return _("Choose what to do with the ticked objectives. Nothing was changed.")
    return _("Choose an owner. Nothing was changed.") if act == "owner" and not has_owner else ""
