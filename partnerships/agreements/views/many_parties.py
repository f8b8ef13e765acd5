"""The list of the parties, found, filtered and changed many at a time (A4, S4)."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from partnerships.agreements.services.many_parties import change_parties, name_the_mandated
from partnerships.matching.services.searching import narrowed_here
from partnerships.models import Agreement, Party, Responsibility
from partnerships.rules.vocabulary import PartyRole
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from partnerships.shared.views.lists import as_file, page_of, words_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_keys

LINES = 30
COLUMNS = [
    Column(gettext_lazy("Party"), "name"),
    Column(gettext_lazy("Role"), "get_role_display"),
    Column(gettext_lazy("Level of risk"), "get_risk_level_display"),
    Column(gettext_lazy("Risk"), "risk"),
    Column(gettext_lazy("Benefits"), "gain"),
    Column(gettext_lazy("Lead partner"), lambda party: _("Yes") if party.agreement.lead_id == party.pk else ""),
    Column(gettext_lazy("Signs"), lambda party: _signs(party)),
]
LACKS: dict[str, Any] = {
    "risk": gettext_lazy("Risk not stated"),
    "duty": gettext_lazy("No responsibility"),
    "signatory": gettext_lazy("No signatory named"),
}


def _signs(party: Party) -> str:
    if not party.must_sign:
        return _("No")
    return "; ".join(str(row.contact) for row in party.signatories.all()) or _("no signatory")


ACTS = ("role", "signs", "signs_not", "mandated")


def parties_page(
    request: HttpRequest, agreement: Agreement, *, ticked: Collection[int] = (), status: int = 200
) -> HttpResponse:
    """By role, as the text orders them; `lacks` finds those for which something is missing."""
    rows = agreement.parties.select_related("participation__organisation", "agreement")
    rows = rows.prefetch_related("signatories__contact")
    words, lacks, role = words_of(request), request.GET.get("lacks", ""), request.GET.get("with_role", "")
    rows = _lacking(rows, lacks)
    if role in PartyRole.values:
        rows = rows.filter(role=role)
    if words:
        place = "participation"
        rows = narrowed_here(rows, words, f"{place}__organisation__name", f"{place}__class_name", "programme")
    if file := as_file(request, _("parties"), COLUMNS, rows):
        return file
    context = {
        "agreement": agreement,
        "page": page_of(request, rows, size=LINES),
        "total": agreement.parties.count(),
        "crumbs": crumbs_of(agreement),
        "roles": PartyRole.choices,
        "lacks": LACKS.items(),
        "chosen": {"q": words, "lacks": lacks, "role": role},
        "ticked": ticked,
        "query": request.GET.urlencode(),
    }
    return render(request, "partnerships/agreements/agreement_parties.html", context, status=status)


def _lacking(rows: QuerySet[Party], what: str) -> QuerySet[Party]:
    if what == "risk":
        return rows.filter(Q(risk="") | Q(risk_level=None))
    if what == "duty":
        return rows.exclude(Exists(Responsibility.objects.filter(owner=OuterRef("pk"))))
    if what == "signatory":
        return rows.filter(must_sign=True, signatories=None)
    return rows


@role_required("write_agreement")
@require_POST
@once
def parties_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is chosen below the list, for the parties that are ticked in it."""
    agreement = visible_agreement(request, pk)
    keys, by = row_keys(request.POST.getlist("party")), Actor.user(request.user)
    act, role = request.POST.get("act", ""), request.POST.get("role", "")
    if not agreement.may_be_written:
        return refused(request, agreement)
    if wrong := _what_is_wrong(keys, act, role):
        messages.error(request, wrong)
        return not_saved(parties_page(request, agreement, ticked=keys, status=422))
    try:
        if act == "role":
            changed = change_parties(agreement=agreement, keys=keys, by=by, role=role)
        elif act == "mandated":
            changed = name_the_mandated(agreement=agreement, keys=keys, by=by)
        else:
            changed = change_parties(agreement=agreement, keys=keys, by=by, must_sign=act == "signs")
    except MoveRefused:
        return refused(request, agreement)
    if changed:
        words = ngettext("%(count)s party has been changed.", "%(count)s parties have been changed.", len(changed))
        messages.success(request, words % {"count": len(changed)})
    elif act == "mandated":
        messages.info(
            request, _("Nothing was changed: no ticked party has exactly one contact with a mandate to sign.")
        )
    else:
        messages.info(request, _("Nothing was changed: the ticked parties already have this value."))
    back = reverse("partnerships:agreement_parties", args=[pk])
    return redirect(f"{back}?{request.GET.urlencode()}" if request.GET else back)


def _what_is_wrong(keys: list[int], act: str, role: str) -> str:
    if not keys:
        return _("Tick at least one party. Nothing was changed.")
    if act == "role" and role not in PartyRole.values:
        return _("Choose a role. Nothing was changed.")
    return "" if act in ACTS else _("Choose what to do with the ticked parties. Nothing was changed.")
