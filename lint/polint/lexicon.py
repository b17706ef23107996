"""Lexicon: the words of a house: what it forbids, what it prefers, and the names it wants written rightly.

A lexicon is a TOML file that an editor keeps:

    names = ["青田书房", "滨江区市场监督管理局"]      # what is one slip away from a name is reported

    [preferred]                                    # wrong or unwanted form = form to use
    "登陆账号" = "登录账号"

    [forbidden]                                    # form = why ("" where nothing is to be said)
    "最佳品牌" = "广告法不允许绝对化用语"

    [[term]]                                       # everything that can be said of an entry
    wrong = ["客服小姐", "客服妹妹"]
    right = "客服人员"
    reason = "称谓规范"
    except = ["《客服小姐日记》"]                    # places where the form is right: it is part of these
    exact = true                                   # not in the other script, width or case
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from polint.named import NamedTuple


class LexiconError(ValueError):
    """A lexicon that cannot be used; the message says which entry and why."""


class Term(NamedTuple):
    """A form that is not to be used: the form to use instead (None: none), why, the longer forms in which it is
    right, and whether only the form as written is meant."""

    wrong: str
    right: str | None = None
    reason: str = ""
    exceptions: tuple[str, ...] = ()
    exact: bool = False


class Lexicon(NamedTuple):
    """The terms and the names of one or several files."""

    terms: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()


def parse(table: Mapping[str, Any]) -> Lexicon:
    """The lexicon in a table of TOML. Raises LexiconError."""
    unknown = set(table) - {"names", "preferred", "forbidden", "term"}
    if unknown:
        raise LexiconError(f"unknown key “{min(unknown)}”")
    terms = [
        Term(_text("preferred", wrong), _text(f"preferred.{wrong}", right))
        for wrong, right in _table("preferred", table).items()
    ]
    for wrong, reason in _table("forbidden", table).items():
        if not isinstance(reason, str):
            raise LexiconError(f"forbidden.{wrong}: a text is wanted")
        terms.append(Term(_text("forbidden", wrong), None, reason))
    entries = table.get("term", [])
    if not isinstance(entries, list):
        raise LexiconError("term: [[term]] is wanted")
    for entry in entries:
        terms.extend(_term(entry))
    return Lexicon(tuple(terms), _texts("names", table.get("names", [])))


def _term(entry: object) -> Iterable[Term]:
    if not isinstance(entry, Mapping) or set(entry) - {"wrong", "right", "reason", "except", "exact"}:
        raise LexiconError("term: it has wrong, right, reason, except and exact")
    exact = entry.get("exact", False)
    if not isinstance(exact, bool):
        raise LexiconError("term.exact: true or false is wanted")
    right = entry.get("right")
    forms = entry.get("wrong", [])
    forms = _texts("term.wrong", [forms] if isinstance(forms, str) else forms)
    if not forms:
        raise LexiconError("term.wrong: it must say which form is wrong")
    reason = entry.get("reason", "")
    if not isinstance(reason, str):
        raise LexiconError("term.reason: a text is wanted")
    for form in forms:
        yield Term(
            form,
            None if right is None else _text("term.right", right),
            reason,
            _texts("term.except", entry.get("except", [])),
            exact,
        )


def _table(key: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, Mapping):
        raise LexiconError(f"{key}: a table is wanted")
    return found


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise LexiconError(f"{key}: a list of texts is wanted")
    return tuple(_text(key, one) for one in value)


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise LexiconError(f"{key}: a text that is not empty is wanted")
    return value


def read_lexicons(places: Iterable[str]) -> Lexicon:
    """The lexicons in these files together. Raises OSError and LexiconError (which names the file)."""
    found = [_read(place, Path(place).stat().st_mtime_ns) for place in places]
    return Lexicon(
        tuple(term for lexicon in found for term in lexicon.terms),
        tuple(name for lexicon in found for name in lexicon.names),
    )


@functools.lru_cache(maxsize=64)
def _read(place: str, changed: int) -> Lexicon:
    import tomllib

    path = Path(place)
    raw = path.read_bytes()
    try:
        return parse(tomllib.loads(raw.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise LexiconError(f"{path.name}: {error}") from error
