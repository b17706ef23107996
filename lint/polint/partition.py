"""Partition: the documents of a run written out again, those to keep into one folder and the others into another.

What the first pass decides goes to temporary files, in the order of the documents; corpus rules, which speak last, have
a file of their own in the same order. A second pass over the input reads both beside the records and hands every record
on, so that memory goes by neither the corpus nor what is found in it. Nothing is written in place, and both folders
take their names when everything is in them. kept + rejected + undecodable must be what was read.
"""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from polint.finding import Record
from polint.message import Text
from polint.notification import Notification
from polint.outlet import KINDS, Kind, Outlets
from polint.run import reader_of
from polint.source import File
from polint.store import umask
from polint.verdict import KEEP, Decision, Ground

if TYPE_CHECKING:
    from polint.plugin import Reader

LOG = "polint-verdicts.jsonl"
"""What stands beside the rejected documents: a line each with the rules that decided. It is no document."""

UNDECODABLE = ".undecodable"
"""What is added to a file's name for those of its records that are no documents."""

_NOT_SORTED = Text(
    "{path} cannot be written out: its reader only reads", "{path} 无法写出：它的读取插件只能读取"
)
_UNREADABLE = Text("{path} cannot be read again: {error}", "无法再次读取 {path}：{error}")
_UNBALANCED = Text(
    "the records do not add up: {kept} kept, {rejected} rejected and {undecodable} undecodable make {sum}, but {read} "
    "were read",
    "记录数不符：保留 {kept}、剔除 {rejected}、无法解码 {undecodable}，共 {sum}，而读入的是 {read}",
)
_UNMATCHED = Text(
    "the input changed: {count} decision(s) about records that were not found again",
    "有 {count} 项判定所指的记录再次读取时已找不到：输入发生了变化",
)

Key: TypeAlias = "tuple[str, int]"


_SAME = Text(
    "{path}: the folders for kept and rejected documents must lie apart", "{path}：保留与剔除的目录不能重叠"
)
_NO_FOLDER = Text("{path} is no folder", "{path} 不是文件夹")
_NOT_EMPTY = Text("{path} is not empty", "{path} 不是空目录")


def check_folders(kept: str, rejected: str) -> tuple[Text, str] | None:
    """What is wrong with two folders that are to be written, and which of them: each must be new or empty, and none
    may lie within the other."""
    one, other = os.path.realpath(kept), os.path.realpath(rejected)
    if (one + os.sep).startswith(other + os.sep) or (other + os.sep).startswith(one + os.sep):
        return _SAME, rejected
    for path in (kept, rejected):
        if os.path.lexists(path) and not os.path.isdir(path):
            return _NO_FOLDER, path
        if os.path.isdir(path) and os.listdir(path):
            return _NOT_EMPTY, path
    return None


class Spool:
    """Plain values in a temporary file, read again in the order in which they were put."""

    def __init__(self) -> None:
        import tempfile  # with all that it imports, it costs more than most corpora need

        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="polint-")  # noqa: SIM115 (it lives as long as this)

    def put(self, item: object) -> None:
        """Write `item` behind the others."""
        marshal.dump(item, self._file)  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Any]:
        self._file.seek(0)
        while True:
            try:
                yield marshal.load(self._file)
            except EOFError:
                return


class Decisions:
    """What was decided about some of the documents, put and asked for in ascending order of path and record."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._rows: Iterator[Any] | None = None
        self._head: Any = None
        self.unmatched = 0

    def put(self, path: str, record: Record | None, decision: Decision) -> None:
        """Remember a decision."""
        index, name = (-1, None) if record is None else (record.index, record.id)
        grounds = [(ground.rule, ground.verdict, ground.findings) for ground in decision.grounds]
        self._spool.put((path, index, name, decision.verdict, grounds, decision.mended))

    def of(self, key: Key) -> tuple[Decision, str | None]:
        """The decision about the document at `key` (a path and the index of a record, -1 for a file), and the
        record's id where there is one."""
        if self._rows is None:
            self._rows = iter(self._spool)
            self._head = next(self._rows, None)
        while self._head is not None and (self._head[0], self._head[1]) < key:
            self.unmatched += 1
            self._head = next(self._rows, None)
        if self._head is None or (self._head[0], self._head[1]) != key:
            return KEEP, None
        _, _, name, verdict, grounds, mended = self._head
        self._head = next(self._rows, None)
        return Decision(verdict, tuple(Ground(*ground) for ground in grounds), mended), name

    def close(self) -> None:
        """Count what was never asked for."""
        self.of(("\U0010ffff", 0))


class Partition:
    """One run's way of writing documents out again."""

    def __init__(self, kept: str, rejected: str) -> None:
        """The folders must have passed `check_folders`. Raises OSError where they cannot be written."""
        self._targets = {"kept": os.path.realpath(kept), "rejected": os.path.realpath(rejected)}
        self._staged: dict[str, str] = {}
        self._files = Spool()
        self._own = Decisions()
        self._tied = Decisions()
        self._told: set[str] = set()
        self._lost: set[str] = set()
        self.read = 0
        self.repaired = 0
        self.counts: Counter[Kind] = Counter()
        for name, target in self._targets.items():
            folder, base = os.path.split(target)
            os.makedirs(folder, exist_ok=True)
            import tempfile

            self._staged[name] = tempfile.mkdtemp(dir=folder, prefix=f".{base[:50]}.", suffix=".tmp")

    # -- the first pass ---------------------------------------------------------------------------------

    def file(self, file: File) -> None:
        """A file is going to be read."""
        self._files.put((file.place, file.path))

    def decided(self, path: str, record: Record | None, decision: Decision) -> None:
        """A document was checked: what its own findings say of it."""
        self.read += 1
        if decision is not KEEP:
            self._own.put(path, record, decision)

    def tied(self, path: str, record: Record | None, decision: Decision) -> None:
        """What the corpus rules say of a document, after all documents."""
        if decision is not KEEP:
            self._tied.put(path, record, decision)

    def told(self, notification: Notification) -> None:
        """Something could not be read: it counts among the undecodable."""
        if notification.kind in ("bad-record", "no-text-column", "binary"):
            count = notification.arguments.get("records", 1)
            self.read += count if isinstance(count, int) else 1
        elif (
            notification.kind in ("unreadable", "vanished", "missing-extra") and notification.path is not None
        ):
            self.read += 1
            self._told.add(notification.path)
        elif notification.kind == "process-died" and notification.path is not None:
            # Nobody knows what it holds.
            index = notification.arguments.get("record")
            if isinstance(index, int):
                self.decided(notification.path, Record(index), Decision("review"))
            else:
                self._lost.add(notification.path)

    # -- the second pass --------------------------------------------------------------------------------

    def write(
        self, readers: Mapping[str, Reader], settings: Callable[[str], Mapping[str, Any]]
    ) -> Iterator[Notification]:
        """Hand every record of every file on; `settings` gives the `[input]` table for a place. Yields what went
        wrong. Raises OSError where the folders cannot be written."""
        with open(os.path.join(self._staged["rejected"], LOG), "wb") as log:
            for place, path in self._files:
                yield from self._file(place, path, readers, settings(place), log)
        for decisions in (self._own, self._tied):
            decisions.close()
        yield from self._faults()
        self._publish()

    def _faults(self) -> Iterator[Notification]:
        unmatched = self._own.unmatched + self._tied.unmatched
        if unmatched and not self._lost:
            yield Notification("unmatched", _UNMATCHED, {"count": unmatched}, None, "error", True)
        total = self.counts.total()
        if total != self.read and not self._lost:
            told: dict[str, object] = {kind: self.counts[kind] for kind in KINDS}
            told |= {"sum": total, "read": self.read}
            yield Notification("unbalanced", _UNBALANCED, told, None, "error", True)

    def _file(
        self,
        place: str,
        path: str,
        readers: Mapping[str, Reader],
        settings: Mapping[str, Any],
        log: IO[bytes],
    ) -> Iterator[Notification]:
        reader = reader_of(path, readers)
        sort = getattr(reader, "sort", None)
        if sort is None:
            self._lost.add(path)
            yield Notification("not-sorted", _NOT_SORTED, {"path": path}, path, "error", True)
            return
        inside = below(path)
        rejected = os.path.join(self._staged["rejected"], inside)
        outlets = Outlets(
            {
                "kept": os.path.join(self._staged["kept"], inside),
                "rejected": rejected,
                "undecodable": rejected + UNDECODABLE,
            }
        )

        def decide(index: int) -> Decision:
            key = path, index
            (own, name), (tied, other) = self._own.of(key), self._tied.of(key)
            decision = own if tied is KEEP else own.joined(tied)
            if path in self._lost:
                decision = Decision("review")
            if not decision.kept:
                record = None if index < 0 else {"index": index, "id": name if name is not None else other}
                row = {"path": path, "record": record, **decision.as_data()}
                log.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            self.repaired += decision.kept and decision.mended is not None
            return decision

        try:
            with File(place, path).open() as stream:
                sort(stream, path, settings, decide, outlets)
        except OSError as error:
            if error.filename is not None and str(error.filename).startswith(tuple(self._staged.values())):
                raise
            outlets.count("undecodable")
            if path not in self._told:
                reason = error.strerror or str(error)
                told: dict[str, object] = {"path": path, "error": reason}
                yield Notification("unreadable", _UNREADABLE, told, path, "error", True)
        finally:
            outlets.close()
        self.counts.update(outlets.counts)

    def _publish(self) -> None:
        """The folders take their names."""
        mask = umask()
        for name, target in self._targets.items():
            staged = self._staged.pop(name)
            os.chmod(staged, 0o777 & ~mask)
            with contextlib.suppress(FileNotFoundError):
                os.rmdir(target)
            os.rename(staged, target)

    def discard(self) -> None:
        """The run was broken off: nothing is left of it."""
        for staged in self._staged.values():
            shutil.rmtree(staged, ignore_errors=True)
        self._staged.clear()


def below(path: str) -> str:
    """Where a reported path lies below an output folder: never outside it."""
    parts = os.path.splitdrive(path)[1].replace("\\", "/").split("/") if os.sep == "\\" else path.split("/")
    return os.path.join(*("_" if part == os.pardir else part for part in parts if part not in ("", ".")))
