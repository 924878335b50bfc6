"""What an exception of Ollama's client, or of the connection under it, means for a person. Pure."""

from __future__ import annotations

import logging

from app.errors import (
    AppError,
    Busy,
    EngineError,
    EngineUnavailable,
    InvalidInput,
    KeyRefused,
    ModelNotFound,
    OutOfMemory,
    Unsupported,
    WorkerDied,
)

_log = logging.getLogger(__name__)

START_HINT = "Start it (its app, or: ollama serve), or correct its address in Settings → Models and engines."
_MAX_DETAIL = 500
_MAX_REASON = 200
_CRASHED = (
    "runner process has terminated",
    "runner process no longer running",
    "unexpected eof",
    "wsarecv",
    "llama runner",
)
_NO_MEMORY = ("more system memory", "out of memory", "unable to allocate", "insufficient memory", "cudamalloc failed")
_TOO_LONG = ("exceeds maximum context length", "exceeds the context length", "exceed context", "prompt too long")


def absent(origin: str, detail: str = "") -> EngineUnavailable:
    """Nobody listens there."""
    return EngineUnavailable(
        f"No Ollama answers at {origin}.", hint=START_HINT, detail=detail, params={"reason": "absent", "origin": origin}
    )


def silent(origin: str, seconds: float) -> EngineUnavailable:
    """It was asked, and says nothing."""
    return EngineUnavailable(
        f"Ollama at {origin} has said nothing for {seconds:,.0f} seconds.",
        hint="Start Ollama again, or choose another engine.",
        params={"reason": "timeout", "origin": origin},
    )


def not_ollama(origin: str, detail: str = "") -> EngineUnavailable:
    """What answers there speaks something else."""
    return EngineUnavailable(
        f"What answers at {origin} is no Ollama.",
        hint="Correct its address in Settings → Models and engines.",
        detail=detail,
        params={"reason": "bad_reply", "origin": origin},
    )


def broken(*, before_first_token: bool, detail: str = "") -> WorkerDied:
    """It went away in the middle of an answer, or the process that computed did."""
    return WorkerDied(
        "Ollama went away in the middle of its work.",
        hint="Try again; start Ollama if it does not run any more.",
        detail=detail,
        params={"before_first_token": before_first_token, "culprit": None, "signal": None},
    )


def app_error(exc: Exception, origin: str, *, model: str = "", before_first_token: bool = True) -> AppError:
    """The error of ours for one of theirs.

    Raises:
        Exception: `exc` itself, where it is none of theirs.
    """
    import httpx
    import httpx2
    import ollama

    if isinstance(exc, AppError):
        return exc
    if isinstance(exc, ollama.ResponseError):
        return status_error(exc.status_code, str(exc.error), origin, model, before_first_token=before_first_token)
    if isinstance(exc, (ConnectionError, httpx.ConnectError, httpx2.ConnectError)):
        return absent(origin)
    if isinstance(exc, (httpx.TimeoutException, httpx2.TimeoutException, TimeoutError)):
        return EngineUnavailable(
            f"Ollama at {origin} does not answer in time.",
            hint="Wait until it has less to do, or start it again.",
            params={"reason": "timeout", "origin": origin},
        )
    if isinstance(exc, (httpx.TransportError, httpx2.TransportError)):
        return broken(before_first_token=before_first_token, detail=type(exc).__name__)
    if isinstance(exc, (httpx.HTTPError, httpx2.HTTPError, ValueError)):
        return not_ollama(origin, type(exc).__name__)
    if isinstance(exc, (TypeError, AttributeError, KeyError)):
        # JSON of another form than the client expects; or an error of ours, which the log has to show.
        _log.warning("what Ollama sent could not be read", exc_info=exc)
        return not_ollama(origin, type(exc).__name__)
    raise exc


def status_error(status: int, said: str, origin: str, model: str = "", *, before_first_token: bool = True) -> AppError:
    """What Ollama means by a status and its sentence."""
    said = said.strip()
    if said.startswith("<"):
        return not_ollama(origin, f"HTTP {status}, a web page")
    detail, low = said[:_MAX_DETAIL], said.lower()
    if any(words in low for words in _NO_MEMORY):
        return OutOfMemory(
            "Ollama has too little memory for the model.",
            hint="Close other programs, or choose a smaller model.",
            detail=detail,
        )
    if any(words in low for words in _CRASHED):
        return broken(before_first_token=before_first_token, detail=detail)
    if status == 404:
        return model_missing(model, detail)
    if status in (429, 503):
        hint = "Wait for its other answers to end, then try again."
        return Busy("Ollama is busy.", hint=hint, detail=detail, params={"reason": "server"})
    if status in (401, 403):
        return KeyRefused("Ollama wants a key.", hint="Set OLLAMA_API_KEY to the right one.", detail=f"HTTP {status}")
    if "does not support" in low:
        return Unsupported(f"The model cannot do that with Ollama: {detail}", hint="Choose another model or engine.")
    if any(words in low for words in _TOO_LONG):
        return InvalidInput("The text is too long for the model.", hint="Make it shorter.", detail=detail)
    reason = _one_line(said)
    return EngineError(
        f"Ollama refused: {reason}." if reason else "Ollama refused.",
        hint="Choose another model or engine.",
        detail=f"HTTP {status}: {detail}" if status > 0 else detail,
    )


def _one_line(said: str) -> str:
    """Ollama's own words, short enough and clean enough for a sentence."""
    words = " ".join("".join(c if c.isprintable() else " " for c in said[:_MAX_DETAIL]).split()).rstrip(" .")
    return words if len(words) <= _MAX_REASON else words[:_MAX_REASON].rstrip() + "…"


def model_missing(model: str, detail: str = "") -> ModelNotFound:
    """Ollama has no model of this name."""
    return ModelNotFound(
        f"Ollama has no model “{model}”.",
        hint=f"Fetch it with: tektra pull {model}",
        detail=detail,
        params={"model": model},
    )
