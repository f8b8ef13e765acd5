"""What a mail server says when it refuses: for now or for good, and in which words. Pure (RFC 5321, 4.2.1)."""

import smtplib

TOO_LARGE = 552  # said of the sender's announcement, and yet about this mail
MOST_WORDS = 1000


def refused_for_good(error: Exception) -> str:
    """The server's words where it refused this mail with a 5xx; empty for everything that may pass.

    What it says of the sender, of our password or of the connection is about us: the mail waits until that is right.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPDataError) or (
        isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code == TOO_LARGE
    ):
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        answers = []
    if not answers or not all(500 <= code <= 599 for code, _said in answers):
        return ""
    return "\n".join(server_words(f"{code} {_text(said)}") for code, said in answers)


def said_by(error: Exception) -> str:
    """What went wrong, for people: the server's own words where it was the server that said something."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "\n".join(server_words(f"{code} {_text(said)}") for code, said in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return server_words(f"{error.smtp_code} {_text(error.smtp_error)}")
    return server_words(f"{type(error).__name__}: {error}")


def server_words(said: str) -> str:
    """Verbatim on one line, without control characters, and no longer than a page wants to show."""
    printable = "".join(each if each.isprintable() else " " for each in said)
    return " ".join(printable.split())[:MOST_WORDS]


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
