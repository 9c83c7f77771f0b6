"""TEI P5 in the shape of Parla-CLARIN: a document alone, and many as one corpus.

Turns are `u` with `who`, paragraphs `seg`, headings `div`/`head`, printed pages `pb`; quotations are `said` with `who`
where somebody is known to have said them, else `quote`, with how sure the archive is in `cert`. Ids are the public
ones behind a letter that tells the kind. https://clarin-eric.github.io/parla-clarin/
"""

from .corpus import corpus_files
from .document import MEDIA_TYPE, Address, tei_document

__all__ = ["MEDIA_TYPE", "Address", "corpus_files", "tei_document"]
