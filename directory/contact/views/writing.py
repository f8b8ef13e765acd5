"""The page on which anybody writes to the people of an entry, and what it says afterwards (D3)."""

from datetime import datetime

from allauth.core import ratelimit
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from directory.contact.forms.writing import WriteAsManagerForm, WriteForm
from directory.contact.rules.guarding import Age, age_of, network_of
from directory.contact.services.writing import SenderBlocked, write_as_manager, write_message
from directory.correspondence.access import has_owner, own_entries
from directory.correspondence.services import scope_of
from directory.models import Entry, ExchangeVisit
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.links import keyed_hash
from pes_partnerships.lib.web.proxy import client_address

PAGE = "directory/contact/write.html"
SIGNER = signing.Signer(salt="directory.contact.opened")


def public_entry(slug: str) -> Entry:
    return get_object_or_404(Entry.objects.published().select_related("service", "partnership"), slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """One form for everybody. What a robot sends is answered as everything else is, and goes nowhere."""
    entry, now = public_entry(slug), timezone.now()
    if request.membership and request.membership.role == Role.MANAGER:
        return _as_manager(request, entry)
    form = WriteForm(posted(request), entry=entry, initial={"language": get_language()})
    age = age_of(opened_at(request.POST.get("opened", ""), entry), now)
    if request.method == "POST" and form.is_valid():
        if age == Age.OLD and not form.is_of_robot:
            form.add_error(None, _("This page was opened more than a day ago. Check your message and send it again."))
        else:
            if age == Age.RIGHT and not form.is_of_robot and _is_within_limits(request, form):
                with scope_of(entry):
                    write_message(entry=entry, letter=form.letter())
            return redirect("directory:written", slug)
    keeps = request.method == "POST" and age != Age.OLD
    context = _context(entry) | {
        "opened": request.POST["opened"] if keeps and "opened" in request.POST else sign_now(entry)
    }
    return form_page(request, PAGE, form, context, keeps=False)


def _as_manager(request: HttpRequest, entry: Entry) -> HttpResponse:
    own = own_entries(request.membership)
    form = WriteAsManagerForm(posted(request), entry=entry, own=own)
    if request.method == "POST" and form.is_valid():
        service = request.membership.service
        letter = form.letter_of(request.user, str(service), str(service.country))
        try:
            if ratelimit.consume(request, action="message_account", key=keyed_hash(f"account {request.user.pk}")):
                with scope_of(entry):
                    message = write_as_manager(
                        entry=entry, letter=letter, person=request.user, membership=request.membership,
                        own_entry=form.cleaned_data["own_entry"],
                    )  # fmt: skip
                return redirect("directory:message", message.pk)
            form.add_error(None, _("You have sent many messages today. Send this one tomorrow."))
        except SenderBlocked:
            words = _("Messages from your address are blocked. Ask a directory admin to allow them again.")
            form.add_error(None, words)
    return form_page(request, PAGE, form, _context(entry) | {"is_manager": True})


@require_safe
def written(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody, whatever was typed."""
    return render(request, "directory/contact/written.html", {"entry": public_entry(slug)})


def _context(entry: Entry) -> dict[str, object]:
    return {"entry": entry, "has_owner": has_owner(entry), "visits": ExchangeVisit.objects.shown_on(entry)[:3]}


def _is_within_limits(request: HttpRequest, form: WriteForm) -> bool:
    """So many a day of one address and of one network, counted by keyed hashes; to an entry: when confirmed."""
    counted = {
        "message_sender": form.cleaned_data["email"],
        "message_network": network_of(client_address(request)),
    }
    return all(ratelimit.consume(request, action=action, key=keyed_hash(of)) for action, of in counted.items())


def sign_now(entry: Entry) -> str:
    return SIGNER.sign_object([entry.pk, timezone.now().timestamp()])


def opened_at(signed: str, entry: Entry) -> datetime | None:
    """When this page of this entry was opened; None where it is not one of ours."""
    try:
        of, at = SIGNER.unsign_object(signed)
    except (signing.BadSignature, ValueError):
        return None
    return datetime.fromtimestamp(at, tz=timezone.get_current_timezone()) if of == entry.pk else None
