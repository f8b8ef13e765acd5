"""One partnership: its page and its facts (F7, A16)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships import hooks
from partnerships.access import can_form_partnership
from partnerships.marks.services.marking import marks_of
from partnerships.portfolio.forms.partnership import PartnershipChangeForm, PartnershipForm
from partnerships.portfolio.services.listing import read_parts, read_status
from partnerships.preparation.services.advice import latest_decision
from partnerships.preparation.services.warnings import warnings
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.partnerships import change_partnership, create_partnership
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.found import partnership_to_form, partnership_to_read
from partnerships.shared.views.warnings import shown_warnings
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted

from .aside import aside_groups, jumps, own_panels
from .fiche import fiche_rows
from .partnership_parts import actions, key_facts, partner_rows, said_elsewhere, settled_warnings
from .partnership_timeline import timeline
from .portfolio_rows import PartnershipRow


@role_required("read_portfolio")
@require_http_methods(["GET"])
def partnership(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    shown = partnership_to_read(request, pk)
    read_parts(shown)
    read_status(shown, today)
    row = PartnershipRow(shown)
    versions = shown.versions
    hooks.on_record.ask(shown)
    found = hooks.panels(partnership=shown, versions=versions, membership=request.membership, today=today)
    panels = sorted(found, key=lambda panel: panel.order)
    may_form = can_form_partnership(request.user, shown)
    may_write = request.membership.may("write_agreement") and shown.ended_on is None
    sees_talks = request.membership.may("log_dialogue")
    own = own_panels(shown, versions, row.coming, may_write=may_write, sees_talks=sees_talks)
    groups = aside_groups([*own, *found])
    marks = marks_of(shown)
    context = {
        "partnership": shown,
        "row": row,
        "facts": key_facts(row, today, None if row.model else latest_decision(shown), marks),
        "actions": [panel.context for panel in panels if panel.place == "act"]
        + actions(row, may_form=may_form, may_write=may_write),
        "warnings": shown_warnings(warnings(shown, today), shown, may_form=may_form),
        "settled": settled_warnings(shown, may_form=may_form),
        "events": timeline(shown, versions, today),
        "main_panels": [panel for panel in panels if panel.place == "main"],
        "groups": groups,
        "jumps": jumps(groups),
        "partners": partner_rows(row),
        "elsewhere": said_elsewhere(row),
        "fiche": fiche_rows(shown, marks),
        "may_form": may_form,
    }
    return render(request, "partnerships/portfolio/partnership_detail.html", context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def partnership_new(request: HttpRequest) -> HttpResponse:
    form = PartnershipForm(posted(request), membership=request.membership)
    if request.method == "POST" and form.is_valid():
        new = create_partnership(service=request.membership.service, by=Actor.user(request.user), **form.values())
        messages.success(
            request, _("The partnership has been created. Complete the self-examination before you name partners.")
        )
        return redirect("partnerships:examination", new.pk)
    return form_page(request, "partnerships/portfolio/partnership_form.html", form, {})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def partnership_change(request: HttpRequest, pk: int) -> HttpResponse:
    known = partnership_to_form(request, pk)
    title = known.title
    form = PartnershipChangeForm(posted(request), instance=known, membership=request.membership)
    if request.method == "POST" and form.is_valid():
        try:
            change_partnership(partnership=known, by=Actor.user(request.user), **form.values())
        except Conflict as conflict:
            now = PartnershipChangeForm(instance=conflict.theirs, membership=request.membership)
            return conflict_page(request, form, now, {"here": title, "crumbs": []})
        messages.success(request, _("The partnership has been saved."))
        return redirect("partnerships:partnership", known.pk)
    context = {"partnership": known, "title": title}
    return form_page(request, "partnerships/portfolio/partnership_form.html", form, context)
