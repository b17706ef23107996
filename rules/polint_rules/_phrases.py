"""Phrases: the phrase rules of this package, in one book, and the sieve that they stand behind."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from polint.batch import ByRule
from polint.phrase import PackError, PhraseRule, class_of, files_of, read_book

if TYPE_CHECKING:
    from polint.batch import Batch
    from polint.phrasebook import Book

FOLDER = os.path.dirname(__file__)
SIEVE = f"{__name__}:with_evidence"


@functools.cache
def book() -> Book:
    """The patterns of every TOML file beside the rules that holds a phrase rule, and can be read."""
    try:
        return read_book(_files())
    except PackError:
        broken = {file for file, _ in faults()}
        return read_book([file for file in _files() if file not in broken])


def _files() -> list[str]:
    with os.scandir(FOLDER) as entries:
        families = sorted(entry.path for entry in entries if entry.is_dir())
    return [file for family in families for file in files_of(family)]


@functools.cache
def faults() -> tuple[tuple[str, PackError], ...]:
    """The files that cannot be read, and what is wrong with each: one must not cost the rules of the others."""
    try:
        read_book(_files())
    except PackError:
        pass
    else:
        return ()
    found = []
    for file in _files():
        try:
            read_book([file])
        except PackError as error:
            found.append((file, error))
    return tuple(found)


def with_evidence(batch: Batch) -> ByRule:
    """The sieve: for each phrase rule the texts in which a pattern of it may be found."""
    return ByRule(book().texts(batch))


def rule(name: str, base: type[PhraseRule] | None = None, sieve: str = SIEVE) -> type[PhraseRule]:
    """The class of the phrase rule `name`."""
    return class_of(book(), book().ids.index(name), base, sieve)


def names(file: str) -> list[str]:
    """The ids of the phrase rules of one file."""
    return [name for name, found in zip(book().ids, book().files, strict=True) if found == file]
