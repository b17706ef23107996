"""Exchange: a manifest as others read it: Croissant 1.1 (MLCommons) and PROV-JSON (W3C)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from polint.fixing import LOG
from polint.named import NamedTuple

_CONTEXT = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo", "citeAs": "cr:citeAs", "column": "cr:column",
    "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field",
    "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format",
    "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key",
    "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
    "samplingRate": "cr:samplingRate", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField",
    "transform": "cr:transform",
}  # fmt: skip


class Step(NamedTuple):
    """One write of `polint fix`: the hashes before and after, when, by which version and for which rules."""

    old: str
    new: str
    time: str
    version: str
    rules: tuple[str, ...]


class Entry(NamedTuple):
    """An entry with the folder of its manifest and what `polint fix` did to the document, in order."""

    facts: Mapping[str, Any]
    folder: str
    fixes: tuple[Step, ...] = ()

    @property
    def place(self) -> str:
        """The document's path, with its record."""
        record = self.facts.get("record")
        if isinstance(record, Mapping):
            record = record.get("id", record.get("index"))
        return str(self.facts["path"]) if record is None else f"{self.facts['path']}#{record}"


class Fixes:
    """What `polint fix` wrote into documents of a folder, found by their hashes: files move, contents do not lie."""

    def __init__(self, folder: str) -> None:
        """Read the logs in `folder`, above it as far as the repository goes, and in the working directory."""
        self._after: dict[str, Step] = {}
        self._before: dict[str, Step] = {}
        folders = [os.getcwd()]
        here = os.path.abspath(folder)
        while True:
            folders.append(here)
            if os.path.lexists(os.path.join(here, ".git")) or os.path.dirname(here) == here:
                break
            here = os.path.dirname(here)
        for one in dict.fromkeys(folders):
            self._read(os.path.join(one, LOG))

    def _read(self, log: str) -> None:
        try:
            with open(log, "rb") as file:
                lines = file.readlines()
        except OSError:
            return
        for line in lines:
            try:
                row = json.loads(line)
                rules = {str(finding["rule"]) for findings in row["rounds"] for finding in findings}
                step = Step(
                    row["old_sha256"], row["new_sha256"], row["time"], row["version"], tuple(sorted(rules))
                )
            except (ValueError, KeyError, TypeError):
                continue
            if step.old != step.new:
                self._after[step.old] = self._before[step.new] = step

    def told(self, entry: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Step, ...]]:
        """`entry` as it is after all fixes: the last hash, and `fixed` among what was done to the text; with the
        fixes in order."""
        facts = dict(entry)
        digest = str(facts.get("sha256", "")).lower()
        steps: list[Step] = []
        seen = {digest}
        while (step := self._before.get(steps[0].old if steps else digest)) and step.old not in seen:
            seen.add(step.old)
            steps.insert(0, step)
        while (step := self._after.get(steps[-1].new if steps else digest)) and step.new not in seen:
            seen.add(step.new)
            steps.append(step)
        if steps:
            facts["sha256"] = steps[-1].new
            done = facts.get("transformed") or []
            facts["transformed"] = [*done, *(["fixed"] if "fixed" not in done else [])]
        return facts, tuple(steps)


# -- Croissant ----------------------------------------------------------------------------------------------

_KINDS = {
    ".md": "text/markdown", ".html": "text/html", ".jsonl": "application/jsonlines", ".parquet": "application/x-parquet",
    ".gz": "application/gzip", ".zst": "application/zstd",
}  # fmt: skip


def croissant(entries: Sequence[Entry], name: str) -> dict[str, Any]:
    """The data set as Croissant 1.1 describes one: a FileObject a file."""
    files: dict[str, Entry] = {}
    for entry in entries:
        files.setdefault(str(entry.facts["path"]), entry)

    def all_of(field: str) -> list[str]:
        return sorted({str(entry.facts[field]) for entry in entries if entry.facts.get(field)})

    dates = all_of("published")
    found: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": name,
        "description": f"{len(files)} files described by a polint manifest",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "license": all_of("license"),
        "inLanguage": all_of("language"),
        "creator": [{"@type": "sc:Organization", "name": publisher} for publisher in all_of("publisher")],
        "distribution": [_file_object(entry) for entry in files.values()],
    }
    if dates:
        found["datePublished"] = dates[-1][:10]
    return found


def _file_object(entry: Entry) -> dict[str, Any]:
    facts = entry.facts
    path = str(facts["path"])
    found: dict[str, Any] = {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "encodingFormat": _KINDS.get(os.path.splitext(path)[1].lower(), "text/plain"),
    }
    digest = _digest(entry)
    if digest is not None:
        found["sha256"] = digest
    for own, theirs in (("title", "description"), ("source_url", "sameAs"), ("license", "license")):
        if facts.get(own):
            found[theirs] = facts[own]
    return found


def _digest(entry: Entry) -> str | None:
    """The hash of the file itself: that of the entry, if it speaks of the file's own bytes, else of what lies there."""
    path = str(entry.facts["path"])
    if (
        entry.facts.get("sha256")
        and "record" not in entry.facts
        and not path.lower().endswith((".gz", ".zst"))
    ):
        return str(entry.facts["sha256"])
    try:
        with open(os.path.join(entry.folder, path), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


# -- PROV ---------------------------------------------------------------------------------------------------


def prov(entries: Sequence[Entry], name: str) -> dict[str, Any]:
    """The manifest as PROV-JSON: an entity a document, derived from its parent and source, attributed to its publisher
    and author, generated by what was done to it; what `polint fix` did with its time, its rules and the text before."""
    found: dict[str, Any] = {
        "prefix": {"polint": "urn:polint:", "dct": "http://purl.org/dc/terms/"},
        "entity": {}, "agent": {}, "activity": {}, "wasAttributedTo": {}, "wasDerivedFrom": {}, "wasGeneratedBy": {}, "used": {},
        "wasAssociatedWith": {},
    }  # fmt: skip

    def put(kind: str, value: dict[str, Any]) -> None:
        found[kind][f"_:{kind}{len(found[kind]) + 1}"] = value

    for entry in entries:
        facts, place = entry.facts, entry.place
        identity = f"polint:{_name(place)}"
        about = {
            "prov:label": place,
            "dct:title": facts.get("title"),
            "dct:license": facts.get("license"),
            "dct:language": facts.get("language"),
            "dct:issued": None if facts.get("published") is None else str(facts["published"]),
            "polint:sha256": facts.get("sha256"),
            "dct:isPartOf": name,
        }
        found["entity"][identity] = {key: value for key, value in about.items() if value}
        for field, kind in (("publisher", "prov:Organization"), ("author", "prov:Person")):
            if facts.get(field):
                agent = f"polint:{_name(str(facts[field]))}"
                found["agent"][agent] = {"prov:type": _type(kind), "prov:label": str(facts[field])}
                put("wasAttributedTo", {"prov:entity": identity, "prov:agent": agent})
        for origin in (facts.get("parent"), facts.get("source_url")):
            if origin:
                other = f"polint:{_name(str(origin))}"
                found["entity"].setdefault(other, {"prov:label": str(origin)})
                put("wasDerivedFrom", {"prov:generatedEntity": identity, "prov:usedEntity": other})
        for step in facts.get("transformed") or ():
            if step != "fixed" or not entry.fixes:
                activity = f"polint:{_name(f'{place} {step}')}"
                found["activity"][activity] = {"prov:label": str(step)}
                put("wasGeneratedBy", {"prov:entity": identity, "prov:activity": activity})
        for number, fix in enumerate(entry.fixes, 1):
            _put_fix(found, put, identity, entry, fix, last=number == len(entry.fixes))
    return {kind: table for kind, table in found.items() if table}


def _put_fix(found: dict[str, Any], put: Any, identity: str, entry: Entry, fix: Step, *, last: bool) -> None:
    """One write of `polint fix`: the text before it, what was done, and the text after it."""
    before = f"polint:{_name(f'{entry.place} {fix.old}')}"
    after = identity if last else f"polint:{_name(f'{entry.place} {fix.new}')}"
    for version, digest in ((before, fix.old), (after, fix.new)):
        found["entity"].setdefault(version, {"prov:label": entry.place, "polint:sha256": digest})
    activity = f"polint:{_name(f'{entry.place} {fix.old} {fix.new}')}"
    found["activity"][activity] = {
        "prov:label": "fixed",
        "prov:startTime": fix.time,
        "prov:endTime": fix.time,
        "polint:rules": ", ".join(fix.rules),
    }
    agent = f"polint:polint-{fix.version}"
    found["agent"][agent] = {"prov:type": _type("prov:SoftwareAgent"), "prov:label": f"polint {fix.version}"}
    put("used", {"prov:activity": activity, "prov:entity": before})
    put("wasGeneratedBy", {"prov:entity": after, "prov:activity": activity})
    put("wasDerivedFrom", {"prov:generatedEntity": after, "prov:usedEntity": before})
    put("wasAssociatedWith", {"prov:activity": activity, "prov:agent": agent})


def _type(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _name(text: str) -> str:
    """A local name for anything; it begins with a letter, as names of XML must."""
    return "d" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
