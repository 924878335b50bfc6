"""Frames over blocking pipes, and deltas that wait for a slow reader."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from app.backends.worker.pipes import DeltaSender, FrameWriter, read_frames
from app.errors import FrameError
from app.framing import encode_frame
from app.types.generation import (
    ChosenToken,
    Delta,
    Finished,
    PromptRead,
    StopReason,
    TextDelta,
    ThinkingDelta,
    TokenLogprob,
    Usage,
)
from app.wire import from_wire


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    read_end, write_end = os.pipe()
    yield read_end, write_end
    for fd in (read_end, write_end):
        try:
            os.close(fd)
        except OSError:
            continue


def test_frames_come_out_as_they_went_in(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], encode_frame({"a": 1}) + encode_frame({"b": "é"}))
    os.close(pipe[1])
    assert [frame.header for frame in read_frames(pipe[0])] == [{"a": 1}, {"b": "é"}]


def test_a_stream_that_ends_within_a_frame_is_an_error(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], encode_frame({"a": 1})[:-1])
    os.close(pipe[1])
    with pytest.raises(FrameError):
        list(read_frames(pipe[0]))


def test_a_large_frame_is_written_whole_while_it_is_read(pipe: tuple[int, int]) -> None:
    text = "x" * 2_000_000
    writing = threading.Thread(target=FrameWriter(pipe[1]).send, args=({"text": text},))
    writing.start()
    assert next(read_frames(pipe[0])).header["text"] == text
    writing.join()


def sent_late(pipe: tuple[int, int], *deltas: Delta) -> tuple[Delta, ...]:
    """What arrives of deltas that were emitted while the pipe was full."""
    os.set_blocking(pipe[1], False)
    filler = 0
    try:
        while True:
            filler += os.write(pipe[1], b"\0")
    except BlockingIOError:
        os.set_blocking(pipe[1], True)
    sender = DeltaSender(FrameWriter(pipe[1]), 7)
    for delta in deltas[:-1]:
        sender.emit(delta)
    while filler:
        filler -= len(os.read(pipe[0], filler))
    sender.emit(deltas[-1])
    sender.flush()
    header = next(read_frames(pipe[0])).header
    assert header["id"] == 7
    result: tuple[Delta, ...] = from_wire(tuple[Delta, ...], header["deltas"])
    return result


def test_while_the_reader_is_slow_texts_are_joined_and_nothing_is_lost(pipe: tuple[int, int]) -> None:
    read = PromptRead(1, 2, 0)
    late = sent_late(pipe, read, TextDelta("a"), TextDelta("b", 2), TextDelta("c"), TextDelta("d"))
    assert late == (read, TextDelta("abcd", 5))


def test_only_what_belongs_together_is_joined(pipe: tuple[int, int]) -> None:
    likely = ChosenToken(TokenLogprob(1, "a", -0.5))
    late = sent_late(
        pipe,
        ThinkingDelta("h"),
        ThinkingDelta("m"),
        TextDelta("a", logprobs=(likely,)),
        TextDelta("b", logprobs=(likely,)),
        TextDelta("x", choice=1),
        TextDelta("c"),
    )
    assert late == (
        ThinkingDelta("hm", 2),
        TextDelta("ab", 2, logprobs=(likely, likely)),
        TextDelta("x", choice=1),
        TextDelta("c"),
    )


def test_while_the_reader_keeps_up_every_delta_goes_out_at_once(pipe: tuple[int, int]) -> None:
    sender = DeltaSender(FrameWriter(pipe[1]), 7)
    sender.emit(TextDelta("a"))
    sender.emit(TextDelta("b"))
    sender.emit(Finished(StopReason.FINISHED, Usage()))
    os.close(pipe[1])
    assert [len(frame.header["deltas"]) for frame in read_frames(pipe[0])] == [1, 1, 1]
