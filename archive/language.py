"""The language of a page: Chinese, unless the reader chose another one here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin


class ChosenLanguageMiddleware(MiddlewareMixin):
    """Django's LocaleMiddleware without the browser's own wish (`Accept-Language`).

    An archive of Chinese texts is read in Chinese: what the browser asks for is the language of whoever set it up as
    often as of its reader, and an address should show everybody the same page.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Take the language from the reader's choice, kept in a cookie."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Tell caches what the page depends on."""
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
