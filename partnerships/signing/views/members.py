"""The members of a network: who joined and who leaves, on any day, without a new version of the text (A1)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.drafting.services.wording import agreement_text
from partnerships.matching.services.searching import narrowed_here
from partnerships.models import Accession, Agreement
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from partnerships.shared.views.lists import as_file, page_of, words_of
from partnerships.signing.forms.members import JoinForm, NoticeForm
from partnerships.signing.rules.accession import duties_left, joining_findings
from partnerships.signing.services.accession import ask_to_join, give_notice, joining_of, withdraw_notice
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .standing import Standing, signing_state

COLUMNS = [
    Column(gettext_lazy("Member"), "party.name"),
    Column(gettext_lazy("Kind of organisation"), "party.participation.kind"),
    Column(gettext_lazy("Member since"), "joined_on"),
    Column(gettext_lazy("Last day"), "last_day"),
    Column(gettext_lazy("Why it may join"), "may_join"),
    Column(gettext_lazy("What it does for the aim"), "does"),
]


GONE_SHOWN = 5


@dataclass(frozen=True)
class Day:
    """For which day the list is shown; what was typed badly is today."""

    on: datetime.date
    is_today: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Day":
        today = timezone.localdate()
        try:
            on = datetime.date.fromisoformat(request.GET.get("on", ""))
        except ValueError:
            return cls(today, True)
        return cls(on, on == today)


def _network(request: HttpRequest, pk: int) -> Agreement | None:
    """The agreement, where members join it by their own signature."""
    agreement = visible_agreement(request, pk)
    is_joined = agreement.is_network and not agreement.is_elsewhere and not agreement.is_draft
    return agreement if is_joined else None


def _no_network(request: HttpRequest, pk: int) -> HttpResponse:
    if visible_agreement(request, pk).is_elsewhere:
        words = _("This text was signed elsewhere. Its record says who its parties are; no one signs it here.")
    else:
        words = _("All parties of this agreement sign together: it has no list of members.")
    messages.info(request, words)
    return not_saved(redirect("partnerships:signatures", pk))


@role_required("read_portfolio")
@require_safe
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is a member on a day, who is joining or leaving now, and the same list as a file."""
    agreement = _network(request, pk)
    if agreement is None:
        return _no_network(request, pk)
    day, words = Day.of(request), words_of(request)
    rows = agreement.accessions.members_on(day.on).select_related(
        "party__participation__organisation__type", "party__participation__type", "agreement"
    )
    if words:
        party = "party__participation"
        rows = narrowed_here(rows, words, f"{party}__organisation__name", f"{party}__class_name", "does")
    if file := as_file(request, "members", COLUMNS, rows):
        return file
    page = page_of(request, rows)
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement)[:2],
        "page": page,
        "day": day,
        "words": words,
        "figures": _figures(agreement, day.on),
        "joining": _joining(agreement),
        "leaving": _leaving(agreement),
        "gone": agreement.accessions.gone_by(timezone.localdate()).select_related(
            "party__participation__organisation", "agreement"
        )[:GONE_SHOWN],
        "obstacles": joining_findings(joining_of(agreement, None), timezone.localdate()),
        "may_send": request.membership.may("send_agreement"),
    }
    return render(request, "partnerships/signing/members.html", context)


def _figures(agreement: Agreement, on: datetime.date) -> list[dict[str, str]]:
    today = timezone.localdate()
    members_today = agreement.accessions.members_on(on).count()
    later = agreement.accessions.joined().filter(party__joined_later=True).count()
    asked = len(_joining(agreement))
    leaving = agreement.accessions.filter(last_day__gte=today).count()
    return [
        {"value": str(members_today), "label": ngettext("member", "members", members_today)},
        {"value": str(later), "label": _("joined after the text was finalised")},
        {"value": str(asked), "label": ngettext("is asked to sign", "are asked to sign", asked)},
        {"value": str(leaving), "label": ngettext("is leaving", "are leaving", leaving)},
    ]


def _joining(agreement: Agreement) -> list[Standing]:
    """Parties that were asked and have not signed, with the state of their link."""
    return [row for row in signing_state(agreement, now=timezone.now()).rows if row.state != "signed"]


def _leaving(agreement: Agreement) -> list[dict[str, Any]]:
    """Who has given notice, until its last day, with what nobody does afterwards."""
    rows = agreement.accessions.filter(last_day__gte=timezone.localdate())
    found = list(rows.select_related("party__participation__organisation", "agreement"))
    if not found:
        return []
    text = agreement_text(agreement)
    return [{"accession": row, "findings": duties_left(text.duties_of(row.party_id), row.last_day)} for row in found]


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an organisation of the registry to join: it signs the same frozen text, and no other member signs again."""
    agreement = _network(request, pk)
    if agreement is None:
        return _no_network(request, pk)
    usual = timezone.localdate() + datetime.timedelta(days=settings.SIGNING_LINK_DAYS)
    looks = bool({"find", "choose"} & request.POST.keys())
    typed = None if looks else posted(request)
    initial = {"ends_on": usual, **(_typed(request) if looks else {})}
    form = JoinForm(typed, agreement=agreement, initial=initial)
    if "choose" in request.POST and not request.POST.get("organisation"):
        messages.error(request, _("Select an organisation first."))
    obstacles = joining_findings(joining_of(agreement, None), timezone.localdate())
    if request.method == "POST" and not looks and not obstacles and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "words"}
        try:
            accession = ask_to_join(agreement=agreement, user=request.user, **values)
        except Refused as refused:
            for finding in refused.findings:
                form.add_error(finding.field or None, f"{finding.title} {finding.detail}")
        else:
            words = _("%(party)s is being asked to sign. It becomes a member on the day of its own signature.")
            messages.success(request, words % {"party": accession.party.name})
            return redirect("partnerships:members", pk)
    context = {
        "agreement": agreement,
        "crumbs": _crumbs(agreement),
        "form": form,
        "obstacles": obstacles,
    }
    return form_page(request, "partnerships/signing/member_new.html", None if obstacles else form, context)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in ("words", "organisation", "may_join", "does") if name in request.POST}


def _crumbs(agreement: Agreement) -> list[dict[str, str]]:
    return crumbs_of(agreement, (reverse("partnerships:members", args=[agreement.pk]), _("Members")))


def _visible_accession(request: HttpRequest, pk: int) -> Accession:
    agreements = Agreement.objects.visible_to(request.membership)
    rows = Accession.objects.joined().filter(agreement__in=agreements)
    related = ("agreement__partnership__service", "party__participation__organisation")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def member_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """A member leaves by its own notice; what it did and nobody does then is said before."""
    accession = _visible_accession(request, pk)
    agreement = accession.agreement
    if accession.notice_on:
        messages.info(request, _("The notice of this member has already been recorded."))
        return not_saved(redirect("partnerships:members", agreement.pk))
    form = NoticeForm(posted(request), joined_on=accession.joined_on, initial={"notice_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            give_notice(accession=accession, by=Actor.user(request.user), **form.values())
        except MoveRefused:
            messages.info(request, _("The notice of this member has already been recorded."))
            return not_saved(redirect("partnerships:members", agreement.pk))
        messages.success(request, _("The notice has been recorded. The text and the other members are not affected."))
        return redirect("partnerships:members", agreement.pk)
    context = {
        "accession": accession,
        "agreement": agreement,
        "crumbs": _crumbs(agreement),
        "duties": agreement_text(agreement).duties_of(accession.party_id),
        "notice": agreement_text(agreement).notice,
    }
    return form_page(request, "partnerships/signing/member_notice.html", form, context)


@role_required("send_agreement")
@require_POST
@once
def member_stays(request: HttpRequest, pk: int) -> HttpResponse:
    accession = _visible_accession(request, pk)
    try:
        withdraw_notice(accession=accession, by=Actor.user(request.user))
    except MoveRefused:
        messages.info(
            request,
            _(
                "Nothing was changed: it has given no notice, has joined again, or the agreement does not govern any "
                "more."
            ),
        )
        return not_saved(redirect("partnerships:members", accession.agreement_id))
    messages.success(request, _("The notice has been withdrawn. The organisation remains a member."))
    return redirect("partnerships:members", accession.agreement_id)
