"""Guesses of tokens: rather too high, never absurd."""

from __future__ import annotations

import pytest

from app.backends.openai_api.estimate import PER_PICTURE, estimate_tokens, surely_tokens, text_tokens
from app.types.generation import ToolSpec
from app.types.messages import ImagePart, Message, Role, TextPart, ToolCall


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("The quick brown fox jumps over the lazy dog.", 10),
        ("def add(a: int, b: int) -> int:\n    return a + b\n", 21),
        ("Die Straßenbahn fährt über die Brücke.", 14),
        ("今天天气很好，我们去公园吧。", 14),
        ("1234567890", 10),
        ("👩‍👩‍👧‍👦", 11),
    ],
)
def test_near_what_tokenizers_say(text: str, real: int) -> None:
    """`real` is what SmolLM2's own tokenizer says, or a little more."""
    assert 0.8 * real <= text_tokens(text) <= 2.2 * real


def test_everything_in_a_prompt_counts() -> None:
    plain = estimate_tokens([Message.of(Role.USER, "Hi")])
    assert plain > 1
    picture = estimate_tokens([Message(Role.USER, (TextPart("Hi"), ImagePart(b"")))])
    assert picture == plain + PER_PICTURE
    called = estimate_tokens([Message(Role.ASSISTANT, (TextPart("Hi"),), (ToolCall("weather", '{"a": 1}'),))])
    assert called > plain
    assert estimate_tokens([Message.of(Role.USER, "Hi")], [ToolSpec("weather")]) > plain


def test_what_is_certain_is_far_below_the_guess() -> None:
    chat = [Message.of(Role.USER, "The quick brown fox. " * 1000)]
    assert 1500 < surely_tokens(chat) < 3000 < estimate_tokens(chat)
