"""What this package plugs in: every rule class in a module of a family's folder, and every phrase rule (TOML)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module

from polint import rule
from polint.deferred import deferred
from polint.hookspec import hookimpl
from polint.message import Text
from polint.plugin import Analysis
from polint.rule import Rule

FAMILIES = (
    "encoding", "script", "punctuation", "numbering", "date", "ads", "boilerplate", "truncation", "duplicate",
    "provenance", "privacy", "quality", "typo", "polint",
)  # fmt: skip


FOLDER = os.path.dirname(__file__)


@hookimpl
def polint_rules() -> Iterable[type[Rule] | Exception]:
    """Every rule of every family, deferred: a start imports none of them."""
    return deferred("builtin", _state(), _built, _load)


def _state() -> bytes:
    """What the index depends on: the name, size and time of every file of this package and of the engine."""
    found = []
    for folder in (
        FOLDER,
        *(os.path.join(FOLDER, family) for family in FAMILIES),
        os.path.dirname(rule.__file__),
    ):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".toml", ".txt")):
                    status = entry.stat()
                    found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(found)).encode("utf-8", "surrogateescape")


def _built() -> Iterator[tuple[type[Rule], tuple[str, ...]] | Exception]:
    """Every subclass of Rule that a family's module defines and gives an id, and every phrase rule; in place of those
    that cannot be read, what is wrong with them."""
    import pkgutil

    from polint.phrase import files_of
    from polint_rules import _phrases

    for family in FAMILIES:
        for module in pkgutil.iter_modules([os.path.join(FOLDER, family)]):
            if not module.name.startswith("_"):
                try:
                    found = list(_of_module(f"polint_rules.{family}.{module.name}"))
                except Exception as error:  # one broken rule must not cost the others
                    yield error
                else:
                    yield from found
        for file in files_of(os.path.join(FOLDER, family)):
            if not os.path.exists(file.removesuffix(".toml") + ".py"):
                for name in _phrases.names(file):
                    yield _phrases.rule(name), (f"{family}/{os.path.basename(file)}", name)
    for _, fault in _phrases.faults():
        yield fault


def _of_module(name: str) -> Iterator[tuple[type[Rule], tuple[str, ...]]]:
    loaded = import_module(name)
    for attribute, value in vars(loaded).items():
        if (
            isinstance(value, type)
            and issubclass(value, Rule)
            and value.__module__ == loaded.__name__
            and "id" in vars(value)
        ):
            yield value, (loaded.__name__, attribute)


def _load(module: str, name: str) -> type[Rule]:
    if module.endswith(".toml"):
        from polint_rules import _phrases

        return _phrases.rule(name)
    loaded: type[Rule] = getattr(import_module(module), name)
    return loaded


@hookimpl
def polint_analyses() -> Iterable[Analysis]:
    """The outline and the origin: `polint outline FILE`, `polint origin FILE`."""
    from polint_rules.numbering._outline import as_data, as_text
    from polint_rules.quality import _measures as quality

    yield Analysis(
        "stats",
        Text(
            "the measures of every document, and how they are distributed over a corpus",
            "每篇文档的各项度量及其在整个语料中的分布",
        ),
        quality.as_text,
        quality.as_data,
        tuple((measure.name, measure.about, measure.published) for measure in quality.MEASURES),
    )
    yield Analysis(
        "outline",
        Text(
            "the numbered parts and lists of a document as a tree",
            "以树形列出文档的编号章节和列表",
        ),
        as_text,
        as_data,
    )
    from polint_rules.provenance import _proposal

    yield Analysis(
        "origin",
        Text(
            "what a document says of its own origin, as a manifest would put it",
            "文档对自身来源的说明，按清单的字段列出",
        ),
        _proposal.as_text,
        _proposal.proposal,
    )
