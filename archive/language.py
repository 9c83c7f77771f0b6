"""The language of a page: what the reader chose here, English for browsers that ask for it alone, else Chinese."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation.trans_real import parse_accept_lang_header

OTHER = "en"


class ChosenLanguageMiddleware(MiddlewareMixin):
    """Django's LocaleMiddleware, but for readers of Chinese whose browser speaks English first.

    An archive of Chinese texts is read in Chinese: what a browser asks for first is the language of whoever set it up
    as often as of its reader, so English is for those who do not ask for Chinese at all.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Take the language from the reader's choice, kept in a cookie, else from what the browser asks for."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in dict(settings.LANGUAGES):
            asked = request.headers.get("Accept-Language", "")
            chosen = OTHER if wants_english(asked) else settings.LANGUAGE_CODE
        translation.activate(chosen)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Tell caches what the page depends on."""
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def wants_english(accepted: str) -> bool:
    """Whether a browser asks for English before all other languages, and for no Chinese.

    >>> [wants_english(a) for a in ("en-GB,en;q=0.8", "en-US,en;q=0.9,zh-CN;q=0.8", "de,en;q=0.5", "*", "")]
    [True, False, False, False, False]
    """
    languages = [language.partition("-")[0] for language, _weight in parse_accept_lang_header(accepted)]
    return languages[:1] == [OTHER] and "zh" not in languages
