"""The addresses of a site with one page that says nothing: what any page costs at least."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    """An empty page."""
    return HttpResponse("")


urlpatterns = [path("", nothing)]
