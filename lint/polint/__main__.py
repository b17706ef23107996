"""`python -m polint` and the command `polint`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line; returns its exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from polint import __version__

        try:
            print(f"polint {__version__}", flush=True)
            return 0
        except OSError:  # the command line tries again, and says why it cannot
            pass
    # What a run makes lives as long as one document: looking for cycles after every 700 objects costs a tenth
    # of its time and finds almost nothing. The command line alone makes 700 while it is imported.
    gc.set_threshold(50_000, 20, 20)
    gc.callbacks.append(_keep)
    # The engine knows no front end: the command line is a plugin like any other, found by its name.
    from importlib import import_module

    status: int = import_module("polint_plugins.cli").main(sys.argv[1:])
    gc.freeze()  # the process ends: that nobody looks for cycles in all that it has loaded saves 5% of a start
    return status


def _keep(phase: str, info: object) -> None:
    """Before the first collection: what has been made by now are modules and tables, which stay. To look at them, and
    for what else refers to them, takes as long as the texts of a small corpus."""
    gc.callbacks.remove(_keep)
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
