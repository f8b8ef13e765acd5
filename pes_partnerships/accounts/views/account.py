"""A person's own page: language, time zone, and under which membership they work."""

import re
import zoneinfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from pes_partnerships.accounts.middleware import SESSION_KEY
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.lib.form_pages import form_page, posted

_KEY = re.compile(r"[0-9]{1,18}")  # what a browser sends back of the page's own choices


class AccountForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone) for zone in sorted(zoneinfo.available_timezones())]
    )

    class Meta:
        model = User
        fields = ("name", "phone", "language", "time_zone")


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    form = AccountForm(posted(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Your account is saved."))
        return redirect("accounts:account")
    memberships = Membership.objects.active().filter(user=request.user).select_related("service", "office")
    return form_page(request, "accounts/account.html", form, {"memberships": memberships})


@login_required
@require_POST
def choose_membership(request: HttpRequest) -> HttpResponse:
    """Work under another of one's own memberships."""
    own = Membership.objects.active().filter(user=request.user)
    asked = request.POST.get("membership", "")
    chosen = get_object_or_404(own, pk=int(asked) if _KEY.fullmatch(asked) else 0)
    request.session[SESSION_KEY] = chosen.pk
    return redirect("accounts:account")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Django's own language switch; a signed-in person keeps the choice in the account as well."""
    response = set_language(request)
    language = request.POST.get("language")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=language)
    return response
