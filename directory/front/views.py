"""The front of the directory and its standing pages (D1, D4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .services import front_figures


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/front/front.html", {"figures": front_figures()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/front/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/front/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/front/privacy.html")
