"""Names of models as Ollama has them."""

from __future__ import annotations

import pytest

from app.backends.ollama.names import handed_name, parse_name, same_name
from app.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("llama3.2", "llama3.2:latest"),
        ("llama3.2:1b", "llama3.2:1b"),
        ("Llama3.2:1B", "llama3.2:1b"),
        ("library/llama3.2", "llama3.2:latest"),
        ("registry.ollama.ai/library/llama3.2", "llama3.2:latest"),
        ("someone/model:q4_K_M", "someone/model:q4_k_m"),
        ("hf.co/owner/repo-GGUF:Q8_0", "hf.co/owner/repo-gguf:q8_0"),
        ("localhost:5000/someone/model", "localhost:5000/someone/model:latest"),
        ("https://hf.co/owner/repo", "hf.co/owner/repo:latest"),
        ("http://h/o/r:t", "h/o/r:t"),
        ("  a  ", "a:latest"),
        ("_" * 80, "_" * 80 + ":latest"),
    ],
)
def test_names_in_short(text: str, short: str) -> None:
    assert parse_name(text).short == short
    assert parse_name(parse_name(text).short) == parse_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "a:",
        "/a",
        "a/",
        "a//b",
        "a/b/c/d",
        "../../etc/passwd",
        "..",
        ".hidden",
        "-x",
        "a b",
        "a\x00b",
        "a\nb",
        "x" * 81,
        "a:" + "t" * 81,
        "h" * 351 + "/n/m",
        "na.me/model",
        "a:b:c",
        "ünïcode",
        "a\\b",
        "ns/mo:del:x",
        "a" * 100000,
    ],
)
def test_what_cannot_be_a_name_is_refused_in_a_short_sentence(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_name(text)
    assert len(caught.value.message) < 400
    assert caught.value.message.isprintable()
    assert caught.value.hint


def test_the_same_model_has_one_name_in_any_spelling() -> None:
    assert same_name("Llama3", "registry.ollama.ai/library/llama3:latest")
    assert not same_name("llama3:1b", "llama3:3b")
    assert not same_name("llama3", "../x")


@pytest.mark.parametrize(
    "model_id",
    [
        "smollm2:135m",
        "a/b/c:d",
        "Ünïcode näme",
        "",
        ":",
        "..",
        "x" * 500,
        "a:" + "t" * 500,
        "-",
        "mine.gguf",
        "a\0b",
        "🌊",
    ],
)
def test_every_id_has_a_valid_name_of_its_own(model_id: str) -> None:
    name = handed_name(model_id)
    assert parse_name(name).short == name
    assert name.startswith("tektra/")
    assert handed_name(model_id) == name


def test_ids_that_look_alike_do_not_share_a_name() -> None:
    ids = ["model", "Model", "mo del", "mo-del", "a/model", "b/model", "model:", "🌊", "🌴", "x" * 100, "x" * 101]
    assert len({handed_name(model_id) for model_id in ids}) == len(ids)
    assert handed_name("smollm2:135m") == "tektra/smollm2:135m"
    assert handed_name("model") == "tektra/model:latest"
