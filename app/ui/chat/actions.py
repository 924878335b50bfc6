"""What can be done with a message, and what a row asks for. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.types.attachments import AttachmentInfo
from app.types.chats import ToolDecision
from app.ui.chat.messages import ShownMessage


class Act(StrEnum):
    """One entry of a message's actions."""

    COPY = "copy"
    COPY_TEXT = "copy_text"
    COPY_THINKING = "copy_thinking"
    EDIT = "edit"
    REGENERATE = "regenerate"
    CONTINUE = "continue"
    BRANCH = "branch"
    QUOTE = "quote"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Do:
    """Do this with a message; `model_id` is that of another model to answer with."""

    message_id: str
    act: Act
    model_id: str | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A message's text was edited; with `again` a prompt is asked anew beside the old one."""

    message_id: str
    text: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ShowVersion:
    """Show the branch of another version."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What the person says of a tool call."""

    message_id: str
    tool_id: str
    decision: ToolDecision


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Show a file that went with a message."""

    message_id: str
    position: int
    info: AttachmentInfo


@dataclass(frozen=True, slots=True)
class MenuWanted:
    """Show all actions of a message, at a place of the screen."""

    message_id: str
    x: int
    y: int


Request = Do | Edited | ShowVersion | Decided | OpenFile | MenuWanted


def offered(shown: ShownMessage, *, last: bool) -> tuple[Act, ...]:
    """What can be done with a message now, in the order of its menu."""
    acts = [Act.COPY, Act.COPY_TEXT] if shown.text else []
    if shown.text and shown.thinking:
        acts.append(Act.COPY_THINKING)
    if shown.text:
        acts.append(Act.QUOTE)
    if shown.running:
        return tuple(acts)
    acts.append(Act.EDIT)
    if not shown.from_person:
        acts.append(Act.REGENERATE)
        if last and shown.text:
            acts.append(Act.CONTINUE)
    return (*acts, Act.BRANCH, Act.DELETE)


def neighbours(shown: ShownMessage) -> tuple[int, int, str | None, str | None]:
    """Which version of how many this is, and the ids of the one before and the one after."""
    versions = shown.stored.versions
    if len(versions) < 2 or shown.id not in versions:
        return 1, 1, None, None
    place = versions.index(shown.id)
    before = versions[place - 1] if place else None
    after = versions[place + 1] if place + 1 < len(versions) else None
    return place + 1, len(versions), before, after
