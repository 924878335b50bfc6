"""Where Hugging Face's own tools keep what they fetched on this machine. Nothing here asks the network."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_REPO = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_REVISION = re.compile(r"[\w.-]{1,100}")
_COMMIT = 40


def hub_cache(environ: Mapping[str, str] | None = None) -> Path:
    """The folder where Hugging Face's own tools keep what they fetched."""
    env = os.environ if environ is None else environ
    if found := env.get("HF_HUB_CACHE") or env.get("HUGGINGFACE_HUB_CACHE"):
        return Path(found).expanduser()
    home = env.get("HF_HOME") or os.path.join(env.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")  # noqa: PTH118
    return Path(home).expanduser() / "hub"


def cached_folder(location: str, cache: Path) -> Path | None:
    """The files of "owner/name[:quantisation][@revision]" in a hub cache; None where they are not there.

    A quantisation names a file of a GGUF repository, not a model folder.
    """
    repo, _, revision = location.partition("@")
    revision = revision or "main"
    if not _REPO.fullmatch(repo) or not _REVISION.fullmatch(revision) or ".." in location:
        return None
    folder = cache / f"models--{repo.replace('/', '--')}"
    try:
        commit = revision if len(revision) == _COMMIT else (folder / "refs" / revision).read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    found = folder / "snapshots" / commit
    return found if _REVISION.fullmatch(commit) and found.is_dir() else None
