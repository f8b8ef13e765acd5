"""The template from which local agreements are made: what of the umbrella is passed down, and how (A18)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.drafting.services.wording import agreement_text
from partnerships.shared.views.found import partnership_to_form
from partnerships.umbrella.forms import TemplateForm
from partnerships.umbrella.rules.passing import Passing, proposed
from partnerships.umbrella.services.templates import make_template, newest_template, umbrella_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def local_template(request: HttpRequest, pk: int) -> HttpResponse:
    """A new edition; it starts from the last one, or from what the text itself suggests."""
    partnership = partnership_to_form(request, pk)
    umbrella = umbrella_of(partnership)
    if umbrella is None:
        messages.info(
            request, _("Local agreements are made under a text that is signed or in force. There is none yet.")
        )
        return not_saved(redirect("partnerships:partnership", pk))
    text, last = agreement_text(umbrella), newest_template(partnership)
    passing = Passing(last.parts, last.objectives) if last and last.umbrella_id == umbrella.pk else proposed(text)
    form = TemplateForm(posted(request), text=text, passing=passing)
    if request.method == "POST" and form.is_valid():
        said = form.passing
        made = make_template(umbrella=umbrella, parts=said.parts, objectives=said.objectives, user=request.user)
        messages.success(request, _("Template %(number)s has been made.") % {"number": made.number})
        return redirect("partnerships:local_texts", pk)
    context = {"partnership": partnership, "umbrella": umbrella, "last": last}
    return form_page(request, "partnerships/umbrella/local_template.html", form, context)
