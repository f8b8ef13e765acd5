"""The page behind the link in the mail: reading, signing, declining, without an account (S2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.agreements.services.changes import told_changes
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Accession, SigningRequest
from partnerships.shared.views.annexes import annex_answer
from partnerships.signing.forms.signing import DeclineForm, EndedMandate, SignForm
from partnerships.signing.rules.links import KEPT, LinkState
from partnerships.signing.services.links import link_behind, link_now
from partnerships.signing.services.notice import notice_of_previous
from partnerships.signing.services.signing import LinkUnusable, decline, note_opened, sign
from pes_partnerships.lib.form_pages import form_page

from .before_signing import before_signing
from .links import behind_link, note_answered, state_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the exact text; a confirming POST signs it or declines. A link that ended says what is the case."""
    return behind_link(request, token, lambda signing: _page(request, signing))


def _page(request: HttpRequest, signing: SigningRequest) -> HttpResponse:
    now = link_now(signing)
    if now.state == LinkState.OPEN:
        try:
            return _answer(request, signing) if request.method == "POST" else _show(request, signing)
        except LinkUnusable:  # it ended while this was read: a second click, a recall, the end of the day
            now = link_now(link_behind(request.resolver_match.kwargs["token"]))
    if request.method == "POST" and now.state in KEPT:
        return _to_the_link(request)
    return state_page(request, now)


def _to_the_link(request: HttpRequest) -> HttpResponse:
    return redirect("partnerships:sign", token=request.resolver_match.kwargs["token"])


@never_cache
@require_safe
def sign_annex(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The file of an annex to the text that the link is for: it is signed with it."""
    return behind_link(request, token, lambda signing: _annex(request, signing, pk))


def _annex(request: HttpRequest, signing: SigningRequest, pk: int) -> HttpResponse:
    if link_now(signing).state != LinkState.OPEN:
        return _to_the_link(request)
    return annex_answer(get_object_or_404(signing.agreement.annexes, pk=pk))


def _form(signing: SigningRequest, *typed: QueryDict, **values: Any) -> SignForm:
    return SignForm(*typed, named=named_in(signing), ended=_ended(signing), **values)


def _ended(signing: SigningRequest) -> EndedMandate | None:
    """Where the mandate on record holds no more on the day of signature."""
    contact = signing.signatory.contact
    if contact.mandate_until is None or contact.mandate_until >= timezone.localdate():
        return None
    return EndedMandate(signing.mandate, contact.mandate_until)


def named_in(signing: SigningRequest) -> str:
    """Who was asked by name; nobody, where any person with a mandate may sign for the party."""
    return "" if signing.party.any_person else signing.name


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
    named = named_in(signing)
    known = {"name": signing.name, "office_held": signing.office_held, "mandate": signing.mandate} if named else {}
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
        "form": form or _form(signing, initial={**known, "text_sha256": agreement.snapshot_sha256}),
        "refusal": refusal or DeclineForm(initial={"name": named}, prefix="decline"),
        "changed": changed,
        "files": agreement.annexes.exclude(file=""),
        "token": request.resolver_match.kwargs["token"],
        **before_signing(signing, text, timezone.now()),
    }
    if changed:
        return render(request, "partnerships/signing/sign.html", context, status=409)
    return form_page(request, "partnerships/signing/sign.html", None, context, keeps=False)


def _answer(request: HttpRequest, signing: SigningRequest) -> HttpResponse:
    if "decline" in request.POST:
        return _decline(request, signing)
    form = _form(signing, request.POST)
    if not form.is_valid():
        return _show(request, signing, form=form)
    try:
        sign(request=signing, **form.values())
    except TextChanged:
        # the words that were typed stay, with the hash of the text that is shown now
        typed = request.POST.copy()
        typed["text_sha256"] = signing.agreement.snapshot_sha256
        typed.pop("confirmed", None)
        return _show(
            request,
            signing,
            form=_form(signing, initial=typed.dict()),
            changed=True,
        )
    return _done(request, signing)


def _decline(request: HttpRequest, signing: SigningRequest) -> HttpResponse:
    refusal = DeclineForm(request.POST, prefix="decline")
    if not refusal.is_valid():
        return _show(request, signing, refusal=refusal)
    try:
        decline(request=signing, name=refusal.cleaned_data["name"], reason=refusal.cleaned_data["reason"])
    except TextChanged:
        return _show(request, signing, refusal=refusal, changed=True)
    return _done(request, signing)


def _done(request: HttpRequest, signing: SigningRequest) -> HttpResponse:
    """The link itself shows the receipt from now on: after Back, a second click, and when the mail is opened again."""
    note_answered(request, signing)
    return _to_the_link(request)
