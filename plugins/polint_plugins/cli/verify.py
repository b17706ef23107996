"""`polint provenance verify`: the rules about manifests over the documents, then what a manifest lists in vain."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from polint.finding import Finding, Position, Range
from polint.fingerprint import REACH, Fingerprints
from polint.license import lists_licences
from polint.message import Message, Text
from polint.notification import Notification
from polint.report import Clean
from polint.run import Checked
from polint_plugins.cli import check

if TYPE_CHECKING:
    from polint.corpus import Corpus
    from polint.finding import Record
    from polint.manifest import Manifest
    from polint.run import Passed

RULE = "provenance/manifest"
_NO_LIST = Text(
    "licences are judged by their form alone: `license-expression`, which knows SPDX's list, is not installed",
    "仅按格式判断许可：未安装含 SPDX 列表的 `license-expression`",
)


class Verification(check.Run):
    """A check that remembers which entries found their document."""

    def __init__(self, manifests: Sequence[Manifest], *arguments: Any) -> None:
        super().__init__(*arguments)
        self._manifests = [(manifest, set(manifest.keys())) for manifest in manifests]
        self._opened: set[tuple[str, str]] = set()
        """The files of records that were read, each under its manifest."""

    def _take(self, item: Checked | Passed, corpus: Corpus | None) -> None:
        if isinstance(item, Checked):
            self._seen(item.artifact.path, item.artifact.record)
        elif isinstance(item, Clean):
            self._seen(item.path, item.artifact.record)
        super()._take(item, corpus)

    def _seen(self, path: str, record: Record | None) -> None:
        for manifest, left in self._manifests:
            keys = manifest.keys_of(path, record)
            left.difference_update(keys)
            if record is not None:
                self._opened.add((manifest.place, keys[-1]))

    def _conclude(self) -> None:
        if not lists_licences():
            self._out.notify(Notification("no-licence-list", _NO_LIST, level="note"))
        for manifest, left in self._manifests:
            wrong = [(key, "gone") for key in left if self._is_gone(manifest, key)]
            wrong += [(key, "twice") for key in manifest.repeated]
            findings = list(self._findings(manifest, wrong))
            if findings:
                self._count(findings, "warning")
                self._out.document(None, findings)

    def _is_gone(self, manifest: Manifest, key: str) -> bool:
        """Whether there is no document for an entry. Of a file that this run did not read, only that it is there can
        be told."""
        path, of_record, _ = key.partition("\0")
        if of_record and (manifest.place, path) in self._opened:
            return True
        return not os.path.lexists(os.path.join(manifest.folder, path))

    def _findings(self, manifest: Manifest, wrong: Sequence[tuple[str, str]]) -> Iterator[Finding]:
        """A finding for each entry, on its line of the manifest."""
        rule = self._plugins.rules[RULE]
        prints = Fingerprints()
        at = {manifest.offset_of(key) for key, _ in wrong}
        lines = dict(_lines(manifest.place, at)) if at else {}
        for key, what in sorted(wrong, key=lambda item: (manifest.offset_of(item[0]), item)):
            start, number, text = lines.get(manifest.offset_of(key), (0, 1, ""))
            path, _, record = key.partition("\0")
            message = Message(rule.messages[what], {"path": f"{path}#{record}" if record else path})
            begin = Position(number, 1, 1, 1)
            end = Position(
                number,
                len(text) + 1,
                len(text.encode("utf-16-le", "surrogatepass")) // 2 + 1,
                len(text.encode("utf-8", "surrogatepass")) + 1,
            )
            yield Finding(
                rule=rule.id,
                severity="error",
                confidence="high",
                path=manifest.shown,
                record=None,
                start=start,
                end=start + len(text),
                range=Range(begin, end),
                message=message,
                text=text[:200],
                fingerprint=prints.of(rule.id, "", key.replace("\0", "#"), "")[: REACH * 2],
                excerpt=text[:160],
            )


def _lines(place: str, offsets: set[int]) -> Iterator[tuple[int, tuple[int, int, str]]]:
    """The lines of a manifest that start at these byte offsets: the code point each starts at, its number, its text."""
    if place.endswith(".toml"):
        return
    code_points = offset = 0
    with open(place, "rb") as file:
        for number, line in enumerate(file, 1):
            text = line.decode("utf-8", "replace")
            if offset in offsets:
                yield offset, (code_points, number, text.rstrip("\r\n"))
            code_points += len(text)
            offset += len(line)
