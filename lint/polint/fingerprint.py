"""Fingerprint: what a finding is known by from one run to the next, wherever it has moved."""

from __future__ import annotations

from polint import octet
from polint.digest import Sha256
from polint.fold import SHARED

CONTEXT = 16
"""Folded code points on either side of the span that go into it, by the contract."""
REACH = 4 * CONTEXT
"""Code points looked at for them: indentation and blank lines lie between the characters that count."""
LONGEST = 2000
"""Code points of a span that count: no two as long as a document differ only after them."""

_HASH = Sha256()


class Fingerprints:
    """The fingerprints of one document's findings, asked for in their order."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}

    def of(self, rule: str, before: str, span: str, after: str) -> str:
        """16 hex digits of SHA-256 over the rule, the folded span, its folded context and the ordinal among
        equals; without white space, so that re-wrapping or inserting text elsewhere leaves it as it is."""
        before, span = before[-REACH:], span[:LONGEST]
        start, end = len(before), len(before) + len(span)
        whole = before + span + after[:REACH]
        return self.within(rule, SHARED.tables.look_up([whole])[1], 0, len(whole), start, end)

    def within(self, rule: str, units: bytes, first: int, last: int, start: int, end: int) -> str:
        """The same of the span [start, end) of a text that stands folded in [first, last) of `units`, one for a code
        point."""
        name = rule.encode("utf-8", "surrogatepass")
        start, end = min(max(start, first), last), min(max(end, first), last)
        stop = min(max(start, end), start + LONGEST)
        found = octet.blank(3 * (stop - start + 2 * CONTEXT) + 2)
        size = _put_bare(units, first, last, start, stop, end, REACH, CONTEXT, found)
        base = name + b"\0" + bytes(found[:size])
        ordinal = self._seen.get(base, 0)
        self._seen[base] = ordinal + 1
        return _HASH.of(base + f"\0{ordinal}".encode())[:16]


def _put_bare(
    units: bytes,
    first: int,
    last: int,
    start: int,
    stop: int,
    end: int,
    reach: int,
    context: int,
    found: bytearray,
) -> int:
    """Put into `found` in UTF-8, without white space, what stands before `start`, from there to `stop`, and behind `end`, with a
    NUL between two of them; how many bytes. Within reach, as many code points of the context count."""
    begin = start
    least = max(first, start - reach)
    left = context
    while begin > least and left > 0:
        begin -= 1
        left -= not _is_white(octet.unit(units, begin))
    size = _put(units, begin, start, context, found, 0)
    found[size] = 0
    size = _put(units, start, stop, stop - start, found, size + 1)
    found[size] = 0
    return _put(units, end, min(last, end + reach), context, found, size + 1)


def _put(units: bytes, place: int, end: int, most: int, found: bytearray, at: int) -> int:
    """Put what stands in [place, end) and is no white space into `found`, from the byte `at` on, and no more code points than
    `most`; where they end."""
    while place < end and most > 0:
        code = octet.unit(units, place)
        place += 1
        if code >= 0x800:
            if code <= 0x3000 and _is_white(code):
                continue
            found[at] = 0xE0 | code >> 12
            found[at + 1] = 0x80 | (code >> 6) & 0x3F
            found[at + 2] = 0x80 | code & 0x3F
            at += 3
        elif _is_white(code):
            continue
        elif code >= 0x80:
            found[at] = 0xC0 | code >> 6
            found[at + 1] = 0x80 | code & 0x3F
            at += 2
        else:
            found[at] = code
            at += 1
        most -= 1
    return at


def _is_white(code: int) -> bool:
    """What `str.isspace` says of a code point below U+10000."""
    if code <= 32:
        return code == 32 or 9 <= code <= 13 or code >= 28
    if code < 0x1680:
        return code == 0x85 or code == 0xA0
    if code < 0x2000:
        return code == 0x1680
    return (
        code <= 0x200A
        or code == 0x2028
        or code == 0x2029
        or code == 0x202F
        or code == 0x205F
        or code == 0x3000
    )
