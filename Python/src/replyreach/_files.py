"""Files to read, and what became of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Optional, Union

from ._library import Handle
from ._table import Table, answer_text

PathLike = Union[str, "os.PathLike[str]"]


def path_text(path: PathLike) -> str:
    """A path as text, with ``~`` for the home folder, as shells have it."""
    return os.path.expanduser(os.fspath(path))


class File:
    """A path with what is to be said of it alone, where the files of one import differ; see
    :meth:`Conversations.from_files` for what each argument means."""

    def __init__(
        self,
        path: PathLike,
        *,
        format: Optional[str] = None,
        kind: Optional[str] = None,
        platform: Optional[str] = None,
        columns: Optional[Mapping[str, str]] = None,
        mapping: Optional[PathLike] = None,
        owner: Optional[str] = None,
        list: Optional[str] = None,
        text: Union[str, Sequence[str], None] = None,
        complete_follows: bool = False,
    ) -> None:
        self.path = path_text(path)
        self._options: dict[str, Optional[str]] = {
            "format": format, "kind": kind, "platform": platform,
            "mapping": None if mapping is None else path_text(mapping), "owner": owner, "list": list,
            "text": text if text is None or isinstance(text, str) else ",".join(text),
            "complete_follows": "true" if complete_follows else None,
        }
        self._columns = dict(columns or {})

    def options(self, name: str, common: File) -> list[tuple[str, object]]:
        """What the library is told: of what the file leaves open, what is common to all."""
        pairs: list[tuple[str, object]] = [(name, self.path)]
        own = self._options
        # A mapping says all that a format and columns say.
        says_layout = bool(own["mapping"] or own["format"] or self._columns)
        for option, value in own.items():
            if value is None and not (says_layout and option in ("mapping", "format")):
                value = common._options[option]
            pairs.append((f"{name}.{option}", value))
        columns = self._columns if says_layout else common._columns
        return pairs + [(f"{name}.column.{field}", header) for field, header in columns.items()]

    def __repr__(self) -> str:
        return f"File({self.path!r})"


class Imports:
    """The ledger of an import: nothing is dropped without being counted."""

    def __init__(self, answer: Handle) -> None:
        self._answer = answer

    @property
    def files(self) -> Table:
        """A row a file: path, format, source (its number in the store), rows_in = kept + duplicates + ignored + rejected, and
        held_already (1 where the store held this very file)."""
        return Table(self._answer, "files")

    @property
    def notes(self) -> Table:
        """What else there is to say of each file: path, note. Rows that were ignored and why, columns that are not kept, ids that
        were repaired, lines of a roster that matched nobody."""
        return Table(self._answer, "notes")

    @property
    def passed_over(self) -> Table:
        """Files of folders and archives that are no data: path, reason."""
        return Table(self._answer, "passed_over")

    @property
    def warnings(self) -> list[str]:
        """What there is to say of all files together, a sentence each."""
        return answer_text(self._answer, "warnings").splitlines()

    def __repr__(self) -> str:
        lines = [
            f"{row['path']}: {row['format']}: {row['rows_in']:,} rows in = {row['kept']:,} kept + {row['duplicates']:,} duplicates + "
            f"{row['ignored']:,} ignored + {row['rejected']:,} rejected" for row in self.files]
        lines += [f"{row['path']}: {row['note']}" for row in self.notes]
        lines += [f"{row['path']}: passed over: {row['reason']}" for row in self.passed_over]
        return "\n".join([*lines, *self.warnings])
