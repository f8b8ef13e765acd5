"""What a link to sign shows when there is nothing to sign with it: each state has its own page (S2)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_scopes import scope, scopes_disabled

from partnerships.access import managers_of
from partnerships.models import SigningRequest
from partnerships.signing.forms.letters import CodeForm
from partnerships.signing.rules.links import KEPT, LinkState, hidden_address
from partnerships.signing.services.links import LinkNow, LinkUnknown, link_behind, send_again

ANSWERED_KEY = "answered_links"  # the requests that this browser answered: it sees the whole receipt
MOST_ANSWERED = 50


def behind_link(request: HttpRequest, token: str, answer: Callable[[SigningRequest], HttpResponse]) -> HttpResponse:
    """`answer` in the scope, by the clock of the service and in the language of the person; unknown links are alike."""
    try:
        with scopes_disabled():  # the link names its one document, and through it the service
            found = link_behind(token)
    except LinkUnknown:
        return render(request, "partnerships/signing/link_unknown.html", {"code_form": CodeForm()}, status=404)
    with _for_its_person(found):
        return answer(found)


@contextmanager
def _for_its_person(signing: SigningRequest) -> Iterator[None]:
    service = signing.agreement.partnership.service
    clock = timezone.override(service.zone)
    with scope(service=service), clock, translation.override(signing.language):
        yield


def note_answered(request: HttpRequest, signing: SigningRequest) -> None:
    earlier = [key for key in request.session.get(ANSWERED_KEY, []) if key != signing.pk]
    request.session[ANSWERED_KEY] = [*earlier, signing.pk][-MOST_ANSWERED:]


def state_page(request: HttpRequest, now: LinkNow) -> HttpResponse:
    signing, agreement = now.request, now.request.agreement
    managers = managers_of(agreement.partnership)
    context = {
        "now": now,
        "signing": signing,
        "agreement": agreement,
        "heading": _heading(now.state),
        "is_own": signing.pk in request.session.get(ANSWERED_KEY, []),
        "address": hidden_address(signing.email),
        "manager": managers[0] if managers else None,
        "is_same_text": agreement.snapshot_sha256 == signing.text_sha256,  # else a draft may be called otherwise by now
        "token": request.resolver_match.kwargs["token"],
    }
    return render(request, "partnerships/signing/link_state.html", context, status=200 if now.state in KEPT else 410)


def _heading(state: LinkState) -> str:
    return {
        LinkState.SIGNED: _("You have signed"),
        LinkState.SET_ASIDE: _("A further signature is needed"),
        LinkState.WITHDRAWN: _("The text was recalled after it was signed"),
        LinkState.PAPER: _("Signed on paper for your organisation"),
        LinkState.COPY: _("Signed electronically for your organisation"),
        LinkState.OTHERWISE: _("Already signed for your organisation"),
        LinkState.DECLINED: _("You have declined"),
        LinkState.RECALLED: _("The text has been recalled"),
        LinkState.NEWER: _("A newer link was sent"),
        LinkState.OTHER_PERSON: _("Another person signs now"),
        LinkState.EXPIRED: _("This link has expired"),
        LinkState.CLOSED: _("This text is no longer open for signature"),
    }[state]


@never_cache
@require_POST
def sign_again(request: HttpRequest, token: str) -> HttpResponse:
    """From an ended link: a new one goes to its own address. Whatever came of it, the answer is the same."""
    with scopes_disabled():
        try:
            found = link_behind(token)
        except LinkUnknown:
            found = None
    if found is not None:
        with _for_its_person(found):
            send_again(request=found)
    return redirect("partnerships:sign", token=token)
