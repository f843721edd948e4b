"""The Arrow C stream interface without any package: streams of Python's own lists, capsules, and results as lists.

The layouts are those of https://arrow.apache.org/docs/format/CDataInterface.html.
"""

from __future__ import annotations

import array
import ctypes
import datetime
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Optional

Pointer = ctypes.c_void_p


class ArrowSchema(ctypes.Structure):
    pass


class ArrowArray(ctypes.Structure):
    pass


class ArrowArrayStream(ctypes.Structure):
    pass


_SchemaRelease = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowSchema))
_ArrayRelease = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArray))
_StreamRelease = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArrayStream))
_GetSchema = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ArrowArrayStream), ctypes.POINTER(ArrowSchema))
_GetNext = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ArrowArrayStream), ctypes.POINTER(ArrowArray))
_GetError = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(ArrowArrayStream))

ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowSchema))), ("dictionary", ctypes.POINTER(ArrowSchema)),
    ("release", _SchemaRelease), ("private_data", Pointer),
]
ArrowArray._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(Pointer)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))), ("dictionary", ctypes.POINTER(ArrowArray)),
    ("release", _ArrayRelease), ("private_data", Pointer),
]
ArrowArrayStream._fields_ = [
    ("get_schema", _GetSchema), ("get_next", _GetNext), ("get_last_error", _GetError),
    ("release", _StreamRelease), ("private_data", Pointer),
]

# Capsules.

_NAME = b"arrow_array_stream"
_capsule_new = ctypes.pythonapi.PyCapsule_New
_capsule_new.restype, _capsule_new.argtypes = ctypes.py_object, [Pointer, ctypes.c_char_p, Pointer]
_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.restype, _capsule_pointer.argtypes = Pointer, [ctypes.py_object, ctypes.c_char_p]
# A capsule that is being destroyed must not be referred to again, so here it is an address.
_dying_pointer = ctypes.PYFUNCTYPE(Pointer, Pointer, ctypes.c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))

_streams: dict[int, ArrowArrayStream] = {}


def _destroy(capsule: int) -> None:
    stream = _streams.pop(_dying_pointer(capsule, _NAME) or 0, None)
    if stream is not None:
        release_stream(stream)


_destructor = ctypes.PYFUNCTYPE(None, Pointer)(_destroy)


def release_stream(stream: ArrowArrayStream) -> None:
    """Gives a stream back, unless whoever took it has done so."""
    if stream.release:
        stream.release(ctypes.byref(stream))


def capsule_of(stream: ArrowArrayStream) -> Any:
    """The stream as a capsule, by which Python's packages hand streams over."""
    address = ctypes.addressof(stream)
    _streams[address] = stream
    return _capsule_new(address, _NAME, ctypes.cast(_destructor, Pointer))


def stream_in(capsule: Any) -> Any:
    """A pointer to the stream in a capsule. The capsule has to live as long as it is used."""
    return ctypes.cast(_capsule_pointer(capsule, _NAME), ctypes.POINTER(ArrowArrayStream))


# Streams of Python's own values.

_kept: dict[int, Any] = {}
_keys = itertools.count(1)


def _keep(*objects: Any) -> int:
    key = next(_keys)
    _kept[key] = objects
    return key


def _release_children(children: Any, count: int) -> None:
    for place in range(count):
        child = children[place]
        if child.contents.release:
            child.contents.release(child)


def _do_release_schema(schema: Any) -> None:
    own = schema.contents
    _release_children(own.children, own.n_children)
    key, own.private_data = own.private_data, None
    own.release = _SchemaRelease()
    _kept.pop(key, None)


def _do_release_array(values: Any) -> None:
    own = values.contents
    _release_children(own.children, own.n_children)
    key, own.private_data = own.private_data, None
    own.release = _ArrayRelease()
    _kept.pop(key, None)


_release_schema = _SchemaRelease(_do_release_schema)
_release_array = _ArrayRelease(_do_release_array)


def _address(buffer: Any) -> int:
    if isinstance(buffer, array.array):
        return buffer.buffer_info()[0] if len(buffer) else 0
    return ctypes.addressof(buffer)


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def _microseconds(value: Any, name: str) -> int:
    if isinstance(value, datetime.datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
    else:
        moment = datetime.datetime(value.year, value.month, value.day, tzinfo=datetime.timezone.utc)
    return (moment - _EPOCH) // datetime.timedelta(microseconds=1)


class _Column:
    """A list as the buffers of a column: whole numbers, fractions, times, or text."""

    def __init__(self, name: str, values: Sequence[Any]) -> None:
        self.name = name
        self.buffers: list[Any] = []
        data: list[Any]
        present = [value for value in values if not _is_null(value)]
        self.nulls = len(values) - len(present)
        self.length = len(values)
        if not present:
            self.format = "n"
            self.nulls = self.length
            return
        if all(isinstance(value, int) and not isinstance(value, bool) for value in present):
            if all(-(1 << 63) <= value < 1 << 63 for value in present):
                self.format, data = "l", [array.array("q", [0 if _is_null(value) else value for value in values])]
            else:
                self.format, data = "U", self._texts([None if _is_null(value) else str(value) for value in values])
        elif all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in present):
            self.format = "g"
            data = [array.array("d", [0.0 if _is_null(value) else float(value) for value in values])]
        elif all(isinstance(value, datetime.date) for value in present):
            self.format = "tsu:UTC"
            data = [array.array("q", [0 if _is_null(value) else _microseconds(value, name) for value in values])]
        elif all(isinstance(value, str) for value in present):
            self.format, data = "U", self._texts([None if _is_null(value) else value for value in values])
        elif all(isinstance(value, (int, str)) and not isinstance(value, bool) for value in present):
            # Ids, some of them written as numbers.
            self.format, data = "U", self._texts([None if _is_null(value) else str(value) for value in values])
        else:
            kinds = sorted({type(value).__name__ for value in present})
            raise TypeError(f"{name}: expected whole numbers, times or text, found {', '.join(kinds)}.")
        self.buffers = [self._validity(values), *data]

    def _validity(self, values: Sequence[Any]) -> Any:
        if not self.nulls:
            return None
        bits = bytearray((len(values) + 7) // 8)
        for row, value in enumerate(values):
            if not _is_null(value):
                bits[row >> 3] |= 1 << (row & 7)
        return array.array("B", bits)

    @staticmethod
    def _texts(values: Sequence[Optional[str]]) -> list[Any]:
        encoded = [b"" if value is None else value.encode("utf-8", "surrogatepass") for value in values]
        offsets = array.array("q", [0, *itertools.accumulate(map(len, encoded))])
        return [offsets, array.array("B", b"".join(encoded))]

    def schema(self) -> ArrowSchema:
        schema = ArrowSchema(format=self.format.encode(), name=self.name.encode("utf-8", "replace"), flags=2)
        schema.private_data = _keep(schema.format, schema.name)
        schema.release = _release_schema
        return schema

    def array(self) -> ArrowArray:
        addresses = (Pointer * max(1, len(self.buffers)))(
            *(0 if buffer is None else _address(buffer) for buffer in self.buffers))
        filled = ArrowArray(length=self.length, null_count=self.nulls, n_buffers=len(self.buffers))
        filled.buffers = ctypes.cast(addresses, ctypes.POINTER(Pointer))
        filled.private_data = _keep(addresses, self.buffers)
        filled.release = _release_array
        return filled


def _is_null(value: Any) -> bool:
    # NaN, and what data frames write for missing values, are not equal to themselves.
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return True


class _Source:
    def __init__(self, columns: list[_Column]) -> None:
        self.columns, self.is_read = columns, False

    def fill_schema(self, out: Any) -> None:
        children = [column.schema() for column in self.columns]
        pointers = (ctypes.POINTER(ArrowSchema) * max(1, len(children)))(*map(ctypes.pointer, children))
        schema = ArrowSchema(format=b"+s", name=b"", n_children=len(children))
        schema.children = ctypes.cast(pointers, ctypes.POINTER(ctypes.POINTER(ArrowSchema)))
        schema.private_data = _keep(children, pointers)
        schema.release = _release_schema
        ctypes.memmove(out, ctypes.byref(schema), ctypes.sizeof(schema))

    def fill_array(self, out: Any) -> None:
        if self.is_read:
            ctypes.memset(out, 0, ctypes.sizeof(ArrowArray))
            return
        self.is_read = True
        children = [column.array() for column in self.columns]
        pointers = (ctypes.POINTER(ArrowArray) * max(1, len(children)))(*map(ctypes.pointer, children))
        buffers = (Pointer * 1)()
        length = self.columns[0].length if self.columns else 0
        filled = ArrowArray(length=length, n_buffers=1, n_children=len(children))
        filled.buffers = ctypes.cast(buffers, ctypes.POINTER(Pointer))
        filled.children = ctypes.cast(pointers, ctypes.POINTER(ctypes.POINTER(ArrowArray)))
        filled.private_data = _keep(children, pointers, buffers)
        filled.release = _release_array
        ctypes.memmove(out, ctypes.byref(filled), ctypes.sizeof(filled))


def _get_schema(stream: Any, out: Any) -> int:
    _kept[stream.contents.private_data][0].fill_schema(out)
    return 0


def _get_next(stream: Any, out: Any) -> int:
    _kept[stream.contents.private_data][0].fill_array(out)
    return 0


def _do_release_stream(stream: Any) -> None:
    key, stream.contents.private_data = stream.contents.private_data, None
    stream.contents.release = _StreamRelease()
    _kept.pop(key, None)


_get_schema_callback = _GetSchema(_get_schema)
_get_next_callback = _GetNext(_get_next)
_get_error_callback = _GetError(lambda stream: None)
_release_stream_callback = _StreamRelease(_do_release_stream)


def stream_of(columns: Mapping[str, Sequence[Any]]) -> ArrowArrayStream:
    """A stream of columns that are lists: whole numbers, text, times, None."""
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"expected columns of one length, found {lengths}.")
    stream = ArrowArrayStream(
        get_schema=_get_schema_callback, get_next=_get_next_callback, get_last_error=_get_error_callback,
        release=_release_stream_callback)
    stream.private_data = _keep(_Source([_Column(str(name), values) for name, values in columns.items()]))
    return stream


# Results as lists.


def read_lists(stream: ArrowArrayStream) -> dict[str, list[Any]]:
    """The columns of a stream of the library's own results."""
    own = ctypes.byref(stream)
    schema = ArrowSchema()
    columns: dict[str, list[Any]] = {}
    stream.get_schema(own, ctypes.byref(schema))
    try:
        names = []
        for place in range(schema.n_children):
            child = schema.children[place].contents
            names.append((child.name.decode(), child.format.decode()))
            columns[names[-1][0]] = []
        while True:
            chunk = ArrowArray()
            stream.get_next(own, ctypes.byref(chunk))
            if not chunk.release:
                return columns
            try:
                for place, (name, layout) in enumerate(names):
                    columns[name] += _values(chunk.children[place].contents, layout)
            finally:
                chunk.release(ctypes.byref(chunk))
    finally:
        schema.release(ctypes.byref(schema))
        release_stream(stream)


def _values(column: ArrowArray, layout: str) -> list[Any]:
    rows = column.length
    if not rows:
        return []
    if layout in ("u", "U"):
        kind: Any = ctypes.c_int32 if layout == "u" else ctypes.c_int64
        offsets = (kind * (rows + 1)).from_address(column.buffers[1])
        data = ctypes.string_at(column.buffers[2], offsets[rows])
        values: list[Any] = [data[offsets[row] : offsets[row + 1]].decode("utf-8", "replace") for row in range(rows)]
    elif layout == "g":
        values = list((ctypes.c_double * rows).from_address(column.buffers[1]))
    else:
        values = list((ctypes.c_int64 * rows).from_address(column.buffers[1]))
        if layout.startswith("ts"):
            values = [_EPOCH + datetime.timedelta(milliseconds=value) for value in values]
    if column.null_count:
        bits = ctypes.string_at(column.buffers[0], (rows + 7) // 8)
        values = [value if bits[row >> 3] >> (row & 7) & 1 else None for row, value in enumerate(values)]
    return values
