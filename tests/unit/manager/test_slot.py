"""The state machine of one model: every step that is allowed, and no other."""

from __future__ import annotations

import itertools

import pytest

from app.errors import InternalError
from app.manager.slot import ALLOWED, LOAD_STATES, Slot, SlotState
from app.manager.turns import Turns
from app.types.models import ModelSource, ModelSpec, SourceKind

SPEC = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/m.gguf"))
E, L, LD, U, R, D = (
    SlotState.EMPTY,
    SlotState.LOADING,
    SlotState.LOADED,
    SlotState.UNLOADING,
    SlotState.RESTARTING,
    SlotState.DOWN,
)
STEPS = {
    *((E, L), (L, LD), (L, E), (L, D), (L, R), (LD, U), (LD, R), (LD, D)),
    *((U, E), (U, D), (R, L), (R, E), (R, D), (D, L), (D, U), (D, E)),
}


def slot_in(state: SlotState) -> Slot:
    slot = Slot(SPEC, Turns(lambda _: True))
    slot.state = state
    return slot


@pytest.mark.parametrize(("before", "after"), list(itertools.product(SlotState, SlotState)))
def test_steps(before: SlotState, after: SlotState) -> None:
    slot = slot_in(before)
    if (before, after) in STEPS:
        slot.move(after, "why")
        assert (slot.state, slot.cause) == (after, "why")
    else:
        with pytest.raises(InternalError):
            slot.move(after)
        assert slot.state is before


def test_no_state_is_a_dead_end_and_each_has_its_words() -> None:
    assert all(ALLOWED[state] for state in SlotState)
    assert set(LOAD_STATES) == set(SlotState)
