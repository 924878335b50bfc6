"""Ordered streams with sequence numbers, kept in the core so that a front end can come back for the rest."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.errors import AppError, ChannelGone

MAX_ITEMS = 50_000
"""Items kept per channel for a front end that comes back; older ones are dropped (the stored message has them)."""
MAX_ENDED = 16
"""Ended channels that can still be read: they are for a front end that comes back within moments, and long answers
take megabytes."""


@dataclass(frozen=True, slots=True)
class ChannelItem:
    """One item. The last one of a channel has `end=True` and carries the error, if there was one, instead of data."""

    channel: str
    seq: int
    data: Any = None
    end: bool = False
    error: AppError | None = None


Receiver = Callable[[ChannelItem], None]


class Channel:
    """One stream. Runs on the core's event loop; numbering starts at 1."""

    def __init__(self, channel_id: str, on_end: Callable[[], None], max_items: int = MAX_ITEMS) -> None:
        self.id = channel_id
        self._items: deque[ChannelItem] = deque(maxlen=max_items)
        self._receivers: dict[int, Receiver] = {}
        self._next_receiver = 0
        self._seq = 0
        self._on_end = on_end
        self.ended = False

    @property
    def seq(self) -> int:
        """The number of the newest item; 0 before the first."""
        return self._seq

    @property
    def followed(self) -> bool:
        """Whether somebody receives it now."""
        return bool(self._receivers)

    def send(self, data: Any) -> int:
        """Add an item and hand it to every receiver; returns its number. Nothing is added after the end."""
        return self._push(data=data)

    def close(self, error: AppError | None = None) -> None:
        """End the stream; twice is once."""
        if not self.ended:
            self._push(end=True, error=error)
            self.ended = True
            self._receivers.clear()
            self._on_end()

    def receive(self, receiver: Receiver, after: int = 0) -> Callable[[], None]:
        """Replay everything after the item `after`, then go on live; call the result to leave.

        Raises:
            ChannelGone: Items after `after` were already dropped.
        """
        oldest = self._items[0].seq if self._items else self._seq + 1
        if after + 1 < oldest:
            raise ChannelGone("The beginning of this stream is no longer kept.", hint="Open the chat again.")
        for item in [item for item in self._items if item.seq > after]:
            receiver(item)
        if self.ended:
            return lambda: None
        self._next_receiver += 1
        key = self._next_receiver
        self._receivers[key] = receiver
        return lambda: self._receivers.pop(key, None) and None

    def _push(self, data: Any = None, *, end: bool = False, error: AppError | None = None) -> int:
        if self.ended:
            return self._seq
        self._seq += 1
        item = ChannelItem(self.id, self._seq, data, end, error)
        self._items.append(item)
        for receiver in list(self._receivers.values()):
            receiver(item)
        return self._seq


class ChannelHub:
    """All channels of the core, by id."""

    def __init__(self, max_ended: int = MAX_ENDED) -> None:
        self._channels: dict[str, Channel] = {}
        self._ended: deque[str] = deque()
        self._max_ended = max_ended

    def open(self) -> Channel:
        """A new channel with an id that cannot be guessed."""
        channel_id = uuid.uuid4().hex
        channel = Channel(channel_id, lambda: self._retire(channel_id))
        self._channels[channel_id] = channel
        return channel

    def get(self, channel_id: str) -> Channel:
        """A channel that runs, or ended not long ago.

        Raises:
            ChannelGone: Unknown or forgotten.
        """
        try:
            return self._channels[channel_id]
        except KeyError:
            raise ChannelGone("This stream has ended.", hint="Open the chat again.") from None

    def _retire(self, channel_id: str) -> None:
        self._ended.append(channel_id)
        while len(self._ended) > self._max_ended:
            self._channels.pop(self._ended.popleft(), None)
