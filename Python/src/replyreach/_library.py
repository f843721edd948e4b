"""The C interface of the library, by ctypes, which releases the global lock while a function runs."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Optional, Union

from ._arrow import ArrowArrayStream

INTERFACE_VERSION = 2

Progress = Union[bool, Callable[[float], object], None]


class ReplyReachError(ValueError):
    """A table, a file, a store, an option or a name is not what it should be, or a picture cannot be drawn. The text says what
    was expected and what was found."""


def _open(path: Path) -> ctypes.CDLL:
    """The library, whose calls are bound when they are first made: those of Graphviz, Pango and librsvg are looked up before
    the first picture, and missed by nothing else."""
    try:
        return ctypes.CDLL(str(path), mode=os.RTLD_LAZY)
    except OSError:
        # A process may ask for all calls to be bound at once (LD_BIND_NOW): then the system's libraries come first.
        for name in _DRAWING_LIBRARIES:
            try:
                ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
            except OSError:
                pass
        return ctypes.CDLL(str(path), mode=os.RTLD_LAZY)


_DRAWING_LIBRARIES = (
    "libcgraph.so.6", "libgvc.so.6", "libglib-2.0.so.0", "libgobject-2.0.so.0", "libcairo.so.2", "libpango-1.0.so.0",
    "libpangocairo-1.0.so.0", "librsvg-2.so.2",
)


def _load() -> ctypes.CDLL:
    path = Path(os.environ.get("REPLYREACH_LIBRARY") or Path(__file__).parent / "libReparteeC.so")
    try:
        library = _open(path)
    except OSError as error:
        raise ImportError(f"the library of replyreach cannot be loaded: {error}") from error
    handle, text = ctypes.c_void_p, ctypes.c_char_p
    stream = ctypes.POINTER(ArrowArrayStream)
    errors = ctypes.POINTER(ctypes.c_void_p)
    signatures: dict[str, tuple[Any, list[Any]]] = {
        "repartee_interface_version": (ctypes.c_int32, []),
        "repartee_work_new": (handle, []),
        "repartee_work_cancel": (None, [handle]),
        "repartee_work_progress": (ctypes.c_double, [handle]),
        "repartee_network_new": (handle, [stream, stream, stream, stream, text, handle, errors]),
        "repartee_store_open": (handle, [text, handle, errors]),
        "repartee_files_import": (handle, [text, handle, errors]),
        "repartee_network_count": (ctypes.c_int64, [handle, ctypes.c_int32]),
        "repartee_ask": (handle, [handle, text, text, handle, errors]),
        "repartee_answer_table": (ctypes.c_int64, [handle, text, stream]),
        "repartee_answer_text": (handle, [handle, text]),
        "repartee_answer_write": (handle, [handle, text, ctypes.c_int32, errors]),
        "repartee_text_free": (None, [handle]),
        "repartee_release": (None, [handle]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    found = library.repartee_interface_version()
    if found != INTERFACE_VERSION:
        raise ImportError(f"{path}: expected version {INTERFACE_VERSION} of the interface, found {found}")
    return library


library = _load()


class Handle:
    """Something that the library made, given back when nobody uses it any more."""

    __slots__ = ("pointer", "_release")

    def __init__(self, pointer: int) -> None:
        self.pointer = pointer
        self._release: Callable[[int], None] = library.repartee_release

    def __del__(self) -> None:
        pointer, self.pointer = getattr(self, "pointer", 0), 0
        if pointer:
            self._release(pointer)


def take_text(pointer: Optional[int]) -> Optional[str]:
    """The text at an address, which is given back."""
    if not pointer:
        return None
    try:
        return ctypes.string_at(pointer).decode("utf-8", "replace")
    finally:
        library.repartee_text_free(pointer)


def encode_options(options: Iterable[tuple[str, object]]) -> bytes:
    """Names and values as the library reads them; what is None or False is left out."""
    pairs = []
    for name, value in options:
        if value is None or value is False:
            continue
        text = "true" if value is True else str(value)
        if "\x1f" in text or "\0" in text:
            raise ReplyReachError(f"{name}: expected text without control characters, found {text!r}.")
        pairs.append(f"{name}={text}\x1f")
    return "".join(pairs).encode("utf-8", "surrogatepass")


def run(title: str, progress: Progress, call: Callable[[int, Any], Optional[int]]) -> Handle:
    """Calls a function of the library that may take long.

    In the main thread it runs on another one, so that Ctrl-C stops it: the library ends the step that it is in, a matter of
    seconds for ten million posts, and gives back what it holds. ``call`` gets the handle of the work and the place for an
    error.
    """
    work = Handle(library.repartee_work_new())
    error = ctypes.c_void_p()
    results: list[Any] = []
    # An interrupted join() of Python before 3.13 takes a running thread for one that has ended, so nothing is joined.
    done = threading.Event()

    def target() -> None:
        try:
            results.append(call(work.pointer, ctypes.byref(error)))
        except BaseException as failure:  # handed to the caller's thread
            results.append(failure)
        finally:
            done.set()

    if threading.current_thread() is not threading.main_thread():
        target()
    else:
        thread = threading.Thread(target=target, name=f"replyreach {title}", daemon=True)
        bar = _Bar(title, progress)
        try:
            thread.start()
            # Most answers take milliseconds.
            done.wait(0.02)
            while not done.wait(0.1):
                bar.show(library.repartee_work_progress(work.pointer))
            # Whoever asked to be told is told of short work, too.
            if results and isinstance(results[0], int) and results[0]:
                bar.show(1.0)
        except BaseException:
            library.repartee_work_cancel(work.pointer)
            # What the library reads must stay until it has stopped, however often somebody asks.
            while not done.is_set():
                try:
                    if not done.wait(1) and thread.ident is None:
                        break  # it never began
                except KeyboardInterrupt:
                    pass
            for result in results:
                if isinstance(result, int):
                    library.repartee_release(result)
            take_text(error.value)
            raise
        finally:
            bar.end()
    result = results[0]
    if isinstance(result, BaseException):
        raise result
    if not result:
        message = take_text(error.value) or "the library gave no answer"
        raise ReplyReachError(message)
    return Handle(result)


class _Bar:
    """How much is done, on standard error: from the second second on, and only where somebody may be looking."""

    def __init__(self, title: str, progress: Progress) -> None:
        self.title, self.started, self.is_shown = title, time.monotonic(), False
        self.callback = progress if callable(progress) else None
        in_notebook = "ipykernel" in sys.modules
        self.wanted = progress is True or (progress is None and (in_notebook or sys.stderr.isatty()))

    def show(self, share: float) -> None:
        if self.callback is not None:
            self.callback(share)
            return
        seconds = time.monotonic() - self.started
        if not self.wanted or seconds < 1:
            return
        self.is_shown = True
        filled = int(share * 20)
        sys.stderr.write(f"\r{self.title}: {share:4.0%} |{'█' * filled}{' ' * (20 - filled)}| {seconds:.0f} s ")
        sys.stderr.flush()

    def end(self) -> None:
        if self.callback is not None:
            return
        if self.is_shown:
            sys.stderr.write("\r" + " " * (len(self.title) + 50) + "\r")
            sys.stderr.flush()
