"""A harvester that asks the site in this process."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import etree
from sickle import Sickle

NS = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}


class Answer:
    """A response as `requests` gives it."""

    def __init__(self, response: Any) -> None:
        self.content, self.status_code = response.content, response.status_code
        self.text, self.headers = response.content.decode(), response.headers

    def raise_for_status(self) -> None:
        assert self.status_code == 200, self.text[:500]


class Harvester(Sickle):
    """Sickle over Django's test client; `between` is called before every request but the first."""

    def __init__(self, client: Client, between: Any = None, **options: Any) -> None:
        super().__init__("http://testserver/oai", **options)
        self.client, self.between, self.requests = client, between, 0

    def _request(self, kwargs: dict[str, str]) -> Answer:
        if self.between and self.requests:
            self.between(self.requests)
        self.requests += 1
        send = self.client.get if self.http_method == "GET" else self.client.post
        return Answer(send("/oai", kwargs))


def ask(client: Client, **arguments: str) -> etree._Element:
    """The answer to one request; `from_` is `from`."""
    given = {name.rstrip("_"): value for name, value in arguments.items()}
    response = client.get("/oai", given)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(response.content)


def error(client: Client, **arguments: str) -> str | None:
    """The code of the error that a request is answered with."""
    found = ask(client, **arguments).find("o:error", NS)
    return None if found is None else found.get("code")
