"""Any table of talk (CSV, TSV, JSON lines, Parquet): its columns named in a [[source]], else told by their usual names."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.objects.json_shapes import shapes
from driftwatch.readers.layout.tables.column_names import columns_of
from driftwatch.readers.layout.tables.delimited import dialect_of, rows
from driftwatch.readers.layout.tables.parquet_rows import MAGIC, ParquetRows
from driftwatch.readers.layout.tables.table_rows import JsonRows, TextRows, json_header
from driftwatch.readers.layout.tables.table_talk import Rows, Talk
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.reading import Notes, Source

fallback = True
_SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
_LINES = (".jsonl", ".ndjson")
_LOOSE = (".txt", ".text", ".dat", ".log", ".export", ".asc")


def recognises(name: str, head: bytes) -> bool:
    """Whether it is a table by its ending and shape; without such an ending, one with columns for a text and for who or when."""
    if head.startswith(MAGIC):
        return True
    text = glimpse(head).lstrip()
    lower = name.lower()
    if text.startswith(("{", "[")):
        several = text.startswith("[") or lower.endswith(_LINES) or len(shapes(text).get("", [])) > 1
        return several and _holds_talk(json_header(text) or [])
    if not text or text.startswith("<") or not lower.endswith((*_SUFFIXES, *_LOOSE)) or (dialect := dialect_of(text)) is None:
        return False
    if lower.endswith(_SUFFIXES):
        return True
    first = next(iter(rows(dialect, [(1, text.split("\n"))], Notes(), most=len(text) + 1)), None)
    return first is not None and _holds_talk(first.cells)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """A message for each row with a text; `row 7` is the seventh as a spreadsheet shows it, `entry 7` the seventh object of JSON."""
    table = _opened(source, notes)
    columns = columns_of(table.header, source.columns, notes)
    shown = ", ".join(f"`{name[:60]}`" for name in table.header[:40]) or "none"
    if columns.missing:
        missing = ", ".join(f"`{name}`" for name in columns.missing)
        raise UnreadableSourceError(f"has no column {missing}; it has: {shown}. Correct `columns` in its [[source]]", reason=Reason.BAD_VALUE)
    if "text" not in columns:
        mend = 'name it in its [[source]]: columns = {text = "…"}'
        if source.columns:
            raise UnreadableSourceError(f"no column is known to hold the text; it has: {shown}. If one does, {mend}", reason=Reason.NO_TEXT)
        notes.reference = f"a table without a column of text, nobody's words; it has: {shown}. If one holds what was said, {mend}"
        return
    if "speaker" not in columns and "email" not in columns:
        notes.guess("speakers: no column says who they are; a [[source]] may give the table a `partner`")
    yield from Talk(source, notes, columns).messages(table)


def _opened(source: Source, notes: Notes) -> Rows:
    with closing(source.stream()) as stream:
        head = stream.read(64 * 1024)
    if head.startswith(MAGIC):
        return ParquetRows(source)
    in_json = glimpse(head).lstrip().startswith(("{", "["))
    table = JsonRows.opened(source, notes) if in_json else TextRows.opened(source, notes)
    if table is None:
        what = "no table: rows of cells with a comma, semicolon or tab between them and a header above, or one JSON object a line"
        raise UnreadableSourceError(what, reason=Reason.MALFORMED_CSV)
    return table


def _holds_talk(header: Sequence[str]) -> bool:
    """Whether the usual names are among these: of the text, and of who or when."""
    columns = columns_of(header, {}, Notes())
    return "text" in columns and any(what in columns for what in ("speaker", "time", "date", "email"))
