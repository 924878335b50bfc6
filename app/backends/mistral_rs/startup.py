"""Why a server did not start, in one sentence, from what it printed. Pure."""

from __future__ import annotations

import re

from app.errors import AppError, EngineUnavailable, ModelFileError, OutOfMemory, Unsupported

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_STAMP = re.compile(r"^\s*\d{4}-\d\d-\d\dT[\d:.]+Z?\s+(?:ERROR|WARN|INFO|DEBUG|TRACE)\s+[\w:]+:\s*")
_TRACE = re.compile(r"^\s*(\d+:\s|at\s|stack backtrace|note: run with|Stack backtrace)", re.IGNORECASE)
_ERROR = re.compile(r"^\s*Error:\s*(?P<text>.+)|panicked at [^:]*:\d+:\d+:?\s*(?P<panic>.*)|^error:\s*(?P<usage>.+)")
MAX_CAUSE = 200

IN_USE = re.compile(r"address (already )?in use|os error (98|48|10048)\b", re.IGNORECASE)
_MEMORY = re.compile(r"out of memory|cannot allocate memory|memory allocation of \d+ bytes failed|OUT_OF_MEMORY", re.I)
_ARCHITECTURE = re.compile(
    r"unknown (gguf )?architecture|unsupported architecture|architecture .{0,60}(not supported|unsupported|unknown)"
    r"|Unknown GGUF|unknown (normal|vision|multimodal)? ?(loader|model) type|ArchitectureParse",
    re.IGNORECASE,
)
_QUANT = re.compile(r"unknown (ggml |gguf )?d?type|unsupported (ggml |quant)|unknown dtype for tensor", re.IGNORECASE)
_DAMAGED = re.compile(
    r"unexpected end of file|failed to fill whole buffer|unknown magic|InvalidHeader|invalid gguf|UnexpectedEof"
    r"|cannot find tensor|Tensor .{0,80} not found|was not found at local model path|No such file",
    re.IGNORECASE,
)
_FETCH = re.compile(r"on Hugging Face|huggingface\.co|HubApi|hf_hub", re.IGNORECASE)
_ISQ = re.compile(r"ISQ type \S+ unknown", re.IGNORECASE)
_FLAG = re.compile(r"unexpected argument|unrecognized (option|subcommand)|required arguments were not", re.IGNORECASE)


def clean(text: str) -> str:
    """What a server printed, without colours, times and stacks."""
    lines = (_STAMP.sub("", _COLOUR.sub("", line)).rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not _TRACE.match(line))


def cause_of(output: str) -> str:
    """The one line that says why, as the program put it; "" where it said nothing of that kind."""
    lines = clean(output).splitlines()
    for place, line in enumerate(lines):
        if match := _ERROR.search(line):
            text = match["text"] or match["usage"] or match["panic"] or " ".join(lines[place + 1 : place + 2])
            return text.strip()[:MAX_CAUSE]
    return lines[-1].strip()[:MAX_CAUSE] if lines else ""


def is_port_taken(output: str) -> bool:
    """Whether it did not start because somebody else has its port."""
    return bool(IN_USE.search(output))


def start_error(output: str, how: str, path: str) -> AppError:
    """What to tell a person; `how` is how the process ended, in words, and `path` the model's."""
    output = clean(output)
    cause, detail = cause_of(output), "\n".join(output.splitlines()[-12:])
    params = {"reason": "start_failed", "path": path}
    if _MEMORY.search(output):
        return OutOfMemory(
            "There is not enough memory for this model with mistral.rs.",
            hint="Close other programs, or choose a smaller model or context window.",
            detail=detail,
            params={"need_bytes": 0, "have_bytes": 0, "largest_context": 0},
        )
    if _ISQ.search(output):
        hint = "Use one such as 4, 8 or q8_0 in Settings → Models and engines."
        return Unsupported(
            "mistral.rs does not know this quantisation for loading.", hint=hint, detail=detail, params=params
        )
    if _ARCHITECTURE.search(output):
        return Unsupported(
            "mistral.rs does not know this kind of model.",
            hint="Choose another engine for it.",
            detail=detail,
            params=params,
        )
    if _QUANT.search(output):
        return Unsupported(
            "mistral.rs does not know this model's quantisation.",
            hint="Choose another engine, or a file with Q4_K, Q5_K, Q6_K or Q8_0.",
            detail=detail,
            params=params,
        )
    if _FETCH.search(output) or _DAMAGED.search(output):
        return ModelFileError(
            "mistral.rs cannot read this model: a file of it is missing or damaged.",
            hint="Fetch the model again, or choose another engine.",
            detail=detail,
            params=params,
        )
    if _FLAG.search(output):
        return EngineUnavailable(
            "This version of mistral.rs does not understand how Tektra starts it.",
            hint="Install another version: make mistralrs builds one that fits.",
            detail=detail,
            params=params,
        )
    said = f"mistral.rs did not start: {cause.rstrip('.')}." if cause else f"mistral.rs did not start: {how}."
    return EngineUnavailable(said, hint="Choose another engine for this model.", detail=detail, params=params)
