"""Decorators that put a view behind a role (X1)."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .rules.roles import MAY

View = Callable[..., HttpResponse]


def role_required(act: str) -> Callable[[View], View]:
    """Let only roles that may do `act` (accounts/rules/roles.py) reach the view; visitors are sent to sign in."""
    if act not in MAY:
        raise ValueError(f"{act} is not an act of accounts/rules/roles.py")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.membership is None or not request.membership.may(act):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_act = act
        return guarded

    return decorate
