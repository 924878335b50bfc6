"""Lists of models in the forms that endpoints send, and what a provider's table means."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.cloud.facts import FactsBook, ModelFound, ProviderFacts, Trait, no_facts
from app.backends.cloud.listing import models_of, traits_of
from app.backends.cloud.openai_link import quirks_for, vectors_of
from app.backends.cloud.providers import (
    MAX_MODELS,
    chats,
    check_provider,
    embeds,
    endpoint_of,
    find,
    is_near,
    origin,
    split_id,
)
from app.errors import EngineUnavailable, InvalidInput
from app.types.engines import CheckState, ProviderKind, ProviderSpec
from app.types.models import Capability
from tests.helpers.logfail import ExpectedLogs

SPEC = ProviderSpec("my-ai", ProviderKind.OPENAI, "https://api.example.com/v1")


@pytest.mark.parametrize(
    ("reply", "wanted"),
    [
        ({"data": [{"id": "a"}, {"id": "b"}, {"id": "a"}]}, [ModelFound("a"), ModelFound("b")]),
        ({"data": [{"id": "a", "context_length": 4096, "max_completion_tokens": 100}]}, [ModelFound("a", 4096, 100)]),
        (
            {"data": [{"id": "a", "max_input_tokens": 200_000, "max_tokens": 64_000}]},
            [ModelFound("a", 200_000, 64_000)],
        ),
        ({"data": [{"id": "a", "meta": {"n_ctx": 1024, "n_ctx_train": 8192}}]}, [ModelFound("a", 1024)]),
        ({"data": [{"id": "a", "context_window": 7, "max_tokens": True}]}, [ModelFound("a")]),
        ({"models": [{"name": "a"}]}, [ModelFound("a")]),
        ([{"id": "a"}], [ModelFound("a")]),
        ({"data": [{"id": 7}, None, {"id": "a b"}, {"id": ""}, {"id": "x" * 201}, {"id": "a\x1b"}, {}]}, []),
    ],
)
def test_lists(reply: object, wanted: list[ModelFound]) -> None:
    assert list(models_of(reply)) == wanted


@pytest.mark.parametrize("reply", [None, 3, "x", {}, {"data": {}}, {"error": "x"}])
def test_what_is_no_list(reply: object) -> None:
    with pytest.raises(EngineUnavailable, match="no list"):
        models_of(reply)


def test_a_list_without_end_is_cut() -> None:
    assert len(models_of({"data": [{"id": f"m{n}"} for n in range(3 * MAX_MODELS)]})) == MAX_MODELS


def test_how_a_model_thinks() -> None:
    def listing(*, adaptive: object, enabled: object) -> object:
        types = {"adaptive": {"supported": adaptive}, "enabled": {"supported": enabled}}
        return {"data": [None, {"id": "m", "capabilities": {"thinking": {"supported": True, "types": types}}}]}

    assert traits_of(listing(adaptive=True, enabled=False), "m") == {Trait.ADAPTIVE}
    for reply in (listing(adaptive=True, enabled=True), listing(adaptive=1, enabled=0), {"data": [{"id": "m"}]}, None):
        assert traits_of(reply, "m") == frozenset()


def test_the_dialect_of_an_endpoint() -> None:
    assert quirks_for("", frozenset()).max_tokens == "max_completion_tokens"
    assert quirks_for("https://x.example", frozenset()).max_tokens == "max_tokens"
    assert quirks_for("https://x.example", frozenset({Trait.JSON_SCHEMA})).max_tokens == "max_tokens"
    assert quirks_for("https://x.example", frozenset({Trait.NEW_LIMIT})).max_tokens == "max_completion_tokens"
    assert quirks_for("", frozenset({Trait.OLD_LIMIT})).max_tokens == "max_tokens"
    assert quirks_for("", frozenset({Trait.NO_SAMPLING})).samplers == {}


@pytest.mark.parametrize(
    "reply",
    [
        None,
        {},
        {"data": [{"embedding": [1.0]}]},
        {"data": [{"embedding": [1.0]}, {"embedding": []}]},
        {"data": [{"embedding": [1.0]}, {"embedding": ["x"]}]},
        {"data": [{"embedding": [1.0]}, {"embedding": [float("nan")]}]},
        {"data": [{"embedding": [1.0]}, {"embedding": [True]}]},
        {"data": [{"embedding": [1.0]}, 7]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 9, "embedding": [1.0]}]},
    ],
)
def test_vectors_that_are_none(reply: object) -> None:
    with pytest.raises(EngineUnavailable, match="unusable"):
        vectors_of(reply, 2, normalize=True)


def test_vectors_in_the_order_of_the_texts() -> None:
    entries = [{"index": 1, "embedding": [0, 0]}, {"index": 0, "embedding": [3, 4]}]
    found = vectors_of({"data": entries, "usage": {"prompt_tokens": 5}}, 2, normalize=True)
    assert found.texts == (((0.6, 0.8),), ((0.0, 0.0),))
    assert found.tokens == 5
    plain = vectors_of({"data": entries, "usage": {"prompt_tokens": -1}}, 2, normalize=False)
    assert plain.texts == (((3.0, 4.0),), ((0.0, 0.0),))
    assert plain.tokens == 0


def test_what_a_provider_is() -> None:
    check_provider(SPEC)
    check_provider(ProviderSpec("ö"))
    assert origin(SPEC) == "https://api.example.com:443"
    assert endpoint_of(ProviderSpec("a", ProviderKind.ANTHROPIC)) == "https://api.anthropic.com"
    assert not is_near(SPEC)
    assert is_near(replace(SPEC, endpoint="http://[::1]:8080/v1"))
    assert not is_near(replace(SPEC, endpoint="http://127.0.0.1.example.com/v1"))
    assert find((SPEC,), "my-ai") is SPEC
    assert find((SPEC,), "other") is None


@pytest.mark.parametrize("name", ["", "a b", "a/b", "-a", "x" * 65, "a\n"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(InvalidInput, match="name"):
        check_provider(replace(SPEC, name=name))


@pytest.mark.parametrize(
    "endpoint",
    [
        "api.example.com",
        "ftp://api.example.com",
        "https://",
        "https://a.example:0/",
        "https://a.example:99999/",
        "https://me:secret@a.example/",
        "https://a.example/?key=secret",
        "https://a.example/#x",
        "https://a example/",
        "https://a.example\\@evil.example/",
        "https://[::1/",
        "https://exämple.com/",
        "javascript:alert(1)",
    ],
)
def test_addresses_that_cannot_be_are_not_repeated(endpoint: str) -> None:
    with pytest.raises(InvalidInput, match="address") as caught:
        check_provider(replace(SPEC, endpoint=endpoint))
    assert "secret" not in repr(caught.value.to_dict())


@pytest.mark.parametrize("models", [("",), ("a b",), ("x" * 201,), ("m",) * (MAX_MODELS + 1)])
def test_models_that_cannot_be(models: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match="models"):
        check_provider(replace(SPEC, models=models))


def test_ids_of_models() -> None:
    assert split_id("router/meta/llama-3") == ("router", "meta/llama-3")
    for wrong in ("", "echo", "/m", "p/"):
        assert split_id(wrong) == ("", "")


def test_what_names_say() -> None:
    assert embeds("text-embedding-3-small")
    assert not chats("text-embedding-3-small")
    assert not chats("whisper-1")
    assert chats("gpt-5")
    assert not embeds("gpt-5")


def test_what_a_model_can_do_is_what_was_tested_or_its_likeness() -> None:
    facts = replace(
        no_facts(SPEC),
        tested_model="a",
        abilities=(Capability.TEXT, Capability.IMAGE, Capability.EMBEDDINGS),
        embedding_model="a",
    )
    assert Capability.EMBEDDINGS in facts.abilities_of("a")
    assert facts.abilities_of("b") == {Capability.TEXT, Capability.IMAGE}
    assert facts.abilities_of("text-embedding-3") == {Capability.EMBEDDINGS}
    assert no_facts(SPEC).abilities_of("m") == {Capability.TEXT}


def test_facts_are_kept_until_the_address_changes(tmp_path: Path) -> None:
    book = FactsBook(tmp_path / "data" / "providers.json")
    book.read()
    facts = replace(no_facts(SPEC), state=CheckState.GOOD, models=(ModelFound("a", 4096),), traits=(Trait.ADAPTIVE,))
    book.keep(SPEC.name, facts)
    again = FactsBook(tmp_path / "data" / "providers.json")
    again.read()
    assert again.of(SPEC) == facts
    assert again.of(replace(SPEC, endpoint="https://other.example")).state is CheckState.UNKNOWN
    assert again.of(replace(SPEC, kind=ProviderKind.ANTHROPIC)).state is CheckState.UNKNOWN
    again.keep(SPEC.name, None)
    assert again.of(SPEC).state is CheckState.UNKNOWN


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"version": 9, "providers": {}}', b"[" * 10_000, b"\xff"])
def test_a_broken_file_of_facts_counts_as_empty(tmp_path: Path, data: bytes, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("cannot be read", logging.WARNING)
    file = tmp_path / "providers.json"
    file.write_bytes(data)
    book = FactsBook(file)
    book.read()
    assert book.of(SPEC) == no_facts(SPEC)


def test_a_file_of_facts_that_cannot_be_written_costs_a_line(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("cannot be kept", logging.WARNING)
    (tmp_path / "file").write_text("")
    book = FactsBook(tmp_path / "file" / "providers.json")
    book.keep(SPEC.name, ProviderFacts("x"))
