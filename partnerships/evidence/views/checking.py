"""The public page that says what a document is. Nothing that is sent to it is kept (S3)."""

from zoneinfo import ZoneInfo

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partnerships.evidence.forms import FileForm, FingerprintForm
from partnerships.evidence.services.facts import agreement_facts
from partnerships.signing.services.verifying import verify_file, verify_fingerprint
from pes_partnerships.lib.form_pages import form_page

from .answers import Answer, answer_to

PAGE = "partnerships/evidence/check.html"
TOOLS = [
    ("Windows", "certutil -hashfile agreement.pdf SHA256"),
    ("macOS", "shasum -a 256 agreement.pdf"),
    ("Linux", "sha256sum agreement.pdf"),
]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_document(request: HttpRequest) -> HttpResponse:
    """Anybody may ask: with the file, or with its number and fingerprint. The answer stands above the forms."""
    by_file, by_fingerprint = FileForm(), FingerprintForm()
    if request.method != "POST":
        return render(request, PAGE, {"by_file": by_file, "by_fingerprint": by_fingerprint, "tools": TOOLS})
    if "number" in request.POST:
        asked = by_fingerprint = FingerprintForm(request.POST)
    else:
        asked = by_file = FileForm(request.POST, request.FILES)
    context = {"by_file": by_file, "by_fingerprint": by_fingerprint, "tools": TOOLS}
    if not asked.is_valid():
        return form_page(request, PAGE, asked, context, keeps=False)
    if not ratelimit.consume(request, action="check_document"):
        asked.add_error(None, _("Too many checks were asked for from your address. Try again in a minute."))
        return render(request, PAGE, {**context, "form": asked, "is_refused": True}, status=429)
    return render(request, PAGE, {**context, "answer": _answer(asked), "by_fingerprint": FingerprintForm()})


def _answer(asked: FileForm | FingerprintForm) -> Answer:
    if isinstance(asked, FileForm):
        upload = asked.cleaned_data["file"]
        verdict, name = verify_file(upload.read()), upload.name
    else:
        verdict, name = verify_fingerprint(asked.cleaned_data["number"], asked.cleaned_data["fingerprint"]), ""
    facts = agreement_facts(verdict)
    with timezone.override(ZoneInfo(facts.time_zone) if facts else timezone.get_current_timezone()):
        return answer_to(verdict, facts, file_name=name, at=timezone.now())
