"""Trees of messages as other programs keep them → messages as we archive them. Pure.

What a person never saw is dropped and its children move up. Steps of one answer that follow each other without a branch
become one message, as they were one to the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.errors import InvalidInput
from app.types.archive import ArchivedMessage
from app.types.messages import Role, clean_text

MAX_MESSAGES = 100_000
"""Of one chat."""


@dataclass(frozen=True, slots=True)
class Loose:
    """One node as it was found."""

    id: str
    parent: str | None
    message: ArchivedMessage | None
    """None: dropped. Its own `parent` is not looked at."""


def settle(nodes: Iterable[Loose], shown: str | None) -> tuple[tuple[ArchivedMessage, ...], int | None]:
    """The messages, parents first, otherwise in the order in which they were found; and which of them ends the branch
    that was shown.

    A parent that is not there begins the chat; so does one that closes a circle.

    Raises:
        InvalidInput: There are too many.
    """
    known = {node.id: node for node in nodes}
    if len(known) > MAX_MESSAGES:
        raise InvalidInput(
            f"A chat has {len(known):,} messages; {MAX_MESSAGES:,} are allowed.", hint="Split it before the import."
        )
    children: dict[str | None, list[str]] = {}
    for node in known.values():
        children.setdefault(node.parent if node.parent in known else None, []).append(node.id)
    placed: dict[str, int | None] = {}
    """Node to the message that it became, or that stands before it where it was dropped."""
    settled: list[ArchivedMessage] = []
    for root in (*children.get(None, ()), *known):  # the second walk begins circles, which no root reaches
        _place(root, None, known, children, placed, settled)
    ending = placed.get(shown) if shown is not None else None
    return tuple(settled), ending


def _place(
    root: str,
    above: int | None,
    known: dict[str, Loose],
    children: dict[str | None, list[str]],
    placed: dict[str, int | None],
    settled: list[ArchivedMessage],
) -> None:
    """One tree, without recursion: chats of other programs are thousands of messages deep. What is waiting knows
    whether nothing branched off since the last message that was kept.
    """
    waiting = [(root, above, False)]
    while waiting:
        node_id, parent, alone = waiting.pop()
        if node_id in placed:
            continue
        message = known[node_id].message
        own = parent
        if message is not None:
            own = _add(message, parent, settled, merge=alone)
        placed[node_id] = own
        below = children.get(node_id, ())
        single = len(below) == 1 and (alone or message is not None)
        waiting.extend((child, own, single) for child in reversed(below))


def _add(message: ArchivedMessage, parent: int | None, settled: list[ArchivedMessage], *, merge: bool) -> int:
    before = settled[parent] if parent is not None else None
    if merge and before is not None and before.role is message.role is Role.ASSISTANT and parent == len(settled) - 1:
        settled[parent] = _joined(before, message)
        return parent
    settled.append(replace(message, parent=parent, text=clean_text(message.text)))
    return len(settled) - 1


def _joined(first: ArchivedMessage, second: ArchivedMessage) -> ArchivedMessage:
    return replace(
        second,
        parent=first.parent,
        created_at=first.created_at,
        text="\n\n".join(part for part in (first.text, clean_text(second.text)) if part),
        thinking="\n\n".join(part for part in (first.thinking, second.thinking) if part),
        thinking_s=first.thinking_s + second.thinking_s,
        attachments=(*first.attachments, *second.attachments),
    )
