"""The dispatcher checks name, caller and arguments before a handler runs."""

from __future__ import annotations

import inspect
import logging
from typing import Any

import pytest

from app.bridge.calls import decode_result, encode_arguments
from app.bridge.events import PAYLOADS, ChatEvent, EmptyEvent, EventBus
from app.bridge.names import Caller, EventName
from app.bridge.registry import CommandRegistry
from app.bridge.signatures import COMMANDS, StopReply, chat_rename, core_stop
from app.errors import AppError, Busy, InternalError, InvalidInput, Unsupported
from app.types.chats import ChatSummary

CHAT = ChatSummary("c1", "Title", 1.0, 2.0)


async def rename(*, chat_id: str, title: str) -> ChatSummary:
    return ChatSummary(chat_id, title, 1.0, 2.0)


def registry() -> CommandRegistry:
    made = CommandRegistry()
    made.bind(chat_rename, rename)
    return made


async def test_a_call_travels_there_and_back() -> None:
    arguments = encode_arguments(chat_rename, {"chat_id": "c1", "title": "Neu"})
    result = await registry().dispatch("chat.rename", arguments, Caller.UI)
    assert decode_result("chat.rename", result) == ChatSummary("c1", "Neu", 1.0, 2.0)


@pytest.mark.parametrize(
    ("name", "arguments", "caller", "error", "words"),
    [
        ("chat.rename", {"chat_id": "c1"}, Caller.UI, InvalidInput, "'title'"),
        ("chat.rename", {"chat_id": "c1", "title": 3}, Caller.UI, InvalidInput, "'title'"),
        ("chat.rename", {"chat_id": "c1", "title": "t", "x": 1}, Caller.UI, InvalidInput, "'x'"),
        ("chat.rename", {"chat_id": "c1", "title": "t"}, Caller.HTTP_REMOTE, Unsupported, "chat.rename"),
        ("chat.nothing", {}, Caller.UI, Unsupported, "chat.nothing"),
        ("chat.list", {}, Caller.UI, Unsupported, "chat.list"),
    ],
)
async def test_wrong_calls_are_refused_in_words(
    name: str, arguments: dict[str, Any], caller: Caller, error: type[AppError], words: str
) -> None:
    with pytest.raises(error) as caught:
        await registry().dispatch(name, arguments, caller)
    assert words in caught.value.message


async def test_typed_errors_pass_and_bugs_become_internal(caplog: pytest.LogCaptureFixture) -> None:
    async def busy(*, only_if_idle: bool = False, on_purpose: bool = True) -> StopReply:
        if only_if_idle:
            raise Busy("busy")
        raise ZeroDivisionError("a bug")

    made = CommandRegistry()
    made.bind(core_stop, busy)
    with pytest.raises(Busy):
        await made.dispatch("core.stop", {"only_if_idle": True}, Caller.UI)
    with caplog.at_level(logging.CRITICAL, logger="app.bridge.registry"), pytest.raises(InternalError) as caught:
        await made.dispatch("core.stop", {}, Caller.UI)
    assert "ZeroDivisionError" in caught.value.detail


def test_every_signature_is_typed_and_documented() -> None:
    for name, command in COMMANDS.items():
        noun, _, verb = name.partition(".")
        assert noun
        assert verb
        assert inspect.getdoc(command.signature), name
        assert command.callers, name
        parameters = inspect.signature(command.signature).parameters.values()
        assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters), name


def test_every_event_has_a_payload_and_the_bus_checks_it() -> None:
    assert set(PAYLOADS) == set(EventName)
    bus = EventBus()
    got: list[EventName] = []
    bus.listen(lambda name, _payload: got.append(name))
    bus.emit(EventName.CHAT_CREATED, ChatEvent(CHAT))
    with pytest.raises(TypeError):
        bus.emit(EventName.CHAT_CREATED, EmptyEvent())
    assert got == [EventName.CHAT_CREATED]


def test_a_failing_listener_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    bus = EventBus()
    got: list[EventName] = []

    def broken(name: EventName, payload: object) -> None:
        raise RuntimeError("listener bug")

    bus.listen(broken)
    leave = bus.listen(lambda name, _payload: got.append(name))
    with caplog.at_level(logging.CRITICAL, logger="app.bridge.events"):
        bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
        leave()
        bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
    assert got == [EventName.MODELS_CHANGED]
