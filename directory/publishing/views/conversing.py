"""A manager reads what a directory admin asked about a proposal, and answers (D4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.models import Proposal
from directory.publishing.forms.words import ReplyForm
from directory.publishing.services.conversing import say, thread_of
from partnerships.models import Partnership
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("propose_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.visible_to(request.membership).select_related("service"), pk=pk)
    waiting = Proposal.objects.waiting().filter(partnership=partnership).select_related("partnership__service").first()
    form = ReplyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if waiting is not None and _said(waiting, request, form.cleaned_data["text"]):
            messages.success(request, _("Your answer was sent."))
            return redirect("directory:comments", pk)
        form.add_error(None, _("The proposal has been decided meanwhile. Nothing was sent."))
    context = {"partnership": partnership, "waiting": waiting, "thread": thread_of(partnership)}
    return form_page(request, "directory/publishing/comments.html", form, context)


def _said(proposal: Proposal, request: HttpRequest, text: str) -> bool:
    try:
        say(proposal=proposal, by=Actor.user(request.user), text=text, is_admin=False)
    except MoveRefused:
        return False
    return True
