"""Memory and disk: what there is, and whether it is enough."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.hardware import memory_available, memory_total
from app.services.doctor.checks import Findings
from app.services.doctor.words import GB, MB, bad, good, size, warning
from app.types.doctor import DoctorSection, Finding

LITTLE_MEMORY = 500 * MB
LITTLE_DISK = 2 * GB
NO_DISK = 200 * MB
MAX_FILES = 20_000
"""A cache with more files is not counted further."""


@dataclass(frozen=True, slots=True)
class MemoryFigures:
    """Bytes; `board` is what the machine has, `total` what Tektra may use of it."""

    board: int
    total: int
    available: int
    swap_total: int
    swap_used: int
    models_limit: int = 0
    """`limits.memory_mb` in bytes; 0 is none."""


@dataclass(frozen=True, slots=True)
class FolderFigures:
    """A folder and the disk that it is on; `free` is None where it is not there."""

    name: str
    path: str
    free: int | None
    writable: bool


def look_at_memory(models_limit: int) -> Findings:
    """Read the figures and judge them."""
    import psutil

    swap = psutil.swap_memory()
    board = int(psutil.virtual_memory().total)
    figures = MemoryFigures(
        board, memory_total(), memory_available(), int(swap.total), int(swap.used), max(0, models_limit)
    )
    return judge_memory(figures)


def judge_memory(figures: MemoryFigures) -> Findings:
    """What the figures mean."""
    section = DoctorSection.MEMORY
    text = f"{size(figures.available)} of {size(figures.total)} are free."
    if figures.available < LITTLE_MEMORY:
        hint = "Close other programs, or unload a model."
        found = [warning(section, "Memory", text, hint)]
    else:
        found = [good(section, "Memory", text)]
    if figures.total < figures.board:
        of = f"Tektra may use {size(figures.total)} of the machine's {size(figures.board)}."
        found.append(good(section, "Limit of the system", of))
    if figures.models_limit > figures.total:
        limit = f"Models may take {size(figures.models_limit)}, but there are only {size(figures.total)}."
        found.append(warning(section, "Limit for models", limit, "Lower limits.memory_mb, or set it to 0."))
    elif figures.models_limit:
        found.append(good(section, "Limit for models", f"Models may take {size(figures.models_limit)} together."))
    used = f"{size(figures.swap_used)} of {size(figures.swap_total)} are used."
    if not figures.swap_total:
        found.append(good(section, "Swap", "There is none."))
    elif figures.swap_used > figures.swap_total // 2:
        found.append(warning(section, "Swap", used, "The machine is short of memory, which makes models slow."))
    else:
        found.append(good(section, "Swap", used))
    return tuple(found)


def look_at_folders(folders: Iterable[tuple[str, Path]]) -> Findings:
    """Ask the system about each folder and judge it; a folder that is not there yet counts as its parent."""
    return tuple(judge_folder(_figures(name, path)) for name, path in folders)


def judge_folder(folder: FolderFigures) -> Finding:
    """What the figures mean."""
    section = DoctorSection.DISK
    if folder.free is None:
        return bad(section, folder.name, f"{folder.path} is not there.", "Make the folder, or its drive, available.")
    text = f"{size(folder.free)} are free in {folder.path}."
    if not folder.writable:
        return bad(section, folder.name, f"{folder.path} cannot be written.", "Give yourself the right to write there.")
    if folder.free < NO_DISK:
        return bad(section, folder.name, text, "Free some space: chats cannot be stored on a full disk.")
    if folder.free < LITTLE_DISK:
        return warning(section, folder.name, text, "Free some space before you download a model.")
    return good(section, folder.name, text)


def look_at_states(folder: str, limit: int) -> Findings:
    """How much the kept conversations take."""
    if not limit:
        return (good(DoctorSection.DISK, "Kept conversations", "Turned off in the settings."),)
    taken = sum(_sizes(Path(folder)))
    text = f"{size(taken)} of {size(limit)} allowed are used."
    if taken > limit + limit // 10:
        hint = "It shrinks with the next answer; you may also delete the folder’s content."
        return (warning(DoctorSection.DISK, "Kept conversations", text, hint),)
    return (good(DoctorSection.DISK, "Kept conversations", text),)


def _figures(name: str, path: Path) -> FolderFigures:
    there = next((folder for folder in (path, *path.parents) if folder.exists()), path)
    try:
        free: int | None = shutil.disk_usage(there).free
    except OSError:
        free = None
    return FolderFigures(name, str(path), free, os.access(there, os.W_OK))


def _sizes(folder: Path) -> Iterator[int]:
    count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            count += 1
            if count > MAX_FILES:
                return
            try:
                yield (Path(place) / name).lstat().st_size
            except OSError:
                continue
