"""The notice of termination that runs while a version is written or signed (A16)."""

from partnerships.models import Agreement, TerminationNotice
from partnerships.signing.rules.notice import notice_words


def notice_of_previous(agreement: Agreement) -> str:
    """What it means for this version, in a sentence; empty where no notice runs."""
    if agreement.previous_id is None:
        return ""
    notice = TerminationNotice.objects.running().filter(agreement=agreement.previous_id).first()
    return notice_words(agreement.kind, notice.last_day) if notice else ""
