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


def by(speed: float | None) -> Candidate:
    """An engine that was measured to make so many tokens per second."""
    return replace(GOOD, tokens_per_s=speed)


def ranked(selection: Selection) -> list[BackendName]:
    return [entry.backend for entry in selection.ranking if entry.usable]


def decide(orders: Orders, model: ModelSpec = MODEL, have: int = 0, **engines: Candidate) -> Selection:
    return select(model, Demand(), {BackendName(name): one for name, one in engines.items()}, orders, have)


SHIPPED = Orders(shipped=(LLAMA, MISTRAL, OLLAMA))


def test_the_measured_speed_decides_where_the_person_set_no_order() -> None:
    selection = decide(SHIPPED, llama_cpp=by(20.0), mistral_rs=by(30.0), ollama=by(25.0))
    assert ranked(selection) == [MISTRAL, OLLAMA, LLAMA]
    assert reason(selection, MISTRAL) == (
        "It is the fastest with this model here: 30 tokens/s; ollama makes 25 tokens/s."
    )
    assert reason(selection, LLAMA) == "It can run the model too, but is slower here: 20 tokens/s."


def test_a_little_faster_changes_nothing() -> None:
    assert ranked(decide(SHIPPED, llama_cpp=by(20.0), mistral_rs=by(21.0))) == [LLAMA, MISTRAL]


def test_an_engine_that_was_not_measured_keeps_its_place() -> None:
    assert ranked(decide(SHIPPED, llama_cpp=by(None), mistral_rs=by(30.0), ollama=by(60.0))) == [LLAMA, OLLAMA, MISTRAL]
    assert ranked(decide(SHIPPED, llama_cpp=by(10.0), mistral_rs=by(None), ollama=by(60.0))) == [LLAMA, MISTRAL, OLLAMA]


def test_the_persons_order_goes_over_speed() -> None:
    selection = decide(replace(SHIPPED, is_set=True), llama_cpp=by(20.0), mistral_rs=by(90.0))
    assert ranked(selection) == [LLAMA, MISTRAL]
    assert "first engine in your order" in reason(selection, LLAMA)


def test_what_the_person_chose_for_the_model_goes_over_everything() -> None:
    orders = Orders(LLAMA, (LLAMA, MISTRAL, OLLAMA), is_set=True, chosen=OLLAMA)
    selection = decide(
        orders, replace(MODEL, backend_preferences=(MISTRAL,)), llama_cpp=GOOD, mistral_rs=GOOD, ollama=GOOD
    )
    assert ranked(selection) == [OLLAMA, LLAMA, MISTRAL]
    assert reason(selection, OLLAMA) == "You chose it for this model."
    assert orders.asked == (OLLAMA, LLAMA, LLAMA, MISTRAL, OLLAMA)


def test_too_little_memory_puts_an_engine_behind_those_that_fit() -> None:
    large = replace(by(90.0), need_bytes=4_000_000_000)
    selection = decide(SHIPPED, have=3_000_000_000, llama_cpp=large, mistral_rs=by(20.0))
    assert ranked(selection) == [MISTRAL, LLAMA]
    assert reason(selection, LLAMA) == "It needs about 4.0 GB of memory, but only 3.0 GB can be had."
    assert ranked(decide(SHIPPED, have=4_000_000_000, llama_cpp=large, mistral_rs=by(20.0))) == [LLAMA, MISTRAL]
    assert ranked(decide(SHIPPED, llama_cpp=large, mistral_rs=by(20.0))) == [LLAMA, MISTRAL], (
        "nobody knows what there is"
    )


def test_an_unfit_engine_is_refused_with_a_remedy() -> None:
    selection = decide(SHIPPED, llama_cpp=replace(GOOD, unfit="it repeats itself."), mistral_rs=GOOD)
    assert ranked(selection) == [MISTRAL]
    refused = next(entry for entry in selection.ranking if entry.backend is LLAMA)
    assert refused.reason == "Its answers with this model cannot be used: it repeats itself."
    assert "tektra engines test" in refused.hint


def test_a_doubt_is_told_and_changes_nothing() -> None:
    selection = decide(SHIPPED, llama_cpp=replace(GOOD, doubt="Its answers differ."), mistral_rs=GOOD)
    assert ranked(selection) == [LLAMA, MISTRAL]
    assert reason(selection, LLAMA).endswith("Its answers differ.")


@pytest.mark.parametrize(
    "here", [by(20.0), replace(GOOD, failed_before="It crashed."), replace(GOOD, unfit="nonsense."), None]
)
def test_another_machine_is_not_used_unless_somebody_names_it(here: Candidate | None) -> None:
    away = replace(by(500.0), elsewhere=True)
    engines = {OLLAMA: away} if here is None else {LLAMA: here, OLLAMA: away}
    selection = select(MODEL, Demand(), engines, SHIPPED, 1)
    assert OLLAMA not in ranked(selection)
    assert "computes on another machine" in reason(selection, OLLAMA)
    model = replace(MODEL, backend_preferences=(OLLAMA,))
    assert select(model, Demand(), engines, SHIPPED).chosen is OLLAMA
    assert select(MODEL, Demand(), engines, replace(SHIPPED, session=OLLAMA)).chosen is OLLAMA
    assert OLLAMA in ranked(select(MODEL, Demand(), engines, replace(SHIPPED, is_set=True)))
    assert select(MODEL, Demand(backend=OLLAMA), engines, SHIPPED).chosen is OLLAMA


def test_only_one_engine_may_be_asked_for() -> None:
    engines = {LLAMA: GOOD, MISTRAL: GOOD}
    selection = select(MODEL, Demand(backend=MISTRAL), engines, SHIPPED)
    assert selection.chosen is MISTRAL
    assert reason(selection, LLAMA) == "Only mistral_rs was asked for."
    none = select(MODEL, Demand(backend=OLLAMA), engines, SHIPPED)
    assert none.chosen is None
    assert none.ranking[0].backend is OLLAMA


def test_what_was_tried_in_vain_is_not_tried_again() -> None:
    demand = Demand().without(LLAMA, "It did not start.")
    selection = select(MODEL, demand, {LLAMA: GOOD, MISTRAL: GOOD}, SHIPPED)
    assert selection.chosen is MISTRAL
    assert reason(selection, LLAMA) == "It did not start."


@pytest.mark.parametrize("need", [Capability.TOOLS, Capability.THINKING])
def test_tools_and_thinking_are_asked_of_model_and_engine(need: Capability) -> None:
    needs = TEXT | {need}
    knows = replace(GOOD, capabilities=Capabilities(needs), support=Support(ok=True, abilities=needs))
    assert choose(needs=needs, llama_cpp=knows).chosen is LLAMA
    dull = replace(knows, support=Support(ok=True, abilities=TEXT))
    assert choose(needs=needs, llama_cpp=dull).chosen is None
    unable = replace(knows, capabilities=Capabilities(TEXT))
    assert reason(choose(needs=needs, llama_cpp=unable), LLAMA).startswith("It cannot do t")
