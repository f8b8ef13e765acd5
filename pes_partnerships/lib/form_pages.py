"""How a page with a form answers: 200 where it is asked for, 422 where what was sent is refused, with one title."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is a post, too."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    """The page of a form, as it is first shown, or refused: then it answers 422, and its title begins with “Error:”.

    A form with lists is there as its own form. One that is only arranged (a line was added to a list, an organisation
    is looked for) is not refused.
    """
    is_refused = request.method == "POST" and not getattr(form, "is_arranging", False)
    context = {"form": getattr(form, "form", form), **context, "is_refused": is_refused}
    return render(request, template, context, status=422 if is_refused else 200)
