"""Reader of Parquet: one row, one document. It needs the extra `polint-text[parquet]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from polint.document import Document
from polint.finding import Record
from polint.message import Text
from polint.notification import Notification
from polint_plugins.packed import MissingExtra

BATCH = 4 << 20
"""Bytes, unpacked, of the rows that are held together, unless one row has more."""
BUFFER = 1 << 20
"""Bytes of a column that are read from the file at once: whole column chunks would be held otherwise."""

_BAD_ROW = Text("{path}: row {row} has no text in “{field}”", "{path}：第 {row} 行的“{field}”中没有文本")
_NO_COLUMN = Text(
    "{path} has no column “{field}”; it has {columns}", "{path} 没有“{field}”列；现有的列：{columns}"
)


class ParquetReader:
    """Parquet, a few rows at a time: the text column's name and the id's are configured in `[input.parquet]`."""

    suffixes = (".parquet",)

    def read(
        self, stream: IO[bytes], path: str, settings: Mapping[str, Any]
    ) -> Iterator[Document | Notification]:
        """The rows of `stream`; one without text becomes a notification. Raises OSError for a damaged file."""
        options = settings.get("parquet", {})
        text_field, id_field = options.get("text", "text"), options.get("id", "id")
        try:
            file = opened(stream)
        except MissingExtra as missing:
            yield missing.notification(path)
            return
        columns = readable(file)
        if text_field not in columns:
            told = {"path": path, "field": text_field, "columns": ", ".join(columns[:20]) or "-"}
            yield Notification(
                "no-text-column", _NO_COLUMN, {**told, "records": file.metadata.num_rows}, path, "error"
            )
            return
        index = -1
        for batch in batches(file, columns):
            for row in _rows(batch):
                index += 1
                text = row.pop(text_field, None)
                if not isinstance(text, str):
                    arguments: dict[str, object] = {"path": path, "row": index, "field": text_field}
                    yield Notification("bad-record", _BAD_ROW, arguments, path)
                    continue
                name = row.get(id_field)
                yield Document(text, path, Record(index, None if name is None else str(name)), metadata=row)


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch; an empty one for each that holds what is no UTF-8."""
    try:
        yield from batch.to_pylist()
    except UnicodeDecodeError:
        for number in range(batch.num_rows):
            try:
                yield from batch.slice(number, 1).to_pylist()
            except UnicodeDecodeError:
                yield {}


def opened(stream: IO[bytes]) -> Any:
    """The Parquet file in `stream`. Raises MissingExtra, and OSError for what is none."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingExtra("parquet") from None
    try:
        return ParquetFile(stream, pre_buffer=False, buffer_size=BUFFER)
    except ArrowException as error:
        raise OSError(str(error)) from error


def readable(file: Any) -> list[str]:
    """The columns that a document is made of: all but bytes, which are pictures and the like."""
    from pyarrow import types

    kinds = (types.is_binary, types.is_large_binary, types.is_fixed_size_binary)
    return [field.name for field in file.schema_arrow if not any(is_kind(field.type) for is_kind in kinds)]


def batches(file: Any, columns: list[str] | None = None) -> Iterator[Any]:
    """The rows in batches of about BATCH bytes. Raises OSError where the file is damaged."""
    from pyarrow import ArrowException

    try:
        for group in range(file.metadata.num_row_groups):
            about = file.metadata.row_group(group)
            size = max(1, about.num_rows * BATCH // max(1, about.total_byte_size))
            yield from file.iter_batches(
                min(size, about.num_rows) or 1, [group], columns=columns, use_threads=False
            )
    except ArrowException as error:
        raise OSError(str(error)) from error
