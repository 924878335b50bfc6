"""The waiting line of one model: bounded, with priorities, and left at once by whoever gives up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import AppError, Busy
from app.manager.line import Place, serve_next
from app.types.generation import Priority


@dataclass(slots=True)
class _Waiter:
    place: Place
    turn: asyncio.Future[None]


class Turns:
    """Who may use a model now and who waits. Runs on the core's event loop.

    People go before programs, and programs before background work, which is overtaken a limited number of times only.
    `may_go(ticket)` can hold a newer request back while an older one waits for this model's memory. Drafts have no
    place here: they neither wait nor count.
    """

    def __init__(self, may_go: Callable[[int], bool]) -> None:
        self._may_go = may_go
        self._waiting: list[_Waiter] = []
        self._active = 0
        self._width = 1

    @property
    def active(self) -> int:
        """Turns that were taken and not given back."""
        return self._active

    @property
    def waiting(self) -> int:
        """Requests in the line."""
        return len(self._waiting)

    def widen(self, width: int) -> None:
        """How many may have a turn at once."""
        self._width = max(1, width)
        self.poke()

    @property
    def free(self) -> int:
        """How many more could have a turn at once; 0 while somebody waits."""
        return 0 if self._waiting else max(0, self._width - self._active)

    async def take(self, ticket: int, priority: Priority, limit: int, on_wait: Callable[[], None]) -> None:
        """Wait for a turn; each one taken must be given back.

        Raises:
            Busy: `limit` requests wait already.
        """
        if self.free and self._may_go(ticket):
            self._active += 1
            return
        if len(self._waiting) >= limit:
            raise Busy(
                f"{len(self._waiting)} answers are waiting for this model already, and {limit} is the limit.",
                hint="Wait until one of them has ended, then try again.",
                params={"waiting": len(self._waiting), "limit": limit},
            )
        waiter = _Waiter(Place(priority, ticket), asyncio.get_running_loop().create_future())
        self._waiting.append(waiter)
        on_wait()
        try:
            await waiter.turn
        except asyncio.CancelledError:
            self._leave(waiter)
            raise

    def give_back(self) -> None:
        """End a turn; the next in line gets it."""
        self._active -= 1
        self.poke()

    def poke(self) -> None:
        """Look again who may go; needed when `may_go` has changed its mind."""
        while self._active < self._width:
            allowed = {waiter.place.arrived: waiter for waiter in self._waiting if self._may_go(waiter.place.arrived)}
            chosen = serve_next([waiter.place for waiter in allowed.values()])
            if chosen is None:
                return
            waiter = allowed[chosen.arrived]
            self._waiting.remove(waiter)
            if not waiter.turn.done():
                self._active += 1
                waiter.turn.set_result(None)

    def fail_all(self, error: AppError) -> None:
        """Send everybody in the line away with `error`."""
        while self._waiting:
            waiter = self._waiting.pop(0)
            if not waiter.turn.done():
                waiter.turn.set_exception(error.copy())

    def _leave(self, waiter: _Waiter) -> None:
        if waiter in self._waiting:
            self._waiting.remove(waiter)
            self.poke()
        elif not waiter.turn.cancelled() and waiter.turn.exception() is None:
            self.give_back()  # its turn came in the same moment
