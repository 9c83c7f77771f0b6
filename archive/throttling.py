"""How often one client may ask for what costs much: search, exports, harvests, log-in. And how large a request may be.

Requests are counted in Django's cache, by minutes: in each process for itself, or in Redis for all (`REDIS_URL`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from .clients import client_address, network

MINUTE = 60
View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest, int], HttpResponseBase]


def seconds_to_wait(request: HttpRequest, scope: str) -> int:
    """Count a request in its scope (a name in `RATE_LIMITS`); 0, or how long its client must wait for the next.

    For use where a page is not the right answer, as in an API; views of pages are decorated with `limited`.
    """
    most = settings.RATE_LIMITS.get(scope, 0)
    if not most:
        return 0
    now = int(time.time())
    key = f"rate:{scope}:{network(client_address(request))}:{now // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache was full, or was emptied in between
        return 0
    return MINUTE - now % MINUTE if count > most else 0


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page that asks to wait (429, RFC 6585)."""
    response = render(request, "429.html", {"minutes": -(-seconds // MINUTE)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def limited(scope: str, refusal: Refusal = too_many) -> Callable[[View], View]:
    """Decorate a view so that a client who asks more often than `RATE_LIMITS` allows is told to wait (429).

    Where a protocol has words of its own for that, `refusal` makes them of the request and the seconds to wait.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if seconds := seconds_to_wait(request, scope):
                return refusal(request, seconds)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """What django-axes answers to whoever has guessed too many passwords."""
    return too_many(request, int(settings.AXES_COOLOFF_TIME.total_seconds()))


class UploadLimitMiddleware:
    """Refuses a request whose body is larger than `UPLOAD_MAX_BYTES` before any of it is read (413)."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.UPLOAD_MAX_BYTES:
            return render(request, "413.html", {"most": settings.UPLOAD_MAX_BYTES}, status=413)
        return self.get_response(request)
