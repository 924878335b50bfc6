"""Files that a command line sends with its question."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from app.errors import InvalidInput
from app.types.attachments import MAX_FILE_BYTES, MIB, Attachment, AttachmentKind


def read_attachments(
    images: Sequence[str], sounds: Sequence[str], documents: Sequence[str] = ()
) -> tuple[Attachment, ...]:
    """The files, pictures first, documents last. What is in them is the core's to judge.

    Raises:
        InvalidInput: One is not there, is no file, is too large, or cannot be read.
    """
    kinds = ((AttachmentKind.IMAGE, images), (AttachmentKind.AUDIO, sounds), (AttachmentKind.DOCUMENT, documents))
    named = [(kind, name) for kind, names in kinds for name in names]
    return tuple(_read(kind, name) for kind, name in named)


def _read(kind: AttachmentKind, name: str) -> Attachment:
    try:
        path = Path(name).expanduser()
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            what = "a folder" if stat.S_ISDIR(info.st_mode) else "not an ordinary file"
            raise InvalidInput(f"{name} is {what}.", hint="Name a picture, a sound or a document.")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as exc:
        raise InvalidInput(f"There is no file {name}.", hint="Check its name and folder.") from exc
    except (OSError, ValueError, RuntimeError) as exc:
        hint = "Check that you may read it."
        raise InvalidInput(f"The file {name} cannot be read.", hint=hint, detail=str(exc)) from exc
    if len(data) > MAX_FILE_BYTES:
        size = max(info.st_size, len(data)) / MIB
        hint = f"{MAX_FILE_BYTES // MIB} MB are allowed; make it smaller first."
        raise InvalidInput(f"The file {name} has {size:.0f} MB.", hint=hint)
    return Attachment(kind, path.name, data)
