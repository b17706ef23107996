"""Declared: what is said of a document's origin outside its text: by the manifest, or by the fields of its record or
front matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from polint.document import Document

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "标题"),
    "publisher": ("publisher", "source", "发布者", "来源"),
    "author": ("author", "作者"),
    "source_url": ("source_url", "url", "link", "链接", "网址"),
    "published": ("published", "date", "发布时间", "发布日期"),
    "retrieved": ("retrieved", "crawled", "fetched"),
    "license": ("license", "licence", "许可"),
    "language": ("language", "lang", "语言"),
}
"""What metadata call a field of the manifest, its own name first."""

_LOOSE = frozenset(["source", "来源", "date"])
"""Names that mean many things: which part of a corpus, the day of a crawl. They fill a gap, and prove nothing."""

STATED = frozenset(name for names in NAMES.values() for name in names if name not in _LOOSE)
"""The names in metadata that may contradict the text."""


def has_manifest(document: Document) -> bool:
    """Whether a manifest speaks of the document, if only by not listing it."""
    return document.manifest is not None


def field(document: Document, name: str, *, loose: bool = True) -> Any:
    """What is declared of one field: by the manifest, else by the metadata; None where nothing is. `loose`: also under
    names that mean many things."""
    entry = document.manifest
    if entry and entry.get(name) not in (None, "", []):
        return entry[name]
    if document.metadata:
        for alias in NAMES.get(name, (name,)):
            if loose or alias not in _LOOSE:
                found = document.metadata.get(alias)
                if found not in (None, "", []):
                    return found
    return None
