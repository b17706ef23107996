"""Regions: which parts of a text are not prose, and what kind of text it is.

One view serves all rules. What a text is, is judged by its content; the name is only a hint. Nearly every rule
asks about one place or a few, so the lines of these places are looked at and no others: what runs over lines
(front matter, fences, scripts, comments) is found first, and everything else ends with its line.
"""

from __future__ import annotations

import bisect
import itertools
import re
from functools import cached_property
from operator import itemgetter, lt
from typing import TYPE_CHECKING, Any, Literal

from polint.batch import Batch
from polint.named import NamedTuple
from polint.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.document import Document

Kind = Literal["code", "url", "markup", "front-matter", "formula"]
Format = Literal["plain", "markdown", "html"]


class Region(NamedTuple):
    """A half-open range of code points that is not prose."""

    start: int
    end: int
    kind: Kind


_SHARE, _FEW = 4, 20_000
"""Once a quarter of a text and _FEW code points have been looked at line by line, the rest is looked at, too."""


class Regions:
    """The regions of a text: sorted, not overlapping; of two that overlap, the one that starts first, then the
    longer one. To ask about a place costs the line it stands in, to iterate or to count costs the whole text."""

    def __init__(self, text: str, classes: bytes, format: Format) -> None:  # noqa: A002
        self.format: Format = format
        self._text = text
        self._markdown = format == "markdown"
        self._tags = _LESS in classes
        self._quoted = _Quoted(text, markdown=self._markdown)
        self._blocks = _blocks(text, classes, self._quoted, markdown=self._markdown)
        self._lines: dict[int, list[Region]] = {}
        self._seen = 0
        # What was looked at last: the range, and its regions.
        self._left = self._right = 0
        self._near: list[Region] = []

    def __iter__(self) -> Iterator[Region]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def at(self, offset: int) -> Region | None:
        """The region that holds `offset`, None in prose."""
        if not self._left <= offset < self._right:
            self._look(offset)
        near = self._near
        if not near:
            return None
        index = bisect.bisect_left(near, (offset + 1,)) - 1
        return near[index] if index >= 0 and offset < near[index].end else None

    def is_prose(self, offset: int) -> bool:
        """Whether `offset` lies in prose."""
        return self.at(offset) is None

    def touches(self, start: int, end: int) -> bool:
        """Whether any region shares a code point with [start, end)."""
        end = min(end, len(self._text))
        while start < end:
            if not self._left <= start < self._right:
                self._look(start)
            index = bisect.bisect_left(self._near, (min(end, self._right),)) - 1
            if index >= 0 and self._near[index].end > start:
                return True
            start = self._right
        return False

    @cached_property
    def prose(self) -> list[tuple[int, int]]:
        """The ranges between the regions."""
        ranges: list[tuple[int, int]] = []
        position = 0
        for region in self._all:
            if region.start > position:
                ranges.append((position, region.start))
            position = max(position, region.end)
        if position < len(self._text):
            ranges.append((position, len(self._text)))
        return ranges

    def _look(self, offset: int) -> None:
        """Look at the line that holds `offset`, or at everything where much has been looked at."""
        text = self._text
        if self._seen > _FEW and self._seen * _SHARE > len(text):
            self._left, self._right, self._near = 0, len(text) + 1, self._all
            return
        self._left = left = text.rfind("\n", 0, offset) + 1
        self._right = right = text.find("\n", offset) + 1 or len(text) + 1
        near = self._lines.get(left)
        if near is None:
            self._seen += right - left
            near = self._lines[left] = self._of_line(left, right)
        self._near = near

    def _of_line(self, left: int, right: int) -> list[Region]:
        found = _within_lines(self._text, left, right, markdown=self._markdown)
        blocks = self._blocks
        index = bisect.bisect_left(blocks, (right,))
        while index and blocks[index - 1].end > left:
            index -= 1
            found.append(blocks[index])
        if self._tags and left:
            found.extend(_reaching(self._text, left, self._quoted))
        return _disjoint(found) if len(found) > 1 else found

    @cached_property
    def _all(self) -> list[Region]:
        """All regions. Lines that lie wholly in one that runs over lines are not looked at."""
        text, blocks, markdown = self._text, self._blocks, self._markdown
        found = list(blocks)
        left = 0
        for block in blocks:
            second = text.find("\n", block.start, block.end) + 1
            last = text.rfind("\n", block.start, block.end) + 1
            if second < last:
                found.extend(_within_lines(text, left, second, markdown=markdown))
                left = last
        found.extend(_within_lines(text, left, len(text), markdown=markdown))
        return _disjoint(found)


def find_regions(document: Document) -> Regions:
    """The regions of `document`, which are looked for when they are asked for."""
    return Regions(document.text, document.classes, document.format)


def _disjoint(regions: list[Region]) -> list[Region]:
    starts = [region[0] for region in regions]
    if not all(map(lt, starts, starts[1:])):
        regions.sort(key=itemgetter(1), reverse=True)
        regions.sort(key=itemgetter(0))  # of those that begin together the longest stays first
    kept: list[Region] = []
    last = 0
    for region in regions:
        if region[0] >= last:
            kept.append(region)
            last = region[1]
    return kept


# -- what a text is -------------------------------------------------------------------------------------

_FRONT_MATTER = lazy(r"\A(---|\+\+\+)[ \t]*\r?\n(?:(?!\1)[^\r\n]*\r?\n){0,200}?\1[ \t]*(?=\r?\n|\Z)")
# ASCII marks stand for themselves among the classes, in which a byte is found at once: what consists of marks and
# blanks (`i` is the tab) is looked for there.
# Bytes are asked for as numbers: `b"<" in classes` takes eight times as long as `60 in classes`.
_LINE_FEED, _RETURN, _LESS, _BRACKET, _BACK_QUOTE, _TILDE, _DOLLAR = b"\n\r<]`~$"
_HASH, _STAR = b"#*"
_BLANKS = 200  # code points before the first tag of HTML
_HTML = lazy(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE = lazy(rb"#{1,4} [^\n]{1,100}\n\n")
"""A heading with an empty line under it, which says more than another sign."""
_SIGNING = bytes(code in b"#-*+>|:!" for code in range(256))
SIGNS = 3
"""Signs of Markdown from which a text is Markdown; one or two in a plain text are an accident."""


def text_format(document: Document) -> Format:
    """Whether a text is HTML, Markdown or plain: by its signs; the name is only a hint."""
    text, classes = document.text, document.classes
    tagged = _LESS in classes
    if tagged and text[:_BLANKS].lstrip("\ufeff \t\r\n")[:1] == "<" and _HTML.search(text, 0, 5000):
        return "html"
    if document.path.lower().removesuffix(".gz").removesuffix(".zst").endswith((".md", ".markdown", ".mdx")):
        return "markdown"
    scan = document.scan
    batch = scan.texts
    signs = batch.view(_signs)[scan.number]
    if signs < SIGNS:
        if tagged and _HTML.search(text, 0, 5000):
            return "html"
        if _STAR in classes:
            signs += classes.count(b"**") // 2
        if _BRACKET in classes:
            signs += classes.count(b"](")
        if signs and _HASH in classes and _has_title(classes):
            signs += 1 + (tagged and "\n<!--" in text)
    if (
        signs >= SIGNS
        or (_may_have_fence(classes) and _fence_lines(classes))
        or (text.startswith(("---", "+++")) and _FRONT_MATTER.match(text))
    ):
        return "markdown"
    return "plain"


def marked(batch: Batch) -> frozenset[int]:
    """The numbers of the texts that have the signs of Markdown, and so are not plain."""
    return frozenset([number for number, signs in enumerate(batch.view(_signs)) if signs >= SIGNS])


def _signs(batch: Batch) -> list[int]:
    """How many lines of each text begin with a sign of Markdown."""
    classes, signing = batch.classes, _SIGNING
    counts = [0] * len(batch.starts)
    _count_signs(classes, len(classes), signing, batch.walls, counts)
    return counts


def _count_signs(classes: bytes, size: int, signing: bytes, walls: list[int], counts: list[int]) -> None:
    """Add to `counts`, which has a number for each text, the lines of it that begin with a sign."""
    number = 0
    for wall in walls:
        place = wall + 1
        if place and place <= size and classes[wall] != 10:  # what parts two texts
            number += 1
        if place < size and signing[classes[place]] and _is_sign(classes, size, place):
            counts[number] += 1


def _is_sign(classes: bytes, size: int, place: int) -> bool:
    """Whether one of #{1,4}, -, *, + and > stands there with a space after it, or |, or :::, or ![."""
    kind = classes[place]
    last = place + 1
    if kind == 35:  # #
        while last < size and last < place + 4 and classes[last] == 35:
            last += 1
    elif kind == 58:  # :
        return last + 1 < size and classes[last] == 58 and classes[last + 1] == 58
    elif kind == 33:  # !
        return last < size and classes[last] == 91  # [
    elif kind == 124:  # |
        return True
    return last < size and classes[last] == 32


def _has_title(classes: bytes) -> bool:
    """Whether there is a heading with an empty line under it."""
    place = -1
    while _TITLE.match(classes, place + 1) is None:
        place = classes.find(b"\n#", place + 1)
        if place < 0:
            return False
    return True


# -- what runs over lines -------------------------------------------------------------------------------

_OPENED = lazy(
    r"<(?:!(?:--|doctype[^>]{0,300}>)|(script|style|pre|code)(?=[\s>])[^>]{0,500}>)", re.IGNORECASE
)
_CLOSED = {name: lazy(rf"</{name}\s{{0,20}}>", re.IGNORECASE) for name in ("script", "style", "pre", "code")}
_LONGEST_COMMENT, _LONGEST_SCRIPT, _LONGEST_FORMULA = 20_000, 100_000, 2_000
_LONGEST_LINE = 4_000  # code points of a line that are looked at together
# Lines that are indented by four, with the empty ones between them.
_INDENTED = lazy(rb"(?:(?: {4}|i)[^\r\n]*(?:\n|\Z)|[ i]*\n(?=(?: {4}|i)))+")


def _blocks(text: str, classes: bytes, quoted: _Quoted, *, markdown: bool) -> list[Region]:
    """What runs over lines, without overlap."""
    found: list[Region] = []
    if text.startswith(("---", "+++")):
        front = _FRONT_MATTER.match(text)
        if front is not None:
            found.append(Region(0, front.end(), "front-matter"))
    if _may_have_fence(classes):
        found.extend(_fences(classes))
    if markdown and (classes.find(b"\n\n    ") >= 0 or classes.find(b"\n\ni") >= 0):
        found.extend(_indented(classes))
    if _DOLLAR in classes and classes.find(b"$$") >= 0:
        found.extend(_displayed(text, quoted))
    if len(found) > 1:
        found = _disjoint(found)
    if _LESS in classes and _OPENED.search(text):
        return _with_elements(text, found, quoted)
    return found


def _indented(classes: bytes) -> Iterator[Region]:
    """Blocks of code that are indented, at the start or after an empty line."""
    match = _INDENTED.match(classes)
    if match is not None:
        yield Region(0, match.end(), "code")
    for blank in (b"\n\n    ", b"\n\ni"):
        place = classes.find(blank)
        while place >= 0:
            match = _INDENTED.match(classes, place + 2)
            end = match.end() if match is not None else place + 2
            yield Region(place + 2, end, "code")
            place = classes.find(blank, end - 1)


class _Closer:
    """Where elements of one name end. The text is read once, however many of them are left open."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._search = _CLOSED[name].search
        self._read = 0  # up to where the text has been looked at
        self._found: tuple[int, int] | None = None

    def after(self, place: int) -> int:
        """Where the element ends whose content begins at `place`, -1 where it does not end soon."""
        found = self._found
        if found is None or found[0] < place:
            match = self._search(self._text, max(place, self._read), place + _LONGEST_SCRIPT)
            self._found = found = None if match is None else match.span()
            self._read = place + _LONGEST_SCRIPT if found is None else found[1]
        return -1 if found is None or found[0] > place + _LONGEST_SCRIPT else found[1]


def _with_elements(text: str, blocks: list[Region], quoted: _Quoted) -> list[Region]:
    """Beside `blocks` the comments, and the elements that hold code. Linear, whatever is left open."""
    closers: dict[str, _Closer] = {}
    comment_end = 0  # of the first comment that ends behind what was looked at last; -1: of none
    kept: list[Region] = []
    number, last = 0, 0
    new = tuple.__new__
    for match in _OPENED.finditer(text):
        start = match.start()
        while number < len(blocks) and blocks[number].start <= start:
            if blocks[number].start >= last:
                kept.append(blocks[number])
                last = blocks[number].end
            number += 1
        if start < last or (text[start - 1] == "`" and text[match.end() : match.end() + 1] == "`"):
            continue  # `<script>` alone is spoken of
        name = match.group(1)
        if name is not None:
            name = name.lower()
            if name not in closers:
                closers[name] = _Closer(text, name)
            end = closers[name].after(match.end())
            if end < 0:
                continue
            region = new(Region, (start, end, "code"))
        elif match.end() == start + len("<!--"):
            if 0 <= comment_end < match.end() + len("-->"):
                place = text.find("-->", match.end())
                comment_end = place + len("-->") if place >= 0 else -1
            if not 0 < comment_end <= match.end() + _LONGEST_COMMENT:
                continue
            region = new(Region, (start, comment_end, "markup"))
        else:
            region = new(Region, (start, match.end(), "markup"))
        if not quoted.holds(start, last):
            kept.append(region)
            last = region.end
    kept.extend(block for block in itertools.islice(blocks, number, None) if block.start >= last)
    return kept


_HOLDING = ("`", "$", "](")


class _Quoted:
    """Where something within a line holds the beginning of what would run over lines: a text about HTML speaks
    of `<code>`. A line is looked at once, a long one in pieces."""

    def __init__(self, text: str, *, markdown: bool) -> None:
        self._text = text
        self._markdown = markdown
        self._left = self._right = 0
        self._held: list[Region] = []
        self._any = any(sign in text for sign in _HOLDING)

    def holds(self, place: int, low: int) -> bool:
        """Whether something that begins at `low` or later holds `place`."""
        if not self._any:
            return False
        if not self._left <= place < self._right:
            self._look(place)
        held = self._held
        if not held:
            return False
        index = bisect.bisect_left(held, (place,)) - 1
        return index >= 0 and held[index].end > place and held[index].start >= low

    def _look(self, place: int) -> None:
        text = self._text
        low = place - place % _LONGEST_LINE
        high = min(len(text), low + _LONGEST_LINE)
        self._left = left = max(low, text.rfind("\n", low, place) + 1)
        self._right = right = text.find("\n", place, high) + 1 or high
        line = text[left:right]
        self._held = []
        if any(sign in line for sign in _HOLDING):
            self._held = _disjoint(_within_lines(text, left, right, markdown=self._markdown))


def _displayed(text: str, quoted: _Quoted) -> Iterator[Region]:
    """Formulas between doubled dollar signs."""
    low = 0
    place = text.find("$$")
    while place >= 0:
        end = text.find("$$", place + 3, place + 4 + _LONGEST_FORMULA)
        if end >= 0 and not quoted.holds(place, low):
            low = end + 2
            yield Region(place, low, "formula")
            place = end
        place = text.find("$$", place + 2)


def _may_have_fence(classes: bytes) -> bool:
    # One byte is looked for many times as fast as three.
    return (_BACK_QUOTE in classes and classes.find(b"```") >= 0) or (
        _TILDE in classes and classes.find(b"~~~") >= 0
    )


def _fence_lines(classes: bytes) -> list[tuple[int, int, int, int, bool]]:
    """The lines that may open or close a block of code, in order: start, end, the sign of the fence, how many of it there
    are, and whether nothing else stands there."""
    found: list[tuple[int, int, int, int, bool]] = []
    for fence in (b"```", b"~~~"):
        place = classes.find(fence)
        if place >= 0:
            start = classes.rfind(b"\n", 0, place) + 1
            _find_fences(classes, len(classes), start, fence[0], found)
    found.sort()
    return found


def _find_fences(
    classes: bytes, size: int, start: int, sign: int, found: list[tuple[int, int, int, int, bool]]
) -> None:
    """Add the lines from `start`, where one begins, in which three of a sign stand first, but for blanks and >."""
    place = start
    while place + 2 < size:
        kind = classes[place]
        place += 1
        if kind == 10:
            start = place
        elif kind == sign and classes[place] == sign and classes[place + 1] == sign:
            opening = place - 1
            end = place
            while end < size and classes[end] != 10:
                end += 1
            place = end
            if start and opening - start >= 200:  # blanks and > before a fence
                continue
            stop = end - (classes[end - 1] == 13)
            behind = opening
            while behind < stop and classes[behind] == sign:
                behind += 1
            if _is_bare(classes, start, opening) and not _holds(classes, behind, stop, 96):  # `
                found.append((start, stop, sign, behind - opening, _is_bare(classes, behind, stop)))


def _is_bare(classes: bytes, start: int, end: int) -> bool:
    """Whether nothing but blanks, > and CR stands there."""
    for place in range(start, end):
        kind = classes[place]
        if kind != 32 and kind != 105 and kind != 62 and kind != 13:  # the tab's class is i
            return False
    return True


def _holds(classes: bytes, start: int, end: int, kind: int) -> bool:
    for place in range(start, end):  # noqa: SIM110 (a loop is compiled, a generator is not)
        if classes[place] == kind:
            return True
    return False


def _fences(classes: bytes) -> Iterator[Region]:
    """The blocks of code between fences; one that is not closed ends with the text."""
    opened, open_sign, open_count = -1, 0, 0
    new = tuple.__new__
    for start, end, sign, count, bare in _fence_lines(classes):
        if opened < 0:
            opened, open_sign, open_count = start, sign, count
        elif bare and sign == open_sign and count >= open_count:
            yield new(Region, (opened, end, "code"))
            opened = -1
    if opened >= 0:
        yield Region(opened, len(classes), "code")


# -- what ends with its line ----------------------------------------------------------------------------

# A pattern that begins with a literal is found at the speed of `str.find`; what must stand before it is asked after it.
_INLINE_CODE = lazy(r"`(?<!``)(`{0,2})(?!`)[^`\r\n]{1,500}`\1(?!`)")
_URL = lazy(
    r"(?:https?|ftp|file)://[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%()]*[A-Za-z0-9\-_~/#=%&)]"
    r"|(?<![A-Za-z0-9.])www\.[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]*)?"
    r"|(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
)
# Attributes must look like attributes: in 若 a<b 且 c>d there is no tag. They may stand on lines of their own.
_TAG = lazy(
    r"</?[A-Za-z][A-Za-z0-9:\-]{0,40}"
    r"(?:\s+[A-Za-z_:@#][\w:.\-]{0,60}(?:\s?=\s?(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>=`]{1,500}))?){0,40}\s*/?>"
)
_LONGEST_TAG = 8_000
"""Code points within which a tag ends, and so how far before a line one may begin that reaches into it."""
_LINK_TARGET = lazy(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*){0,50}(?:[ \t]+\"[^\"\r\n]{0,200}\")?\)")
_LINK_DEFINITION = lazy(r"[ ]{0,3}\[[^\]\r\n]{1,100}\]:[ \t]*\S+[^\n]*")
_HEADING_ID = lazy(r"\{#[A-Za-z0-9_\-.:]+\}")
_FORMULA = lazy(r"\$(?<![\\$\w]\$)(?![\s$])[^$\r\n\u3400-\u9fff]{1,300}(?<![\s\\])\$(?![\w$])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOCAL = _LETTERS + _LETTERS.upper() + "0123456789._%+-"
_SCHEMES = (("https", 5), ("http", 4), ("ftp", 3), ("file", 4))


def _within_lines(text: str, left: int, right: int, *, markdown: bool) -> list[Region]:
    """What begins in the lines [left, right) and does not run over lines, but for a tag; not yet disjoint."""
    lines = text[left:right]
    found: list[Region] = []
    if "`" in lines:
        found.extend(Region(*match.span(), "code") for match in _INLINE_CODE.finditer(text, left, right))
    if "@" in lines or "://" in lines or "www." in lines:
        found.extend(_urls(text, left, right))
    if "<" in lines:
        found.extend(_elements(text, left, right))
    if "$" in lines:
        found.extend(Region(*match.span(), "formula") for match in _FORMULA.finditer(text, left, right))
    if markdown:
        if "](" in lines:
            found.extend(Region(*match.span(), "url") for match in _LINK_TARGET.finditer(text, left, right))
        if "]:" in lines:
            found.extend(_link_definitions(text, left, right))
        if "{#" in lines:
            found.extend(Region(*match.span(), "markup") for match in _HEADING_ID.finditer(text, left, right))
    return found


def _places(text: Any, literal: Any, left: int, right: int) -> Iterator[int]:
    """Where this literal stands in `text`, both of them text or bytes."""
    place = text.find(literal, left, right)
    while place >= 0:
        yield place
        place = text.find(literal, place + len(literal), right)


def _urls(text: str, left: int, right: int) -> Iterator[Region]:
    """Addresses: what _URL finds, tried only where its signs stand."""
    starts = list(_places(text, "www.", left, right))
    for place in _places(text, "://", left, right):
        starts.extend(
            place - size for name, size in _SCHEMES if text.startswith(name, max(left, place - size))
        )
    for place in _places(text, "@", left, right):
        before = text[max(left, place - 65) : place]
        starts.append(place - len(before) + len(before.rstrip(_LOCAL)))
    last = left
    for start in sorted(starts):
        match = _URL.match(text, start) if start >= last else None
        if match is not None:
            last = match.end()
            yield Region(start, last, "url")


def _elements(text: str, left: int, right: int) -> Iterator[Region]:
    """Tags that begin in [left, right)."""
    last = left
    new = tuple.__new__  # a page may be made of tags
    for match in _TAG.finditer(text, left, right):
        start, last = match.span()
        if last - start <= _LONGEST_TAG:
            yield new(Region, (start, last, "markup"))
    # One may reach beyond: the last, since none holds another.
    start = text.rfind("<", last, right)
    tag = _TAG.match(text, start, min(len(text), start + _LONGEST_TAG)) if start >= 0 else None
    if tag is not None:
        yield Region(start, tag.end(), "markup")


def _reaching(text: str, left: int, quoted: _Quoted) -> Iterator[Region]:
    """The tag that begins before the line at `left` and reaches into it: none holds < or >."""
    low = max(0, left - _LONGEST_TAG)
    place = text.rfind("<", low, left)
    if place < 0 or text.find(">", place, left) >= 0:
        return
    match = _TAG.match(text, place, min(len(text), place + _LONGEST_TAG))
    if match is not None and not quoted.holds(place, 0):
        yield Region(place, match.end(), "markup")


def _link_definitions(text: str, left: int, right: int) -> Iterator[Region]:
    """The lines that say where a link leads."""
    last = left
    for place in _places(text, "]:", left, right):
        if place < last:
            continue
        match = _LINK_DEFINITION.match(text, text.rfind("\n", last, place) + 1 or last)
        last = text.find("\n", place, right) + 1 or right  # a line is looked at once
        if match is not None:
            yield Region(*match.span(), "url")
