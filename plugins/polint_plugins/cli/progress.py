"""A line on the terminal that says how far a long run has come. It gives way to whatever else is written."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

from polint.message import Text

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from polint.report import Summary

AFTER = 2.0
"""Seconds before the line appears: who waits less needs none, and a start does not pay for rich."""
EVERY = 0.1

_SO_FAR = Text(
    "{documents} document(s), {characters} characters, {found} finding(s)",
    "已检查 {documents} 篇文档，{characters} 字，发现问题 {found} 处",
)


class Progress:
    """The line, on `stream` where that is a terminal."""

    def __init__(self, stream: TextIO, language: str, *, quiet: bool = False, after: float = AFTER) -> None:
        self._stream = stream
        self._language = language
        self._next = float("inf") if quiet or not stream.isatty() else time.monotonic() + after
        self._bar: Bar | None = None
        self._shown = False

    def so_far(self, summary: Summary) -> None:
        """Say how far the run has come, if it is time."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + EVERY
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress as Bar
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            self._bar = Bar(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                TimeElapsedColumn(),
                console=Console(file=self._stream),
                transient=True,
                auto_refresh=False,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._bar.add_task("", total=None)
        text = _SO_FAR.render(
            self._language,
            documents=f"{summary.documents:,}",
            characters=f"{summary.characters:,}",
            found=f"{summary.findings.total():,}",
        )
        self._bar.update(self._bar.task_ids[0], description=text)
        if not self._shown:
            self._bar.start()
            self._shown = True
        self._bar.refresh()

    def clear(self) -> None:
        """Take the line away, before something else is written or the run ends."""
        if self._bar is not None and self._shown:
            self._bar.stop()
            self._shown = False
