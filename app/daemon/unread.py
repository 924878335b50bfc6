"""How much a front end has left unread, and whether it still reads."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

STALLED_S = 10.0
"""A front end that has read nothing for so long, with too much before it, does not read."""
ASKED_FACTOR = 8
"""So many times the limit may wait in replies, which a front end asked for itself."""


class Unread:
    """Watches one connection's buffer. `clock` gives seconds, monotonic.

    What comes unasked (items of channels, events) counts against the limit. A reply may be larger than it: the front
    end has it as long as it goes on reading.
    """

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._sent = 0
        self._replies: deque[tuple[int, int]] = deque()
        """Where the replies that are not read yet begin and end, in bytes since the connection was made."""
        self._read = 0
        self._since = clock()
        """When it was last seen that it reads; means something only while more than the limit waits."""

    def add(self, size: int, *, reply: bool) -> None:
        """So many bytes are sent now, after `too_much` said no."""
        if reply:
            self._replies.append((self._sent, self._sent + size))
        self._sent += size

    def too_much(self, waiting: int) -> bool:
        """Whether the front end is to be dropped instead of being sent more, with so many bytes in the buffer."""
        read, now = self._sent - waiting, self._clock()
        while self._replies and self._replies[0][1] <= read:
            self._replies.popleft()
        if read > self._read or waiting <= self._limit:
            self._read, self._since = read, now
        if waiting <= self._limit:
            return False
        asked = sum(end - max(begin, read) for begin, end in self._replies)
        stalled = now - self._since > STALLED_S
        return stalled or waiting - asked > self._limit or asked > self._most_asked()

    def _most_asked(self) -> int:
        """One reply alone is never too large."""
        return max([ASKED_FACTOR * self._limit, *(end - begin for begin, end in self._replies)])
