"""The service itself: what it is called, how often it may be asked, and how it says that something went wrong."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.throttling import BaseThrottle

from archive.throttling import seconds_to_wait

from . import collections, found
from .answers import anybody, problem
from .parameters import known_only

DESCRIPTION = """The public archive for programs, read-only.

Every list gives `items` and `next`, the address of the following page or null. A record is named by the id that the
address of its page carries, and keeps it. Answers carry an `ETag` and `Last-Modified`; ask again with `If-None-Match`
or `If-Modified-Since`, and what is unchanged is answered by 304. Texts are counted in code points."""


class Throttle(BaseThrottle):
    """So many requests a minute as `RATE_LIMITS["api"]` says."""

    seconds = 0

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request."""
        self.seconds = seconds_to_wait(request, "api")
        return not self.seconds

    def wait(self) -> float:
        """How long to wait."""
        return self.seconds


api = NinjaAPI(
    title="Yanlu 言录",
    version="1",
    description=DESCRIPTION,
    docs_url=None,  # its page would load scripts from elsewhere; /api/ explains the calls
    urls_namespace="api",
    throttle=[Throttle()],
)
rest = Router()
for router in (collections.router, found.router):
    router.add_decorator(known_only)
for router in (collections.router, found.router, rest):  # the rest last: it takes every address
    api.add_router("", router)


def addresses(request: HttpRequest) -> dict[str, str]:
    """The address of each collection, by its name."""
    root = request.build_absolute_uri(reverse("api:api-root"))
    paths = [path.strip("/") for router in (collections.router, found.router) for path in router.path_operations]
    return {path: root + path for path in paths if "{" not in path}


@rest.get("", include_in_schema=False)
def index(request: HttpRequest) -> HttpResponse:
    """What there is: the collections, and where all is described."""
    described, explained = reverse("api:openapi-json"), reverse("documents:api")
    return anybody(
        request,
        {
            "title": api.title,
            "openapi": request.build_absolute_uri(described),
            "explained": request.build_absolute_uri(explained),
            "collections": addresses(request),
        },
    )


@rest.get("/{path:path}", include_in_schema=False)
def nowhere(request: HttpRequest, path: str) -> HttpResponse:
    """404: there is nothing at this address."""
    return problem(404, f"there is no {path[:100]}; there are {', '.join(addresses(request))}")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: which parameter is wrong, and how."""
    wrong = [f"{each['loc'][-1]}: {each['msg']}" for each in error.errors]
    return problem(422, "; ".join(wrong))


@api.exception_handler(Throttled)
def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    """429: come back later."""
    response = problem(429, "too many requests; wait as many seconds as Retry-After says")
    response["Retry-After"] = str(int(error.wait or 60))
    return response


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """404: nothing public has this id."""
    return problem(404, str(error))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Any other refusal."""
    return problem(error.status_code, error.message)
