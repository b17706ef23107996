"""Balance: which texts, and which lines of a large one, have a mark that no other answers.

Both rules about pairs wake on this question, which nearly every text answers with no. It is asked of all texts of
a batch at once where numpy is loaded; what it lets pass is still only a suspicion. Marks that answer each other
are taken out from the innermost on, so that what is left has no partner where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from polint.character import CONTROL

if TYPE_CHECKING:
    from collections.abc import Collection

    from polint.batch import Batch
    from polint.document import Document

OPENING: Final = b"QUKJBAPEGSC"
CLOSING: Final = b"qukjbapegfc"
ASCII: Final = b"()[]"
OTHERS: Final = bytes(code for code in range(256) if code not in OPENING + CLOSING + ASCII)
# Half-width and full-width parentheses close each other: script/width speaks of that.
CANON: Final = bytes.maketrans(b"()[]", b"PpSf")
_OTHERS_OF_BATCH = bytes(code for code in OTHERS if code not in b'"' + CONTROL)
_WALL = CONTROL  # the class of what stands between the texts of a batch
_PAIRS = (b"Qq", b"Pp", b"Bb", b"Kk", b"Sf", b"Jj", b"Uu", b"Aa", b"Ee", b"Gg", b"Cc")
_ROUNDS = 6  # how deep marks may be nested for the quick answer
_LINE_FEED = ord("\n")
_STRAIGHT = b'"'


def suspicious(batch: Batch) -> Collection[int]:
    """The sieve of the rules: the numbers of the texts in which some bracket or quotation mark may lack its
    partner, or straight quotation marks are odd."""
    marks = batch.classes.translate(CANON, _OTHERS_OF_BATCH)
    if marks.count(_WALL) != len(batch.starts) - 1:  # some text has a control of its own
        return range(len(batch.starts))
    odd: list[int] = []
    if _STRAIGHT in marks:
        odd = [number for number, own in enumerate(marks.split(_WALL)) if own.count(_STRAIGHT) & 1]
        marks = marks.replace(_STRAIGHT, b"")
    return {*odd, *(number for number, left in enumerate(unpaired(marks).split(_WALL)) if left)}


def unpaired(marks: bytes) -> bytes:
    """What is left of `marks` when those that answer each other are taken out."""
    pairs = [pair for pair in _PAIRS if pair[0] in marks and pair[1] in marks]
    for _ in range(_ROUNDS):
        if not marks:
            break
        size = len(marks)
        for pair in pairs:
            marks = marks.replace(pair, b"")
        if len(marks) == size:
            break
    return marks


def open_lines(document: Document, *, ascii_too: bool) -> list[tuple[int, int]]:
    """The lines of a large text in which not all marks answer each other, or that open a quotation anew: in the
    others nothing can be lonely, and they change nothing of what stands open."""
    import numpy

    raw = document.classes
    classes = numpy.frombuffer(raw, numpy.uint8)
    places = numpy.flatnonzero(numpy.frombuffer(raw.translate(_SOUGHT[ascii_too]), numpy.bool_))
    codes = classes[places]
    ends = places[codes == _LINE_FEED]
    numbers = _lines(ends, _left(places, codes))
    # Lines that begin with an opening quotation mark, behind blanks or not.
    opened = codes == _QUOTES[0]
    for code in _QUOTES[1:]:
        opened |= codes == code
    places = places[opened]
    places = places[places > 0]
    before = classes[places - 1]
    starting = before == _LINE_FEED
    for place in places[(before == ord(" ")) | (before == ord("_")) | (before == ord("i"))].tolist():
        first = raw.rfind(b"\n", max(0, place - _DEEPEST), place)
        if first >= 0 and not raw[first + 1 : place].strip(b" _i"):
            numbers.add(int(numpy.searchsorted(ends, place)))
    numbers |= _lines(ends, places[starting])
    chosen = numpy.array(sorted(numbers), numpy.intp)
    limits = numpy.concatenate(((-1,), ends, (len(raw) - 1,))) + 1
    return list(zip(limits[chosen].tolist(), limits[chosen + 1].tolist(), strict=True))


def _lines(ends: Any, places: Any) -> set[int]:
    """The numbers of the lines, which end at `ends`, that hold some of these places, which ascend."""
    import numpy

    numbers = numpy.searchsorted(ends, places)
    return set(numbers[:1].tolist()).union(numbers[1:][numbers[1:] != numbers[:-1]].tolist())


_DEEPEST = 80  # blanks before a quotation mark
_QUOTES = b"QUKJ"


def _left(places: Any, codes: Any) -> Any:
    """Where marks stand that have no partner between two line ends, ascending. `places`: of marks and line ends."""
    import numpy

    codes = numpy.frombuffer(_LETTERS, numpy.uint8)[codes]
    for _ in range(_ROUNDS):
        paired = codes[1:] == codes[:-1] + numpy.uint8(32)
        if not paired.any():
            break
        kept = numpy.ones(len(codes), numpy.bool_)
        kept[:-1] = ~paired
        kept[1:] &= ~paired
        codes, places = codes[kept], places[kept]
    return places[codes > 0]


_SOUGHT = tuple(
    bytes(code in marks for code in range(256))
    for marks in (OPENING + CLOSING + b"\n", OPENING + CLOSING + ASCII + b"\n")
)
"""Of each class whether it is a mark or the end of a line; without the ASCII ones and with them."""
_LETTERS = bytearray(256)
"""The marks as letters, of which the closing one is 32 more than its opening one; 0 is everything else."""
for _opening, _closing in zip(OPENING + b"([", CLOSING + b")]", strict=True):
    _letter = _opening if _opening not in b"S([" else b"FPF"[b"S([".index(_opening)]
    _LETTERS[_opening], _LETTERS[_closing] = _letter, _letter + 32
