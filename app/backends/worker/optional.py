"""The requests that not every engine can answer, inside the worker."""

from __future__ import annotations

from typing import Any

from app.backends.worker.protocol import (
    Between,
    DeviceEngine,
    EmbeddingEngine,
    Op,
    StateEngine,
    TokenEngine,
    WorkerEngine,
)
from app.errors import Unsupported
from app.types.embeddings import EmbedRequest
from app.types.generation import ToolSpec
from app.types.messages import Message
from app.types.models import DeviceInfo
from app.wire import from_wire, to_wire


def do_optional(engine: WorkerEngine, op: Op, args: dict[str, Any], between: Between) -> Any:
    """The JSON-able result of an optional request.

    Raises:
        Unsupported: This engine has not this ability.
    """
    if op is Op.EMBED and isinstance(engine, EmbeddingEngine):
        return to_wire(engine.embed(from_wire(EmbedRequest, args["request"]), between))
    if op is Op.TOKENIZE and isinstance(engine, TokenEngine):
        return to_wire(engine.tokenize(from_wire(str, args["text"])))
    if op is Op.DETOKENIZE and isinstance(engine, TokenEngine):
        return engine.detokenize(from_wire(tuple[int, ...], args["tokens"]))
    if op is Op.SAVE_STATE and isinstance(engine, StateEngine):
        messages = from_wire(tuple[Message, ...], args["messages"])
        tools = from_wire(tuple[ToolSpec, ...], args["tools"])
        return to_wire(engine.save_state(messages, from_wire(str, args["path"]), between, tools))
    if op is Op.LOAD_STATE and isinstance(engine, StateEngine):
        return to_wire(engine.load_state(from_wire(str, args["path"])))
    if op is Op.DEVICES and isinstance(engine, DeviceEngine):
        return to_wire(engine.devices(), tuple[DeviceInfo, ...])
    raise Unsupported(f"The engine cannot do “{op}”.", hint="Choose another engine.")
