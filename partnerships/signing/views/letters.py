"""A letter with a code: printed by the manager, and the page on which its reader types the code (S2)."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scopes_disabled

from partnerships.models import Agreement, Signatory, SigningRequest
from partnerships.shared.views.drafts import crumbs_of
from partnerships.signing.forms.letters import CodeForm, LetterForm
from partnerships.signing.services.asking import may_be_asked
from partnerships.signing.services.letters import letter_number, link_of_code, print_letter, printable
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .letter_paper import letter_of
from .signatures import visible_signatory

ANYWHERE = "every letter"  # wrong codes name no service: all are counted together


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def signatory_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a letter, and fetch the one that was made as long as nobody has opened its link."""
    signatory = visible_signatory(request, pk)
    party = signatory.party
    if not may_be_asked(signatory, party.agreement):
        messages.info(request, _("This party has already signed, or the text is not out for signature."))
        return not_saved(redirect("partnerships:signatures", party.agreement_id))
    newest = signatory.signing_requests.filter(closed_at=None).last()
    form = LetterForm(posted(request), initial={"posted_to": _address(signatory)})
    if request.method == "POST" and form.is_valid():
        try:
            print_letter(signatory=signatory, by=Actor.user(request.user), **form.cleaned_data)
        except MoveRefused:
            form.add_error(None, _("This party has already signed, or the text is not out for signature."))
        else:
            messages.success(request, _("The letter is ready. Whatever was sent before stops working."))
            return redirect("partnerships:signatory_letter", pk)
    letter = newest if newest and printable(newest, timezone.now()) else None
    context = {
        "agreement": party.agreement,
        "party": party,
        "signatory": signatory,
        "letter": letter,
        "number": letter_number(letter) if letter else 0,
        "newest": newest,
        "crumbs": crumbs_of(party.agreement),
    }
    return form_page(request, "partnerships/signing/signatory_letter.html", form, context)


def _address(signatory: Signatory) -> str:
    organisation = signatory.party.participation.organisation
    service = signatory.party.agreement.partnership.service
    country = organisation.country.name if organisation.country and organisation.country != service.country else ""
    place = f"{organisation.postcode} {organisation.place}".strip()
    return "\n".join(line for line in (organisation.street, place, country) if line)


@role_required("send_agreement")
@require_safe
@never_cache
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    rows = SigningRequest.objects.filter(agreement__in=Agreement.objects.visible_to(request.membership))
    related = ("agreement__partnership__service", "party__participation__organisation", "signatory__contact")
    letter = get_object_or_404(rows.select_related(*related), pk=pk)
    if not printable(letter, timezone.now()):
        raise Http404
    response = HttpResponse(letter_of(letter).content, content_type="application/pdf")
    name = _("letter-%(number)s-%(party)s.pdf") % {"number": letter.agreement.number, "party": letter.party_id}
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_page(request: HttpRequest) -> HttpResponse:
    """The code leads to the page of its link. Wrong ones are alike, and slowed down; a right one costs nothing."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _is_slowed(request):
            return _page(request, form, is_slowed=True, status=429)
        with scopes_disabled():
            token = link_of_code(form.cleaned_data["code"])
        if token:
            return redirect("partnerships:sign", token=token)
        _count_wrong(request)
        form.add_error("code", _("No letter has this code, or it is no longer kept. Compare each character."))
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, form: CodeForm, *, is_slowed: bool = False, status: int = 200) -> HttpResponse:
    context = {"form": form, "is_slowed": is_slowed, "is_refused": status == 422}
    return render(request, "partnerships/signing/letter_page.html", context, status=status)


def _is_slowed(request: HttpRequest) -> bool:
    if not consume(request, action="letter_code", dry_run=True):
        return True
    many = not consume(request, action="letter_code_anywhere", key=ANYWHERE, dry_run=True)
    return many and not consume(request, action="letter_code_slowed", dry_run=True)


def _count_wrong(request: HttpRequest) -> None:
    consume(request, action="letter_code")
    consume(request, action="letter_code_slowed")
    consume(request, action="letter_code_anywhere", key=ANYWHERE)
