"""Where documents come from: the files that a run's arguments name, and the bytes in them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from polint.message import Text
from polint.notification import Notification

OWN_FILES = frozenset({"polint.toml", ".polint.toml", "provenance.jsonl", "provenance.toml"})
"""polint's own files, never documents."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its place on disk, the path it is reported under, its size in bytes, and whether the
    user named it (a named file is always read)."""

    place: Path
    path: str
    size: int
    named: bool


def shown(path: str | os.PathLike[str]) -> str:
    """`path` as it is reported: relative to the working directory where it lies below it, with `/`."""
    text = os.fspath(path)
    if Path(text).is_absolute():
        try:
            relative = os.path.relpath(text)
            if not relative.startswith(os.pardir):
                text = relative
        except ValueError:  # another drive on Windows
            pass
    return PurePath(os.path.normpath(text)).as_posix()


def discover(paths: Iterable[str], suffixes: Collection[str]) -> Iterator[File | Notification]:
    """The files under `paths` in ascending order of path, each once; a notification for a missing one."""
    seen: set[str] = set()
    for argument in paths:
        place = Path(argument)
        if place.is_dir():
            for file in sorted(_walk(place, suffixes), key=lambda file: file.path):
                if file.path not in seen:
                    seen.add(file.path)
                    yield file
        elif place.exists():
            if shown(place) not in seen:
                seen.add(shown(place))
                yield File(place, shown(place), place.stat().st_size, True)
        else:
            yield Notification(
                "missing-path",
                Text("there is no {path}", "找不到 {path}"),
                {"path": argument},
                argument,
                "error",
                True,
            )


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[File]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != ".git":
                    yield from _walk(Path(entry.path), suffixes)
            elif entry.is_file() and entry.name not in OWN_FILES and is_document(entry.name, suffixes):
                yield File(Path(entry.path), shown(entry.path), entry.stat().st_size, False)


def is_document(name: str, suffixes: Collection[str]) -> bool:
    """Whether a folder's file of this name is a document."""
    if name.endswith(".polint.toml"):
        return False
    lower = name.lower()
    return any(lower.endswith(suffix) for suffix in suffixes)
