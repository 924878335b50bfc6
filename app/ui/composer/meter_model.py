"""How full the model's window is, and what Send would do: what the composer says of it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.types.chats import ContextPolicy, ContextUse

NEARLY = 0.85
"""From this share on the meter says that there is little room left."""
AGAIN_BYTES = 256 * 1024
"""More than this in attached files is not sent along with every measuring, only when the files are others."""


class Fill(StrEnum):
    """How full."""

    UNKNOWN = "unknown"
    FINE = "fine"
    NEARLY = "nearly"
    OVER = "over"
    """It does not fit; what then happens is `ContextUse.policy`."""


def fill_of(use: ContextUse | None) -> Fill:
    """What the meter's colour and words say."""
    if use is None or use.window <= 0:
        return Fill.UNKNOWN
    if use.tokens > use.window or use.left_out:
        return Fill.OVER
    return Fill.NEARLY if use.tokens >= NEARLY * use.window else Fill.FINE


def with_files(use: ContextUse, tokens: int) -> ContextUse:
    """The same with files that were not sent along, whose length is known."""
    if not tokens:
        return use
    return replace(use, tokens=use.tokens + tokens, draft_tokens=use.draft_tokens + tokens, exact=False)


def with_streamed(use: ContextUse, tokens: int) -> ContextUse:
    """The same while an answer is written, of which so many tokens came since: it never outgrows the window."""
    if tokens <= 0:
        return use
    room = max(use.tokens, use.window)
    return replace(use, tokens=min(use.tokens + tokens, room), exact=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the composer shows."""

    use: ContextUse | None = None
    fill: Fill = Fill.UNKNOWN
    begun: bool = True
    """Whether there are messages that could be left out."""

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return min(1.0, self.use.tokens / self.use.window) if self.use is not None and self.use.window > 0 else 0.0

    @property
    def warns(self) -> bool:
        """Whether something is said before Send."""
        return self.fill in (Fill.NEARLY, Fill.OVER)

    @property
    def alone(self) -> bool:
        """Whether what is being written is too long by itself: no policy helps."""
        return self.use is not None and 0 < self.use.window < self.use.draft_tokens

    @property
    def refused(self) -> bool:
        """Whether Send would bring an error."""
        over = self.use is not None and self.fill is Fill.OVER
        return over and (self.alone or (self.use is not None and self.use.policy is ContextPolicy.REFUSE))

    @property
    def others(self) -> tuple[ContextPolicy, ...]:
        """What else could be done with a chat that is too long."""
        if self.use is None or not self.warns or self.alone or not self.begun:
            return ()
        wanted = (ContextPolicy.DROP, ContextPolicy.SUMMARISE, ContextPolicy.REFUSE)
        return tuple(policy for policy in wanted if policy is not self.use.policy)


def shown(use: ContextUse | None, *, empty: bool, begun: bool = True) -> Shown:
    """Of an empty new chat without a draft nothing; of a window that is not known nothing."""
    fill = fill_of(use)
    return Shown() if empty or fill is Fill.UNKNOWN else Shown(use, fill, begun)
