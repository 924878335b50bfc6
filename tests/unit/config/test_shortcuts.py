"""Shortcuts as settings: which texts are keys, and which mean the same."""

from __future__ import annotations

import itertools

import pytest

from app.config.rules import WrongValue
from app.config.settings import declared
from app.config.shortcuts import FIXED, TEXT_KEYS, clashes, is_reserved, same_keys

RULE = declared()["shortcuts.new_chat"].rule
ALL = {key: item.default for key, item in declared().items() if key.startswith("shortcuts.")}


@pytest.mark.parametrize(
    "keys",
    ["", "Ctrl+N", "ctrl+n", "Ctrl+Shift+M", "Shift+Ctrl+M", "Ctrl+Alt+Del", "F6", "Shift+F10", "Ctrl++", "Ctrl+,",
     "Alt+Space", "Meta+Return", "Esc", "Ctrl+PgUp", "F35", "Alt+Left"],
)  # fmt: skip
def test_keys(keys: str) -> None:
    assert RULE.check(keys) == keys


@pytest.mark.parametrize(
    "keys",
    ["N", "Shift+N", "Ctrl", "Ctrl+", "Ctrl+NN", "F36", "F0", "Ctrl-N", "Ctrl+ä", "Space", "Strg+N", " ",
     "Ctrl+N, Ctrl+M", "Ctrl+N\n", "+", "Return"],
)  # fmt: skip
def test_no_keys(keys: str) -> None:
    with pytest.raises(WrongValue):
        RULE.check(keys)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ctrl+N", "ctrl+n", True),
        ("Ctrl+Shift+M", "Shift+Ctrl+M", True),
        ("Ctrl+Ctrl+M", "Ctrl+M", True),
        ("Ctrl++", "ctrl++", True),
        ("Ctrl++", "Ctrl", False),
        ("Ctrl+N", "Ctrl+M", False),
        ("", "F6", False),
    ],
)
def test_same_keys(one: str, other: str, same: bool) -> None:
    assert (same_keys(one) == same_keys(other)) is same


def test_shipped_shortcuts_are_all_different() -> None:
    assert len(ALL) > 5
    assert all(not clashes(ALL, frozenset(own)) for own in ((), ALL))
    for one, other in itertools.combinations(ALL.values(), 2):
        assert same_keys(one) != same_keys(other)


def test_a_default_gives_way_to_nobody_and_nothing_clashes_with_nothing() -> None:
    assert clashes({"a": "F1", "b": "F1", "c": ""}, frozenset({"a"})) == {"a": "b"}
    assert clashes({"a": "F1", "b": "f1"}, frozenset({"a", "b"})) == {"b": "a"}
    assert clashes({"a": "", "b": ""}, frozenset({"a", "b", "gone"})) == {}


def test_what_text_fields_need_is_reserved_in_every_spelling() -> None:
    assert all(map(is_reserved, (*FIXED, *TEXT_KEYS, "ctrl+c", "Shift+Ctrl+Z", "Ctrl+Ctrl+V")))
    assert not any(map(is_reserved, ("", "Ctrl+Shift+C", *ALL.values())))
