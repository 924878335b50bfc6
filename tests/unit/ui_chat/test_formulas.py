"""Formulas: the line in which they wait, what is believed of a picture, the process that draws them."""

from __future__ import annotations

import io
import json
import subprocess
from typing import Any

import pytest

from app.process import own_command, own_environment
from app.rich.child import answer, serve
from app.rich.drawing import MAX_SVG, MAX_TEX, Drawing, Wanted, drawing_from, expected_lines
from app.ui.chat.formulas import line as line_module
from app.ui.chat.formulas.line import MAX_DEATHS, FormulaLine, State

A, B = Wanted("a", display=False), Wanted("b", display=True)
SVG = '<svg xmlns="x" width="20" height="40" viewBox="0 -30 20 40"><path d="M 0 0" fill="black"/></svg>'
DRAWING = Drawing(SVG, 1.0, 2.0, 1.5)


def test_the_newest_is_drawn_first_and_everything_once() -> None:
    line = FormulaLine()
    assert line.ask(A)
    assert line.ask(B)
    assert not line.ask(A)
    assert line.known(A) is State.WAITING
    assert line.next() == B
    assert line.next() is None, "one at a time"
    assert line.known(B) is State.WAITING
    assert line.drawn(DRAWING) == B
    assert line.known(B) == DRAWING
    assert not line.ask(B)
    assert line.next() == A
    assert line.drawn(None) == A
    assert line.known(A) is State.FAILED
    assert line.next() is None
    assert line.drawn(DRAWING) is None, "nothing was asked"


def test_what_killed_the_process_is_not_tried_again() -> None:
    line = FormulaLine()
    line.ask(A)
    line.next()
    assert line.died() == A
    assert line.died() is None
    assert line.known(A) is State.FAILED


def test_a_process_that_never_comes_is_given_up() -> None:
    line = FormulaLine()
    for number in range(MAX_DEATHS):
        assert not line.gave_up
        line.ask(Wanted(str(number), display=False))
        line.next()
        line.never_came()
    assert line.gave_up
    assert not line.ask(A)
    assert line.next() is None


def test_an_answer_makes_up_for_earlier_deaths() -> None:
    line = FormulaLine()
    for _ in range(MAX_DEATHS - 1):
        line.never_came()
    line.ask(A)
    line.next()
    line.drawn(DRAWING)
    line.never_came()
    assert not line.gave_up


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "KEPT", 2)
    monkeypatch.setattr(line_module, "MAX_WAITING", 2)
    line = FormulaLine()
    long = Wanted("x" * (MAX_TEX + 1), display=False)
    assert not line.ask(long)
    assert line.known(long) is State.FAILED
    assert not line.ask(Wanted("", display=False))
    for name in "abc":
        line.ask(Wanted(name, display=False))
    assert line.known(A) is State.UNKNOWN, "what waits longest gives way"
    line.next()
    line.drawn(DRAWING)
    assert line.known(long) is State.UNKNOWN, "forgotten"


def test_a_picture_is_measured_in_ems() -> None:
    assert drawing_from({"svg": SVG}) == DRAWING
    assert DRAWING.colored("#123456") == SVG.replace("black", "#123456")


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {"error": "x"},
        {"svg": 1},
        {"svg": "no"},
        {"svg": SVG + "x" * MAX_SVG},
        {"svg": SVG.replace("<path", '<image href="file:///etc/passwd"')},
        {"svg": SVG.replace("<path", "<script")},
        {"svg": SVG.replace("<path", "<svg ><path")},
        {"svg": SVG.replace("M 0 0", "url(file:///x)")},
        {"svg": SVG.replace("viewBox", "box")},
        {"svg": SVG.replace("0 -30 20 40", "0 a 20 40")},
        {"svg": SVG.replace("0 -30 20 40", "0 nan 20 40")},
        {"svg": SVG.replace("0 -30 20 40", "0 -30 0 40")},
        {"svg": SVG.replace("0 -30 20 40", "0 -30 20 9999999")},
    ],
)
def test_what_is_no_picture_is_not_shown(told: Any) -> None:
    assert drawing_from(told) is None


def test_room_is_kept() -> None:
    assert expected_lines("x") < expected_lines("\\frac{a}{b}") < expected_lines("a \\\\ b \\\\ c")
    assert expected_lines("\\\\" * 999) <= 20


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the library, which is imported here
def test_the_process_answers_every_line() -> None:
    asked = [json.dumps({"tex": "x^2", "display": True}), "junk", json.dumps({"tex": "{" * 3_000, "display": False})]
    answers = [answer(line.encode()) for line in asked]
    drawing = drawing_from(answers[0])
    assert drawing is not None
    assert drawing.width > 1
    assert "#123456" in drawing.colored("#123456"), "the library names its colour as we expect"
    assert set(answers[1]) == set(answers[2]) == {"error"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_serving_ends_with_the_input(tmp_path: Any) -> None:
    (tmp_path / "asked").write_bytes(b'{"tex": "x", "display": false}\n[]\n')
    sink = io.BytesIO()
    with (tmp_path / "asked").open("rb", buffering=0) as source:
        serve(source, sink)
    assert [set(json.loads(line)) for line in sink.getvalue().splitlines()] == [{"svg"}, {"error"}]


@pytest.mark.parametrize("module", ["app", "app.rich.child"])
def test_as_a_process_of_its_own(module: str) -> None:
    done = subprocess.run(
        own_command("formulas", module=module),
        input=b'{"tex": "\\\\frac{1}{2}", "display": true}\n',
        env=own_environment(),
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert drawing_from(json.loads(done.stdout)) is not None
