"""What this package plugs in: every rule class in a module of a family's folder, and every phrase rule (TOML)."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from polint.hookspec import hookimpl
from polint.message import Text
from polint.phrase import load_rules
from polint.plugin import Analysis
from polint.rule import Rule

FAMILIES = (
    "encoding", "script", "punctuation", "numbering", "date", "ads", "boilerplate", "truncation", "duplicate",
    "provenance", "privacy", "quality", "typo", "polint",
)  # fmt: skip


@hookimpl
def polint_rules() -> Iterable[type[Rule]]:
    """Every subclass of Rule that a family's module defines and gives an id, and every phrase rule."""
    phrases: list[Path] = []
    for family in FAMILIES:
        folder = Path(__file__).parent / family
        phrases += sorted(
            file
            for file in folder.glob("*.toml")
            if not file.name.startswith("_") and not file.with_suffix(".py").exists()
        )
        for module in pkgutil.iter_modules([str(folder)]):
            if module.name.startswith("_"):
                continue
            loaded = import_module(f"polint_rules.{family}.{module.name}")
            for value in vars(loaded).values():
                if (
                    isinstance(value, type)
                    and issubclass(value, Rule)
                    and value.__module__ == loaded.__name__
                    and "id" in vars(value)
                ):
                    yield value
    yield from load_rules(phrases)


@hookimpl
def polint_analyses() -> Iterable[Analysis]:
    """The outline: `polint outline FILE`."""
    from polint_rules.numbering._outline import as_data, as_text

    yield Analysis(
        "outline",
        Text(
            "the numbered parts and lists of a document as a tree",
            "以树形列出文档的编号章节和列表",
        ),
        as_text,
        as_data,
    )
