"""Which formula is drawn next, what was drawn, and what is not tried again. A state machine without Qt or processes."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum

from app.rich.drawing import MAX_TEX, Drawing, Wanted

KEPT = 1_000
"""So many pictures and failures are remembered."""
MAX_WAITING = 300
"""What is asked for beyond that pushes out what waits longest; it stays as its source."""
MAX_DEATHS = 3
"""After so many processes in a row that never answered, nothing is drawn any more."""


class State(Enum):
    """What is known of a formula."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    FAILED = "failed"


class FormulaLine:
    """One formula at a time goes to the process. The owner says what happened; nothing here knows the time."""

    def __init__(self) -> None:
        self.current: Wanted | None = None
        """What the process draws now."""
        self._waiting: OrderedDict[Wanted, None] = OrderedDict()
        self._known: OrderedDict[Wanted, Drawing | None] = OrderedDict()
        self._deaths = 0

    @property
    def gave_up(self) -> bool:
        """Whether the process cannot be had at all."""
        return self._deaths >= MAX_DEATHS

    def known(self, wanted: Wanted) -> Drawing | State:
        """The picture, or why there is none."""
        if wanted in self._known:
            self._known.move_to_end(wanted)
            return self._known[wanted] or State.FAILED
        waits = wanted == self.current or wanted in self._waiting
        return State.WAITING if waits else State.UNKNOWN

    def ask(self, wanted: Wanted) -> bool:
        """Put a formula into the line; False when nothing is to be drawn."""
        if self.gave_up or self.known(wanted) is not State.UNKNOWN:
            return False
        if not wanted.tex or len(wanted.tex) > MAX_TEX:
            self._remember(wanted, None)
            return False
        self._waiting[wanted] = None
        if len(self._waiting) > MAX_WAITING:
            self._waiting.popitem(last=False)
        return True

    def next(self) -> Wanted | None:
        """What the process gets now; None while it is busy, or when nothing waits. The newest comes first: it is what
        the person looks at.
        """
        if self.current is not None or not self._waiting or self.gave_up:
            return None
        self.current, _ = self._waiting.popitem()
        return self.current

    def drawn(self, drawing: Drawing | None) -> Wanted | None:
        """The process answered; returns what it drew, or None when it was asked nothing."""
        wanted, self.current = self.current, None
        if wanted is not None:
            self._deaths = 0
            self._remember(wanted, drawing)
        return wanted

    def died(self) -> Wanted | None:
        """The process ended, or was ended since it took too long: what it drew is not tried again."""
        wanted, self.current = self.current, None
        if wanted is not None:
            self._remember(wanted, None)
        return wanted

    def never_came(self) -> Wanted | None:
        """The process ended before its first answer. That may be the formula's fault, or the machine's."""
        self._deaths += 1
        return self.died()

    def _remember(self, wanted: Wanted, drawing: Drawing | None) -> None:
        self._known[wanted] = drawing
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
