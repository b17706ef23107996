"""The command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

COMMANDS = ("check",)


def main(arguments: Sequence[str]) -> int:
    """Run `polint` with `arguments`; returns the exit status of the contract."""
    words = list(arguments)
    if words and words[0] not in COMMANDS and not words[0].startswith("-h"):
        words.insert(0, "check")
    parser = argparse.ArgumentParser("polint")
    commands = parser.add_subparsers(dest="command", required=True)
    from polint_plugins.cli import check

    check.add_parser(commands)
    options = parser.parse_args(words)
    status: int = options.run(options)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
