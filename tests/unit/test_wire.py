"""Values cross process borders unchanged, and nothing is coerced on the way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.errors import AppError, Busy, InvalidInput, PromptTooLong, error_from_dict
from app.types.generation import Delta, Finished, GenerateRequest, PromptRead, Sampling, StopReason, TextDelta, Usage
from app.types.messages import Message, Role
from app.types.models import Capability, LoadSpec, ModelSource, ModelSpec, SourceKind
from app.types.streams import AnswerItem, AnswerPhase, AnswerProgress, AnswerText
from app.wire import from_wire, to_wire

VALUES: list[tuple[Any, Any]] = [
    (TextDelta("a 🐙 \ud800"), Delta),
    (PromptRead(1, 2, 0), Delta),
    (Finished(StopReason.LENGTH, Usage(3, 1, 2, 0.5, 96.4)), Delta),
    (AnswerProgress(AnswerPhase.LOADING, note="because"), AnswerItem),
    (AnswerText("x"), AnswerItem),
    (GenerateRequest((Message.of(Role.USER, "hi"),), Sampling(seed=3, stop=("a", "b"))), GenerateRequest),
    (LoadSpec("m", "/p.gguf", options={"a": 1, "b": "x", "c": True, "d": 1.5}), LoadSpec),
    (ModelSpec("a", "A", ModelSource(SourceKind.FILE, "/x"), capabilities=frozenset({Capability.TEXT})), ModelSpec),
]


@pytest.mark.parametrize(("value", "kind"), VALUES)
def test_round_trip(value: Any, kind: Any) -> None:
    assert from_wire(kind, json.loads(json.dumps(to_wire(value, kind)))) == value


@pytest.mark.parametrize(
    "data",
    [
        {"model_id": 3, "path": "x"},
        {"model_id": "m"},
        {"model_id": "m", "path": "x", "zz": 1},
        {"model_id": "m", "path": "x", "threads": True},
        {"model_id": "m", "path": "x", "threads": "2"},
        [],
        None,
    ],
)
def test_wrong_data_names_the_place(data: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        from_wire(LoadSpec, data)
    assert caught.value.detail


def test_errors_keep_class_and_text() -> None:
    error = PromptTooLong("Too long.", hint="Shorten it.", detail="x", params={"prompt_tokens": 9})
    back = error_from_dict(json.loads(json.dumps(error.to_dict())))
    assert type(back) is PromptTooLong
    assert back.to_dict() == error.to_dict()


def test_an_unknown_error_code_is_kept() -> None:
    back = error_from_dict({"code": "from_the_future", "message": "m"})
    assert type(back) is AppError
    assert back.params["code"] == "from_the_future"
    assert Busy.code != AppError.code


def test_a_command_without_a_result_replies_nothing() -> None:
    assert from_wire(type(None), to_wire(None)) is None
    with pytest.raises(InvalidInput):
        from_wire(type(None), "something")
