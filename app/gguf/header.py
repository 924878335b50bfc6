"""Parses a GGUF header (versions 2 and 3) into `ModelFacts`, or says in words what is wrong with the file.

A malformed GGUF can crash llama.cpp's parser, so everything that it trusts is checked here first: counts, lengths,
nesting, alignment, duplicate names, tensor shapes, and that every tensor lies inside the file.
"""

from __future__ import annotations

import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.errors import ModelFileError
from app.gguf.formats import ARRAY, FILE_TYPES, MAGIC, SCALARS, STRING, TENSOR_TYPES, VERSIONS, looks_like
from app.gguf.projector import PROJECTOR, check_projector, projected_kinds, projected_widths
from app.gguf.reader import BadHeader, HeaderReader, Truncated
from app.types.models import ModelFacts

MAX_KEYS = 10_000
MAX_KEY_BYTES = 65_535
MAX_TENSORS = 100_000
MAX_LIST_TEXTS = 2_000_000
"""The largest vocabularies have 262,144 tokens and about twice as many merges."""
MAX_NESTED_LISTS = 100_000
MAX_TENSOR_NAME_BYTES = 255
MAX_DIMENSIONS = 4
MAX_ARRAY_DEPTH = 4
MAX_ALIGNMENT = 1024 * 1024
MAX_COUNT = 1 << 40
"""Facts larger than this are nonsense and left out."""

_DEFAULT_ALIGNMENT = 32
_HEAD_BYTES = 512
_SMALLEST_KEY = 8 + 1 + 4 + 1
_SMALLEST_TENSOR = 8 + 1 + 4 + 8 + 4 + 8
_TEXT_BYTES = 4096
_TEMPLATE_BYTES = 256 * 1024
"""A longer one is no chat template."""
_TEMPLATE = "tokenizer.chat_template"
_WANTED_TEXTS = frozenset(
    {"general.architecture", "general.name"} | {f"clip.{kind}projector_type" for kind in ("", "vision.", "audio.")}
)
_PER_LAYER = (".head_count", ".head_count_kv", ".feed_forward_length")
"""Keys that may hold one number for each layer; the largest counts."""
_MAX_LAYERS = 4096
_U32 = SCALARS[4]


@dataclass(slots=True)
class _Header:
    """What was read so far."""

    scalars: dict[str, int | float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    """Items of each array."""
    keys: set[str] = field(default_factory=set)
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Of each tensor, by its name."""
    nested: int = 0
    """Lists inside lists, all together."""
    parameters: int = 0
    data_bytes: int = 0
    """From the start of the tensor data to the end of its last tensor."""
    types: Counter[str] = field(default_factory=Counter)
    """How many parameters have which type."""


def read_header(path: Path | str) -> ModelFacts:
    """What the file's header says. Reads the header only, 32 MiB at most.

    Raises:
        ModelFileError: Missing, unreadable, empty, truncated, damaged, or not a GGUF; the message says which.
    """
    file = Path(path)
    try:
        info = file.stat()
        if not stat.S_ISREG(info.st_mode):
            kind = "a folder" if stat.S_ISDIR(info.st_mode) else "not an ordinary file"
            raise _error(file, f"{_name(file)} is {kind}, not a model file.", "Choose a file that ends in .gguf.")
        with file.open("rb", buffering=0) as stream:
            return _read(file, stream, info.st_size)
    except FileNotFoundError as exc:
        hint = "If it was moved, open it again from its new place."
        raise _error(file, f"The model file {_name(file)} is not there.", hint) from exc
    except PermissionError as exc:
        hint = "Give yourself the right to read it, or copy it to a folder of your own."
        raise _error(file, f"The model file {_name(file)} may not be read.", hint, str(exc)) from exc
    except (OSError, ValueError) as exc:
        hint = "Check that its disk is connected and healthy."
        raise _error(file, f"The model file {_name(file)} cannot be read.", hint, str(exc)) from exc


def _read(file: Path, stream: BinaryIO, size: int) -> ModelFacts:
    head = stream.read(_HEAD_BYTES)
    if not head:
        raise _error(file, f"The model file {_name(file)} is empty.", "Download it again.")
    if not head.startswith(MAGIC):
        if MAGIC.startswith(head):
            raise _truncated(file, size, len(MAGIC))
        seems = looks_like(head)
        message = f"{_name(file)} is not a GGUF model{f'; it looks like {seems}' if seems else ''}."
        raise _error(file, message, "Tektra needs the model in the GGUF format.", f"first bytes: {head[:8].hex(' ')}")
    stream.seek(0)
    try:
        return _facts(*_parse(HeaderReader(stream, size), size), size)
    except Truncated as exc:
        raise _truncated(file, size, exc.needed) from exc
    except BadHeader as exc:
        message = f"The model file {_name(file)} is damaged or not made for this version: its header has {exc}."
        raise _error(file, message, "Download it again, or get a newer version of it.", str(exc)) from exc


def _parse(reader: HeaderReader, size: int) -> tuple[_Header, str]:
    reader.skip(len(MAGIC))
    version = int(reader.unpack(_U32))
    if version not in VERSIONS:
        if version.to_bytes(4, "little")[3] in (*VERSIONS, 1):
            raise BadHeader("big-endian byte order, for another kind of processor")
        raise BadHeader(f"the format version {version}, while 2 and 3 are known")
    tensors, keys = reader.u64(), reader.u64()
    if keys > MAX_KEYS or tensors > MAX_TENSORS:
        raise BadHeader(f"{keys} keys and {tensors} tensors, too many to be true")
    reader.expect(keys, _SMALLEST_KEY)
    header = _Header()
    for _ in range(keys):
        _read_key(reader, header)
    architecture = _clean(header.texts.get("general.architecture", ""))
    if not architecture:
        raise BadHeader("no architecture")
    if not tensors:
        raise BadHeader("no weights")
    alignment = _alignment(header)
    reader.expect(tensors, _SMALLEST_TENSOR)
    for _ in range(tensors):
        _read_tensor(reader, header, alignment)
    if architecture == PROJECTOR:
        check_projector(header.scalars, header.texts, header.shapes)
    data_start = -(-reader.position // alignment) * alignment
    if data_start + header.data_bytes > size:
        raise Truncated(data_start + header.data_bytes)
    return header, architecture


def _read_key(reader: HeaderReader, header: _Header) -> None:
    key = reader.text(MAX_KEY_BYTES)
    if key in header.keys:
        raise BadHeader(f"the key {_clean(key)!r} twice")
    header.keys.add(key)
    kind = int(reader.unpack(_U32))
    if kind in SCALARS:
        header.scalars[key] = reader.unpack(SCALARS[kind])
    elif kind == STRING and key == _TEMPLATE:
        header.texts[key] = reader.short_text(_TEMPLATE_BYTES)
    elif kind == STRING and key in _WANTED_TEXTS:
        header.texts[key] = reader.text(_TEXT_BYTES)
    elif kind == STRING:
        reader.skip(reader.u64())
    elif kind == ARRAY and key.endswith(_PER_LAYER):
        _read_per_layer(reader, header, key)
    elif kind == ARRAY:
        header.lengths[key] = _skip_array(reader, header, depth=1)
    else:
        raise BadHeader(f"a value of the unknown type {kind}")


def _read_per_layer(reader: HeaderReader, header: _Header, key: str) -> None:
    kind, count = int(reader.unpack(_U32)), reader.u64()
    if kind not in SCALARS or count > _MAX_LAYERS:
        raise BadHeader(f"a list where {_clean(key)!r} holds numbers of layers")
    values = [reader.unpack(SCALARS[kind]) for _ in range(count)]
    if values:
        header.scalars[key] = max(values)


def _skip_array(reader: HeaderReader, header: _Header, depth: int) -> int:
    """Pass over an array's items; returns how many there are."""
    if depth > MAX_ARRAY_DEPTH:
        raise BadHeader("lists nested too deeply")
    kind, count = int(reader.unpack(_U32)), reader.u64()
    if kind in SCALARS:
        reader.skip(count * SCALARS[kind].size)
    elif kind == STRING:
        reader.expect(count, 8)
        if count > MAX_LIST_TEXTS:
            raise BadHeader(f"a list of {count} texts")
        reader.skip_texts(count)
    elif kind == ARRAY:
        reader.expect(count, 12)
        header.nested += count
        if header.nested > MAX_NESTED_LISTS:
            raise BadHeader(f"{header.nested} lists inside lists")
        for _ in range(count):
            _skip_array(reader, header, depth + 1)
    else:
        raise BadHeader(f"a list of the unknown type {kind}")
    return count


def _alignment(header: _Header) -> int:
    value = header.scalars.get("general.alignment", _DEFAULT_ALIGNMENT)
    if not isinstance(value, int) or not 0 < value <= MAX_ALIGNMENT or value & (value - 1):
        raise BadHeader(f"the alignment {value}")
    return value


def _read_tensor(reader: HeaderReader, header: _Header, alignment: int) -> None:
    name = reader.text(MAX_TENSOR_NAME_BYTES)
    if name in header.shapes:
        raise BadHeader(f"the tensor {_clean(name)!r} twice")
    dimensions = int(reader.unpack(_U32))
    if not 0 < dimensions <= MAX_DIMENSIONS:
        raise BadHeader(f"a tensor of {dimensions} dimensions")
    shape = [reader.u64() for _ in range(dimensions)]
    kind, offset = int(reader.unpack(_U32)), reader.u64()
    if kind not in TENSOR_TYPES:
        raise BadHeader(f"weights of the unknown type {kind}")
    if offset % alignment:
        raise BadHeader("a tensor that is not aligned")
    type_name, block, block_bytes = TENSOR_TYPES[kind]
    count = 1
    for length in shape:
        count *= length
    if not 0 < count <= MAX_COUNT or shape[0] % block:
        raise BadHeader(f"a tensor of the impossible shape {shape}")
    header.shapes[name] = tuple(shape)
    header.parameters += count
    header.types[type_name] += count
    header.data_bytes = max(header.data_bytes, offset + count // block * block_bytes)


def _facts(header: _Header, architecture: str, size: int) -> ModelFacts:
    def count(key: str) -> int | None:
        value = header.scalars.get(f"{architecture}.{key}")
        return value if isinstance(value, int) and 0 < value <= MAX_COUNT else None

    file_type = header.scalars.get("general.file_type")
    common = header.types.most_common(1)[0][0]
    return ModelFacts(
        architecture=architecture,
        name=_clean(header.texts.get("general.name", "")),
        quantization=FILE_TYPES.get(file_type, common) if isinstance(file_type, int) else common,
        parameters=header.parameters,
        trained_context=count("context_length"),
        layers=count("block_count"),
        embedding_size=count("embedding_length"),
        vocabulary=header.lengths.get("tokenizer.ggml.tokens") or count("vocab_size"),
        has_chat_template=any(key.startswith(_TEMPLATE) for key in header.keys),
        file_bytes=size,
        heads=count("attention.head_count"),
        kv_heads=count("attention.head_count_kv"),
        key_length=count("attention.key_length"),
        value_length=count("attention.value_length"),
        feed_forward=count("feed_forward_length"),
        chat_template=header.texts.get(_TEMPLATE, ""),
        projects=projected_kinds(header.scalars) if architecture == PROJECTOR else (),
        projects_to=projected_widths(header.scalars, header.texts, header.shapes) if architecture == PROJECTOR else (),
    )


def _clean(text: str) -> str:
    """One printable line, as far as it may be shown."""
    return "".join(c if c.isprintable() else " " for c in text[:200]).strip()


def _name(file: Path) -> str:
    return _clean(file.name) or str(file)


def _words(size: int) -> str:
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return "1 byte" if size == 1 else f"{size} bytes"


def _truncated(file: Path, size: int, needed: int) -> ModelFileError:
    # A damaged length is no size that a file could have, so it is not shown.
    missing = f": it lacks at least {_words(needed - size)}" if needed <= MAX_COUNT else ""
    return _error(
        file,
        f"The model file {_name(file)} is incomplete{missing}.",
        "Download it again.",
        f"{size} bytes, {needed} needed",
        {"file_bytes": size, "needed_bytes": min(needed, MAX_COUNT)},
    )


def _error(
    file: Path, message: str, hint: str, detail: str = "", params: dict[str, int] | None = None
) -> ModelFileError:
    place = f"{_clean(str(file)[-200:])}"
    return ModelFileError(
        message,
        hint=hint,
        detail=f"{place}: {detail}" if detail else place,
        params={"path": str(file), **(params or {})},
    )
