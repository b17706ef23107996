"""`polint gate`: check new documents by themselves and against the corpus."""

from __future__ import annotations

import argparse
import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polint.closest import Configs
from polint.config import Config
from polint.corpus import Corpus
from polint.finding import Finding
from polint.index import AgainstIndex, BrokenIndex, Index, indexed
from polint.message import Text
from polint.naming import matches
from polint.notification import Notification
from polint.plugin import Plugins
from polint.source import File
from polint_plugins.cli import check
from polint_plugins.cli import index as indexes
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import ClosedPipe
from polint_plugins.cli.parser import Parser
from polint_plugins.cli.revision import Revision, RevisionConfigs, UnknownRevision

if TYPE_CHECKING:
    from polint.baseline import Baseline

ABOUT = Text(
    "Check new documents by themselves and against the corpus index. What a document says about its own checks is "
    "ignored.",
    "检查新文档本身，并与语料索引比对。文档自带的屏蔽指令不起作用。",
)
_INDEX = Text("the corpus index (default: {name})", "语料索引（默认：{name}）")
_ADD = Text("add the documents to the index where nothing was found", "没有发现问题时把文档加入索引")
_BASE = Text(
    "take configuration, baseline, sidecars, packs and lexicons as they are in this revision of Git",
    "配置、基线、附属文件、规则包和词表都取自 Git 的这一修订版本",
)
_NO_REVISION = Text("--base: Git knows no revision “{name}” here", "--base：Git 中没有修订版本“{name}”")


def run(words: Sequence[str], speak: str) -> int:
    """Check, report, and add where that was asked for; returns the exit status."""
    plugins = Plugins()
    made = parser(speak, list(plugins.reporters))
    options = made.parse(words)
    full = check.parser(speak, plugins.reporters).parse([])
    for name, value in vars(options).items():
        setattr(full, name, value)
    full.isolated = full.isolated or False
    wanted = check.formats(made, full, plugins)
    overlay: dict[str, Any] = {**shared.overlay(made, full, plugins.rules), "suppressions": False}
    rules = indexed(plugins.rules.values())
    with contextlib.ExitStack() as stack:
        revision: Revision | None = None
        if full.base is None:
            configs = shared.configurations(made, full, plugins, overlay)
        else:
            try:
                revision = stack.enter_context(Revision(full.base))
            except UnknownRevision:
                made.refuse(made.say(_NO_REVISION, name=full.base))
            configs = RevisionConfigs(
                revision, plugins.rules, overlay, isolated=full.isolated, only=full.config
            )
        try:
            index = stack.enter_context(Index(Path(full.index), rules))
            return Gate(plugins, made, full, configs, wanted, index, revision).status()
        except FileNotFoundError:
            made.refuse(made.say(indexes._MISSING, path=full.index))
        except BrokenIndex as error:
            made.refuse(made.say(indexes._BROKEN, error=error))
        except sqlite3.DatabaseError as error:  # locked for too long, full, damaged within
            made.refuse(made.say(indexes._BROKEN, error=f"{full.index}: {error}"))
        except ClosedPipe:
            return 0
    return 2


def parser(speak: str, formats: Sequence[str]) -> Parser:
    """The parser of `polint gate`."""
    made = Parser("polint gate", ABOUT, speak)
    shared.add_paths(made)
    shared.add_selection(made)
    made.add_argument(
        "--index", metavar="FILE", default=indexes.FILE, help=made.say(_INDEX, name=indexes.FILE)
    )
    made.option("--add", action="store_true", about=_ADD)
    made.option("--base", metavar="REF", about=_BASE)
    names = ", ".join(formats)
    made.add_argument(
        "--format", "--output-format", metavar="FORMAT", help=made.say(check._FORMAT, names=names)
    )
    made.option("--output", "-o", action="append", metavar="FORMAT=FILE", about=check._OUTPUT)
    made.option("--baseline", metavar="FILE", about=check._BASELINE)
    shared.add_running(made)
    return made


class Gate(check.Run):
    """A check whose corpus is the index."""

    def __init__(
        self,
        plugins: Plugins,
        made: Parser,
        options: argparse.Namespace,
        configs: Configs,
        wanted: Sequence[tuple[str, str | None]],
        index: Index,
        revision: Revision | None = None,
    ) -> None:
        super().__init__(plugins, made, options, configs, wanted)
        self._index = index
        self._revision = revision
        self._against: _Against | None = None

    def status(self) -> int:
        """Check everything, and add it where nothing stands against that."""
        status = super().status()
        if status == 0 and self._options.add and self._against is not None:
            for _ in self._index.add(self._against.fresh()):
                pass
        return status

    def _files(self) -> Iterator[File | Notification]:
        """The files, each with the sidecar of the revision."""
        for item in super()._files():
            if self._revision is not None and isinstance(item, File):
                item = self._revision.sidecar(item)
            yield item

    def _read_baseline(self, place: str) -> Baseline | None:
        """The baseline of the revision; None where it had none yet, and then nothing is old."""
        if self._revision is None:
            return super()._read_baseline(place)
        from polint.baseline import Baseline

        there = self._revision.file(place)
        folder = os.path.dirname(self._revision.original(place))
        return None if there is None else Baseline.load(there, folder)

    def _corpus(self, home: Config) -> Corpus:
        """The rules that the index serves, whatever the profile, less those that are ignored."""
        severities = {name: table["severity"] for name, table in home.rules.items() if "severity" in table}
        self._against = _Against(self._index, home)
        self._against.severities.update(severities)
        return self._against


class _Against(AgainstIndex):
    def __init__(self, index: Index, home: Config) -> None:
        super().__init__(index, max_per_rule=home.max_per_rule)
        self._ignore = home.ignore

    def found(self) -> Iterator[tuple[int, list[Finding]]]:
        for number, group in super().found():
            kept = [finding for finding in group if not matches(finding.rule, self._ignore)]
            if kept:
                yield number, kept
