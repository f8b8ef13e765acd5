"""The clause library of a service: standard wording, its own editions, and where each is used (A8–A14)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.clauses.forms import EditionForm, OwnClauseForm, languages
from partnerships.clauses.rules.kinds import Wording
from partnerships.clauses.rules.standard import CLAUSE
from partnerships.clauses.services.library import (
    agreements_with,
    editions,
    keeps_library,
    own_key,
    publish_edition,
    uses,
    withdraw_clause,
    wordings,
    wordings_of_all_parts,
)
from partnerships.models import ClauseEdition
from partnerships.rules.sections import SECTION
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@dataclass(frozen=True)
class LibraryRow:
    wording: Wording
    part: str
    used: int

    @property
    def edition(self) -> str:
        if self.wording.is_standard:
            return _("Standard wording")
        return _("Edition %(edition)s") % {"edition": self.wording.edition}


COLUMNS = [
    Column(gettext_lazy("Section"), "part"),
    Column(gettext_lazy("Clause"), "wording.title"),
    Column(gettext_lazy("Edition"), "edition"),
    Column(gettext_lazy("Agreements that use it"), "used"),
    Column(gettext_lazy("Words of the clause"), "wording.words"),
]


def _language(request: HttpRequest) -> str:
    """The language asked for, else that of the service's agreements."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(languages()) else request.membership.service.language


@role_required("read_clauses")
@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    service, language = request.membership.service, _language(request)
    counts: dict[str, int] = {}
    for (key, _edition), count in uses(service).items():
        counts[key] = counts.get(key, 0) + count
    rows = [
        LibraryRow(wording, str(SECTION[wording.part].title), counts.get(wording.key, 0))
        for wording in wordings_of_all_parts(service, language)
        if wording.part in SECTION
    ]
    if file := as_file(request, _("clause library"), COLUMNS, rows):
        return file
    words = ngettext("%(count)s clause.", "%(count)s clauses.", len(rows)) % {"count": len(rows)}
    context = {
        "page": page_of(request, rows, size=100),
        "language": language,
        "languages": languages(),
        "list_line": words,
        "may_keep": keeps_library(request.membership),
    }
    return render(request, "partnerships/clauses/clause_list.html", context)


def _wording(request: HttpRequest, key: str, language: str) -> Wording:
    """As the library offers it now; a clause of the service's own that was withdrawn, in its last words."""
    service = request.membership.service
    last = editions(service).filter(key=key).select_related("service").order_by("-edition").first()
    part = CLAUSE[key].part if key in CLAUSE else last.part if last else ""
    if not part:
        raise Http404
    found = wordings(service, language, part).get(key)
    if found is None:
        if last is None:
            raise Http404
        found = Wording(key, part, last.title, last.words, last.language, last.edition, service.name)
    return found


@role_required("read_clauses")
@require_safe
def clause(request: HttpRequest, code: str) -> HttpResponse:
    language = _language(request)
    wording = _wording(request, code, language)
    kept = editions(request.membership.service).filter(key=code, language=language).select_related("by")
    context = {
        "crumbs": _crumbs(),
        "wording": wording,
        "kind": CLAUSE.get(code),
        "part": SECTION[wording.part].title,
        "language": language,
        "languages": languages(),
        "editions": kept.order_by("-edition"),
        "current": kept.filter(edition=wording.edition, is_withdrawn=False).first(),
        "page": page_of(request, agreements_with(code, request.membership)),
        "may_keep": keeps_library(request.membership),
    }
    return render(request, "partnerships/clauses/clause.html", context)


def _crumbs(*more: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
        {"url": reverse("partnerships:clauses"), "label": _("Clause library")},
        *more,
    ]


def _refuse_who_does_not_keep_it(request: HttpRequest) -> None:
    if not keeps_library(request.membership):
        raise PermissionDenied


def _page_of_clause(key: str, language: str) -> str:
    return f"{reverse('partnerships:clause', args=[key])}?language={language}"


@role_required("change_settings")
@require_http_methods(["GET", "POST"])
@once
def clause_change(request: HttpRequest, code: str) -> HttpResponse:
    """The next edition in one language; drafts keep the words that they have."""
    _refuse_who_does_not_keep_it(request)
    service, language = request.membership.service, _language(request)
    wording = _wording(request, code, language)
    last = editions(service).filter(key=code, language=language).order_by("-edition").first()
    form = EditionForm.of(posted(request), wording, last.edition if last else 0)
    context = {
        "crumbs": _crumbs({"url": _page_of_clause(code, language), "label": wording.title}),
        "here": wording.title,
        "language": dict(languages())[language],
    }
    if request.method == "POST" and form.is_valid():
        try:
            published = publish_edition(
                service=service, key=code, part=wording.part, language=language, user=request.user, **form.cleaned_data
            )
        except MoveRefused:
            form.add_error(None, _("Another edition was published meanwhile. Read it, then publish yours."))
        else:
            words = _("Edition %(edition)s of clause “%(clause)s” is published. Drafts keep the words that they have.")
            messages.success(request, words % {"edition": published.edition, "clause": published.title})
            return redirect(_page_of_clause(code, language))
    return form_page(request, "partnerships/clauses/clause_change.html", form, context)


@role_required("change_settings")
@require_http_methods(["GET", "POST"])
@once
def clause_new(request: HttpRequest) -> HttpResponse:
    """A clause of the service's own."""
    _refuse_who_does_not_keep_it(request)
    initial = {"language": _language(request), "part": request.GET.get("part", "")}
    form = OwnClauseForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("part", "language", "title", "words", "note")}
        published = publish_edition(service=request.membership.service, key=own_key(), user=request.user, **values)
        messages.success(request, _("Clause “%(clause)s” is in the library.") % {"clause": published.title})
        return redirect(_page_of_clause(published.key, published.language))
    context = {"crumbs": _crumbs(), "here": _("New clause"), "language": ""}
    return form_page(request, "partnerships/clauses/clause_change.html", form, context)


@role_required("change_settings")
@require_http_methods(["GET", "POST"])
@once
def clause_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition is offered no more; texts in which it stands keep it."""
    _refuse_who_does_not_keep_it(request)
    found: ClauseEdition | None = editions(request.membership.service).filter(pk=pk).select_related("service").first()
    if found is None:
        raise Http404
    back = _page_of_clause(found.key, found.language)
    if request.method == "POST":
        try:
            withdraw_clause(edition=found, user=request.user)
        except MoveRefused:
            messages.info(request, _("This edition had been withdrawn already."))
            return not_saved(redirect(back))
        messages.success(request, _("The edition is withdrawn. Agreements that use it keep their words."))
        return redirect(reverse("partnerships:clauses"))
    context = {"crumbs": _crumbs({"url": back, "label": found.title}), "edition": found, "back": back}
    return render(request, "partnerships/clauses/clause_withdraw.html", context)
