"""The page behind the link of a contact person: agree, decline, or take it back, without an account (D3, D4)."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.consenting.rules import agreed_words
from directory.consenting.services.asking import answer, can_be_answered, consent_of, take_back
from directory.entries.services import entry_of
from directory.models import ContactConsent
from directory.rules.vocabulary import ConsentAnswer
from partnerships.access import Managers
from pes_partnerships.lib.moves import MoveRefused
from reviews.shared.guards import behind_link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """GET and HEAD show and change nothing: who looks through mail for links agrees to nothing."""
    return behind_link(request, token, consent_of, lambda found: _answer(request, token, found))


def _answer(request: HttpRequest, token: str, found: ContactConsent) -> HttpResponse:
    words = agreed_words(
        name=found.name,
        email=found.email,
        organisation=found.organisation,
        partnership=found.partnership.title,
        ends_on=found.ends_on,
    )
    if request.method == "POST":
        _do(request.POST.get("act", ""), found, words)
        return redirect("directory:consent", token)
    context = {
        "consent": found,
        "partnership": found.partnership,
        "words": words,
        "is_given": found.answer == ConsentAnswer.YES and found.taken_back_at is None,
        "may_agree": can_be_answered(found, timezone.now()),
        "entry": entry_of(found.partnership),
        "asks": Managers(found.partnership.service_id).named(found.partnership),
    }
    return render(request, "directory/consenting/consent.html", context)


def _do(act: str, found: ContactConsent, words: list[str]) -> None:
    """What the button says; what can no longer be done is said by the page that is shown again."""
    with suppress(MoveRefused):
        if act == "take_back":
            take_back(consent=found)
        elif act in ConsentAnswer:
            answer(consent=found, agrees=act == ConsentAnswer.YES, words=words)
