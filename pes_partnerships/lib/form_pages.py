"""How a page with a form answers: 200 where it is asked for, 422 where what was sent is refused, with one title."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is a post, too."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    """The page of a form, as it is first shown, or refused: then it answers 422, and its title begins with “Error:”.

    A form with lists is there as its own form. One that is only arranged (a line was added to a list), or filled anew
    and not bound (an organisation is looked for), is not refused. None: what was sent had no form, and is refused.
    """
    is_sent = request.method == "POST" and getattr(form, "is_bound", True)
    is_refused = is_sent and not getattr(form, "is_arranging", False)
    context = {"form": getattr(form, "form", form), **context, "is_refused": is_refused}
    return render(request, template, context, status=422 if is_refused else 200)


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
