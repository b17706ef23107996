"""Regions: which parts of a text are not prose, and what kind of text it is.

One view serves all rules. What a text is, is judged by its content; the name is only a hint.
"""

from __future__ import annotations

import bisect
import re
import string
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from polint.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polint.document import Document

Kind = Literal["code", "url", "markup", "front-matter", "formula"]
Format = Literal["plain", "markdown", "html"]


class Region(NamedTuple):
    """A half-open range of code points that is not prose."""

    start: int
    end: int
    kind: Kind


class Regions:
    """The regions of a text: sorted, not overlapping."""

    def __init__(self, regions: list[Region], size: int, format: Format) -> None:  # noqa: A002
        self.format: Format = format
        self._regions = regions
        self._starts = [region.start for region in regions]
        self._size = size

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions)

    def __len__(self) -> int:
        return len(self._regions)

    def at(self, offset: int) -> Region | None:
        """The region that holds `offset`, None in prose."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._regions[index].end:
            return self._regions[index]
        return None

    def is_prose(self, offset: int) -> bool:
        """Whether `offset` lies in prose."""
        return self.at(offset) is None

    def touches(self, start: int, end: int) -> bool:
        """Whether any region shares a code point with [start, end)."""
        index = bisect.bisect_left(self._starts, end) - 1
        return index >= 0 and self._regions[index].end > start

    @cached_property
    def prose(self) -> list[tuple[int, int]]:
        """The ranges between the regions."""
        ranges: list[tuple[int, int]] = []
        position = 0
        for region in self._regions:
            if region.start > position:
                ranges.append((position, region.start))
            position = max(position, region.end)
        if position < self._size:
            ranges.append((position, self._size))
        return ranges


_FRONT_MATTER = lazy(r"\A(---|\+\+\+)[ \t]*\r?\n(?:(?!\1)[^\r\n]*\r?\n){0,200}?\1[ \t]*(?=\r?\n|\Z)")
_FENCE = lazy(r"^[ \t]*(?:>[ \t]*)*(`{3,}|~{3,})[^`\r\n]*$", re.MULTILINE)
# A pattern that begins with a literal is found at the speed of `str.find`; what must stand before it is asked after it.
_INLINE_CODE = lazy(r"`(?<!``)(`{0,2})(?!`)[^`\r\n]{1,500}`\1(?!`)")
_URL = lazy(
    r"(?:https?|ftp|file)://[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%()]*[A-Za-z0-9\-_~/#=%&)]"
    r"|(?<![A-Za-z0-9.])www\.[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]*)?"
    r"|(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
)
# Attributes must look like attributes: in 若 a<b 且 c>d there is no tag.
_TAG = lazy(
    r"<!--.{0,20000}?-->|<!DOCTYPE[^>]{0,300}>"
    r"|</?[A-Za-z][A-Za-z0-9:\-]{0,40}"
    r"(?:\s+[A-Za-z_:@#][\w:.\-]{0,60}(?:\s?=\s?(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>=`]{1,500}))?){0,40}\s*/?>",
    re.DOTALL,
)
_SCRIPT = lazy(r"<(script|style|pre|code)\b[^>]{0,500}>.{0,100000}?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LINK_TARGET = lazy(r"\]\((?:[^()\s]|\([^()\s]*\)){0,1000}(?:[ \t]+\"[^\"\r\n]{0,200}\")?\)")
_LINK_DEFINITION = lazy(r"[ ]{0,3}\[[^\]\r\n]{1,100}\]:[ \t]*\S+.*$", re.MULTILINE)
_HEADING_ID = lazy(r"\{#[A-Za-z0-9_\-.:]+\}")
_FORMULA = lazy(
    r"\$(?:\$.{1,2000}?\$\$|(?<![\\$\w]\$)(?![\s$])[^$\r\n\u3400-\u9fff]{1,300}(?<![\s\\])\$(?![\w$]))",
    re.DOTALL,
)
_INDENTED = lazy(r"((?:(?: {4}|\t)[^\r\n]*(?:\n|\Z)|[ \t]*\n(?=(?: {4}|\t)))+)")
_BLANKS = (" ", "\t", "\n")
_LOCAL = string.ascii_letters + string.digits + "._%+-"
_SCHEMES = (("https", 5), ("http", 4), ("ftp", 3), ("file", 4))


_HTML = lazy(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# Counted, not matched: what a text is is asked of nearly every text.
_LINE_SIGNS = ("\n# ", "\n## ", "\n### ", "\n#### ", "\n- ", "\n* ", "\n+ ", "\n> ", "\n|", "\n:::", "\n![")
_FIRST_SIGNS = tuple(sign[1:] for sign in _LINE_SIGNS)
_MAY_BE_SIGN = lazy(r"\n[#\-*+>|:!]")
SIGNS = 3
"""Signs of Markdown from which a text is Markdown; one or two in a plain text are an accident."""


def text_format(text: str, path: str = "") -> Format:
    """Whether a text is HTML, Markdown or plain: by its signs; the name is only a hint."""
    if "<" in text and _HTML.search(text, 0, 5000):
        return "html"
    if path.lower().removesuffix(".gz").removesuffix(".zst").endswith((".md", ".markdown", ".mdx")):
        return "markdown"
    # One character is looked for ten times as fast as two or three.
    if "`" in text and any(_fence_lines(text, _places(text, "```"))):
        return "markdown"
    if "~" in text and any(_fence_lines(text, _places(text, "~~~"))):
        return "markdown"
    if text.startswith(("---", "+++")) and _FRONT_MATTER.match(text):
        return "markdown"
    signs = int(text.startswith(_FIRST_SIGNS))
    if "*" in text:
        signs += text.count("**") // 2
    if "]" in text:
        signs += text.count("](")
    if signs < SIGNS and not _has_lines(text, SIGNS - signs):
        return "plain"
    for sign in _LINE_SIGNS:
        if signs >= SIGNS:
            return "markdown"
        signs += text.count(sign)
    return "markdown" if signs >= SIGNS else "plain"


def _has_lines(text: str, wanted: int) -> bool:
    """Whether as many lines begin with the first character of a sign of Markdown."""
    place = -1
    for _ in range(wanted):
        match = _MAY_BE_SIGN.search(text, place + 1)
        if match is None:
            return False
        place = match.start()
    return True


def find_regions(document: Document) -> Regions:
    """The regions of `document`; where two overlap, the one that starts first, then the longer one."""
    text = document.text
    found: list[Region] = []
    ascii_signs = any(
        sign in text for sign in ("`", "<", "://", "www.", "@", "](", "$", "~~~", "---", "+++", "    ", "\t")
    )
    kind = document.format
    if not ascii_signs:
        return Regions([], len(text), kind)

    def add(pattern: re.Pattern[str], region: Kind) -> None:
        found.extend(Region(match.start(), match.end(), region) for match in pattern.finditer(text))

    front = _FRONT_MATTER.match(text)
    if front is not None:
        found.append(Region(0, front.end(), "front-matter"))
    if "```" in text or "~~~" in text:
        found.extend(_fences(text))
    if "`" in text:
        add(_INLINE_CODE, "code")
    if "://" in text or "www." in text or "@" in text:
        found.extend(_urls(text))
    if "<" in text:
        add(_SCRIPT, "code")
        add(_TAG, "markup")
    if "$" in text:
        add(_FORMULA, "formula")
    if kind == "markdown":
        add(_LINK_TARGET, "url")
        if "]:" in text:
            found.extend(_link_definitions(text))
        add(_HEADING_ID, "markup")
        if "\n\n    " in text or "\n\n\t" in text:
            found.extend(_indented(text))
    return Regions(_disjoint(found), len(text), kind)


def _places(text: str, *literals: str) -> Iterator[int]:
    """Where these literals stand, literal by literal."""
    for literal in literals:
        place = text.find(literal)
        while place >= 0:
            yield place
            place = text.find(literal, place + len(literal))


def _urls(text: str) -> Iterator[Region]:
    """Addresses: what _URL finds, tried only where its signs stand."""
    starts = list(_places(text, "www."))
    for place in _places(text, "://"):
        starts.extend(place - size for name, size in _SCHEMES if text.startswith(name, max(0, place - size)))
    for place in _places(text, "@"):
        before = text[max(0, place - 65) : place]
        starts.append(place - len(before) + len(before.rstrip(_LOCAL)))
    last = 0
    for start in sorted(starts):
        match = _URL.match(text, start) if start >= last else None
        if match is not None:
            last = match.end()
            yield Region(start, last, "url")


def _indented(text: str) -> Iterator[Region]:
    """Blocks of code that are indented, after an empty line."""
    match = _INDENTED.match(text)
    place = -1
    while True:
        if match is not None:
            yield Region(match.start(), match.end(), "code")
            place = max(place, match.end() - 2)
        match = None
        place = text.find("\n\n", place + 1)
        if place < 0:
            return
        if text[place + 2 : place + 3] in _BLANKS:
            match = _INDENTED.match(text, place + 2)


def _link_definitions(text: str) -> Iterator[Region]:
    """The lines that say where a link leads."""
    last = 0
    for place in _places(text, "]:"):
        if place < last:
            continue
        start = text.rfind("\n", last, place) + 1 or last
        match = _LINK_DEFINITION.match(text, start)
        end = text.find("\n", place)
        last = end + 1 if end >= 0 else len(text)  # a line is looked at once
        if match is not None:
            yield Region(start, match.end(), "url")


def _fence_lines(text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The lines that open or close a block of code, among those at `places`."""
    last = 0
    for place in places:
        if place < last:
            continue
        start = text.rfind("\n", last, place) + 1 or last
        match = _FENCE.match(text, start)
        end = text.find("\n", place)
        last = end + 1 if end >= 0 else len(text)
        if match is not None:
            yield match


def _fences(text: str) -> Iterator[Region]:
    opened: re.Match[str] | None = None
    for match in _fence_lines(text, sorted(_places(text, "```", "~~~"))):
        if opened is None:
            opened = match
        elif match.group(1).startswith(opened.group(1)) and match.group().strip(" \t>") == match.group(1):
            yield Region(opened.start(), match.end(), "code")
            opened = None
    if opened is not None:
        yield Region(opened.start(), len(text), "code")


def _disjoint(regions: list[Region]) -> list[Region]:
    regions.sort(key=lambda region: (region[0], -region[1]))
    kept: list[Region] = []
    last = 0
    for region in regions:
        if region[0] >= last:
            kept.append(region)
            last = region[1]
    return kept
