"""The demo's mailbox: what Django's file-based mail backend wrote, read back. Nothing of it is trusted."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from pes_partnerships.lib.dates import display_datetime

RULER = b"\n" + b"-" * 79 + b"\n"  # what the backend writes after each message of a file


@dataclass(frozen=True)
class DemoMail:
    """One message; `number` counts from the oldest, so that an address stays with its mail."""

    number: int
    subject: str
    sender: str
    to: str
    at: datetime | None
    message_id: str
    text: str
    attachments: tuple[str, ...]

    @property
    def sent(self) -> str:
        """The time of sending as the reader's language writes it."""
        return display_datetime(self.at) if self.at else ""


def read_mailbox(folder: str | Path) -> list[DemoMail]:
    """Every message in the folder, newest first; a folder that is not there yet is an empty mailbox."""
    files = sorted(Path(folder).glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    raw = [part for path in files for part in path.read_bytes().split(RULER) if part.strip()]
    return [_read(number, part) for number, part in enumerate(raw, start=1)][::-1]


def _read(number: int, raw: bytes) -> DemoMail:
    message = message_from_bytes(raw.lstrip(b"\n"), policy=policy.default)
    return DemoMail(
        number=number,
        subject=str(message["Subject"] or "").strip(),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        at=_date(message),
        message_id=str(message["Message-ID"] or ""),
        text=_text(message),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _date(message: EmailMessage) -> datetime | None:
    """Django writes the zone -0000, "in UTC, from a place unknown": Python reads that as no zone at all."""
    at = message["Date"].datetime if message["Date"] else None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    return body.get_content() if body else ""
