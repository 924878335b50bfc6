"""What travels on the local socket: one frame of `app.framing` for each message below, the payload empty.

The header's key "t" names the kind; the other keys are the fields of the message's class. This is the one place
that builds and reads headers, for the core and for its clients. Standard library only: values inside stay JSON here,
`app.bridge.calls` and `app.wire` give them their types.

    hello     both ways, first on each connection     protocol, version, pid, caller
    call      client → core                           id, command, args
    reply     core → client                           id, result
    error     core → client                           id (null: the connection itself ends), error
    follow    client → core                           id, channel, after
    items     core → client                           id (of the follow), seq (of the first), data (a list)
    end       core → client                           id (of the follow), seq, error (or null)
    unfollow  client → core                           id (of the follow)
    event     core → client                           name, data

The hello and the call `core.stop` stay as they are in every version, so that a newer Tektra can take over from an
older one. Keys that a reader does not know are ignored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.errors import FrameError
from app.framing import Frame, encode_frame

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hello:
    """Who is there. The core leaves `caller` empty."""

    protocol: int
    version: str
    pid: int
    caller: str = ""


@dataclass(frozen=True, slots=True)
class CallFrame:
    """A command with its arguments; the client counts the ids."""

    id: int
    command: str
    args: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReplyFrame:
    """The result of a call."""

    id: int
    result: Any


@dataclass(frozen=True, slots=True)
class ErrorFrame:
    """`AppError.to_dict()` of a failed call; without an id of why the core ends the connection."""

    id: int | None
    error: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FollowFrame:
    """Wants the items of a channel whose number is higher than `after`, then the live ones."""

    id: int
    channel: str
    after: int


@dataclass(frozen=True, slots=True)
class ItemsFrame:
    """One or more items in a row, numbered from `seq`."""

    id: int
    seq: int
    data: list[Any]


@dataclass(frozen=True, slots=True)
class EndFrame:
    """The channel is over, or cannot be followed; `error` says why, if it was not the plain end."""

    id: int
    seq: int
    error: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class UnfollowFrame:
    """No more of this."""

    id: int


@dataclass(frozen=True, slots=True)
class EventFrame:
    """A fact from the core."""

    name: str
    data: Any


Message = Hello | CallFrame | ReplyFrame | ErrorFrame | FollowFrame | ItemsFrame | EndFrame | UnfollowFrame | EventFrame

_TAGS: dict[type, str] = {
    Hello: "hello",
    CallFrame: "call",
    ReplyFrame: "reply",
    ErrorFrame: "error",
    FollowFrame: "follow",
    ItemsFrame: "items",
    EndFrame: "end",
    UnfollowFrame: "unfollow",
    EventFrame: "event",
}


def encode_message(message: Message) -> bytes:
    """The bytes of one message.

    Raises:
        FrameError: It is larger than a frame may be.
    """
    header: dict[str, Any] = {"t": _TAGS[type(message)]}
    for name in type(message).__slots__:
        header[name] = getattr(message, name)
    return encode_frame(header)


def parse_message(frame: Frame) -> Message:
    """The message in a frame.

    Raises:
        FrameError: The kind is unknown, or a field is missing or of the wrong type.
    """
    tag = frame.header.get("t")
    read = _READERS.get(tag) if isinstance(tag, str) else None
    if read is None:
        raise _damaged(f"unknown kind {tag!r}"[:100])
    return read(frame.header)


def _field(header: dict[str, Any], name: str, kind: type[T]) -> T:
    value = header.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _damaged(f"{header.get('t')}: {name} is not {kind.__name__}")
    return value


def _error(header: dict[str, Any]) -> ErrorFrame:
    call = None if header.get("id") is None else _field(header, "id", int)
    return ErrorFrame(call, _field(header, "error", dict))


def _end(header: dict[str, Any]) -> EndFrame:
    error = None if header.get("error") is None else _field(header, "error", dict)
    return EndFrame(_field(header, "id", int), _field(header, "seq", int), error)


_READERS: dict[str, Callable[[dict[str, Any]], Message]] = {
    "hello": lambda h: Hello(
        _field(h, "protocol", int), _field(h, "version", str), _field(h, "pid", int), str(h.get("caller", ""))
    ),
    "call": lambda h: CallFrame(_field(h, "id", int), _field(h, "command", str), _field(h, "args", dict)),
    "reply": lambda h: ReplyFrame(_field(h, "id", int), h.get("result")),
    "error": _error,
    "follow": lambda h: FollowFrame(_field(h, "id", int), _field(h, "channel", str), _field(h, "after", int)),
    "items": lambda h: ItemsFrame(_field(h, "id", int), _field(h, "seq", int), _field(h, "data", list)),
    "end": _end,
    "unfollow": lambda h: UnfollowFrame(_field(h, "id", int)),
    "event": lambda h: EventFrame(_field(h, "name", str), h.get("data")),
}


def _damaged(detail: str) -> FrameError:
    return FrameError("A message between Tektra's processes is damaged.", detail=detail)
