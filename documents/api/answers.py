"""How the API answers: JSON that may be kept and asked about again, open to every page of the web."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from documents.models import Address

MONTH = 30 * 24 * 3600


def anybody(request: HttpRequest, value: Any, media_type: str = "application/json") -> HttpResponse:
    """The answer: 200 with `value` as JSON (a str as it stands), or 304 where the asker has it already."""
    body = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    content = body.encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    modified = last_modified(request, etag)
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
    response = get_conditional_response(request, etag, modified, response) or response
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, no-cache"  # to be kept, and asked about before it is used again
    return opened(response)


def last_modified(request: HttpRequest, etag: str) -> int:
    """When this answer was first given as it is now.

    An answer is made of many rows, not all of which know when they were changed; what it was like the last time is
    remembered instead. Where that is forgotten it is as if it had changed now: asked once more, never wrongly kept.
    """
    key = f"api:modified:{hashlib.sha256(request.get_full_path().encode()).hexdigest()}"
    now = int(time.time())
    known = cache.get(key)
    if known and known[0] == etag:
        return int(known[1])
    cache.set(key, (etag, now), MONTH)
    return now


def problem(status: int, detail: str) -> HttpResponse:
    """The answer to a request that cannot be met (RFC 9457 in short: `status` and `detail`)."""
    body = json.dumps({"status": status, "detail": detail}, ensure_ascii=False)
    return opened(HttpResponse(body, content_type="application/json; charset=utf-8", status=status))


def gone(request: HttpRequest, name: str, public_id: str) -> HttpResponse:
    """The answer where no public record has the id: moved (301), gone (410) or never heard of (404)."""
    address = Address.objects.filter(public_id=public_id).first()
    if address and address.target:
        return opened(HttpResponsePermanentRedirect(reverse(f"api:{name}", args=[address.target])))
    if address:
        return problem(410, ": ".join(filter(None, (f"{name} {public_id} is no longer in the archive", address.told))))
    return problem(404, f"no public {name} has the id {public_id}")


def opened(response: HttpResponse) -> HttpResponse:
    """Scripts of other sites may read it: it is public, and nothing in it depends on who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After, Link"
    return response


def chosen(record: Mapping[str, Any], fields: str) -> dict[str, Any]:
    """The record with only its id and the fields named, if any are.

    >>> chosen({"id": "a", "title": "渠", "date": "1957"}, "date")
    {'id': 'a', 'date': '1957'}
    """
    wanted = {"id", *fields.split(",")} if fields else record.keys()
    return {name: value for name, value in record.items() if name in wanted}
