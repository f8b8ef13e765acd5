"""How people get an account: an administrator makes it, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from .middleware import current_membership
from .navigation import home_of


class InvitedOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """X1: each role begins at a page that it may open."""
        return reverse(home_of(current_membership(request)))
