"""Revision: polint's own files as a Git revision has them, so that new documents cannot loosen their own checks.

Configuration files, sidecars, and the packs, lexicons and baselines that a configuration names are laid out in a
temporary folder as they lie in the repository. Documents, manifests and the index are those of the working tree.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polint.closest import NAMES, Configs
from polint.config import Config
from polint.source import SIDECAR, File
from polint.table import read_table

if TYPE_CHECKING:
    from polint.rule import Rule


class UnknownRevision(ValueError):
    """Git knows no revision of this name here."""


class Revision:
    """What a revision holds of polint's own files. A context manager: the folder goes when it ends."""

    def __init__(self, name: str) -> None:
        """`name` is a commit, a branch, a tag. Raises UnknownRevision."""
        top = _git("rev-parse", "--show-toplevel")
        commit = (
            None if name.startswith("-") else _git("rev-parse", "--verify", "--quiet", name + "^{commit}")
        )
        if top is None or commit is None:
            raise UnknownRevision(name)
        self.name = name
        self._top = os.path.realpath(os.fsdecode(top).rstrip("\r\n"))
        self._commit = commit.decode("ascii").strip()
        self._folder = tempfile.TemporaryDirectory(prefix="polint-base-")
        self._mirror = os.path.realpath(self._folder.name)
        own = [path for path in self._listed() if _is_own(path)]
        self._restore(own)
        self._restore([path for named in self._named(own) for path in self._listed(named)])

    def __enter__(self) -> Revision:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def _listed(self, below: str | None = None) -> Iterator[str]:
        """The paths of the files in the revision, relative to the top of the repository: all, or those at and below
        one path. Links are left out: what they lead to may lie anywhere."""
        words = ["ls-tree", "-r", "-z", "--full-tree", self._commit]
        listing = _git("-C", self._top, *words, *([] if below is None else ["--", below])) or b""
        for row in listing.split(b"\0"):
            head, tab, path = row.partition(b"\t")
            if tab and head.startswith(b"100"):
                yield os.fsdecode(path)

    def _named(self, own: Iterable[str]) -> Iterator[str]:
        """The packs, lexicons and baselines that the restored configurations name."""
        for path in own:
            if path.endswith(SIDECAR) and os.path.basename(path) not in NAMES:
                continue
            table = read_table(os.path.join(self._mirror, path))
            if isinstance(table, Mapping):
                for value in (table.get("packs"), table.get("lexicons"), [table.get("baseline")]):
                    for one in value if isinstance(value, list) else ():
                        if isinstance(one, str):
                            inside = os.path.normpath(os.path.join(os.path.dirname(path), one))
                            if not inside.startswith(os.pardir) and not os.path.isabs(inside):
                                yield inside.replace(os.sep, "/")

    def _restore(self, paths: Sequence[str]) -> None:
        """Lay out files as they are in the revision."""
        with subprocess.Popen(
            ["git", "-C", self._top, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as git:
            assert git.stdin is not None
            assert git.stdout is not None
            for path in paths:
                if "\n" in path:
                    continue  # Git asks for names a line each; no file of ours is called so
                git.stdin.write(os.fsencode(f"{self._commit}:{path}\n"))
                git.stdin.flush()
                head = git.stdout.readline().split()
                if len(head) != 3 or head[1] != b"blob":
                    continue
                content = git.stdout.read(int(head[2]))
                git.stdout.read(1)
                place = os.path.join(self._mirror, path)
                os.makedirs(os.path.dirname(place), exist_ok=True)
                with open(place, "wb") as file:
                    file.write(content)
            git.stdin.close()

    def mirrored(self, path: str) -> str | None:
        """Where what lies at `path` in the working tree lies as the revision has it, whether or not there is
        anything; None for what is outside the repository."""
        whole = os.path.realpath(path)
        if whole == self._top:
            return self._mirror
        if not whole.startswith(self._top.rstrip(os.sep) + os.sep):
            return None
        return os.path.join(self._mirror, os.path.relpath(whole, self._top))

    def original(self, path: str) -> str:
        """Where what lies at `path` in the mirror lies in the working tree; any other path as it is."""
        if path.startswith(self._mirror + os.sep):
            return os.path.join(self._top, os.path.relpath(path, self._mirror))
        return os.path.abspath(path)

    def file(self, path: str) -> str | None:
        """The file at `path` as the revision has it, None where it has none; a file outside the repository is what
        it is."""
        place = self.mirrored(self.original(path))
        if place is None:
            return path if os.path.isfile(path) else None
        if not os.path.lexists(place):
            inside = os.path.relpath(place, self._mirror).replace(os.sep, "/")
            self._restore(list(self._listed(inside)))
        return place if os.path.isfile(place) else None

    def shown(self, place: str) -> str:
        """A path in the mirror as it is told: relative to the top of the repository, with the revision."""
        if place.startswith(self._mirror + os.sep):
            return f"{self.name}:{os.path.relpath(place, self._mirror)}".replace(os.sep, "/")
        return place

    def sidecar(self, file: File) -> File:
        """`file` with the sidecar that the revision has for it."""
        place = self.mirrored(file.place + SIDECAR)
        if place is None:
            return file
        return file._replace(sidecar=place if os.path.isfile(place) else False)


class RevisionConfigs(Configs):
    """The configuration of every folder as a revision has it; above the repository, as it is."""

    def __init__(
        self,
        revision: Revision,
        rules: Mapping[str, type[Rule]],
        overlay: Mapping[str, Any],
        *,
        isolated: bool,
        only: str | None,
    ) -> None:
        self._revision = revision
        super().__init__(rules, overlay, isolated=isolated)
        if only is not None and not isolated:
            place = revision.file(only)
            config = None if place is None else self._read(place)
            folder = os.path.dirname(os.path.abspath(only))
            self._fixed = self._base if config is None else config._replace(root=folder)

    def _in(self, folder: str, names: Iterable[str] | None) -> Config | None:
        mirrored = self._revision.mirrored(folder)
        if mirrored is None:
            return super()._in(folder, names)
        config = super()._in(mirrored, None)
        return None if config is None else config._replace(root=folder)

    def shown(self, place: str) -> str:
        return self._revision.shown(place)


def _is_own(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name in NAMES or name.endswith(SIDECAR)


def _git(*words: str) -> bytes | None:
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
