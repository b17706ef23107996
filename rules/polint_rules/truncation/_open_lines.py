"""Open lines: which texts have a line that may stop inside its sentence, asked of all texts of a batch at once.

Two rules wake on what is found here. It is only a suspicion: lines are judged by their length, by the class of
the characters at their ends and by whether a sentence ends in them, not by their words. A text with CR is always
suspected, and so is every text where numpy is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from polint.named import NamedTuple
from polint.region import SIGNS

if TYPE_CHECKING:
    from collections.abc import Collection

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


class _Lines(NamedTuple):
    """The lines of a batch: where they start, how long they are (code points), the flags of what ends them, those
    of them that what follows does not contradict; of the texts where each starts, which line is its last, and
    whether it may be plain."""

    starts: Any
    sizes: Any
    final: Any
    both: Any
    firsts: Any
    bottom: Any
    plain: Any


def may_be_wrapped(batch: Batch) -> Collection[int]:
    """The sieve of truncation/hard-wrap: the texts with a line feed after an open end, before what a line that
    goes on may begin with."""
    found = batch.view(_lines)
    if found is None:
        return range(len(batch.starts))
    sizes, final, both = found.sizes, found.final, found.both
    import numpy

    lines = numpy.flatnonzero(both & _WRAPPED)
    width, then, last = sizes[lines], sizes[lines + 1], final[lines + 1]
    terminal = last & _TERMINAL != 0
    after_comma = terminal | (last & _COMMA != 0) | (then > _SHORT) | (abs(width - then) <= _NEAR)
    after_word = (width >= 8) & (terminal | (then >= width - _NEAR) | (then > _LOOKED_AT))
    wrapped = lines[numpy.where(final[lines] & _COMMA, after_comma, after_word)]
    return _texts(found, wrapped) | batch.view(_with_returns)


def may_be_cut(batch: Batch) -> Collection[int]:
    """The sieve of truncation/mid-sentence: the texts that may be cut at their end, above what may be notices, or
    within."""
    found = batch.view(_lines)
    if found is None:
        return range(len(batch.starts))
    inside = batch.view(cut_inside)
    assert inside is not None
    return batch.view(_cut_at_end).union(inside, batch.view(_with_returns))


def cut_inside(batch: Batch) -> dict[int, list[int]] | None:
    """By the numbers of the texts, where paragraphs end that may be cut: those of sentences the last of which has
    no end, before a blank line or a list marker. None where numpy is not loaded."""
    found = batch.view(_lines)
    if found is None:
        return None
    import numpy

    lines = numpy.flatnonzero(found.both & _CUT)
    lines = lines[found.sizes[lines] >= SHORTEST]
    places: dict[int, list[int]] = {}
    if not len(lines):
        return places
    raw = batch.classes
    starts = found.starts[lines]
    numbers = numpy.searchsorted(found.firsts, starts, "right") - 1
    ends = (starts + found.sizes[lines]).tolist()
    for number, start, end in zip(numbers.tolist(), starts.tolist(), ends, strict=True):
        if raw.find(b"z", start, end) >= 0 or raw.find(b"y", start, end) >= 0:
            places.setdefault(number, []).append(end - batch.starts[number])
    return places


def _lines(batch: Batch) -> _Lines | None:
    if not batch.vectorised or not batch.classes:
        return None
    import numpy

    classes = numpy.frombuffer(batch.classes, numpy.uint8)
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
    bottom = numpy.searchsorted(ends, numpy.append(firsts[1:] - 1, len(classes)))
    after[bottom] = 0  # nothing of the same text follows
    both = final & after
    # Texts with so many lines that begin with a sign of Markdown and a space are not plain, and only plain ones
    # are looked at.
    signs = numpy.flatnonzero(
        numpy.frombuffer(_SIGN, numpy.uint8)[padded[numpy.minimum(starts, len(classes))]]
    )
    signs = signs[padded[starts[signs] + 1] == ord(" ")]
    marked = (
        numpy.bincount(numpy.searchsorted(firsts, starts[signs], "right") - 1, minlength=len(firsts)) >= SIGNS
    )
    if marked.any():
        both[numpy.repeat(marked, numpy.diff(bottom, prepend=-1))] = 0
    return _Lines(starts, sizes, final, both, firsts, bottom, ~marked)


def _with_returns(batch: Batch) -> frozenset[int]:
    """The texts with CR, whose lines end otherwise."""
    found = batch.view(_lines)
    if found is None or _RETURN not in batch.classes:
        return frozenset()
    import numpy

    places = numpy.flatnonzero(numpy.frombuffer(batch.classes, numpy.uint8) == _RETURN)
    return frozenset((numpy.searchsorted(found.firsts, places, "right") - 1).tolist())


def _texts(found: _Lines, lines: Any) -> frozenset[int]:
    import numpy

    return frozenset((numpy.searchsorted(found.firsts, found.starts[lines], "right") - 1).tolist())


def _cut_at_end(batch: Batch) -> frozenset[int]:
    found = batch.view(_lines)
    if found is None:
        return frozenset()
    import numpy

    return frozenset(numpy.flatnonzero(_ended(found) & found.plain).tolist())


def _ended(found: _Lines) -> Any:
    """Whether each text may be cut at its end, or above lines that are short enough for notices."""
    import numpy

    starts, sizes, final, firsts, bottom = found.starts, found.sizes, found.final, found.firsts, found.bottom
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
_SIGN = _table({1: b"#-*+>"})
_AFTER = _table({_WRAPPED: b"hstn\x99dlQKJUBA", _CUT: b" _\nP(nd"})
"""What the first character of the next line must be for the one before to be wrapped or cut."""
