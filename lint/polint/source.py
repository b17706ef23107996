"""Where documents come from: the files that a run's arguments name, and the bytes in them.

Paths are strings here, not `pathlib.Path`: at a million small files the objects cost more than the reading.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import IO, TYPE_CHECKING, TypeAlias

from polint.closest import MANIFESTS, Configs, Manifests
from polint.config import Config
from polint.message import Text
from polint.named import NamedTuple
from polint.notification import Notification
from polint.path import is_at, shown

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from polint.manifest import Manifest


OWN_FILES = frozenset({
    "polint.toml", ".polint.toml", "polint-baseline.json", "polint-verdicts.jsonl", *MANIFESTS,
})  # fmt: skip
"""polint's own files, never documents."""

SIDECAR = ".polint.toml"
"""What a sidecar adds to the name of its document."""

PRUNED = frozenset({".git", ".hg", ".svn", ".polint", ".venv", "node_modules", "__pycache__"})
"""Folders in which no one keeps documents."""

STDIN = "-"
SMALL = 1 << 16
"""Bytes read at once; a file that is not longer is read with three system calls."""

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)

_MISSING = Text("there is no {path}", "找不到 {path}")
_UNREADABLE = Text("{path} cannot be read: {error}", "无法读取 {path}：{error}")
_NO_DOCUMENTS = Text("no documents in {path}", "{path} 中没有文档")

_BUILT_IN = Config()


class File(NamedTuple):
    """A file to read: its place on disk (`-` for standard input), the path it is reported under, whether the
    user named it (a named file is always read), whether a sidecar lies beside it (or where it lies instead), and
    its settings."""

    place: str
    path: str
    named: bool = True
    sidecar: bool | str = False
    config: Config = _BUILT_IN
    manifest: Manifest | None = None
    piece: tuple[int, int, int] | None = None
    """The part of a file of lines to read: from byte to byte, and the 0-based number of its first line."""

    @property
    def beside(self) -> str:
        """Where its sidecar lies."""
        return self.place + SIDECAR if self.sidecar is True else self.sidecar or ""

    @property
    def size(self) -> int:
        """Bytes on disk; 0 where that cannot be told."""
        try:
            return os.stat(self.place).st_size
        except OSError:
            if "://" not in self.place:
                return 0
        from polint.remote import size

        return size(self.place)

    def open(self) -> IO[bytes]:
        """The bytes. Raises OSError."""
        if self.place == STDIN:
            if sys.stdin is None:  # closed by whoever started the process
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            return io.BytesIO(sys.stdin.buffer.read())
        if "://" in self.place:
            from polint.remote import opened

            return opened(self.place, self.piece)
        if self.piece is not None:
            start, end, _ = self.piece
            with open(self.place, "rb") as whole:
                whole.seek(start)
                return io.BytesIO(whole.read(end - start))
        handle = os.open(self.place, _READ)
        try:
            head = os.read(handle, SMALL)
            if len(head) < SMALL:
                # What is named may be a pipe, which gives less than it has; what was found in a folder is a file.
                more = os.read(handle, SMALL) if self.named else b""
                if not more:
                    return io.BytesIO(head)
                head += more
            stream = os.fdopen(handle, "rb", buffering=1 << 20)
            handle = -1
        finally:
            if handle >= 0:
                os.close(handle)
        if stream.seekable():
            stream.seek(0)
            return stream
        with stream:
            return io.BytesIO(head + stream.read())


def is_document(name: str, suffixes: tuple[str, ...]) -> bool:
    """Whether a folder's file of this name is a document."""
    return name.lower().endswith(suffixes) and not _is_own(name)


def _is_own(name: str) -> bool:
    return name in OWN_FILES or name.endswith(SIDECAR)


Found: TypeAlias = "File | Notification"


def discover(
    paths: Iterable[str],
    suffixes: Collection[str],
    configs: Configs | None = None,
    *,
    stdin_filename: str | None = None,
    passed_over: Collection[str] = (),
    force_exclude: bool = False,
) -> Iterator[Found]:
    """The files under `paths` in ascending order of path, each once; notifications for what is missing.

    `passed_over` are places (absolute) that this run writes to and therefore does not read. A file that is named is
    read whatever it is, with `force_exclude` unless the configuration leaves it out or it is polint's own.
    """
    if configs is None:
        configs = Configs({}, isolated=True)
    walk = _Walk(configs, tuple(suffixes), frozenset(passed_over))
    streams: list[Iterator[Found]] = []
    named: list[Found] = []
    for argument in paths:
        if argument == STDIN:
            path = shown(stdin_filename) if stdin_filename else STDIN
            folder = os.path.dirname(stdin_filename or "")
            named.append(File(STDIN, path, config=configs.of(folder), manifest=walk.manifests.of(folder)))
        elif os.path.isdir(argument):
            streams.append(walk.folder(argument))
        elif os.path.lexists(argument) and not _dangles(argument):
            file = walk.named(argument)
            if not (force_exclude and walk.leaves_out(file)):
                named.append(file)
        elif "://" in argument:
            streams.append(walk.address(argument))
        else:
            found = _expanded(argument)
            if not found:
                named.append(
                    Notification("missing-path", _MISSING, {"path": argument}, argument, "error", True)
                )
            for one in found:
                if not os.path.isdir(one):
                    named.append(walk.named(one))
                elif not argument.endswith("**"):
                    streams.append(walk.folder(one))
    yield from configs.told()
    yield from walk.manifests.told()
    if len(streams) == 1 and not named:
        yield from streams[0]
        yield from configs.told()
        return
    last: str | None = None
    for item in _merged([*streams, iter(sorted(named, key=_place))]):
        if isinstance(item, File):
            if item.path == last:
                continue
            last = item.path
        yield item
    yield from configs.told()


def _dangles(path: str) -> bool:
    """Whether `path` is a link to nothing."""
    try:
        os.stat(path)
    except FileNotFoundError:
        return True
    except OSError:  # whoever reads it says what is wrong
        return False
    return False


def _merged(streams: list[Iterator[Found]]) -> Iterator[Found]:
    import heapq

    return heapq.merge(*streams, key=_place)


def _expanded(pattern: str) -> list[str]:
    """What a pattern names where no shell did it."""
    import glob as globbing

    return sorted(globbing.glob(pattern, recursive=True)) if globbing.has_magic(pattern) else []


def _place(item: Found) -> tuple[str, bool]:
    return item.path or "", isinstance(item, File) and not item.named


class _Folder(NamedTuple):
    """A folder to go down into: its place, the prefix of what is reported from it, what is ignored there."""

    place: str
    prefix: str
    ignores: _Ignores


class _Walk:
    """One run's way through folders."""

    def __init__(self, configs: Configs, suffixes: tuple[str, ...], passed_over: frozenset[str]) -> None:
        self._configs = configs
        self._suffixes = suffixes
        self._passed_over = passed_over
        self.manifests = Manifests()

    def named(self, argument: str) -> File:
        folder = os.path.dirname(argument)
        sidecar = not self._configs.isolated and os.path.isfile(argument + SIDECAR)
        config, manifest = self._configs.of(folder), self.manifests.of(folder)
        return File(argument, shown(argument), True, sidecar, config, manifest)

    def leaves_out(self, file: File) -> bool:
        """Whether a folder that yields documents would pass over this one, whatever its ending."""
        path, config = file.path, file.config
        return (
            _is_own(path.rpartition("/")[2])
            or not PRUNED.isdisjoint(path.split("/"))
            or not self._included(config, path)
            or self._excluded(config, path)
        )

    def address(self, argument: str) -> Iterator[Found]:
        from polint.remote import found

        empty, config = True, self._configs.of(".")
        for item in found(argument):
            if isinstance(item, Notification):
                yield item
                return
            place, named = item
            if named or is_document(place.rpartition("/")[2], self._suffixes):
                empty = False
                yield File(place, place, named, config=config)
        if empty:
            yield Notification("no-documents", _NO_DOCUMENTS, {"path": argument}, argument)

    def folder(self, argument: str) -> Iterator[Found]:
        path = shown(argument)
        prefix = "" if path == "." else path if path.endswith("/") else path + "/"
        found = self._below(argument, prefix, _outer_ignores(argument))
        for item in found:
            if isinstance(item, Notification) and (item.kind, item.path) == ("unreadable", path):
                yield item._replace(fails=True)  # the user named it
                return
            yield item
            if not isinstance(item, Notification):
                yield from found
                return
        yield Notification("no-documents", _NO_DOCUMENTS, {"path": argument}, path)

    def _below(self, place: str, prefix: str, ignores: _Ignores) -> Iterator[Found]:
        """What lies below a folder. The way down is a list, not the interpreter's stack: folders may be nested
        deeper than calls may."""
        way: list[Iterator[Found | _Folder]] = [self._in(_Folder(place, prefix, ignores))]
        while way:
            for item in way[-1]:
                if isinstance(item, _Folder):
                    way.append(self._in(item))
                    break
                yield item
            else:
                way.pop()

    def _in(self, folder: _Folder) -> Iterator[Found | _Folder]:
        """The documents of one folder, and the folders in it to go down into, in order."""
        place, prefix, ignores = folder.place, folder.prefix, folder.ignores
        try:
            with os.scandir(place) as listing:
                # A folder's name is sorted with its slash, so that what comes out is sorted by the whole path.
                entries = {entry.name + "/" if _is_folder(entry) else entry.name: entry for entry in listing}
        except OSError as error:
            yield Notification(
                "unreadable",
                _UNREADABLE,
                {"path": prefix.rstrip("/") or ".", "error": error.strerror or str(error)},
                prefix.rstrip("/") or ".",
                "error",
            )
            return
        names = entries.keys()
        config = self._configs.of(place, names)
        manifest = self.manifests.of(place, names)
        yield from self._configs.told()
        yield from self.manifests.told()
        if ".gitignore" in names:
            ignores = ignores.deeper(place, prefix)
        isolated = self._configs.isolated
        limited = bool(config.include or config.exclude)
        suffixes = self._suffixes
        for name in sorted(entries):
            entry, path = entries[name], prefix + name
            if name[-1] == "/":
                if name[:-1] not in PRUNED and not ignores(path) and not self._excluded(config, path[:-1]):
                    yield _Folder(entry.path, path, ignores)
            elif (
                (self._wanted(config, name, path) if limited else is_document(name, suffixes))
                and not (ignores.specs and ignores(path))
                and _is_file(entry)
            ):
                if self._passed_over and os.path.abspath(entry.path) in self._passed_over:
                    continue
                sidecar = not isolated and name + SIDECAR in names
                # A call of the class would take as long as to look the file's name up.
                yield tuple.__new__(File, (entry.path, path, False, sidecar, config, manifest, None))

    def _wanted(self, config: Config, name: str, path: str) -> bool:
        if config.include:
            if _is_own(name) or not self._included(config, path):
                return False
        elif not is_document(name, self._suffixes):
            return False
        return not self._excluded(config, path)

    def _included(self, config: Config, path: str) -> bool:
        if not config.include:
            return True
        relative = config.relative(path)
        return any(is_at(pattern, relative) for pattern in config.include)

    def _excluded(self, config: Config, path: str) -> bool:
        if not config.exclude:
            return False
        relative = config.relative(path)
        return any(is_at(pattern, relative, path) for pattern in config.exclude)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether to walk into it. A link to a folder is not walked: what it shows lies elsewhere, is found
    there, and may well be a folder above."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False


class _Ignores:
    """The .gitignore files that hold in a folder, the innermost first. Each knows the prefix of reported
    paths that its own are relative to."""

    __slots__ = ("specs",)

    def __init__(self, specs: tuple[tuple[Callable[[str], str], GitIgnoreSpec], ...] = ()) -> None:
        self.specs = specs

    def __call__(self, path: str) -> bool:
        """Whether `path` (a folder's ends in a slash) is ignored: the innermost file that speaks decides."""
        for relative, spec in self.specs:
            said = spec.check_file(relative(path)).include
            if said is not None:
                return said
        return False

    def deeper(self, place: str, prefix: str, *, outer: str = "") -> _Ignores:
        """With the .gitignore in the folder at `place`, whose documents are reported under `prefix`; where
        the walk starts below that folder, `outer` is the way from it to the start."""
        try:
            with open(os.path.join(place, ".gitignore"), "rb") as file:
                lines = file.read().decode("utf-8-sig", "replace").split("\n")
        except OSError:
            return self
        cut = len(prefix)

        def relative(path: str) -> str:
            return outer + path[cut:]

        spec = _git_ignores([line.rstrip("\r") for line in lines])
        return _Ignores(((relative, spec), *self.specs))


def _git_ignores(lines: list[str]) -> GitIgnoreSpec:
    """What the lines of a .gitignore say; one that is no pattern says nothing, as it does to Git."""
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        if len(lines) == 1:
            return GitIgnoreSpec.from_lines([])
    return GitIgnoreSpec([pattern for line in lines for pattern in _git_ignores([line]).patterns])


def _outer_ignores(start: str) -> _Ignores:
    """The .gitignore files above the folder `start`, up to the root of its repository. Where they ignore the
    folder itself they do not hold: the user asked for it."""
    top = os.path.abspath(start)
    if os.path.lexists(os.path.join(top, ".git")):
        return _Ignores()
    above: list[str] = []
    folder = os.path.dirname(top)
    while True:
        above.append(folder)
        if os.path.lexists(os.path.join(folder, ".git")):
            break
        parent = os.path.dirname(folder)
        if parent == folder:  # no repository
            return _Ignores()
        folder = parent
    path = shown(start)
    prefix = "" if path == "." else path if path.endswith("/") else path + "/"
    ignores = _Ignores()
    for folder in reversed(above):
        outer = os.path.relpath(top, folder).replace(os.sep, "/") + "/"
        ignores = ignores.deeper(folder, prefix, outer=outer)
    return _Ignores() if ignores(prefix) else ignores
