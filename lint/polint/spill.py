"""Spill: what a run must keep of every document, in temporary files once it is more than a little.

A shelf holds byte strings in the order in which they came; a table holds rows of numbers, apart by the range of
their first column, so that they can be sorted and counted a part at a time. What is held in memory does not
depend on how much there is.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

HELD = 8 << 20
"""Bytes of one shelf, or table, that are held in memory."""
ITEM = 80
"""What an object costs beside its bytes."""
BUFFER = 1 << 20
MANY = 256
"""Parts of a table of which nobody knows how large it gets."""
LEAST = 2 << 20
"""Bytes of a table that are written together at least: fewer would make small pieces of its parts."""
_NONE = -1


def _temporary() -> IO[bytes]:
    import tempfile  # with all that it imports, it costs more than most corpora need

    return tempfile.TemporaryFile(prefix="polint-", buffering=0)


class _Log:
    """A temporary file that is written at its end and read anywhere."""

    def __init__(self) -> None:
        self._file = _temporary()
        self._written = 0
        self._waiting = bytearray()

    @property
    def size(self) -> int:
        return self._written + len(self._waiting)

    def write(self, content: bytes) -> None:
        self._waiting += content
        if len(self._waiting) >= BUFFER:
            self._flush()

    def _flush(self) -> None:
        self._file.seek(self._written)
        view = memoryview(self._waiting)
        while view:
            view = view[self._file.write(view) :]
        view.release()
        self._written += len(self._waiting)
        self._waiting = bytearray()

    def read(self, start: int, size: int) -> bytes:
        if start >= self._written:
            return bytes(self._waiting[start - self._written : start - self._written + size])
        if start + size > self._written:
            self._flush()
        self._file.seek(start)
        found = self._file.read(size)
        while len(found) < size and (more := self._file.read(size - len(found))):
            found += more
        return found


class Shelf:
    """Byte strings, or None, by ordinal."""

    def __init__(self, held: int | None = None) -> None:
        """`held`: the bytes that are held in memory, HELD where nothing is said."""
        self._limit = HELD if held is None else held
        self._held: list[bytes | None] = []
        self._size = 0
        self._count = 0  # of those in the files
        self._data: _Log | None = None
        self._index: _Log | None = None

    def __len__(self) -> int:
        return self._count + len(self._held)

    def add(self, item: bytes | None) -> None:
        """Put `item` behind the others."""
        if self._data is None:
            self._held.append(item)
            self._size += 8 if item is None else ITEM + len(item)
            if self._size > self._limit:
                self._data, self._index = _Log(), _Log()
                held, self._held = self._held, []
                for one in held:
                    self._write(one)
        else:
            self._write(item)

    def _write(self, item: bytes | None) -> None:
        assert self._data is not None
        assert self._index is not None
        place = array("q", (self._data.size, _NONE if item is None else len(item)))
        self._index.write(place.tobytes())
        if item is not None:
            self._data.write(item)
        self._count += 1

    def __getitem__(self, index: int) -> bytes | None:
        if self._data is None or self._index is None:
            return self._held[index]
        start, size = array("q", self._index.read(16 * index, 16))
        return None if size == _NONE else self._data.read(start, size)

    def __iter__(self) -> Iterator[bytes | None]:
        """All of them in order, read in large pieces."""
        if self._data is None or self._index is None:
            yield from self._held
            return
        for first in range(0, self._count, 4096):
            places = array("q", self._index.read(16 * first, 16 * min(4096, self._count - first)))
            at = 0
            block, block_start = b"", 0
            while at < len(places):
                start, size = places[at], places[at + 1]
                at += 2
                if size == _NONE:
                    yield None
                    continue
                if start < block_start or start + size > block_start + len(block):
                    block_start, block = start, self._data.read(start, max(size, BUFFER))
                yield block[start - block_start : start - block_start + size]


class Table:
    """Rows of numbers (a numpy structure), apart by their first column: part 0 holds the lowest ones.

    `highest` is the number that the first column stays below; `expected` the number of rows there may be. Where
    nobody knows how many there will be, nor that they are spread evenly, `expected` is None: then there are so many
    parts as are MANY, and the first rows that do not fit into memory say where they end.
    """

    def __init__(self, dtype: Any, highest: int, expected: int | None, held: int | None = None) -> None:
        import numpy

        held = HELD if held is None else held

        self.dtype = numpy.dtype(dtype).newbyteorder("<")
        self._first = self.dtype.names[0] if self.dtype.names else None
        # A part is sorted in memory, with a few copies of itself.
        self._parts = max(1, -(-expected * self.dtype.itemsize * 4 // held)) if expected else 1
        self._width = max(1, -(-highest // self._parts))
        self._unknown = expected is None
        self._bounds: numpy.ndarray[Any, Any] | None = None
        self._log: _Log | None = None
        self._extents: list[numpy.ndarray[Any, Any]] = []
        """Of each time that rows were written, where in the file those of each part begin and the last end."""
        self._held: list[Any] = []
        self._rows = 0
        self._limit = max(held // 4, LEAST)

    def add(self, rows: numpy.ndarray[Any, Any]) -> None:
        """Take in an array of rows."""
        if len(rows):
            self._held.append(rows)
            self._rows += len(rows)
            if self._rows * self.dtype.itemsize > self._limit:
                self._spill()

    def take(self, rows: bytes | bytearray) -> None:
        """The same of rows in bytes."""
        import numpy

        self.add(numpy.frombuffer(rows, self.dtype))

    def _spill(self) -> None:
        import numpy

        rows = numpy.concatenate(self._held)
        self._held, self._rows = [], 0
        if self._unknown and self._bounds is None:
            column = numpy.sort(rows[self._first] if self._first else rows)
            self._bounds = column[len(column) // MANY :: max(1, len(column) // MANY)]
            self._parts = len(self._bounds) + 1
        # One file whatever the number of parts: a process may not have a thousand of them open.
        if self._log is None:
            self._log = _Log()
        rows, bounds = self._apart(rows)
        self._extents.append(bounds * self.dtype.itemsize + self._log.size)
        self._log.write(rows.tobytes())

    def _apart(
        self, rows: numpy.ndarray[Any, Any]
    ) -> tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]:
        """The rows part by part, within one as they came, and where each part begins and the last ends."""
        import numpy

        which = self._which(rows)
        if self._parts <= 1 << 16:
            which = which.astype(numpy.uint16)  # sorted by their digits, ten times as fast
        order = numpy.argsort(which, kind="stable")
        return rows[order], numpy.searchsorted(which[order], numpy.arange(self._parts + 1))

    def _which(self, rows: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
        """The part that each row belongs to."""
        import numpy

        if self._parts == 1:
            return numpy.zeros(len(rows), numpy.int64)
        column = rows[self._first] if self._first else rows
        if self._bounds is not None:
            return self._bounds.searchsorted(column, side="right")
        found: numpy.ndarray[Any, Any] = (column // numpy.array(self._width, column.dtype)).astype(
            numpy.int64
        )
        return found

    def parts(self) -> Iterator[numpy.ndarray[Any, Any]]:
        """The rows part by part; within one as they came."""
        import numpy

        if self._log is None:
            if self._held:
                rows, bounds = self._apart(numpy.concatenate(self._held))
                for start, end in itertools.pairwise(bounds.tolist()):
                    if start < end:
                        yield rows[start:end]
            return
        if self._held:
            self._spill()
        for part in range(self._parts):
            pieces = [
                self._log.read(int(at[part]), int(at[part + 1] - at[part]))
                for at in self._extents
                if at[part] < at[part + 1]
            ]
            if pieces:
                yield numpy.frombuffer(b"".join(pieces), self.dtype)
