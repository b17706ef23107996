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


SIGNS = (
    "发文单位", "发文机关", "发文机构", "发布单位", "发布机构", "发布机关", "印发", "制发单位", "发稿单位", "公布机关",
    "发布日期", "发布时间", "发表时间", "发表日期", "发稿日期", "发稿时间", "刊登日期", "公布日期", "发文日期", "成文日期", "来源:", "作者:", "稿源:",
    "局\n", "府\n", "委\n", "委员会\n", "办公室\n", "会\n", "院\n", "处\n", "所\n", "中心\n", "公司\n", "学校\n", "馆\n", "局\r",
    "府\r", "会\r", "处\r", "所\r", "室\r", "校\r", "学\n", "署\n", "部\n",
)  # fmt: skip
"""What stands in a text that says itself where it comes from: in a field, or at the end of a line that could be a
signature."""
SIGN_SET = frozenset(SIGNS)


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
