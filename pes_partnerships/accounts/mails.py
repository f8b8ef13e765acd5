"""The mails of signing in. They go through the outbox like all others: a mail server that is away costs time only."""

from datetime import datetime, timedelta

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.letters import Letter
from pes_partnerships.outbox.services import Envelope, queue_envelopes, queue_mail

from .models import User

RESET = "password_reset"
PATIENCE = timedelta(days=3)  # whoever did not get the link by then has asked for another one


def password_reset(*, user: User) -> OutboxMail:
    """Without a link: it is made when the mail goes, so that none lies in the database, or runs out while it waits."""
    [mail] = queue_envelopes(
        [
            Envelope(
                kind=RESET,
                to_address=user.email,
                to_name=user.name,
                language=user.language,
                service=None,
                about=user,
                dedupe_key=None,
                due_at=timezone.now(),
            )
        ]
    )
    return mail


def compose_reset(mail: OutboxMail, now: datetime) -> Letter | None:
    """None: the account was closed or has another address now, or the mail comes too late to be of use."""
    user = User.objects.filter(pk=mail.about_id, is_active=True, email__iexact=mail.to_address).first()
    if user is None or now - mail.created_at > PATIENCE:
        return None
    ends = now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    with speaking_to(user):
        context = {
            "person": user,
            "asked": display_datetime(mail.created_at),
            "ends": display_datetime(ends),
        }
    return Letter(
        to_address=user.email,
        to_name=user.name,
        language=user.language,
        template="accounts/mail/password_reset",
        context=context,
        secrets={"link": _fresh_link(user)},
    )


def no_account(*, address: str) -> OutboxMail:
    """To an address without an account, in the language of the page on which it was typed."""
    return queue_mail(
        kind="no_account",
        to_address=address,
        to_name="",
        language=get_language() or settings.LANGUAGE_CODE,
        template="accounts/mail/no_account",
        context={"address": address},
    )


def _fresh_link(user: User) -> str:
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return absolute(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key]))
