"""Document: one text, where it came from, and the views of it that rules share.

A view is computed once, lazily, and asked for by name; `Document.view` does the same for views that a rule
package or a plugin defines (an outline, a script profile). Offsets are code points.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING, Any, TypeVar

from polint.batch import count, line_starts
from polint.cached import cached_property
from polint.character import ASTRAL
from polint.finding import Position, Range, Record, Span
from polint.fold import SHARED, text_of_units
from polint.named import NamedTuple
from polint.pattern import lazy
from polint.scan import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from polint.batch import Batch
    from polint.region import Format, Regions
    from polint.scan import Scan
    from polint.suppression import Suppression

T = TypeVar("T")

_LINE_END = lazy("\r\n?|\n")

_CHECKPOINT = 4096
"""Code points between two known byte offsets: a column of a line of 200 MB must not cost 200 MB."""


class Source(NamedTuple):
    """How a text was read: its encoding (Python's name), whether a BOM led it, the bytes as they were, and
    where bytes could not be decoded (byte offset, number of bytes)."""

    encoding: str = "utf-8"
    bom: bool = False
    raw: bytes | None = None
    undecodable: tuple[tuple[int, int], ...] = ()


_UTF8 = Source()


class Line(NamedTuple):
    """One line: its 0-based index, its range without the line end."""

    index: int  # type: ignore[assignment]  # a line's index, not tuple's method
    start: int
    end: int
    text: str


def _merged(places: list[Sequence[int]]) -> Sequence[int]:
    if len(places) < 2:
        return places[0] if places else ()
    return sorted(itertools.chain.from_iterable(places))


class Document:
    """A text with its place: a file's `path` (with `/`), and in a file of many its `record`.

    `metadata` holds a record's other fields or the front matter's; `manifest` the entry about this
    document, an empty one where a manifest does not list it, None where there is no manifest.
    """

    def __init__(
        self,
        text: str,
        path: str = "-",
        record: Record | None = None,
        metadata: Mapping[str, Any] | None = None,
        source: Source = _UTF8,
        manifest: Mapping[str, Any] | None = None,
        suppressions: tuple[Suppression, ...] = (),
    ) -> None:
        self.text = text
        self.path = path
        self.record = record
        self.metadata: Mapping[str, Any] = {} if metadata is None else metadata
        self.source = source
        self.manifest = manifest
        self.suppressions = suppressions
        """What a sidecar says need not be reported of this document."""
        self._views: dict[Callable[[Document], Any], Any] = {}
        self._counts: dict[bytes, int] = {}

    # -- the shared passes ------------------------------------------------------------------------------

    def attach(self, scan: Scan) -> None:
        """Give the document what the shared passes found, when they were made over a batch."""
        self.scan = scan

    @cached_property
    def scan(self) -> Scan:
        """What the shared passes found; without triggers where nobody attached a scan."""
        return Scanner((), SHARED.tables).scan([self.text])[0]

    @cached_property
    def classes(self) -> bytes:
        """The class of every code point (see character.py): as long as the text."""
        return self.scan.classes

    def count(self, kind: bytes) -> int:
        """How many code points are of one class: counted once, and free for a class that does not occur."""
        found = self._counts.get(kind)
        if found is None:
            found = 0 if self.scan.texts.lacks(kind) else count(self.scan.classes, kind)
            self._counts[kind] = found
        return found

    def often(self, char: str, start: int = 0, end: int | None = None) -> int:
        """How often a character below U+10000 stands in the text, or between two places of it, as it is written."""
        scan, end = self.scan, len(self.text) if end is None else min(end, len(self.text))
        batch = scan.batch
        if batch is None:
            return self.text.count(char, start, end)
        first = batch.starts[scan.number]
        return batch.often_written(char, first + start, first + end)

    @cached_property
    def folded(self) -> str:
        """The text in one script, half width and lower case, one code point for one."""
        scan = self.scan
        if scan.batch is not None:  # cut out of what was decoded at once
            start, end = scan.batch.spans[scan.number]
            return scan.batch.folded[start:end]
        return text_of_units(self.scan.folded_units)

    def folded_part(self, start: int, end: int) -> str:
        """folded[start:end], for who asks for no more: to fold a document of 3 kB costs as much as ten calls."""
        known = self.__dict__.get("folded")
        if known is not None:
            part: str = known[start:end]
            return part
        return text_of_units(self.scan.folded_units[2 * start : 2 * end])

    def hits(self, *triggers: str) -> Sequence[int]:
        """Where these triggers (in folded form) start, ascending."""
        found = self.scan.hits
        if len(triggers) == 1:
            return found.get(triggers[0], ())
        return _merged([found[trigger] for trigger in triggers if trigger in found])

    def hits_of(self, triggers: frozenset[str]) -> Sequence[int]:
        """As `hits`, for many triggers: the time goes by what stands in the text."""
        found = self.scan.hits
        # The shorter of the two is walked through.
        both = triggers.intersection(found) if len(found) < len(triggers) else found.keys() & triggers
        return _merged([found[trigger] for trigger in both]) if both else ()

    # -- lines and paragraphs ---------------------------------------------------------------------------

    @cached_property
    def _begins(self) -> tuple[Sequence[int], int]:
        """Where each line starts, less a number that is the same for all: what a batch has of them need not be copied."""
        text = self.text
        batch = self._batch()
        if "\r" in text:
            if batch is not None:
                return line_starts(self.scan.classes), 0
            return [0, *(match.end() for match in _LINE_END.finditer(text))], 0
        if batch is not None:
            return batch.before_lines(self.scan.number)
        sizes = [len(part) + 1 for part in text.split("\n")]
        return list(itertools.accumulate(sizes[:-1], initial=0)), 0

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line starts. Lines end at LF, CR LF or CR, nowhere else. For who asks for one of them line_at and
        line_span cost less."""
        places, shift = self._begins
        return [place + shift for place in places]

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._begins[0])

    @cached_property
    def lines(self) -> list[Line]:
        """Every line, without its end."""
        text = self.text
        if "\r" not in text:
            found = []
            start = 0
            for index, part in enumerate(text.split("\n")):
                end = start + len(part)
                found.append(Line(index, start, end, part))
                start = end + 1
            return found
        ends = [match.start() for match in _LINE_END.finditer(text)]
        ends.append(len(text))
        return [
            Line(index, start, end, text[start:end])
            for index, (start, end) in enumerate(zip(self.line_starts, ends, strict=True))
        ]

    def line_at(self, offset: int) -> int:
        """The 0-based index of the line that holds `offset`."""
        places, shift = self._begins
        return bisect.bisect_right(places, offset - shift) - 1

    def line_span(self, offset: int) -> Span:
        """The range of the line that holds `offset`, without its end."""
        places, shift = self._begins
        following = bisect.bisect_right(places, offset - shift)
        start = places[following - 1] + shift
        if following == len(places):
            return Span(start, len(self.text))
        end = places[following] + shift
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def position(self, offset: int) -> Position:
        """`offset` as editors count it."""
        places, shift = self._begins
        line = bisect.bisect_right(places, offset - shift)
        start = places[line - 1] + shift
        return Position(
            line,
            offset - start + 1,
            self._utf16_before(offset) - self._utf16_before(start) + 1,
            self._utf8_before(offset) - self._utf8_before(start) + 1
            if offset - start > _CHECKPOINT
            else len(self.text[start:offset].encode("utf-8", "surrogatepass")) + 1,
        )

    def range(self, start: int, end: int) -> Range:
        """[start, end) as editors count it."""
        return Range(self.position(start), self.position(end))

    def _batch(self) -> Batch | None:
        """The batch in which the text was looked at, if it was already."""
        scan: Scan | None = self.__dict__.get("scan")
        return None if scan is None else scan.batch

    @cached_property
    def _astral(self) -> Sequence[int]:
        batch = self._batch()
        if batch is not None:
            return batch.astral(self.scan.number)
        return [match.start() for match in ASTRAL.finditer(self.text)]

    def _utf16_before(self, offset: int) -> int:
        return offset + bisect.bisect_left(self._astral, offset)

    @cached_property
    def _utf8_checkpoints(self) -> list[int]:
        sizes = [0]
        for start in range(0, len(self.text), _CHECKPOINT):
            sizes.append(
                sizes[-1] + len(self.text[start : start + _CHECKPOINT].encode("utf-8", "surrogatepass"))
            )
        return sizes

    def _utf8_before(self, offset: int) -> int:
        whole = offset // _CHECKPOINT
        rest = self.text[whole * _CHECKPOINT : offset]
        return self._utf8_checkpoints[whole] + len(rest.encode("utf-8", "surrogatepass"))

    @cached_property
    def body(self) -> Span:
        """The range of the text without white space at either end."""
        stripped = self.text.strip()
        if not stripped:
            return Span(0, 0)
        start = self.text.index(stripped[0])
        return Span(start, start + len(stripped))

    # -- what is not prose ------------------------------------------------------------------------------

    @cached_property
    def format(self) -> Format:
        """What the text is: plain, Markdown or HTML. Cheaper than `regions`."""
        from polint.region import text_format

        return text_format(self)

    @cached_property
    def regions(self) -> Regions:
        """Which parts are code, URLs, markup or front matter, and what kind of text this is."""
        from polint.region import find_regions

        return find_regions(self)

    # -- identity ---------------------------------------------------------------------------------------

    @cached_property
    def sha256(self) -> str:
        """The hash of the source bytes; of the text's UTF-8 for a record."""
        raw = self.source.raw
        if raw is None:
            raw = self.text.encode("utf-8", "surrogatepass")
        import hashlib  # few runs ask, and it loads OpenSSL

        return hashlib.sha256(raw).hexdigest()

    # -- views of others --------------------------------------------------------------------------------

    def view(self, make: Callable[[Document], T]) -> T:
        """What `make` says of this document, computed once however many rules ask."""
        views = self._views
        if make in views:  # most are asked for once, and an exception costs more than a look
            known: T = views[make]
            return known
        found = views[make] = make(self)
        return found

    def release(self) -> None:
        """Let go of what was made of the document. Views refer to it, and its scan to all texts of a batch: such
        circles would stay until the collector comes by."""
        self._views.clear()
        own = self.__dict__
        for name in ("scan", "classes", "regions", "_begins"):
            own.pop(name, None)
