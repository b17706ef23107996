"""Compiled: what modules were compiled of, in a checkout, and whether their sources are still the same.

An edit or a pull changes sources and leaves beside them what was compiled before. Python would load that: rules would
fail, or find what they found yesterday. So `hatch_build.py` writes down what it compiled, and where a source has
changed since, every module runs interpreted. Nothing is asked of an installed package, which has no such record.
"""

from __future__ import annotations

import os
import sys
import zlib

TYPE_CHECKING = False  # typing itself would be a third of what `polint --version` imports
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

VARIABLE = "POLINT_INTERPRETED"
"""The environment variable that asks for interpreted modules."""

SUFFIX: str = __import__("_imp").extension_suffixes()[0]  # importlib.machinery would be imported for it alone
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

_PACKAGES = ("polint", "polint_rules", "polint_plugins")


class Sources:
    """Finds the source of a module of ours, whatever lies beside it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As importlib asks."""
        if name.partition(".")[0] not in _PACKAGES:
            return None
        from importlib.machinery import FileFinder, SourceFileLoader

        for folder in sys.path if path is None else path:
            spec = FileFinder(folder, (SourceFileLoader, [".py"])).find_spec(name)
            if spec is not None and spec.loader is not None:
                return spec
        return None


def record(root: str) -> str:
    """The file of the checkout `root` in which is written down what its modules were compiled of for this interpreter."""
    return f"{root}/lint/polint/compiled{SUFFIX}.sources"


def described(root: str, paths: Iterable[str]) -> str:
    """The files `paths`, relative to `root`, as they are now: a line with size, time and checksum for each."""
    lines = []
    for path in paths:
        status = os.stat(f"{root}/{path}")
        lines.append(f"{status.st_size} {status.st_mtime_ns} {_checksum(f'{root}/{path}')} {path}\n")
    return "".join(lines)


def changed(root: str) -> set[str] | None:
    """The files, relative to `root`, that are not as they were when they were compiled; None without a record."""
    try:
        with open(record(root), encoding="utf-8") as file:
            rows = [line.rstrip("\n").split(" ", 3) for line in file]
    except OSError:
        return None
    return {path for size, time, checksum, path in rows if not _same(f"{root}/{path}", size, time, checksum)}


def settle() -> bool:
    """See to it that no module is loaded that is older than its source; whether there is one."""
    outdated = bool(changed(ROOT))
    if outdated or os.environ.get(VARIABLE):
        sys.meta_path.insert(0, Sources())
    return outdated


def _same(path: str, size: str, time: str, checksum: str) -> bool:
    try:
        status = os.stat(path)
        if str(status.st_size) != size:
            return False
        # A copy of a checkout has other times and is the same.
        return str(status.st_mtime_ns) == time or str(_checksum(path)) == checksum
    except OSError:
        return False


def _checksum(path: str) -> int:
    with open(path, "rb") as file:
        return zlib.crc32(file.read())
