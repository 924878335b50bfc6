"""What an answer has sent, and whether it can go on from there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.manager.trail import MAX_DEATHS, Trail
from app.types.generation import (
    Delta,
    Finished,
    GenerateRequest,
    PromptRead,
    Sampling,
    StopReason,
    TextDelta,
    ThinkingDelta,
    ToolCallDelta,
    Usage,
)
from app.types.messages import Message, Role, ToolCall

REQUEST = GenerateRequest((Message.of(Role.USER, "Hi"),), Sampling(max_tokens=50), written="W", written_tokens=1)


def after(*deltas: Delta, request: GenerateRequest = REQUEST) -> Trail:
    trail = Trail(request, 100.0)
    for delta in deltas:
        assert trail.take(delta, 103.0) == delta
    return trail


def test_it_goes_on_from_all_that_was_sent() -> None:
    trail = after(PromptRead(5, 5, 0), TextDelta("one", 2), TextDelta(" two", 1))
    assert trail.died(culprit=False)
    assert trail.request == replace(REQUEST, written="Wone two", written_tokens=4)
    trail.take(TextDelta(" three", 3), 110.0)
    assert trail.died(culprit=None)
    assert (trail.request.written, trail.request.written_tokens) == ("Wone two three", 7)


def test_nothing_sent_starts_over() -> None:
    trail = after(PromptRead(5, 5, 0))
    assert not trail.started
    assert trail.died(culprit=None)
    assert trail.request is REQUEST


@pytest.mark.parametrize(
    ("delta", "choices"),
    [
        (ThinkingDelta("Hm."), 1),
        (ToolCallDelta(ToolCall("f", "{}")), 1),
        (TextDelta("x"), 2),
        (TextDelta("x", choice=1), 2),
    ],
)
def test_what_cannot_be_handed_back_ends_it(delta: Delta, choices: int) -> None:
    request = replace(REQUEST, choices=choices)
    trail = after(delta, request=request)
    assert trail.started
    assert not trail.died(culprit=False)
    assert after(PromptRead(1, 1, 0), request=request).died(culprit=False), "as long as nothing was sent"


def test_whoever_is_to_blame_does_not_go_on() -> None:
    assert not after(TextDelta("x")).died(culprit=True)


def test_twice_without_progress_is_the_end() -> None:
    trail = after(TextDelta("x"))
    assert trail.died(culprit=False)
    assert not trail.died(culprit=False)
    trail = after()
    assert trail.died(culprit=None)
    assert not trail.died(culprit=None)


def test_progress_counts_anew_but_not_for_ever() -> None:
    trail = Trail(REQUEST, 0.0)
    for _ in range(MAX_DEATHS - 1):
        trail.take(TextDelta("x"), 1.0)
        assert trail.died(culprit=None)
    trail.take(TextDelta("x"), 1.0)
    assert not trail.died(culprit=None)


def test_figures_add_up() -> None:
    trail = after(PromptRead(4, 10, 3), PromptRead(10, 10, 3), TextDelta("one", 2), TextDelta(" two", 3))
    trail.died(culprit=None)
    trail.take(PromptRead(15, 15, 0), 120.0)
    trail.take(TextDelta(" three", 4), 121.0)
    end = trail.take(Finished(StopReason.FINISHED, Usage(15, 0, 10, 9.0, 50.0)), 122.0)
    assert end == Finished(StopReason.FINISHED, Usage(10, 3, 10, 3.0, 50.0))
    assert trail.complete


def test_figures_of_an_engine_that_does_not_tell_what_it_reads() -> None:
    trail = after(TextDelta("one", 2))
    trail.died(culprit=None)
    end = trail.take(Finished(StopReason.LENGTH, Usage(15, 1, 6, 9.0, 50.0)), 122.0)
    assert end == Finished(StopReason.LENGTH, Usage(15, 1, 6, 3.0, 50.0))


def test_an_answer_that_started_over_has_the_figures_of_its_second_start() -> None:
    trail = after(PromptRead(10, 10, 3))
    trail.died(culprit=None)
    trail.take(TextDelta("x"), 105.0)
    done = Finished(StopReason.FINISHED, Usage(10, 0, 1, 0.5, 50.0))
    assert trail.take(done, 122.0) is done


def test_all_choices_have_to_end() -> None:
    trail = after(request=replace(REQUEST, choices=2))
    trail.take(Finished(StopReason.FINISHED, Usage()), 1.0)
    assert not trail.complete
    trail.take(Finished(StopReason.FINISHED, Usage(), choice=1), 1.0)
    assert trail.complete
