"""Server-sent events, in any pieces."""

from __future__ import annotations

import pytest

from app.backends.openai_api.sse import MAX_EVENT, EventReader
from app.errors import EngineUnavailable

STREAM = (
    b": keep-alive\n\n"
    b'data: {"a": 1}\n\n'
    b"event: agentic\r\nid: 7\r\ndata: two\r\ndata:lines\r\n\r\n"
    b"event: ping\n\n"
    b"data:  \n\n"
    b"retry\rdata: \xc3\xa4\r\r"
    b"data: [DONE]\n\n"
)
EXPECTED = ['{"a": 1}', "two\nlines", "ä", "[DONE]"]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 1000])
def test_events_in_pieces_of_any_size(size: int) -> None:
    reader = EventReader()
    found = [event for start in range(0, len(STREAM), size) for event in reader.feed(STREAM[start : start + size])]
    assert found + reader.finish() == EXPECTED


def test_an_event_without_its_blank_line_counts_at_the_end() -> None:
    reader = EventReader()
    assert reader.feed(b"data: last") == []
    assert reader.finish() == ["last"]
    assert reader.finish() == []


def test_what_is_no_stream_of_events_has_none() -> None:
    reader = EventReader()
    assert reader.feed(b"<!doctype html>\n<p>Hello\n\n") == []
    assert reader.feed(b"") == []
    assert reader.finish() == []


def test_an_endless_event_is_refused_and_many_small_ones_are_not() -> None:
    reader = EventReader()
    piece = b"data: " + b"x" * 100_000 + b"\n\n"
    for _ in range(2 * MAX_EVENT // len(piece)):
        assert len(reader.feed(piece)) == 1
    with pytest.raises(EngineUnavailable, match="too large"):
        feed_again(EventReader(), b"x" * 100_000)
    with pytest.raises(EngineUnavailable, match="too large"):
        feed_again(EventReader(), b"data: " + b"x" * 100_000 + b"\n")


def test_lines_without_data_count_as_well() -> None:
    with pytest.raises(EngineUnavailable, match="too large"):
        feed_again(EventReader(), b"data:\n" * 16_667)


def feed_again(reader: EventReader, piece: bytes) -> None:
    for _ in range(MAX_EVENT // 100_000 + 1):
        reader.feed(piece)


def test_broken_utf8_is_text_with_marks() -> None:
    assert EventReader().feed(b"data: \xff!\n\n") == ["\ufffd!"]
