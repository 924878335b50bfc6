"""`tektra settings`: what a word of the command line means, and how values are shown."""

from __future__ import annotations

from typing import Any

import pytest

from app.cli.settings import find_setting, shown_value, typed
from app.config.load import Config
from app.errors import InvalidInput

INFOS = Config().describe()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("chat.read_ahead", "Yes", True),
        ("chat.read_ahead", "0", False),
        ("chat.read_ahead", "maybe", "maybe"),
        ("backends.llama_cpp.gpu_layers", "-1", -1),
        ("backends.llama_cpp.threads", "4.5", "4.5"),
        ("general.linger_s", "4.5", 4.5),
        ("general.linger_s", "soon", "soon"),
        ("backends.default", " ollama, llama_cpp,", ["ollama", "llama_cpp"]),
        ("backends.default", "", []),
        ("backends.mistral_rs.isq", "4", "4"),
        ("network.proxy", "", ""),
    ],
)
def test_a_word_means_what_the_setting_takes(key: str, text: str, value: Any) -> None:
    found = typed(find_setting(INFOS, key), text)
    assert found == value
    assert type(found) is type(value)


def test_values_are_shown_as_they_are_typed() -> None:
    assert [shown_value(value) for value in (True, 4, 1.5, "", ["a", "b"])] == ["true", "4", "1.5", "", "a,b"]


def test_a_key_that_is_nearly_right_is_suggested() -> None:
    with pytest.raises(InvalidInput) as caught:
        find_setting(INFOS, "appearance.them")
    assert caught.value.hint == "Did you mean appearance.theme?"
    with pytest.raises(InvalidInput) as caught:
        find_setting(INFOS, "x" * 10_000)
    assert "--all" in caught.value.hint
