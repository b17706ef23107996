"""Fingerprint: what a finding is known by from one run to the next, wherever it has moved."""

from __future__ import annotations

from polint import octet
from polint.digest import sha256
from polint.fold import SHARED

CONTEXT = 16
"""Folded code points on either side of the span that go into it, by the contract."""
REACH = 4 * CONTEXT
"""Code points looked at for them: indentation and blank lines lie between the characters that count."""
LONGEST = 2000
"""Code points of a span that count: no two as long as a document differ only after them."""


class Fingerprints:
    """The fingerprints of one document's findings, asked for in their order."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, rule: str, before: str, span: str, after: str) -> str:
        """16 hex digits of SHA-256 over the rule, the folded span, its folded context and the ordinal among
        equals; without white space, so that re-wrapping or inserting text elsewhere leaves it as it is."""
        before, span = before[-REACH:], span[:LONGEST]
        start, end = len(before), len(before) + len(span)
        folded = SHARED.tables.fold_text(before + span + after[:REACH])  # one code point for one
        base = "\0".join(
            (
                rule,
                _bare(folded[:start])[-CONTEXT:],
                _bare(folded[start:end]),
                _bare(folded[end:])[:CONTEXT],
            )
        )
        ordinal = self._seen.get(base, 0)
        self._seen[base] = ordinal + 1
        return sha256(f"{base}\0{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _bare(folded: str) -> str:
    """A folded text without white space."""
    units = octet.blank(2 * len(folded))
    return octet.text(bytes(units[: 2 * _put_bare(folded, units)]))


def _put_bare(folded: str, units: bytearray) -> int:
    """Put what is no white space into `units`; how many that are."""
    count = 0
    for char in folded:
        if not char.isspace():
            octet.put_unit(units, count, ord(char))
            count += 1
    return count
