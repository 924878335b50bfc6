"""A look at a test picture, which proves that a model sees, and does not only say so."""

from __future__ import annotations

import struct
import zlib
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from app.backends.worker.marker import Work
from app.backends.worker.protocol import Job
from app.errors import AppError
from app.types.generation import Delta, GenerateRequest, Sampling, TextDelta
from app.types.messages import ImagePart, Message, Role, TextPart

QUESTION = "What do you see in this picture? Answer in a few words."
MAX_TOKENS = 24
SIDE = 224
_SHAPES = ("circle", "round", "dot", "ball", "disc", "disk", "sphere", "spot")
_COLOUR = "red"


class Steps(Protocol):
    """An engine with a loaded model, as far as it answers."""

    def start(self, job: Job) -> None:
        """Take in one answer."""
        ...

    @property
    def busy(self) -> bool:
        """Whether `step` has something to do."""
        ...

    def step(self) -> None:
        """Go on."""
        ...


class _Asking:
    """A `Job` that keeps its answer."""

    def __init__(self, request: GenerateRequest) -> None:
        self.request = request
        self.text = ""
        self.error: AppError | None = None
        self.ended = False

    def stopped(self) -> bool:
        """Never."""
        return False

    def emit(self, delta: Delta) -> None:
        """Keep the text."""
        if isinstance(delta, TextDelta):
            self.text += delta.text

    def end(self, error: AppError | None = None) -> None:
        """Keep what went wrong."""
        self.error, self.ended = error, True

    def alone(self, work: Work = Work.PROMPT) -> AbstractContextManager[None]:  # noqa: ARG002 (the protocol's)
        """It is the only one."""
        return nullcontext()

    def wait(self, seconds: float) -> bool:  # noqa: ARG002 (the protocol's)
        """Nobody stops it."""
        return False


def look_at_test_picture(engine: Steps) -> str:
    """Let a model that was just loaded say what it sees; returns the finding in one sentence."""
    message = Message(Role.USER, (ImagePart(red_circle()), TextPart(QUESTION)))
    job = _Asking(GenerateRequest((message,), Sampling(temperature=0.0, repeat_penalty=1.0, max_tokens=MAX_TOKENS)))
    try:
        engine.start(job)
        while not job.ended and engine.busy:
            engine.step()
    except AppError as exc:
        job.end(exc)
    return verdict(job.text, job.error)


def verdict(answer: str, error: AppError | None = None) -> str:
    """What the answer shows."""
    if error is not None:
        return f"It could not look at a test picture: {error.message}"
    said = " ".join(answer.split())
    lowered = said.lower()
    if _COLOUR in lowered and any(shape in lowered for shape in _SHAPES):
        return f"It sees: “{said}”"
    return f"It could not tell what is in a test picture (a red circle): “{said}”"


def red_circle(side: int = SIDE) -> bytes:
    """A plain red circle on white, as a PNG file."""
    middle, radius = (side - 1) / 2, side * 0.32
    rows = []
    for y in range(side):
        half = (max(0.0, radius**2 - (y - middle) ** 2)) ** 0.5
        left = round(middle - half) if half else 0
        width = round(2 * half)
        rows.append(b"\x00" + b"\xff" * 3 * left + b"\xd2\x28\x28" * width + b"\xff" * 3 * (side - left - width))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
