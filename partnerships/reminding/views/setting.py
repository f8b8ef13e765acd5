"""The pages on which a service administrator sets reminders; who is reminded can read them (N1)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.reminding.forms import PlanForm, SettingsForm
from partnerships.reminding.rules.kinds import Kind, known_kinds
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.plans import Plans, known_settings
from partnerships.reminding.services.setting import change_plan, change_settings
from partnerships.rules.reminding import Asks
from partnerships.shared.forms.seen import with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.day_lists import as_typed
from pes_partnerships.lib.form_pages import form_page, posted


@role_required("read_reminders")
@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """All kinds with their plans in this service, as they hold now."""
    service, may_set = request.membership.service, request.membership.may("set_reminders")
    plans, settings = Plans(service), known_settings(service)
    kinds = sorted(known_kinds, key=lambda kind: str(kind.label))
    columns = [
        _("What is due"), _("Days before the due date"), _("Who is reminded"), _("Manager too"), _("Head too"),
        _("Then again"),
    ]  # fmt: skip
    context = {
        "service": service,
        "settings": settings,
        "may_set": may_set,
        "columns": [{"label": label} for label in columns],
        "rows": [_row(kind, plans.of(kind), may_set) for kind in kinds],
    }
    return render(request, "partnerships/reminding/reminders.html", context)


def _row(kind: Kind, plan: Plan, may_set: bool) -> list[Any]:
    name = {"text": str(kind.label), "url": reverse("partnerships:reminder_rule", args=[kind.code]) if may_set else ""}
    if not plan.is_on:
        return [name, _("No reminders are sent."), "", "", "", ""]
    asks = pgettext("reminders", "Who decides it") if kind.deciders else Asks(plan.asks).label
    days, again = as_typed(plan.lead_days).replace("-", "−"), _again(plan, ends_at_due=kind.ends_at_due)
    asks_manager = plan.manager_after is None and plan.asks != Asks.OFFICE and not kind.deciders
    manager = pgettext("reminders", "from the beginning") if asks_manager else _after(plan.manager_after)
    return [name, days, str(asks), manager, _after(plan.head_after), again]


def _after(days: int | None) -> str:
    if days is None:
        return pgettext("reminders", "never")
    if days < 0:
        return ngettext("%(days)s day before", "%(days)s days before", -days) % {"days": -days}
    return ngettext("%(days)s day after", "%(days)s days after", days) % {"days": days}


def _again(plan: Plan, *, ends_at_due: bool) -> str:
    late = [stage for stage in plan.stages(ends_at_due=ends_at_due) if stage < 0]
    if not late:
        return pgettext("reminders", "never")
    most = ngettext("%(count)s reminder at most", "%(count)s reminders at most", plan.most) % {"count": plan.most}
    if not plan.every:
        return most
    every = ngettext("every day", "every %(count)s days", plan.every) % {"count": plan.every}
    return f"{every}, {most}"


@role_required("set_reminders")
@require_http_methods(["GET", "POST"])
def reminder_rule(request: HttpRequest, kind: str) -> HttpResponse:
    service, found = request.membership.service, known_kinds.get(kind)
    if found is None:
        raise Http404(_("There are no reminders of this kind."))
    form = PlanForm(posted(request), kind=found, plan=Plans(service).of(found))
    if request.method == "POST" and form.is_valid():
        try:
            values = with_seen(form, {"plan": form.chosen})
            change_plan(service=service, kind=found, by=Actor.user(request.user), **values)
        except Conflict as conflict:
            return conflict_page(request, form, PlanForm(kind=found, plan=conflict.theirs), _here(str(found.label)))
        messages.success(request, _("Saved. This applies to reminders from now on."))
        return redirect("partnerships:reminders")
    return form_page(request, "partnerships/reminding/rule.html", form, {"kind": found, **_here(str(found.label))})


@role_required("set_reminders")
@require_http_methods(["GET", "POST"])
def reminder_settings(request: HttpRequest) -> HttpResponse:
    service = request.membership.service
    form = SettingsForm(posted(request), service=service, kept=known_settings(service))
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(service=service, by=Actor.user(request.user), **with_seen(form, form.cleaned_data))
        except Conflict as conflict:
            theirs = SettingsForm(service=service, kept=conflict.theirs)
            return conflict_page(request, form, theirs, _here(_("Head of the service and hours")))
        messages.success(request, _("Saved. This applies to reminders from now on."))
        return redirect("partnerships:reminders")
    return form_page(request, "partnerships/reminding/settings.html", form, _here(_("Head of the service and hours")))


def _here(name: str) -> dict[str, Any]:
    return {"here": name, "crumbs": [{"url": reverse("partnerships:reminders"), "label": _("Reminders")}]}
