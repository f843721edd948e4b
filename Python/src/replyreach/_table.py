"""Results as tables that every data frame takes as they are."""

from __future__ import annotations

import ctypes
import datetime
import html
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Optional

from ._arrow import ArrowArrayStream, capsule_of, read_lists
from ._library import Handle, library, take_text

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table:
    """Rows and named columns, kept by the library and handed over without a copy.

    pandas, polars, pyarrow and DuckDB take it as it is (``polars.DataFrame(table)``, ``pyarrow.table(table)``,
    ``duckdb.from_arrow(pyarrow.table(table))``), since it has ``__arrow_c_stream__``. Whole numbers are ``int64``, shares and
    intervals ``float64``, text ``utf8``, times ``timestamp[ms, UTC]``. Null means not defined, which is never zero.
    """

    def __init__(self, answer: Handle, name: str) -> None:
        self._answer, self._name = answer, name.encode()
        rows = library.repartee_answer_table(answer.pointer, self._name, None)
        if rows < 0:
            raise KeyError(name)
        self._rows = int(rows)
        self._lists: Optional[dict[str, list[Any]]] = None

    def _stream(self) -> ArrowArrayStream:
        stream = ArrowArrayStream()
        library.repartee_answer_table(self._answer.pointer, self._name, ctypes.byref(stream))
        return stream

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The rows as an Arrow C stream in a capsule; a requested schema is not followed, as the interface allows."""
        return capsule_of(self._stream())

    def to_pydict(self) -> dict[str, list[Any]]:
        """Every column as a list, in the order of the rows. Complexity: O(rows)."""
        if self._lists is None:
            self._lists = read_lists(self._stream())
        return self._lists

    def to_pylist(self) -> list[dict[str, Any]]:
        """Every row as a dictionary."""
        columns = self.to_pydict()
        return [dict(zip(columns, row)) for row in zip(*columns.values())]

    def to_arrow(self) -> pyarrow.Table:
        """The rows as a ``pyarrow.Table``; needs pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a ``pandas.DataFrame``; needs pandas. Whole numbers with nulls are ``Int64``, so that no id is rounded."""
        import pandas

        columns = {}
        for name, values in self.to_pydict().items():
            kinds = {type(value) for value in values if value is not None}
            if kinds == {int}:
                columns[name] = pandas.Series(values, dtype="Int64" if None in values else "int64")
            elif kinds == {float}:
                columns[name] = pandas.Series(values, dtype="float64")
            elif kinds and kinds <= {datetime.datetime}:
                columns[name] = pandas.Series(pandas.to_datetime(values, utc=True))
            else:
                columns[name] = pandas.Series(values, dtype="object" if kinds - {str} else "str")
        return pandas.DataFrame(columns)

    def to_polars(self) -> polars.DataFrame:
        """The rows as a ``polars.DataFrame``; needs polars."""
        import polars

        return polars.DataFrame(self)

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in their order."""
        return list(self.to_pydict())

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_pylist())

    def __getitem__(self, column: str) -> list[Any]:
        return self.to_pydict()[column]

    def __repr__(self) -> str:
        return _plain(self, 10)

    def _repr_html_(self) -> str:
        columns = self.to_pydict()
        head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
        body = []
        for row in range(min(self._rows, 20)):
            body.append("<tr>" + "".join(f"<td>{html.escape(_text(values[row]))}</td>" for values in columns.values()) + "</tr>")
        more = f"<p>{self._rows - 20:,} more rows</p>" if self._rows > 20 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}"


def answer_text(answer: Handle, name: str) -> str:
    """A text of an answer; empty where it has no such text."""
    return take_text(library.repartee_answer_text(answer.pointer, name.encode())) or ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def _plain(table: Table, most: int) -> str:
    columns = table.to_pydict()
    rows = min(len(table), most)
    # Columns without a value in the rows that are shown tell nothing here.
    shown = {name: [_text(value) for value in values[:rows]] for name, values in columns.items()}
    shown = {name: texts for name, texts in shown.items() if any(texts) or not rows}
    widths = {name: max([len(name), *map(len, texts)]) for name, texts in shown.items()}
    lines = ["  ".join(name.ljust(widths[name]) for name in shown).rstrip()]
    for row in range(rows):
        lines.append("  ".join(texts[row].ljust(widths[name]) for name, texts in shown.items()).rstrip())
    if len(table) > rows:
        lines.append(f"… {len(table) - rows:,} more rows")
    return "\n".join(lines)
