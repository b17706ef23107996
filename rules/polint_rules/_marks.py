"""Marks: where the brackets, quotation marks and controls of a batch stand, and its marks of a width that may
be wrong. Two families go over these few places, where each would have gone over all characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from polint import octet
from polint.character import BRACKETS, CONTROL, HAN_SET
from polint.named import NamedTuple

if TYPE_CHECKING:
    from polint.batch import Batch

HALF_WIDTH: Final = b",;:?!"
FULL_WIDTH: Final = b"vxyz"
CHINESE: Final = HAN_SET + b"kjqubaegpz%"
"""What is Chinese before a half-width mark: Han, closing marks, a stop, a percentage."""
_STRETCH = 1 << 14
"""Pairs of characters that are gathered together: what is noted of them stays in the processor's near caches."""
_ALWAYS = b"".join(BRACKETS.values()) + b'()[]"' + CONTROL


class Marks(NamedTuple):
    """`classes`: those of the batch, a control and a blank or two behind them; `places`: four little-endian bytes each,
    ascending, with room behind them; `number`: how many they are."""

    classes: bytes
    places: bytes
    number: int


def marks(batch: Batch) -> Marks:
    """The view. A half-width mark is one of them behind Chinese or a digit, a full-width one behind a Latin letter; the
    last is the control behind all texts."""
    classes = batch.classes + CONTROL + b"  "
    size = len(classes) // 2
    pairs = octet.blank(4 * _STRETCH + 4)
    places = bytearray()
    few = octet.blank(8 * _STRETCH + 4)
    for start in range(0, size, _STRETCH):
        count = _gather(classes, start, min(size, start + _STRETCH), _PAIRS, pairs)
        number = _choose(classes, pairs, count, _KINDS, few)
        places += few[: 4 * number]
    return Marks(classes, bytes(places) + bytes(4), len(places) // 4)


def _gather(classes: bytes, start: int, end: int, kinds: bytes, pairs: bytearray) -> int:
    """Fill `pairs` with the numbers of the pairs of characters in [start, end) that `kinds` counts; how many there are."""
    found = 0
    for pair in range(start, end):
        # Every one is written down, and the next one over it unless it counts: no branch is cheaper than this.
        octet.put_word(pairs, found, pair)
        found += kinds[octet.unit(classes, pair)]
    return found


def _choose(classes: bytes, pairs: bytearray, size: int, kinds: bytes, places: bytearray) -> int:
    """Fill `places` with those of these pairs that are marks; how many they are."""
    found = 0
    for index in range(size):
        place = 2 * octet.word(pairs, index)
        before = kinds[classes[place - 1]] >> 4 if place else 1
        kind = kinds[classes[place]]
        octet.put_word(places, found, place)
        found += kind & before != 0
        before = kind >> 4
        kind = kinds[classes[place + 1]]
        octet.put_word(places, found, place + 1)
        found += kind & before != 0
    return found


def _kinds() -> bytes:
    """Of each class in its lower half, by bits: 1 what is a mark wherever it stands, 2 a half-width mark, 4 a full-width
    one; in its upper half where one may stand behind it."""
    kinds = bytearray(b"\x10" * 256)
    for bits, classes in (
        (1, _ALWAYS),
        (2, HALF_WIDTH),
        (4, FULL_WIDTH),
        (0x20, CHINESE + b"d"),
        (0x40, b"l"),
    ):
        for code in classes:
            kinds[code] |= bits
    return bytes(kinds)


def _pairs(kinds: bytes) -> bytes:
    """Of each pair of classes, as a little-endian unit, whether the first may be a mark or the second is one. A full-width
    one can be wrong only before a letter or a blank."""
    rows = {}
    for latin in (False, True):
        for bits in set(kinds):
            rows[bits, latin] = bytes(
                [kind & (7 if latin else 3) != 0 or (kind >> 4) & bits != 0 for kind in kinds]
            )
    return b"".join([rows[bits, code in b"l "] for code, bits in enumerate(kinds)])


_KINDS = _kinds()
_PAIRS = _pairs(_KINDS)
