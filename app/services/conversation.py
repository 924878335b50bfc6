"""What of a stored chat a model reads, as values: the turns, where one may begin in the middle, what a summary says.

Pure. The stored chat is never changed; a model reads a part of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.errors import PromptTooLong
from app.services.attachments import NEEDED, part_of
from app.services.tools.history import answer_messages, open_text_of, spoken_out
from app.types.attachments import Attachment
from app.types.chats import ChatMessage
from app.types.messages import AudioPart, ImagePart, Message, Role, TextPart
from app.types.models import Capability

NOTHING: Mapping[str, Sequence[Attachment]] = {}
SUMMARY_BEFORE = "Summary of our conversation so far:\n"


@dataclass(frozen=True, slots=True)
class Turn:
    """One stored message, as an engine reads it."""

    id: str
    message: Message
    after: tuple[Message, ...] = ()
    """Of an answer that used tools: what they returned, and what it said then."""

    @property
    def text(self) -> str:
        """Everything that was said in it."""
        return "\n".join(part.text for part in (self.message, *self.after) if part.text)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is to be answered, the question last."""

    turns: tuple[Turn, ...]
    system: str = ""
    """Put before everything; "" for none."""
    open_text: str = ""
    """The answer as far as it is written, when it goes on."""
    kept_from: str | None = None
    """Where the answer before this one began to read."""
    begun: tuple[Message, ...] = ()
    """Of the answer that goes on: what it said up to its last tool call, and what that returned."""

    @classmethod
    def of(
        cls,
        stored: Sequence[ChatMessage],
        system: str = "",
        open_text: str = "",
        attached: Mapping[str, Sequence[Attachment]] = NOTHING,
        takes: Collection[Capability] = (),
        *,
        tools: bool = False,
    ) -> Conversation:
        """A branch of a chat, from its root to the answer that is to come.

        What a model thought earlier is no part of it, and neither are pictures of earlier questions where the model
        cannot see; those of the last one are, so that it is said. With `tools` the model is offered some, and reads
        earlier calls as such; otherwise it is told of them in words.
        """
        read = readable(stored)
        told = {turn.id: _messages(turn, attached, None if turn is read[-1] else takes, tools=tools) for turn in read}
        turns = tuple(
            Turn(turn.id, told[turn.id][0], told[turn.id][1:])
            for turn in read
            if turn.text or turn.tools or attached.get(turn.id)
        )
        last = next(
            (turn.kept_from for turn in reversed(stored) if turn.role is Role.ASSISTANT and (turn.text or turn.tools)),
            None,
        )
        uses = stored[-1].tools if stored else ()
        if not tools:
            return cls(turns, system, spoken_out(open_text, uses), last)
        return cls(turns, system, open_text_of(open_text, uses), last, answer_messages(open_text, uses, last=False))

    @property
    def needs(self) -> frozenset[Capability]:
        """What a model must be able to take."""
        parts = [part for turn in self.turns for part in turn.message.parts]
        kinds = {ImagePart: Capability.IMAGE, AudioPart: Capability.AUDIO}
        return frozenset(need for kind, need in kinds.items() if any(isinstance(part, kind) for part in parts))

    @property
    def borders(self) -> list[int]:
        """The turns with which a shorter reading may begin: questions other than the very first turn, oldest first."""
        return [index for index, turn in enumerate(self.turns) if index and turn.message.role is Role.USER]

    @property
    def before(self) -> int:
        """The border at which the last answer began to read; 0 for the beginning of the chat."""
        return next((index for index in self.borders if self.turns[index].id == self.kept_from), 0)

    def messages(self, start: int = 0, summary: str = "") -> tuple[Message, ...]:
        """The prompt from a border on; a summary of what is left out stands before the first of its questions."""
        kept = [message for turn in self.turns[start:] for message in (turn.message, *turn.after)]
        if summary and kept:
            note = TextPart(f"{SUMMARY_BEFORE}{summary}\n\n")
            kept[0] = Message(kept[0].role, (note, *kept[0].parts))
        if self.system:
            kept.insert(0, Message.of(Role.SYSTEM, self.system))
        kept += self.begun
        if self.open_text:
            kept.append(Message.of(Role.ASSISTANT, self.open_text))
        return tuple(kept)


def _messages(
    turn: ChatMessage,
    attached: Mapping[str, Sequence[Attachment]],
    takes: Collection[Capability] | None,
    *,
    tools: bool,
) -> tuple[Message, ...]:
    """Files first, then what is said about them; `takes` None is everything. Every model takes a document's text."""
    if turn.tools and tools:
        return answer_messages(turn.text, turn.tools)
    given = attached.get(turn.id, ())
    files = [part_of(item) for item in given if takes is None or _taken(item, takes)]
    return (Message(turn.role, (*files, TextPart(spoken_out(turn.text, turn.tools)))),)


def _taken(item: Attachment, takes: Collection[Capability]) -> bool:
    return item.kind not in NEEDED or NEEDED[item.kind] in takes


def readable(stored: Sequence[ChatMessage]) -> list[ChatMessage]:
    """What the engine reads before the last message: without the prompts that proved too long for it.

    One such prompt would otherwise make every later question of its chat too long as well. One whose answer has some
    text was read once, and stays.
    """
    earlier = stored[:-1]
    too_long = {turn.parent_id for turn in earlier if not turn.text and _too_long(turn)}
    return [turn for turn in earlier if turn.id not in too_long]


def _too_long(answer: ChatMessage) -> bool:
    return answer.error is not None and answer.error.get("code") == PromptTooLong.code
