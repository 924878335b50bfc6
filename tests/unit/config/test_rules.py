"""Values against their rules, from files and from text."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.config.rules import MAX_ITEMS, MAX_TEXT, Rule, SettingType, WrongValue
from app.types.models import BackendName

BOOL = Rule(SettingType.BOOL)
INT = Rule(SettingType.INT, 0, 10)
FLOAT = Rule(SettingType.FLOAT, 0, 2)
TEXT = Rule(SettingType.TEXT)
CHOICE = Rule(SettingType.CHOICE, choices=("a", "b"))
LIST = Rule(SettingType.LIST, enum=BackendName)


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        (BOOL, False, False),
        (INT, 0, 0),
        (INT, 10, 10),
        (FLOAT, 1, 1.0),
        (FLOAT, 0.5, 0.5),
        (TEXT, "ä\n", "ä\n"),
        (CHOICE, "b", "b"),
        (LIST, ["ollama", "mlx"], (BackendName.OLLAMA, BackendName.MLX)),
        (LIST, [], ()),
        (Rule(SettingType.LIST, length=2), ["a", "b"], ("a", "b")),
    ],
)
def test_right_values(rule: Rule, value: Any, expected: Any) -> None:
    result = rule.check(value)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        (BOOL, 1, "a whole number (1), not a yes or no"),
        (BOOL, "true", "a text ('true'), not a yes or no"),
        (INT, True, "a yes or no (true), not a whole number"),
        (INT, 1.0, "a number (1.0), not a whole number"),
        (INT, -1, "is -1, which is out of range"),
        (INT, 10**400, "out of range"),
        (FLOAT, 10**400, "out of range"),
        (FLOAT, float("nan"), "is nan, which is out of range"),
        (FLOAT, float("inf"), "out of range"),
        (Rule(SettingType.FLOAT), float("-inf"), "out of range"),
        (FLOAT, "1", "a text ('1'), not a number"),
        (TEXT, ["x"], "is a list, not a text"),
        (TEXT, {}, "is a table, not a text"),
        (TEXT, dt.date(2026, 1, 1), "is a date or time, not a text"),
        (TEXT, "x" * (MAX_TEXT + 1), "characters long"),
        (TEXT, "a\x00b", "no text"),
        (TEXT, "a\ud800b", "no text"),
        (CHOICE, "c", "is 'c'"),
        (LIST, "ollama", "a text ('ollama'), not a list"),
        (LIST, ["ollama", 1], "is a whole number (1), not a text"),
        (LIST, ["olama"], "is 'olama'"),
        (LIST, ["mlx", "mlx"], "names 'mlx' twice"),
        (Rule(SettingType.LIST, length=2), ["a", "b", "c"], "has 3 items, not 2"),
        (Rule(SettingType.LIST), [str(n) for n in range(MAX_ITEMS + 1)], "items"),
        (Rule(SettingType.LIST, maximum=2), ["a", "b", "c"], "has 3 items, more than 2"),
    ],
)
def test_wrong_values(rule: Rule, value: Any, words: str) -> None:
    with pytest.raises(WrongValue) as caught:
        rule.check(value)
    assert words in str(caught.value)
    assert rule.allowed().startswith("Allowed: ")


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (Rule(SettingType.TEXT, pattern="x", secret=True), "hunter2"),
        (Rule(SettingType.TEXT, secret=True), 20_407),
        (Rule(SettingType.CHOICE, choices=("a",), secret=True), "hunter2"),
        (Rule(SettingType.LIST, secret=True), ["hunter2", "hunter2"]),
        (Rule(SettingType.BOOL, secret=True), "hunter2"),
    ],
)
def test_a_wrong_value_that_may_be_a_secret_is_not_repeated(rule: Rule, value: Any) -> None:
    with pytest.raises(WrongValue) as caught:
        rule.check(value)
    assert "hunter2" not in str(caught.value)
    assert "20407" not in str(caught.value)
    with pytest.raises(WrongValue, match="is not a whole number"):
        Rule(SettingType.INT, secret=True).parse("hunter2")


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (BOOL, "Yes", True),
        (BOOL, "0", False),
        (INT, " 7 ", 7),
        (FLOAT, "1e0", 1.0),
        (CHOICE, "a", "a"),
        (LIST, "ollama, mlx,", (BackendName.OLLAMA, BackendName.MLX)),
    ],
)
def test_text_is_read(rule: Rule, text: str, expected: Any) -> None:
    assert rule.parse(text) == expected


@pytest.mark.parametrize(
    ("rule", "text"),
    [(BOOL, "maybe"), (INT, "many"), (INT, "9" * 5000), (INT, "11"), (FLOAT, "nan"), (FLOAT, ""), (LIST, "gpt")],
)
def test_text_that_means_nothing(rule: Rule, text: str) -> None:
    with pytest.raises(WrongValue) as caught:
        rule.parse(text)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (INT, "a whole number from 0 to 10"),
        (Rule(SettingType.FLOAT, 0.05, 2), "a number from 0.05 to 2"),
        (Rule(SettingType.INT, 1024, 4_194_304), "from 1024 to 4,194,304"),
    ],
)
def test_limits_are_named_with_the_digits_they_have(rule: Rule, words: str) -> None:
    assert words in rule.allowed()
