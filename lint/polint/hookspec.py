"""The hooks by which rules, readers, reporters, analyses and commands plug in.

A plugin is a module or an object with some of these functions, each marked with `polint.hookimpl`; a third
party names it in the entry-point group `polint`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from polint.plugin import Analysis, Reader, ReporterFactory
    from polint.rule import Rule

hookspec = pluggy.HookspecMarker("polint")
hookimpl = pluggy.HookimplMarker("polint")


@hookspec
def polint_rules() -> Iterable[type[Rule] | Exception]:
    """The rule classes of this plugin; an exception in place of one that cannot be read, which costs that one alone.
    Called once a run."""
    raise NotImplementedError


@hookspec
def polint_readers() -> Iterable[Reader]:
    """The readers of this plugin: each turns a stream of bytes into documents."""
    raise NotImplementedError


@hookspec
def polint_reporters() -> Mapping[str, ReporterFactory]:
    """The reporters of this plugin by the name that `--format` takes."""
    raise NotImplementedError


@hookspec
def polint_analyses() -> Iterable[Analysis]:
    """Views of a document that a user can print: name, and how to compute and show it."""
    raise NotImplementedError
