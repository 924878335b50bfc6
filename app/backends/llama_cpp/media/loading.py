"""Opening a model's projector: its header first, and only then the library."""

from __future__ import annotations

from app.backends.llama_cpp.loading.devices import PROCESSOR
from app.backends.llama_cpp.media.encoder import MediaEncoder
from app.backends.llama_cpp.media.native import NativeProjector
from app.backends.llama_cpp.native import NativeModel
from app.errors import ModelFileError
from app.gguf import misfit, read_header


def check_projector_file(model_path: str, projector_path: str) -> None:
    """Refuse what libmtmd could not survive, or what belongs to another model, by the files' headers.

    Raises:
        ModelFileError: One of the files is damaged, or they do not go together.
    """
    problem = misfit(read_header(projector_path), read_header(model_path))
    if problem:
        raise ModelFileError(
            f"The projector file does not fit this model. {problem}",
            hint="Choose the projector (mmproj) that belongs to this very model.",
            detail=projector_path,
            params={"path": projector_path},
        )


def open_encoder(model: NativeModel, model_path: str, projector_path: str, *, threads: int) -> MediaEncoder | None:
    """The encoder of a model, before its context is made (`MediaEncoder.whole_in_one`); None without a projector.

    Raises:
        ModelFileError: The projector cannot be used with this model.
    """
    if not projector_path:
        return None
    check_projector_file(model_path, projector_path)
    gpu = model.device != PROCESSOR
    projector = NativeProjector(model.handle, projector_path, threads=threads, gpu=gpu)
    try:
        return MediaEncoder(projector, projector_path, model)
    except BaseException:
        projector.close()
        raise
