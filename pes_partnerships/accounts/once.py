"""A form that is sent twice acts once: the decorator of every view that makes something (decision 0018)."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from pes_partnerships.lib.once import posted_key, seconds_held

from .models import SentForm
from .services.sent_forms import claim, content_of

View = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponse)


def once(view: View) -> View:
    """Answer a second sending of one form with the address that the first one led to, and do nothing.

    It stands next to the view, below the guards. A redirect is the answer of an act that was done, and uses the key
    up; a form that is shown again keeps it, and so does a redirect marked with not_saved().
    """
    return _guarded(view, compares=False)


def once_unless_changed(view: View) -> View:
    """The same for a view that compares what the editor began with (decision 0009): it judges other content itself."""
    return _guarded(view, compares=True)


def _guarded(view: View, *, compares: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        key = posted_key(request)
        if not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            form, is_first = claim(request=request, key=key)
            if is_first:
                return _first(form, view(request, *args, **kwargs))
            says_the_same = form.content == content_of(request)
            if compares and not says_the_same:
                return view(request, *args, **kwargs)
            return _as_before(request, form, says_the_same)

    guarded.acts_once = True
    return guarded


def _first(form: SentForm, response: HttpResponse) -> HttpResponse:
    if isinstance(response, HttpResponseRedirect) and not getattr(response, "was_not_saved", False):
        form.led_to = response.url
        form.save(update_fields=["led_to"])
    else:
        form.delete()
    return response


def not_saved(response: Answer) -> Answer:
    """A redirect that refuses: nothing was done, and the form may be sent again."""
    response.was_not_saved = True
    return response


def _as_before(request: HttpRequest, form: SentForm, says_the_same: bool) -> HttpResponse:
    answer = HttpResponseRedirect(form.led_to)
    if not says_the_same:
        messages.warning(
            request,
            _(
                "This form was sent twice, the second time with other content. Only the first was processed. "
                "To send another one, open the form again."
            ),
        )
        return not_saved(answer)
    if not seconds_held(request):  # a page that sends again by itself lost the first answer on the way
        messages.info(
            request,
            _("This form was sent twice. It was processed only once. To send another one, open the form again."),
        )
    return answer
