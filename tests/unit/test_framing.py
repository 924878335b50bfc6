"""Frames survive any cut of the byte stream; damage raises instead of being guessed at."""

from __future__ import annotations

import struct

import pytest

from app.errors import FrameError
from app.framing import MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES, Frame, FrameDecoder, encode_frame

TEXTS = ["", "plain", "emoji 🐙 family 👩‍👩‍👧", "שלום עולם", "nul\x00inside", "lone \ud800 surrogate"]


@pytest.mark.parametrize("text", TEXTS)
def test_text_travels_unchanged(text: str) -> None:
    frames = list(FrameDecoder().feed(encode_frame({"text": text}, b"\x00\xff")))
    assert frames == [Frame({"text": text}, b"\x00\xff")]


def test_frames_are_whole_however_the_stream_is_cut() -> None:
    stream = b"".join(encode_frame({"n": n}, bytes(n)) for n in range(5))
    for cut in range(1, len(stream)):
        decoder = FrameDecoder()
        frames = [*decoder.feed(stream[:cut]), *decoder.feed(stream[cut:])]
        assert [frame.header["n"] for frame in frames] == [0, 1, 2, 3, 4]
        assert decoder.pending == 0


def test_an_incomplete_frame_is_told() -> None:
    decoder = FrameDecoder()
    assert list(decoder.feed(encode_frame({"a": 1})[:-1])) == []
    assert decoder.pending > 0


@pytest.mark.parametrize(
    "head",
    [
        struct.pack(">II", MAX_HEADER_BYTES + 1, 0),
        struct.pack(">II", 2, MAX_PAYLOAD_BYTES + 1),
        struct.pack(">II", 0, 0),
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 2, 0) + b"{x",
        struct.pack(">II", 2, 0) + b"\xff\xff",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_damaged_frames_raise(head: bytes) -> None:
    with pytest.raises(FrameError):
        list(FrameDecoder().feed(head))


def test_what_cannot_be_encoded_raises() -> None:
    with pytest.raises(FrameError):
        encode_frame({"x": object()})
    with pytest.raises(FrameError):
        encode_frame({"x": "y" * (MAX_HEADER_BYTES + 1)})
