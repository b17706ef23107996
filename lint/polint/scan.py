"""Scan: the two passes that all rules share, over one text or a batch of small ones.

The first pass gives every code point its class (character.py) and its fold (fold.py), always one code point for one, so
that a position in the fold is a position in the text. The second finds the triggers of all rules, which are literals, in
the folded text at once (matcher.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint.batch import Batch
from polint.matcher import Hits, Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from polint.fold import Tables


class Scan:
    """What the shared passes found in one text: the class of every code point, the folded text (UTF-16-LE, one
    unit a code point), where the triggers stand, the batch in which it was scanned (None for a part that was cut
    out of one) and its number there."""

    __slots__ = ("_classes", "_folded_units", "_hits", "_own", "batch", "number")

    def __init__(
        self,
        classes: bytes | None,
        folded_units: bytes | None,
        batch: Batch | None = None,
        number: int = 0,
    ) -> None:
        """`classes` and `folded_units` are None where they are to be cut out of the batch when somebody asks."""
        self._classes = classes
        self._folded_units = folded_units
        self.batch = batch
        self.number = number
        self._hits: dict[str, list[int]] | None = None
        self._own: Batch | None = batch

    @property
    def classes(self) -> bytes:
        """The class of every code point."""
        return self.texts.classes_of(self.number) if self._classes is None else self._classes

    @property
    def folded_units(self) -> bytes:
        """The folded text."""
        if self._folded_units is None:
            start, end = self.texts.spans[self.number]
            self._folded_units = self.texts.folded_units[2 * start : 2 * end]
        return self._folded_units

    @property
    def texts(self) -> Batch:
        """The batch, or where there is none one of this text alone, with nothing but its classes and its fold."""
        if self._own is None:
            self._own = Batch(self.classes, self.folded_units, [0])
        return self._own

    @property
    def hits(self) -> dict[str, list[int]]:
        """Where each trigger that occurs starts, in code points, ascending."""
        hits = self._hits
        if hits is None:
            batch = self.batch
            found = None if batch is None else batch.hits
            hits = {} if batch is None or found is None else found.of(self.number, batch.starts[self.number])
            self._hits = hits
        return hits

    def holds(self, literals: frozenset[str]) -> bool:
        """Whether one of `literals`, all of them triggers, stands in the text: asked of a whole batch at once."""
        return self.batch is not None and self.number in self.batch.holding(literals)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scan):
            return NotImplemented
        return (
            self.classes == other.classes
            and self.folded_units == other.folded_units
            and self.hits == other.hits
        )

    __hash__ = None  # type: ignore[assignment]


class Scanner:
    """The shared passes for one set of triggers, which are given folded (Tables.fold_all)."""

    def __init__(self, triggers: Iterable[str] | Matcher, tables: Tables) -> None:
        self.tables = tables
        self.matcher = (
            triggers if isinstance(triggers, Matcher) else Matcher("\0".join(sorted(set(triggers))))
        )

    def scan(self, texts: Sequence[str]) -> list[Scan]:
        """Scan `texts` together; their results in the same order."""
        classes, folded, starts, units, astral, present = self.tables.look_up(texts)
        hits = Hits(self.matcher, self.matcher.find(folded), starts)
        batch = Batch(classes, folded, starts, units, astral, hits, present)
        if len(texts) == 1:
            return [Scan(classes, folded, batch)]
        return [Scan(None, None, batch, number) for number in range(len(texts))]
