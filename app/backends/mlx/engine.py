"""What the manager's selection sees of MLX; imports nothing heavy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import util
from pathlib import Path

from app.backends.base import Availability, Backend, Capabilities, Support
from app.backends.mlx.folders import problem_of
from app.backends.mlx.memory import estimate_memory
from app.backends.versions import installed_version, is_importable, release
from app.backends.worker.backend import WorkerBackend
from app.gguf import cached_folder, hub_cache
from app.types.engines import EngineState
from app.types.models import BackendName, Capability, LoadSpec, MemoryEstimate, ModelFacts, ModelSpec, SourceKind

PACKAGE = "mlx-lm"
MIN_VERSION = (0, 32)
INSTALL_HINT = 'Install it with: pip install "tektra[mlx]"'
SAMPLERS = frozenset(
    {"temperature", "top_k", "top_p", "min_p", "repeat_penalty", "presence_penalty", "frequency_penalty"}
    | {"repeat_last_n", "xtc_probability", "xtc_threshold", "logit_bias", "seed", "max_tokens", "stop"}
)
CONVERT = "Choose the model's MLX folder instead, for instance from huggingface.co/mlx-community."


class MlxEngine:
    """MLX, whether or not it is installed."""

    name = BackendName.MLX
    capabilities = Capabilities(
        frozenset({Capability.TEXT, Capability.CONTINUE, Capability.TOOLS, Capability.THINKING}),
        prefix_cache=True,
        samplers=SAMPLERS,
    )

    def availability(self) -> Availability:
        """Looks for the packages without importing them."""
        if problem := _platform_problem(sys.platform):
            return _absent(problem, "Use llama.cpp here.")
        if not is_importable("mlx_lm"):
            return _absent(f"{PACKAGE} is not installed.", INSTALL_HINT)
        version = installed_version(PACKAGE)
        if version is None or installed_version("mlx") is None:
            return _absent(f"{PACKAGE} is installed only in part.", INSTALL_HINT)
        if sys.platform == "linux" and not _has_linux_part():
            return _absent("MLX lacks the part that computes on this processor.", INSTALL_HINT, version)
        if release(version) < MIN_VERSION:
            least = ".".join(map(str, MIN_VERSION))
            reason = f"{PACKAGE} {version} is too old; Tektra needs {least} or newer."
            return _absent(reason, INSTALL_HINT, version, EngineState.TOO_OLD)
        return Availability(usable=True, version=version)

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        """Folders with weights as safetensors, and repositories that are in the local hub cache."""
        source = model.source
        if source.kind is SourceKind.ENGINE:
            return Support(ok=False, reason="The model belongs to another engine; MLX needs a model folder.")
        if source.kind is SourceKind.HUB:
            folder = cached_folder(source.location, hub_cache())
            if folder is None:
                return Support(ok=False, reason=f"MLX needs a model folder, and this one is not on the disk. {CONVERT}")
        else:
            folder = Path(source.location)
            if source.kind is SourceKind.PACKAGE or not _is_folder(folder):
                return Support(ok=False, reason=f"MLX runs model folders, not GGUF files. {CONVERT}")
        if problem := problem_of(folder):
            return Support(ok=False, reason=problem)
        text = frozenset({Capability.IMAGE, Capability.AUDIO, Capability.VIDEO, Capability.EMBEDDINGS})
        reason = ""
        if facts and facts.is_folder and not _knows(facts.architecture):
            reason = f"Models of the kind “{facts.architecture}” are new here; loading will tell whether it works."
        return Support(ok=True, reason=reason, abilities=model.capabilities - text)

    def estimate(self, facts: ModelFacts, spec: LoadSpec) -> MemoryEstimate | None:
        """See `app.backends.base.Estimates`."""
        return estimate_memory(facts, spec)

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance without a process."""
        return WorkerBackend(self.name, self.capabilities, on_exit)


def _absent(reason: str, hint: str, version: str = "", state: EngineState = EngineState.NOT_INSTALLED) -> Availability:
    return Availability(usable=False, reason=reason, hint=hint, version=version, state=state)


def _platform_problem(platform: str) -> str:
    return "" if platform in ("darwin", "linux") else "MLX runs on macOS and Linux only."


def _has_linux_part() -> bool:
    """On Linux `mlx` itself has no library: that comes beside it."""
    return any(map(installed_version, ("mlx-cpu", "mlx-cuda", "mlx-cuda-12", "mlx-cuda-13")))


def _knows(kind: str) -> bool:
    """Whether mlx-lm has a module for it; some kinds go by another's."""
    found = util.find_spec("mlx_lm")
    folders = (found.submodule_search_locations if found else None) or []
    return any((Path(folder) / "models" / f"{kind}.py").is_file() for folder in folders)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except ValueError:  # a NUL in it
        return False
