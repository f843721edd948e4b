"""Pictures."""

from __future__ import annotations

import ctypes
import html
import os
import re
import warnings
from pathlib import Path

from ._files import PathLike, path_text
from ._library import Handle, ReplyReachError, library, take_text
from ._table import Table, answer_text


class Picture:
    """A finished picture. Notebooks show it as it is; the same conversations and options give the same bytes."""

    def __init__(self, answer: Handle) -> None:
        self._answer = answer

    @property
    def svg(self) -> str:
        """The picture as an SVG document, with a name and a description that screen readers speak."""
        return answer_text(self._answer, "svg")

    @property
    def title(self) -> str:
        """The title above it."""
        return self._spoken("title")

    @property
    def alt_text(self) -> str:
        """What it shows, in words: for those who cannot see it."""
        return self._spoken("desc")

    @property
    def table(self) -> Table:
        """What is drawn, a row a shape."""
        return Table(self._answer, "rows")

    def save(self, path: PathLike, *, dpi: int = 200) -> Path:
        """Writes the picture to a file, whole or not at all.

        Args:
            path: its ending chooses the format: .svg, .pdf, .png, .dot (Graphviz) or .gexf (Gephi).
            dpi: the resolution of a PNG, 36 to 1,200 dots an inch.

        Returns:
            The path.

        Raises:
            ReplyReachError: for another ending, where the file cannot be written, and where the machine lacks a library that
                PDF and PNG need, which it names.

        Letters that no font of the machine has are a ``UserWarning``: they are boxes in a PNG or PDF.
        """
        place = path_text(path)
        error = ctypes.c_void_p()
        note = library.repartee_answer_write(self._answer.pointer, os.fsencode(place), dpi, ctypes.byref(error))
        if not note:
            raise ReplyReachError(take_text(error.value) or "the library gave no answer")
        text = take_text(note)
        if text:
            warnings.warn(text, stacklevel=2)
        return Path(place)

    def _spoken(self, element: str) -> str:
        found = re.search(rf"<{element} id=[^>]*>(.*?)</{element}>", self.svg, re.S)
        return html.unescape(found[1]) if found else ""

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"
