"""How a page with a form answers: 200 where it is asked for, 422 where what was sent is refused, with one title."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse

from . import once

UNSAVED_FIELD = "unsaved"  # the hidden field that says whose input of which page a form is
KEPT_FIELD = "kept"  # the minute for which the page says that what was typed is kept
# what the page writes into a form, and nobody typed
OF_THE_PAGE = ("csrfmiddlewaretoken", once.FIELD, UNSAVED_FIELD, KEPT_FIELD)


class Unsaved(QueryDict):
    """What somebody typed earlier and did not save: a form that is filled from it complains of nothing."""

    is_unsaved = True


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is a post, too; and what was typed here earlier and is not saved yet."""
    if request.method == "POST":
        return request.POST
    unsaved = getattr(request, "unsaved", None)
    return unsaved.typed if unsaved and request.method == "GET" else None


def is_unsaved(data: Any) -> bool:
    return getattr(data, "is_unsaved", False)


def as_typed(form: forms.BaseForm) -> forms.BaseForm:
    """The form as it was typed, unchecked: what is not being saved is not complained of."""
    form._errors, form.cleaned_data = ErrorDict(), {}
    return form


def form_page(
    request: HttpRequest, template: str, form: Any, context: dict[str, Any], *, keeps: bool = True
) -> HttpResponse:
    """The page of a form, as it is first shown, or refused: then it answers 422, and its title begins with “Error:”.

    A form with lists is there as its own form. One that is only arranged (a line was added to a list), or filled anew
    and not bound (an organisation is looked for), is not refused. None: what was sent had no form, and is refused.
    `keeps`: what is typed is kept by itself; not where one signs, confirms or signs in.
    """
    is_sent = request.method == "POST" and getattr(form, "is_bound", True)
    is_refused = is_sent and not getattr(form, "is_arranging", False)
    context = {"form": getattr(form, "form", form), **context, "is_refused": is_refused}
    unsaved = getattr(request, "unsaved", None)
    if unsaved and keeps:
        unsaved.is_kept = True
        context["unsaved"] = unsaved
        for each in _forms_in([form, *context.values()]):
            if is_unsaved(each.data):
                as_typed(each)
    return render(request, template, context, status=422 if is_refused else 200)


def _forms_in(values: Any) -> Iterator[forms.BaseForm]:
    """The forms of a page, also those in lists, and those that one has within it (`forms_within`)."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from _forms_in(value)
            continue
        if isinstance(value, forms.BaseForm):
            yield value
        yield from getattr(value, "forms_within", ())


class RefusedFormMiddleware:
    """The pages of libraries (signing in, passwords) answer a refused form like our own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
            response.context_data["is_refused"] = True
        return response
