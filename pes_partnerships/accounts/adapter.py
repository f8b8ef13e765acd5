"""How people get an account: an administrator makes it, nobody signs up. And how signing in sends its mails."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from . import mails
from .middleware import current_membership
from .models import User
from .navigation import home_of

NO_ACCOUNT = "account/email/unknown_account"


class MailUnknown(LookupError):
    """A feature of the library was turned on that sends a mail of which the product has no text."""


class InvitedOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """X1: each role begins at a page that it may open."""
        return reverse(home_of(current_membership(request)))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        with transaction.atomic():
            mails.password_reset(user=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix != NO_ACCOUNT:
            raise MailUnknown(f"{template_prefix} has no mail in accounts/mails.py: write one before it is sent.")
        with transaction.atomic():
            mails.no_account(address=email)
