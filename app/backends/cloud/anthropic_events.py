"""The events of Anthropic's stream, put into the chunks of OpenAI's, so that one reader serves both. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.backends.openai_api.chunks import BY_CONTEXT
from app.backends.openai_api.problems import bad_reply, status_error

_REASONS = {
    "end_turn": "stop",
    "pause_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": BY_CONTEXT,
    "tool_use": "tool_calls",
    "refusal": "content_filter",
}
_STATUS = {
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "rate_limit_error": 429,
    "overloaded_error": 529,
    "invalid_request_error": 400,
    "request_too_large": 413,
}


class Translator:
    """Translates one answer's events. Belongs to the task that reads it."""

    def __init__(self, who: str, secret: str = "") -> None:
        self._who = who
        self._secret = secret
        self._usage: dict[str, int] = {}
        self.ended = False
        """The stream is complete."""
        self.at_stop_string = False
        """A stop string ended the answer at the server."""

    def chunk(self, event: object) -> dict[str, Any] | None:
        """The chunk that says the same; None for an event that says nothing.

        Raises:
            AppError: What the server says in it.
            EngineUnavailable: It is not of this dialect.
        """
        if not isinstance(event, Mapping):
            raise bad_reply("a piece of it is no object")
        kind = event.get("type")
        if kind == "content_block_delta":
            return _choice(self._delta(_inner(event, "delta"), event.get("index")))
        if kind == "content_block_start":
            return self._block(_inner(event, "content_block"), event.get("index"))
        if kind == "message_start":
            told = self._told(_inner(event, "message").get("usage"))
            self._usage.pop("output_tokens", None)  # of the first token alone
            told["usage"].pop("completion_tokens", None)
            return told
        if kind == "message_delta":
            return self._ending(event)
        if kind == "error":
            error = _inner(event, "error")
            raise status_error(
                self._who, _STATUS.get(str(error.get("type")), 500), {"error": dict(error)}, self._secret
            )
        self.ended = self.ended or kind == "message_stop"
        return None

    def _block(self, block: Mapping[Any, Any], index: object) -> dict[str, Any] | None:
        if block.get("type") == "tool_use":
            call = {"index": index, "id": block.get("id"), "function": {"name": block.get("name"), "arguments": ""}}
            return _choice({"tool_calls": [call]})
        if block.get("type") == "thinking" and block.get("thinking"):
            return _choice({"reasoning_content": block["thinking"]})
        return _choice({"content": block["text"]}) if block.get("type") == "text" and block.get("text") else None

    def _delta(self, delta: Mapping[Any, Any], index: object) -> dict[str, Any]:
        kind = delta.get("type")
        if kind == "text_delta":
            return {"content": delta.get("text")}
        if kind == "thinking_delta":
            return {"reasoning_content": delta.get("thinking")}
        if kind == "input_json_delta":
            return {"tool_calls": [{"index": index, "function": {"arguments": delta.get("partial_json")}}]}
        return {}

    def _ending(self, event: Mapping[Any, Any]) -> dict[str, Any]:
        reason = _inner(event, "delta").get("stop_reason")
        if reason is not None and not isinstance(reason, str):
            raise bad_reply("the reason of its end has a wrong form")
        self.at_stop_string = reason == "stop_sequence"
        chunk = _choice({}, _REASONS.get(reason, "stop") if reason else None)
        return chunk | self._told(event.get("usage"))

    def _told(self, usage: object) -> dict[str, Any]:
        """What was counted so far: what is read from a cache does not count as input there."""
        if isinstance(usage, Mapping):
            self._usage |= {
                str(name): count
                for name, count in usage.items()
                if isinstance(count, int) and not isinstance(count, bool) and count >= 0
            }
        reused = self._usage.get("cache_read_input_tokens", 0)
        found: dict[str, Any] = {}
        if "input_tokens" in self._usage:
            read = self._usage["input_tokens"] + self._usage.get("cache_creation_input_tokens", 0) + reused
            found = {"prompt_tokens": read, "prompt_tokens_details": {"cached_tokens": reused}}
        if "output_tokens" in self._usage:
            found["completion_tokens"] = self._usage["output_tokens"]
        return {"usage": found}


def _choice(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}


def _inner(event: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
    found = event.get(name)
    if not isinstance(found, Mapping):
        raise bad_reply("a piece of it has a wrong form")
    return found
