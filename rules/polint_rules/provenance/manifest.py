"""provenance/manifest."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from polint.corpus import head
from polint.document import Document
from polint.finding import Draft
from polint.license import judged
from polint.manifest import misshapen
from polint.message import Text
from polint.rule import Option, Rule, right, wrong
from polint_rules.provenance._declared import field


class Manifest(Rule):
    """A document and its entry in the manifest."""

    id = "provenance/manifest"
    severity = "error"
    manifest = True
    summary = Text("a document that the manifest does not vouch for", "清单未能证明来源的文档")
    what = Text(
        "Where a manifest (provenance.jsonl or provenance.toml) lies above a document, holds the document against it: "
        "it must be listed, its SHA-256 must be the listed one, the entry must name a licence as an SPDX expression "
        "(LicenseRef-… for one of your own; NOASSERTION and “unknown” name none) and every field of `require`, "
        "each in its form (`polint provenance schema`), and its dates must be dates, in order and not in the future. What an entry leaves open, the fields of the record or "
        "the front matter may say. `polint provenance verify` also finds entries without a document, and documents that "
        "are listed twice. An entry for a whole file of records vouches for all of them.",
        "若文档上级目录中有清单（provenance.jsonl 或 provenance.toml），则核对文档与清单：文档必须列入清单，SHA-256 必须与所列一致，"
        "条目必须以 SPDX 表达式写明许可（自有许可写作 LicenseRef-…；NOASSERTION 和“未知”不算），并具备 require 要求的各字段，"
        "各字段格式正确（见 `polint provenance schema`），日期必须有效、先后合理且不在将来。条目未写的，可由记录字段或文首元数据补充。`polint provenance verify` 还会查出没有对应文档的条目和重复列出的文档。针对整个记录文件的条目适用于其中所有记录。",
    )
    why = Text(
        "A corpus may be published or trained on only as far as each document's origin and licence are known; a "
        "changed hash means that what was vouched for is no longer what lies there.",
        "只有每篇文档的来源和许可都清楚，语料才能发布或用于训练；哈希变化说明现在的文件已不是当初登记的内容。",
    )
    messages = {
        "unlisted": Text("the manifest does not list this document", "清单中没有这篇文档"),
        "hash": Text(
            "the manifest lists another SHA-256 ({listed}…) than the document has ({found}…)",
            "清单所列的 SHA-256（{listed}…）与文档的（{found}…）不同",
        ),
        "gone": Text("{path} is listed but not there", "清单列有 {path}，但该文档不存在"),
        "twice": Text("{path} is listed more than once", "{path} 在清单中列了不止一次"),
        "license-missing": Text("the manifest names no licence", "清单未写明许可"),
        "license-unknown": Text(
            "“{value}” in the manifest is no SPDX licence expression", "清单中的“{value}”不是 SPDX 许可表达式"
        ),
        "missing": Text("the manifest does not say: {field}", "清单未写明：{field}"),
        "date": Text(
            "{field} in the manifest is no date: “{value}”", "清单中的 {field} 不是有效日期：“{value}”"
        ),
        "form": Text(
            "{field} in the manifest is not of the form it must have: {value}",
            "清单中的 {field} 格式不对：{value}",
        ),
        "order": Text(
            "published on {published}, but retrieved before that, on {retrieved}",
            "发布于 {published}，获取日期却更早：{retrieved}",
        ),
        "future": Text(
            "{field} in the manifest lies in the future: {value}", "清单中的 {field} 在将来：{value}"
        ),
    }
    options = {
        "require": Option((), Text("fields that every entry must have", "每个条目必须具备的字段")),
    }
    examples = (
        wrong("⟦渡口的清晨⟧\n雾还没有散。\n", manifest={}),
        wrong(
            "⟦渡口的清晨⟧\n雾还没有散。\n",
            manifest={"path": "a.txt", "license": "CC-BY-4.0", "sha256": "00ff" * 16},
        ),
        wrong("⟦秋天的山路⟧\n落葉鋪滿石階。\n", manifest={"path": "a.txt", "license": "未知"}),
        wrong(
            "⟦秋天的山路⟧\n落葉鋪滿石階。\n",
            manifest={
                "path": "a.txt",
                "license": "MIT",
                "published": "2024-05-02",
                "retrieved": "2023-01-01",
            },
        ),
        wrong(
            "⟦秋天的山路⟧\n落葉鋪滿石階。\n",
            manifest={"path": "a.txt", "license": "MIT", "transformed": ["cleaned"]},
        ),
        right("渡口的清晨\n雾还没有散。\n"),
        right(
            "渡口的清晨\n雾还没有散。\n",
            manifest={"path": "a.txt", "license": "CC-BY-4.0 OR MIT", "published": "2023-01-01"},
        ),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """What the manifest leaves open or says otherwise, at the document's first line."""
        entry = document.manifest
        if entry is None:
            return
        problems = [*self._problems(document, entry)] if entry else [("unlisted", dict[str, Any]())]
        if problems:
            span = head(document)
            for key, arguments in problems:
                yield self.draft(span.start, span.end, key, **arguments)

    def _problems(self, document: Document, entry: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        listed = entry.get("sha256")
        own = document.record is None or "record" in entry
        if isinstance(listed, str) and listed and own and listed.lower() != document.sha256:
            yield "hash", {"listed": listed[:12], "found": document.sha256[:12]}
        licence = field(document, "license")
        verdict = judged(licence)
        if verdict != "good":
            yield f"license-{verdict}", {"value": str(licence)[:60]}
        for name in self.settings["require"]:
            if name != "license" and field(document, name) is None:
                yield "missing", {"field": name}
        for name in misshapen(entry):
            if name not in ("published", "retrieved"):
                yield "form", {"field": name, "value": str(entry[name])[:60]}
        dates: dict[str, datetime.date] = {}
        for name in ("published", "retrieved"):
            value = entry.get(name)
            if value in (None, ""):
                continue
            date = iso_date(value)
            if date is None:
                yield "date", {"field": name, "value": str(value)[:40]}
            elif date > datetime.date.today() + datetime.timedelta(days=1):
                yield "future", {"field": name, "value": date.isoformat()}
            else:
                dates[name] = date
        if len(dates) == 2 and dates["retrieved"] < dates["published"]:
            yield "order", {name: date.isoformat() for name, date in dates.items()}


def iso_date(value: object) -> datetime.date | None:
    """A date of ISO 8601 (2024, 2024-05, 2024-05-02, with or without a time), None for anything else."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value).strip()
    if len(text) == 4 and text.isdigit():
        text += "-01-01"
    elif len(text) == 7:
        text += "-01"
    try:
        return datetime.datetime.fromisoformat(text).date()
    except ValueError:
        return None
