"""Phrases: the phrase rules of this package, in one book, and the gate that they stand behind."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from polint.phrase import PhraseRule, class_of, read_book

if TYPE_CHECKING:
    from polint.document import Document
    from polint.phrasebook import Book

GATE = f"{__name__}:has_evidence"


@functools.cache
def book() -> Book:
    """The patterns of every TOML file beside the rules that holds a phrase rule."""
    return read_book([file for file in sorted(Path(__file__).parent.glob("*/*.toml")) if file.name[0] != "_"])


def has_evidence(document: Document) -> bool:
    """The gate: whether a pattern of any phrase rule is found in `document`."""
    return bool(document.view(book().find))


def rule(name: str, base: type[PhraseRule] | None = None, gate: str = GATE) -> type[PhraseRule]:
    """The class of the phrase rule `name`."""
    number = next(number for number, data in enumerate(book().rules) if data["id"] == name)
    return class_of(book(), number, base, gate)


def names(file: Path) -> list[str]:
    """The ids of the phrase rules of one file."""
    return [data["id"] for data in book().rules if data["file"] == str(file)]
