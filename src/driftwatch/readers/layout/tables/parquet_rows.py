"""Rows of a Parquet file, row group by row group; needs pyarrow, which is an extra."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.tables.table_rows import Cells
from driftwatch.reading import Source

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

MAGIC = b"PAR1"
_ROWS = 1024
_MEND = "Parquet needs pyarrow: pip install 'driftwatch-alignment[parquet]', or save the table as CSV"


class ParquetRows:
    """One file, opened; raises UnreadableSourceError where it is none or pyarrow is missing."""

    def __init__(self, source: Source) -> None:
        self._file = _opened(source)

    @property
    def header(self) -> list[str]:
        """The names of its columns that hold single values."""
        from pyarrow import types

        return [field.name for field in self._file.schema_arrow if not types.is_nested(field.type)]

    def cells(self, names: Sequence[str]) -> Iterator[Cells]:
        """The cells of these columns; rows are numbered from 1."""
        from pyarrow import ArrowException

        number = 0
        try:
            for group in range(self._file.num_row_groups):
                for batch in self._file.iter_batches(batch_size=_ROWS, row_groups=[group], columns=list(dict.fromkeys(names)), use_threads=False):
                    columns = {name: batch.column(name).to_pylist() for name in set(names)}
                    for at in range(batch.num_rows):
                        number += 1
                        yield Cells(f"row {number}", None, [columns[name][at] for name in names])
        except (ArrowException, OSError, ValueError, OverflowError) as error:
            what = f"breaks off behind row {number}: {error}; what stands before was read"
            raise UnreadableSourceError(what[:300], reason=Reason.MALFORMED_PARQUET) from error

    def column(self, name: str) -> Iterator[tuple[int, object]]:
        """The cells of one column with their rows."""
        return ((number, cells.values[0]) for number, cells in enumerate(self.cells([name]), start=1))


def _opened(source: Source) -> "ParquetFile":
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise UnreadableSourceError(_MEND, reason=Reason.UNSUPPORTED_METHOD) from error
    stream = source.stream()
    if not stream.seekable():
        stream.close()
        stream = pyarrow.BufferReader(source.data())
    try:
        return ParquetFile(stream, pre_buffer=False)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise UnreadableSourceError(f"no readable Parquet file: {error}"[:300], reason=Reason.MALFORMED_PARQUET) from error
