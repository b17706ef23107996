"""Ray: the documents of a run shared out to a cluster, a shard a task.

What goes out are the names of files, what comes back are digests and findings; texts are read where they are
checked. A shard whose node goes down is given to another one; a shard that takes its process down is tried file by
file and then half by half, and the document that does it is named. With a folder for shards, which every node must reach, each leaves its results there and a
`.done` marker: a run that was stopped goes on where it was. Ray is imported when a cluster is asked for.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from polint.notification import Notification
from polint.pool import Task, died, halves, tasks
from polint.recall import config_digest
from polint.remote import is_remote, opened, system
from polint.source import File

if TYPE_CHECKING:
    from polint.plugin import Reader
    from polint.run import Checker, Passed

T = TypeVar("T")

FILES = 5_000
"""Files of a shard at most."""
BYTES = 32 << 20
"""Bytes of a shard, unless one file has more; also the size of the pieces of a file of lines."""
RETRIES = 5
"""How often Ray gives a shard to another process or node."""
AHEAD = 3
"""Shards that wait for each processor of the cluster."""


class Cluster:
    """A cluster: the one at `address`, or one on this machine with `jobs` processors (0: all)."""

    def __init__(self, address: str | None = None, jobs: int = 0) -> None:
        self._address = address
        self._jobs = jobs

    def __enter__(self) -> Cluster:
        """Raises OSError where there is no cluster to be had."""
        import ray

        self._own = not ray.is_initialized()
        if self._own:
            quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
            try:
                if self._address is not None:
                    ray.init(self._address, **quiet)
                else:
                    ray.init(num_cpus=self._jobs or None, include_dashboard=False, **quiet)
            except (OSError, RuntimeError, ValueError) as error:  # by what sort of address it is
                raise OSError(f"Ray: {error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            import ray

            ray.shutdown()

    @property
    def processors(self) -> int:
        """Processors of all nodes that are up."""
        import ray

        return max(1, int(ray.cluster_resources().get("CPU", 1)))


class Shards(Generic[T]):
    """What is done with `files` on a cluster by `work`, a function of a list of files, made by `make` once in every
    process. `folder` keeps the results of shards; `rules` is what they depend on beside the files."""

    def __init__(
        self,
        cluster: Cluster,
        make: Callable[[], Callable[[list[File]], Iterator[T]]],
        readers: Mapping[str, Reader],
        folder: str | None = None,
        rules: bytes = b"",
    ) -> None:
        self._cluster = cluster
        self._make = make
        self._readers = readers
        self._folder = None if folder is None else folder if is_remote(folder) else os.path.abspath(folder)
        self._rules = rules

    def results(self, files: Iterable[File | Notification]) -> Iterator[T | Notification]:
        """The results of `work`, in the order of the files."""
        import ray

        key = hashlib.blake2b(pickle.dumps(self._make), digest_size=16).digest()
        make = ray.put(self._make)
        work = ray.remote(num_cpus=1, max_retries=RETRIES)(_work)
        source = tasks(_there(files), self._readers, FILES, BYTES, self._split)
        queue: deque[tuple[Task, Any, str | None]] = deque()
        exhausted = False
        while True:
            while not exhausted and len(queue) < AHEAD * self._cluster.processors:
                task = next(source, None)
                exhausted = task is None
                if task is not None:
                    shard = self._shard(task.files) if self._folder is not None and not task.done else None
                    kept = shard is not None and _exists(shard + ".done")
                    # What is there already is not asked for again.
                    later = None if task.done or kept else work.remote(key, make, task.files, shard)
                    queue.append((task, later, shard))
            if not queue:
                return
            task, later, shard = queue.popleft()
            if task.done:
                for told in task.items:
                    assert isinstance(told, Notification)
                    yield told
                continue
            if later is not None:
                try:
                    found = ray.get(later)
                except ray.exceptions.RayTaskError as error:
                    if isinstance(error.cause, OSError):  # a full disk, a folder that is not there
                        raise error.cause from error
                    raise
                except ray.exceptions.RayError:
                    # Even on other nodes: one of the documents does it.
                    told, rest = self._divided(task.files)
                    yield from told
                    for part in reversed(rest):
                        one = self._shard([part]) if self._folder is not None else None
                        queue.appendleft((Task([part]), work.remote(key, make, [part], one), one))
                    continue
                if shard is None:
                    yield from pickle.loads(found)
                    continue
            assert shard is not None
            yield from _kept(shard)

    def _divided(self, files: list[File]) -> tuple[list[Notification], list[File]]:
        """What is to be tried again of a shard that takes its process down, and what is said where it cannot be
        divided any further."""
        if len(files) > 1:
            return [], files
        rest = halves(files[0], 0, self._readers)
        if rest is None:
            return [died(files[0])], []
        if len(rest) == 1 and rest[0].piece is not None:
            return [died(files[0], rest[0].piece[2])], []
        return [], rest

    def _shard(self, files: list[File]) -> str:
        """Where the results of a shard are kept: named by its files as they are now, and by what is asked."""
        whole = hashlib.blake2b(self._rules, digest_size=16)
        config = None
        for file in files:
            if file.config is not config:
                config = file.config
                whole.update(config_digest(config).encode("utf-8", "surrogatepass"))
            try:
                changed = os.stat(file.place).st_mtime_ns
            except OSError:
                changed = 0
            whole.update(
                repr((file.place, file.path, file.piece, file.size, changed)).encode("utf-8", "surrogatepass")
            )
        return f"{self._folder}/{whole.hexdigest()}"

    def _split(self, file: File) -> Iterator[File]:
        """A file of lines in pieces that end where a line ends; the cluster counts the lines."""
        import ray

        size = file.size
        count = ray.remote(num_cpus=1, max_retries=RETRIES)(_lines)
        bounds = [count.remote(file.place, at, min(at + BYTES, size), size) for at in range(0, size, BYTES)]
        line = 0
        for start, end, lines in ray.get(bounds):
            if start < end:
                yield file._replace(piece=(start, end, line))
                line += lines


def _there(files: Iterable[File | Notification]) -> Iterator[File | Notification]:
    """`files` by places that mean the same in every process."""
    for file in files:
        if isinstance(file, File) and not is_remote(file.place):
            beside = os.path.abspath(file.beside) if file.sidecar else False
            yield file._replace(place=os.path.abspath(file.place), sidecar=beside)
        else:
            yield file


# -- what runs on the nodes ---------------------------------------------------------------------------------

_MADE: dict[bytes, Any] = {}
"""The work of this process, made once: a process serves many shards."""


def _work(
    key: bytes,
    make: Callable[[], Callable[[list[File]], Iterator[object]]],
    files: list[File],
    shard: str | None,
) -> bytes:
    """Do one shard; returns the results, or keeps them."""
    if key not in _MADE:
        _MADE.clear()
        _MADE[key] = make()
    if shard is None:
        return pickle.dumps(list(_MADE[key](files)), pickle.HIGHEST_PROTOCOL)
    _keep(shard, _MADE[key](files))
    return b""


def _keep(shard: str, results: Iterable[object]) -> None:
    """Write the results of a shard, then say that they are whole."""
    part: list[object] = []
    with _written(shard + ".items") as stream:
        for one in results:
            part.append(one)
            if len(part) >= 500:
                pickle.dump(part, stream, pickle.HIGHEST_PROTOCOL)
                part = []
        pickle.dump(part, stream, pickle.HIGHEST_PROTOCOL)
    with _written(shard + ".done") as stream:
        stream.write(b"done\n")


def _kept(shard: str) -> Iterator[Any]:
    with opened(shard + ".items") if is_remote(shard) else open(shard + ".items", "rb") as stream:
        while True:
            try:
                part = pickle.load(stream)
            except EOFError:
                return
            yield from part


class _written(io.BytesIO):  # noqa: N801 (used as a function)
    """A file that is whole or not there."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            content = self.getvalue()
            if is_remote(self._place):
                files, path = system(self._place)
                files.makedirs(path.rpartition("/")[0], exist_ok=True)
                files.pipe_file(path, content)
            else:
                from pathlib import Path

                from polint.store import write_atomically

                write_atomically(Path(self._place), content, public=True)  # other nodes read it
        super().__exit__(kind, *rest)  # type: ignore[arg-type]


def _exists(place: str) -> bool:
    if not is_remote(place):
        return os.path.exists(place)
    files, path = system(place)
    return bool(files.exists(path))


def _lines(place: str, start: int, end: int, size: int) -> tuple[int, int, int]:
    """Of a file of lines: where the first line at or after `start` begins and the first at or after `end`, and how
    many lines lie between."""
    first = 0 if start == 0 else _after(place, start - 1, size)
    last = size if end >= size else _after(place, end - 1, size)
    lines = at = 0
    with opened(place) if is_remote(place) else open(place, "rb") as stream:
        stream.seek(first)
        at = first
        while at < last and (chunk := stream.read(min(1 << 20, last - at))):
            lines += chunk.count(b"\n")
            at += len(chunk)
    return first, last, lines


def _after(place: str, at: int, size: int) -> int:
    """Where the line ends that holds byte `at`."""
    with opened(place) if is_remote(place) else open(place, "rb") as stream:
        stream.seek(at)
        while chunk := stream.read(1 << 16):
            found = chunk.find(b"\n")
            if found >= 0:
                return at + found + 1
            at += len(chunk)
    return size


def checking(make: Callable[[], Checker]) -> Callable[[list[File]], Iterator[Passed]]:
    """The work of `polint check`."""
    return make().check
