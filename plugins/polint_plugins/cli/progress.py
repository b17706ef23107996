"""A line on the terminal that says how far a long run has come. It gives way to whatever else is written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from polint.message import Text

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from polint.report import Summary

AFTER = 2.0
"""Seconds before the line appears: who waits less needs none, and a start does not pay for rich."""
EVERY = 0.1
LOOK = 0.005
"""Seconds that are spent at each turn on seeing how much there is: the run itself does not wait for it."""
WIDE = 2.9
"""Bytes of a character, about, until a file is done and tells."""

_SO_FAR = Text(
    "{documents} document(s), {speed} MB/s, {found} finding(s)",
    "已检查 {documents} 篇文档，{speed} MB/s，发现问题 {found} 处",
)
_LEFT = Text("{so_far}, {left} left", "{so_far}，约剩 {left}")


class Progress:
    """The line, on `stream` where that is a terminal. `paths` is what the run is about, `endings` those of the
    documents in it."""

    def __init__(
        self,
        stream: TextIO,
        language: str,
        *,
        quiet: bool = False,
        after: float = AFTER,
        paths: Sequence[str] = (),
        endings: Sequence[str] = (),
    ) -> None:
        self._stream = stream
        self._language = language
        self.active = not quiet and stream.isatty()
        self._started = time.monotonic()
        self._next = self._started + after
        self._bar: Bar | None = None
        self._shown = False
        self._path: str | None = None
        self._sized = 0  # bytes of the files that are done, and their characters
        self._characters = 0
        self._before = 0
        self._total = 0
        self._sizes: Iterator[int] | None = _sizes(paths, tuple(endings))

    def so_far(self, summary: Summary, path: str | None = None) -> None:
        """Say how far the run has come, if it is time; `path` is that of the document it is at."""
        if not self.active:
            return
        if path != self._path:
            if self._path is not None:
                self._sized += _size(self._path)
                self._characters = self._before
            self._path = path
        self._before = summary.characters
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + EVERY
        self._look(now + LOOK)
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
        self._bar.update(self._bar.task_ids[0], description=self._said(summary, now - self._started))
        if not self._shown:
            self._bar.start()
            self._shown = True
        self._bar.refresh()

    def _look(self, until: float) -> None:
        """See a little more of how much there is."""
        while self._sizes is not None:
            size = next(self._sizes, None)
            if size is None:
                self._sizes = None
                return
            self._total += size
            if time.monotonic() > until:
                return

    def _said(self, summary: Summary, seconds: float) -> str:
        width = self._sized / self._characters if self._characters and self._sized else WIDE
        done = self._sized + (summary.characters - self._characters) * width
        so_far = _SO_FAR.render(
            self._language,
            documents=f"{summary.documents:,}",
            speed=f"{done / 1e6 / max(seconds, 0.001):.1f}",
            found=f"{summary.findings.total():,}",
        )
        if self._sizes is not None or not done or done > self._total:
            return so_far
        left = int(seconds * (self._total - done) / done)
        hours, rest = divmod(left, 3600)
        clock = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
        return _LEFT.render(self._language, so_far=so_far, left=clock)

    def clear(self) -> None:
        """Take the line away, before something else is written or the run ends."""
        if self._bar is not None and self._shown:
            self._bar.stop()
            self._shown = False


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def _sizes(paths: Sequence[str], endings: tuple[str, ...]) -> Iterator[int]:
    """The sizes of the documents under `paths`, one after the other; what is passed over is counted too."""
    for path in paths:
        if not os.path.isdir(path):
            yield _size(path)
            continue
        for folder, below, names in os.walk(path):
            below[:] = [name for name in below if not name.startswith(".")]
            for name in names:
                yield _size(os.path.join(folder, name)) if name.lower().endswith(endings) else 0
