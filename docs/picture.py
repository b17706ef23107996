"""`python docs/picture.py`: draw what polint shows on a terminal as docs/terminal.svg.

The picture is a real run over documents in seeds/, written by the reporter for terminals into a console of rich
that records. Its size is fixed, so that the same findings give the same bytes.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text as RichText

from polint.closest import Configs
from polint.notification import Notification
from polint.plugin import Plugins
from polint.report import Summary
from polint.run import Checker
from polint.source import discover
from polint_plugins.reporters.text import Piece, TerminalReporter

ROOT = Path(__file__).resolve().parent.parent
SHOWN = ("seeds/merged-hans.txt", "seeds/regulation-hant-tw.txt")
COLUMNS = 108


class Recorder(TerminalReporter):
    """The reporter for terminals, on a console that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__(io.StringIO())
        self.columns = COLUMNS
        self._console = Console(
            file=io.StringIO(),
            record=True,
            width=COLUMNS,
            force_terminal=True,
            color_system="truecolor",
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            theme=self.theme(),
        )

    def _write(self, pieces: Sequence[Piece]) -> None:
        """A line, folded: what a terminal wraps, the picture would cut."""
        self._console.print(RichText.assemble(*pieces), overflow="fold")

    def command(self, line: str) -> None:
        """What the user typed."""
        self._console.print(f"$ {line}", style="bold")

    def svg(self) -> str:
        """All of it as a picture; the id is fixed, since rich would make it of the content."""
        return self._console.export_svg(title="polint", theme=MONOKAI, unique_id="polint")


def draw() -> str:
    """Check the documents as the command line does and return the picture."""
    plugins = Plugins()
    configs = Configs(plugins.rules, {}, isolated=True)
    checker = Checker(plugins.readers, plugins.rules)
    summary = Summary()
    recorder = Recorder()
    recorder.command(f"polint check {' '.join(SHOWN)}")
    recorder.begin([])
    for item in checker.check(discover(SHOWN, plugins.readers, configs)):
        if isinstance(item, Notification):
            raise SystemExit(item.render("en"))
        summary.documents += 1
        summary.count(item.findings)
        recorder.document(item.artifact, item.findings)
    recorder.end(summary)
    return recorder.svg()


if __name__ == "__main__":
    os.chdir(ROOT)
    (ROOT / "docs" / "terminal.svg").write_text(draw(), encoding="utf-8", newline="\n")
