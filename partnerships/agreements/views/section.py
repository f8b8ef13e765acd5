"""One written part of the text: its clauses as they will be signed, beside the fields that fill them (A1, A8–A14)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships import hooks
from partnerships.agreements.forms.clause import ClauseForm
from partnerships.agreements.forms.section import NewSectionForm, SectionPage
from partnerships.agreements.services.following import next_open_task
from partnerships.clauses.rules.composing import Composed, Parties, compose
from partnerships.clauses.rules.kinds import ClauseKind
from partnerships.clauses.rules.standard import CLAUSE
from partnerships.drafting.services.filling import copy_section, fill_empty_sections
from partnerships.drafting.services.wording import section_markdown
from partnerships.drafting.services.writing import remove_part, save_section
from partnerships.hooks import TOP, Panel
from partnerships.matching.services.searching import narrowed
from partnerships.models import Agreement, Partnership, Section
from partnerships.rules.sections import OWN, SECTION, kind_of
from partnerships.shared.views.anchors import address_of
from partnerships.shared.views.drafts import crumbs_of, refused, save_part, visible_agreement
from partnerships.shared.views.lists import page_of, words_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import posted
from pes_partnerships.lib.moves import MoveRefused

SOURCES = 10


@dataclass(frozen=True)
class ShownClause:
    """`kind` is None for a clause of the service's own; `panels` stand in its margin."""

    form: ClauseForm
    composed: Composed
    kind: ClauseKind | None
    panels: tuple[Panel, ...] = ()


def _part(request: HttpRequest, pk: int, key: str) -> Section:
    agreement = visible_agreement(request, pk)
    stored = agreement.sections.filter(key=key).prefetch_related("clauses").first()
    if stored is None and key not in SECTION:
        raise Http404
    return stored or Section(agreement=agreement, key=key)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    row = _part(request, pk, key)
    agreement, kind = row.agreement, kind_of(key, row.title)
    page = SectionPage(row, posted(request), proposes="own" not in request.GET)
    following = next_open_task(agreement, f"section:{key}")
    panels = hooks.part_panels(agreement=agreement, part=key, membership=request.membership)
    return save_part(
        request,
        agreement,
        page,
        save=lambda by: save_section(agreement=agreement, key=key, by=by, **page.values()),
        stored=lambda: SectionPage(_part(request, pk, key), None),
        context={
            "here": kind.title,
            "kind": kind,
            "page": page,
            "following": following,
            "remove_url": _remove_url(row),
            **_as_signed(row, page, panels),
        },
        template="partnerships/agreements/section.html",
        done_url=_done_url(request, agreement, following.key if following else ""),
    )


def _remove_url(row: Section) -> str:
    """Of a section that its author named; one of the models is emptied instead."""
    is_own = row.pk and row.key.startswith(OWN)
    return reverse("partnerships:section_remove", args=[row.agreement_id, row.key]) if is_own else ""


@role_required("write_agreement")
@require_POST
@once
def section_remove(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    row = _part(request, pk, key)
    if not _remove_url(row):
        raise Http404
    try:
        remove_part(part=row, by=Actor.user(request.user))
    except MoveRefused:
        return refused(request, row.agreement)
    messages.success(request, _("The section “%(title)s” has been removed from the draft.") % {"title": row.title})
    return redirect("partnerships:agreement", pk)


def _done_url(request: HttpRequest, agreement: Agreement, following: str) -> str:
    if "stay" in request.POST:
        return request.get_full_path()
    return address_of(following, agreement) if "next" in request.POST and following else ""


def _as_signed(row: Section, page: SectionPage, panels: Collection[Panel] = ()) -> dict[str, Any]:
    """Each clause as it would be signed with what the page holds now."""
    typed = SectionPage(row, _as_typed(page)) if page.form.is_bound else page
    agreement = row.agreement
    parties = {
        party.participation_id: party.name for party in agreement.parties.select_related("participation__organisation")
    }
    with translation.override(agreement.language):
        composed = {form.wording.key: _composed(form, parties) for form in typed.clauses}
    return {
        "clauses": [
            ShownClause(
                form,
                composed[form.wording.key],
                CLAUSE.get(form.wording.key),
                tuple(panel for panel in panels if panel.place == form.wording.key),
            )
            for form in page.in_reading_order
        ],
        "own_panels": [panel for panel in panels if not panel.place],
        "top_panels": [panel for panel in panels if panel.place == TOP],
        "own": typed.form.data.get("body", "") if typed.form.is_bound else row.body,
        "text_language": row.agreement.language,
    }


def _as_typed(page: SectionPage) -> QueryDict:
    typed = QueryDict(page.form.data.urlencode(), mutable=True)  # the page's own forms keep their errors
    typed.pop("do", None)
    return typed


def _composed(form: ClauseForm, parties: Parties) -> Composed:
    words, values = form.row.get("words") or form.wording.words, form.row.get("values", {})
    if form.is_bound:
        form.is_valid()
        words, values = form.cleaned_data.get("words", "").strip() or form.wording.words, form.values
    return compose(words, form.wording.fields, values, parties)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def section_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A section that its author names; without words it is no part of the text."""
    agreement = visible_agreement(request, pk)
    key = f"{OWN}{secrets.token_hex(4)}"
    form = NewSectionForm(posted(request), instance=Section(agreement=agreement, key=key))
    return save_part(
        request,
        agreement,
        form,
        save=lambda by: save_section(agreement=agreement, key=key, by=by, **form.cleaned_data),
        context={"here": _("Add a section of your own"), "notes": []},
    )


@role_required("write_agreement")
@require_POST
def section_look(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The clauses as they would be signed with what is typed now: nothing is saved, and nothing is complained of."""
    row = _part(request, pk, key)
    context = _as_signed(row, SectionPage(row, request.POST))
    return render(request, "partnerships/agreements/_clauses_look.html", context)


@role_required("write_agreement")
@require_POST
@once
def sections_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Standard wording into every required part that is still empty."""
    agreement = visible_agreement(request, pk)
    try:
        filled = fill_empty_sections(agreement=agreement, by=Actor.user(request.user))
    except MoveRefused:
        return refused(request, agreement)
    if filled:
        words = ngettext(
            "%(count)s section now has standard wording: %(titles)s.",
            "%(count)s sections now have standard wording: %(titles)s.",
            len(filled),
        )
        messages.success(request, words % {"count": len(filled), "titles": "; ".join(filled)})
    else:
        messages.info(request, _("No required section is empty, so nothing was changed."))
    return redirect("partnerships:agreement", pk)


def _sources(request: HttpRequest, row: Section) -> Any:
    """The same part in the other agreements that the reader may see, the newest first."""
    readable = Agreement.objects.visible_to(request.membership).exclude(pk=row.agreement_id)
    return (
        Section.objects.filter(agreement__in=readable, key=row.key)
        .select_related("agreement__partnership")
        .prefetch_related("clauses", "agreement__parties__participation__organisation")
        .order_by("-agreement__created_at", "-pk")
    )


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def section_copy(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Choose another agreement, read its part, and take it over."""
    row = _part(request, pk, key)
    agreement = row.agreement
    if not agreement.may_be_written:
        return refused(request, agreement)
    if request.method == "POST":
        replaces = "replace" in request.POST
        chosen = request.POST.get("replace" if replaces else "source", "")
        source = _sources(request, row).filter(pk=int(chosen) if chosen.isascii() and chosen.isdigit() else 0).first()
        if source is None:
            messages.error(request, _("Choose an agreement from the list. Nothing was copied."))
            return not_saved(redirect("partnerships:section_copy", pk, key))
        try:
            copy_section(agreement=agreement, source=source, by=Actor.user(request.user), replaces=replaces)
        except MoveRefused:
            return not_saved(refused(request, agreement))
        if replaces or not _is_written(row):
            words = _("Copied from “%(agreement)s”. Check the answers, and change what differs here.")
        else:
            words = _("Added from “%(agreement)s” to the words of this section. Check that they do not contradict.")
        messages.success(request, words % {"agreement": source.agreement})
        return redirect("partnerships:section", pk, key)
    found = _sources(request, row)
    if words := words_of(request):
        found = found.filter(agreement__partnership__in=_matching(words))
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement, (address_of(f"section:{key}", agreement), kind_of(key, row.title).title)),
        "kind": kind_of(key, row.title),
        "page": _shown(page_of(request, found, size=SOURCES)),
        "is_written": _is_written(row),
        "words": words,
    }
    return render(request, "partnerships/agreements/section_copy.html", context)


def _is_written(row: Section) -> bool:
    return bool(row.body.strip() or (row.pk and row.clauses.all()))


def _shown(page: Page) -> Page:
    """Each with its part as it stands in that text."""
    for source in page.object_list:
        source.shown = section_markdown(source)
    return page


def _matching(words: str) -> Any:
    return narrowed(Partnership.objects.all(), words).order_by().values("pk")
