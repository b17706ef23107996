"""Kin: which of many documents have so many hashes in common that they are worth a comparison, and how much two have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint import octet

if TYPE_CHECKING:
    from collections.abc import Iterable

CROWD = 12
"""Documents with one hash up to which all are compared; beyond that each with its neighbours and the first."""
SHARED = 0.06
"""Share of the smaller document's hashes that a pair must have in common within the rarer half before it is
compared: a quarter is what the thresholds make certain, the rest is for chance and crowds."""
FEW = 12
"""Hashes of the smaller document below which one is enough."""
LIKELY = 0.5
"""Share of the smaller document's hashes that two documents have in common, within chance, before their sketches are
opened: a little less than VERSION, the lowest that ties."""

_ASKED, _WANTED = 1 << 31, 1 << 30


def kin(values: bytes | bytearray, sizes: list[int], wanted: bytes) -> list[tuple[int, int]]:
    """Pairs of documents that share one of the rarer half of the hashes of either, and more than half of all: their
    numbers. `values` are the hashes of all documents, one's behind another's, `sizes` how many each has; one of the two
    is one that is `wanted`."""
    count = len(sizes)
    found: list[tuple[int, int]] = []
    # Where each document's hashes start, and behind the last one's.
    starts = octet.blank(4 * count + 4)
    _put_sums(sizes, count, starts)
    total = octet.word(starts, count)
    # Most hashes are there once: a table of two bits for each tells that of nearly all of them.
    cells = 1 << (8 * total).bit_length()
    bits = bytearray(cells // 4 + 1)
    _note(values, total, bits, cells - 1)
    again, others = octet.blank(4 * total), octet.blank(4 * count + 4)
    end = _pick_all(values, starts, count, bits, cells - 1, again, others)
    del bits
    # Each other gets a number, which a table of values tells: what is known of numbers fits the processor's caches. It is
    # where in `runs` the documents end that have it; how many they are, whether one of them is wanted, and whether one of
    # them asks for it.
    slots = 1 << end.bit_length()  # each is there twice, but for chance: half of them stay free
    table = bytearray(8 * slots)
    places, known = octet.blank(4 * end), octet.blank(8 * end)
    kinds = _enter_all(again, others, count, table, slots - 1, wanted, _WANTED, places, known)
    del again, table
    # From here on each document has only those hashes that others have as well.
    firsts = octet.blank(4 * count + 4)
    _keep_all(places, known, others, count, _WANTED - 1, firsts)
    asks = octet.blank(end)
    counts = octet.blank(4 * max(sizes, default=0) + 4)
    room = _ask_all(places, known, firsts, starts, count, _WANTED - 1, _ASKED, counts, asks)
    del counts
    if room:
        runs = octet.blank(4 * room)
        _fill(places, known, firsts, count, asks, _ASKED, runs)
        hits, seen = bytearray(4 * count), bytearray(kinds)
        _meet_all(
            places, known, firsts, starts, count, asks, wanted, _WANTED - 1, _ASKED, CROWD, runs, hits, others,
            seen, FEW, SHARED, LIKELY, found,
        )  # fmt: skip
    return found


def gathered(
    digests: Iterable[tuple[bytes, int, int]], most: int, level: int
) -> tuple[bytes | bytearray, list[int]]:
    """The hashes of many documents, of each those below one in 2 to the power of `level`, one's behind another's, and how many
    each has. `digests`: what holds them, the first of them, and up to which power nothing else is there; `most`: how many
    they are, level or not."""
    values = octet.blank(4 * most)
    sizes = []
    end = 0
    for digest, first, shift in digests:
        bits = 32 - level if shift < level else 32
        begin, end = end, _put_below(digest, first, len(digest) // 4, bits, values, end)
        sizes.append(end - begin)
    return values, sizes


def _put_sums(sizes: list[int], count: int, starts: bytearray) -> None:
    """Put into `starts` how many there are before each of some sizes, and in all."""
    first = 0
    octet.put_word(starts, 0, 0)
    for number in range(count):
        first += sizes[number]
        octet.put_word(starts, number + 1, first)


def _note(values: bytes | bytearray, total: int, bits: bytearray, mask: int) -> None:
    """Note in two bits of a table whether a hash, or one like it, is there once or again."""
    for index in range(total):
        cell = octet.word(values, index) >> 1 & mask  # the lowest bit is not mixed
        shift = 2 * (cell & 3)
        one = bits[cell >> 2]
        bits[cell >> 2] = one | (2 * (one >> shift & 1) + 1) << shift


def _pick_all(
    values: bytes | bytearray,
    starts: bytes | bytearray,
    count: int,
    bits: bytes | bytearray,
    mask: int,
    again: bytearray,
    ends: bytearray,
) -> int:
    """Put those hashes that may be there again into `again`, and where those of each document start into `ends`, at last where
    all end; which is how many there are."""
    end = 0
    octet.put_word(ends, 0, 0)
    for number in range(count):
        first = octet.word(starts, number)
        end = _pick(values, first, octet.word(starts, number + 1) - first, bits, mask, again, end)
        octet.put_word(ends, number + 1, end)
    return end


def _pick(
    values: bytes | bytearray,
    first: int,
    size: int,
    bits: bytes | bytearray,
    mask: int,
    again: bytearray,
    end: int,
) -> int:
    """Put those hashes of a document that may be there again into `again`, from `end` on; where they end."""
    for index in range(first, first + size):
        value = octet.word(values, index)
        cell = value >> 1 & mask
        octet.put_word(again, end, value)
        end += bits[cell >> 2] >> 2 * (cell & 3) + 1 & 1
    return end


def _enter_all(
    again: bytes | bytearray,
    ends: bytes | bytearray,
    count: int,
    table: bytearray,
    mask: int,
    wanted: bytes,
    one: int,
    places: bytearray,
    known: bytearray,
) -> int:
    """Number the hashes of all documents and count each (see _enter); how many numbers there are."""
    kinds = 0
    for number in range(count):
        first = octet.word(ends, number)
        size = octet.word(ends, number + 1) - first
        kinds = _enter(again, first, size, table, mask, one if wanted[number] else 0, places, known, kinds)
    return kinds


def _enter(
    values: bytes | bytearray,
    first: int,
    size: int,
    table: bytearray,
    mask: int,
    wanted: int,
    places: bytearray,
    known: bytearray,
    kinds: int,
) -> int:
    """Put the number of each hash of a document into `places`, from `kinds` on where the table has none yet; count it, and say
    whether it is one of who is wanted. Where numbers go on."""
    for index in range(first, first + size):
        # Memory that is asked for at once is waited for once; what it holds is asked below, and written over.
        octet.put_word(places, index, octet.word(table, 2 * (octet.word(values, index) >> 1 & mask)))
    for index in range(first, first + size):
        value = octet.word(values, index)
        slot = value >> 1 & mask
        kind = octet.word(table, 2 * slot + 1)
        while kind and octet.word(table, 2 * slot) != value:
            slot = (slot + 1) & mask
            kind = octet.word(table, 2 * slot + 1)
        if not kind:
            kinds += 1
            kind = kinds
            octet.put_word(table, 2 * slot, value)
            octet.put_word(table, 2 * slot + 1, kind)
            octet.put_word(known, 2 * kind - 1, 0)
        octet.put_word(known, 2 * kind - 1, (octet.word(known, 2 * kind - 1) + 1) | wanted)
        octet.put_word(places, index, kind - 1)
    return kinds


def _keep_all(
    places: bytearray,
    known: bytes | bytearray,
    ends: bytes | bytearray,
    count: int,
    ones: int,
    firsts: bytearray,
) -> None:
    """Leave those hashes of each document that others have as well, where they begin in `firsts`."""
    end = 0
    octet.put_word(firsts, 0, 0)
    for number in range(count):
        for index in range(octet.word(ends, number), octet.word(ends, number + 1)):
            kind = octet.word(places, index)
            octet.put_word(
                places, end, kind
            )  # what is not kept is written over, which is quicker than to ask
            end += (octet.word(known, 2 * kind + 1) & ones) > 1
        octet.put_word(firsts, number + 1, end)


def _ask_all(
    places: bytes | bytearray,
    known: bytearray,
    firsts: bytes | bytearray,
    starts: bytes | bytearray,
    count: int,
    ones: int,
    top: int,
    counts: bytearray,
    asks: bytearray,
) -> int:
    """Mark which of its hashes each document asks for; how much room is to be given to those that have one of these."""
    room = 0
    for number in range(count):
        begin, end = octet.word(firsts, number), octet.word(firsts, number + 1)
        for index in range(begin, end):
            octet.put_word(counts, index - begin, octet.word(known, 2 * octet.word(places, index) + 1))
        size = octet.word(starts, number + 1) - octet.word(starts, number)
        _ask(counts, end - begin, size, ones, asks, begin)
        room = _mark(places, known, begin, end, asks, ones, top, room)
    return room


def _ask(counts: bytes | bytearray, common: int, size: int, ones: int, asks: bytearray, begin: int) -> None:
    """Mark the rarer half of a document's `size` hashes, of which it has `common` with others, of equally rare ones those
    that come first. Those that nobody else has are the rarest, and find nobody; nor do those that nobody has who is
    wanted."""
    half = min(common, size // 2 - (size - common) + 1)
    if half <= 0:  # as of most texts: more than half of what they say is said nowhere else
        for index in range(common):
            asks[begin + index] = False
        return
    least, limit = 2, 1
    for index in range(common):
        limit = max(limit, octet.word(counts, index) & ones)
    # How often one may be there at most, so that there are as many.
    while least < limit:
        middle = (least + limit) // 2
        fewer = 0
        for index in range(common):
            fewer += (octet.word(counts, index) & ones) <= middle
        if fewer >= half:
            limit = middle
        else:
            least = middle + 1
    spare = half
    for index in range(common):
        spare -= (octet.word(counts, index) & ones) < limit
    for index in range(common):
        often = octet.word(counts, index) & ones
        asked = often < limit
        if often == limit and spare > 0:
            asked = True
            spare -= 1
        asks[begin + index] = asked and (octet.word(counts, index) & ones + 1) > 0


def _mark(
    places: bytes | bytearray,
    known: bytearray,
    begin: int,
    end: int,
    asks: bytes | bytearray,
    ones: int,
    top: int,
    room: int,
) -> int:
    """Mark the hashes that are asked for, and give each room for those that have it; how much that is for all."""
    for index in range(begin, end):
        if asks[index]:
            kind = octet.word(places, index)
            often = octet.word(known, 2 * kind + 1)
            if often < top:
                octet.put_word(known, 2 * kind, room)
                octet.put_word(known, 2 * kind + 1, often | top)
                room += often & ones
    return room


def _fill(
    places: bytes | bytearray,
    known: bytearray,
    firsts: bytes | bytearray,
    count: int,
    asks: bytes | bytearray,
    top: int,
    runs: bytearray,
) -> None:
    """Write down, ascending, who has each marked hash, and whether he asks for it."""
    for number in range(count):
        for index in range(octet.word(firsts, number), octet.word(firsts, number + 1)):
            kind = octet.word(places, index)
            if octet.word(known, 2 * kind + 1) >= top:
                at = octet.word(known, 2 * kind)
                octet.put_word(runs, at, 2 * number + asks[index])
                octet.put_word(known, 2 * kind, at + 1)


def _meet_all(
    places: bytes | bytearray,
    known: bytes | bytearray,
    firsts: bytes | bytearray,
    starts: bytes | bytearray,
    count: int,
    asks: bytes | bytearray,
    wanted: bytes,
    ones: int,
    top: int,
    crowd: int,
    runs: bytes | bytearray,
    hits: bytearray,
    others: bytearray,
    seen: bytearray,
    few: int,
    shared: float,
    likely: float,
    found: list[tuple[int, int]],
) -> None:
    """Put those pairs into `found` that meet often enough (see _meet and _choose)."""
    for number in range(count):
        met = _meet(places, known, firsts, number, asks, wanted, ones, top, crowd, runs, hits, others)
        if met:
            _choose(places, firsts, number, starts, hits, others, met, seen, few, shared, likely, found)


def _meet(
    places: bytes | bytearray,
    known: bytes | bytearray,
    firsts: bytes | bytearray,
    number: int,
    asks: bytes | bytearray,
    wanted: bytes,
    ones: int,
    top: int,
    crowd: int,
    runs: bytes | bytearray,
    hits: bytearray,
    others: bytearray,
) -> int:
    """Count for each later document how often it and this one find each other; how many there are, which stand in `others`."""
    met = 0
    for index in range(octet.word(firsts, number), octet.word(firsts, number + 1)):
        kind = octet.word(places, index)
        often = octet.word(known, 2 * kind + 1)
        if often < top:
            continue
        end = octet.word(known, 2 * kind)
        begin = end - (often & ones)
        own = asks[index]
        if end - begin <= crowd:
            for place in range(begin, end):
                met = _hit(octet.word(runs, place), number, own, wanted, hits, others, met)
            continue
        low, high = begin, end
        while high - low > 1:
            middle = (low + high) // 2
            if octet.word(runs, middle) >> 1 <= number:
                low = middle
            else:
                high = middle
        if high < end:
            met = _hit(octet.word(runs, high), number, own, wanted, hits, others, met)
        if low == begin:
            for place in range(begin + 1, end):
                met = _hit(octet.word(runs, place), number, 0, wanted, hits, others, met)
    return met


def _hit(one: int, number: int, own: int, wanted: bytes, hits: bytearray, others: bytearray, met: int) -> int:
    """Count what another document and this one ask for that both have, if it is a later one and one of them is wanted; how
    many are met by now."""
    other = one >> 1
    asked = own + (one & 1)
    if other > number and asked and (wanted[number] or wanted[other]):
        before = octet.word(hits, other)
        if not before:
            octet.put_word(others, met, other)
            met += 1
        octet.put_word(hits, other, before + asked)
    return met


def _choose(
    places: bytes | bytearray,
    firsts: bytes | bytearray,
    number: int,
    starts: bytes | bytearray,
    hits: bytearray,
    others: bytes | bytearray,
    met: int,
    seen: bytearray,
    few: int,
    shared: float,
    likely: float,
    found: list[tuple[int, int]],
) -> None:
    """Put those pairs of this document into `found` that met often enough and may have half of their hashes in common;
    forget who met."""
    # Near copies share a quarter of all hashes within the rarer half; a phrase in common is one or two.
    start, end = octet.word(firsts, number), octet.word(firsts, number + 1)
    size = octet.word(starts, number + 1) - octet.word(starts, number)
    entered = False
    for index in range(met):
        other = octet.word(others, index)
        begin, stop = octet.word(firsts, other), octet.word(firsts, other + 1)
        fewest = min(size, octet.word(starts, other + 1) - octet.word(starts, other))
        often = octet.word(hits, other)
        octet.put_word(hits, other, 0)
        if fewest >= few and (often < 2 or often < fewest * shared):
            continue
        if not entered:
            entered = True
            for place in range(start, end):
                seen[octet.word(places, place)] = 1
        both = 0
        for place in range(begin, stop):
            both += seen[octet.word(places, place)]
        missing = fewest * likely - both
        if missing <= 0 or missing * missing <= fewest:  # within the square root of all
            found.append((number, other))
    if entered:
        for place in range(start, end):
            seen[octet.word(places, place)] = 0


def below(hashes: bytes, shift: int) -> bytes:
    """Those of some hashes that are below one in 2 to the power of `shift`, in their order."""
    if not shift:
        return hashes
    found = octet.blank(len(hashes))
    return bytes(found[: 4 * _put_below(hashes, 0, len(hashes) // 4, 32 - shift, found, 0)])


def _put_below(hashes: bytes | bytearray, first: int, end: int, bits: int, found: bytearray, at: int) -> int:
    """Put those hashes of [first, end) that have no more bits into `found`, from the number `at` on; where they end."""
    if bits == 32:
        for index in range(first, end):
            octet.put_word(found, at, octet.word(hashes, index))
            at += 1
        return at
    for index in range(first, end):
        value = octet.word(hashes, index)
        octet.put_word(found, at, value)  # written over where it is too high
        at += not value >> bits
    return at


def within(hashes: bytes | bytearray, those: bytes) -> bytes:
    """Of each of some hashes, all different, whether it is one of `those`, which are, too."""
    size, many = len(hashes) // 4, len(those) // 4
    slots = 1 << (2 * many).bit_length()
    found = bytearray(size)
    _look(hashes, size, those, many, bytearray(4 * slots), slots - 1, found)
    return bytes(found)


def _look(
    hashes: bytes | bytearray,
    size: int,
    those: bytes,
    many: int,
    table: bytearray,
    mask: int,
    found: bytearray,
) -> None:
    has_zero = False  # which is what an empty slot holds
    for index in range(many):
        value = octet.word(those, index)
        has_zero |= not value
        slot = value >> 1 & mask
        while octet.word(table, slot):
            slot = (slot + 1) & mask
        octet.put_word(table, slot, value)
    for index in range(size):
        value = octet.word(hashes, index)
        slot = value >> 1 & mask
        held = octet.word(table, slot)
        while held and held != value:
            slot = (slot + 1) & mask
            held = octet.word(table, slot)
        found[index] = held == value and (value > 0 or has_zero)
