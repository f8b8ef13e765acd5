"""Bringing a local draft to the newest template: first what would change, then the act (A18)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import LocalText, Partnership
from partnerships.umbrella.services.bringing import bring_to_newest, draft_of, what_it_brings
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def local_text_bring(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Partnership.objects.visible_to(request.membership)
    rows = LocalText.objects.filter(umbrella__in=visible, partnership__in=visible)
    related = ("umbrella__service", "office", "organisation", "partnership", "template")
    local = get_object_or_404(rows.select_related(*related), pk=pk)
    draft = draft_of(local)
    if draft is None:
        messages.info(request, _("There is no draft here. A text that went out is not changed; recall it first."))
        return not_saved(redirect("partnerships:local_texts", local.umbrella_id))
    template, bringing = what_it_brings(local)
    if template is None:
        messages.info(request, _("There is no template of an umbrella that is in force."))
        return not_saved(redirect("partnerships:local_texts", local.umbrella_id))
    if request.method == "POST":
        try:
            edition = row_key(request.POST.get("edition", "")) or 0
            bring_to_newest(local=local, edition=edition, by=Actor.user(request.user))
        except MoveRefused:
            messages.error(request, _("A newer template was made in the meantime. Read what it brings, then confirm."))
            return not_saved(redirect("partnerships:local_text_bring", pk))
        messages.success(request, _("The draft follows template %(number)s now.") % {"number": template.number})
        return redirect("partnerships:agreement", draft.pk)
    context = {"local": local, "draft": draft, "template": template, "bringing": bringing}
    return render(request, "partnerships/umbrella/local_text_bring.html", context)
