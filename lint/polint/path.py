"""Paths as they are reported, and the patterns that settings describe them by."""

from __future__ import annotations

import functools
import os
import re


def shown(path: str) -> str:
    """`path` as it is reported: relative to the working directory where it lies below it, with `/`."""
    if os.path.isabs(path):
        try:
            relative = os.path.relpath(path)
            if not relative.startswith(os.pardir):
                path = relative
        except ValueError:  # another drive on Windows
            pass
    return os.path.normpath(path).replace(os.sep, "/")


def relative(path: str, folder: str) -> str:
    """`path`, from the working directory, as it is from `folder`, with `/`; as it is where no way leads there."""
    if "://" in path:
        return path
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return path


_SIGNS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _one_of(characters: str) -> str:
    """The regular expression of what stands between [ and ] in a pattern: one character of a name, of these or, behind
    `!` or `^`, of all others. A range that ends before it begins, as in [z-a], holds none: all is plain text then."""
    others = characters[0] in "!^"
    inside = re.sub(r"([\[&~|\\^]|(?<=-)-)", r"\\\1", characters[1:] if others else characters)
    found = f"(?!/)[{'^' if others else ''}{inside}]"
    try:
        re.compile(found)
    except re.error:
        return re.escape(f"[{characters}]")
    return found


class Glob:
    """A pattern over paths with `/`: `*` and `?` stay within a name, `**` spans folders; one without `/` is
    held against every name of the path, and one that matches a folder matches all below it."""

    __slots__ = ("_anywhere", "_match")

    def __init__(self, pattern: str, anywhere: bool) -> None:
        pattern = pattern.replace("\\", "/").removeprefix("./")
        self._anywhere = anywhere and "/" not in pattern.rstrip("/")
        parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[!^]?[^\]]+\])", pattern.rstrip("/"))
        body = "".join(
            # What is split off stands between two pieces of plain text.
            (_SIGNS.get(part) or _one_of(part[1:-1])) if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
        self._match = re.compile(body + r"(?:/.*)?", re.DOTALL).fullmatch

    def __call__(self, path: str) -> bool:
        if self._match(path):
            return True
        return self._anywhere and any(self._match(name) for name in path.split("/"))


def is_at(pattern: str, relative: str, reported: str = "") -> bool:
    """Whether a file is where `pattern` says: `relative` is its path from the configuration's folder,
    `reported` that from the working directory, for the absolute patterns that a command line gives."""
    if reported and os.path.isabs(pattern):
        return glob(pattern, anywhere=False)(os.path.abspath(reported).replace(os.sep, "/"))
    return glob(pattern)(relative)


def from_here(pattern: str) -> str:
    """A pattern given on the command line, which is relative to the working directory whatever configuration
    it meets; one without `/` is held against names, wherever they are."""
    if "/" not in pattern.rstrip("/").replace(os.sep, "/"):
        return pattern
    return os.path.abspath(pattern).replace(os.sep, "/")


@functools.lru_cache(maxsize=1000)
def glob(pattern: str, anywhere: bool = True) -> Glob:
    """The compiled form of `pattern`."""
    return Glob(pattern, anywhere)
