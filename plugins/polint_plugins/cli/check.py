"""`polint check`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from polint.config import Config
from polint.corpus import Corpus
from polint.finding import SEVERITIES
from polint.notification import Notification
from polint.plugin import Plugins
from polint.report import Artifact, Summary
from polint.run import checked, documents
from polint.source import File, discover

if TYPE_CHECKING:
    from collections.abc import Iterator


def add_parser(commands: Any) -> None:
    """Add `check` to the command line."""
    parser = commands.add_parser("check")
    parser.add_argument("paths", nargs="*", default=["."])
    parser.add_argument("--format", "--output-format", default="jsonl")
    parser.add_argument("--profile", default="default")
    parser.add_argument("--select", action="append", default=[])
    parser.add_argument("--ignore", action="append", default=[])
    parser.add_argument("--isolated", action="store_true")
    parser.add_argument("--no-cache", action="store_true")
    parser.add_argument("--jobs", type=int)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check and report; returns the exit status."""
    plugins = Plugins()
    config = Config(profile=options.profile, select=tuple(options.select), ignore=tuple(options.ignore))
    ruleset = config.ruleset(plugins.rules.values())
    corpus = Corpus(ruleset.rules, ruleset.severities, ruleset.max_per_rule)
    reporter = plugins.reporters[options.format](sys.stdout)
    reporter.begin(ruleset.rules)
    summary = Summary()
    failed = False

    def files() -> Iterator[File]:
        nonlocal failed
        for item in discover(options.paths, plugins.readers):
            if isinstance(item, Notification):
                failed |= item.fails
                print(item.render(), file=sys.stderr)
            else:
                yield item

    for item in checked(documents(files(), plugins.readers, config), ruleset, corpus):
        if isinstance(item, Notification):
            failed |= item.fails
            print(item.render(), file=sys.stderr)
            continue
        document, result = item
        summary.documents += 1
        summary.count(result.findings)
        for fault in result.faults:
            print(f"{document.path}: {fault.rule}: {fault.error}", file=sys.stderr)
        reporter.document(Artifact(document.path, document.source, len(document.text)), result.findings)
    for findings in corpus.findings():
        summary.count(findings)
        reporter.document(None, findings)
    reporter.end(summary)
    if failed:
        return 2
    limit = SEVERITIES.index(config.fail_on)
    return int(any(count and SEVERITIES.index(name) >= limit for name, count in summary.findings.items()))
