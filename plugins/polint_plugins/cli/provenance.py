"""`polint provenance`: propose a manifest, hold it against the documents, write it for others."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from polint import __version__
from polint.manifest import Manifest
from polint.message import Text
from polint.notification import Notification
from polint.plugin import Plugins
from polint.run import documents
from polint.source import MANIFESTS, discover
from polint_plugins.cli import check
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import Outputs, ready_stdout
from polint_plugins.cli.parser import Parser

if TYPE_CHECKING:
    from polint.document import Document

ABOUT = Text(
    "The manifest of a corpus, provenance.jsonl: where each document came from.",
    "语料的来源清单 provenance.jsonl：每篇文档从哪里来。",
)
ACTIONS = {
    "extract": Text(
        "propose entries from the documents themselves, with a confidence for each field",
        "根据文档自身内容生成条目，并给出各字段的可信度",
    ),
    "verify": Text(
        "hold the manifest against the documents: what is not listed, not there, changed, without licence",
        "核对清单与文档：未列入、已不存在、内容已变、缺少许可",
    ),
    "export": Text("write the manifest as Croissant or W3C PROV", "把清单导出为 Croissant 或 W3C PROV"),
}
_ACTION = Text("what to do: {names}", "要做的事：{names}")
_PATHS = Text("files, folders or globs (default: .)", "文件、文件夹或通配符（默认：.）")
_TO = Text("croissant or prov", "croissant 或 prov")
_NAME = Text("the name of the data set in the export", "导出时数据集的名称")
_GONE = Text("{manifest}: {path} is listed but not there", "{manifest}：列有 {path}，但该文档不存在")
_NO_MANIFEST = Text("there is no manifest above {path}", "{path} 的上级目录中没有清单")
_NO_EXPORT = Text("--to: croissant or prov", "--to：croissant 或 prov")


def run(words: Sequence[str], speak: str) -> int:
    """Do it; returns the exit status: 1 where verify finds something, 2 where not all could be done."""
    plugins = Plugins()
    made = Parser("polint provenance", ABOUT, speak, "ACTION [PATH …]")
    names = "; ".join(f"{name}: {about.render(speak)}" for name, about in ACTIONS.items())
    made.add_argument("action", metavar="ACTION", choices=ACTIONS, help=made.say(_ACTION, names=names))
    made.option("paths", nargs="*", metavar="PATH", about=_PATHS)
    made.option("--to", metavar="FORMAT", about=_TO)
    made.option("--name", metavar="NAME", default="corpus", about=_NAME)
    made.add_argument(
        "--format",
        "--output-format",
        metavar="FORMAT",
        help=made.say(check._FORMAT, names=", ".join(plugins.reporters)),
    )
    made.option("--config", metavar="FILE", about=shared._CONFIG)
    made.option("--isolated", action="store_true", about=shared._ISOLATED)
    shared.add_speaking(made)
    options = made.parse(words)
    shared.check_lang(made, options)
    if options.action == "verify":
        return _verify(plugins, made, options, speak)
    if options.action == "export" and options.to not in ("croissant", "prov"):
        made.refuse(made.say(_NO_EXPORT))
    configs = check.configurations(made, options, plugins, {})
    out = Outputs(speak, quiet=options.quiet)
    stdout = ready_stdout(people=False)
    paths = options.paths or ["."]
    if options.action == "export":
        entries = [entry for manifest in _manifests(paths, made) for entry in _rows(manifest)]
        made_of = _croissant if options.to == "croissant" else _prov
        stdout.write(json.dumps(made_of(entries, options.name), ensure_ascii=False, indent=2) + "\n")
        return 0
    propose = plugins.analyses["origin"].data
    folder = paths[0] if len(paths) == 1 and os.path.isdir(paths[0]) else "."
    for document in _documents(paths, plugins, configs, out):
        entry = propose(document)
        entry["path"] = os.path.relpath(entry["path"], folder).replace(os.sep, "/")
        stdout.write(json.dumps(entry, ensure_ascii=False) + "\n")
    return 2 if out.failed else 0


def _documents(paths: Sequence[str], plugins: Plugins, configs: Any, out: Outputs) -> Iterator[Document]:
    for file in discover(paths, plugins.readers, configs):
        if isinstance(file, Notification):
            out.notify(file)
            continue
        for item in documents(file, plugins.readers):
            if isinstance(item, Notification):
                out.notify(item)
            else:
                yield item


def _verify(plugins: Plugins, made: Parser, options: argparse.Namespace, speak: str) -> int:
    """The rules about manifests over the documents, then the entries that have none."""
    full = check.parser(speak, plugins.reporters).parse([])
    for name, value in vars(options).items():
        setattr(full, name, value)
    overlay: dict[str, object] = {"select": ("provenance/manifest", "provenance/conflict")}
    paths = options.paths or ["."]
    manifests = _manifests(paths, made)
    full.paths = paths
    configs = check.configurations(made, full, plugins, overlay)
    wanted = check.formats(made, full, plugins)
    status = check.Run(plugins, made, full, configs, wanted).status()
    gone = 0
    for manifest in manifests:
        for entry in _rows(manifest):
            if not os.path.exists(os.path.join(manifest.folder, entry["path"])):
                gone += 1
                print(made.say(_GONE, manifest=manifest.shown, path=entry["path"]), file=sys.stderr)
    return status or int(gone > 0)


def _manifests(paths: Sequence[str], made: Parser) -> list[Manifest]:
    """The manifests that speak of `paths`: the closest one above each. Ends with status 2 where there is none."""
    found: dict[str, Manifest] = {}
    for path in paths:
        folder = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path))
        while True:
            place = next(
                (p for p in (os.path.join(folder, name) for name in MANIFESTS) if os.path.isfile(p)), None
            )
            if place is not None:
                found.setdefault(place, Manifest(place))
                break
            if os.path.dirname(folder) == folder:
                made.refuse(made.say(_NO_MANIFEST, path=path))
            folder = os.path.dirname(folder)
    return list(found.values())


def _rows(manifest: Manifest) -> Iterator[dict[str, Any]]:
    """Every entry of a manifest."""
    if manifest.place.endswith(".toml"):
        import tomllib

        with open(manifest.place, "rb") as file:
            rows = tomllib.load(file).get("document", [])
        yield from (row for row in rows if isinstance(row, dict) and isinstance(row.get("path"), str))
        return
    with open(manifest.place, "rb") as file:
        for line in file:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict) and isinstance(row.get("path"), str):
                yield row


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


def _croissant(entries: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    """The data set as Croissant 1.1 describes one: a FileObject a file."""
    files: dict[str, dict[str, Any]] = {}
    for entry in entries:
        files.setdefault(entry["path"], entry)
    dates = sorted(str(entry["published"])[:10] for entry in entries if entry.get("published"))
    licences = sorted({str(entry["license"]) for entry in entries if entry.get("license")})
    languages = sorted({str(entry["language"]) for entry in entries if entry.get("language")})
    publishers = sorted({str(entry["publisher"]) for entry in entries if entry.get("publisher")})
    found: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": name,
        "description": f"{len(files)} files described by a polint manifest",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "license": licences,
        "inLanguage": languages,
        "creator": [{"@type": "sc:Organization", "name": publisher} for publisher in publishers],
        "distribution": [_file_object(entry) for entry in files.values()],
    }
    if dates:
        found["datePublished"] = dates[-1]
    return found


def _file_object(entry: dict[str, Any]) -> dict[str, Any]:
    path = entry["path"]
    kinds = {".md": "text/markdown", ".html": "text/html", ".jsonl": "application/jsonlines"}
    found: dict[str, Any] = {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "encodingFormat": kinds.get(os.path.splitext(path)[1].lower(), "text/plain"),
    }
    if entry.get("sha256") and "record" not in entry:
        found["sha256"] = entry["sha256"]
    for own, theirs in (("title", "description"), ("source_url", "sameAs"), ("license", "license")):
        if entry.get(own):
            found[theirs] = entry[own]
    return found


def _prov(entries: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    """The manifest as PROV-JSON: an entity a document, derived from its parent and source, attributed to its
    publisher and author, generated by how it was transformed."""
    found: dict[str, Any] = {
        "prefix": {"polint": "urn:polint:", "dct": "http://purl.org/dc/terms/"},
        "entity": {}, "agent": {}, "activity": {}, "wasAttributedTo": {}, "wasDerivedFrom": {}, "wasGeneratedBy": {},
        "wasAssociatedWith": {},
    }  # fmt: skip
    found["agent"]["polint:polint"] = {
        "prov:type": "prov:SoftwareAgent",
        "prov:label": f"polint {__version__}",
    }

    def put(kind: str, value: dict[str, Any]) -> None:
        found[kind][f"_:{kind}{len(found[kind]) + 1}"] = value

    for entry in entries:
        place = entry["path"] if entry.get("record") is None else f"{entry['path']}#{entry['record']}"
        identity = f"polint:{_name(place)}"
        facts = {
            "prov:label": place,
            "dct:title": entry.get("title"),
            "dct:license": entry.get("license"),
            "dct:language": entry.get("language"),
            "dct:issued": None if entry.get("published") is None else str(entry["published"]),
            "polint:sha256": entry.get("sha256"),
            "dct:isPartOf": name,
        }
        found["entity"][identity] = {key: value for key, value in facts.items() if value}
        for field in ("publisher", "author"):
            if entry.get(field):
                agent = f"polint:{_name(str(entry[field]))}"
                kind = "prov:Organization" if field == "publisher" else "prov:Person"
                found["agent"][agent] = {"prov:type": kind, "prov:label": str(entry[field])}
                put("wasAttributedTo", {"prov:entity": identity, "prov:agent": agent})
        for origin in (entry.get("parent"), entry.get("source_url")):
            if origin:
                other = f"polint:{_name(str(origin))}"
                found["entity"].setdefault(other, {"prov:label": str(origin)})
                put("wasDerivedFrom", {"prov:generatedEntity": identity, "prov:usedEntity": other})
        for step in entry.get("transformed") or ():
            activity = f"polint:{_name(f'{place} {step}')}"
            found["activity"][activity] = {"prov:label": str(step)}
            put("wasGeneratedBy", {"prov:entity": identity, "prov:activity": activity})
    return {kind: table for kind, table in found.items() if table}


def _name(text: str) -> str:
    """A local name for anything."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
