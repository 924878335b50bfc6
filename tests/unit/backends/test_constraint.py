"""Answers in a certain form, written by the real engine and the starter model."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from app.backends.llama_cpp.answering import constraint
from app.backends.llama_cpp.answering.constraint import Constraint
from app.errors import EngineError, InvalidInput
from app.types.generation import AnswerFormat, FormatKind, Sampling, TokenBias
from tests.helpers.writer import Writer

pytestmark = pytest.mark.engine

ASK = "Describe a dog as JSON with its name, age and colours."
DOG = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 20},
        "age": {"type": "integer", "minimum": 1, "maximum": 20},
        "colours": {"type": "array", "items": {"enum": ["black", "white"]}, "minItems": 1, "maxItems": 3},
    },
    "required": ["name", "age", "colours"],
}
WORD = AnswerFormat(FormatKind.GRAMMAR, 'root ::= "yes" | "no"')
WILD = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, seed=11)
SAMPLINGS = [
    Sampling(temperature=0.0),
    Sampling(seed=1),
    WILD,
    replace(WILD, mirostat=1),
    replace(WILD, mirostat=2),
    replace(WILD, xtc_probability=1.0, dry_multiplier=1.0),
]
LABELS = ["greedy", "default", "wild", "mirostat1", "mirostat2", "xtc and dry"]


@pytest.mark.parametrize("sampling", SAMPLINGS, ids=LABELS)
def test_an_answer_after_a_schema_is_of_its_form(writer: Writer, sampling: Sampling) -> None:
    form = AnswerFormat(FormatKind.JSON_SCHEMA, json.dumps(DOG))
    tokens = writer.write(sampling, form, question=ASK, tokens=200)
    dog: dict[str, Any] = json.loads(writer.text(tokens))
    assert list(dog) == ["name", "age", "colours"]
    assert 1 <= dog["age"] <= 20
    assert set(dog["colours"]) <= {"black", "white"}
    assert writer.write(sampling, form, question=ASK, tokens=200) == tokens


@pytest.mark.parametrize("sampling", SAMPLINGS[:3], ids=LABELS[:3])
def test_json_is_an_object_or_was_cut(writer: Writer, sampling: Sampling) -> None:
    tokens = writer.write(sampling, AnswerFormat(FormatKind.JSON), question=ASK, tokens=160)
    text = writer.text(tokens)
    assert text.startswith("{")
    if len(tokens) < 160:
        assert isinstance(json.loads(text), dict)


@pytest.mark.parametrize("sampling", SAMPLINGS, ids=LABELS)
def test_a_grammar_decides_over_everything_and_lets_the_turn_end(writer: Writer, sampling: Sampling) -> None:
    assert writer.text(writer.write(sampling, WORD)) in {"yes", "no"}


def test_a_ban_holds_against_a_grammar_and_a_bias_within_it(writer: Writer) -> None:
    yes, no = (writer.model.tokenize(word)[0] for word in ("yes", "no"))
    for wanted, other in ((yes, no), (no, yes)):
        pushed = Sampling(temperature=0.0, logit_bias=(TokenBias(wanted, 1000.0), TokenBias(other, -1000.0)))
        assert writer.write(pushed, WORD)[0] == wanted


def test_a_resting_form_counts_only_when_it_is_enforced(writer: Writer) -> None:
    writer.read(writer.prompt("What is the sea?"), anew=True)
    with writer.chain(Sampling(temperature=0.0), WORD, resting=True) as resting:
        first = resting.sample(writer.context, -1)
        assert writer.text([first]) not in {"y", "yes", "n", "no"}
        resting.accept(first)
        resting.enforce()
        assert writer.text([resting.sample(writer.context, -1)]) in {"y", "yes", "n", "no"}


def test_what_was_written_before_a_crash_is_taken_up(writer: Writer) -> None:
    form = AnswerFormat(FormatKind.JSON_SCHEMA, json.dumps(DOG))
    whole = writer.write(Sampling(temperature=0.0, repeat_penalty=1.0), form, question=ASK, tokens=200)
    half = len(whole) // 2
    writer.read([*writer.prompt(ASK), *whole[:half]], anew=True)
    with writer.chain(Sampling(temperature=0.0, repeat_penalty=1.0), form) as again:
        for token in whole[:half]:
            again.accept(token)
        assert again.sample(writer.context, -1) == whole[half]
        with pytest.raises(EngineError, match="does not fit"):
            again.accept(writer.end)


@pytest.mark.parametrize(
    "grammar", ['root ::= "\\U0000E123" [b-a]', "root ::= <[999999999]>", "root ::= [^\\x00-\\U0010FFFF]"]
)
def test_a_grammar_without_a_way_on_ends_the_answer_and_not_the_process(writer: Writer, grammar: str) -> None:
    with pytest.raises(EngineError, match="no token of this model fits"):
        writer.write(WILD, AnswerFormat(FormatKind.GRAMMAR, grammar))


@pytest.mark.parametrize("grammar", ["root ::= <no such token>", "root ::= <>"])
def test_a_grammar_that_only_the_model_can_refuse_is_refused(writer: Writer, grammar: str) -> None:
    with pytest.raises(InvalidInput, match="grammar"):
        writer.write(WILD, AnswerFormat(FormatKind.GRAMMAR, grammar))


def test_a_grammar_with_ever_more_readings_ends_the_answer_in_time(writer: Writer) -> None:
    doubling = 'root ::= s\ns ::= "" | " " s "b" | " " s "c" | [^ ] s'
    with pytest.raises(EngineError, match="too long"):
        writer.write(Sampling(temperature=0.0), AnswerFormat(FormatKind.GRAMMAR, doubling))


def test_a_choice_that_takes_too_long_ends_the_answer(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constraint, "MAX_CHOICE_SECONDS", -1.0)
    with pytest.raises(EngineError, match="too long"):
        writer.write(WILD, WORD)


def test_filtering_the_likeliest_tokens_first_is_greedy_too(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    form = AnswerFormat(FormatKind.JSON_SCHEMA, json.dumps(DOG))
    quick = writer.write(Sampling(temperature=0.0), form, question=ASK, tokens=60)
    monkeypatch.setattr(constraint, "LIKELY_TOKENS", writer.model.vocabulary)
    assert writer.write(Sampling(temperature=0.0), form, question=ASK, tokens=60) == quick


def test_closing_twice_is_closing_once(writer: Writer) -> None:
    held = Constraint(writer.model, 'root ::= "a"', 0)
    held.close()
    held.close()
