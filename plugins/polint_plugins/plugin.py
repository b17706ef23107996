"""What this package plugs in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from polint.hookspec import hookimpl

if TYPE_CHECKING:
    from polint.plugin import Reader, ReporterFactory


@hookimpl
def polint_readers() -> Iterable[Reader]:
    """The formats that documents come in."""
    from polint_plugins.readers.jsonl import JsonLinesReader
    from polint_plugins.readers.text import TextReader

    return [TextReader(), JsonLinesReader()]


@hookimpl
def polint_reporters() -> Mapping[str, ReporterFactory]:
    """The formats that findings are written in."""
    from polint_plugins.reporters.jsonl import JsonLinesReporter

    return {"jsonl": JsonLinesReporter}
