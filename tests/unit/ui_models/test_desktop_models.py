"""Zoom, the hand-over to a new window, keys, notices and what a computer holds, without Qt."""

from __future__ import annotations

import json

import pytest

from app.types.chats import ChatMessage, MessageStatus
from app.types.messages import Role
from app.ui.chat.empty_model import GIB, largest_model, whole_gigabytes
from app.ui.desktop.handover import MAX_BYTES, VARIABLE, Handover, give, take
from app.ui.desktop.keysyms import ALT, CONTROL, META, SHIFT, Chord, chord
from app.ui.desktop.notice import MAX_CHARS, Notice, notice_of, shortened
from app.ui.scale import STEPS, next_step, set_factor
from app.ui.window.status_model import GB


def answer(
    status: MessageStatus = MessageStatus.COMPLETE, text: str = "Tides", role: Role = Role.ASSISTANT
) -> ChatMessage:
    return ChatMessage("m", "c", None, role, text, status, 0.0)


def test_zoom_goes_through_its_steps_and_stops_at_the_ends() -> None:
    assert [next_step(step, 1) for step in STEPS] == [*STEPS[1:], STEPS[-1]]
    assert [next_step(step, -1) for step in STEPS] == [STEPS[0], *STEPS[:-1]]
    assert (next_step(104, 1), next_step(104, -1), next_step(175, 0)) == (110, 100, 100)


@pytest.mark.parametrize(
    ("before", "percent", "after"),
    [({}, 100, None), ({}, 125, "1.25"), ({"QT_SCALE_FACTOR": "2"}, 150, "3")]
    + [({"QT_SCALE_FACTOR": bad}, 150, "1.5") for bad in ("much", "-1", "inf", "nan")],
)
def test_the_factor_goes_over_the_one_of_the_environment(
    before: dict[str, str], percent: int, after: str | None
) -> None:
    environ = dict(before)
    set_factor(environ, percent)
    assert environ.get("QT_SCALE_FACTOR") == (after or before.get("QT_SCALE_FACTOR"))


def test_a_window_hands_over_where_the_person_was_once() -> None:
    environ: dict[str, str] = {}
    handover = Handover("c", "half a tho“ught", "appearance", "de", 125, {"m": "an edit"}, 240, 7)
    give(environ, handover)
    assert take(environ) == handover
    assert take(environ) is None
    for size in (MAX_BYTES // 12, MAX_BYTES):
        for large in (Handover("c", text="\U0001f30a" * size), Handover("c", edits={"m": "\U0001f30a" * size})):
            give(environ, large)
            assert len(environ[VARIABLE]) <= MAX_BYTES
            assert take(environ) == Handover("c")
    assert not large.fits
    give(environ, Handover(text="x", edits={"m": "y" * 1_000}))
    assert take(environ) == Handover(text="x", edits={"m": "y" * 1_000})


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", "[" * 100_000, "null"])
def test_what_is_no_hand_over_is_none(text: str) -> None:
    assert take({VARIABLE: text}) is None


def test_wrong_values_of_a_hand_over_are_left_out() -> None:
    data = {
        "chat": 7,
        "text": None,
        "settings": "chat",
        "language": ["de"],
        "zoom": True,
        "edits": {"m": 1},
        "more": 1,
        "scroll": -3,
        "card": True,
    }
    assert take({VARIABLE: json.dumps(data)}) == Handover(settings="chat")
    assert take({VARIABLE: json.dumps({"zoom": 5, "language": "xx", "edits": ["m"]})}) == Handover()


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("", None),
        ("Ctrl+Alt+Space", Chord(0x20, CONTROL | ALT)),
        ("Meta+Shift+K", Chord(ord("k"), META | SHIFT)),
        ("F12", Chord(0xFFC9, 0)),
        ("Ctrl++", Chord(ord("+"), CONTROL)),
        ("Ctrl+Esc", Chord(0xFF1B, CONTROL)),
        ("Hyper+K", None),
        ("Ctrl+F99", None),
        ("Ctrl+Ä", None),
        ("Ctrl+Volume", None),
    ],
)
def test_keys_as_x11_wants_them(keys: str, found: Chord | None) -> None:
    assert chord(keys) == found


def test_a_notice_is_due_only_where_nobody_looks_and_shows_text_only_where_that_is_allowed() -> None:
    assert notice_of(answer(), {}, seen=False) == Notice("c", failed=False, beginning="")
    assert notice_of(answer(MessageStatus.FAILED), {}, seen=False) == Notice("c", failed=True, beginning="")
    assert notice_of(answer(), {"desktop.notification_text": True}, seen=False) == Notice(
        "c", failed=False, beginning="Tides"
    )
    assert notice_of(answer(), {}, seen=True) is None
    assert notice_of(answer(), {"desktop.notify": False}, seen=False) is None
    assert notice_of(answer(MessageStatus.STOPPED), {}, seen=False) is None
    assert notice_of(answer(role=Role.USER), {}, seen=False) is None


def test_a_long_beginning_is_cut_at_a_word() -> None:
    assert shortened("Tides\n\ncome  and go.") == "Tides come and go."
    long = shortened("word " * 100)
    assert len(long) <= MAX_CHARS + 1
    assert long.endswith("word…")
    assert shortened("x" * 1000) == "x" * MAX_CHARS + "…"


def test_what_fits_into_a_computer() -> None:
    sizes = [largest_model(gigabytes * GIB) for gigabytes in (1, 4, 8, 16, 32, 64, 256)]
    assert sizes == [0, 1, 4, 14, 24, 32, 120]
    assert [whole_gigabytes(round(size * GB)) for size in (0.4, 3.7, 15.5)] == [1, 4, 16]
