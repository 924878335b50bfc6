"""What degenerate answers look like, and what small models honestly say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.manager.proof import KEPT_CHARACTERS, MAX_TOKENS, REQUEST, Verdict, judge

SAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "proof" / "samples.json").read_text("utf-8")
)["samples"]
MISSED = "ross Angesuesdaycholenteivir"
"""Nonsense with so many sound words that only who knows English sees it; it costs a poor answer, not an engine."""
SEA = "The sea is a vast and mysterious realm, teeming with life and unending in its own way."


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample['engine']}: {sample['question'][:24]}")
def test_what_real_engines_said(sample: dict[str, Any]) -> None:
    proof = judge(sample["said"], ended=sample["ended"])
    if sample["said"].startswith(MISSED):
        assert proof.verdict is Verdict.FIT, "take it off MISSED"
        return
    assert (proof.verdict is not Verdict.UNFIT) is sample["usable"], proof.reason


@pytest.mark.parametrize(
    "said",
    [
        SEA,
        "Blue.",
        "红色的圆。",
        "大海是如此辽阔而神秘，充满了生命和无尽的可能性，令人向往。",
        "海は広くて、とても神秘的な場所です。多くの生き物がそこに住んでいます。",
        "Море — это бескрайняя стихия, которая хранит множество тайн.",
        "Η θάλασσα είναι απέραντη και γεμάτη μυστήρια.",
        "ทะเลกว้างใหญ่และลึกลับ เต็มไปด้วยสิ่งมีชีวิต",
        "البحر واسع وغامض ومليء بالحياة.",
        "समुद्र विशाल और रहस्यमय है।",
        "Donaudampfschifffahrtsgesellschaft",
        "Die Meeresoberfläche glänzt im Sonnenlicht, und die Wellen rauschen leise an den Strand.",
        "Meri on syvä ja sininen, ja sen aallot kimaltelevat auringonvalossa.",
        "La la la la, sings the sea, and the waves sing along with it.",
        "🌊 The sea whispers. 🌊",
        "<think>\nThe user wants one short sentence about the sea. I should keep it simple",
        "# The sea\n\n- blue\n- deep\n- wide\n- cold\n- salty",
        "the sea the sea the sea the sea, how I love thee",
    ],
)
def test_poor_and_foreign_answers_are_no_fault_of_the_engine(said: str) -> None:
    assert judge(said, ended=False) == judge(said, ended=True)
    assert judge(said, ended=False).verdict is Verdict.FIT


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("!" * 32, "signs instead of words"),
        ("\n" * 32, "nothing that can be read"),
        ("", "nothing that can be read"),
        ("0 1 0 1 0 1 0 1 0 1 0 1 0 1", "signs instead of words"),
        ("the " * 32, "same word without end"),
        ("ocean waves " + "a" * 60, "same signs without end"),
        ("sea " + "ab" * 20, "same signs without end"),
        ("\x11\x11\x03\x04 sea \x05\x06\x07", "belong to no writing"),
        ("\ufffd\ufffd\ufffd\ufffd", "belong to no writing"),
    ],
)
def test_degenerate_answers_make_an_engine_unfit(said: str, reason: str) -> None:
    proof = judge(said, ended=False)
    assert proof.verdict is Verdict.UNFIT
    assert reason in proof.reason


def test_a_character_that_is_cut_at_the_end_does_not_count() -> None:
    assert judge("海\ufffd", ended=False).verdict is Verdict.FIT


def test_silence_is_a_doubt_also_where_another_engine_speaks() -> None:
    assert judge("", ended=True).verdict is Verdict.DOUBT
    proof = judge("", ended=True, other=SEA, other_engine="llama.cpp")
    assert (proof.verdict, proof.reason) == (Verdict.DOUBT, "It says nothing where llama.cpp answers.")


@pytest.mark.parametrize(
    "said",
    [
        "Deniz, sonsuz mavisiyle ruhumu dinlendiren huzurlu bir dünyadır ve kıyıları okşar.",
        "Meri kimaltelee auringonlaskussa hiljaisena, rauhallisena ja äärettömän kauniina.",
        "A tenger hullámai lágyan simogatják homokos partunkat minden nyári reggelen.",
        "Biển xanh mênh mông vỗ về bờ cát trắng mỗi sáng.",
        "Havet glittrar vackert under solens varma strålar varje sommarmorgon.",
        "Samudera biru membentang luas memantulkan cahaya matahari pagi.",
        "Het water glinstert onder gouden zonnestralen terwijl zachte golven ritmisch tegen rotsen slaan",
        "Das Meeresrauschen beruhigt Menschenseelen außerordentlich wunderbar.",
        "Море огромное, прекрасное, бесконечное, неповторимое, величественное, таинственное, завораживающее.",
    ],
)
def test_sense_in_any_language_is_never_unfit(said: str) -> None:
    assert judge(said, ended=True).verdict is Verdict.FIT
    beside = judge(said, ended=True, other=SEA, other_engine="llama.cpp")
    assert beside.verdict is Verdict.DOUBT, beside.reason


def test_words_without_sense_are_told_from_another_engines_answer() -> None:
    salad = "regime crimson tulip ledger pivot orchard velvet gravel sonnet anvil"
    assert judge(salad, ended=False).verdict is Verdict.FIT, "alone it might be a list"
    proof = judge(salad, ended=False, other=SEA, other_engine="llama.cpp")
    assert proof.verdict is Verdict.DOUBT
    assert proof.reason == "Its words seem to have no sense where llama.cpp answers."


def test_a_poor_answer_of_the_other_engine_proves_nothing() -> None:
    salad = "regime crimson tulip ledger pivot orchard velvet gravel sonnet anvil"
    other = "crystal marble hollow timber beacon copper meadow lantern harvest willow"
    assert judge(salad, ended=False, other=other, other_engine="llama.cpp").verdict is Verdict.DOUBT


def test_another_greedy_start_is_a_doubt_and_the_same_one_is_none() -> None:
    same = judge("The sea is a mirror of the sky.", ended=True, other=SEA, other_engine="llama.cpp")
    assert same.verdict is Verdict.FIT
    differs = judge("A ship sails on the sea in the morning.", ended=True, other=SEA, other_engine="llama.cpp")
    assert differs.verdict is Verdict.DOUBT
    assert differs.reason == "Its answers differ from those of llama.cpp with the same model."


def test_what_was_said_is_kept_in_part_only() -> None:
    assert judge("The sea " * 1000, ended=True).said == ("The sea " * 1000)[:KEPT_CHARACTERS]


def test_the_question_is_greedy_and_short() -> None:
    assert (REQUEST.sampling.temperature, REQUEST.sampling.max_tokens, MAX_TOKENS) == (0.0, 32, 32)
