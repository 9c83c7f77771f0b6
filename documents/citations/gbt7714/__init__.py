"""Reference lists after GB/T 7714, the Chinese standard for references, editions of 2025 and 2015."""

from .editions import EDITIONS
from .entries import STYLES, entry
from .listing import ORDERS, Reference, reference_list, references

__all__ = ["EDITIONS", "ORDERS", "STYLES", "Reference", "entry", "reference_list", "references"]
