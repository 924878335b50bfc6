"""What a worker tells about exceptions, expected or not."""

from __future__ import annotations

import sys
import traceback

from app.errors import AppError, EngineError, InternalError


def say(text: str) -> None:
    """Print to where the core keeps the last lines of a worker."""
    print(text, file=sys.stderr, flush=True)


def as_app_error(exc: Exception) -> AppError:
    """What to tell about anything that was raised while a request was served."""
    if isinstance(exc, AppError):
        return exc
    if isinstance(exc, MemoryError):
        return EngineError(
            "The engine ran out of memory.",
            hint="Close other programs, or choose a smaller model or context window.",
            params={"reason": "out_of_memory"},
        )
    say(traceback.format_exc())
    detail = "".join(traceback.format_exception(exc))
    return InternalError("The engine hit an unexpected problem.", hint="Try again.", detail=detail)
