"""What the archive tells whoever keeps something in step with it: the search index, fingerprints."""

from django.dispatch import Signal

# Sent in the transaction that wrote them, with lists of keys: `documents` that are new or changed with all their rows,
# `meetings` and `speakers` that are new or changed.
written = Signal()
