"""The page behind the link in the mail: reading, signing, declining, without an account (S2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope, scopes_disabled

from partnerships.agreements.services.changes import told_changes
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Accession, SigningRequest
from partnerships.shared.views.annexes import annex_answer
from partnerships.signing.forms import DeclineForm, SignForm
from partnerships.signing.services.notice import notice_of_previous
from partnerships.signing.services.signing import LinkUnusable, decline, note_opened, open_request, sign
from pes_partnerships.lib.form_pages import form_page

DONE_KEY = "signed_answer"


@never_cache
@require_http_methods(["GET", "POST"])
def sign_page(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the exact text; a confirming POST signs it or declines. Every unusable link gets one answer."""
    try:
        with scopes_disabled():  # the link names its one document, and through it the service
            signing = open_request(token)
        with scope(service=signing.agreement.partnership.service), translation.override(signing.language):
            return _answer(request, signing) if request.method == "POST" else _show(request, signing)
    except LinkUnusable:
        return unusable(request)


@never_cache
@require_safe
def sign_annex(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The file of an annex to the text that the link is for: it is signed with it."""
    try:
        with scopes_disabled():
            signing = open_request(token)
        with scope(service=signing.agreement.partnership.service):
            return annex_answer(get_object_or_404(signing.agreement.annexes, pk=pk))
    except LinkUnusable:
        return unusable(request)


def unusable(request: HttpRequest) -> HttpResponse:
    """Used, expired, taken back, of another document, or never sent: one and the same answer."""
    return render(request, "partnerships/signing/sign_unusable.html", status=410)


def _show(
    request: HttpRequest,
    signing: SigningRequest,
    form: SignForm | None = None,
    refusal: DeclineForm | None = None,
    changed: bool = False,
) -> HttpResponse:
    agreement = signing.agreement
    if request.method == "GET":
        note_opened(request=signing)
    known = {"name": signing.name, "office_held": signing.office_held, "mandate": signing.mandate}
    text = agreement_text(agreement)
    mine = text.party(signing.party_id)  # as frozen: the organisation may be called otherwise by now
    joins = Accession.objects.filter(party=signing.party_id, joined_on=None).first() if mine is None else None
    context = {
        "agreement": agreement,
        "signing": signing,
        "text": text,
        "told": told_changes(agreement, text),
        "notice": notice_of_previous(agreement),
        "mine": mine,
        "joins": joins,
        "my_duties": text.duties_of(signing.party_id),
        "my_objectives": [item for item in text.objectives if mine and item.owner == mine.name],
        "form": form or SignForm(initial={**known, "text_sha256": agreement.snapshot_sha256}),
        "refusal": refusal or DeclineForm(initial={"name": signing.name}, prefix="decline"),
        "changed": changed,
        "files": agreement.annexes.exclude(file=""),
        "token": request.resolver_match.kwargs["token"],
    }
    if changed:
        return render(request, "partnerships/signing/sign.html", context, status=409)
    return form_page(request, "partnerships/signing/sign.html", None, context, keeps=False)


def _answer(request: HttpRequest, signing: SigningRequest) -> HttpResponse:
    if "decline" in request.POST:
        return _decline(request, signing)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _show(request, signing, form=form)
    values = {name: form.cleaned_data[name] for name in ("name", "office_held", "mandate", "text_sha256")}
    try:
        sign(request=signing, **values)
    except TextChanged:
        # the words that were typed stay, with the hash of the text that is shown now
        typed = request.POST.copy()
        typed["text_sha256"] = signing.agreement.snapshot_sha256
        typed.pop("confirmed", None)
        return _show(request, signing, form=SignForm(initial=typed.dict()), changed=True)
    return _done(request, signing, "signed")


def _decline(request: HttpRequest, signing: SigningRequest) -> HttpResponse:
    refusal = DeclineForm(request.POST, prefix="decline")
    if not refusal.is_valid():
        return _show(request, signing, refusal=refusal)
    try:
        decline(request=signing, name=refusal.cleaned_data["name"], reason=refusal.cleaned_data["reason"])
    except TextChanged:
        return _show(request, signing, refusal=refusal, changed=True)
    return _done(request, signing, "declined")


def _done(request: HttpRequest, signing: SigningRequest, answer: str) -> HttpResponse:
    request.session[DONE_KEY] = {
        "answer": answer,
        "party": signing.party.name,
        "title": signing.agreement.title,
        "fingerprint": signing.agreement.fingerprint,
        "language": signing.language,
        "joins": signing.party.joined_later,
    }
    return redirect("partnerships:sign_done")


@never_cache
@require_safe
def sign_done(request: HttpRequest) -> HttpResponse:
    """What was done and what comes next; shown to the browser that did it."""
    answer = request.session.get(DONE_KEY)
    if not answer:
        return unusable(request)
    with translation.override(answer["language"]):
        title = _("You have signed") if answer["answer"] == "signed" else _("You have declined")
        return render(request, "partnerships/signing/sign_done.html", {"answer": answer, "title": title})
