"""Turns what goes wrong with a server of OpenAI's dialect into errors that a person may read. Pure.

What a server says is quoted in the folded part only, shortened and without the key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

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
    Unsupported,
)

MAX_QUOTE = 300
"""Characters of what a server said."""
_TOO_LONG = re.compile(
    r"context[ _-]?(length|window|size)|maximum context|prompt is too long|too many tokens|sequence length"
    r"|exceeds? .{0,40}context|longer than .{0,40}(context|length)",
    re.IGNORECASE,
)
_NO_MEMORY = re.compile(r"out of memory|insufficient memory|cannot allocate|CUDA_ERROR_OUT_OF_MEMORY", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*")
_HTML = re.compile(r"\s*(<!doctype|<html|<head|<\?xml)", re.IGNORECASE)
_KEYS = re.compile(r"\b(sk|pk|key|gsk|xai|AIza)[-_][A-Za-z0-9*_\-]{6,}|Bearer\s+\S+")


def bad_reply(reason: str, detail: str = "") -> EngineUnavailable:
    """The other side does not speak the dialect; the reason follows "The server sent an unusable answer: "."""
    return EngineUnavailable(
        f"The server sent an unusable answer: {reason}.",
        hint="Look whether its address is right and whether something stands in between.",
        detail=detail,
        params={"reason": "bad_reply"},
    )


def refused(who: str, detail: str = "") -> EngineUnavailable:
    """Nobody accepts the connection, or it broke."""
    return EngineUnavailable(
        f"{who} does not answer.",
        hint="Look whether it runs and whether its address is right, then try again.",
        detail=detail,
        params={"reason": "refused"},
    )


def silent(who: str, seconds: float, *, began: bool) -> EngineUnavailable:
    """Nothing came for too long."""
    when = "stopped in the middle of its answer" if began else "did not begin to answer"
    return EngineUnavailable(
        f"{who} {when}: nothing came for {seconds:.0f} s.",
        hint="Try again; if it comes back, restart it or choose another engine.",
        params={"reason": "timeout", "before_first_token": not began},
    )


def closed_early(who: str, *, began: bool) -> EngineUnavailable:
    """The stream ended without its end."""
    return EngineUnavailable(
        f"{who} closed the connection before its answer was finished.",
        hint="Try again; what came before is kept.",
        params={"reason": "bad_reply", "before_first_token": not began},
    )


def status_error(who: str, status: int, body: object, secret: str = "", retry_after: str = "") -> AppError:
    """What a reply other than 200 means. `body` is its JSON, its text, or None; `retry_after` as the header says."""
    text, code = said(body)
    detail = quoted(text, secret)
    if status in (401, 403):
        return KeyRefused(
            f"{who} refuses the key.", hint="Enter a valid key in the settings.", params={"status": status}
        )
    if isinstance(body, str) and _HTML.match(body):
        return bad_reply(f"it is a web page (status {status})")
    if status == 404:
        return ModelNotFound(
            f"{who} does not know this model or address.", hint="Choose one of the models that it lists.", detail=detail
        )
    if status == 429 and "quota" in f"{code} {text}":
        return EngineError(f"{who} says that the quota is used up.", hint="Look at your account there.", detail=detail)
    if status == 501:
        hint = "Choose another model or engine for it."
        return Unsupported(f"{who} cannot do this with this model.", hint=hint, detail=detail)
    if status in (429, 503, 529):
        return _busy(who, detail, retry_after)
    return said_error(who, text, code, detail, status)


def _busy(who: str, detail: str, retry_after: str) -> Busy:
    if not (retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 6):
        hint = "Wait a moment, then try again."
        return Busy(f"{who} has too much to do.", hint=hint, detail=detail, params={"reason": "server"})
    seconds = int(retry_after)
    hint = f"Wait {seconds} s, then try again." if seconds else "Try again."
    params = {"reason": "server", "retry_after_s": seconds}
    return Busy(f"{who} has too much to do.", hint=hint, detail=detail, params=params)


def stream_error(who: str, error: object, secret: str = "") -> AppError:
    """What an `error` in the middle of a stream means."""
    text, code = said(error)
    return said_error(who, text, code, quoted(text, secret), 500)


def said_error(who: str, text: str, code: str, detail: str, status: int) -> AppError:
    """By the words of a server."""
    if code == "context_length_exceeded" or _TOO_LONG.search(text):
        numbers = [int(found.replace(",", "")) for found in _NUMBER.findall(text)[:8] if len(found) < 12]
        numbers = sorted(number for number in numbers if number >= 64)
        params = {"context_tokens": numbers[0], "prompt_tokens": numbers[-1]} if len(numbers) > 1 else {}
        return PromptTooLong(
            "The chat is longer than the model's context window.",
            hint="Send a shorter message (this one stays in the chat, but is not read again), or start a new chat.",
            detail=detail,
            params={"prompt_tokens": 0, "context_tokens": 0, **params},
        )
    if _NO_MEMORY.search(text):
        return OutOfMemory(
            f"{who} ran out of memory.",
            hint="Close other programs, or choose a smaller model or context window.",
            detail=detail,
            params={"need_bytes": 0, "have_bytes": 0, "largest_context": 0},
        )
    if status in (400, 413, 415, 422):
        return InvalidInput(
            f"{who} does not accept this request.",
            hint="Change its settings, or choose another engine.",
            detail=detail,
            params={"status": status},
        )
    return EngineError(f"{who} failed.", hint="Try again, or choose another engine.", detail=detail)


def said(body: object) -> tuple[str, str]:
    """The message and the code in what a server sent, in whichever of the usual forms."""
    if isinstance(body, Mapping):
        inner: Any = body.get("error", body)
        if isinstance(inner, Mapping):
            message = next((inner[key] for key in ("message", "detail", "msg") if inner.get(key)), "")
            code = inner.get("code") or inner.get("type") or ""
            return _text(message), _text(code)
        return _text(inner), ""
    return _text(body), ""


def quoted(text: str, secret: str = "") -> str:
    """A server's words, short and without keys."""
    if secret:
        text = text.replace(secret, "…")
    text = _KEYS.sub("…", text)
    text = "".join(sign if sign.isprintable() else " " for sign in text[: 2 * MAX_QUOTE])
    return text if len(text) <= MAX_QUOTE else f"{text[:MAX_QUOTE]}…"


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return type(value).__name__
