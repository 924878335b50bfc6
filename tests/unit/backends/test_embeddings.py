"""Texts as vectors, computed by the real library: what pooling means, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.backends.llama_cpp.embedding.embeddings import MAX_TEXTS, MAX_VALUES, Embedder, batches
from app.errors import InvalidInput, Unsupported
from app.process import memory_bytes
from app.types.embeddings import EmbedRequest, Pooling
from tests.helpers.tiny_models import WIDTH, write_bert

TEXTS = ("The cat sat on the mat.", "A red car", "sky", "the dog and the cat")
Make = Callable[..., Embedder]


def nothing() -> None:
    """Nobody else has anything to do."""


@pytest.fixture
def make() -> Iterator[Make]:
    """Builds embedders over a file, and frees them."""
    from app.backends.llama_cpp.loading.options import Placement
    from app.backends.llama_cpp.native import NativeModel

    opened: list[Any] = []

    def made(path: Path, *, max_tokens: int = 64, stays: bool = True) -> Embedder:
        model = NativeModel(str(path), Placement(), safe_mode=True)
        embedder = Embedder(model, max_tokens=max_tokens, threads=1, stays=stays)
        opened.extend((model, embedder))
        return embedder

    yield made
    for item in reversed(opened):
        item.close()


@pytest.fixture
def bert(tmp_path: Path) -> Path:
    return write_bert(tmp_path / "bert.gguf")


@pytest.mark.engine
@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("kind", ["bert", "chat"])
def test_pooled_vectors_are_what_pooling_the_tokens_gives(
    make: Make, bert: Path, starter_model: Path, kind: str, *, stays: bool
) -> None:
    import numpy as np

    embedder = make(bert if kind == "bert" else starter_model, stays=stays)
    each = embedder.embed(EmbedRequest(TEXTS, Pooling.NONE, normalize=False), nothing)
    tokens = [np.array(text) for text in each.texts]
    assert sum(map(len, tokens)) == each.tokens
    for pooling, pooled in (
        (Pooling.AUTO, [text.mean(axis=0) for text in tokens]),
        (Pooling.MEAN, [text.mean(axis=0) for text in tokens]),
        (Pooling.CLS, [text[0] for text in tokens]),
        (Pooling.LAST, [text[-1] for text in tokens]),
    ):
        plain = embedder.embed(EmbedRequest(TEXTS, pooling, normalize=False), nothing)
        scaled = embedder.embed(EmbedRequest(TEXTS, pooling), nothing)
        for number, wanted in enumerate(pooled):
            assert np.allclose(plain.texts[number], [wanted], rtol=1e-3, atol=1e-3 * np.abs(wanted).max())
            length = np.linalg.norm(scaled.texts[number])
            assert length == pytest.approx(1.0, abs=1e-5)
            assert np.allclose(np.array(scaled.texts[number]) * np.linalg.norm(wanted), [wanted], rtol=1e-2, atol=1e-2)


@pytest.mark.engine
def test_a_text_gets_the_same_vector_in_any_company(make: Make, bert: Path) -> None:
    import numpy as np

    embedder = make(bert)
    alone = [embedder.embed(EmbedRequest((text,)), nothing).texts[0][0] for text in TEXTS]
    many = embedder.embed(EmbedRequest(TEXTS * 40), nothing).texts
    assert len(many) == 160
    for number, [vector] in enumerate(many):
        assert len(vector) == WIDTH
        assert np.allclose(vector, alone[number % len(TEXTS)], atol=1e-4)


@pytest.mark.engine
def test_the_file_says_how_to_pool(make: Make, tmp_path: Path) -> None:
    texts = ("the cat sat",)
    first = make(write_bert(tmp_path / "cls.gguf", pooling=2))
    auto = first.embed(EmbedRequest(texts), nothing)
    assert auto == first.embed(EmbedRequest(texts, Pooling.CLS), nothing)
    assert auto != first.embed(EmbedRequest(texts, Pooling.MEAN), nothing)
    with pytest.raises(Unsupported, match="ranks"):
        make(write_bert(tmp_path / "rank.gguf", pooling=4)).embed(EmbedRequest(texts), nothing)


@pytest.mark.engine
def test_texts_that_cannot_be_embedded_are_refused_with_the_reason(make: Make, bert: Path) -> None:
    embedder = make(bert)
    for texts, words in (
        ((), "no text"),
        (("cat", ""), "Text 2 is empty"),
        (("cat", " \n"), "Text 2 is empty"),
        (("cat", "the cat " * 40), "82 tokens; the model takes 64"),
        (("cat",) * (MAX_TEXTS + 1), "too many at once"),
    ):
        with pytest.raises(InvalidInput, match=words):
            embedder.embed(EmbedRequest(texts), nothing)
    longest = "cat " * 62
    assert embedder.embed(EmbedRequest((longest,)), nothing).tokens == 64


@pytest.mark.engine
def test_more_numbers_than_a_message_holds_are_refused(
    make: Make, starter_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = make(starter_model, max_tokens=2048, stays=False)
    with pytest.raises(InvalidInput, match="vectors are too many for one reply"):
        embedder.embed(EmbedRequest(("word " * 1800,) * 2, Pooling.NONE), nothing)
    assert MAX_VALUES // 576 < 2 * 1800


@pytest.mark.engine
def test_others_go_on_between_batches(make: Make, bert: Path) -> None:
    turns: list[int] = []
    embedder = make(bert)
    alone = embedder.embed(EmbedRequest(("the cat",) * 100), lambda: turns.append(1))
    assert len(turns) == 3
    together = embedder.embed(EmbedRequest(("the cat",) * 100), lambda: turns.append(1), shared=True)
    assert len(turns) >= 3 + 6, "while others wait a batch is small"
    assert len(together.texts) == len(alone.texts)


@pytest.mark.engine
def test_a_chat_model_gives_the_memory_back(make: Make, starter_model: Path) -> None:
    embedder = make(starter_model, max_tokens=2048, stays=False)
    request = EmbedRequest(("word " * 100,))
    for _ in range(4):  # the weights are pages of a file, which come into memory as they are used
        embedder.embed(request, nothing)
    assert embedder._context is None
    before = memory_bytes(os.getpid())
    for _ in range(6):
        embedder.embed(request, nothing)
    assert memory_bytes(os.getpid()) - before < 100_000_000, "its working memory is about 30 MB each time"


def test_batches_are_neighbours_that_fit() -> None:
    assert batches([3, 3, 3, 3], 7, 9) == [range(2), range(2, 4)]
    assert batches([1] * 5, 100, 2) == [range(2), range(2, 4), range(4, 5)]
    assert batches([9], 9, 1) == [range(1)]
    assert batches([5, 9, 5], 9, 4) == [range(1), range(1, 2), range(2, 3)]
