"""Give a claimed mail its words, as they are right at this moment (docs/decisions/0022)."""

from datetime import datetime

from django.db import transaction

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.letters import known_composers

from .queue import in_words


@transaction.atomic
def compose(mail: OutboxMail, now: datetime) -> bool:
    """Whether the mail is to be sent: False where its composer has nothing to say any more, and for a lost claim.

    What the composer writes down about a mail that does not go stands or falls with the state of the mail.
    """
    letter = known_composers.of(mail.kind)(mail, now)
    changed = in_words(letter, key=mail.pk, service=mail.service, secrets=letter.secrets) if letter else withdrawn()
    if not OutboxMail.objects.ours(mail).update(**changed):
        transaction.set_rollback(True)  # another worker took the mail over: it decides
        return False
    for name, value in changed.items():
        setattr(mail, name, value)
    if letter:
        mail.secrets = dict(letter.secrets)
    return letter is not None


def withdrawn() -> dict[str, object]:
    """The key is free again: what was withdrawn may have to be said after all."""
    return {
        "state": OutboxMail.State.WITHDRAWN, "claim": None, "claimed_at": None, "secrets": {}, "dedupe_key": None,
        "last_error": "",
    }  # fmt: skip
