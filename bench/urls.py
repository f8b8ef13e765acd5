"""The product's addresses and one bare view: its time is the unit of the other figures."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("bench/hello/", hello), path("", include("pes_partnerships.urls"))]
