"""Half-width marks: where , ; : ? ! ( ) stand in Chinese, and where full-width ones stand among Latin letters.

First the places where a finding can be at all are looked for, of a whole batch at once: most texts have none. The
rest is asked of those places.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from polint import octet
from polint.batch import Batch
from polint.character import CONTROL, HAN_SET, HANGUL, KANA
from polint.finding import Edit
from polint.named import NamedTuple
from polint_rules._marks import CHINESE, HALF_WIDTH, marks

if TYPE_CHECKING:
    from polint.document import Document

    Mark = tuple[int, int, int, int, bool]
    """A run of half-width marks or a pair of parentheses: where begins what is replaced when it is widened, with the
    blanks beside it, its own start and end, where ends what is replaced; whether what stands on both sides is Chinese
    beyond doubt. A text may have very many: they are kept as bytes, five numbers each."""

WIDE: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

# The closing and the opening marks of Chinese text, between which a half-width mark stands wrong too.
_AFTER = HAN_SET + b"KJQUBAEGP"
_CLOSING = b"kjqubaegp"
# The control character stands between two texts of a batch, where one ends.
_LIKELY_AFTER = _AFTER + _CLOSING + HALF_WIDTH + b'd\n\r" ' + CONTROL
_DENSE = (
    100  # code points for each mark below which all regions of a text are asked for, not those of its lines
)


class Places(NamedTuple):
    """The half-width marks of a text that are certain, its pairs of parentheses that are, and where full-width marks
    stand among Latin words, each ascending; none of them asked yet whether it stands in prose."""

    marks: bytes
    pairs: bytes
    latin: list[int]


SIZE: Final = 20
"""Bytes of a mark."""


def with_places(batch: Batch) -> dict[int, Places]:
    """The sieve of script/width: the texts in which there is a place to look at, and where."""
    classes, places, count = batch.view(marks)
    likely = _likely(classes, places, count, [*batch.starts, len(classes)], _KINDS)
    found: dict[int, Places] = {}
    for number, (starts, opened, latin) in likely.items():
        own = batch.classes_of(number)
        size = len(own)
        one = Places(
            _runs(own, size, starts, _KINDS, _WEIGHTS, True),
            _pairs(own, size, opened, _KINDS, _WEIGHTS, True),
            latin,
        )
        if any(one):
            found[number] = one
    return found


def places(document: Document) -> Places | None:
    """Where to look; None where there is nothing to see, as in most texts."""
    scan = document.scan
    batch = scan.texts
    return batch.view(with_places).get(scan.number)


def all_marks(document: Document) -> bytes:
    """The runs of half-width marks that have Chinese on one side at least."""
    classes = document.classes
    starts = _beginnings(classes, len(classes), _KINDS)
    return in_prose(document, _runs(classes, len(classes), starts, _KINDS, _WEIGHTS, False))


def all_pairs(document: Document) -> bytes:
    """The pairs of half-width parentheses with Chinese inside and outside."""
    classes = document.classes
    starts = []
    place = classes.find(b"(")
    while place >= 0:
        starts.append(place)
        place = classes.find(b"(", place + 1)
    return in_prose(document, _pairs(classes, len(classes), starts, _KINDS, _WEIGHTS, False))


def unpacked(found: bytes) -> list[Mark]:
    """Marks, to look at them one by one."""
    numbers = iter(memoryview(found).cast("i"))
    return [(*mark, certain > 0) for *mark, certain in zip(*[numbers] * 5, strict=True)]


def tally(document: Document, found: bytes) -> dict[str, int]:
    """How many marks begin with each, which is its own class."""
    counts = [0] * 256
    _tally(document.classes, found, len(found) // SIZE, counts)
    return {mark: counts[ord(mark)] for mark in WIDE if counts[ord(mark)]}


def edits(text: str, marks: bytes, pairs: bytes = b"") -> list[Edit]:
    """What widens marks and pairs, in order."""
    made: list[Edit] = []
    _widen(text, marks, len(marks) // SIZE, made)
    if pairs:
        _widen(text, pairs, len(pairs) // SIZE, made)
        made.sort(key=itemgetter(0))  # no two begin together
    return made


def in_prose(document: Document, found: bytes) -> bytes:
    """Those that stand in prose."""
    regions = document.regions
    count = len(found) // SIZE
    if count * _DENSE < len(document.text):
        kept = [
            found[SIZE * number : SIZE * (number + 1)]
            for number, (_, start, end, _, _) in enumerate(unpacked(found))
            if not regions.touches(start, end)
        ]
        return found if len(kept) == count else b"".join(kept)
    return outside(found, list(map(itemgetter(0), regions)), list(map(itemgetter(1), regions)))


def outside(found: bytes, starts: list[int], ends: list[int]) -> bytes:
    """Those that share no code point with the stretches that begin and end there, ascending."""
    if not starts:
        return found
    room = octet.blank(len(found))
    left = _outside(found, len(found) // SIZE, starts, ends, len(starts), room)
    return octet.sealed(room)[: SIZE * left]


def _outside(
    found: bytes, count: int, starts: list[int], ends: list[int], regions: int, room: bytearray
) -> int:
    """Put into `room` those marks that share no code point with the regions that begin and end there; how many they are."""
    left = index = 0
    for number in range(count):
        start, end = octet.word(found, 5 * number + 1), octet.word(found, 5 * number + 2)
        while index < regions and ends[index] <= start:
            index += 1
        if index == regions or starts[index] >= end:
            for column in range(5):
                octet.put_word(room, 5 * left + column, octet.word(found, 5 * number + column))
            left += 1
    return left


def _tally(classes: bytes, found: bytes, count: int, counts: list[int]) -> None:
    for number in range(count):
        counts[classes[octet.word(found, 5 * number + 1)]] += 1


def _widen(text: str, found: bytes, count: int, made: list[Edit]) -> None:
    """Add what widens these marks to `made`."""
    new = tuple.__new__  # a text may have as many as it has lines
    wide = WIDE
    for number in range(count):
        left, start = octet.word(found, 5 * number), octet.word(found, 5 * number + 1)
        end, right = octet.word(found, 5 * number + 2), octet.word(found, 5 * number + 3)
        char = text[start]
        if char == "(":
            made.append(new(Edit, (left, start + 1, "（")))
            made.append(new(Edit, (end - 1, right, "）")))
        elif end == start + 1:
            made.append(new(Edit, (left, right, wide[char])))
        else:
            made.append(new(Edit, (left, right, "".join([wide[one] for one in text[start:end]]))))


# -- over characters ----------------------------------------------------------------------------------------


def _likely(
    classes: bytes, places: bytes, count: int, starts: list[int], kinds: bytes
) -> dict[int, tuple[list[int], list[int], list[int]]]:
    """By the numbers of the texts where runs of half-width marks begin that may be certain, where parentheses, and where
    full-width marks stand among Latin words. A mark inside a number (10:30, 3,000) is none."""
    found: dict[int, tuple[list[int], list[int], list[int]]] = {}
    number = 0
    start = 0
    following: int = starts[1]
    for index in range(count):
        place = octet.word(places, index)
        while place >= following:
            number += 1
            start, following = following, starts[number + 1]
        here = classes[place]
        if kinds[here] & 1:
            after = classes[place + 1]
            if after == 0x20:
                after = classes[place + 2]
            elif after == 0x64 and classes[place - 1] == 0x64:  # b"d"
                continue
            if not kinds[after] & 0x40:
                continue
            column = 0
        elif here == 0x28:  # b"("
            if not place or not kinds[classes[place - 1]] & 8 or not kinds[classes[place + 1]] & 6:
                continue
            column = 1
        elif 0x76 <= here <= 0x7A and _is_among_words(
            classes, start, following - 1, place, kinds
        ):  # b"v" to b"z"
            column = 2
        else:
            continue
        own = found.get(number)
        if own is None:
            own = found[number] = ([], [], [])
        own[column].append(place - start)
    return found


def _is_among_words(classes: bytes, start: int, end: int, place: int, kinds: bytes) -> bool:
    """Whether Latin letters stand on both sides of the mark at `place` in the text [start, end), and beyond these words
    something else than Chinese within 80 code points, unlike 支持 Vue，React 两种."""
    low, high = max(start, place - 80), min(end, place + 81)
    left, right = place - 1, place + 1
    while left >= low and classes[left] == 0x6C:  # b"l"
        left -= 1
    if right < high and classes[right] == 0x20:
        right += 1
    if right >= high or classes[right] != 0x6C:
        return False
    while right < high and classes[right] == 0x6C:
        right += 1
    return left >= low and right < high and not kinds[classes[left]] & 8 and not kinds[classes[right]] & 8


def _beginnings(classes: bytes, size: int, kinds: bytes) -> list[int]:
    """Where runs of half-width marks begin."""
    found: list[int] = []
    before = 0
    for place in range(size):
        here = kinds[classes[place]] & 1
        if here > before:
            found.append(place)
        before = here
    return found


def _runs(
    classes: bytes, size: int, starts: list[int], kinds: bytes, weights: bytes, only_certain: bool
) -> bytes:
    """The runs of marks that begin at `starts`."""
    room = octet.blank(SIZE * len(starts))
    count = 0
    for start in starts:
        before = classes[start - 1] if start else 10
        if before in (10, 13, 0x20):
            continue
        end = start + 1
        while end < size and kinds[classes[end]] & 1:
            end += 1
        after = end
        while after < size and after < end + 2 and classes[after] == 0x20:
            after += 1
        follows = classes[after] if after < size else 10
        kind, following = kinds[before], kinds[follows]
        left, right = kind & 2 != 0, following & 4 != 0
        if kind & 8 and (following & 0x10 or follows == 0x22):  # Han before a closing mark
            right = after == end
        if not left and not right:
            continue
        if left:
            certain = (
                right
                or follows in (10, 13)
                or (follows == 0x64 and _leads_to_han(classes, size, after, kinds))
            )
            if before == 0x25 and not _follows_han(classes, start, kinds):  # a percentage by itself
                certain = False
        else:
            # A number or a word of Latin letters that Chinese leads up to, and Chinese goes on after it.
            certain = before == 0x64 and _follows_han(classes, start, kinds)
        if (certain or not only_certain) and _is_chinese(classes, size, start, end, weights):
            _put(room, count, start, start, end, after if right else end, certain)
            count += 1
    return octet.sealed(room)[: SIZE * count]


def _put(room: bytearray, number: int, left: int, start: int, end: int, right: int, certain: bool) -> None:
    octet.put_word(room, 5 * number, left)
    octet.put_word(room, 5 * number + 1, start)
    octet.put_word(room, 5 * number + 2, end)
    octet.put_word(room, 5 * number + 3, right)
    octet.put_word(room, 5 * number + 4, certain)


def _pairs(
    classes: bytes, size: int, starts: list[int], kinds: bytes, weights: bytes, only_certain: bool
) -> bytes:
    """The pairs of parentheses, within 400 code points, that begin at `starts`."""
    room = octet.blank(SIZE * len(starts))
    count = 0
    for start in starts:
        end = start + 1
        has_han = False
        while end < size and end <= start + 400 and classes[end] not in (0x28, 0x29, 10, 13):
            if kinds[classes[end]] & 8:
                has_han = True
            end += 1
        if not has_han or end >= size or classes[end] != 0x29:
            continue
        end += 1
        left = start
        while left and left > start - 2 and classes[left - 1] == 0x20:
            left -= 1
        before = classes[left - 1] if left else 10
        certain = (
            left == start
            and kinds[before] & 8 != 0
            and kinds[classes[start + 1]] & 6 != 0
            and kinds[classes[end - 2]] & 2 != 0
            # A numeral or a lone letter in parentheses is a marker: the document's own style.
            and not _is_number(classes, start + 1, end - 1)
        )
        if (only_certain and not certain) or not _is_chinese(classes, size, start, end, weights):
            continue
        right = end
        while right < size and right < end + 2 and classes[right] == 0x20:
            right += 1
        follows = classes[right] if right < size else 10
        if not kinds[before] & 2:
            left = start
        if not kinds[follows] & 8:
            right = end
        _put(room, count, left, start, end, right, certain)
        count += 1
    return octet.sealed(room)[: SIZE * count]


def _is_number(classes: bytes, start: int, end: int) -> bool:
    """Whether a numeral or a letter or a few stand in [start, end) and nothing else."""
    place = start
    while place < end and classes[place] in (0x64, 0x6E, 0x6C, 0x2E, 0x20):  # b"dnl. "
        place += 1
    return place == end and end <= start + 6


def _is_chinese(classes: bytes, size: int, start: int, end: int, weights: bytes) -> bool:
    """Whether the place around [start, end), 40 code points on either side, which are about two clauses, is Chinese: it
    has more Han than half the Latin letters, no kana or hangul."""
    counts = 0  # of three kinds in one number: the loop runs for every mark of a text that has 100,000
    for place in range(max(0, start - 40), min(size, end + 40)):
        counts += octet.word(weights, classes[place])
    return counts < 1 << 20 and 2 * (counts & 0x3FF) >= counts >> 10


def _follows_han(classes: bytes, at: int, kinds: bytes) -> bool:
    """Whether the number that ends at `at`, of fewer than 16 characters, follows Han."""
    low = max(0, at - 16)
    place = at
    while place > low and kinds[classes[place - 1]] & 0x20:
        place -= 1
    return place > low and kinds[classes[place - 1]] & 8 != 0


def _leads_to_han(classes: bytes, size: int, at: int, kinds: bytes) -> bool:
    """Whether the number that begins at `at`, of fewer than 16 characters, is followed by Han."""
    high = min(size, at + 16)
    place = at
    while place < high and classes[place] in (0x64, 0x2E, 0x25):  # b"d.%"
        place += 1
    return place < high and kinds[classes[place]] & 8 != 0


def _kinds() -> bytes:
    """Of each class what it is, by bits: 1 a half-width mark, 2 what stands before one, 4 what stands behind one, 8 Han,
    0x10 a closing mark, 0x20 what a number is of, 0x40 what can stand behind a mark that is certain, 0x80 what Japanese
    or Korean is written in."""
    kinds = bytearray(256)
    for bit, classes in enumerate(
        (HALF_WIDTH, CHINESE, _AFTER, HAN_SET, _CLOSING, b"d.,%+-", _LIKELY_AFTER, KANA + HANGUL)
    ):
        for code in classes:
            kinds[code] |= 1 << bit
    return bytes(kinds)


_KINDS = _kinds()
_WEIGHTS = b"".join(
    [
        (1 << 20 if code in KANA + HANGUL else 1 << 10 if code == ord("l") else code in HAN_SET).to_bytes(
            4, "little"
        )
        for code in range(256)
    ]
)
"""What each class counts in `_is_chinese`, in four bytes."""
