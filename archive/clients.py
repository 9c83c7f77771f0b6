"""Who is asking: the address of a client, also behind proxies."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address a request came from; behind `PROXIES` proxies of ours, what the outermost of them saw.

    Each proxy adds the address it sees at the right end of X-Forwarded-For, so whatever a client writes there stands
    further left and is never believed. A request that lacks as many entries is told by its connection.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    seen = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if 0 < settings.PROXIES <= len(seen):
        return seen[-settings.PROXIES]
    return connection


def network(address: str) -> str:
    """What one subscriber has: an IPv4 address, or the first half of an IPv6 one.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3:4:5:6"), network("::ffff:192.0.2.7"), network("no address")
    ('192.0.2.7', '2001:db8:1:2::', '192.0.2.7', 'no address')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)


def came_directly(request: HttpRequest) -> bool:
    """Whether a request came from this machine itself and through no proxy."""
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))
    return not forwarded and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1", "")
