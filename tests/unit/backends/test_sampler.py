"""Each sampler setting changes what it should, with the real engine and the starter model."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from app.backends.llama_cpp.answering import chain
from app.backends.llama_cpp.answering.chain import MAX_SHORTCUT, looks_back
from app.backends.llama_cpp.answering.sampler import logprobs
from app.backends.sampling import MAX_LAST_N
from app.errors import InvalidInput
from app.types.generation import Sampling, TokenBias
from tests.helpers.writer import Writer

pytestmark = pytest.mark.engine

OPEN = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, repeat_penalty=1.0, seed=5)
"""Every sampler off."""
GREEDY = replace(OPEN, temperature=0.0)
WARM = replace(OPEN, temperature=0.9)


@pytest.fixture(scope="module")
def usual(writer: Writer) -> list[int]:
    """An answer with every sampler off."""
    return writer.write(WARM)


@pytest.fixture(scope="module")
def greedy(writer: Writer) -> list[int]:
    """The greedy answer."""
    return writer.write(GREEDY)


@pytest.mark.parametrize(
    "change",
    [
        {"top_k": 1},
        {"top_p": 0.0},
        {"min_p": 1.0},
        {"temperature": 0.001},
        {"mirostat": 1, "temperature": 0.0},
        {"mirostat": 2, "temperature": 0.0},
        {"mirostat": 2, "mirostat_tau": 0.0},
        {"xtc_probability": 1.0, "temperature": 0.0},
    ],
    ids=str,
)
def test_what_leaves_one_token_is_greedy(writer: Writer, greedy: list[int], change: dict[str, Any]) -> None:
    assert writer.write(replace(OPEN, **change), tokens=16) == greedy[:16]


@pytest.mark.parametrize(
    "change",
    [
        {"top_k": 3},
        {"top_p": 0.5},
        {"min_p": 0.3},
        {"typical_p": 0.2},
        {"repeat_penalty": 1.5},
        {"presence_penalty": 2.0},
        {"frequency_penalty": 2.0},
        {"dry_multiplier": 5.0, "dry_allowed_length": 1, "dry_breakers": ()},
        {"xtc_probability": 1.0},
        {"mirostat": 1, "mirostat_tau": 2.0},
        {"mirostat": 2, "mirostat_tau": 2.0},
        {"temperature": 0.3},
        {"seed": 6},
        {"logit_bias": (TokenBias(28, -math.inf), TokenBias(30, -math.inf))},
    ],
    ids=str,
)
def test_every_setting_changes_the_text_and_the_same_seed_gives_it_again(
    writer: Writer, usual: list[int], change: dict[str, Any]
) -> None:
    changed = replace(WARM, **change)
    first = writer.write(changed)
    assert first == writer.write(changed)
    assert first != usual


@pytest.mark.parametrize(
    ("base", "change"),
    [
        ({"repeat_penalty": 1.8}, {"repeat_last_n": 4}),
        ({"repeat_penalty": 1.8}, {"repeat_last_n": -1}),
        ({"dry_multiplier": 5.0, "dry_allowed_length": 1}, {"dry_allowed_length": 4}),
        ({"dry_multiplier": 5.0, "dry_allowed_length": 1}, {"dry_last_n": 8}),
        ({"dry_multiplier": 5.0, "dry_allowed_length": 1}, {"dry_breakers": (" the", " a", ",", " and")}),
        ({"xtc_probability": 1.0}, {"xtc_threshold": 0.3}),
        ({"mirostat": 2, "mirostat_tau": 3.0}, {"mirostat_eta": 2.0}),
    ],
    ids=str,
)
def test_the_settings_of_a_sampler_change_it(writer: Writer, base: dict[str, Any], change: dict[str, Any]) -> None:
    sampling = replace(WARM, **base)
    assert writer.write(replace(sampling, **change), tokens=64) != writer.write(sampling, tokens=64)


def test_choices_have_seeds_of_their_own_and_wrap(writer: Writer) -> None:
    first, second = (writer.write(WARM, choice=choice, tokens=16) for choice in (0, 1))
    assert first != second
    assert second == writer.write(replace(WARM, seed=6), tokens=16)
    last = replace(WARM, seed=2**32 - 2)
    assert writer.write(last, choice=1, tokens=16) == writer.write(replace(WARM, seed=0), tokens=16)


def test_without_a_seed_every_answer_is_drawn_anew(writer: Writer) -> None:
    drawn = replace(WARM, seed=None)
    assert writer.write(drawn) != writer.write(drawn)


def test_a_bias_forces_and_bans(writer: Writer) -> None:
    usual = writer.write(GREEDY, tokens=8)
    forced = replace(GREEDY, logit_bias=(TokenBias(usual[3], 1000.0),))
    assert writer.write(forced, tokens=8) == [usual[3]] * 8
    banned = replace(GREEDY, logit_bias=tuple(TokenBias(token, -math.inf) for token in set(usual)))
    assert not set(writer.write(banned, tokens=8)) & set(usual)


@pytest.mark.parametrize("token", [-1, 2**31 - 1])
def test_a_bias_for_a_token_that_is_not_there_is_refused(writer: Writer, token: int) -> None:
    with (
        pytest.raises(InvalidInput, match="logit_bias"),
        writer.chain(replace(GREEDY, logit_bias=(TokenBias(token, 1.0),))),
    ):
        pass


@pytest.mark.parametrize(
    "change", [{"repeat_penalty": 1.5}, {"presence_penalty": 2.0}, {"frequency_penalty": 1.0}], ids=str
)
def test_penalties_lower_repeats(writer: Writer, change: dict[str, Any]) -> None:
    def repeats(sampling: Sampling) -> int:
        counts = Counter(writer.write(sampling, tokens=60, question="Say the word dog again and again."))
        return sum(counts.values()) - len(counts)

    assert repeats(replace(GREEDY, **change)) < repeats(GREEDY)


def test_dry_ends_a_loop(writer: Writer) -> None:
    def longest_loop(sampling: Sampling) -> int:
        tokens = writer.write(sampling, tokens=80, question="Repeat this for ever: one two three one two three")
        for length in range(len(tokens) // 2, 0, -1):
            seen = {tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)}
            if len(seen) < len(tokens) - length + 1:
                return length
        return 0

    assert longest_loop(replace(GREEDY, dry_multiplier=2.0, dry_breakers=())) < longest_loop(GREEDY)


def test_dry_punishes_longer_repeats_by_the_power_of_its_base(writer: Writer) -> None:
    round_and_round = writer.model.tokenize("one two three four, " * 6 + "one two three")
    writer.read(round_and_round, anew=True)
    written = []
    for base in (1.0, 10.0):
        with writer.chain(replace(GREEDY, dry_multiplier=0.01, dry_base=base, dry_breakers=())) as chosen:
            chosen.prime(round_and_round)
            written.append(writer.text([chosen.sample(writer.context, -1)]))
    assert written[0] == " four" != written[1]


def test_the_prompt_counts_for_penalties_and_dry(writer: Writer) -> None:
    assert looks_back(OPEN, 2048) == 0
    assert looks_back(replace(OPEN, repeat_penalty=1.1), 2048) == 64
    assert looks_back(replace(OPEN, frequency_penalty=1.1, dry_multiplier=1.0, dry_last_n=100), 2048) == 100
    assert looks_back(replace(OPEN, dry_multiplier=1.0), 2048) == 2048
    assert looks_back(replace(OPEN, dry_multiplier=1.0), 2**30) == MAX_LAST_N
    assert looks_back(replace(OPEN, repeat_penalty=1.1, repeat_last_n=0), 2048) == 0
    usual = writer.write(GREEDY, tokens=1)
    writer.read(writer.prompt("Tell me a long story about a dog."), anew=True)
    with writer.chain(replace(GREEDY, presence_penalty=10.0)) as primed:
        primed.prime(usual)
        assert primed.sample(writer.context, -1) != usual[0]


@pytest.mark.parametrize(
    "change",
    [
        {"temperature": 0.0, "repeat_penalty": 1.3},
        {"temperature": 1.5, "top_k": 40, "repeat_penalty": 1.5, "presence_penalty": 1.0, "frequency_penalty": 0.5},
        {"temperature": 0.7, "top_k": 40, "top_p": 0.9, "min_p": 0.05, "repeat_penalty": 1.1},
    ],
    ids=str,
)
def test_cutting_the_vocabulary_before_the_penalties_changes_nothing(
    writer: Writer, change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sampling = replace(OPEN, **change)
    quick = writer.write(sampling)
    monkeypatch.setattr(chain, "_enough_for_penalties", lambda _sampling: 0)
    assert writer.write(sampling) == quick


@pytest.mark.parametrize(
    ("change", "enough"),
    [
        ({"top_k": 40}, 104),
        ({"temperature": 0.0}, 65),
        ({}, 0),
        ({"top_k": 40, "repeat_penalty": 0.9}, 0),
        ({"top_k": 40, "presence_penalty": -1.0}, 0),
        ({"top_k": 40, "frequency_penalty": -1.0}, 0),
        ({"top_k": 40, "repeat_last_n": -1}, 0),
        ({"top_k": 40, "repeat_last_n": MAX_SHORTCUT + 1}, 0),
        ({"top_k": 40, "mirostat": 1}, 0),
        ({"top_k": 40, "dry_multiplier": 1.0}, 0),
        ({"top_k": 40, "mirostat": 1, "temperature": 0.0}, 65),
    ],
    ids=str,
)
def test_the_vocabulary_is_cut_only_where_that_changes_nothing(change: dict[str, Any], enough: int) -> None:
    penalised = replace(OPEN, repeat_penalty=1.1, presence_penalty=0.5)
    assert chain._enough_for_penalties(replace(penalised, **change)) == enough


@pytest.mark.parametrize("top_n", [0, 5, 20])
def test_log_probabilities_are_those_of_the_model_alone(writer: Writer, top_n: int) -> None:
    writer.read(writer.prompt("Name a fish."), anew=True)
    whole = logprobs(writer.context, -1, 100, 49152, writer.model)
    assert math.isclose(sum(math.exp(item.logprob) for item in whole.alternatives), 1.0, rel_tol=1e-4)
    found = logprobs(writer.context, -1, 100, top_n, writer.model)
    assert found.chosen == next(item for item in whole.alternatives if item.token == 100)
    assert found.alternatives == whole.alternatives[:top_n]
    assert list(found.alternatives) == sorted(found.alternatives, key=lambda item: -item.logprob)
    with writer.chain(replace(OPEN, temperature=5.0, top_k=1)) as changed:
        best = changed.sample(writer.context, -1)
    assert whole.alternatives[0].token == best
    assert whole.alternatives[0].text == writer.text([best])


def test_closing_twice_is_closing_once(writer: Writer) -> None:
    with writer.chain(OPEN) as closed:
        closed.close()
