"""A look at a model before its server starts: what it can do, and which dialect goes with it. Reads files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.backends.mistral_rs.dialect import quirks_of
from app.backends.mistral_rs.suits import abilities
from app.backends.openai_api.quirks import Quirks
from app.backends.thinking import detect_thinking, tags_of
from app.gguf import read_folder, read_header
from app.types.models import Capability, LoadSpec


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of a model."""

    is_folder: bool
    trained_context: int | None
    abilities: frozenset[Capability]
    quirks: Quirks
    template: str = ""
    """Text of a chat template that goes over its own."""


def read_model(spec: LoadSpec) -> Model:
    """Look at the file or folder.

    Raises:
        ModelFileError: It cannot be used.
    """
    path = Path(spec.path)
    is_folder = path.is_dir()
    facts = read_folder(path) if is_folder else read_header(path)
    template = spec.template or facts.chat_template
    can = set(abilities(facts)) | ({Capability.THINKING} if detect_thinking(template) else set())
    tags = tags_of(*spec.thinking_tags) if spec.thinking_tags else detect_thinking(template)
    if tags:
        can.add(Capability.THINKING)
    quirks = quirks_of(sees=Capability.IMAGE in can, tags=tags)
    return Model(is_folder, facts.trained_context, frozenset(can), quirks, spec.template)


@contextmanager
def template_file(text: str) -> Iterator[str]:
    """The path of a file with this template, for as long as the server starts; "" where there is none."""
    if not text:
        yield ""
        return
    with NamedTemporaryFile("w", prefix="tektra-", suffix=".jinja", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        yield file.name
