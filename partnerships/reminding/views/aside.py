"""The page on which somebody sets reminders of one thing aside; their mail leads to it (N1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import GivenReminder, Partnership
from partnerships.reminding.forms import AsideForm
from partnerships.reminding.rules.kinds import known_kinds
from partnerships.reminding.services.aside import is_set_aside, set_aside
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted


@role_required("set_reminder_aside")
@require_http_methods(["GET", "POST"])
@once
def reminder_aside(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Partnership.objects.visible_to(request.membership)
    rows = GivenReminder.objects.select_related("partnership", "service").filter(partnership__in=seen)
    given = get_object_or_404(rows, pk=pk)
    kind = known_kinds.get(given.kind)
    told = kind.tell([given.subject], timezone.localdate()).get(given.subject) if kind else None
    home = reverse("partnerships:partnership", args=[given.partnership_id])
    if told is None or is_set_aside(given):
        said = _("No further reminders are sent: it was set aside, or nothing is to be done any more.")
        messages.info(request, said)
        return not_saved(redirect(home))
    form = AsideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        set_aside(given=given, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("No further reminders of it are sent, unless its day is moved."))
        return redirect(home)
    context = {
        "given": given,
        "told": told,
        "here": _("Set reminders aside"),
        "crumbs": [{"url": home, "label": given.partnership.title}],
    }
    return form_page(request, "partnerships/reminding/aside.html", form, context)
