"""Regions: which parts of a text are not prose, and what kind of text it is.

One view serves all rules. What a text is, is judged by its content; the name is only a hint. Nearly every rule
asks about one place or a few, so the lines of these places are looked at and no others: what runs over lines
(front matter, fences, scripts, comments) is found first, and everything else ends with its line.
"""

from __future__ import annotations

import bisect
import itertools
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from polint import octet
from polint.batch import ONES, Batch
from polint.cached import cached_property
from polint.named import NamedTuple
from polint.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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

    def __init__(
        self,
        text: str,
        classes: bytes,
        format: Format,  # noqa: A002
        fenced: Sequence[int] = (),
        indented: Sequence[int] = (),
    ) -> None:
        """`fenced` and `indented` as Lines has them of this text."""
        self.format: Format = format
        self._text = text
        self._classes = classes
        self._markdown = format == "markdown"
        self._tags = _LESS in classes
        self._quoted = _Quoted(text, classes, markdown=self._markdown)
        self._blocks = _blocks(text, classes, fenced, indented, self._quoted, markdown=self._markdown)
        self._lines: dict[int, list[Region]] = {}
        self._seen = 0
        # What was looked at last: the range, and its regions.
        self._left = self._right = 0
        self._near: list[Region] = []
        self._begins: list[int] | None = None
        """Where the regions of the whole begin, once these are what was looked at: numbers are compared ten times as fast
        as tuples."""

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
        begins = self._begins
        if begins is None:
            index = bisect.bisect_left(near, (offset + 1,)) - 1
        else:
            index = bisect.bisect_right(begins, offset) - 1
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
            begins = self._begins
            if begins is None:
                index = bisect.bisect_left(self._near, (min(end, self._right),)) - 1
            else:
                index = bisect.bisect_left(begins, min(end, self._right)) - 1
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
        classes = self._classes
        if self._seen > _FEW and self._seen * _SHARE > len(classes):
            self._look_at_all()
            return
        self._left = left = classes.rfind(b"\n", 0, offset) + 1
        self._right = right = classes.find(b"\n", offset) + 1 or len(classes) + 1
        if not left and right > len(classes):
            self._look_at_all()  # one line is looked at once
            return
        near = self._lines.get(left)
        if near is None:
            self._seen += right - left
            near = self._lines[left] = self._of_line(left, right)
        self._near = near

    def _look_at_all(self) -> None:
        self._left, self._right, self._near = 0, len(self._classes) + 1, self._all
        self._begins = [region[0] for region in self._near]

    def _of_line(self, left: int, right: int) -> list[Region]:
        found = _within_lines(self._text, self._classes, left, right, markdown=self._markdown)
        blocks = self._blocks
        index = bisect.bisect_left(blocks, (right,))
        while index and blocks[index - 1].end > left:
            index -= 1
            found.append(blocks[index])
        if self._tags and left:
            found.extend(_reaching(self._text, self._classes, left, self._quoted))
        return _disjoint(found) if len(found) > 1 else found

    @cached_property
    def _all(self) -> list[Region]:
        """All regions. Lines that lie wholly in one that runs over lines are not looked at."""
        text, classes, blocks, markdown = self._text, self._classes, self._blocks, self._markdown
        found = list(blocks)
        left = 0
        for block in blocks:
            second = classes.find(b"\n", block.start, block.end) + 1
            last = classes.rfind(b"\n", block.start, block.end) + 1
            if second < last:
                found.extend(_within_lines(text, classes, left, second, markdown=markdown))
                left = last
        found.extend(_within_lines(text, classes, left, len(text), markdown=markdown))
        return _disjoint(found)


def find_regions(document: Document) -> Regions:
    """The regions of `document`, which are looked for when they are asked for."""
    scan = document.scan
    lines = scan.texts.view(_lines)
    fenced, indented = lines.fenced.get(scan.number, ()), lines.indented.get(scan.number, ())
    return Regions(document.text, document.classes, document.format, fenced, indented)


def _disjoint(regions: list[Region]) -> list[Region]:
    """Of those that begin together the longest, in order, without those that begin within one before them."""
    regions.sort(key=itemgetter(0))
    kept: list[Region] = []
    first, last = -1, 0
    for region in regions:
        start, end, _ = region
        if start >= last and start > first:
            kept.append(region)
            first, last = start, end
        elif start == first and end > last:
            kept[-1] = region
            last = end
    return kept


# -- what a text is -------------------------------------------------------------------------------------

_FRONT_MATTER = lazy(r"\A(---|\+\+\+)[ \t]*\r?\n(?:(?!\1)[^\r\n]*\r?\n){0,200}?\1[ \t]*(?=\r?\n|\Z)")
# ASCII marks stand for themselves among the classes, in which a byte is found at once: what consists of marks and
# blanks (`i` is the tab) is looked for there.
# Bytes are asked for as numbers: `b"<" in classes` takes eight times as long as `60 in classes`.
_LESS, _BRACKET, _BACK_QUOTE, _DOLLAR = b"<]`$"
_HASH, _STAR = b"#*"
_BLANKS = 200  # code points before the first tag of HTML
_HTML = lazy(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE = lazy(rb"#{1,4} [^\n]{1,100}\n\n")
"""A heading with an empty line under it, which says more than another sign."""
_SIGNING = bytes(code in b"#-*+>|:!" for code in range(256))
SIGNS = 3
"""Signs of Markdown from which a text is Markdown; one or two in a plain text are an accident."""


class Lines(NamedTuple):
    """What the lines of the texts of a batch begin with: how many in each text with a sign of Markdown; and by the numbers of
    the texts that have any, from where to where, one after another, blocks of code stand between fences, and where lines
    begin that are indented under an empty one."""

    signs: list[int]
    fenced: dict[int, list[int]]
    indented: dict[int, list[int]]


def text_format(document: Document) -> Format:
    """Whether a text is HTML, Markdown or plain: by its signs; the name is only a hint."""
    text, classes = document.text, document.classes
    tagged = _LESS in classes
    if tagged and text[:_BLANKS].lstrip("\ufeff \t\r\n")[:1] == "<" and _HTML.search(text, 0, 5000):
        return "html"
    if document.path.lower().removesuffix(".gz").removesuffix(".zst").endswith((".md", ".markdown", ".mdx")):
        return "markdown"
    scan = document.scan
    lines = scan.texts.view(_lines)
    signs = lines.signs[scan.number]
    if signs < SIGNS:
        if tagged and _HTML.search(text, 0, 5000):
            return "html"
        signs, titled = _with_inner(classes, signs)
        signs += titled and tagged and "\n<!--" in text
    fenced = scan.number in lines.fenced
    if signs >= SIGNS or fenced or (text.startswith(("---", "+++")) and _FRONT_MATTER.match(text)):
        return "markdown"
    return "plain"


def marked(batch: Batch) -> frozenset[int]:
    """The numbers of the texts that have the signs of Markdown at the beginnings of lines, and so are not plain."""
    lines = batch.view(_lines)
    return frozenset([number for number, signs in enumerate(lines.signs) if signs >= SIGNS]).union(
        lines.fenced
    )


def is_marked(batch: Batch, number: int) -> bool:
    """Whether a text of a batch has the signs of Markdown, those within lines as well, and so is not plain."""
    lines = batch.view(_lines)
    signs = lines.signs[number]
    if signs >= SIGNS or number in lines.fenced:
        return True
    start, end = batch.spans[number]
    return _with_inner(batch.classes[start:end], signs)[0] >= SIGNS


def _with_inner(classes: bytes, signs: int) -> tuple[int, bool]:
    """How many signs of Markdown there are with those within lines and the title; whether there is a title."""
    if _STAR in classes:
        signs += classes.count(b"**") // 2
    if _BRACKET in classes:
        signs += classes.count(b"](")
    titled = signs > 0 and _HASH in classes and _has_title(classes)
    return signs + titled, titled


def _lines(batch: Batch) -> Lines:
    """A view of a batch."""
    classes = batch.classes
    signs, fenced, indented = lines = Lines([0] * len(batch.starts), {}, {})
    _read_lines(classes, len(classes), _SIGNING, batch.walls, len(batch.walls) // 4, signs, fenced, indented)
    return lines


def _read_lines(
    classes: bytes,
    size: int,
    signing: bytes,
    walls: bytes,
    count: int,
    signs: list[int],
    fenced: dict[int, list[int]],
    indented: dict[int, list[int]],
) -> None:
    """Fill `signs`, which has a number for each text, `fenced` and `indented`. A fence is three of ` or ~ or more, with
    nothing before it on its line but blanks and >, and no ` behind it; what closes a block has nothing behind it, and no
    fewer signs. A block that is not closed ends with the text."""
    number = start = 0  # the text, and where it begins
    before = opened = -1
    open_sign = open_count = 0
    for index in range(count):
        wall = octet.number(walls, index)
        # The line lies between the two.
        place = before + 1
        if before >= 0 and classes[before] != 10:  # what parts two texts
            if opened >= 0:
                fenced[number] += (opened, before - start)
                opened = -1
            number += 1
            start = place
        if place < wall:
            if signing[classes[place]] and _is_sign(classes, size, place):
                signs[number] += 1
            if place > start + 1 and classes[place - 2] == 10 and _is_indented(classes, place, wall):
                indented.setdefault(number, []).append(place - start)
            opening = _skip_blanks(classes, place, min(wall, place + 199))
            sign = classes[opening] if opening + 2 < wall else 0
            if (sign == 96 or sign == 126) and classes[opening + 1] == sign and classes[opening + 2] == sign:
                stop = wall - (classes[wall - 1] == 13)
                behind = opening
                while behind < stop and classes[behind] == sign:
                    behind += 1
                held = _holds(classes, behind, stop, 96)  # `
                if opened < 0 and not held:
                    opened, open_sign, open_count = place - start, sign, behind - opening
                    fenced.setdefault(number, [])
                elif (
                    not held
                    and sign == open_sign
                    and behind - opening >= open_count
                    and _skip_blanks(classes, behind, stop) == stop
                ):
                    fenced[number] += (opened, stop - start)
                    opened = -1
        before = wall
    if opened >= 0:
        fenced[number] += (opened, size - start)


def _is_indented(classes: bytes, place: int, end: int) -> bool:
    """Whether a tab or four blanks stand there."""
    if classes[place] == 105:  # the tab's class is i
        return True
    return (
        place + 4 <= end
        and classes[place] == 32
        and classes[place + 1] == 32
        and classes[place + 2] == 32
        and classes[place + 3] == 32
    )


def _skip_blanks(classes: bytes, place: int, end: int) -> int:
    """Where the blanks, > and CR end that stand there."""
    while place < end and (
        classes[place] == 32 or classes[place] == 105 or classes[place] == 62 or classes[place] == 13
    ):
        place += 1
    return place


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
_COMMENT = "<!--"
_BARE: tuple[tuple[str | None, int], ...] = ((None, 0), (None, 4), ("script", 8), ("style", 7))
"""The names and sizes of <!--, <script> and <style>, which begin most of what is found, and of which no pattern is asked."""
_CLOSED = {name: lazy(rf"</{name}\s{{0,20}}>", re.IGNORECASE) for name in ("script", "style", "pre", "code")}
_LONGEST_COMMENT, _LONGEST_SCRIPT, _LONGEST_FORMULA = 20_000, 100_000, 2_000
_LONGEST_LINE = 4_000  # code points of a line that are looked at together
# Lines that are indented by four, with the empty ones between them.
_INDENTED = lazy(rb"(?:(?: {4}|i)[^\r\n]*(?:\n|\Z)|[ i]*\n(?=(?: {4}|i)))+")


def _blocks(
    text: str,
    classes: bytes,
    fenced: Sequence[int],
    indented: Sequence[int],
    quoted: _Quoted,
    *,
    markdown: bool,
) -> list[Region]:
    """What runs over lines, without overlap."""
    found: list[Region] = []
    if text.startswith(("---", "+++")):
        front = _FRONT_MATTER.match(text)
        if front is not None:
            found.append(Region(0, front.end(), "front-matter"))
    new = tuple.__new__  # a manual may have a block for every paragraph
    for start, end in zip(fenced[::2], fenced[1::2], strict=True):
        found.append(new(Region, (start, end, "code")))
    if markdown:
        found.extend(_indented(classes, indented))
    if _DOLLAR in classes:
        found.extend(_displayed(classes, quoted))
    if len(found) > 1:
        found = _disjoint(found)
    return _with_elements(text, classes, found, quoted) if _LESS in classes else found


def _indented(classes: bytes, starts: Sequence[int]) -> Iterator[Region]:
    """Blocks of code that are indented, at the start or after an empty line, as those at `starts` are."""
    match = _INDENTED.match(classes)
    end = 0
    if match is not None:
        end = match.end()
        yield Region(0, end, "code")
    for start in starts:
        if start >= end:
            match = _INDENTED.match(classes, start)
            if match is not None:  # not where CR ends its lines
                end = match.end()
                yield Region(start, end, "code")


class _Closer:
    """Where elements of one name end. The text is read once, however many of them are left open."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._bare = f"</{name}>"
        self._search = _CLOSED[name].search
        self._read = 0  # up to where the text has been looked at
        self._found: tuple[int, int] | None = None

    def after(self, place: int) -> int:
        """Where the element ends whose content begins at `place`, -1 where it does not end soon."""
        found = self._found
        if found is None or found[0] < place:
            self._found = found = self._next(max(place, self._read), place + _LONGEST_SCRIPT)
            self._read = place + _LONGEST_SCRIPT if found is None else found[1]
        return -1 if found is None or found[0] > place + _LONGEST_SCRIPT else found[1]

    def _next(self, start: int, stop: int) -> tuple[int, int] | None:
        """The first closing tag in [start, stop)."""
        place = self._text.find("</", start, stop)
        if place < 0:
            return None
        end = place + len(self._bare)
        if end <= stop and self._text.startswith(self._bare, place):
            return place, end
        match = self._search(self._text, place, stop)
        return None if match is None else match.span()


def _openings(text: str, classes: bytes) -> Iterator[tuple[int, int, str | None]]:
    """What _OPENED finds, tried only where it may begin: from where to where, and the name of an element."""
    places: list[int] = []
    names: list[int] = []
    _find_openings(text, classes, len(classes), ONES, places, names)
    last = 0
    match_at = _OPENED.match
    for place, known in zip(places, names, strict=True):
        if place < last:
            continue
        if known:
            name, size = _BARE[known]
            last = place + size
            yield place, last, name
            continue
        match = match_at(text, place)
        if match is not None:
            last = match.end()
            name = match.group(1)
            yield place, last, None if name is None else name.lower()


def _find_openings(
    text: str, classes: bytes, size: int, ones: int, places: list[int], names: list[int]
) -> None:
    """Put into `places` where a < stands before what _OPENED begins with, by two characters, and into `names` which of _BARE
    stands there, 0 where it may be one with attributes. In most eights of classes there is none, which one look tells (see
    Batch.walls); `ones` has a 1 in each byte."""
    signs, tops = 60 * ones, 128 * ones
    place = 0
    while place < size - 2:
        if place + 8 < size:
            eight = octet.eight(classes, place) ^ signs
            if not (eight - ones) & ~eight & tops:
                place += 8
                continue
        stop = min(place + 8, size - 2)
        while place < stop:
            if classes[place] == 60:
                first, second = text[place + 1], text[place + 2]
                if first == "!" and second == "-" and place + 3 < size and classes[place + 3] == 45:
                    places.append(place)
                    names.append(1)
                elif (
                    (first == "!" and (second == "d" or second == "D"))
                    or ((first == "s" or first == "S") and (second in "cCtT"))
                    or ((first == "p" or first == "P") and (second == "r" or second == "R"))
                    or ((first == "c" or first == "C") and (second == "o" or second == "O"))
                ):
                    places.append(place)
                    bare = 0
                    if place + 7 < size and classes[place + 7] == 62 and text[place : place + 7] == "<script":
                        bare = 2
                    elif (
                        place + 6 < size and classes[place + 6] == 62 and text[place : place + 6] == "<style"
                    ):
                        bare = 3
                    names.append(bare)
            place += 1


def _with_elements(text: str, classes: bytes, blocks: list[Region], quoted: _Quoted) -> list[Region]:
    """Beside `blocks` the comments, and the elements that hold code. Linear, whatever is left open."""
    closers: dict[str, _Closer] = {}
    comment_end = 0  # of the first comment that ends behind what was looked at last; -1: of none
    kept: list[Region] = []
    number, last = 0, 0
    new = tuple.__new__
    for start, stop, name in _openings(text, classes):
        while number < len(blocks) and blocks[number].start <= start:
            if blocks[number].start >= last:
                kept.append(blocks[number])
                last = blocks[number].end
            number += 1
        if start < last or (text[start - 1] == "`" and text[stop : stop + 1] == "`"):
            continue  # `<script>` alone is spoken of
        if name is not None:
            if name not in closers:
                closers[name] = _Closer(text, name)
            end = closers[name].after(stop)
            if end < 0:
                continue
            region = new(Region, (start, end, "code"))
        elif stop == start + len(_COMMENT):
            if 0 <= comment_end < stop + len("-->"):
                place = text.find("-->", stop)
                comment_end = place + len("-->") if place >= 0 else -1
            if not 0 < comment_end <= stop + _LONGEST_COMMENT:
                continue
            region = new(Region, (start, comment_end, "markup"))
        else:
            region = new(Region, (start, stop, "markup"))
        if not quoted.holds(start, last):
            kept.append(region)
            last = region.end
    kept.extend(block for block in itertools.islice(blocks, number, None) if block.start >= last)
    return kept


def _may_hold(classes: bytes) -> bool:
    return _BACK_QUOTE in classes or _DOLLAR in classes or (_BRACKET in classes and classes.find(b"](") >= 0)


class _Quoted:
    """Where something within a line holds the beginning of what would run over lines: a text about HTML speaks
    of `<code>`. A line is looked at once, a long one in pieces."""

    def __init__(self, text: str, classes: bytes, *, markdown: bool) -> None:
        self._text = text
        self._classes = classes
        self._markdown = markdown
        self._left = self._right = 0
        self._held: list[Region] | None = []
        self._any = _may_hold(classes)

    def holds(self, place: int, low: int) -> bool:
        """Whether something that begins at `low` or later holds `place`."""
        if not self._any:
            return False
        if not self._left <= place < self._right:
            self._look(place)
        if not self._classes[self._left : place].strip(b" i"):
            return False  # it begins its line, as most elements do
        held = self._held
        if held is None:
            held = self._held = self._within()
        index = bisect.bisect_left(held, (place,)) - 1
        return index >= 0 and held[index].end > place and held[index].start >= low

    def _look(self, place: int) -> None:
        classes = self._classes
        low = place - place % _LONGEST_LINE
        high = min(len(classes), low + _LONGEST_LINE)
        self._left = max(low, classes.rfind(b"\n", low, place) + 1)
        self._right = classes.find(b"\n", place, high) + 1 or high
        self._held = None

    def _within(self) -> list[Region]:
        """What the line holds that was looked at."""
        left, right = self._left, self._right
        if not _may_hold(self._classes[left:right]):
            return []
        return _disjoint(_within_lines(self._text, self._classes, left, right, markdown=self._markdown))


def _displayed(classes: bytes, quoted: _Quoted) -> Iterator[Region]:
    """Formulas between doubled dollar signs."""
    low = 0
    place = classes.find(b"$")
    while place >= 0:
        if classes.startswith(b"$$", place):  # one sign is found ten times as fast as two
            end = classes.find(b"$$", place + 3, place + 4 + _LONGEST_FORMULA)
            if end >= 0 and not quoted.holds(place, low):
                low = end + 2
                yield Region(place, low, "formula")
                place = end
            place += 1
        place = classes.find(b"$", place + 1)


def _holds(classes: bytes, start: int, end: int, kind: int) -> bool:
    for place in range(start, end):  # noqa: SIM110 (a loop is compiled, a generator is not)
        if classes[place] == kind:
            return True
    return False


# -- what ends with its line ----------------------------------------------------------------------------

# A pattern that begins with a literal is found at the speed of `str.find`; what must stand before it is asked after it.
_LONGEST_CODE = 500  # code points of code within a line
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
_LONGEST_NAME = 41
"""Code points of a tag's name at most, as _TAG has them."""
_LONGEST_TAG = 8_000
"""Code points within which a tag ends, and so how far before a line one may begin that reaches into it."""
_LINK_TARGET = lazy(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*){0,50}(?:[ \t]+\"[^\"\r\n]{0,200}\")?\)")
_LINK_DEFINITION = lazy(r"[ ]{0,3}\[[^\]\r\n]{1,100}\]:[ \t]*\S+[^\n]*")
_HEADING_ID = lazy(r"\{#[A-Za-z0-9_\-.:]+\}")
_FORMULA = lazy(r"\$(?<![\\$\w]\$)(?![\s$])[^$\r\n\u3400-\u9fff]{1,300}(?<![\s\\])\$(?![\w$])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOCAL = _LETTERS + _LETTERS.upper() + "0123456789._%+-"
_SCHEMES = (("https", 5), ("http", 4), ("ftp", 3), ("file", 4))


_MARKING = b"`<$@:.]{"
_CODE, _TAGGED, _MATH, _MAIL, _COLON, _POINT, _CLOSED_BRACKET, _BRACE = (1 << bit for bit in range(8))
_MARKED = bytes([1 << _MARKING.index(code) if code in _MARKING else 0 for code in range(256)])
"""Of each class a bit for the mark that it is, without which there is no region of a kind within a line."""


def _within_lines(text: str, classes: bytes, left: int, right: int, *, markdown: bool) -> list[Region]:
    """What begins in the lines [left, right) and does not run over lines, but for a tag; not yet disjoint."""
    found: list[Region] = []
    end = min(right, len(classes))
    marks = _marks_in(classes, left, end, _MARKED)
    if not marks:
        return found
    if marks & _CODE:
        _find_code(classes, left, end, _LONGEST_CODE, found)
    if (
        marks & _MAIL
        or (marks & _COLON and classes.find(b"://", left, end) >= 0)
        or (marks & _POINT and classes.find(b"lll.", left, end) >= 0)  # www.
    ):
        found.extend(_urls(text, classes, left, right))
    if marks & _TAGGED:
        found.extend(_elements(text, classes, left, right))
    if marks & _MATH:
        _find_formulas(classes, left, end, _FORMULA.match, text, found)
    if markdown and marks & _CLOSED_BRACKET:
        if classes.find(b"](", left, end) >= 0:
            found.extend(_matched(_LINK_TARGET, text, left, right, "url"))
        if classes.find(b"]:", left, end) >= 0:
            found.extend(_link_definitions(text, classes, left, right))
    if markdown and marks & _BRACE and classes.find(b"{#", left, end) >= 0:
        found.extend(_matched(_HEADING_ID, text, left, right, "markup"))
    return found


def _marks_in(classes: bytes, left: int, right: int, kinds: bytes) -> int:
    """The bits of all classes in [left, right)."""
    found = 0
    for place in range(left, right):
        found |= kinds[classes[place]]
    return found


def _matched(pattern: Any, text: str, left: int, right: int, kind: Kind) -> list[Region]:
    new = tuple.__new__
    return [new(Region, (*match.span(), kind)) for match in pattern.finditer(text, left, right)]


def _find_formulas(
    classes: bytes, left: int, right: int, match: Callable[..., re.Match[str] | None], text: str, found: list[Region]
) -> None:  # fmt: skip
    """Add what stands between two dollar signs. `match`: of _FORMULA, which is asked only where neither a letter, a digit, $
    nor a backslash stands before the first, and no blank behind it."""
    new = tuple.__new__
    place = left
    while place + 2 < right:
        if classes[place] == 36:  # $
            before = classes[place - 1] if place else 10
            behind = classes[place + 1]
            if (
                before != 36 and before != 92 and before != 108 and before != 100  # $, \, l, d
                and behind != 32 and behind != 10 and behind != 36
            ):  # fmt: skip
                formula = match(text, place, right)
                if formula is not None:
                    found.append(new(Region, (place, formula.end(), "formula")))
                    place = formula.end()
                    continue
        place += 1


def _find_code(classes: bytes, left: int, right: int, most: int, found: list[Region]) -> None:
    """Add what stands between one to three back quotes and as many, with up to `most` code points between them and no line
    end."""
    new = tuple.__new__
    place = left
    while place < right:
        if classes[place] != 96:  # `
            place += 1
            continue
        start = place
        while place < right and classes[place] == 96:
            place += 1
        size = place - start
        if size > 3:
            continue
        stop = place
        while stop < right and classes[stop] != 96 and classes[stop] != 10 and classes[stop] != 13:
            stop += 1
        end = stop
        while end < right and classes[end] == 96:
            end += 1
        if end - stop == size and stop - place <= most:
            found.append(new(Region, (start, end, "code")))
            place = end
        else:
            place = stop


def _places(text: Any, literal: Any, left: int, right: int) -> Iterator[int]:
    """Where this literal stands in `text`, both of them text or bytes."""
    place = text.find(literal, left, right)
    while place >= 0:
        yield place
        place = text.find(literal, place + len(literal), right)


def _urls(text: str, classes: bytes, left: int, right: int) -> Iterator[Region]:
    """Addresses: what _URL finds, tried only where its signs stand."""
    # Three letters and a point are found among the classes several times as fast as these in a text.
    starts = [place for place in _places(classes, b"lll.", left, right) if text.startswith("www.", place)]
    for place in _places(classes, b"://", left, right):
        starts.extend(
            place - size for name, size in _SCHEMES if text.startswith(name, max(left, place - size))
        )
    for place in _places(classes, b"@", left, right):
        before = text[max(left, place - 65) : place]
        starts.append(place - len(before) + len(before.rstrip(_LOCAL)))
    last = left
    for start in sorted(starts):
        match = _URL.match(text, start) if start >= last else None
        if match is not None:
            last = match.end()
            yield Region(start, last, "url")


def _bare_tag_end(classes: bytes, place: int, right: int) -> int:
    """Where the tag without attributes ends that begins at a place, before a letter or / and a letter; 0 where it is none."""
    place += 1 + (classes[place + 1] == 47)  # /
    stop = min(right, place + _LONGEST_NAME)
    while place < stop and (
        classes[place] == 108
        or classes[place] == 100
        or classes[place] == 58
        or classes[place] == 45  # l, d, :, -
    ):
        place += 1
    if place + 1 < right and classes[place] == 47:
        place += 1
    return place + 1 if place < right and classes[place] == 62 else 0  # >


def _find_tags(
    classes: bytes, left: int, right: int, match: Callable[..., re.Match[str] | None], text: str, found: list[Region]
) -> int:  # fmt: skip
    """Add the tags that lie in [left, right); where the last one ends, however long it is. `match`: of _TAG, which is asked
    only where a letter stands behind the sign (of most signs that is not so in a formula, and always in a page) and the
    tag has more than a name."""
    new = tuple.__new__
    last = place = left
    while place + 2 < right:
        if classes[place] == 60 and (  # <
            classes[place + 1] == 108 or (classes[place + 1] == 47 and classes[place + 2] == 108)  # l, /l
        ):
            end = _bare_tag_end(classes, place, right)
            if not end:
                tag = match(text, place, right)
                end = 0 if tag is None else tag.end()
            if end:
                last = end
                if last - place <= _LONGEST_TAG:
                    found.append(new(Region, (place, last, "markup")))
                place = last
                continue
        place += 1
    return last


def _elements(text: str, classes: bytes, left: int, right: int) -> Iterator[Region]:
    """Tags that begin in [left, right)."""
    found: list[Region] = []
    last = _find_tags(classes, left, min(right, len(classes)), _TAG.match, text, found)
    yield from found
    # One may reach beyond: the last, since none holds another.
    start = classes.rfind(b"<", last, right)
    tag = _TAG.match(text, start, min(len(text), start + _LONGEST_TAG)) if start >= 0 else None
    if tag is not None:
        yield Region(start, tag.end(), "markup")


def _reaching(text: str, classes: bytes, left: int, quoted: _Quoted) -> Iterator[Region]:
    """The tag that begins before the line at `left` and reaches into it: none holds < or >."""
    low = max(0, left - _LONGEST_TAG)
    place = classes.rfind(b"<", low, left)
    if place < 0 or classes.find(b">", place, left) >= 0:
        return
    match = _TAG.match(text, place, min(len(text), place + _LONGEST_TAG))
    if match is not None and not quoted.holds(place, 0):
        yield Region(place, match.end(), "markup")


def _link_definitions(text: str, classes: bytes, left: int, right: int) -> Iterator[Region]:
    """The lines that say where a link leads."""
    last = left
    for place in _places(classes, b"]:", left, right):
        if place < last:
            continue
        match = _LINK_DEFINITION.match(text, classes.rfind(b"\n", last, place) + 1 or last)
        last = classes.find(b"\n", place, right) + 1 or right  # a line is looked at once
        if match is not None:
            yield Region(*match.span(), "url")
