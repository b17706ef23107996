"""Index: the entries of a corpus in one embedded file, so that a new document finds what it may be tied to.

The file is an SQLite database in WAL mode: what was acknowledged survives a kill at any moment, writers wait for
one another, readers for nobody, and pages are read as they are needed. It holds no text, only heads and digests.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sqlite3
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from polint.corpus import Corpus, CorpusRule, Entry, Mapped, Place, mappers, pack_head, unpack_head
from polint.finding import Finding
from polint.named import NamedTuple
from polint.rule import Rule
from polint.spill import Table

FORMAT = 2
"""The version of the file's layout: a file of another one is refused, not guessed at."""
APPLICATION = 0x504C4E54  # "PLNT"
BATCH = 1000
"""Documents of one transaction: what a kill may cost, and how long a second writer waits."""
WAIT = 60.0
"""Seconds that a writer waits for another."""
CROWD = 64
"""Documents of one key that a query looks at: what more of them share is a formula."""
NEAREST = 32
"""Documents that a query compares with a new one: those that share the most keys."""
_KEY = 48  # bits of a key; the kind of digest stands above them

_SCHEMA = (
    "CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL)",
    "CREATE TABLE document (id INTEGER PRIMARY KEY, path TEXT NOT NULL, record INTEGER NOT NULL, head TEXT NOT NULL,"
    " UNIQUE (path, record))",
    "CREATE TABLE digest (id INTEGER PRIMARY KEY, value BLOB NOT NULL)",  # id: document * 16 + kind
    "CREATE TABLE posting (key INTEGER, document INTEGER, PRIMARY KEY (key, document)) WITHOUT ROWID",
)


class BrokenIndex(Exception):
    """The file is no index, a damaged one, or one that a newer polint made."""


class _Waiting(NamedTuple):
    """What a batch is still to write: digests, and the keys of postings with the documents of each."""

    digests: list[tuple[int, bytes]]
    keys: array[int]
    documents: array[int]

    def clear(self) -> None:
        """Nothing is waiting any more."""
        self.digests.clear()
        del self.keys[:]
        del self.documents[:]


_POSTING = [("key", "<u8"), ("document", "<u4")]
_HELD = 32 << 20
"""Bytes of postings that a build holds in memory."""


def _postings() -> Table:
    return Table(_POSTING, 1 << 64, None, _HELD)


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogatepass")


def _bound(path: str) -> str | bytes:
    """A path as SQLite takes it: bytes where a name holds what is no UTF-8, which is no text there."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return _bytes(path)
    return path


def _path(bound: str | bytes) -> str:
    """The path that `_bound` was given."""
    return bound if isinstance(bound, str) else bound.decode("utf-8", "surrogatepass")


class Counts(NamedTuple):
    """What a change did, in documents."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0


def indexed(rules: Iterable[type[Rule]]) -> tuple[CorpusRule, ...]:
    """The rules that an index serves: those that have keys for their digests."""
    corpus = Corpus(rule() for rule in rules if rule.corpus)
    return tuple(rule for rule in corpus.rules if type(rule).keys is not CorpusRule.keys)


def _connected(path: Path) -> sqlite3.Connection:
    """The database at `path`; where nothing can be written beside it, as it lies there."""
    if path.exists() and not os.access(path.absolute().parent, os.W_OK):
        uri = f"{path.absolute().as_uri()}?immutable=1"
        return sqlite3.connect(uri, timeout=WAIT, isolation_level=None, uri=True)
    return sqlite3.connect(path, timeout=WAIT, isolation_level=None)


class Index:
    """An open index."""

    def __init__(
        self, path: Path, rules: Sequence[CorpusRule], *, create: bool = False, building: bool = False
    ) -> None:
        """Open `path`. Raises FileNotFoundError unless `create`, BrokenIndex where it is no index of FORMAT. While one
        is `building`, nobody else reads it, nothing is safe before it is closed, and postings are written in their
        order once all are there."""
        if not create and not path.exists():
            raise FileNotFoundError(path)
        self.path = path
        self.rules = mappers(rules)
        self.rules_of_all = tuple(rules)
        self._kinds: dict[str, int] = {}
        self._wrote = False
        self._deferred = _postings() if building else None
        try:
            self._db = _connected(path)
            try:
                self._open(create)
            except BaseException:
                self._db.close()
                raise
        except sqlite3.DatabaseError as error:
            raise BrokenIndex(f"{path}: {error}") from error

    def _open(self, create: bool) -> None:
        """Look before anything is written: another program's database is not ours to change, a reader waits for no
        writer, and an index may lie where nothing can be written."""
        fresh = self._is_empty() and create
        if not fresh:
            self._check()
        self._set_journal("WAL" if self._deferred is None else "OFF")
        self._db.execute(f"PRAGMA synchronous={'FULL' if self._deferred is None else 'OFF'}")
        self._db.execute("PRAGMA cache_size=-65536")
        self._db.execute("PRAGMA mmap_size=67108864")
        if fresh:
            with self._writing():
                if self._is_empty():  # another process may have been quicker
                    for statement in _SCHEMA:
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA application_id={APPLICATION}")
                    self._db.execute(f"PRAGMA user_version={FORMAT}")
            self._check()
        self._kinds = self._known()
        missing = [name for name in self.rules if name not in self._kinds]
        if missing:
            with self._writing():
                self._kinds = self._known()
                for name in missing:
                    if name not in self._kinds:
                        self._kinds[name] = len(self._kinds)
                        row = (self._kinds[name], name, self.rules[name].version)
                        self._db.execute("INSERT INTO kind VALUES (?, ?, ?)", row)

    def _set_journal(self, mode: str) -> None:
        """Two processes that open a new file at once both want all of it for this, which SQLite refuses one of them at
        once, whatever it was told of waiting. Raises sqlite3.OperationalError where that does not end."""
        last = time.monotonic() + WAIT
        while True:
            try:
                self._db.execute(f"PRAGMA journal_mode={mode}")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                    raise
            time.sleep(0.01)

    def _is_empty(self) -> bool:
        return (
            self._number("PRAGMA application_id") == 0 == self._number("SELECT count(*) FROM sqlite_master")
        )

    def _check(self) -> None:
        """Raises BrokenIndex where the file is no index of FORMAT."""
        version = self._number("PRAGMA user_version")
        if self._number("PRAGMA application_id") != APPLICATION:
            raise BrokenIndex(f"{self.path} is no polint index")
        if version != FORMAT:
            raise BrokenIndex(f"{self.path} has format {version}; this polint reads format {FORMAT}")

    def _known(self) -> dict[str, int]:
        """The kinds of digests in the file. Raises BrokenIndex where one was made in another way than it is now."""
        known: dict[str, int] = {}
        for number, name, version in self._db.execute("SELECT id, name, version FROM kind"):
            known[name] = number
            if name in self.rules and self.rules[name].version != version:
                raise BrokenIndex(f"{self.path} was made by another version of {name}; build it anew")
        return known

    def close(self) -> None:
        """Close the file; what was written stays."""
        if self._deferred is not None:
            with self._writing():
                self._post()
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute("PRAGMA journal_mode=WAL")
            descriptor = os.open(self.path, os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        if self._wrote:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("PRAGMA busy_timeout=1000")  # whoever still writes does it when it closes
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, fault: object, *_: object) -> None:
        if fault is not None and self._deferred is not None:
            self._db.close()  # what is not built to the end is nothing: its postings need not be written
        else:
            self.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        self._wrote = True
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _number(self, query: str, *arguments: object) -> int:
        row = self._db.execute(query, arguments).fetchone()
        return 0 if row is None or row[0] is None else int(row[0])

    # -- writing ----------------------------------------------------------------------------------------

    def add(self, entries: Iterable[Entry]) -> Iterator[tuple[list[Entry], Counts]]:
        """Add `entries`, in place of what the index has of the same path and record. Yields each batch once it is
        acknowledged: from then on it survives a kill."""
        batch: list[Entry] = []
        for one in entries:
            batch.append(one)
            if len(batch) >= BATCH:
                yield batch, self._add(batch)
                batch = []
        if batch:
            yield batch, self._add(batch)

    def _add(self, batch: list[Entry]) -> Counts:
        added = replaced = unchanged = 0
        waiting = _Waiting([], array("Q"), array("I"))
        with self._writing():
            for one in batch:
                name, place = unpack_head(one.head)
                head = json.dumps([name, *place.pack()], ensure_ascii=True, separators=(",", ":"))
                row = _bound(one.path), one.record, head
                number = self._insert(row)
                if number:
                    added += 1
                else:
                    # What this batch is still to write must be there before it can be compared or taken away.
                    self._write(waiting)
                    self._post()
                    old = self._number(
                        "SELECT id FROM document WHERE path = ? AND record = ?", row[0], one.record
                    )
                    if self._digests(old) == one.digests:
                        unchanged += 1
                        self._db.execute("UPDATE document SET head = ? WHERE id = ?", (head, old))
                        continue
                    self._forget(old)
                    replaced += 1
                    number = self._insert(row)
                for (name, rule), digest in zip(self.rules.items(), one.digests, strict=True):
                    if digest is not None:
                        kind = self._kinds[name]
                        waiting.digests.append((number * 16 + kind, digest))
                        above = kind << _KEY
                        keys = [above | key for key in rule.keys(digest)]
                        waiting.keys.extend(keys)
                        waiting.documents.extend(itertools.repeat(number, len(keys)))
            self._write(waiting)
        return Counts(added, replaced, unchanged)

    def _insert(self, row: tuple[str | bytes, int, str]) -> int:
        """The number of the document that is added, 0 where there is one of this path and record."""
        done = self._db.execute(
            "INSERT INTO document (path, record, head) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row
        )
        return int(done.lastrowid or 0) if done.rowcount == 1 else 0

    def _write(self, waiting: _Waiting) -> None:
        import numpy

        self._db.executemany("INSERT INTO digest VALUES (?, ?)", waiting.digests)
        rows = numpy.empty(len(waiting.keys), _POSTING)
        rows["key"], rows["document"] = waiting.keys, waiting.documents
        waiting.clear()
        if self._deferred is None:
            self._insert_postings(rows)
        else:
            self._deferred.add(rows)

    def _post(self) -> None:
        """Write the postings that were put off, in their order: each page of them is written once."""
        if self._deferred is not None:
            for rows in self._deferred.parts():
                self._insert_postings(rows)
            self._deferred = _postings()

    def _insert_postings(self, rows: Any) -> None:
        # Neighbours lie on one page. A document's rows came in ascending order of documents.
        rows = rows[rows["key"].argsort(kind="stable")]
        self._db.executemany(
            "INSERT OR IGNORE INTO posting VALUES (?, ?)",
            zip(rows["key"].tolist(), rows["document"].tolist(), strict=True),
        )

    def _keys(self, digests: tuple[bytes | None, ...]) -> Iterator[int]:
        for (name, rule), digest in zip(self.rules.items(), digests, strict=True):
            if digest is not None:
                kind = self._kinds[name] << _KEY
                for key in rule.keys(digest):
                    yield kind | key

    def _forget(self, number: int) -> None:
        self._db.executemany(
            "DELETE FROM posting WHERE key = ? AND document = ?",
            [(key, number) for key in self._keys(self._digests(number))],
        )
        self._db.execute("DELETE FROM digest WHERE id BETWEEN ? AND ?", (number * 16, number * 16 + 15))
        self._db.execute("DELETE FROM document WHERE id = ?", (number,))

    def remove(self, paths: Iterable[str]) -> int:
        """Remove the documents of these files and folders; returns how many there were."""
        removed = 0
        with self._writing():
            for path in paths:
                inside = _bytes(path.rstrip("/") + "/")
                found = self._db.execute(
                    "SELECT id FROM document WHERE path = ? OR substr(CAST(path AS BLOB), 1, ?) = ?",
                    (_bound(path), len(inside), inside),
                ).fetchall()
                for (number,) in found:
                    self._forget(number)
                    removed += 1
        return removed

    # -- reading ----------------------------------------------------------------------------------------

    def _digests(self, number: int) -> tuple[bytes | None, ...]:
        rows = dict(
            self._db.execute(
                "SELECT id & 15, value FROM digest WHERE id BETWEEN ? AND ?", (number * 16, number * 16 + 15)
            )
        )
        return tuple(rows.get(self._kinds[name]) for name in self.rules)

    def candidates(self, mapped: Mapped) -> list[int]:
        """The numbers of the documents that `mapped` may be tied to, those that share the most keys first; the
        document that the index has of the same path and record is not among them."""
        shared: dict[int, int] = {}
        query = "SELECT document FROM posting WHERE key = ? LIMIT ?"
        for key in self._keys(mapped.digests):
            for (number,) in self._db.execute(query, (key, CROWD)):
                shared[number] = shared.get(number, 0) + 1
        own = self._number(
            "SELECT id FROM document WHERE path = ? AND record = ?", _bound(mapped.path), mapped.record
        )
        shared.pop(own, None)
        return sorted(shared, key=lambda number: (-shared[number], number))[:NEAREST]

    def entry(self, number: int) -> Entry | None:
        """The entry of a document, None where it has been removed."""
        row = self._db.execute("SELECT path, record, head FROM document WHERE id = ?", (number,)).fetchone()
        if row is None:
            return None
        path, record, head = row
        name, *span = json.loads(head)
        return Entry(_path(path), record, pack_head(name, Place.unpack(span)), self._digests(number))

    def __len__(self) -> int:
        return self._number("SELECT count(*) FROM document")

    def statistics(self) -> dict[str, Any]:
        """What the index holds."""
        pages = self._number("PRAGMA page_count") * self._number("PRAGMA page_size")
        return {
            "format": FORMAT,
            "documents": len(self),
            "files": self._number("SELECT count(DISTINCT path) FROM document"),
            "digests": {
                name: self._number("SELECT count(*) FROM digest WHERE id & 15 = ?", kind)
                for name, kind in sorted(self._kinds.items())
            },
            "postings": self._number("SELECT count(*) FROM posting"),
            "bytes": pages,
        }

    def verify(self) -> list[str]:
        """What is wrong with the file: SQLite's own check, then every document's digests and postings."""
        faults = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        total = 0
        for number, path in self._db.execute("SELECT id, path FROM document ORDER BY id"):
            keys = set(self._keys(self._digests(number)))
            total += len(keys)
            for key in keys:
                if not self._number(
                    "SELECT count(*) FROM posting WHERE key = ? AND document = ?", key, number
                ):
                    faults.append(f"{_path(path)}: a posting is missing")
                    break
        stray = self._number("SELECT count(*) FROM posting") - total
        if stray > 0:
            faults.append(f"{stray} postings of no document")
        return faults


class AgainstIndex(Corpus):
    """New documents, held against one another and against what an index knows."""

    def __init__(self, index: Index, **settings: Any) -> None:
        super().__init__(index.rules_of_all, **settings)
        self._index = index
        self._near: set[int] = set()
        self._own: set[tuple[str, int]] = set()
        self._new = 0

    def take(self, mapped: Mapped, *, known: bool = False, aside: bytes | None = None) -> None:
        """Keep an entry, and remember what the index has that it may be tied to."""
        super().take(mapped, known=known, aside=aside)
        if not known:
            self._new += 1
            self._own.add((mapped.path, mapped.record))
            self._near.update(self._index.candidates(mapped))

    @property
    def key(self) -> None:
        """Nothing: the findings follow from the index as well."""
        return None

    def found(self) -> Iterator[tuple[int, list[Finding]]]:
        """What is to be said of the new documents."""
        for number in sorted(self._near):
            found = self._index.entry(number)
            if found is not None and (found.path, found.record) not in self._own:
                super().take(found, known=True)
        self._near.clear()
        yield from super().found()

    def fresh(self) -> Iterator[Entry]:
        """The entries of the new documents."""
        return itertools.islice(self.entries(), self._new)
