"""Word lists: many entries, of which a few are looked for by the two characters they are filed under.

A table of 20,000 words takes longer to load than most texts to check. So the list stays as it was read; entries are
taken out of it when they are asked for.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Mapping, Sequence

from polint import octet


class Wordlist:
    """Entries filed under a character and another."""

    def __init__(self, content: bytes) -> None:
        """`content` as `pack` makes it."""
        self._firsts, self._bounds, self._seconds, self._starts, self._content = marshal.loads(content)
        self._spans: dict[str, tuple[int, int]] = {}

    def under(self, first: str, second: str) -> list[str]:
        """The entries under two characters, in the order they were given."""
        listed = self.listed(first, second)
        return listed.split("\t") if listed else []

    def listed(self, first: str, second: str) -> str:
        """The same in one string, with a tab between two: most pairs of characters have none, and cost no more than
        this."""
        known = self._spans.get(first)
        if known is None:
            at = self._firsts.find(first)
            low = octet.word(self._bounds, at) if at >= 0 else 0
            high = octet.word(self._bounds, at + 1) if at >= 0 else 0
            self._spans[first] = known = (low, high)
        low, high = known
        place = self._seconds.find(second, low, high)
        if place < 0:
            return ""
        entries: bytes = self._content[octet.word(self._starts, place) : octet.word(self._starts, place + 1)]
        return entries.decode("utf-16-le")

    def words(self, text: str, low: int, high: int, place: int) -> list[tuple[int, int, str]]:
        """Of entries that are a word, a blank and more: (start, end, more) of every word that stands in `text` from `low` on,
        before `high`, and goes on beyond `place`."""
        found: list[tuple[int, int, str]] = []
        for start in range(low, high):
            entries = self.listed(text[start], text[start + 1])
            if not entries:
                continue
            for entry in entries.split("\t"):
                size = entry.find(" ")
                if start + size > place and text.startswith(entry[:size], start):
                    found.append((start, start + size, entry[size + 1 :]))
        return found


def pack(entries: Mapping[str, Sequence[str]]) -> bytes:
    """What a Wordlist is made of, from the entries by their two characters: all first ones, where the second ones of
    each begin among those of all, these; where the entries of each pair begin among those of all, and these."""
    by_first: dict[str, dict[str, Sequence[str]]] = {}
    for pair, own in entries.items():
        by_first.setdefault(pair[0], {})[pair[1]] = own
    seconds, content = "", bytearray()
    bounds, starts = array("I", [0]), array("I", [0])
    for groups in by_first.values():
        seconds += "".join(groups)
        bounds.append(len(seconds))
        for group in groups.values():
            content += "\t".join(group).encode("utf-16-le")
            starts.append(len(content))
    return marshal.dumps(("".join(by_first), bounds.tobytes(), seconds, starts.tobytes(), bytes(content)))
