"""Questions that were written while an answer came: what is sent next, and when. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from app.ui.composer.attach_model import AttachedFile

_KEYS = count(1)


def new_key() -> int:
    """Of one more question that waits; its own in this window."""
    return next(_KEYS)


@dataclass(slots=True)
class Waiting:
    """One question that waits its turn."""

    key: int
    text: str
    files: list[AttachedFile] = field(default_factory=list)
    model_id: str | None = None


class SendQueue:
    """The questions of one chat, first come first sent. It rests after Stop and after a failed answer."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._urgent = False
        self.resting = False
        """Nothing is sent before the person says so."""

    def __iter__(self) -> Iterator[Waiting]:
        return iter(self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def texts(self) -> tuple[str, ...]:
        """What would be lost with the window."""
        return tuple(item.text for item in self._waiting if item.text)

    def add(self, item: Waiting) -> None:
        """At the end."""
        self._waiting.append(item)

    def add_urgent(self, item: Waiting) -> None:
        """The running answer is being stopped for this one."""
        self._waiting.insert(0, item)
        self._urgent, self.resting = True, False

    def take_back(self, items: Iterable[Waiting]) -> None:
        """A window before this one had not sent them: nothing of it goes before the person says so."""
        self._waiting[:0] = items
        self.resting = bool(self._waiting)

    def remove(self, key: int) -> Waiting | None:
        """Take one out; None when it was sent meanwhile."""
        item = next((item for item in self._waiting if item.key == key), None)
        if item is not None:
            self._urgent = self._urgent and self._waiting[0] is not item
            self._waiting.remove(item)
        if not self._waiting:
            self.resting = False
        return item

    def put_back(self, item: Waiting) -> None:
        """It was refused: it waits again, and the others with it."""
        self._waiting.insert(0, item)
        self.resting = True

    def stopped(self) -> None:
        """The person stopped the answer: what waits is not what was wanted to come at once."""
        self.resting = bool(self._waiting) and not self._urgent

    def resume(self) -> None:
        """Go on."""
        self.resting = False

    def next(self, *, good: bool) -> Waiting | None:
        """An answer ended, well or not: what is sent now."""
        if not self._waiting:
            return None
        if not self._urgent and (self.resting or not good):
            self.resting = True
            return None
        self._urgent = False
        return self._waiting.pop(0)
