"""The client's side without I/O: bytes in, happenings out, and what survives a lost connection."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from app.bridge.calls import encode_result
from app.bridge.events import ChatEvent
from app.bridge.frames import (
    CallFrame,
    EndFrame,
    ErrorFrame,
    EventFrame,
    FollowFrame,
    Hello,
    ItemsFrame,
    Message,
    ReplyFrame,
    UnfollowFrame,
    encode_message,
    parse_message,
)
from app.bridge.names import Caller, EventName
from app.bridge.signatures import chat_list, chat_rename, core_stop
from app.client.protocol import (
    CallFailed,
    ChannelEnded,
    ClientProtocol,
    Connected,
    EventReceived,
    Item,
    Refused,
    ReplyReceived,
)
from app.errors import Busy, ChannelGone, ChatNotFound, FrameError, InvalidInput
from app.framing import PROTOCOL_VERSION, FrameDecoder
from app.process import own_environment
from app.types.chats import ChatSummary
from app.types.streams import AnswerItem, AnswerText
from app.wire import to_wire

CHAT = ChatSummary("c1", "Title", 1.0, 2.0)


def sent(data: bytes) -> list[Message]:
    return [parse_message(frame) for frame in FrameDecoder().feed(data)]


def items(follow: int, seq: int, *texts: str) -> ItemsFrame:
    return ItemsFrame(follow, seq, [to_wire(AnswerText(text), AnswerItem) for text in texts])


def hear(protocol: ClientProtocol, *messages: Message) -> list[Any]:
    return list(protocol.receive(b"".join(encode_message(message) for message in messages)))


def texts(happenings: list[Any]) -> list[str]:
    return [happening.data.text for happening in happenings if isinstance(happening, Item)]


@pytest.fixture
def protocol() -> ClientProtocol:
    return ClientProtocol(Caller.UI)


def test_the_hello_says_who_calls(protocol: ClientProtocol) -> None:
    (hello,) = sent(protocol.hello())
    assert isinstance(hello, Hello)
    assert (hello.caller, hello.protocol) == ("ui", PROTOCOL_VERSION)
    core = Hello(1, "0.1.0", 42)
    assert hear(protocol, core) == [Connected(core)]


def test_replies_find_their_calls_in_any_order(protocol: ClientProtocol) -> None:
    first, data = protocol.call(chat_rename, {"chat_id": "c1", "title": "T"})
    assert sent(data) == [CallFrame(first, "chat.rename", {"chat_id": "c1", "title": "T"})]
    second, _ = protocol.call(chat_list, {})
    happenings = hear(
        protocol,
        ReplyFrame(second, encode_result("chat.list", (CHAT,))),
        ReplyFrame(first, encode_result("chat.rename", CHAT)),
        ReplyFrame(first, None),
        ReplyFrame(99, None),
    )
    assert happenings == [ReplyReceived(second, (CHAT,)), ReplyReceived(first, CHAT)]


def test_an_error_comes_back_in_its_class(protocol: ClientProtocol) -> None:
    call, _ = protocol.call(chat_list, {})
    (failed,) = hear(protocol, ErrorFrame(call, ChatNotFound("No.", hint="h").to_dict()), ErrorFrame(call, {}))
    assert isinstance(failed, CallFailed)
    assert isinstance(failed.error, ChatNotFound)
    (refused,) = hear(protocol, ErrorFrame(None, Busy("Full.").to_dict()))
    assert isinstance(refused, Refused)


def test_a_reply_of_another_shape_fails_its_call_only(protocol: ClientProtocol) -> None:
    call, _ = protocol.call(core_stop, {})
    (failed,) = hear(protocol, ReplyFrame(call, {"nonsense": 1}))
    assert isinstance(failed, CallFailed)
    assert isinstance(failed.error, InvalidInput)


def test_events_are_typed_and_unknown_ones_passed_over(protocol: ClientProtocol) -> None:
    happenings = hear(
        protocol,
        EventFrame("future.thing", {}),
        EventFrame("chat.changed", {"not": "a chat"}),
        EventFrame("chat.changed", to_wire(ChatEvent(CHAT))),
    )
    assert happenings == [EventReceived(EventName.CHAT_CHANGED, ChatEvent(CHAT))]


@pytest.mark.parametrize("taken", range(4))
def test_a_new_connection_goes_on_after_the_last_item_that_was_taken(protocol: ClientProtocol, taken: int) -> None:
    follow, data = protocol.follow("ch", 10)
    assert sent(data) == [FollowFrame(follow, "ch", 10)]
    stream = protocol.receive(encode_message(items(follow, 11, "a", "b", "c")))
    got = [next(stream) for _ in range(taken)]
    assert protocol.connection_lost() == []
    assert sent(protocol.resume_bytes()) == [FollowFrame(follow, "ch", 10 + taken)]
    again = hear(protocol, items(follow, 11 + taken, *"abc"[taken:]), EndFrame(follow, 14, None))
    assert "".join(texts([*got, *again])) == "abc"
    assert again[-1] == ChannelEnded(follow, None)
    assert protocol.resume_bytes() == b""


def test_duplicates_are_dropped(protocol: ClientProtocol) -> None:
    follow, _ = protocol.follow("ch")
    got = hear(protocol, items(follow, 1, "a", "b"), items(follow, 1, "a", "b", "c"), items(follow, 3, "c"))
    assert "".join(texts(got)) == "abc"


def test_a_gap_ends_the_channel_rather_than_losing_text(protocol: ClientProtocol) -> None:
    follow, _ = protocol.follow("ch")
    *_, end = hear(protocol, items(follow, 1, "a"), items(follow, 3, "c"), items(follow, 4, "d"))
    assert isinstance(end, ChannelEnded)
    assert isinstance(end.error, ChannelGone)


def test_an_item_of_another_shape_ends_its_channel_only(protocol: ClientProtocol) -> None:
    first, _ = protocol.follow("one")
    second, _ = protocol.follow("two")
    bad, good = hear(protocol, ItemsFrame(first, 1, [{"kind": "AnswerSmell"}]), items(second, 1, "b"))
    assert isinstance(bad, ChannelEnded)
    assert isinstance(bad.error, InvalidInput)
    assert good.data == AnswerText("b")


def test_one_channel_can_be_followed_twice_and_left_once(protocol: ClientProtocol) -> None:
    first, _ = protocol.follow("ch")
    second, _ = protocol.follow("ch", 1)
    assert sent(protocol.unfollow(first)) == [UnfollowFrame(first)]
    assert protocol.unfollow(first) == b""
    got = hear(protocol, items(first, 1, "a", "b"), items(second, 2, "b"))
    assert [item.follow for item in got] == [second]


def test_leaving_while_items_come_stops_them(protocol: ClientProtocol) -> None:
    follow, _ = protocol.follow("ch")
    stream = protocol.receive(encode_message(items(follow, 1, "a", "b")))
    next(stream)
    protocol.unfollow(follow)
    assert list(stream) == []


def test_lost_calls_are_named_and_half_a_frame_is_forgotten(protocol: ClientProtocol) -> None:
    call, _ = protocol.call(chat_list, {})
    assert list(protocol.receive(encode_message(Hello(1, "0", 1))[:9])) == []
    assert protocol.connection_lost() == [call]
    assert protocol.connection_lost() == []
    assert len(hear(protocol, Hello(1, "0", 1))) == 1


@pytest.mark.parametrize("message", [CallFrame(1, "x", {}), FollowFrame(1, "c", 0), UnfollowFrame(1)])
def test_a_core_may_not_call(protocol: ClientProtocol, message: Message) -> None:
    with pytest.raises(FrameError):
        hear(protocol, message)


def test_arguments_that_do_not_fit_a_frame_leave_no_call_behind(protocol: ClientProtocol) -> None:
    with pytest.raises(FrameError):
        protocol.call(chat_rename, {"chat_id": "c", "title": "x" * (33 * 1024 * 1024)})
    assert protocol.connection_lost() == []


def test_a_window_can_say_hello_before_the_converter_is_loaded() -> None:
    """Loading cattrs takes a tenth of a second, which belongs after the first paint."""
    code = (
        "import sys; from app.client.protocol import ClientProtocol; from app.client.launch import CoreStarter;"
        "from app.bridge.names import Caller; ClientProtocol(Caller.UI).hello();"
        "print([name for name in ('cattrs', 'attr', 'asyncio', 'psutil', 'subprocess') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-P", "-c", code], env=own_environment(), capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr
