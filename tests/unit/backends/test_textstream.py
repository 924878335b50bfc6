"""Whole characters out of the bytes of tokens."""

from __future__ import annotations

from app.backends.llama_cpp.textstream import TextStream


def test_a_character_that_comes_in_parts_is_shown_whole() -> None:
    stream = TextStream(())
    shown = [stream.feed(bytes([byte])) for byte in "é👋a".encode()]
    assert shown == ["", "é", "", "", "", "👋", "a"]


def test_half_a_character_at_the_end_is_dropped() -> None:
    stream = TextStream(())
    assert stream.feed("ok👋".encode()[:-1]) == "ok"
    assert stream.finish() == ""


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert TextStream(()).feed(b"a\xffb") == "a\ufffdb"


def test_a_stop_string_made_of_partial_characters_is_found() -> None:
    stream = TextStream(("👋",))
    data = "bye 👋".encode()
    assert stream.feed(data[:6]) + stream.feed(data[6:]) == "bye "
    assert stream.stopped


def test_what_might_have_become_a_stop_string_is_text_in_the_end() -> None:
    stream = TextStream(("###",))
    assert stream.feed(b"a ##") == "a "
    assert stream.finish() == "##"
    assert not stream.stopped
