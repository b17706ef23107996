"""Reader of Parquet: one row, one document. It needs the extra `polint-text[parquet]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from polint.document import Document
from polint.finding import Record
from polint.message import Text
from polint.notification import Notification
from polint.outlet import KINDS
from polint_plugins.packed import MissingExtra

if TYPE_CHECKING:
    from polint.outlet import Kind, Outlets
    from polint.verdict import Decision

NOTE = "polint"
"""The column of the rejected rows that says why."""
GROUP = 64 << 20
"""Bytes, unpacked, of a row group that is written."""
BATCH = 4 << 20
"""Bytes, unpacked, of the rows that are held together, unless one row has more."""
BUFFER = 1 << 20
"""Bytes of a column that are read from the file at once: whole column chunks would be held otherwise."""

_BAD_ROW = Text("{path}: row {row} has no text in “{field}”", "{path}：第 {row} 行的“{field}”中没有文本")
_NO_COLUMN = Text(
    "{path} has no column of text “{field}”; it has {columns}",
    "{path} 没有文本列“{field}”；现有的列：{columns}",
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

    def sort(
        self,
        stream: IO[bytes],
        path: str,
        settings: Mapping[str, Any],
        decide: Callable[[int], Decision],
        outlets: Outlets,
    ) -> None:
        """Each row with all its columns; what is rejected gets one column more. Raises OSError for a damaged file."""
        text_field = settings.get("parquet", {}).get("text", "text")
        try:
            file = opened(stream)
        except MissingExtra:
            outlets.count("undecodable")
            return
        columns = readable(file)
        writers = {kind: _Writer(outlets, kind, file) for kind in KINDS}
        index = -1
        try:
            for batch in batches(file):
                chosen: dict[Kind, list[int]] = {kind: [] for kind in writers}
                notes: list[dict[str, Any]] = []
                mends: dict[int, str] = {}
                for place, row in enumerate(_rows(batch.select(columns))):
                    index += 1
                    if not isinstance(row.get(text_field), str):
                        chosen["undecodable"].append(place)
                        continue
                    decision = decide(index)
                    if not decision.kept:
                        chosen["rejected"].append(place)
                        notes.append(decision.as_data())
                        continue
                    if isinstance(decision.mended, str):
                        mends[len(chosen["kept"])] = decision.mended
                    chosen["kept"].append(place)
                for kind, places in chosen.items():
                    if places:
                        part = batch.take(places)
                        if kind == "rejected":
                            part = _with_notes(part, notes)
                        elif kind == "kept" and mends:
                            part = _with_texts(part, text_field, mends)
                        writers[kind].write(part)
        finally:
            for writer in writers.values():
                writer.close()


class _Writer:
    """Rows of one kind on their way to a Parquet file like the one they came from."""

    def __init__(self, outlets: Outlets, kind: Kind, file: Any) -> None:
        self._outlets = outlets
        self._kind: Kind = kind
        about = file.metadata
        packed = about.num_row_groups and about.num_columns
        self._compression = about.row_group(0).column(0).compression.lower() if packed else "snappy"
        self._writer: Any = None
        self._held: list[Any] = []
        self._size = 0

    def write(self, rows: Any) -> None:
        """Put `rows` behind the others."""
        self._held.append(rows)
        self._size += rows.nbytes
        if self._size >= GROUP:
            self._flush()
        self._outlets.count(self._kind, rows.num_rows)

    def _flush(self) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        if not self._held:
            return
        if self._writer is None:
            known = ("uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4")
            codec = self._compression if self._compression in known else "snappy"
            stream = self._outlets.stream(self._kind)
            self._writer = ParquetWriter(
                stream, self._held[0].schema, compression="none" if codec == "uncompressed" else codec
            )
        table = pyarrow.Table.from_batches(self._held)
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._held, self._size = [], 0

    def close(self) -> None:
        """Everything is written."""
        self._flush()
        if self._writer is not None:
            self._writer.close()


def _with_notes(rows: Any, notes: list[dict[str, Any]]) -> Any:
    """`rows` with the column that says why they are rejected; what other tools noted about the columns as they were
    is left out."""
    import pyarrow

    ground = pyarrow.struct(
        [("rule", pyarrow.string()), ("verdict", pyarrow.string()), ("findings", pyarrow.int64())]
    )
    kind = pyarrow.struct([("verdict", pyarrow.string()), ("rules", pyarrow.list_(ground))])
    fields = [field for field in rows.schema if field.name != NOTE]
    arrays = [rows.column(field.name) for field in fields]
    schema = pyarrow.schema([*fields, (NOTE, kind)])
    return pyarrow.RecordBatch.from_arrays([*arrays, pyarrow.array(notes, type=kind)], schema=schema)


def _with_texts(rows: Any, text_field: str, mends: Mapping[int, str]) -> Any:
    """`rows` with other texts in some of them."""
    import pyarrow

    place = rows.schema.get_field_index(text_field)
    texts = rows.column(place).to_pylist()
    for row, text in mends.items():
        texts[row] = text
    fresh = pyarrow.array(texts, type=pyarrow.large_string()).cast(rows.schema.field(place).type)
    arrays = [fresh if number == place else rows.column(number) for number in range(rows.num_columns)]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=rows.schema)


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch; None in place of each value that Python cannot hold: what is no UTF-8, a date beyond the
    year 9999, a time zone that nobody knows."""
    try:
        rows = batch.to_pylist()
    except Exception:  # each of these raises something else
        names = batch.schema.names
        rows = [
            {name: _value(column[number]) for name, column in zip(names, batch.columns, strict=True)}
            for number in range(batch.num_rows)
        ]
    yield from rows


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except Exception:
        return None


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
