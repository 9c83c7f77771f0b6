"""The API for programs: `/api/v1/`, read-only, of what the public may see. `documents.urls` mounts it."""

from .service import api

__all__ = ["api"]
