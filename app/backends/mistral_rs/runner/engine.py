"""The model in the Python package, and answers one prompt after another. Called from the server's threads."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.backends.mistral_rs.runner.requests import arguments_of, choices_of, chunk_of


class RunnerEngine:
    """Loads the model at once; safe for several threads. The package lets go of the interpreter while it computes."""

    def __init__(self, model: str, parallel: int, isq: str, template: str) -> None:
        import mistralrs

        self._package = mistralrs
        # Two prompts that are read in one step make 0.9.5 fail ("input tensor is not contiguous").
        self._reading = threading.Lock()
        path = Path(model)
        which: Any = self._folder(model) if path.is_dir() else mistralrs.Which.GGUF(str(path.parent), path.name)
        self._runner = mistralrs.Runner(
            which,
            max_seqs=max(1, parallel),
            token_source="none",  # noqa: S106 (not a token)
            jinja_explicit=template or None,
            in_situ_quant=isq or None,
        )

    def _folder(self, model: str) -> Any:
        from app.gguf import read_folder
        from app.types.models import Capability

        sees = Capability.IMAGE in read_folder(Path(model)).takes
        make = self._package.Which.MultimodalPlain if sees else self._package.Which.Plain
        return make(model)

    def chunks(self, body: dict[str, Any], gone: Callable[[], bool]) -> Iterator[dict[str, Any]]:
        """One answer after another; `gone` says that nobody listens any more. Leaving the iterator stops the engine.

        Raises:
            ValueError: The request cannot be used, or the engine refused it.
        """
        arguments = arguments_of(body)
        if arguments.get("tool_schemas"):
            arguments["tool_choice"] = self._package.ToolChoice.Auto
        for choice in range(choices_of(body)):
            yield from self._one(arguments, choice, gone)

    def _one(self, arguments: dict[str, Any], choice: int, gone: Callable[[], bool]) -> Iterator[dict[str, Any]]:
        request = self._package.ChatCompletionRequest(stream=True, **arguments)
        with contextlib.ExitStack() as held:
            held.enter_context(self._reading)
            if gone():
                return
            stream: Any = self._runner.send_chat_completion_request(request)
            first = next(stream, None)
            held.close()
            if first is not None:
                yield chunk_of(first, choice)
            for chunk in stream:
                yield chunk_of(chunk, choice)
