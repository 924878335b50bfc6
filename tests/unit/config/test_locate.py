"""Line numbers of keys in TOML texts."""

from __future__ import annotations

import time

import pytest
import tomli

from app.config.locate import KeyPath, locate_keys

TEXT = '''# a comment with [brackets] and = signs
top = 1

[backends]   # comment
default = [
  "llama_cpp",  # ] not the end
  "ollama",
]
text = """
[not.a.table]
key = 1
"""
other = 2

[backends."quo.ted"]
a.b = { x = 1, y = "}" }
'lit' = \'\'\'
[no]
\'\'\'

[[models]]
id = "a"
[models.extra]
deep = 1

[[models]]
name = "#"
id = "b"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("backends",), 4),
        (("backends", "default"), 5),
        (("backends", "text"), 9),
        (("backends", "other"), 13),
        (("backends", "quo.ted"), 15),
        (("backends", "quo.ted", "a", "b"), 16),
        (("backends", "quo.ted", "a", "b", "x"), 16),
        (("backends", "quo.ted", "lit"), 17),
        (("models", 0), 21),
        (("models", 0, "id"), 22),
        (("models", 0, "extra", "deep"), 24),
        (("models", 1), 26),
        (("models", 1, "id"), 28),
        (("models", 1, "missing"), 26),
        (("nowhere",), 1),
    ],
)
def test_lines(path: KeyPath, line: int) -> None:
    tomli.loads(TEXT)  # the locator is for texts that the parser accepts
    assert locate_keys(TEXT).line_of(*path) == line


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "a = 1", '"" = 1', 'a = """x"""""\nb = 1'])
def test_every_key_of_odd_texts_is_found(text: str) -> None:
    found = locate_keys(text)
    for key in tomli.loads(text):
        assert (key,) in found.lines


def test_a_large_text_is_quick() -> None:
    text = "\n".join(f'[[models]]\nid = "{number}"\nname = "{"x" * 20}"' for number in range(12_000))
    started = time.perf_counter()
    assert locate_keys(text).line_of("models", 11_999, "id") == 35_999
    assert time.perf_counter() - started < 5
