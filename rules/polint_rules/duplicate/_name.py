"""Name: what a document is called, by which its other versions are found.

A name is a title without its marks, or what stands before the revision in the id of a record (`guide.md@60916c0`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from polint.digest import blake2b
from polint.fold import SHARED
from polint.pattern import lazy

if TYPE_CHECKING:
    from polint.document import Document

REACH = 8_000
"""Code points from the start of a text within which its first heading is looked for."""
LONGEST = 60
"""Letters and characters that a title has at most: what is longer is a sentence."""
SHORTEST = 2
"""The same at least."""

_HEADING = lazy(
    r"^[ \t]*#{1,2}[ \t]+([^\n]+)|<(?:h1|title)\b[^<>\n]*>([^<\n]+)|^(?![ \t=]*$)([^\n]+)\n={3,}[ \t]*$",
    re.MULTILINE,
)
_ANCHOR = lazy(r"\{#([^{}\s]+)\}\s*$")
_EDITION = lazy(
    # In brackets: amended, revised, on trial, a draft, an edition. A year or a number alone is no edition: the plan
    # or the report of another year is another document.
    r"\((?:[^()]*(?:修订|修正|修改|修定|校订|增订|试行|暂行|草案|意见|讨论|送审|稿|[版本]|译|更新|全文|节选|节录)[^()]*)\)"
    r"|(?:第[一二三四五六七八九十\d]+版|[修增校][订正]版?|(?:讨论|征求意见|送审|修订|修改)稿|\bv\d[\d.]*|试行)\s*$"
)
_FORM = (
    # What many make out under one title, from one form: its title names no document. Rules, laws and manuals do not
    # stand here, and "a report on such a matter" has its matter in common.
    "报告", "总结", "小结", "述职", "汇报", "合同", "协议", "计划", "方案", "预案", "要点", "通知", "通告", "公告", "公示", "通报",
    "公报", "请示", "批复", "函", "书", "表", "单", "文件", "纪要", "记录", "简报", "年报", "季报", "月报", "周报", "日报", "简历", "讲话",
    "发言", "致辞", "致词", "教案", "教学设计", "试卷", "试题", "日记", "作文", "评语", "材料", "report", "agreement", "contract",
    "minutes", "plan", "proposal", "summary", "resume",
)  # fmt: skip
_FRAME = ("网", "网站", "门户", "频道", "首页", "主页", "官网", "平台", "论坛", "home", "homepage")
_NO_NAME = (*_FORM, *_FRAME)
_OTHER = lazy(r"[\W_]+")
_REVISION = lazy(
    # A commit, a version, a date; not the number of a post behind its author's name.
    r"(.+?)(?:@(?:(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7,40}|[rv]\d+(?:[.\-]\d+)*|\d+(?:\.\d+)+|\d{4}-\d\d-\d\d.*)"
    r"|[?&](?:oldid|rev|revision|version)=[\w.\-]+)",
    re.DOTALL,
)


def names(document: Document, *, titled: bool) -> tuple[int, ...]:
    """The hashes, 32 bits each, of what `document` is called: its titles (even numbers) if they are asked for, and
    the name that a revision stands behind (odd)."""
    found = dict.fromkeys(_hash(title) & ~1 for title in titles(document)) if titled else {}
    record = document.record.id if document.record is not None else None
    if record is not None and ("@" in record or "=" in record):
        named = _REVISION.fullmatch(record)
        if named is not None:
            found[_hash(named[1]) | 1] = None
    return tuple(found)


def titles(document: Document) -> Iterator[str]:
    """The titles of `document`, folded, without marks and editions: that of its metadata, that of its first heading
    with the anchor, or its first line. What stands on many documents, made out from one form or shown by one
    site, is no title here."""
    text = document.folded[:REACH]
    given = document.metadata.get("title")
    if isinstance(given, str):
        yield from _bare(SHARED.tables.fold_text(given))
    if "\n===" in text or "<h1" in text or "<title" in text:
        found = _HEADING.search(text)
    else:
        found = _marked(text)
    if found is not None:
        line = found[found.lastindex or 0]
        anchor = _ANCHOR.search(line)
        if anchor is not None:
            yield from _bare(anchor[1])
            line = line[: anchor.start()]
        yield from _bare(line)
        return
    first = text.lstrip().partition("\n")[0].strip()
    if not first.endswith(_STOPS):
        yield from _bare(first)


def _marked(text: str) -> re.Match[str] | None:
    """The first heading of a text that has no others than those behind #: comments of code may begin so, too."""
    place = text.find("#")
    while place >= 0:
        found = _HEADING.match(text, text.rfind("\n", 0, place) + 1)
        if found is not None:
            return found
        end = text.find("\n", place)
        place = text.find("#", end) if end >= 0 else -1
    return None


_STOPS = tuple("。!?;,、:…")


def _bare(title: str) -> Iterator[str]:
    bare = _OTHER.sub("", _EDITION.sub("", title))
    if SHORTEST <= len(bare) <= LONGEST and not bare.endswith(_NO_NAME):
        yield bare


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=4).digest(), "little")
