"""When a core that a front end started ends by itself: pure policy, the clock comes from outside."""

from __future__ import annotations

from collections.abc import Callable


class Linger:
    """Counts the quiet time of a core. Runs on the core's event loop.

    A core without clients from its start on is quiet from its start on: its front end may have died.
    """

    def __init__(self, clock: Callable[[], float], seconds: Callable[[], float | None]) -> None:
        """`seconds` is asked each time; None is a core that stays, as `tektra daemon start` makes it."""
        self._clock = clock
        self._seconds = seconds
        self._quiet_since: float | None = clock()

    def update(self, *, clients: int, answering: int) -> None:
        """Tell how many clients are connected and how many answers and downloads run, whenever one of them changes."""
        if clients or answering:
            self._quiet_since = None
        elif self._quiet_since is None:
            self._quiet_since = self._clock()

    def remaining(self) -> float | None:
        """Seconds until the core should end, 0 when it should end now, None while it stays."""
        seconds = self._seconds()
        if seconds is None or self._quiet_since is None:
            return None
        return max(0.0, self._quiet_since + seconds - self._clock())
