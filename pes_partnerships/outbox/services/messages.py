"""A row of the outbox as the message that goes out: headers that mail programs act on, and its secrets filled in."""

from email.header import Header
from email.message import Message
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.return_path import Sending, return_address
from pes_partnerships.outbox.rules.secret import filled_in, has_placeholder


class LinkGone(RuntimeError):
    """The link that the mail was to bring cannot be read any more."""


class OutgoingMessage(EmailMultiAlternatives):
    """The first line of its subject has words in every language: Python leaves it empty before a long encoded word."""

    def message(self, **options: object) -> Message:
        message = super().message(**options)
        if not self.subject.isascii():
            del message["Subject"]
            message["Subject"] = Header(self.subject, "utf-8", header_name="Subject").encode(linesep="")
        return message


def message_of(mail: OutboxMail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The message as it goes out, with its secrets filled in; never with a place left open for one."""
    text = filled_in(mail.body_text, mail.secrets)
    if has_placeholder(text):
        raise LinkGone("the link of this mail cannot be read: was SECRET_KEY changed without SECRET_KEY_FALLBACKS?")
    message = OutgoingMessage(
        subject=mail.subject,
        body=text,
        from_email=_envelope_sender(mail),
        to=[formataddr((mail.to_name, mail.to_address))],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
            **mail.headers,
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": mail.message_id,
        },
        connection=connection,
    )
    message.attach_alternative(filled_in(mail.body_html, mail.secrets, html=True), "text/html")
    for filename, content, mimetype in mail.attached():
        message.attach(filename, content, mimetype)
    return message


def _envelope_sender(mail: OutboxMail) -> str:
    """Readers see the sender; what cannot be delivered goes back to an address of this one mail, where one is set."""
    if not settings.RETURN_PATH:
        return settings.DEFAULT_FROM_EMAIL
    return return_address(settings.RETURN_PATH, Sending(mail.pk, mail.sent_again), settings.SECRET_KEY)
