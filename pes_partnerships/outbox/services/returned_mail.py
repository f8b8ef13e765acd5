"""Where returned mail lies: a maildir, or a mailbox behind IMAP. What is not ours is counted and left to people."""

import imaplib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pes_partnerships.outbox.rules.reports import MOST_BYTES

from .bounces import UNDERSTOOD, Returned

logger = logging.getLogger(__name__)
TakeIn = Callable[[bytes], Returned]
TIMEOUT = 30
AT_ONCE = 500  # messages in one run; a flood is worked off run by run


class SourceAway(RuntimeError):
    """The place cannot be read; the text says why."""


def from_maildir(folder: Path, take_in: TakeIn) -> Iterator[Returned]:
    """New messages move to cur/: as seen what was understood, unseen what a person may want to look at."""
    new, current = folder / "new", folder / "cur"
    if not (new.is_dir() and current.is_dir()):
        raise SourceAway(f"{folder} is no maildir: it has no folders new and cur.")
    for path in sorted(new.iterdir())[:AT_ONCE]:
        found = _taken(path.name, lambda path=path: _beginning(path), take_in)
        if found is None:
            continue
        if found != Returned.EARLY:
            path.rename(current / f"{path.name}:2,{'S' if found in UNDERSTOOD else ''}")
        yield found


def from_imap(url: str, take_in: TakeIn) -> Iterator[Returned]:
    """Unseen messages of the mailbox that the address names; each is marked as seen, none is removed."""
    with _mailbox(url) as mailbox:
        _status, [numbers] = mailbox.uid("SEARCH", "UNSEEN")
        for number in (numbers or b"").split()[:AT_ONCE]:
            found = _taken(number.decode(), lambda number=number: _fetched(mailbox, number), take_in)
            if found is None:
                continue
            if found != Returned.EARLY:
                mailbox.uid("STORE", number, "+FLAGS", r"(\Seen)")
            yield found


def _taken(name: str, read: Callable[[], bytes], take_in: TakeIn) -> Returned | None:
    """One message that cannot be read, or not be taken in, must not hold up the others: it stays where it is."""
    try:
        return take_in(read())
    except (imaplib.IMAP4.abort, SourceAway):
        raise
    except Exception:
        logger.exception("Returned mail %s cannot be taken in.", name)
        return None


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


def _fetched(mailbox: imaplib.IMAP4, number: bytes) -> bytes:
    _status, parts = mailbox.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    return next(part[1] for part in parts if isinstance(part, tuple))


@contextmanager
def _mailbox(url: str) -> Iterator[imaplib.IMAP4]:
    """imaps://user:password@host:993/INBOX; imap:// without TLS, for a server on this machine."""
    parts = urlsplit(url)
    kinds = {"imaps": imaplib.IMAP4_SSL, "imap": imaplib.IMAP4}
    if parts.scheme not in kinds or not parts.hostname:
        raise SourceAway("BOUNCES_IMAP is no address of the form imaps://user:password@host/INBOX.")
    kind = kinds[parts.scheme]
    default = imaplib.IMAP4_SSL_PORT if parts.scheme == "imaps" else imaplib.IMAP4_PORT
    try:
        with kind(parts.hostname, parts.port or default, timeout=TIMEOUT) as mailbox:
            mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""))
            status, _counted = mailbox.select(unquote(parts.path.strip("/")) or "INBOX")
            if status != "OK":
                raise SourceAway("The mailbox of returned mail cannot be opened.")
            yield mailbox
    except (OSError, imaplib.IMAP4.error) as problem:
        raise SourceAway(f"The server of returned mail does not answer as it should: {problem}") from problem
