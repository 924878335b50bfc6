"""What of a list of messages stays when a part of its branch was read again: pure functions over ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.types.chats import ChatMessage


@dataclass(frozen=True, slots=True)
class Splice:
    """`removed` rows from `first` on give way to `added` others; what follows stays as it is."""

    first: int
    removed: int
    added: int

    @property
    def changes(self) -> bool:
        """Whether anything is different."""
        return bool(self.removed or self.added)


def kept_before(known: Sequence[str], fresh: Sequence[ChatMessage]) -> int:
    """How many of the known messages stand before the first of those that were read, in the same branch."""
    if not fresh or fresh[0].id not in known:
        return 0
    place = known.index(fresh[0].id)
    return place if place and fresh[0].parent_id == known[place - 1] else 0


def splice_of(known: Sequence[str], wanted: Sequence[str]) -> Splice:
    """The one change that makes the known ids the wanted ones, with as many as possible left alone at both ends."""
    shorter = min(len(known), len(wanted))
    front = 0
    while front < shorter and known[front] == wanted[front]:
        front += 1
    back = 0
    while back < shorter - front and known[-1 - back] == wanted[-1 - back]:
        back += 1
    return Splice(front, len(known) - front - back, len(wanted) - front - back)
