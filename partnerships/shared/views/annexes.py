"""The file of an annex as an answer: for those who write it, sign it or comment on it (A15)."""

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse

from partnerships.models import Annex
from partnerships.shared.services.annexes import annex_content


def annex_answer(annex: Annex) -> HttpResponse:
    """As an attachment; missing where there is no file, or the stored one is not the one that was added."""
    content = annex_content(annex)
    if content is None:
        raise Http404
    return FileResponse(ContentFile(content), as_attachment=True, filename=annex.file_name)
