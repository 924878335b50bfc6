"""What servers say when something goes wrong, in words for a person."""

from __future__ import annotations

import pytest

from app.backends.openai_api.problems import MAX_QUOTE, closed_early, quoted, said, silent, status_error, stream_error
from app.errors import (
    AppError,
    Busy,
    EngineError,
    EngineUnavailable,
    InvalidInput,
    KeyRefused,
    ModelNotFound,
    OutOfMemory,
    PromptTooLong,
)

KEY = "sk-secret-1234567890"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}, KeyRefused),
        (403, None, KeyRefused),
        (404, {"error": {"message": "The model `x` does not exist", "code": "model_not_found"}}, ModelNotFound),
        (404, "<html><body>nginx</body></html>", EngineUnavailable),
        (502, "\n<!DOCTYPE html>…", EngineUnavailable),
        (429, {"error": {"message": "slow down", "type": "requests"}}, Busy),
        (429, {"error": {"message": "…", "code": "insufficient_quota"}}, EngineError),
        (503, {"message": "server busy"}, Busy),
        (529, None, Busy),
        (400, {"error": {"message": "max context length exceeded", "code": "context_length_exceeded"}}, PromptTooLong),
        (422, {"message": "Prompt sequence length is greater than 8192, perhaps …"}, PromptTooLong),
        (422, {"message": "messages[0].role: unknown variant"}, InvalidInput),
        (400, {"detail": [{"msg": "field required"}]}, InvalidInput),
        (500, {"message": "CUDA out of memory"}, OutOfMemory),
        (500, {"error": "boom"}, EngineError),
        (500, None, EngineError),
    ],
)
def test_replies_other_than_200(status: int, body: object, kind: type[AppError]) -> None:
    error = status_error("Provider", status, body, KEY)
    assert type(error) is kind
    assert error.message
    assert error.hint
    assert KEY not in f"{error.message} {error.hint} {error.detail} {error.params}"


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("0", 0), ("soon", None), ("", None), ("9999999", None)])
def test_a_busy_server_may_say_for_how_long(header: str, seconds: int | None) -> None:
    error = status_error("It", 429, None, retry_after=header)
    assert type(error) is Busy
    assert error.params.get("retry_after_s") == seconds
    assert (f"{seconds} s" in error.hint) is bool(seconds)


def test_numbers_of_a_prompt_that_is_too_long() -> None:
    said_by_llama_cpp = "Requested tokens (9001) exceed context window of 8,192"
    error = status_error("It", 400, {"error": {"message": said_by_llama_cpp}})
    assert isinstance(error, PromptTooLong)
    assert error.params == {"prompt_tokens": 9001, "context_tokens": 8192}
    one = stream_error("It", "Prompt sequence length is greater than 8192")
    assert isinstance(one, PromptTooLong)
    assert one.params == {"prompt_tokens": 0, "context_tokens": 0}


@pytest.mark.parametrize(
    ("error", "words"),
    [("plain", "plain"), ({"message": "in an object"}, "in an object"), ({"code": 5}, ""), (["odd"], '["odd"]')],
)
def test_errors_in_the_middle_of_a_stream(error: object, words: str) -> None:
    found = stream_error("It", error)
    assert type(found) is EngineError
    assert found.detail == words


def test_a_server_is_quoted_shortly_and_without_keys() -> None:
    assert quoted("a\x1b[31m b\nc") == "a [31m b c"
    assert len(quoted("x" * 10_000)) == MAX_QUOTE + 1
    assert quoted(f"my own key {KEY} and Bearer abc.def") == "my own key … and …"
    assert quoted("custom-key-value is wrong", "custom-key-value") == "… is wrong"


def test_what_cannot_be_json_is_named_by_its_type() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert said({"error": {"message": loop}}) == ("list", "")
    assert said(None) == ("", "")


def test_silence_and_early_ends_say_whether_anything_had_come() -> None:
    assert "did not begin" in silent("It", 5, began=False).message
    assert silent("It", 5, began=False).params == {"reason": "timeout", "before_first_token": True}
    assert "in the middle" in silent("It", 5, began=True).message
    assert closed_early("It", began=True).params["before_first_token"] is False
