"""What a front end makes of a comparison's items, in whatever order they come."""

from __future__ import annotations

from app.client.comparison import Comparison, PairState
from app.errors import Cancelled, OutOfMemory
from app.types.compare import CompareEnded, CompareLoading, CompareText, Pair
from app.types.generation import Usage
from app.types.models import BackendName

LLAMA, OLLAMA = BackendName.LLAMA_CPP, BackendName.OLLAMA
PAIRS = (Pair("m", LLAMA), Pair("m", OLLAMA), Pair("other"))


def ended(index: int, speed: float = 0.0) -> CompareEnded:
    return CompareEnded(index, LLAMA, Usage(completion_tokens=9, tokens_per_s=speed), 1.0, 5)


def test_a_pair_waits_loads_writes_and_is_done() -> None:
    made = Comparison(PAIRS)
    assert [result.state for result in made.results] == [PairState.WAITING] * 3
    assert made.results[1].engine is OLLAMA
    assert made.results[2].engine is None
    made.take(CompareLoading(0, "Loading…"))
    assert (made.results[0].state, made.results[0].note) == (PairState.LOADING, "Loading…")
    made.take(CompareText(0, "Hel"))
    made.take(CompareLoading(0, "The engine stopped and starts again."))
    assert made.results[0].state is PairState.WRITING
    made.take(CompareText(0, "lo"))
    assert (made.results[0].text, made.results[0].note) == ("Hello", "")
    made.take(ended(0, 50.0))
    assert (str(made.results[0].state), made.results[0].memory_bytes) == ("done", 5)


def test_errors_and_stops_are_told_apart() -> None:
    made = Comparison(PAIRS)
    made.take(CompareEnded(0, None, error=OutOfMemory("It does not fit.").to_dict()))
    made.take(CompareEnded(1, OLLAMA, error=Cancelled("stopped").to_dict()))
    made.end()
    assert [result.state for result in made.results] == [PairState.FAILED, PairState.STOPPED, PairState.STOPPED]
    failed, stopped, _ = made.results
    assert failed.error is not None
    assert failed.error.message == "It does not fit."
    assert failed.engine is LLAMA
    assert stopped.error is None


def test_at_the_end_the_differences_are_marked_among_those_that_said_something() -> None:
    made = Comparison(PAIRS)
    made.take(CompareText(0, "one two"))
    made.take(ended(0))
    made.take(CompareEnded(1, OLLAMA, error=OutOfMemory("no").to_dict()))
    made.take(CompareText(2, "one three"))
    made.take(ended(2))
    assert made.results[0].differs == ()
    made.end()
    assert [result.differs for result in made.results] == [((4, 7),), (), ((4, 9),)]
    assert made.ended


def test_the_quickest_needs_somebody_to_be_quicker_than() -> None:
    made = Comparison(PAIRS)
    made.take(ended(0, 50.0))
    assert made.quickest is None
    made.take(ended(1, 50.0))
    assert made.quickest is None
    made.take(ended(2, 70.0))
    assert made.quickest == 2
    made.take(ended(2, 0.0))
    assert made.quickest is None


def test_items_of_no_pair_are_passed_over() -> None:
    made = Comparison(PAIRS)
    assert made.take(CompareText(7, "x")) == -1
    assert made.take(CompareText(-1, "x")) == -1
    assert made.results[2].text == ""
