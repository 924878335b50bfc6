"""What one answer has sent over all its attempts, and whether it can go on after its engine died. Pure.

An answer goes on from its text: the engine gets it back as `written`. Thinking, tool calls and several choices cannot
be handed back faithfully, so such an answer starts over only as long as nothing of it has been sent.
"""

from __future__ import annotations

from dataclasses import replace

from app.types.generation import (
    Delta,
    Finished,
    GenerateRequest,
    PromptRead,
    TextDelta,
    ThinkingDelta,
    ToolCallDelta,
    Usage,
)

MAX_DEATHS = 4
"""An answer that has been through so many ends, whatever it got done between them."""


class Trail:
    """The trail of one answer. `now` is the moment at which it was handed to the engine, in seconds of any clock."""

    def __init__(self, request: GenerateRequest, now: float) -> None:
        self._request = request
        self._began = now
        self._first_s: float | None = None
        self._read: PromptRead | None = None
        self._text = ""
        self._tokens = 0
        self._resumed = False
        self._bound = False
        """Something was sent that no engine can go on from."""
        self._deaths = 0
        self._attempt_wrote = False
        self._finished = 0

    @property
    def started(self) -> bool:
        """Whether anything of the answer was sent."""
        return bool(self._text) or self._bound

    @property
    def complete(self) -> bool:
        """Whether every choice came to its end: what happens to the engine now does not matter."""
        return self._finished >= self._request.choices

    @property
    def request(self) -> GenerateRequest:
        """What to ask of the engine for the rest."""
        if not self._text:
            return self._request
        return replace(
            self._request,
            written=self._request.written + self._text,
            written_tokens=self._request.written_tokens + self._tokens,
        )

    def take(self, delta: Delta, now: float) -> Delta:
        """Note what the engine said; what to pass on."""
        if isinstance(delta, PromptRead):
            self._read = self._read if self._text else delta
        elif isinstance(delta, Finished):
            self._finished += 1
            return replace(delta, usage=self._whole(delta.usage)) if self._resumed else delta
        else:
            self._wrote(delta, now)
        return delta

    def died(self, *, culprit: bool | None) -> bool:
        """Its engine died; whether the answer goes on.

        It does not when it is to blame itself, when it cannot be taken up again, or when the engine died a second time
        before anything more had come: then it is most likely to blame, although nobody saw it.
        """
        self._deaths += 1
        stuck = self._deaths > 1 and not self._attempt_wrote
        resumable = not self._bound
        self._attempt_wrote = False
        self._resumed = bool(self._text)
        return not culprit and resumable and not stuck and self._deaths < MAX_DEATHS

    def _wrote(self, delta: TextDelta | ThinkingDelta | ToolCallDelta, now: float) -> None:
        if self._first_s is None:
            self._first_s = now - self._began
        self._attempt_wrote = True
        if isinstance(delta, TextDelta) and self._request.choices == 1:
            self._text += delta.text
            self._tokens += delta.tokens
        else:
            self._bound = True

    def _whole(self, last: Usage) -> Usage:
        """The figures of the whole answer: prompt and first token as of its beginning, speed as of its last part. The
        engine has counted what was written before.
        """
        return replace(
            last,
            prompt_tokens=self._read.total_tokens if self._read else last.prompt_tokens,
            reused_tokens=self._read.reused_tokens if self._read else last.reused_tokens,
            first_token_s=self._first_s or 0.0,
        )
