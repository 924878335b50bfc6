"""Anthropic's stream: events in the recorded shape of the Messages API, and whatever else a server might send."""

from __future__ import annotations

from typing import Any

import pytest

from app.backends.cloud.anthropic_events import Translator
from app.backends.openai_api.chunks import ChunkReader
from app.backends.openai_api.quirks import Quirks
from app.errors import AppError, Busy, EngineError, EngineUnavailable, KeyRefused, ModelNotFound
from app.types.engines import ProviderKind
from app.types.generation import (
    Delta,
    Finished,
    GenerateRequest,
    Sampling,
    StopReason,
    TextDelta,
    ThinkingDelta,
    ToolCallDelta,
)
from app.types.messages import Message, Role
from tests.helpers.edge_server import edge_server, says
from tests.unit.backends.cloud.desk import KEY, Desk, ask, collect, events, provider


def start(**usage: int) -> dict[str, Any]:
    """The first event."""
    return {"type": "message_start", "message": {"id": "msg_1", "role": "assistant", "content": [], "usage": usage}}


def block(index: int, **block: Any) -> dict[str, Any]:
    """A block begins."""
    return {"type": "content_block_start", "index": index, "content_block": block}


def piece(index: int, kind: str, **data: str) -> dict[str, Any]:
    """More of a block."""
    return {"type": "content_block_delta", "index": index, "delta": {"type": kind, **data}}


def end(reason: str | None, tokens: int = 5) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last two events."""
    delta = {"stop_reason": reason, "stop_sequence": None}
    return {"type": "message_delta", "delta": delta, "usage": {"output_tokens": tokens}}, {"type": "message_stop"}


WHOLE = (
    start(input_tokens=10, cache_read_input_tokens=90, cache_creation_input_tokens=7, output_tokens=1),
    {"type": "ping"},
    block(0, type="thinking", thinking="", signature=""),
    piece(0, "thinking_delta", thinking="Hm. "),
    piece(0, "signature_delta", signature="EqQBCgIYAhIM"),
    {"type": "content_block_stop", "index": 0},
    block(1, type="text", text=""),
    piece(1, "text_delta", text="Let me "),
    piece(1, "text_delta", text="look."),
    {"type": "content_block_stop", "index": 1},
    block(2, type="tool_use", id="toolu_1", name="clock", input={}),
    piece(2, "input_json_delta", partial_json=""),
    piece(2, "input_json_delta", partial_json='{"city": '),
    piece(2, "input_json_delta", partial_json='"Rome"}'),
    {"type": "content_block_stop", "index": 2},
    block(3, type="tool_use", id="toolu_2", name="date", input={}),
    {"type": "content_block_stop", "index": 3},
    *end("tool_use", 42),
)


def read(*data: object, limit: int | None = None) -> list[Delta]:
    """The deltas of a stream."""
    request = GenerateRequest((Message.of(Role.USER, "?"),), Sampling(max_tokens=limit))
    reader, translator = ChunkReader(request, Quirks(), secret=KEY), Translator("It", KEY)
    deltas = []
    for event in data:
        chunk = translator.chunk(event)
        deltas += reader.feed(chunk) if chunk else []
    return deltas + reader.finish()


def test_thoughts_text_calls_and_figures() -> None:
    deltas = read(*WHOLE)
    assert "".join(delta.text for delta in deltas if isinstance(delta, ThinkingDelta)) == "Hm. "
    assert "".join(delta.text for delta in deltas if isinstance(delta, TextDelta)) == "Let me look."
    calls = [delta.call for delta in deltas if isinstance(delta, ToolCallDelta)]
    assert [(call.id, call.name, call.arguments) for call in calls] == [
        ("toolu_1", "clock", '{"city": "Rome"}'),
        ("toolu_2", "date", "{}"),
    ]
    finished = deltas[-1]
    assert isinstance(finished, Finished)
    assert finished.reason is StopReason.TOOL_CALLS
    usage = finished.usage
    assert (usage.prompt_tokens, usage.reused_tokens, usage.completion_tokens) == (107, 90, 42)


@pytest.mark.parametrize(
    ("reason", "limit", "wanted"),
    [
        ("end_turn", None, StopReason.FINISHED),
        ("pause_turn", None, StopReason.FINISHED),
        ("something_new", None, StopReason.FINISHED),
        ("max_tokens", 5, StopReason.LENGTH),
        ("max_tokens", None, StopReason.LENGTH),
        ("model_context_window_exceeded", 500, StopReason.CONTEXT),
    ],
)
def test_each_end(reason: str, limit: int | None, wanted: StopReason) -> None:
    finished = read(start(), piece(0, "text_delta", text="a"), *end(reason), limit=limit)[-1]
    assert isinstance(finished, Finished)
    assert finished.reason is wanted


def test_an_answer_that_was_filtered() -> None:
    with pytest.raises(EngineError, match="filtered"):
        read(start(), piece(0, "text_delta", text="a"), *end("refusal"))


@pytest.mark.parametrize("events", [WHOLE[:-2], WHOLE[:3], ()])
def test_a_stream_without_its_end_is_no_answer(events: tuple[object, ...]) -> None:
    with pytest.raises(EngineUnavailable, match="closed the connection"):
        read(*events)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("authentication_error", KeyRefused),
        ("not_found_error", ModelNotFound),
        ("rate_limit_error", Busy),
        ("overloaded_error", Busy),
        ("api_error", EngineError),
        ("something_new", EngineError),
    ],
)
def test_errors_in_the_stream(kind: str, wanted: type[AppError]) -> None:
    with pytest.raises(wanted) as caught:
        read(start(), {"type": "error", "error": {"type": kind, "message": f"no {KEY}"}})
    assert KEY not in repr(caught.value.to_dict())


@pytest.mark.parametrize(
    "event",
    [
        None,
        [],
        "text",
        {"type": "content_block_delta"},
        {"type": "content_block_delta", "delta": "x"},
        {"type": "content_block_start", "content_block": 3},
        {"type": "message_start"},
        {"type": "message_delta", "delta": {"stop_reason": 7}},
        {"type": "error"},
        piece(0, "text_delta", text=7),  # type: ignore[arg-type]  # what a broken server sends
    ],
)
def test_what_is_of_another_form_is_refused(event: object) -> None:
    with pytest.raises(EngineUnavailable, match="unusable"):
        read(event)


def test_what_is_unknown_is_passed_over() -> None:
    deltas = read(
        {"type": "new_event"},
        {},
        {"type": "message_start", "message": {}},
        start(input_tokens=-3, output_tokens=True),
        block(0, type="redacted_thinking", data="x"),
        block(1, type="text", text="Hel"),
        block(2, type="thinking", thinking="hm"),
        piece(1, "citations_delta", citation="x"),
        piece(1, "text_delta", text="lo"),
        *end("end_turn"),
    )
    assert "".join(delta.text for delta in deltas if isinstance(delta, TextDelta)) == "Hello"


async def test_the_stream_of_a_server_as_the_backend_sees_it() -> None:
    """No real server of Anthropic's can be here; this one speaks by the events above."""
    async with edge_server(says(events(*WHOLE))) as server:
        desk = Desk((provider(server.url, ProviderKind.ANTHROPIC),))
        deltas = await collect(await desk.backend())
    assert isinstance(deltas[-1], Finished)
    asked = server.asked[0]
    assert asked.path == "/v1/messages"
    assert KEY in asked.headers.get("authorization", "") + asked.headers.get("x-api-key", "")
    assert asked.headers["anthropic-version"]


async def test_a_stop_string_that_the_server_found() -> None:
    stream = (start(input_tokens=3), piece(0, "text_delta", text="One"), *end("stop_sequence"))
    async with edge_server(says(events(*stream))) as server:
        desk = Desk((provider(server.url, ProviderKind.ANTHROPIC),))
        deltas = await collect(await desk.backend(), ask(stop=("two",)))
    assert isinstance(deltas[-1], Finished)
    assert deltas[-1].reason is StopReason.STOP_STRING
