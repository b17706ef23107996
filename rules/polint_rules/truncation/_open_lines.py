"""Open lines: which texts have a line that may stop inside its sentence, asked of all texts of a batch at once.

Two rules wake on what is found here. It is only a suspicion: lines are judged by their length, by the class of
the characters at their ends and by whether a sentence ends in them, not by their words. A text with CR is always
suspected, and so is every text where numpy is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from polint.document import Document
    from polint.scan import Batch

SHORTEST: Final = 16
"""Code points of a line below which it is no sentence that was cut."""
NOTICE: Final = 100
"""Code points of the longest line that may be a notice under a text, which has COMMAS commas at most."""
COMMAS: Final = 2
NOTICES: Final = 8
"""Lines of notices under a text that are passed over."""
OPEN: Final = b"hstnvw\x99,xP(BKQJ"
"""The classes with which a text, or what stands above the notices under it, may stop inside a sentence."""
_LINE_FEED, _RETURN = b"\n\r"
_SHORT, _NEAR, _LOOKED_AT = 20, 2, 300  # code points of lines, as hard_wrap weighs them


class OpenLines(NamedTuple):
    """The numbers of the texts that may be wrapped, that have a paragraph that may be cut, and that may be cut at
    their own end or above notices."""

    wrapped: frozenset[int]
    inside: frozenset[int]
    ended: frozenset[int]


def may_be_wrapped(document: Document) -> bool:
    """The gate of truncation/hard-wrap."""
    found = _found(document)
    return found is None or document.scan.number in found.wrapped


def may_be_cut(document: Document) -> bool:
    """The gate of truncation/mid-sentence."""
    found = _found(document)
    return found is None or document.scan.number in found.inside or document.scan.number in found.ended


def may_be_cut_inside(document: Document) -> bool:
    """Whether a paragraph within `document` may be cut."""
    found = _found(document)
    return found is None or document.scan.number in found.inside


def _found(document: Document) -> OpenLines | None:
    batch = document.scan.batch
    return batch.view(_of_batch) if batch is not None and batch.vectorised else None


def _of_batch(batch: Batch) -> OpenLines:
    import numpy

    raw = batch.classes
    classes = numpy.frombuffer(raw, numpy.uint8)
    firsts = numpy.array(batch.starts, numpy.int64)
    walls = classes == _LINE_FEED
    walls[firsts[1:] - 1] = True  # what parts two texts
    ends = numpy.append(numpy.flatnonzero(walls), len(classes))
    starts = numpy.concatenate(([0], ends[:-1] + 1))
    sizes = ends - starts
    padded = numpy.append(classes, numpy.uint8(_LINE_FEED))
    final = numpy.frombuffer(_FINAL, numpy.uint8)[padded[ends - 1]]  # of an empty line, of the one before it
    final = final * (sizes > 0)
    after = numpy.frombuffer(_AFTER, numpy.uint8)[padded[numpy.minimum(ends + 1, len(classes))]]
    bottom = numpy.searchsorted(
        ends, numpy.append(firsts[1:] - 1, len(classes))
    )  # the last line of each text
    after[bottom] = 0  # nothing of the same text follows
    both = final & after

    # A line feed after an open end, before what a line that goes on may begin with.
    lines = numpy.flatnonzero(both & _WRAPPED)
    width, then, last = sizes[lines], sizes[lines + 1], final[lines + 1]
    terminal = last & _TERMINAL != 0
    after_comma = terminal | (last & _COMMA != 0) | (then > _SHORT) | (abs(width - then) <= _NEAR)
    after_word = (width >= 8) & (terminal | (then >= width - _NEAR) | (then > _LOOKED_AT))
    wrapped = starts[lines[numpy.where(final[lines] & _COMMA, after_comma, after_word)]]

    # A paragraph of sentences the last of which has no end, before a blank line or a list marker.
    lines = numpy.flatnonzero(both & _CUT)
    lines = lines[sizes[lines] >= SHORTEST]
    stops = numpy.flatnonzero((classes == ord("z")) | (classes == ord("y")))
    inside = starts[lines[numpy.searchsorted(stops, starts[lines]) < numpy.searchsorted(stops, ends[lines])]]

    ended = frozenset(numpy.flatnonzero(_ended(firsts, starts, sizes, final, bottom)).tolist())
    of_wrapped, of_inside = (
        frozenset((numpy.searchsorted(firsts, places, "right") - 1).tolist()) for places in (wrapped, inside)
    )
    if _RETURN in raw:
        returns = numpy.searchsorted(firsts, numpy.flatnonzero(classes == _RETURN), "right") - 1
        unknown = frozenset(returns.tolist())
        return OpenLines(of_wrapped | unknown, of_inside | unknown, ended | unknown)
    return OpenLines(of_wrapped, of_inside, ended)


def _ended(firsts: Any, starts: Any, sizes: Any, final: Any, bottom: Any) -> Any:
    """Whether each text may be cut at its end, or above lines that are short enough for notices."""
    import numpy

    full = numpy.flatnonzero(sizes)
    if not len(full):
        return numpy.zeros(len(firsts), numpy.bool_)
    # A row a text: its last full line, the one above it, and so on; a line of another text ends the row.
    places = (numpy.searchsorted(full, bottom, "right") - 1)[:, None] - numpy.arange(NOTICES + 1)
    lines = full[numpy.maximum(places, 0)]
    own = (places >= 0) & (starts[lines] >= firsts[:, None])
    sizes, final = sizes[lines], final[lines]
    brief = own & ((sizes <= NOTICE) | (final & _BLANK != 0))
    own[:, 1:] &= numpy.logical_and.accumulate(brief, axis=1)[:, :-1]  # all lines below may be notices
    return (own & (sizes >= SHORTEST) & (final & _OPEN != 0)).any(axis=1)


def _table(kinds: dict[int, bytes]) -> bytes:
    """For each class the flags of the groups in which it is."""
    table = bytearray(256)
    for flag, classes in kinds.items():
        for code in classes:
            table[code] |= flag
    return bytes(table)


_WRAPPED, _CUT, _OPEN, _BLANK, _COMMA, _TERMINAL = 1, 2, 4, 8, 16, 32
_BLANKS = b" _i\x8e"
_FINAL = _table(
    {
        _WRAPPED: b"hstn\x99dlvw,",
        _CUT: b"hstn\x99vw,",
        _OPEN: OPEN + _BLANKS,
        _BLANK: _BLANKS,
        _COMMA: b"vw,",
        _TERMINAL: b"z!?my;x:qkjp)be.ur" + _BLANKS,  # or blanks behind it
    }
)
"""What the last character of a line can be."""
_AFTER = _table({_WRAPPED: b"hstn\x99dlQKJUBA", _CUT: b" _\nP(nd"})
"""What the first character of the next line must be for the one before to be wrapped or cut."""
