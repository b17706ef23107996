"""`polint NAME FILE`: an analysis that a plugin brings, of each document in the files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from polint.message import Text
from polint.notification import Notification
from polint.path import from_here
from polint.plugin import Plugins
from polint.run import documents
from polint.source import discover
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import Outputs, ready_stdout
from polint_plugins.cli.parser import Parser

if TYPE_CHECKING:
    from polint.document import Document
    from polint.plugin import Analysis

_FORMAT = Text("text or json (one object a line)", "text 或 json（每行一个对象）")

_RULES = Text(
    "Findings of each rule, the documents it touches, and for how many of them [verdict] says to drop or review them:",
    "各规则的问题数、涉及的文档数，以及按 [verdict] 应剔除或复核的文档数：",
)


def run(name: str, words: Sequence[str], speak: str) -> int | None:
    """Print the analysis `name`; returns the exit status, None where no plugin brings it."""
    plugins = Plugins()
    analysis = plugins.analyses.get(name)
    if analysis is None:
        return None
    made = Parser(f"polint {name}", analysis.about, speak)
    shared.add_paths(made)
    made.option("--format", default="text", metavar="FORMAT", about=_FORMAT)
    made.option("--config", metavar="FILE", about=Text("the configuration file", "配置文件"))
    made.option("--isolated", action="store_true", about=Text("no configuration", "不读配置文件"))
    shared.add_lang(made)
    options = made.parse(words)
    shared.check_lang(made, options)
    shared.check_choice(made, "--format", options.format, ("text", "json"))
    excluded = tuple(from_here(pattern) for pattern in shared.split(options.exclude))
    overlay: dict[str, object] = {"exclude": excluded} if excluded else {}
    configs = shared.configurations(made, options, plugins, overlay)
    out = Outputs(speak)
    ready_stdout(people=options.format == "text")
    count = 0
    distribution = None
    if analysis.columns and options.format == "text":
        from polint_plugins.cli.distribution import Distribution

        distribution = Distribution(analysis.columns)
    # A second pass, which counts what the rules find, says all that is to be said.
    again = distribution is not None and analysis.name == "stats" and "-" not in options.paths
    for file in discover(
        options.paths or ["."],
        plugins.readers,
        configs,
        stdin_filename=options.stdin_filename,
        force_exclude=options.force_exclude,
    ):
        for item in (file,) if isinstance(file, Notification) else documents(file, plugins.readers):
            if isinstance(item, Notification):
                if not again:
                    out.notify(item)
            elif distribution is not None:
                distribution.add(analysis.data(item))
            else:
                _print(analysis, item, options.format, count)
                count += 1
    if distribution is not None:
        for line in distribution.lines(speak):
            sys.stdout.write(line + "\n")
        if again:
            sys.stdout.write("\n" + _RULES.render(speak) + "\n")
            sys.stdout.flush()
            return _touched(options, speak)
    return 2 if out.failed else 0


def _touched(options: argparse.Namespace, speak: str) -> int:
    """How many documents each rule touches, and for how many of them it says that they are not to be kept."""
    from polint_plugins.cli import check

    words = ["--statistics", "--exit-zero", *options.paths]
    for name in ("config", "lang"):
        if (value := getattr(options, name)) is not None:
            words += [f"--{name}", value]
    words += [word for pattern in options.exclude or () for word in ("--exclude", pattern)]
    words += [
        f"--{name.replace('_', '-')}" for name in ("isolated", "force_exclude") if getattr(options, name)
    ]
    return check.run(words, speak)


def _print(analysis: Analysis, document: Document, form: str, number: int) -> None:
    record = document.record
    if form == "json":
        import json

        place = None if record is None else {"index": record.index, "id": record.id}
        data = {"path": document.path, "record": place, analysis.name: analysis.data(document)}
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
        return
    from polint_plugins.reporters._visible import visible

    name = document.path if record is None else f"{document.path}#{record.index}"
    text = analysis.text(document)
    body = "\n".join(visible(line) for line in text.rstrip("\n").split("\n"))
    sys.stdout.write(("\n" if number else "") + f"{visible(name)}\n{body}\n")
