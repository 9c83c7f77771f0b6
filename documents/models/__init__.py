"""The stored entities. They know no view, address, mark-up, citation style, index or file format."""

from .act import Act
from .base import Address, Conflict, Imported
from .deletion import Deletion
from .document import Contribution, Document, Paragraph
from .meeting import Meeting, Participation
from .proposal import Proposal
from .publication import Publication
from .quotation import Mention, Quotation
from .remark import Remark
from .reuse import Fingerprint, ParagraphFingerprint
from .search import SearchText
from .source import ImportRun, SourceFile
from .survey import Survey
from .suspect import SuspectText
from .touch import touch, touch_quotations, touch_records
from .work import Work

__all__ = [
    "Act",
    "Address",
    "Conflict",
    "Contribution",
    "Deletion",
    "Document",
    "Fingerprint",
    "ImportRun",
    "Imported",
    "Meeting",
    "Mention",
    "Paragraph",
    "ParagraphFingerprint",
    "Participation",
    "Proposal",
    "Publication",
    "Quotation",
    "Remark",
    "SearchText",
    "SourceFile",
    "Survey",
    "SuspectText",
    "Work",
    "touch",
    "touch_quotations",
    "touch_records",
]
