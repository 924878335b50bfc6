"""Handles of the C library: nearly every ctypes call of the engine is here.

    library.py   the library itself and its log
    model.py     weights and vocabulary
    context.py   the cache of all sequences, and the one batch that is evaluated at a time

Nothing in this package may be called from two threads at once. A handle is freed by `close`, never by the garbage
collector, and in this order: samplers, context, model.
"""

from app.backends.llama_cpp.native.context import NativeContext
from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.native.model import NativeModel

__all__ = ["NativeContext", "NativeModel", "library"]
