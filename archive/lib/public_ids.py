"""Public ids: short addresses that the same source gives in every archive, whatever was imported before it."""

from __future__ import annotations

import secrets
from hashlib import blake2b

# Crockford's base 32 in lower case: no i, l, o, u, so that nothing is misread when an address is copied by hand.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10  # 50 bits; two of a million rows share an id once in two thousand archives, and then `attempt` parts them


def public_id(kind: str, *origin: str | int | None, attempt: int = 0) -> str:
    """The id of a thing of `kind` that comes from `origin`, such as (source key, part, first sequence).

    `attempt` counts up where another thing of the kind already has the id. Nothing and the empty string are one.

    >>> public_id("paragraph", "a.txt", None, 3)
    'frq37f39fa'
    >>> public_id("paragraph", "a.txt", "", 3) == public_id("paragraph", "a.txt", None, 3)
    True
    """
    parts = [kind, *("" if part is None else str(part) for part in origin)]
    if attempt:
        parts.append(f"+{attempt}")
    digest = int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big")
    return "".join(ALPHABET[digest >> 5 * place & 31] for place in range(LENGTH))


def new_public_id() -> str:
    """An id for a record that comes from no source: 12 places at random, so that it is none of the derived ones."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH + 2))
