"""What the core says is found where it stands, as templates; what nobody gets to read is not."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.process import ROOT

ERRORS = '''
class AppError(Exception):
    """One. Two."""

class Broken(AppError):
    """It broke."""
'''
CORE = '''
"""A module says nothing."""
from app.errors import Broken
from app.words import HINT, PLACE

log.info("This is only logged.")
NOBODY = "INSERT INTO chats (id) VALUES (?)"

def local(self, count, reason):
    """A function says nothing."""
    which = "One page has" if count == 1 else f"{count:,} pages have"
    message = f"The disk is full: {reason}"
    message += f" {which} no room."
    raise Broken(message, hint=HINT, detail="Nobody reads details.", params={"x": "No name."})

def other(name, exc):
    if exc:
        raise Broken(f"There is {name}{exc!s} here." + " " + PLACE.format(place=1), hint="Mend it." if name else "Go.")
    rest: str = count_of(name, "model is", "models are")
    raise errors.Broken(f"{rest} gone.", hint=unknown(name))

def more(name, rows):
    for row in rows:
        why = f"{row}, a part of something"
        yield why, f"{row:{'Not a width.'}}", rows["A key is no text."]
    name = name or "no name at all"
    first, second = "The first one is here.", f"The second one, {name}, is here."
    raise WrongValue(f"is {name}, which is too much")

def loops(text):
    text = text + " and then some."
    raise Broken(text)

def many(a):
    one = "a1 b" if a else "a2 b" if not a else "a3 b"
    two = "c1 d" if a else "c2 d" if not a else "c3 d"
    three = "e1 f" if a else "e2 f" if not a else "e3 f"
    raise Broken(f"{one} {two} {three} are too many.")
'''
WORDS = """
HINT: str = "Look at the manual."
PLACE = "It lies in {place}."
"""
WINDOW = """
from app.errors import AppError
def f(self):
    x = "The window puts this into tr."
    raise AppError("The window made this.", hint=self.tr("Not this."))
"""


@pytest.fixture(scope="module")
def finder() -> ModuleType:
    """packaging/core_sentences.py, which is in no package."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        import importlib

        return importlib.import_module("core_sentences")
    finally:
        sys.path.remove(str(ROOT / "packaging"))


def test_sentences_of_errors_and_of_other_places_are_found(finder: ModuleType, tmp_path: Path) -> None:
    files = {
        "errors": ERRORS,
        "core": CORE,
        "words": WORDS,
        "ui/page": WINDOW,
        "cli/say": WINDOW,
        "daemon": "X = 'No, a b.'",
    }
    for name, text in files.items():
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = finder.find(tmp_path)
    assert found.sentences == {
        "Look at the manual.",
        "It lies in {0}.",
        "The disk is full: {0} One page has no room.",
        "The disk is full: {0} {1} pages have no room.",
        "One page has no room.",
        "{0} pages have no room.",
        "There is {0} here. It lies in {1}.",
        "There is {0} here.",
        "Mend it.",
        "{0} model is gone.",
        "{0} models are gone.",
        "The first one is here.",
        "The second one, {0}, is here.",
        "The second one, no name at all, is here.",
        "{0} is {1}, which is too much.",
        "{0} is no name at all, which is too much.",
        "The name of the preset is {0}, which is too much.",
        "The name of the preset is no name at all, which is too much.",
        "{0} and then some.",
        "and then some.",
        "{0} {1} {2} are too many.",
        "The window made this.",
    }
    assert {"no name at all", "One page has", "{0} pages have", "{0}, a part of something"} <= found.parts
    assert not any("nobody reads" in text.lower() or "only logged" in text for text in found.parts)
    uncovered = {line.partition(": ")[2] for line in found.uncovered}
    assert uncovered == {"'Mend it.' if name else 'Go.'", "unknown(name)", "text"}
