"""Run: from the files a user names to findings in order, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from polint.document import Document
from polint.engine import Result, Ruleset, check_batch
from polint.message import Text
from polint.notification import Notification
from polint.source import File

if TYPE_CHECKING:
    from polint.config import Config
    from polint.corpus import Corpus
    from polint.plugin import Reader

BATCH = 200_000
"""Code points that go through the shared passes together."""


def documents(
    files: Iterable[File], readers: Mapping[str, Reader], config: Config
) -> Iterator[Document | Notification]:
    """The documents of `files`, one file open at a time."""
    for file in files:
        lower = file.path.lower()
        suffix = max((s for s in readers if lower.endswith(s)), key=len, default=".txt")
        try:
            with file.place.open("rb") as stream:
                yield from readers[suffix].read(stream, file.path, config.input)
        except FileNotFoundError:
            yield Notification(
                "vanished",
                Text("{path} vanished before it was read", "{path} 在读取之前消失了"),
                {"path": file.path},
                file.path,
            )
        except OSError as error:
            yield Notification(
                "unreadable",
                Text("{path} cannot be read: {error}", "无法读取 {path}：{error}"),
                {"path": file.path, "error": error.strerror or str(error)},
                file.path,
                "error",
                fails=file.named,
            )


def checked(
    stream: Iterable[Document | Notification], ruleset: Ruleset, corpus: Corpus | None = None
) -> Iterator[tuple[Document, Result] | Notification]:
    """Every document with what the rules say of it, in order; small ones are scanned together. `corpus` takes
    each document's digests: its findings are ready when the documents are through."""
    batch: list[Document] = []
    size = 0
    for item in stream:
        if isinstance(item, Notification):
            yield item
            continue
        batch.append(item)
        size += len(item.text)
        if size >= BATCH:
            yield from _results(batch, ruleset, corpus)
            batch, size = [], 0
    yield from _results(batch, ruleset, corpus)


def _results(
    batch: Sequence[Document], ruleset: Ruleset, corpus: Corpus | None
) -> Iterator[tuple[Document, Result]]:
    for document, result in zip(batch, check_batch(batch, ruleset) if batch else (), strict=True):
        if corpus is not None:
            corpus.add(document)
        yield document, result
