"""The demo's mailbox, so that a trial run can follow its mails without a mail server."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pes_partnerships.outbox.services.mailbox import DemoMail, read_mailbox

MAILS_A_PAGE = 50


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(_demo_mails(), MAILS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/mailbox_list.html", {"page": page})


@require_safe
def mailbox_message(request: HttpRequest, number: int) -> HttpResponse:
    mail = next((each for each in _demo_mails() if each.number == number), None)
    if mail is None:
        raise Http404(_("There is no mail with this number."))
    crumbs = [{"url": reverse("outbox:mailbox"), "label": _("Demonstration mailbox")}]
    return render(request, "outbox/mailbox_detail.html", {"mail": mail, "crumbs": crumbs})


def _demo_mails() -> list[DemoMail]:
    """Only where mails are written to a folder for everybody to see; elsewhere the page does not exist."""
    if not settings.DEMO:
        raise Http404
    return read_mailbox(settings.EMAIL_FILE_PATH)
