"""Cache: what earlier runs found, in one embedded file in the user's cache folder.

What was found in a file is an entry: the file's size and time, a hash of its content, and a value of plain types.
Neighbours of a folder lie together on a page, which is read at once: ten thousand unchanged files are twenty reads.
A page that is damaged is not there, a file that is no cache is made anew, and where nothing can be written a run
goes without: a cache is never a reason to fail.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from polint import store

Entry: TypeAlias = "tuple[Any, ...]"
"""(size in bytes, time of change in ns, hash of the content, value, what else the value depends on)."""

FORMAT = 1
APPLICATION = 0x504C4E43  # "PLNC"
LIMIT = 2 << 30
"""Bytes that the file may have. What was not asked for the longest goes first."""
PAGE = 96 << 10
"""Bytes of a page, about: what one changed file among its neighbours costs to write."""
PENDING = 3000
"""Entries, and bytes, that wait before they are written together."""
PENDING_BYTES = 4 << 20
WAIT = 5.0
"""Seconds to wait for another run that writes; then what was found is not kept."""
STAMP = 3600
"""Seconds after which it is noted again that a folder was asked for."""
_PAGES = 8

_SCHEMA = (
    "CREATE TABLE shelf (id INTEGER PRIMARY KEY, settings BLOB NOT NULL, folder BLOB NOT NULL,"
    " used INTEGER NOT NULL, UNIQUE (settings, folder))",
    "CREATE TABLE page (id INTEGER PRIMARY KEY AUTOINCREMENT, shelf INTEGER NOT NULL, first BLOB NOT NULL,"
    " sum INTEGER NOT NULL, body BLOB NOT NULL)",
    "CREATE UNIQUE INDEX page_at ON page (shelf, first)",
    "CREATE TABLE content (hash BLOB PRIMARY KEY, page INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE text (id INTEGER PRIMARY KEY, en TEXT NOT NULL, zh TEXT NOT NULL)",
)


def place() -> Path:
    """Where the cache lies. Raises RuntimeError where there is no home folder."""
    return Path(store.folder(), "findings.sqlite")


def _bytes(name: str) -> bytes:
    """A name so that bytes sort as the names do; a name may hold what is no UTF-8."""
    return name.encode("utf-8", "surrogatepass")


class Page:
    """A page as it is read: the entries whose names lie in [first, following)."""

    __slots__ = ("entries", "first", "following", "number")

    def __init__(self, number: int, first: str, following: str | None, entries: dict[str, Entry]) -> None:
        self.number = number
        self.first = first
        self.following = following
        self.entries = entries

    def covers(self, name: str) -> bool:
        """Whether `name`, if it is known, is on this page."""
        return self.first <= name and (self.following is None or name < self.following)


class Cache:
    """The file at `path`. Processes that fork share an object, not a connection."""

    def __init__(self, path: Path, *, limit: int = LIMIT) -> None:
        self.path = path
        self._limit = limit
        self._db: sqlite3.Connection | None = None
        self._owner = 0
        self._forget()

    def _forget(self) -> None:
        self._shelves: dict[tuple[bytes, str], int] = {}
        self._pages: dict[int, Page] = {}
        self._numbered: dict[int, Page | None] = {}
        self._pending: dict[tuple[bytes, str], dict[str, Entry]] = {}
        self._texts: dict[int, tuple[str, str]] | None = None
        self._new_texts: dict[int, tuple[str, str]] = {}
        self._waiting = 0
        self._weight = 0
        self._broken = False
        self._full = False

    def __reduce__(self) -> tuple[Any, ...]:
        return Cache, (self.path,)

    # -- the file ---------------------------------------------------------------------------------------

    def _connection(self) -> sqlite3.Connection | None:
        """The connection of this process; None where there is none to be had."""
        if self._owner != os.getpid():
            self._owner = os.getpid()
            self._db = None  # a connection must not be used, nor closed, on the other side of a fork
            self._forget()
        if self._db is None and not self._broken:
            for _ in range(2):
                try:
                    self._db = self._opened()
                    break
                except sqlite3.OperationalError:  # unwritable, locked: do without
                    self._broken = True
                    break
                except sqlite3.DatabaseError:  # no cache, or a damaged one: make it anew
                    remove(self.path)
                except (OSError, ValueError):
                    self._broken = True
                    break
            else:
                self._broken = True
        return self._db

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            application = db.execute("PRAGMA application_id").fetchone()[0]
            if (application, version) != (APPLICATION, FORMAT):
                if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    raise sqlite3.DatabaseError("another format")
                db.execute("BEGIN IMMEDIATE")
                if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    for statement in _SCHEMA:
                        db.execute(statement)
                    db.execute(f"PRAGMA application_id={APPLICATION}")
                    db.execute(f"PRAGMA user_version={FORMAT}")
                db.execute("COMMIT")
        except BaseException:
            db.close()
            raise
        return db

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, and whatever goes wrong with it is dealt with here."""
        db = self._connection()
        try:
            yield db
        except sqlite3.OperationalError:  # locked for too long, disk full, gone
            self._pages.clear()
        except (sqlite3.DatabaseError, OSError):
            if db is not None:
                with contextlib.suppress(sqlite3.Error):
                    db.close()
            remove(self.path)
            self._forget()
            self._db = None
            self._broken = True  # this run does without, the next one makes it anew

    def close(self) -> None:
        """Write what waits and close the file."""
        if self._owner != os.getpid():
            return
        self.flush()
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    # -- reading ----------------------------------------------------------------------------------------

    def knows(self, settings: bytes) -> bool:
        """Whether anything was found under `settings`."""
        with self._guarded() as db:
            if db is not None:
                row = db.execute("SELECT 1 FROM shelf WHERE settings = ? LIMIT 1", (settings,)).fetchone()
                return row is not None
        return False

    def page(self, settings: bytes, folder: str, name: str) -> Page | None:
        """The page of `folder` on which `name` is, if it is known; None where there is none."""
        shelf = self._shelf(settings, folder)
        if not shelf:
            return None
        found = self._pages.get(shelf)
        if found is None or not found.covers(name):
            found = None
            with self._guarded() as db:
                if db is not None:
                    found = self._seek(db, shelf, _bytes(name))
            if found is not None:
                if len(self._pages) >= _PAGES:
                    self._pages.pop(next(iter(self._pages)))
                self._pages[shelf] = found
        return found

    def _shelf(self, settings: bytes, folder: str) -> int:
        """The number of a shelf, 0 where there is none (yet)."""
        key = (settings, folder)
        found = self._shelves.get(key)
        if found is None:
            found = 0
            with self._guarded() as db:
                if db is not None:
                    row = db.execute(
                        "SELECT id, used FROM shelf WHERE settings = ? AND folder = ?",
                        (settings, _bytes(folder)),
                    ).fetchone()
                    if row is not None:
                        found = row[0]
                        now = int(time.time())
                        if abs(now - row[1]) > STAMP:
                            with contextlib.suppress(sqlite3.OperationalError):
                                db.execute("UPDATE shelf SET used = ? WHERE id = ?", (now, found))
            self._shelves[key] = found
        return found

    def _seek(self, db: sqlite3.Connection, shelf: int, name: bytes) -> Page | None:
        row = db.execute(
            "SELECT id, first, sum, body FROM page WHERE shelf = ? AND first <= ? ORDER BY first DESC LIMIT 1",
            (shelf, name),
        ).fetchone()
        if row is None:  # before all others: to the first
            row = db.execute(
                "SELECT id, first, sum, body FROM page WHERE shelf = ? ORDER BY first LIMIT 1", (shelf,)
            ).fetchone()
            if row is None:
                return None
            first = b""
        else:
            first = row[1]
        after = db.execute(
            "SELECT first FROM page WHERE shelf = ? AND first > ? ORDER BY first LIMIT 1", (shelf, row[1])
        ).fetchone()
        return Page(
            row[0],
            first.decode("utf-8", "surrogatepass"),
            None if after is None else after[0].decode("utf-8", "surrogatepass"),
            _entries(row[2], row[3]),
        )

    def by_content(self, digest: bytes) -> Any:
        """The value that was found for this content, wherever it lay; None where there is none."""
        with self._guarded() as db:
            if db is None:
                return None
            row = db.execute("SELECT page FROM content WHERE hash = ?", (digest,)).fetchone()
            if row is None:
                return None
            number = row[0]
            if number not in self._numbered:
                if len(self._numbered) >= _PAGES:
                    self._numbered.clear()
                self._numbered[number] = None
                row = db.execute("SELECT sum, body FROM page WHERE id = ?", (number,)).fetchone()
                if row is not None:
                    by_hash = {entry[2]: entry for entry in _entries(*row).values()}
                    self._numbered[number] = Page(number, "", None, by_hash)
            page = self._numbered[number]
            entry = None if page is None else page.entries.get(digest)  # type: ignore[call-overload]
            return None if entry is None else entry[3]
        return None

    def text(self, number: int) -> tuple[str, str] | None:
        """The message of this number, in English and Chinese."""
        if self._texts is None:
            self._texts = {}
            with self._guarded() as db:
                if db is not None:
                    self._texts = {
                        row[0]: (row[1], row[2]) for row in db.execute("SELECT id, en, zh FROM text")
                    }
        return self._texts.get(number) or self._new_texts.get(number)

    # -- writing ----------------------------------------------------------------------------------------

    def put(self, settings: bytes, folder: str, name: str, entry: Entry, weight: int = 100) -> None:
        """Keep `entry`; it is written with others, at the latest when the cache is closed. `weight`: its bytes."""
        self._pending.setdefault((settings, folder), {})[name] = entry
        self._waiting += 1
        self._weight += weight
        if self._waiting >= PENDING or self._weight >= PENDING_BYTES:
            self.flush()

    def put_text(self, number: int, en: str, zh: str) -> None:
        """Keep a message under its number, with what speaks of it."""
        if number not in self._new_texts:
            self._new_texts[number] = (en, zh)

    def retire(self, settings: bytes, most: int) -> None:
        """Of the folders under `settings`, keep those that were asked for last, at most `most`."""
        self.flush()
        with self._guarded() as db:
            if db is not None:
                query = (
                    "SELECT id FROM shelf WHERE settings = ? ORDER BY used DESC, id DESC LIMIT -1 OFFSET ?"
                )
                for (number,) in db.execute(query, (settings, most)).fetchall():
                    _drop(db, number)
                self._shelves.clear()
                self._pages.clear()

    def flush(self) -> None:
        """Write what waits, in one transaction: a kill leaves all of it or nothing."""
        if not self._pending:
            return
        pending, self._pending = self._pending, {}
        self._waiting = self._weight = 0
        if self._full:
            return
        with self._guarded() as db:
            if db is None:
                return
            db.execute("BEGIN IMMEDIATE")
            try:
                texts = [(number, *both) for number, both in self._new_texts.items()]
                db.executemany("INSERT OR IGNORE INTO text VALUES (?, ?, ?)", texts)
                for (settings, folder), entries in pending.items():
                    self._write(db, settings, folder, entries)
                self._bound(db, {settings for settings, _ in pending})
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                self._shelves.clear()
                raise
            db.execute("COMMIT")
        self._pages.clear()
        self._numbered.clear()

    def _write(self, db: sqlite3.Connection, settings: bytes, folder: str, entries: dict[str, Entry]) -> None:
        db.execute(
            "INSERT INTO shelf (settings, folder, used) VALUES (?, ?, ?)"
            " ON CONFLICT (settings, folder) DO UPDATE SET used = excluded.used",
            (settings, _bytes(folder), int(time.time())),
        )
        shelf = db.execute(
            "SELECT id FROM shelf WHERE settings = ? AND folder = ?", (settings, _bytes(folder))
        ).fetchone()[0]
        self._shelves[settings, folder] = shelf
        names = sorted(entries)
        at = 0
        hashes: list[tuple[bytes, int]] = []
        while at < len(names):
            page = self._seek(db, shelf, _bytes(names[at]))
            following = None if page is None else page.following
            end = at
            while end < len(names) and (following is None or names[end] < following):
                end += 1
            merged = dict(page.entries) if page is not None else {}
            merged.update((name, entries[name]) for name in names[at:end])
            if page is not None:
                db.execute("DELETE FROM page WHERE id = ?", (page.number,))
            for part in _parts(merged):
                body = marshal.dumps(part)
                number = db.execute(
                    "INSERT INTO page (shelf, first, sum, body) VALUES (?, ?, ?, ?)",
                    (shelf, _bytes(next(iter(part))), zlib.crc32(body), body),
                ).lastrowid
                assert number is not None
                hashes.extend((entry[2], number) for entry in part.values() if entry[2])
            at = end
        hashes.sort()
        db.executemany("INSERT OR REPLACE INTO content VALUES (?, ?)", hashes)

    def _bound(self, db: sqlite3.Connection, current: set[bytes]) -> None:
        """Take out what was not asked for the longest, until there is room again."""
        if _used(db) <= self._limit:
            return
        rows = db.execute("SELECT id, settings FROM shelf ORDER BY used, id").fetchall()
        # What this run writes goes last, and then it stops writing.
        rows.sort(key=lambda row: row[1] in current)
        for number, settings in rows:
            if settings in current:
                self._full = True
            _drop(db, number)
            if _used(db) <= self._limit * 3 // 4:
                break
        db.execute("DELETE FROM content WHERE page NOT IN (SELECT id FROM page)")
        self._shelves.clear()

    # -- what it holds ----------------------------------------------------------------------------------

    def statistics(self) -> dict[str, Any]:
        """What the cache holds: bytes on disk, folders, files."""
        found: dict[str, Any] = {"path": str(self.path), "bytes": 0, "settings": 0, "folders": 0, "files": 0}
        if not self.path.exists():
            return found
        with self._guarded() as db:
            if db is not None:
                found["bytes"] = self.path.stat().st_size
                for name, column in (("settings", "settings"), ("folders", "folder")):
                    query = f"SELECT count(DISTINCT {column}) FROM shelf WHERE substr(folder, 1, 1) != x'00'"
                    found[name] = db.execute(query).fetchone()[0]
                found["files"] = sum(
                    sum("\0" not in name for name in _entries(*row))
                    for row in db.execute("SELECT sum, body FROM page")
                )
        return found


def _entries(check: int, body: bytes) -> dict[str, Entry]:
    """The entries in a page; none where it is damaged, which must never reach `marshal`."""
    if zlib.crc32(body) != check:
        return {}
    try:
        found = marshal.loads(body)
    except (ValueError, EOFError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _parts(entries: dict[str, Entry]) -> Iterator[dict[str, Entry]]:
    """`entries` in the order of their names, in pieces of about a page."""
    names = sorted(entries)
    size = len(marshal.dumps(entries))
    each = len(names) if size <= 2 * PAGE else max(1, len(names) * PAGE // size)
    for start in range(0, len(names), each):
        yield {name: entries[name] for name in names[start : start + each]}


def _drop(db: sqlite3.Connection, shelf: int) -> None:
    """Take out a shelf with its pages."""
    db.execute("DELETE FROM page WHERE shelf = ?", (shelf,))
    db.execute("DELETE FROM shelf WHERE id = ?", (shelf,))


def _used(db: sqlite3.Connection) -> int:
    """Bytes of the file that hold something."""
    pages = db.execute("PRAGMA page_count").fetchone()[0] - db.execute("PRAGMA freelist_count").fetchone()[0]
    return int(pages * db.execute("PRAGMA page_size").fetchone()[0])


def remove(path: Path) -> None:
    """Take the file away with what SQLite keeps beside it; what is not there or cannot be taken away stays."""
    for name in (path.name, path.name + "-wal", path.name + "-shm"):
        with contextlib.suppress(OSError):
            path.with_name(name).unlink()
