"""The dialect of mistral.rs in a request."""

from __future__ import annotations

import pytest

from app.backends.mistral_rs.dialect import FIRST_S, quirks_of, silence_for
from app.backends.openai_api.body import chat_body
from app.errors import Unsupported
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, Sampling, ToolSpec
from app.types.messages import ImagePart, Message, Role

HI = (Message.of(Role.USER, "Hi"),)
BLIND, SEES = quirks_of(sees=False, tags=None), quirks_of(sees=True, tags=None)


def test_names_and_what_is_left_out() -> None:
    request = GenerateRequest(HI, Sampling(seed=4, max_tokens=9), thinking=False)
    body = chat_body("default", request, BLIND)
    assert (body["max_tokens"], body["repetition_penalty"], body["enable_thinking"]) == (9, 1.1, False)
    assert not body.keys() & {"seed", "stream_options", "dry_multiplier"}


def test_any_object_is_a_schema_and_a_picture_has_a_text() -> None:
    form = chat_body("default", GenerateRequest(HI, format=AnswerFormat(FormatKind.JSON)), BLIND)["response_format"]
    assert form["type"] == "json_schema"
    shown = GenerateRequest((Message(Role.USER, (ImagePart(b"\x89PNG"),)),))
    assert len(chat_body("default", shown, SEES)["messages"][0]["content"]) == 2
    with pytest.raises(Unsupported):
        chat_body("default", shown, BLIND)


def test_a_call_cannot_be_forced() -> None:
    with pytest.raises(Unsupported, match="cannot be made"):
        chat_body("default", GenerateRequest(HI, tools=(ToolSpec("f"),), tool_choice="required"), BLIND)


def test_a_long_prompt_may_be_read_for_longer() -> None:
    assert silence_for(0).first_s == FIRST_S
    assert silence_for(10_000).first_s > 1000
