"""Which engine gets a model, and what a person reads about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.backends.base import Availability, Capabilities, Support
from app.bridge.signatures import Selection
from app.manager.demand import Demand
from app.manager.selection import Candidate, Orders, select
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind

LLAMA, MISTRAL, OLLAMA, ECHO = (
    BackendName.LLAMA_CPP,
    BackendName.MISTRAL_RS,
    BackendName.OLLAMA,
    BackendName.ECHO,
)
TEXT = frozenset({Capability.TEXT})
MODEL = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/m.gguf"))
GOOD = Candidate(
    Capabilities(frozenset({Capability.TEXT, Capability.CONTINUE})),
    enabled=True,
    availability=Availability(usable=True),
    support=Support(ok=True),
)


def choose(
    model: ModelSpec = MODEL,
    needs: frozenset[Capability] = TEXT,
    session: BackendName | None = None,
    order: tuple[BackendName, ...] = (LLAMA, MISTRAL),
    **engines: Candidate,
) -> Selection:
    known = {BackendName(name): candidate for name, candidate in (engines or {"llama_cpp": GOOD}).items()}
    return select(model, Demand(needs), known, Orders(session, order))


def reason(selection: Selection, name: BackendName) -> str:
    return next(ranked.reason for ranked in selection.ranking if ranked.backend is name)


def test_the_order_decides_among_engines_that_can() -> None:
    selection = choose(order=(MISTRAL, LLAMA), llama_cpp=GOOD, mistral_rs=GOOD)
    assert selection.chosen is MISTRAL
    assert [ranked.backend for ranked in selection.ranking] == [MISTRAL, LLAMA]
    assert "first engine in the order" in reason(selection, MISTRAL)
    assert "later in the order" in reason(selection, LLAMA)


def test_the_models_preference_goes_before_the_order() -> None:
    selection = choose(replace(MODEL, backend_preferences=(MISTRAL,)), llama_cpp=GOOD, mistral_rs=GOOD)
    assert selection.chosen is MISTRAL
    assert "the model prefers" in reason(selection, MISTRAL)


def test_the_sessions_preference_goes_before_everything() -> None:
    model = replace(MODEL, backend_preferences=(LLAMA,))
    selection = choose(model, session=MISTRAL, llama_cpp=GOOD, mistral_rs=GOOD)
    assert selection.chosen is MISTRAL
    assert reason(selection, MISTRAL) == "You switched to it."


def test_an_engine_that_no_list_names_still_comes_last() -> None:
    assert choose(order=(), llama_cpp=GOOD).chosen is LLAMA


def test_a_name_without_an_engine_is_explained_and_passed_over() -> None:
    selection = choose(order=(MISTRAL, LLAMA), llama_cpp=GOOD)
    assert selection.chosen is LLAMA
    assert reason(selection, MISTRAL) == "This version of Tektra does not include it."


def test_refusals_name_their_cause() -> None:
    cases = {
        "turned off": replace(GOOD, enabled=False),
        "No library. Install it.": replace(
            GOOD, availability=Availability(usable=False, reason="No library.", hint="Install it.")
        ),
        "not installed": replace(GOOD, availability=Availability(usable=False)),
        "No IQ files.": replace(GOOD, support=Support(ok=False, reason="No IQ files.")),
        "cannot run this model": replace(GOOD, support=Support(ok=False)),
    }
    for words, candidate in cases.items():
        selection = choose(llama_cpp=candidate)
        assert selection.chosen is None
        assert words in reason(selection, LLAMA)


def test_refused_engines_stand_after_the_usable_ones() -> None:
    selection = choose(llama_cpp=replace(GOOD, enabled=False), mistral_rs=GOOD)
    assert [(ranked.backend, ranked.usable) for ranked in selection.ranking] == [(MISTRAL, True), (LLAMA, False)]


@pytest.mark.parametrize(
    ("model", "words", "hint"),
    [
        (MODEL, "M reads text only.", "Choose a model that sees pictures, or put its projector file (mmproj…gguf)"),
        (
            replace(MODEL, multimodal=True),
            "M sees pictures only with its projector file (mmproj…), and there is none beside it that fits.",
            "Put the projector beside the model's file, or name it as `projector` in the model's [[models]] entry.",
        ),
        (
            replace(MODEL, projector_problem="eyes.gguf is cut."),
            "The projector of M cannot be used: eyes.gguf is cut.",
            "Download it again, or name it as `projector` in the model's [[models]] entry.",
        ),
        (
            replace(MODEL, projector="/ears.gguf"),
            "The projector of M is not for one that sees pictures.",
            "Choose a model that sees pictures.",
        ),
    ],
)
def test_what_the_request_needs_must_be_in_the_model(model: ModelSpec, words: str, hint: str) -> None:
    selection = choose(model, needs=frozenset({Capability.TEXT, Capability.IMAGE}))
    assert selection.chosen is None
    assert reason(selection, LLAMA) == words
    assert selection.ranking[0].hint.startswith(hint)


def test_what_a_model_lacks_is_said_as_far_as_it_can_be_helped() -> None:
    hears = frozenset({Capability.AUDIO})
    assert reason(choose(needs=hears), LLAMA) == "M reads text only."
    assert "hears sound" in reason(choose(replace(MODEL, multimodal=True), needs=hears), LLAMA)
    elsewhere = replace(MODEL, source=ModelSource(SourceKind.ENGINE, "m"))
    assert reason(choose(elsewhere, needs=hears), LLAMA) == "The model is not made for sound."
    assert reason(choose(needs=frozenset({Capability.VIDEO})), LLAMA) == "The model is not made for video."


def test_what_the_request_needs_must_be_in_the_engine() -> None:
    model = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.IMAGE}))
    seeing = replace(GOOD, capabilities=Capabilities(frozenset({Capability.TEXT, Capability.IMAGE})))
    needs = frozenset({Capability.TEXT, Capability.IMAGE})
    selection = choose(model, needs, llama_cpp=GOOD, mistral_rs=seeing)
    assert selection.chosen is MISTRAL
    assert reason(selection, LLAMA) == "It cannot do pictures."


def test_continuing_is_asked_of_the_engine_alone() -> None:
    needs = frozenset({Capability.TEXT, Capability.CONTINUE})
    assert choose(needs=needs).chosen is LLAMA
    unable = replace(GOOD, capabilities=Capabilities(TEXT))
    assert choose(needs=needs, llama_cpp=unable).chosen is None


def test_an_engine_that_crashed_lately_comes_after_those_that_did_not() -> None:
    selection = choose(llama_cpp=replace(GOOD, failed_before="It crashed (SIGSEGV)."), mistral_rs=GOOD)
    assert selection.chosen is MISTRAL
    assert "It crashed (SIGSEGV)." in reason(selection, LLAMA)


def test_an_engine_that_crashed_lately_is_better_than_none() -> None:
    assert choose(llama_cpp=replace(GOOD, failed_before="It crashed.")).chosen is LLAMA


def test_echo_is_never_chosen_unless_the_model_asks_for_it() -> None:
    unasked = choose(order=(LLAMA,), llama_cpp=replace(GOOD, enabled=False), echo=GOOD)
    assert unasked.chosen is None
    assert ECHO not in [ranked.backend for ranked in unasked.ranking]
    switched = choose(session=ECHO, order=(ECHO,), echo=GOOD)
    assert switched.chosen is None
    assert "by name" in reason(switched, ECHO)


def test_echo_is_chosen_for_a_model_that_asks_for_it() -> None:
    by_source = replace(MODEL, source=ModelSource(SourceKind.ENGINE, "echo"))
    other_can_not = replace(GOOD, support=Support(ok=False, reason="Not a file."))
    assert choose(by_source, llama_cpp=other_can_not, echo=GOOD).chosen is ECHO
    by_preference = replace(MODEL, backend_preferences=(ECHO,))
    assert choose(by_preference, llama_cpp=GOOD, echo=GOOD).chosen is ECHO


def test_without_any_engine_nothing_is_ranked() -> None:
    assert select(MODEL, Demand(), {}, Orders()) == Selection("m", None, ())
