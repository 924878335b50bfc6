"""Runs one engine inside a worker process: a reader thread takes frames, the main thread owns the engine."""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from app.backends.sampling import check_request
from app.backends.worker.marker import Marked, Marker, Work
from app.backends.worker.mishaps import as_app_error, say
from app.backends.worker.optional import do_optional
from app.backends.worker.pipes import DeltaSender, FrameWriter, read_frames
from app.backends.worker.protocol import Op, WorkerEngine
from app.errors import AppError, Cancelled, FrameError, InvalidInput
from app.framing import PROTOCOL_VERSION
from app.types.generation import Delta, GenerateRequest, ToolSpec
from app.types.messages import Message
from app.types.models import LoadSpec
from app.wire import from_wire, to_wire

_log = logging.getLogger(__name__)

EXIT_ORPHANED = 3
"""The core is gone."""
EXIT_PROTOCOL = 4
"""The core speaks another version, or sent something that is not a frame."""


@dataclass(frozen=True, slots=True)
class _Call:
    """One request from the core; `stop` is set when nobody waits for it any more."""

    id: int
    op: Op
    args: dict[str, Any]
    stop: threading.Event = field(default_factory=threading.Event)


_STEP = _Call(0, Op.PING, {})
_WORK = {
    Op.LOAD: Work.LOADING,
    Op.UNLOAD: Work.LOADING,
    Op.EMBED: Work.EMBEDDING,
    Op.SAVE_STATE: Work.STATE,
    Op.LOAD_STATE: Work.STATE,
}
"""What the marker says of a request; others prepare prompts."""
_BESIDE = frozenset({Op.GENERATE, Op.COUNT_TOKENS})
"""What is begun between two parts of a long request."""


class _HostedJob:
    """A `Job` whose deltas go to the core. Belongs to the engine's thread."""

    def __init__(
        self,
        call: _Call,
        request: GenerateRequest,
        sender: DeltaSender,
        on_end: Callable[[_Call, AppError | None], None],
        marker: Marker,
    ) -> None:
        self.request = request
        self._marker = marker
        self._marked: dict[Work, Marked] = {}
        self._call = call
        self._sender = sender
        self._on_end = on_end
        self._ended = False

    def stopped(self) -> bool:
        """Nobody waits for it any more."""
        return self._call.stop.is_set()

    def emit(self, delta: Delta) -> None:
        """Send a delta on; nothing after the end."""
        if not self._ended:
            self._sender.emit(delta)

    def end(self, error: AppError | None = None) -> None:
        """The last call; a second one does nothing."""
        if not self._ended:
            self._ended = True
            self._sender.flush()
            self._on_end(self._call, error)

    def give_up(self, error: AppError) -> None:
        """The engine does not end it: tell the core, and the engine that nobody waits."""
        self.end(error)
        self._call.stop.set()

    def alone(self, work: Work = Work.ANSWER) -> AbstractContextManager[None]:
        """A block that is marked in the memory that the core shares."""
        marked = self._marked.get(work)
        if marked is None:
            marked = self._marked[work] = self._marker.at(work, self._call.id)
        return marked

    def wait(self, seconds: float) -> bool:
        """Pause, at most until it is stopped."""
        return self._call.stop.wait(seconds)


class WorkerHost:
    """The two threads of a worker. `run` is the main thread and calls the engine; everything named `_read…` is the
    reader thread, which stays responsive while the engine computes, since native code lets go of the interpreter.
    """

    def __init__(self, engine_name: str, engine: WorkerEngine, read_fd: int, write_fd: int, marker: Marker) -> None:
        self._engine_name = engine_name
        self._engine = engine
        self._read_fd = read_fd
        self._writer = FrameWriter(write_fd)
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._later: deque[_Call | None] = deque()
        """What came during a long request, and has to wait for its end."""
        self._active: dict[int, _Call] = {}
        self._lock = threading.Lock()
        self._marker = marker
        self._jobs: set[_HostedJob] = set()
        self._computing = marker.at(Work.COMPUTING)

    def run(self) -> int:
        """Serve until the core says `exit`; the process's exit code. Ends the process when the core is gone."""
        threading.Thread(target=self._read, name="worker-reader", daemon=True).start()
        self._send({"hello": {"version": PROTOCOL_VERSION, "pid": os.getpid(), "engine": self._engine_name}})
        while (call := self._next()) is not None:
            if call is not _STEP:
                self._answer(call)
            elif self._engine.busy:
                self._step()
        self._engine.unload()
        return 0

    def _step(self) -> None:
        try:
            with self._computing:
                self._engine.step()
        except Exception as exc:
            # A bug of the engine: nobody must wait for ever, and what comes next may work.
            error = as_app_error(exc)
            for job in list(self._jobs):
                job.give_up(error)
        self._marker.step()

    def _next(self) -> _Call | None:
        """The next request; `_STEP` when there is none, but the engine has something to do."""
        if self._later:
            return self._later.popleft()
        if not self._engine.busy:
            return self._calls.get()
        try:
            return self._calls.get_nowait()
        except queue.Empty:
            return _STEP

    def _between(self, call: _Call) -> None:
        """Between two parts of a long request: answers begin, and go on.

        Raises:
            Cancelled: Nobody waits for it any more.
        """
        if call.stop.is_set():
            raise Cancelled("The request was stopped.")
        self._begin_beside()
        if self._engine.busy:
            self._step()
        else:
            self._marker.step()

    def _begin_beside(self) -> None:
        """What came meanwhile, in order, up to the first request that has to wait."""
        while not self._later:
            try:
                call = self._calls.get_nowait()
            except queue.Empty:
                return
            if call is not None and call.op in _BESIDE:
                self._answer(call)
            else:
                self._later.append(call)

    def _read(self) -> None:
        try:
            for frame in read_frames(self._read_fd):
                self._read_one(frame.header)
        except OSError as exc:
            say(f"the pipe from the core failed: {exc}")
        except Exception as exc:
            say(f"the core sent a damaged message: {exc!r}")
            os._exit(EXIT_PROTOCOL)
        # The engine's thread may be deep in native code: only this ends it at once, however the core died.
        os._exit(EXIT_ORPHANED)

    def _read_one(self, header: dict[str, Any]) -> None:
        op = Op(header["op"])
        if op is Op.HELLO:
            if header["version"] != PROTOCOL_VERSION:
                raise InvalidInput(f"version {header['version']} where {PROTOCOL_VERSION} belongs")
        elif op is Op.PING:
            self._send({"id": header["id"], "result": None})
        elif op is Op.CANCEL:
            self._read_cancel(header["id"])
        elif op is Op.EXIT:
            self._read_exit()
        else:
            args = {key: value for key, value in header.items() if key not in ("op", "id")}
            call = _Call(from_wire(int, header["id"]), op, args)
            with self._lock:
                self._active[call.id] = call
            self._calls.put(call)

    def _read_cancel(self, call_id: int) -> None:
        with self._lock:
            if call := self._active.get(call_id):
                call.stop.set()

    def _read_exit(self) -> None:
        with self._lock:
            for call in self._active.values():
                call.stop.set()
        self._calls.put(None)

    def _answer(self, call: _Call) -> None:
        began = time.monotonic()
        try:
            if call.stop.is_set():
                raise Cancelled("The request was stopped before it began.")
            if call.op is Op.GENERATE:
                self._start(call, began)
                return
            with self._marker.at(_WORK.get(call.op, Work.PROMPT), call.id):
                reply: dict[str, Any] = {"result": self._do(call)}
        except Exception as exc:
            reply = {"error": as_app_error(exc).to_dict()}
        self._reply(call, reply, began)

    def _reply(self, call: _Call, reply: dict[str, Any], began: float) -> None:
        outcome = reply["error"]["code"] if "error" in reply else "done"
        _log.info("%s: %s after %.2f s: %s", self._engine_name, call.op, time.monotonic() - began, outcome)
        with self._lock:
            del self._active[call.id]
        try:
            self._send({"id": call.id, **reply})
        except FrameError as exc:  # larger than a message may be
            self._send({"id": call.id, "error": exc.to_dict()})

    def _start(self, call: _Call, began: float) -> None:
        request = from_wire(GenerateRequest, call.args["request"])
        check_request(request)

        def ended(call: _Call, error: AppError | None) -> None:
            self._jobs.discard(job)
            if call.stop.is_set():
                error = Cancelled("The answer was stopped.")
            self._reply(call, {"error": error.to_dict()} if error else {"result": None}, began)

        job = _HostedJob(call, request, DeltaSender(self._writer, call.id), ended, self._marker)
        self._jobs.add(job)
        try:
            with job.alone():
                self._engine.start(job)
        except Exception as exc:
            job.end(as_app_error(exc))

    def _do(self, call: _Call) -> Any:
        args = call.args
        if call.op is Op.LOAD:
            return to_wire(self._engine.load(from_wire(LoadSpec, args["spec"])))
        if call.op is Op.COUNT_TOKENS:
            tools = from_wire(tuple[ToolSpec, ...], args["tools"])
            return self._engine.count_tokens(from_wire(tuple[Message, ...], args["messages"]), tools)
        if call.op is Op.UNLOAD:
            return self._engine.unload()
        return do_optional(self._engine, call.op, args, lambda: self._between(call))

    def _send(self, header: dict[str, Any]) -> None:
        try:
            self._writer.send(header)
        except OSError:
            os._exit(EXIT_ORPHANED)
