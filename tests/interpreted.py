"""Interpreted: the modules that are compiled, imported from their source all the same."""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

VARIABLE = "POLINT_INTERPRETED"


class Sources(MetaPathFinder):
    """Finds the source of a module of ours, whatever lies beside it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As importlib asks."""
        if name.partition(".")[0] not in ("polint", "polint_rules", "polint_plugins"):
            return None
        for folder in sys.path if path is None else path:
            spec = FileFinder(folder, (SourceFileLoader, [".py"])).find_spec(name)
            if spec is not None and spec.loader is not None:
                return spec
        return None


def ask() -> None:
    """Use it where the environment says so."""
    if os.environ.get(VARIABLE):
        sys.meta_path.insert(0, Sources())


ask()
