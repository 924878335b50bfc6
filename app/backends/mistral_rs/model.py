"""A look at a model before its server starts: what it can do, and which dialect goes with it. Reads files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.backends.mistral_rs.dialect import quirks_of
from app.backends.mistral_rs.suits import abilities
from app.backends.openai_api.quirks import Quirks
from app.backends.thinking import detect_thinking, tags_of
from app.errors import ModelFileError
from app.gguf import read_folder, read_header
from app.types.models import Capability, LoadSpec


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of a model."""

    is_folder: bool
    trained_context: int | None
    abilities: frozenset[Capability]
    quirks: Quirks
    template_file: str = ""


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
    if spec.template and not (spec.template_path and Path(spec.template_path).is_file()):
        raise ModelFileError(
            "The chat template is not kept in a file.",
            hint="Give the path of its file; mistral.rs reads it from there.",
            params={"path": spec.template_path},
        )
    quirks = quirks_of(sees=Capability.IMAGE in can, tags=tags)
    return Model(is_folder, facts.trained_context, frozenset(can), quirks, spec.template_path if spec.template else "")
