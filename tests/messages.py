"""The messages that the public pages speak in, and their catalogues.

`python -m tests.messages` brings these up to date: new messages come in untranslated, those no longer used
are dropped, and every catalogue is compiled. It needs Babel and Django but no GNU gettext.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "archive" / "locale" / "site"
TEMPLATES = ("archive/templates/*.html", "archive/templates/site/**/*.html")
MODULES = (
    "documents/views/*.py", "documents/templatetags/*.py", "documents/sentences.py", "documents/resources.py",
    "people/resources.py",
)  # fmt: skip
CALLS = {
    "_": 1, "gettext": 1, "gettext_noop": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2, "pgettext": -1,
    "pgettext_lazy": -1,
}  # fmt: skip
_WORDS = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<!\w)(_|n?gettext|pgettext)\({_WORDS}(?:, ?{_WORDS})?")

Message = tuple[str, str, str]  # context, msgid, plural


def used() -> set[Message]:
    """Every message in the templates and modules of the public pages."""
    found = set()
    for pattern in TEMPLATES:
        for path in ROOT.glob(pattern):
            found |= set(in_template(path.read_text(encoding="utf-8")))
    for pattern in MODULES:
        for path in ROOT.glob(pattern):
            found |= set(in_module(path.read_text(encoding="utf-8")))
    return found


def in_template(text: str) -> Iterator[Message]:
    """The messages of a Django template, as Django itself hands them to gettext."""
    from django.utils.translation.template import templatize

    for name, *words in CALL.findall(templatize(text)):
        first, second = (ast.literal_eval(word) if word else "" for word in words)
        if name == "pgettext":
            yield first, second, ""
        else:
            yield "", first, second if name == "ngettext" else ""


def in_module(text: str) -> Iterator[Message]:
    """The messages of a Python module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if not words:
                continue
            count = CALLS[node.func.id]
            context = words.pop(0) if count == -1 else ""
            yield context, words[0], words[1] if count == 2 else ""


def update(path: Path, language: str) -> None:
    """Bring one catalogue up to date and compile it. English says its messages as they are."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po

    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(
        locale=language,
        header_comment="# Words of the public pages.",
        project="Yanlu",
        version="1",
        msgid_bugs_address="-",
        last_translator="Yanlu",
        language_team=language,
        creation_date=old.creation_date if path.exists() else None,
        revision_date=old.creation_date if path.exists() else None,
        fuzzy=False,
    )
    for context, message, plural in sorted(used()):
        key = (message, plural) if plural else message
        known = old.get(key, context or None)
        string = key if language == "en" else known.string if known else None
        new.add(key, string, context=context or None)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=None, sort_output=True, omit_header=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, new)


def main() -> None:
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    for language in ("zh_Hans", "en"):
        update(SITE / language / "LC_MESSAGES" / "django.po", language)


if __name__ == "__main__":
    main()
