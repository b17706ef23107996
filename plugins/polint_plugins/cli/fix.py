"""`polint fix`: `polint check --fix`."""

from __future__ import annotations

from collections.abc import Sequence

from polint_plugins.cli import check


def run(words: Sequence[str], speak: str) -> int:
    """Mend, and report what is left; returns the exit status."""
    return check.run(words, speak, fix=True)
