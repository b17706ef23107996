"""`polint baseline`: write down today's findings, so that only new ones count."""

from __future__ import annotations

from collections.abc import Sequence

from polint.baseline import FILE
from polint.message import Text
from polint.plugin import Plugins
from polint_plugins.cli import check
from polint_plugins.cli import options as shared
from polint_plugins.cli.parser import Parser

ABOUT = Text(
    "Write today's findings to a file; `polint check --baseline FILE` then reports only new ones.",
    "把现有问题写入文件，此后 `polint check --baseline 文件` 只报告新问题。",
)
_FILE = Text("where to write them (default: {name})", "写入的文件（默认：{name}）")


def run(words: Sequence[str], speak: str) -> int:
    """Write it; returns the exit status: 0, or 2 where not everything could be checked."""
    plugins = Plugins()
    made = Parser("polint baseline", ABOUT, speak)
    shared.add_paths(made)
    shared.add_selection(made)
    made.add_argument("--file", metavar="FILE", default=FILE, help=made.say(_FILE, name=FILE))
    shared.add_running(made)
    options = made.parse(words)
    full = check.parser(speak, plugins.reporters).parse([])
    for name, value in vars(options).items():
        setattr(full, name, value)
    full.write_baseline, full.exit_zero = options.file, True
    overlay = shared.overlay(made, options, plugins.rules)
    configs = shared.configurations(made, full, plugins, overlay)
    return check.Run(plugins, made, full, configs, []).status()
