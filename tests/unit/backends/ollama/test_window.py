"""Whether a prompt fits, when nobody can count it beforehand."""

from __future__ import annotations

import pytest

from app.backends.ollama.window import Next, Prompt, Window, likely_tokens, most_tokens
from app.types.messages import ImagePart, Message, Role, TextPart, ToolCall

CONTEXT = 1000


def said(role: Role, size: int, letter: str = "a") -> Message:
    return Message.of(role, letter * size)


def user(size: int, letter: str = "a") -> Message:
    return said(Role.USER, size, letter)


def answer(size: int) -> Message:
    return said(Role.ASSISTANT, size)


def prompt(*messages: Message, salt: str = "", around: int = 0) -> Prompt:
    return Prompt(messages, salt, around)


def test_a_short_prompt_is_sent() -> None:
    assert Window(CONTEXT).before(prompt(user(100))) is Next.SEND


def test_what_never_fits_is_refused_unread() -> None:
    assert Window(CONTEXT).before(prompt(user(20_000))) is Next.TOO_LONG


def test_a_longer_one_is_measured_and_then_known() -> None:
    window, asked = Window(CONTEXT), prompt(user(900))
    assert window.before(asked) is Next.MEASURE
    assert window.after(asked, 300, None) is Next.SEND
    assert not window.knows(asked)
    window.learn(asked, 300)
    assert window.knows(asked)
    assert (window.most(asked), window.estimate(asked)) == (300, 300)
    assert window.before(asked) is Next.SEND
    going_on = prompt(user(900), answer(50), user(50))
    assert window.most(going_on) == 300 + most_tokens(answer(50)) + most_tokens(user(50))
    assert window.before(going_on) is Next.SEND
    other = prompt(user(900), answer(50), user(50), salt="tools")
    assert window.before(other) is not Next.SEND


def test_a_prompt_that_fills_the_window_is_too_long() -> None:
    assert Window(CONTEXT).after(prompt(user(3000)), CONTEXT, None) is Next.TOO_LONG


def test_small_messages_cannot_be_missing_from_a_count_that_leaves_room_for_them() -> None:
    asked = prompt(*[user(100) for _ in range(11)])
    assert Window(CONTEXT).after(asked, 300, None) is Next.SEND
    assert Window(CONTEXT).after(asked, 950, None) is Next.MEASURE_SHORTER


def test_a_large_one_may_be_and_equal_counts_show_it() -> None:
    window, asked = Window(CONTEXT), prompt(said(Role.SYSTEM, 40), user(3000), answer(10), user(10))
    assert asked.oldest == 1
    assert [len(message.text) for message in asked.shorter] == [40, 10, 10]
    assert window.before(asked) is Next.MEASURE_SHORTER
    assert window.after(asked, 50, 50) is Next.TOO_LONG
    assert window.after(asked, 800, 50) is Next.SEND


def test_the_last_message_and_the_systems_are_never_left_out() -> None:
    asked = prompt(said(Role.SYSTEM, 500), user(900))
    assert asked.oldest is None
    assert asked.shorter == asked.messages
    assert Window(CONTEXT).before(asked) is Next.MEASURE
    assert Window(CONTEXT).after(asked, 990, None) is Next.SEND


def test_what_is_known_is_bounded() -> None:
    window = Window(CONTEXT)
    for number in range(300):
        window.learn(prompt(user(600, chr(0x4E00 + number))), 100)
    assert not window.knows(prompt(user(600, chr(0x4E00))))
    assert window.knows(prompt(user(600, chr(0x4E00 + 299))))


@pytest.mark.parametrize("text", ["", "plain words", "1234567890 !?", "naïve 海は広い", "🌊" * 10, "x" * 1000])
def test_an_estimate_is_no_higher_than_the_bound(text: str) -> None:
    message = Message.of(Role.USER, text)
    assert 0 < likely_tokens(message) <= most_tokens(message)


def test_pictures_calls_and_what_is_around_count() -> None:
    plain = Message.of(Role.USER, "Look")
    seen = Message(Role.USER, (TextPart("Look"), ImagePart(b"1")))
    called = Message(Role.ASSISTANT, (TextPart("Look"),), (ToolCall("weather", '{"city": "Rome"}'),))
    for other in (seen, called):
        assert most_tokens(other) > most_tokens(plain)
        assert likely_tokens(other) > likely_tokens(plain)
    window = Window(CONTEXT)
    assert window.most(prompt(plain, around=50)) == window.most(prompt(plain)) + 50
    window.learn(prompt(seen), 700)
    again = Message(Role.USER, (TextPart("Look"), ImagePart(b"2")))
    assert not window.knows(prompt(again))
