"""Stack: which of the brackets and quotation marks of a text answer each other."""

from __future__ import annotations

from typing import Final

from polint_rules.punctuation._balance import ASCII, CANON, CLOSING, OPENING

QUOTES: Final = b"QqUuKkJj"


def marks_between(classes: bytes, start: int, end: int, most: int, *, ascii_too: bool) -> list[int]:
    """Where brackets and quotation marks stand in [start, end): the first `most`."""
    return _marks(classes, start, end, most, _MARKS if ascii_too else _WIDE_MARKS)


def left_alone(classes: bytes, places: list[int], lines: list[int], most: int) -> list[tuple[int, int]]:
    """The marks at `places` that no other answers, by their class, that of full width, and place. `lines`: in which line
    each stands. After `most` marks, which are no prose, what stands open may be closed further on."""
    found: list[tuple[int, int]] = []
    size = min(len(places), most)
    opened: list[int] = []
    _answer(classes, len(classes), places, lines, size, CANON, opened, found)
    if len(places) > most:
        opened = [index for index in opened if places[index] < places[most] - 5_000]
    found += [(CANON[classes[places[index]]], places[index]) for index in opened]
    found.sort(key=lambda mark: mark[1])
    return found


def _marks(classes: bytes, start: int, end: int, most: int, kinds: bytes) -> list[int]:
    found: list[int] = []
    for place in range(start, end):
        if kinds[classes[place]]:
            if not most:
                break
            most -= 1
            found.append(place)
    return found


def _answer(
    classes: bytes,
    size: int,
    places: list[int],
    lines: list[int],
    count: int,
    kinds: bytes,
    opened: list[int],
    found: list[tuple[int, int]],
) -> None:
    """Put into `found` what is alone, into `opened` what stands open in the end, as indices of `places`. `kinds`: the
    full-width class of each mark."""
    for index in range(count):
        place = places[index]
        kind = kinds[classes[place]]
        if kind in (0x55, 0x75) and _is_apostrophe(classes, size, place):  # b"Uu"
            continue
        depth = len(opened)
        if kind < 0x60:  # a capital letter: it opens
            if depth and kind in (0x51, 0x55, 0x4B, 0x4A):  # b"QUKJ"
                above = places[opened[depth - 1]]
                if kinds[classes[above]] == kind and _reopens(classes, above, place):
                    opened.pop()
            opened.append(index)
            continue
        low = max(0, depth - 8)
        partner = 0x53 if kind == 0x66 else kind - 0x20  # b"S" of b"f"
        other = depth - 1
        while other >= low and kinds[classes[places[opened[other]]]] != partner:
            other -= 1
        if other >= low:
            before = opened[other]
            distance = place - places[before]
            # Partners stand in one line, brackets within few lines, quotations within some paragraphs.
            if (
                distance < 400
                or (distance < 5_000 and kind in (0x71, 0x75, 0x6B, 0x6A))  # b"qukj"
                or lines[before] == lines[index]
            ):
                for further in opened[other + 1 :]:
                    found.append((kinds[classes[places[further]]], places[further]))
                del opened[other:]
                continue
        found.append((kind, place))


def _is_apostrophe(classes: bytes, size: int, place: int) -> bool:
    """Whether a single quotation mark stands in or beside a Latin word or a number."""
    before = classes[place - 1] if place else 10
    after = classes[place + 1] if place + 1 < size else 0
    if after == 0x6C and before not in (0x20, 10):  # b"l"
        return True
    if after == 0x84 and before in (0x6C, 0x84):  # letters with a tone, of pinyin: hé’ǎi
        return True
    if before in (0x68, 0x73, 0x74):  # b"hst"
        return False
    if before in (0x6C, 0x64) and after not in (0x68, 0x73, 0x74):  # b"ld"
        return True
    return after == 0x64


def _reopens(classes: bytes, above: int, place: int) -> bool:
    """Whether a quotation that runs over paragraphs is opened again at the start of one."""
    return _begins_line(classes, place) and (
        _begins_line(classes, above) or classes[above - 1] in (0x78, 0x3A, 0x76, 0x2C, 0x72)  # b"x:v,r"
    )


def _begins_line(classes: bytes, place: int) -> bool:
    """Whether only white space stands before `place` in its line, as far as 12 code points show."""
    low = max(0, place - 12)
    while place > low and classes[place - 1] in (0x20, 0x5F, 0x69):  # b" _i"
        place -= 1
    return place == low or classes[place - 1] in (10, 13)


_MARKS = bytes(code in OPENING + CLOSING + ASCII for code in range(256))
_WIDE_MARKS = bytes(code in OPENING + CLOSING for code in range(256))
