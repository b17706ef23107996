"""`polint provenance`: propose a manifest, hold it against the documents, write it for others."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polint.closest import MANIFESTS
from polint.manifest import SCHEMA, Manifest
from polint.message import Text
from polint.notification import Notification
from polint.path import relative
from polint.plugin import Plugins
from polint.run import documents
from polint.source import discover
from polint_plugins.cli import check
from polint_plugins.cli import options as shared
from polint_plugins.cli.exchange import Entry, Fixes, croissant, prov
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
    "schema": Text("print the JSON Schema of an entry", "输出清单条目的 JSON Schema"),
}
_ACTION = Text("what to do: {names}", "要做的事：{names}")
_PATHS = Text("files, folders or globs (default: .)", "文件、文件夹或通配符（默认：.）")
_TO = Text("croissant or prov", "croissant 或 prov")
_NAME = Text("the name of the data set in the export", "导出时数据集的名称")
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
    if options.action == "schema":
        import polint

        place = Path(polint.__file__).with_name(SCHEMA)
        ready_stdout(people=False).write(place.read_text(encoding="utf-8"))
        return 0
    if options.action == "verify":
        return _verify(plugins, made, options, speak)
    if options.action == "export" and options.to not in ("croissant", "prov"):
        made.refuse(made.say(_NO_EXPORT))
    configs = shared.configurations(made, options, plugins, {})
    out = Outputs(speak, quiet=options.quiet)
    stdout = ready_stdout(people=False)
    paths = options.paths or ["."]
    if options.action == "export":
        entries: list[Entry] = []
        for manifest in _manifests(paths, made):
            fixes = Fixes(manifest.folder)
            for _, entry in manifest.entries():
                mended, steps = fixes.told(entry)
                entries.append(Entry(mended, manifest.folder, steps))
        made_of = croissant if options.to == "croissant" else prov
        stdout.write(json.dumps(made_of(entries, options.name), ensure_ascii=False, indent=2) + "\n")
        return 0
    propose = plugins.analyses["origin"].data
    folder = paths[0] if len(paths) == 1 and os.path.isdir(paths[0]) else "."
    fixes = Fixes(folder)
    for document in _documents(paths, plugins, configs, out):
        entry, _ = fixes.told(propose(document))
        entry["path"] = relative(entry["path"], folder)
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
    from polint_plugins.cli.verify import Verification

    full = check.parser(speak, plugins.reporters).parse([])
    for name, value in vars(options).items():
        setattr(full, name, value)
    overlay: dict[str, object] = {"select": ("provenance/manifest", "provenance/conflict")}
    full.paths = options.paths or ["."]
    manifests = _manifests(full.paths, made)
    configs = shared.configurations(made, full, plugins, overlay)
    wanted = check.formats(made, full, plugins)
    return Verification(manifests, plugins, made, full, configs, wanted).status()


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
