"""Word lists: many entries, of which a few are looked for by the two characters they are filed under.

A table of 20,000 words takes longer to load than most texts to check. So the list stays as it was read; what is
filed under a character is taken apart when it is first asked for.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Mapping, Sequence


class Wordlist:
    """Entries filed under a character and another."""

    def __init__(self, content: bytes) -> None:
        """`content` as `pack` makes it."""
        self._chars, starts, self._content = marshal.loads(content)
        self._starts = array("I")
        self._starts.frombytes(starts)
        self._made: dict[str, list[str]] = {}

    def under(self, first: str, second: str) -> Sequence[str]:
        """The entries under two characters, in the order they were given."""
        listed = self.listed(first, second)
        return listed.split("\t") if listed else ()

    def listed(self, first: str, second: str) -> str:
        """The same in one string, with a tab between two: most pairs of characters have none, and cost no more than
        this."""
        made = self._made.get(first)
        if made is None:
            at = self._chars.find(first)
            part = b"" if at < 0 else self._content[self._starts[at] : self._starts[at + 1]]
            made = self._made[first] = part.decode("utf-16-le").split("\n")
        at = made[0].find(second)
        return "" if at < 0 else made[at + 1]


def pack(entries: Mapping[str, Sequence[str]]) -> bytes:
    """What a Wordlist is made of, from the entries by their two characters."""
    by_first: dict[str, dict[str, Sequence[str]]] = {}
    for pair, own in entries.items():
        by_first.setdefault(pair[0], {})[pair[1]] = own
    chars = "".join(by_first)
    content, starts = b"", array("I", [0])
    for groups in by_first.values():
        lines = ["".join(groups), *("\t".join(group) for group in groups.values())]
        content += "\n".join(lines).encode("utf-16-le")
        starts.append(len(content))
    return marshal.dumps((chars, starts.tobytes(), content))
