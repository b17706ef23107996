"""Pool: the documents of a run shared out to several processes, and what they say brought back in order.

Work goes out as names of files (or a range of lines of one), findings come back; texts never travel. Results
are given on in the order of the files, as soon as it is their turn, whatever process made them and when. A
process that dies costs the document it was at, which is named, and nothing else: what it had not answered is tried
again in ever smaller pieces.
"""

from __future__ import annotations

import itertools
import multiprocessing
import re
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from polint.message import Text
from polint.notification import Notification
from polint.run import Done, reader_of
from polint.source import File

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from polint.plugin import Reader

FILES = 200
"""Files that go out together at most."""
BYTES = 1 << 20
"""Bytes that go out together, unless one file has more."""
SLICE = 4 << 20
"""Bytes of a file of lines that go out together."""
PART = 200
"""Results that come back together."""
AHEAD = 20_000
"""Results that may wait for their turn before only the process whose turn it is is listened to."""

_DIED = Text(
    "a process ended while it checked {path}, which was not checked to the end",
    "检查 {path} 的进程意外终止，该文件未检查完",
)
_DIED_AT = Text(
    "a process ended while it checked {path}#{record}, a record that was not checked",
    "检查 {path}#{record} 的进程意外终止，该记录未检查",
)
_DIED_AFTER = Text(
    "a process ended while it checked {path}, which was not checked beyond {path}#{beyond}",
    "检查 {path} 的进程意外终止，{path}#{beyond} 之后未检查",
)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """What is done with files: a Checker's work, or the mapping of documents for an index."""

    @property
    def readers(self) -> Mapping[str, Reader]:
        """The readers by ending."""

    def check(self, files: Iterable[File | Notification]) -> Iterator[T_co]:
        """The results, in the order of the files; those of one document together."""


@dataclass(slots=True, eq=False)
class Task:
    """A piece of work: files, or a notification that only waits for its turn."""

    files: list[File]
    items: deque[Any] = field(default_factory=deque)
    done: bool = False
    partial: bool = False
    """Whether it is a piece of what another task was to do: the end of the file is said by another."""
    heard: int = 0
    """Lines, or records, of the file from its start of which the results have come."""

    def take(self, part: Sequence[Any]) -> None:
        """Results have come."""
        self.items.extend(item for item in part if not (self.partial and isinstance(item, Done)))
        if len(self.files) == 1:
            self.heard = max([self.heard, *map(_line, part[-2:])])  # the last may be the end of the file


def tasks(
    files: Iterable[File | Notification],
    readers: Mapping[str, Reader],
    most: int | None = None,
    size_most: int | None = None,
    split: Callable[[File], Iterable[File]] | None = None,
) -> Iterator[Task]:
    """The work that `files` make, in order: at most `most` files (FILES) or `size_most` bytes (BYTES) together;
    `split` cuts a large file of lines into pieces."""
    most, size_most, split = most or FILES, size_most or BYTES, split or slices
    group: list[File] = []
    size = 0
    for file in files:
        if isinstance(file, Notification):
            if group:
                yield Task(group)
                group, size = [], 0
            yield Task([], deque([file]), True)
            continue
        own = file.size if file.piece is None else file.piece[1] - file.piece[0]
        if group and (size + own > size_most or len(group) >= most):
            yield Task(group)
            group, size = [], 0
        if file.piece is None and own > max(SLICE, size_most // 4) and by_line(file, readers):
            for piece in split(file):
                yield Task([piece])
            continue
        group.append(file)
        size += own
    if group:
        yield Task(group)


def pieces(file: File, readers: Mapping[str, Reader]) -> Iterable[File]:
    """A large file of lines in pieces, any other as it is."""
    return slices(file) if by_line(file, readers) and file.size > SLICE else (file,)


def by_line(file: File, readers: Mapping[str, Reader]) -> bool:
    """Whether a file is one of lines, which may be read in pieces."""
    return bool(getattr(reader_of(file.path, readers), "by_line", False))


def _line(item: object) -> int:
    """The lines of a file of lines, or the records of another, up to the one that a result is about; 0 where it is
    about none."""
    if isinstance(item, Notification):
        line = item.arguments.get("line", 0)
        return line if isinstance(line, int) else 0
    record = getattr(getattr(item, "artifact", item), "record", None)
    index = getattr(record, "index", record)
    return index + 1 if isinstance(index, int) else 0


def halves(file: File, heard: int, readers: Mapping[str, Reader]) -> list[File] | None:
    """What is left of a file of lines behind the first `heard` lines, in two pieces; one where it is a single line,
    none where nothing is left. None where the file is not one of lines."""
    if not by_line(file, readers):
        return None
    start, _, line = file.piece or (0, 0, 0)
    try:
        with file.open() as stream:
            raw = stream.read()
    except OSError:
        return None
    ends = [start + at.end() for at in re.finditer(rb"[^\n]*\n|[^\n]+", raw)]
    bounds = [start, *ends][max(0, heard - line) :]
    first = max(line, heard)
    middle = (len(bounds) - 1) // 2
    cuts = sorted({0, middle, len(bounds) - 1})
    return [
        file._replace(piece=(bounds[one], bounds[two], first + one)) for one, two in itertools.pairwise(cuts)
    ]


def died(file: File, record: int | None = None, beyond: int = 0) -> Notification:
    """What is said where a process died of a file: of one `record` of it, or `beyond` one of them."""
    path = file.path
    arguments: dict[str, object] = {"path": path}
    text = _DIED
    if record is not None:
        text = _DIED_AT
        arguments["record"] = record
    elif beyond:
        text = _DIED_AFTER
        arguments["beyond"] = beyond - 1
    return Notification("process-died", text, arguments, path, "error", True)


def slices(file: File) -> Iterator[File]:
    """A file of lines in pieces that end where a line ends."""
    start = line = 0
    try:
        with open(file.place, "rb") as stream:
            while chunk := stream.read(SLICE):
                rest = stream.readline()
                end = start + len(chunk) + len(rest)
                yield file._replace(piece=(start, end, line))
                line += chunk.count(b"\n") + rest.count(b"\n")
                start = end
    except OSError:
        yield file  # whoever reads it says what is wrong


class _Worker:
    """A process, the pipe to it, and what it is at."""

    def __init__(self, context: multiprocessing.context.BaseContext, make: Callable[[], Work[Any]]) -> None:
        self.pipe, other = context.Pipe()
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_work, args=(make, other, self.pipe), daemon=True
        )
        self.process.start()
        other.close()
        self.task: Task | None = None

    def give(self, task: Task) -> bool:
        """Hand out a task; False where the process has died."""
        self.task = task
        try:
            self.pipe.send(task.files)
        except OSError:
            return False
        return True

    def end(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()


def _work(make: Callable[[], Work[Any]], pipe: Connection, parents: Connection) -> None:
    """What a process does: a list of files in, parts of results and then None out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    parents.close()
    try:
        work = make()
        while True:
            files: list[File] = pipe.recv()
            part: list[Any] = []
            for item in work.check(files):
                part.append(item)
                if len(part) >= PART:
                    pipe.send(part)
                    part = []
            pipe.send(part)
            pipe.send(None)
    except (EOFError, OSError):  # the parent has gone or has heard enough
        pass


class Pool(Generic[T]):
    """`jobs` processes that work. Where processes fork they share what `work` has loaded; elsewhere each calls
    `make`, which must be picklable, for its own."""

    def __init__(self, work: Work[T], make: Callable[[], Work[T]], jobs: int) -> None:
        fork = "fork" in multiprocessing.get_all_start_methods() and _forks_well()
        self._context: multiprocessing.context.BaseContext = multiprocessing.get_context(
            "fork" if fork else "spawn"
        )
        self._make = (lambda: work) if fork else make
        self._readers = work.readers
        self._jobs = jobs

    def check(self, files: Iterable[File | Notification]) -> Iterator[T | Notification | Done]:
        """What `Work.check` gives, in the same order; behind a file of which a process died stands Done."""
        source = tasks(files, self._readers)
        queue: deque[Task] = deque()  # everything not yet given on, in order
        waiting: deque[Task] = deque()  # what is to be handed out again or for the first time
        workers: list[_Worker] = []
        exhausted = False
        try:
            while True:
                while not exhausted and not waiting and len(queue) < 8 * self._jobs:
                    task = next(source, None)
                    exhausted = task is None
                    if task is not None:
                        queue.append(task)
                        if not task.done:
                            waiting.append(task)
                while queue and (queue[0].done or (queue[0].items and len(queue[0].files) == 1)):
                    # Of several files nothing is given on before all are done: they may have to be tried again.
                    while queue[0].items:
                        yield queue[0].items.popleft()
                    if not queue[0].done:
                        break
                    queue.popleft()
                if exhausted and not queue:
                    return
                idle = [worker for worker in workers if worker.task is None]
                while waiting and (idle or len(workers) < self._jobs):
                    if idle:
                        worker = idle.pop()
                    else:
                        worker = _Worker(self._context, self._make)
                        workers.append(worker)
                    if not worker.give(waiting.popleft()):
                        self._buried(worker, workers, queue, waiting)
                if queue and not queue[0].done:
                    self._listen(workers, queue, waiting)
        finally:
            for worker in workers:
                worker.end()

    def _listen(self, workers: list[_Worker], queue: deque[Task], waiting: deque[Task]) -> None:
        """Take what the processes have to say."""
        busy = [worker for worker in workers if worker.task is not None]
        if sum(len(task.items) for task in queue) > AHEAD:
            busy = [worker for worker in busy if worker.task is queue[0]] or busy
        by_pipe = {worker.pipe: worker for worker in busy}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]
            task = worker.task
            assert task is not None
            try:
                part = worker.pipe.recv()
            except (EOFError, OSError):
                self._buried(worker, workers, queue, waiting)
                continue
            if part is None:
                task.done = True
                worker.task = None
                continue
            task.take(part)

    def _buried(
        self, worker: _Worker, workers: list[_Worker], queue: deque[Task], waiting: deque[Task]
    ) -> None:
        """A process has died. Its files are tried again one by one, what it had not answered of one of lines half by
        half; what cannot be divided is named."""
        task = worker.task
        worker.end()
        workers.remove(worker)
        if task is None:
            return
        index = queue.index(task)
        if len(task.files) > 1:
            again = [Task([file]) for file in task.files]
            del queue[index]
        else:
            again = self._divided(task)
            index += 1
        for one in reversed(again):
            queue.insert(index, one)
        waiting.extendleft(one for one in reversed(again) if not one.done)

    def _divided(self, task: Task) -> list[Task]:
        """What is still to be done of the one file of a task whose process has died. The task itself is over."""
        (file,) = task.files
        task.done = True
        rest = halves(file, task.heard, self._readers)
        if rest is not None and len(rest) == 1 and rest[0].piece is not None:
            task.items.append(died(file, rest[0].piece[2]))
            rest = []
        elif rest is None:
            task.items.append(died(file, beyond=task.heard))
            rest = []
        again = [Task([piece], partial=True) for piece in rest]
        if not task.partial:
            again.append(Task([], deque([Done(file.path)]), True))
        return again


def _forks_well() -> bool:
    """Forking is sound where no thread runs and no system framework objects (macOS)."""
    import sys
    import threading

    return sys.platform.startswith("linux") and threading.active_count() == 1
