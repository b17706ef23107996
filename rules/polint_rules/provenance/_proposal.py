"""Proposal: what a manifest could say of a document, read out of the document, each field with a confidence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from polint.character import SIMPLIFIED, TRADITIONAL
from polint.document import Document
from polint.finding import Confidence
from polint.pattern import lazy
from polint_rules._row import Row
from polint_rules.duplicate._boundary import is_titled
from polint_rules.provenance._declared import NAMES
from polint_rules.provenance._origin import origin, urls

_HAN = lazy("[\u4e00-\u9fff]")
_DATELINE = lazy(
    r"[(\[]?([\u4e00-\u9fff]{2,8}?(?:社|网|报|台))(?:[\u4e00-\u9fff/·]{2,8})?\d{1,2}(?:月\d{1,2})?日(?:电|讯|报导|报道|专电)"
)
_REPORTER = lazy(r"\(?(?:记者|通讯员)[ :]?([\u4e00-\u9fff·]{2,4})(?=[ )、,/]|$)")
_FILE_DATE = lazy(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_STOPS = tuple("。！？；，：、!?;,:")
SCRIPT = 20
"""Characters of one script alone from which the language is proposed."""


def proposal(document: Document) -> dict[str, Any]:
    """A proposed entry: the fields of a manifest, and `confidence` with one word for each that was read out."""
    found: dict[str, tuple[Any, Confidence]] = {}

    def propose(field: str, value: Any, confidence: Confidence) -> None:
        if value not in (None, "") and field not in found:
            found[field] = value, confidence

    for name, aliases in NAMES.items():
        for alias in aliases:
            value = document.metadata.get(alias)
            if isinstance(value, str | int | float | datetime.date):
                propose(name, str(value), "high")
    said = document.view(origin)
    text = document.text
    if said.rows:
        row = said.rows[0]
        first = text[row.start : row.end].lstrip("# ")
        if 2 <= len(first) <= 60 and not first.endswith(_STOPS):
            propose("title", first, "high" if is_titled(row.text) else "medium")
    labelled = [mark for mark in said.publishers if mark is not said.signature]
    if labelled:
        propose("publisher", _last_word(text[labelled[-1].start : labelled[-1].end]), "high")
    if said.signature is not None:
        propose("publisher", " ".join(text[said.signature.start : said.signature.end].split()), "medium")
    if said.sources:
        propose("publisher", _last_word(text[said.sources[0].start : said.sources[0].end]), "medium")
    if said.authors:
        propose("author", _last_word(text[said.authors[0].start : said.authors[0].end]), "high")
    _propose_dateline(document, said.rows, propose)
    if said.published:
        propose("published", said.published[0].date.isoformat(), "high")
    if said.signed is not None:
        propose("published", said.signed.date.isoformat(), "medium")
    name = document.path.rsplit("/", 1)[-1]
    stem = name.split(".")[0].replace("_", " ").strip()
    if document.record is None and len(_HAN.findall(stem)) >= 4:
        propose("title", stem, "low")
    named = _FILE_DATE.search(name)
    if named is not None:
        propose("published", "-".join(named.groups()), "low")
    _propose_url(document, propose)
    simplified, traditional = document.classes.count(SIMPLIFIED), document.classes.count(TRADITIONAL)
    if max(simplified, traditional) >= SCRIPT:
        if simplified > 10 * traditional:
            propose("language", "zh-Hans", "high")
        elif traditional > 10 * simplified:
            propose("language", "zh-Hant", "high")
        else:
            propose("language", "zh-Hans" if simplified > traditional else "zh-Hant", "low")
    entry: dict[str, Any] = {"path": document.path}
    if document.record is not None:
        entry["record"] = document.record.index if document.record.id is None else document.record.id
    entry["sha256"] = document.sha256
    for field in (
        "title",
        "publisher",
        "author",
        "source_url",
        "published",
        "retrieved",
        "license",
        "language",
    ):
        if field in found:
            entry[field] = found[field][0]
    entry["confidence"] = {field: found[field][1] for field in entry if field in found}
    return entry


def _propose_dateline(document: Document, rows: Sequence[Row], propose: Any) -> None:
    """The agency that a report begins with (新华社北京5月2日电), and the reporter it names."""
    for row in rows[:4]:
        match = _DATELINE.match(row.text)
        if match is not None:
            propose(
                "publisher", document.text[row.start + match.start(1) : row.start + match.end(1)], "medium"
            )
        reporter = _REPORTER.search(row.text, 0, 60)
        if reporter is not None and (match is not None or reporter.group().startswith("(")):
            start, end = reporter.span(1)
            propose("author", document.text[row.start + start : row.start + end], "medium")
        if match is not None:
            return


def _propose_url(document: Document, propose: Any) -> None:
    found = document.view(urls)
    labelled = [url for url, is_source in found if is_source]
    if labelled:
        propose("source_url", labelled[0], "medium")
    elif len(found) == 1:
        propose("source_url", found[0][0], "low")


def _last_word(statement: str) -> str:
    """What stands behind the label of a field."""
    return re.split("[:：]", statement)[-1].strip()


def as_text(document: Document) -> str:
    """The proposal for people: a line a field."""
    entry = proposal(document)
    confidence = entry.pop("confidence")
    return "".join(
        f"{field}: {value}" + (f"  ({confidence[field]})" if field in confidence else "") + "\n"
        for field, value in entry.items()
    )
