"""What this package plugs in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from polint.hookspec import hookimpl

if TYPE_CHECKING:
    from polint.plugin import Reader, ReporterFactory
    from polint.report import Reporter


@hookimpl
def polint_readers() -> Iterable[Reader]:
    """The formats that documents come in."""
    from polint_plugins.readers.compressed import CompressedReader
    from polint_plugins.readers.jsonl import JsonLinesReader
    from polint_plugins.readers.parquet import ParquetReader
    from polint_plugins.readers.text import TextReader

    text, lines = TextReader(), JsonLinesReader()
    return [text, lines, CompressedReader(text), CompressedReader(lines), ParquetReader()]


@hookimpl
def polint_reporters() -> Mapping[str, ReporterFactory]:
    """The formats that findings are written in."""
    return {
        "text": _later("text", "text_reporter"),
        "jsonl": _later("jsonl", "JsonLinesReporter"),
        "json": _later("json", "JsonReporter"),
        "sarif": _later("sarif", "SarifReporter"),
        "github": _later("github", "GitHubReporter"),
        "gitlab": _later("gitlab", "GitLabReporter"),
        "junit": _later("junit", "JUnitReporter"),
        "rdjson": _later("rdjson", "RdjsonReporter"),
        "markdown": _later("markdown", "MarkdownReporter"),
    }


def _later(module: str, name: str) -> ReporterFactory:
    """The reporter `name` of a module that is imported only when it is asked for: a start pays for one."""

    def make(out: TextIO, language: str = "en") -> Reporter:
        reporter: Reporter = getattr(import_module(f"polint_plugins.reporters.{module}"), name)(out, language)
        return reporter

    return make
