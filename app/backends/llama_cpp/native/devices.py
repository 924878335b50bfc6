"""The devices that the installed build of the library can compute on."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

from app.hardware import memory_available, memory_total
from app.types.models import DeviceInfo

_KINDS = {0: "cpu", 1: "gpu", 2: "igpu", 3: "accel"}
"""Of ggml_backend_dev_type in ggml-backend.h."""


def list_devices() -> tuple[DeviceInfo, ...]:
    """Every device with its memory now; needs no model."""
    return tuple(_describe(handle) for handle in _handles())


def device_array(names: tuple[str, ...]) -> Any:
    """These devices, in the form of the library's model parameters: pointers up to a null one."""
    ggml = _ggml()
    by_name = {_text(ggml.ggml_backend_dev_name(handle)): handle for handle in _handles()}
    handles = [by_name[name] for name in names]
    return (ctypes.c_void_p * (len(handles) + 1))(*handles, None)


def _handles() -> list[int]:
    ggml = _ggml()
    return [ggml.ggml_backend_dev_get(index) for index in range(ggml.ggml_backend_dev_count())]


def _describe(handle: int) -> DeviceInfo:
    ggml = _ggml()
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    ggml.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    kind = _KINDS.get(ggml.ggml_backend_dev_type(handle), "accel")
    on_cpu = kind == "cpu"  # the library calls all of the machine's memory free, and knows no control groups
    return DeviceInfo(
        name=_text(ggml.ggml_backend_dev_name(handle)),
        kind=kind,
        description=_text(ggml.ggml_backend_dev_description(handle)),
        memory_total=memory_total() if on_cpu else total.value,
        memory_free=memory_available() if on_cpu else free.value,
    )


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace")


@cache
def _ggml() -> Any:
    """The part of the library below llama.h, which the bindings load but do not declare."""
    from llama_cpp._ggml import libggml

    device, size = ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)
    for name, result, arguments in (
        ("ggml_backend_dev_count", ctypes.c_size_t, []),
        ("ggml_backend_dev_get", device, [ctypes.c_size_t]),
        ("ggml_backend_dev_name", ctypes.c_char_p, [device]),
        ("ggml_backend_dev_description", ctypes.c_char_p, [device]),
        ("ggml_backend_dev_type", ctypes.c_int, [device]),
        ("ggml_backend_dev_memory", None, [device, size, size]),
    ):
        function = getattr(libggml, name)
        function.restype, function.argtypes = result, arguments
    return libggml
