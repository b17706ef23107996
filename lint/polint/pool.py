"""Pool: the documents of a run shared out to several processes, and what they say brought back in order.

Work goes out as names of files (or a range of lines of one), findings come back; texts never travel. Results
are given on in the order of the files, as soon as it is their turn, whatever process made them and when. A
process that dies costs the documents it was at, which are named, and nothing else.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, TypeAlias

from polint.message import Text
from polint.notification import Notification
from polint.source import File

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from polint.plugin import Reader
    from polint.run import Checked, Checker, Passed

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

Item: TypeAlias = "Checked | Passed"


@dataclass(slots=True)
class Task:
    """A piece of work: files, or a notification that only waits for its turn."""

    files: list[File]
    items: deque[Item] = field(default_factory=deque)
    done: bool = False


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
    from polint.run import reader_of

    return bool(getattr(reader_of(file.path, readers), "by_line", False))


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

    def __init__(self, context: multiprocessing.context.BaseContext, make: Callable[[], Checker]) -> None:
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


def _work(make: Callable[[], Checker], pipe: Connection, parents: Connection) -> None:
    """What a process does: a list of files in, parts of results and then None out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    parents.close()
    try:
        checker = make()
        while True:
            files: list[File] = pipe.recv()
            part: list[Item] = []
            for item in checker.check(files):
                part.append(item)
                if len(part) >= PART:
                    pipe.send(part)
                    part = []
            pipe.send(part)
            pipe.send(None)
    except (EOFError, OSError):  # the parent has gone or has heard enough
        pass


class Pool:
    """`jobs` processes that check. Where processes fork they share what `checker` has loaded; elsewhere each
    calls `make`, which must be picklable, for a checker of its own."""

    def __init__(self, checker: Checker, make: Callable[[], Checker], jobs: int) -> None:
        fork = "fork" in multiprocessing.get_all_start_methods() and _forks_well()
        self._context: multiprocessing.context.BaseContext = multiprocessing.get_context(
            "fork" if fork else "spawn"
        )
        self._make = (lambda: checker) if fork else make
        self._checker = checker
        self._jobs = jobs

    def check(self, files: Iterable[File | Notification]) -> Iterator[Item]:
        """What `Checker.check` gives, in the same order."""
        source = tasks(files, self._checker.readers)
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
            task.items.extend(part)

    def _buried(
        self, worker: _Worker, workers: list[_Worker], queue: deque[Task], waiting: deque[Task]
    ) -> None:
        """A process has died. Its files are tried again one by one; one that was alone is named."""
        task = worker.task
        worker.end()
        workers.remove(worker)
        if task is None:
            return
        if len(task.files) == 1:
            path = task.files[0].path
            task.items.append(Notification("process-died", _DIED, {"path": path}, path, "error", True))
            task.done = True
            return
        singles = [Task([file]) for file in task.files]
        index = queue.index(task)
        del queue[index]
        for single in reversed(singles):
            queue.insert(index, single)
            waiting.appendleft(single)


def _forks_well() -> bool:
    """Forking is sound where no thread runs and no system framework objects (macOS)."""
    import sys
    import threading

    return sys.platform.startswith("linux") and threading.active_count() == 1
