"""The loaded C library, once per process, and what it says."""

from __future__ import annotations

import ctypes
import os
from collections import deque
from functools import cache
from typing import Any

_LOG_WARNING, _LOG_ERROR = 3, 4
"""Of ggml_log_level in ggml.h; the numbers in llama-cpp-python's comments are older."""


class NativeLog:
    """Receives what the library says, silently; warnings and errors are kept, and printed for the core to keep."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=20)

    def receive(self, level: int, text: bytes, _data: object) -> None:
        """Called by the library, from whichever thread."""
        if level in (_LOG_WARNING, _LOG_ERROR) and text:
            line = text.decode("utf-8", "replace").rstrip()
            self._lines.append(line)
            os.write(2, f"{line}\n".encode())

    def take(self) -> str:
        """The lines since the last call."""
        text = "\n".join(self._lines)
        self._lines.clear()
        return text


class _Library:
    """The loaded library and the callback that has to outlive it."""

    def __init__(self) -> None:
        import llama_cpp.llama_cpp as functions

        self.functions: Any = functions
        self.log = NativeLog()
        self._callback = functions.llama_log_callback(self.log.receive)
        functions.llama_log_set(self._callback, ctypes.c_void_p())
        functions.llama_backend_init()


@cache
def library() -> _Library:
    """The one library of this process, loaded at the first call."""
    return _Library()
