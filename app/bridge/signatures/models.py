"""Models, what is known about them, and what they compute on."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.bridge.signatures.replies import ModelDetails, Selection
from app.types.embeddings import Embeddings, Pooling, TokenText
from app.types.models import BackendName, DeviceInfo, ModelInfo


@command("model.list")
async def model_list() -> tuple[ModelInfo, ...]:
    """Every model that the catalogue knows, with its state; the default one is marked."""
    raise NotImplementedError


@command("model.load")
async def model_load(*, model_id: str) -> ModelInfo:
    """Load a model ahead of the first question."""
    raise NotImplementedError


@command("model.unload")
async def model_unload(*, model_id: str) -> ModelInfo:
    """Give a model's memory back; one that is answering is refused as busy."""
    raise NotImplementedError


@command("model.add_file")
async def model_add_file(*, path: str) -> ModelInfo:
    """Use a GGUF where it lies, after a bounded look at its header; it stays in the list."""
    raise NotImplementedError


@command("model.forget")
async def model_forget(*, model_id: str) -> None:
    """Take a file that was added out of the list; the file itself stays."""
    raise NotImplementedError


@command("model.set_default")
async def model_set_default(*, model_id: str) -> ModelInfo:
    """The model of new chats."""
    raise NotImplementedError


@command("model.explain")
async def model_explain(*, model_id: str) -> Selection:
    """Which engine would run a model, and why."""
    raise NotImplementedError


@command("model.show")
async def model_show(*, model_id: str) -> ModelDetails:
    """Everything that is known about a model: its file's facts, its chat template, and what it will take."""
    raise NotImplementedError


@command("model.tokenize")
async def model_tokenize(
    *, text: str, model_id: str | None = None, backend: BackendName | None = None
) -> tuple[TokenText, ...]:
    """The tokens of a text; loads the model, with `backend` by this very engine."""
    raise NotImplementedError


@command("model.detokenize")
async def model_detokenize(*, tokens: tuple[int, ...], model_id: str | None = None) -> str:
    """The text of tokens; loads the model."""
    raise NotImplementedError


@command("model.embed")
async def model_embed(
    *, texts: tuple[str, ...], model_id: str | None = None, pooling: Pooling = Pooling.AUTO, normalize: bool = True
) -> Embeddings:
    """Texts as vectors; loads the model."""
    raise NotImplementedError


@command("device.list")
async def device_list() -> tuple[DeviceInfo, ...]:
    """What the installed engines can compute on, with its memory."""
    raise NotImplementedError
