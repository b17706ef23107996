"""Kin: which of many documents have so many hashes in common that they are worth a comparison, and how much two have."""

from __future__ import annotations

from polint import octet

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

_TOP = 1 << 31


def kin(values: bytes | bytearray, sizes: list[int]) -> list[tuple[int, int]]:
    """Pairs of documents that share one of the rarer half of the hashes of either, and more than half of all: their
    numbers. `values` are the hashes of all documents, one's behind another's, `sizes` how many each has."""
    count, total = len(sizes), len(values) // 4
    found: list[tuple[int, int]] = []
    # Of each hash that is there its value, later where in `runs` the documents end that have it, and how many they are.
    slots = 1 << (2 * total).bit_length()
    table = bytearray(8 * slots)
    places = octet.blank(4 * total)
    _enter(values, total, table, slots - 1, places)
    asks = bytearray(total)
    firsts = octet.blank(4 * count + 4)
    octet.put_word(firsts, 0, 0)
    asked = first = 0
    counts = octet.blank(4 * max(sizes, default=0))
    for number, size in enumerate(sizes):
        asked += _ask(places, table, first, size, counts, asks)
        first += size
        octet.put_word(firsts, number + 1, first)
    del counts
    if asked:
        runs = octet.blank(4 * _mark(places, table, total, asks, _TOP))
        _fill(places, table, firsts, count, asks, _TOP, runs)
        hits, others = bytearray(4 * count), octet.blank(4 * count)
        seen = bytearray(slots)
        for number in range(count):
            met = _meet(places, table, firsts, number, asks, _TOP, CROWD, runs, hits, others)
            if met:
                _choose(places, firsts, number, hits, others, met, seen, FEW, SHARED, LIKELY, found)
    return found


def _enter(values: bytes | bytearray, total: int, table: bytearray, mask: int, places: bytearray) -> None:
    """Count each hash in a table, and note where it is there."""
    for index in range(total):
        value = octet.word(values, index)
        slot = value >> 1 & mask  # the lowest bit is not mixed
        often = octet.word(table, 2 * slot + 1)
        while often and octet.word(table, 2 * slot) != value:
            slot = (slot + 1) & mask
            often = octet.word(table, 2 * slot + 1)
        octet.put_word(table, 2 * slot, value)
        octet.put_word(table, 2 * slot + 1, often + 1)
        octet.put_word(places, index, slot)


def _ask(
    places: bytes | bytearray,
    table: bytes | bytearray,
    first: int,
    size: int,
    counts: bytearray,
    asks: bytearray,
) -> int:
    """Mark the rarer half of a document's hashes that others have as well, of equally rare ones those that come first; how
    many they are. Those that nobody else has are the rarest, and find nobody."""
    common = most = 0
    for index in range(first, first + size):
        often = octet.word(table, 2 * octet.word(places, index) + 1)
        if often > 1:
            octet.put_word(counts, common, often)
            common += 1
            most = max(most, often)
    wanted = min(common, size // 2 - (size - common) + 1)
    if wanted <= 0:
        return 0
    # How often one may be there at most, so that there are as many.
    least, limit = 2, most
    while least < limit:
        middle = (least + limit) // 2
        fewer = 0
        for index in range(common):
            fewer += octet.word(counts, index) <= middle
        if fewer >= wanted:
            limit = middle
        else:
            least = middle + 1
    spare = wanted
    for index in range(common):
        spare -= octet.word(counts, index) < limit
    for index in range(first, first + size):
        often = octet.word(table, 2 * octet.word(places, index) + 1)
        if 1 < often < limit:
            asks[index] = 1
        elif often == limit and spare:
            asks[index] = 1
            spare -= 1
    return wanted


def _mark(places: bytes | bytearray, table: bytearray, total: int, asks: bytes | bytearray, top: int) -> int:
    """Mark the hashes that are asked for, and give each room for those that have it; how much that is for all."""
    room = 0
    for index in range(total):
        if asks[index]:
            slot = octet.word(places, index)
            often = octet.word(table, 2 * slot + 1)
            if often < top:
                octet.put_word(table, 2 * slot, room)
                octet.put_word(table, 2 * slot + 1, often | top)
                room += often
    return room


def _fill(
    places: bytes | bytearray,
    table: bytearray,
    firsts: bytes | bytearray,
    count: int,
    asks: bytes | bytearray,
    top: int,
    runs: bytearray,
) -> None:
    """Write down, ascending, who has each marked hash, and whether he asks for it."""
    for number in range(count):
        for index in range(octet.word(firsts, number), octet.word(firsts, number + 1)):
            slot = octet.word(places, index)
            if octet.word(table, 2 * slot + 1) >= top:
                at = octet.word(table, 2 * slot)
                octet.put_word(runs, at, 2 * number + asks[index])
                octet.put_word(table, 2 * slot, at + 1)


def _meet(
    places: bytes | bytearray,
    table: bytes | bytearray,
    firsts: bytes | bytearray,
    number: int,
    asks: bytes | bytearray,
    top: int,
    crowd: int,
    runs: bytes | bytearray,
    hits: bytearray,
    others: bytearray,
) -> int:
    """Count for each later document how often it and this one find each other; how many there are, which stand in `others`."""
    met = 0
    for index in range(octet.word(firsts, number), octet.word(firsts, number + 1)):
        slot = octet.word(places, index)
        often = octet.word(table, 2 * slot + 1)
        if often < top:
            continue
        end = octet.word(table, 2 * slot)
        begin = end - (often - top)
        own = asks[index]
        if end - begin <= crowd:
            for place in range(begin, end):
                met = _hit(octet.word(runs, place), number, own, hits, others, met)
            continue
        low, high = begin, end
        while high - low > 1:
            middle = (low + high) // 2
            if octet.word(runs, middle) >> 1 <= number:
                low = middle
            else:
                high = middle
        if high < end:
            met = _hit(octet.word(runs, high), number, own, hits, others, met)
        if low == begin:
            for place in range(begin + 1, end):
                met = _hit(octet.word(runs, place), number, 0, hits, others, met)
    return met


def _hit(one: int, number: int, own: int, hits: bytearray, others: bytearray, met: int) -> int:
    """Count what another document and this one ask for that both have, if it is a later one; how many are met by now."""
    other = one >> 1
    asked = own + (one & 1)
    if other > number and asked:
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
    entered = False
    for index in range(met):
        other = octet.word(others, index)
        begin, stop = octet.word(firsts, other), octet.word(firsts, other + 1)
        fewest = min(end - start, stop - begin)
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
    return bytes(found[: 4 * _below(hashes, len(hashes) // 4, 32 - shift, found)])


def _below(hashes: bytes | bytearray, size: int, bits: int, found: bytearray) -> int:
    few = 0
    for index in range(size):
        value = octet.word(hashes, index)
        if not value >> bits:
            octet.put_word(found, few, value)
            few += 1
    return few


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
