"""The list of engines: the one place that a new engine is added to."""

from __future__ import annotations

from app.backends.base import Engine
from app.backends.worker.protocol import WorkerEngine
from app.errors import InvalidInput
from app.types.models import BackendName


def engines() -> dict[BackendName, Engine]:
    """Every engine that is built, installed here or not."""
    from app.backends.echo.engine import EchoEngine
    from app.backends.llama_cpp.engine import LlamaCppEngine

    return {engine.name: engine for engine in (LlamaCppEngine(), EchoEngine())}


def worker_engine(name: str) -> WorkerEngine:
    """The engine of a worker process; imports nothing of the other engines.

    Raises:
        InvalidInput: No engine of this name runs in a worker.
    """
    if name == BackendName.ECHO:
        from app.backends.echo.worker import EchoWorker

        return EchoWorker()
    if name == BackendName.LLAMA_CPP:
        from app.backends.llama_cpp.worker import LlamaCppWorker

        return LlamaCppWorker()
    raise InvalidInput(f"No engine “{name}” runs in a worker process.")
