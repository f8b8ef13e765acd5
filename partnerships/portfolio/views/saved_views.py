"""Saved views of the portfolio: named, shared, changed and removed; and what the list says of the one it shows (O6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.models import SavedView
from partnerships.portfolio.forms.saved_views import SavedViewForm, kept_query
from partnerships.portfolio.services.saved_views import change_view, remove_view, save_view, seen_view
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_key

TABS = 8
FORM = "partnerships/portfolio/saved_view_form.html"


def url_of(view: SavedView) -> str:
    """The view as an address; its version tells an address from before the owner changed it."""
    query = f"{view.query}&" if view.query else ""
    return f"{reverse('partnerships:portfolio')}?{query}saved={view.pk}&version={view.version}#partnerships"


def views_shown(membership: Membership) -> list[SavedView]:
    """One's own first, then what others share; the others are on their own page."""
    views = list(SavedView.objects.visible_to(membership).select_related("owner"))
    return sorted(views, key=lambda view: (view.owner_id != membership.user_id, view.name))


def saved_state(request: HttpRequest, views: list[SavedView]) -> dict[str, Any]:
    """What the list says of the view that its address names: changed since, gone, or filtered otherwise here."""
    key, query = row_key(request.GET.get("saved", "")), kept_query(request.GET)
    if key is None:
        return {"save_url": f"{reverse('partnerships:view_new')}?{query}"}
    view = next((each for each in views if each.pk == key), None)
    if view is None:
        words = _("This view was removed, or is not shared any more. The list has the filters of your link.")
        return {"saved_words": words, "save_url": f"{reverse('partnerships:view_new')}?{query}"}
    found: dict[str, Any] = {"saved": view, "save_url": f"{reverse('partnerships:view_new')}?{query}"}
    is_own = view.owner_id == request.membership.user_id
    if str(view.version) != request.GET.get("version", str(view.version)) and query != view.query:
        values = {"who": view.owner.name, "day": display_date(timezone.localdate(view.changed_at))}
        found["saved_words"] = _("%(who)s changed this view on %(day)s.") % values
        found["saved_link"] = {"url": url_of(view), "label": _("Open it as it is now")}
    elif query != view.query and is_own:
        found["saved_words"] = _("The filters differ from those of the saved view.")
        url = f"{reverse('partnerships:view_change', args=[view.pk])}?{query}&take=1"
        found["saved_link"] = {"url": url, "label": _("Save them in it")}
    return found


@role_required("read_portfolio")
@require_http_methods(["GET"])
def views(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "name": view.name,
            "url": url_of(view),
            "is_own": view.owner_id == request.membership.user_id,
            "is_shared": view.is_shared,
            "owner": view.owner.name,
            "pk": view.pk,
        }
        for view in views_shown(request.membership)
    ]
    return render(request, "partnerships/portfolio/saved_views.html", {"rows": rows, "crumbs": _crumbs()})


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def view_new(request: HttpRequest) -> HttpResponse:
    form = SavedViewForm(posted(request), membership=request.membership, initial={"query": kept_query(request.GET)})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        view = save_view(service=request.membership.service, by=Actor.user(request.user), **values)
        messages.success(request, _("Saved. The view has a tab of its own above the list."))
        return redirect(url_of(view))
    title = _("Save this view")
    return form_page(request, FORM, form, {"title": title, "crumbs": _crumbs(), "back": _portfolio()})


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def view_change(request: HttpRequest, pk: int) -> HttpResponse:
    """With `take` in the address the view takes the filters that stand there."""
    view = get_object_or_404(SavedView.objects.owned_by(request.membership), pk=pk)

    def form_of(typed: QueryDict | None, row: SavedView) -> SavedViewForm:
        query = kept_query(request.GET) if request.GET.get("take") else row.query
        initial = {"name": row.name, "is_shared": row.is_shared, "query": query, "seen": seen_view(row)}
        return SavedViewForm(typed, membership=request.membership, view=row, initial=initial)

    form = form_of(posted(request), view)
    title = _("Change the view “%(name)s”") % {"name": view.name}
    context = {"title": title, "crumbs": _crumbs(), "back": url_of(view), "view": view}
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_view(view=view, by=Actor.user(request.user), **with_seen(form, form.cleaned_data))
        except Conflict as conflict:
            here = {"here": title, "crumbs": context["crumbs"]}
            return conflict_page(request, form, form_of(None, conflict.theirs), here)
        messages.success(request, _("Saved."))
        return redirect(url_of(changed))
    return form_page(request, FORM, form, context)


@role_required("read_portfolio")
@require_POST
@once
def view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.owned_by(request.membership), pk=pk)
    remove_view(view=view, by=Actor.user(request.user))
    messages.success(request, _("Removed. Whoever has its link sees the same filters without the name."))
    return redirect("partnerships:views")


def _portfolio() -> str:
    return reverse("partnerships:portfolio")


def _crumbs() -> list[dict[str, str]]:
    return [{"url": _portfolio(), "label": _("Portfolio")}]
