"""Where a run writes: reporters with their streams, notifications on standard error.

A closed pipe ends the run in silence, another fault of writing is said and costs only its own output.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from polint.message import Text
from polint.notification import Notification
from polint.store import umask

if TYPE_CHECKING:
    from polint.finding import Finding
    from polint.plugin import ReporterFactory
    from polint.report import Artifact, Clean, Reporter, Summary
    from polint.rule import Rule

_UNWRITABLE = Text("{path} cannot be written: {error}", "无法写入 {path}：{error}")
_LEVELS = {
    "note": Text("polint: note: {text}", "polint：提示：{text}"),
    "warning": Text("polint: warning: {text}", "polint：警告：{text}"),
    "error": Text("polint: error: {text}", "polint：错误：{text}"),
}
STDOUT = Text("standard output", "标准输出")


class ClosedPipe(Exception):
    """Nobody reads standard output any more."""


def unwritable(path: object, error: OSError) -> Notification:
    """What is said when an output cannot be written."""
    reason = error.strerror or str(error)
    name = path if isinstance(path, str) else None
    return Notification("unwritable", _UNWRITABLE, {"path": path, "error": reason}, name, "error", True)


def ready_stdout(*, people: bool) -> TextIO:
    """Standard output, fit to take any text: what people read stays in the terminal's encoding (UTF-8 where
    Windows redirects it), what programs read is UTF-8 with LF."""
    out = sys.stdout
    reconfigure: Any = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        if people and (sys.platform != "win32" or out.isatty()):
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline=None if people else "\n")
    return out


def silence_stdout() -> None:
    """After a closed pipe: let nothing that is still buffered fail when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


class Output:
    """One reporter and the stream it writes to."""

    def __init__(self, make: ReporterFactory, language: str | None, locale: str, path: str | None) -> None:
        """`language` is what the user asked for, `locale` what fits where people read. Raises OSError."""
        self.path = path
        self._temporary: str | None = None
        self._stream: TextIO
        if path is None:
            self._stream = sys.stdout
        else:
            self._stream = self._open(path)
        self.reporter: Reporter = make(self._stream, language or "en")
        self.people = bool(getattr(self.reporter, "people", False))
        if path is None:
            ready_stdout(people=self.people)
        if self.people and language is None and locale != "en":
            self.reporter = make(self._stream, locale)
        self.wants_clean = bool(getattr(self.reporter, "clean", True))

    def _open(self, path: str) -> TextIO:
        if os.path.exists(path) and not os.path.isfile(path):  # /dev/stderr, a pipe
            return open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
        import tempfile

        folder, name = os.path.split(os.path.realpath(path))
        handle, self._temporary = tempfile.mkstemp(dir=folder, prefix=f".{name[:50]}.", suffix=".tmp")
        return os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def close(self) -> None:
        """Everything is written: the file takes its name. Raises OSError."""
        self._stream.flush()
        if self.path is not None:
            self._stream.close()
            if self._temporary is not None:
                os.chmod(self._temporary, 0o666 & ~umask())
                os.replace(self._temporary, os.path.realpath(self.path))  # a link stays a link
                self._temporary = None

    def discard(self) -> None:
        """Leave nothing half-written behind."""
        if self.path is not None:
            with contextlib.suppress(OSError, ValueError):
                self._stream.close()
            if self._temporary is not None:
                with contextlib.suppress(OSError):
                    os.unlink(self._temporary)
                self._temporary = None


class Outputs:
    """All outputs of a run, and what is said on standard error; remembers whether the tool failed."""

    def __init__(self, language: str, *, quiet: bool = False, hidden: bool = False) -> None:
        """`hidden`: whether findings that are not reported are handed to those outputs that can say so."""
        self._language = language
        self._quiet = quiet
        self._hidden = hidden
        self._outputs: list[Output] = []
        self.failed = False
        self.notifications = 0
        self.closed_pipe = False
        self.before_writing: Callable[[], None] = lambda: None

    def add(self, make: ReporterFactory, language: str | None, path: str | None) -> None:
        """Add one output; where it cannot be opened that is said, and the others go on."""
        try:
            self._outputs.append(Output(make, language, self._language, path))
        except OSError as error:
            self.notify(unwritable(path, error))

    def wants(self, name: str) -> bool:
        """Whether a reporter asks for something (`detailed`, `hashes`)."""
        return any(getattr(output.reporter, name, False) for output in self._outputs)

    def begin(self, rules: Sequence[Rule]) -> None:
        """The rules that will run."""
        self._each(lambda output: output.reporter.begin(rules))

    def document(
        self, artifact: Artifact | None, findings: Sequence[Finding], hidden: Sequence[Finding] = ()
    ) -> None:
        """The findings of one document; `hidden` are those that are not reported, for outputs that can say so."""
        if findings:
            self.before_writing()
        for output in tuple(self._outputs):
            shown = findings
            if hidden and self._hidden and getattr(output.reporter, "hidden", False):
                shown = [*findings, *hidden]
            try:
                output.reporter.document(artifact, shown)
            except OSError as error:
                self._broke(output, error)

    def clean(self, document: Clean) -> None:
        """A document without findings, for those reporters that have a use for it."""
        for output in tuple(self._outputs):
            if output.wants_clean:
                try:
                    output.reporter.document(document.artifact, ())
                except OSError as error:
                    self._broke(output, error)

    def notify(self, notification: Notification) -> None:
        """Say it on standard error and to every reporter."""
        self.failed |= notification.fails
        self.notifications += 1
        if not self._quiet or notification.level == "error":
            self.before_writing()
            self._say(notification)
        self._each(lambda output: output.reporter.notify(notification))

    def _say(self, notification: Notification) -> None:
        from polint_plugins.reporters._visible import visible

        text = _LEVELS[notification.level].render(
            self._language, text=visible(notification.render(self._language))
        )
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        with contextlib.suppress(OSError, ValueError):
            print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)

    def end(self, summary: Summary) -> None:
        """The run is over: the outputs take their names."""
        self.before_writing()
        self._each(
            lambda output: output.reporter.end(summary) if not (self._quiet and output.people) else None
        )
        self._each(lambda output: output.close())

    def discard(self) -> None:
        """The run was broken off."""
        for output in self._outputs:
            output.discard()

    def _each(self, act: Callable[[Output], None]) -> None:
        for output in tuple(self._outputs):
            try:
                act(output)
            except OSError as error:
                self._broke(output, error)

    def _broke(self, output: Output, error: OSError) -> None:
        """An output cannot be written any more: the others go on. Raises ClosedPipe when there are none."""
        self._outputs.remove(output)
        output.discard()
        if output.path is None:
            silence_stdout()
        if isinstance(error, BrokenPipeError):
            self.closed_pipe |= output.path is None
            if not self._outputs:
                raise ClosedPipe from None
            return
        name = output.path if output.path is not None else STDOUT.render(self._language)
        self.notify(unwritable(name, error))
