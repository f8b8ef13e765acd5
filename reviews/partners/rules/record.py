"""What the signed text says of one partner, and which objectives it reports on (R8, A4)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from partnerships.agreements.rules.chapters import contribution_words
from partnerships.drafting.rules.text import AgreementText, ContributionText, ResponsibilityText
from pes_partnerships.lib.dates import display_date


@dataclass(frozen=True)
class RecordLine:
    """`key` is the same while the words are the same: what was answered keeps to its line in a new version."""

    key: str
    text: str
    source: str
    language: str = ""
    known: str = ""
    is_late: bool = False
    is_action: bool = False


def commitments_of(text: AgreementText, participation: int) -> Iterator[RecordLine]:
    """Its responsibilities, then its contributions, in the order and words of the text."""
    parties = [party for party in text.parties if party.participation == participation]
    keys, names = {party.key for party in parties}, [party.name for party in parties]
    for duty in text.responsibilities:
        if duty.owner in keys:
            yield RecordLine(duty_key(duty), duty.text, _("Responsibility"), text.language)
    for row in text.contributions:
        if any(f", {name}, " in f", {row.giver}, " for name in names):
            yield RecordLine(gift_key(row), contribution_words(row), _("Contribution"), text.language)


def action_line(pk: int, text: str, due_on: date, today: date) -> RecordLine:
    """An agreed action that is this partner's, and still open."""
    late = due_on < today
    known = _("Nothing says that it was done.") if late else ""
    source = _("Corrective action, due on %(day)s") % {"day": display_date(due_on)}
    return RecordLine(f"action-{pk}", text, source, known=known, is_late=late, is_action=True)


def known_late(line: RecordLine, since: date | None) -> RecordLine:
    """The line, with what is known where a task of the commitment is late since a day."""
    if since is None:
        return line
    known = _("It was due on %(day)s, and nothing says that it was done.") % {"day": display_date(since)}
    return replace(line, known=known, is_late=True)


def duty_key(duty: ResponsibilityText) -> str:
    return line_key("duty", duty.text)


def gift_key(row: ContributionText) -> str:
    said = f"{row.giver} {row.kind.code} {row.description} {row.amount} {row.share} {row.period}"
    return line_key("gift", said)


def line_key(kind: str, words: str) -> str:
    return f"{kind}-{hashlib.sha256(words.encode()).hexdigest()[:10]}"
