"""The engine line's summary."""

from __future__ import annotations

from app.types.models import BackendName
from app.types.status import CoreStatus, StoreStatus, WorkerState, WorkerStatus
from app.ui.window.status_model import GB, EngineLine, EngineState, engine_line


def status(*workers: WorkerStatus, total: int = 0) -> CoreStatus:
    store = StoreStatus(writable=True, path="/db")
    return CoreStatus(
        pid=1,
        version="0",
        started_at=0.0,
        memory_bytes=0,
        clients=1,
        lingers=True,
        answering=0,
        store=store,
        workers=workers,
        memory_total_bytes=total,
    )


def worker(state: WorkerState, memory: int = 0, backend: BackendName = BackendName.LLAMA_CPP) -> WorkerStatus:
    return WorkerStatus(1, backend, "m", state, memory, cause="killed" if state is WorkerState.DOWN else "")


def test_nothing_runs_before_the_first_question() -> None:
    assert engine_line(None) == EngineLine(EngineState.NONE, "", 0.0, 0)
    assert engine_line(status(total=16 * GB)).total_gb == 16


def test_memory_of_all_workers_is_added_and_engines_are_named_once() -> None:
    two = (worker(WorkerState.IDLE, GB // 2), worker(WorkerState.BUSY, GB))
    line = engine_line(status(*two, worker(WorkerState.IDLE, 0, BackendName.OLLAMA)))
    assert line == EngineLine(EngineState.RUNNING, "llama.cpp, Ollama", 1.5, 0)


def test_a_worker_that_comes_up_counts_as_starting() -> None:
    assert engine_line(status(worker(WorkerState.RESTARTING), worker(WorkerState.IDLE))).state is EngineState.STARTING


def test_down_only_when_all_are_down_with_the_cause() -> None:
    line = engine_line(status(worker(WorkerState.DOWN)))
    assert (line.state, line.cause) == (EngineState.DOWN, "killed")
    assert engine_line(status(worker(WorkerState.DOWN), worker(WorkerState.IDLE))).state is EngineState.RUNNING
