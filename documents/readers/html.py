"""Web pages: the text is the page's own source, tags and all, so that every place in it can be pointed at.

What the tags mean, and what of the page is menu or footer, is for the layout stage to say.
"""

from __future__ import annotations

import codecs
import re

from .base import Decoded
from .text import BYTE_ORDER_MARKS, checked, decode

CHARSET = re.compile(
    rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,30})|encoding=[\"']([a-zA-Z0-9_-]{2,30})", re.I
)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}  # as browsers do


def read_html(key: str, data: bytes) -> Decoded:
    """The source of a web page, in the encoding it declares, else as plain text is decoded.

    >>> read_html("a.html", '<meta charset="gbk"><p>会议</p>'.encode("gbk"))
    Decoded(text='<meta charset="gbk"><p>会议</p>', encoding='gb18030')
    """
    declared = CHARSET.search(data[:4096])
    marked = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    if declared and not marked:
        name = (declared[1] or declared[2]).decode("ascii").lower()
        encoding = WIDER.get(name, name)
        try:
            codecs.lookup(encoding)
            return Decoded(checked(key, data.decode(encoding)), encoding)
        except (LookupError, UnicodeDecodeError):
            pass  # it declares what it is not
    return Decoded(*decode(key, data))
