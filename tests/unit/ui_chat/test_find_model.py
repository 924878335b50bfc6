"""Find in chat without a window: which match is looked at, and answers that come too late."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from app.bridge.signatures import chat_find
from app.errors import AppError
from app.ui.chat.find_model import MAX_CHARS, FindModel


class LateReply:
    """A reply that comes when the test says so; the real one needs Qt."""

    def then(self, on_result: Callable[[Any], None], on_error: Callable[[AppError], None]) -> None:
        self.resolve, self.reject = on_result, on_error


class Core:
    """Keeps every question, and is told what the model says."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.replies: list[LateReply] = []
        self.found = 0
        self.errors: list[AppError] = []

    def invoke(self, signature: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
        assert (signature, args) == (chat_find, ())
        self.asked.append(kwargs)
        self.replies.append(LateReply())
        return self.replies[-1]

    def on_found(self) -> None:
        self.found += 1

    def nearest(self, ids: tuple[str, ...]) -> int:
        return ids.index("b") if "b" in ids else 0

    def on_find_failed(self, error: AppError) -> None:
        self.errors.append(error)


def model_of(core: Core) -> FindModel:
    return FindModel(core, core)


def test_the_nearest_first_and_round_at_the_ends() -> None:
    core = Core()
    model = model_of(core)
    model.look("c", "x")
    assert model.searching
    assert model.index == -1
    core.replies[0].resolve(("a", "b", "c"))
    assert (model.current, model.index) == ("b", 1)
    model.step(1)
    assert model.current == "c"
    model.step(1)
    assert model.current == "a"
    model.step(-2)
    assert model.current == "b"
    model.again()
    core.replies[1].resolve(("z", "b"))
    assert model.current == "b", "what is looked at stays"
    assert core.found == 5


def test_an_older_answer_counts_no_more() -> None:
    core = Core()
    model = model_of(core)
    model.look("c", "x")
    model.look("c", "xy")
    core.replies[0].resolve(("a",))
    assert model.ids == ()
    core.replies[1].resolve(())
    assert model.index == -1
    assert model.current is None
    model.step(1)
    assert core.found == 1
    model.look("c", "late")
    model.look("c", "later")
    core.replies[2].reject(AppError("Late."))
    core.replies[3].reject(AppError("No."))
    assert [error.message for error in core.errors] == ["No."]
    assert not model.searching


def test_nothing_to_look_for() -> None:
    core = Core()
    model = model_of(core)
    model.look(None, "x")
    model.look("c", "  ")
    assert core.asked == []
    model.look("c", "x" * 2 * MAX_CHARS)
    assert core.asked == [{"chat_id": "c", "text": "x" * MAX_CHARS}]
